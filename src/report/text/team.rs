use super::writer::{Emphasis, TextOptions, TextWriter};
use crate::results::{Answer, HelpOffer, LadderAnswer, Team, TeamCategory, marked};
use crate::text::{cells as width, count, named_and_more, padded, right, sparkline, visible, wrap};
use crate::words::{ELSEWHERE, GAP, MEAN, days_ago, mean_words, shared_words};

/// The maximum width of category names, and the width of a person.
const NAMES: usize = 28;
const PERSON: usize = 4;

/// A team as text.
pub fn team_text(team: &Team, options: &TextOptions) -> String {
    let mut writer = TextWriter::new(options);
    let people = count(team.people.len(), "person", "people");
    let title = format!(
        "{} {} {people}, latest result per person",
        visible(&team.assessment),
        options.dot()
    );
    writer.paragraph(Emphasis::Strong, 0, &title);
    members(&mut writer, team);
    levels(&mut writer, team);
    spread(&mut writer, team);
    gaps(&mut writer, team);
    helps(&mut writer, team);
    longest(&mut writer, team);
    writer.blank();
    writer.paragraph(Emphasis::Faint, 0, GAP);
    writer.paragraph(Emphasis::Faint, 0, MEAN);
    writer.done()
}

fn members(writer: &mut TextWriter<'_>, team: &Team) {
    writer.blank();
    let marked: Vec<_> = team
        .people
        .iter()
        .map(|member| visible(&marked(&member.name, &member.logins)).into_owned())
        .collect();
    let names = marked.iter().map(|name| width(name));
    let names = names.max().unwrap_or(0).min(24);
    for (at, (member, marked)) in team.people.iter().zip(&marked).enumerate() {
        let scores = &member.scores;
        let mean = mean_words(scores.mean, scores.rated, scores.categories);
        let date = writer.options.date_column(member.taken_at);
        let name = wrap(marked, names);
        let number = right(&(at + 1).to_string(), 3);
        let first = padded(name.first().map_or("", String::as_str), names);
        let line = format!("{number}  {first}  {date}  {mean}");
        if width(&line) <= writer.options.width() && name.len() == 1 {
            writer.line(&line);
            continue;
        }
        writer.paragraph(Emphasis::Plain, 0, &format!("{number}  {marked}"));
        writer.paragraph(Emphasis::Plain, 5, &format!("{date}  {mean}"));
    }
    for line in shared_lines(team) {
        writer.paragraph(Emphasis::Faint, 0, &line);
    }
}

/// One line per marked name, with its logins.
pub(crate) fn shared_lines(team: &Team) -> impl Iterator<Item = String> {
    let people = team.people.iter();
    people.filter_map(|member| shared_words(&member.name, &member.logins))
}

/// The heat map: categories down, people across.
fn levels(writer: &mut TextWriter<'_>, team: &Team) {
    let names = name_column(team, writer.options);
    let fit = ((writer.options.width() - names) / PERSON).max(1);
    let people: Vec<_> = (0..team.people.len()).collect();
    for part in people.chunks(fit) {
        let heads = part
            .iter()
            .map(|at| right(&(at + 1).to_string(), PERSON - 1) + " ");
        let heads = format!("{}{}", padded("Levels", names), heads.collect::<String>());
        writer.heading(heads.trim_end());
        by_group(writer, team, |writer, category| {
            let cells: String = part
                .iter()
                .map(|at| mark(writer.options, category, *at))
                .collect();
            named(writer, category, names, &cells);
        });
    }
    let goal = writer.options.goal_mark();
    let text =
        format!("{goal} goal above the current level; ? don't know; / not applicable; - no answer");
    writer.paragraph(Emphasis::Faint, 0, &text);
    if has_elsewhere(team) {
        writer.paragraph(Emphasis::Faint, 0, ELSEWHERE);
    }
    let mut categories = team.categories.iter();
    let first = categories.next().map(|category| &category.ladder);
    if let Some(ladder) = first.filter(|first| categories.all(|other| other.ladder == **first)) {
        let labels = ladder.iter().enumerate();
        let labels = labels.map(|(at, label)| format!("{} {}", at + 1, visible(label)));
        let labels: Vec<_> = labels.collect();
        writer.paragraph(Emphasis::Faint, 0, &labels.join(", "));
    }
}

fn name_column(team: &Team, options: &TextOptions) -> usize {
    let names = team.categories.iter();
    let names = names.map(|category| width(&visible(&category.name)) + 3);
    let most = if options.width() < 60 { 16 } else { NAMES };
    names.max().unwrap_or(0).clamp(9, most)
}

/// The level of a person with the mark of a goal, or the symbol of another answer.
fn mark(options: &TextOptions, category: &TeamCategory, person: usize) -> String {
    let cell = category.cells.get(person).and_then(Option::as_ref);
    let sign = match cell.map_or(Answer::Unanswered, |cell| cell.answer) {
        Answer::Unanswered => "-".to_owned(),
        Answer::Unknown => "?".to_owned(),
        Answer::NotApplicable => "/".to_owned(),
        Answer::Rated { current, .. } => format!("{current}{}", elsewhere(category, cell)),
    };
    let has_goal = cell.is_some_and(|cell: &LadderAnswer| cell.answer.gap() > 0);
    let goal = if has_goal {
        options.painted(Emphasis::Better, options.goal_mark())
    } else {
        " ".to_owned()
    };
    format!("{}{goal}", right(&sign, PERSON - 1))
}

/// The mark of a level that is not on the ladder of the category; otherwise empty.
pub(crate) fn elsewhere(category: &TeamCategory, cell: Option<&LadderAnswer>) -> &'static str {
    if cell.is_some_and(|cell| category.is_elsewhere(cell)) {
        "*"
    } else {
        ""
    }
}

/// Whether the mark of [`elsewhere`] occurs and needs an explanation.
pub(crate) fn has_elsewhere(team: &Team) -> bool {
    let mut categories = team.categories.iter();
    categories.any(|category| category.other_ladder > 0)
}

/// Writes the name of a category in as many lines as it needs, with `beside` on the first.
fn named(writer: &mut TextWriter<'_>, category: &TeamCategory, names: usize, beside: &str) {
    let name = wrap(&visible(&category.name), names - 3);
    for (at, name) in name.iter().enumerate() {
        let beside = if at == 0 { beside } else { "" };
        writer.line(&format!("  {} {beside}", padded(name, names - 3)));
    }
}

fn by_group(
    writer: &mut TextWriter<'_>,
    team: &Team,
    mut each: impl FnMut(&mut TextWriter<'_>, &TeamCategory),
) {
    let mut group = None;
    for category in &team.categories {
        writer.group(category.group.as_deref(), &mut group);
        each(writer, category);
    }
}

/// The number of people at each level, as a chart and in words.
fn spread(writer: &mut TextWriter<'_>, team: &Team) {
    let names = name_column(team, writer.options);
    let tops = team
        .categories
        .iter()
        .map(|category| category.distribution.len());
    let bars = tops.max().unwrap_or(0);
    writer.heading("Distribution: number of people at each level");
    by_group(writer, team, |writer, category| {
        let chart = sparkline::bars(writer.options.ascii, &category.distribution);
        let chart = padded(&chart, bars);
        let room = writer
            .options
            .width()
            .saturating_sub(names + bars + 2)
            .max(16);
        let words = wrap(&spread_words(category), room);
        named(
            writer,
            category,
            names,
            &format!("{chart}  {}", words.first().map_or("", String::as_str)),
        );
        for line in words.iter().skip(1) {
            writer.line(&format!("{:indent$}{line}", "", indent = names + bars + 2));
        }
    });
}

/// "Beginner 1, Competent 3, 1 don't know". Every person is counted once.
pub(crate) fn spread_words(category: &TeamCategory) -> String {
    let levels = category.ladder.iter().zip(&category.distribution);
    let levels = levels.filter(|(_, count)| **count > 0);
    let mut words: Vec<_> = levels
        .map(|(label, count)| format!("{} {count}", visible(label)))
        .collect();
    if words.is_empty() && category.other_ladder == 0 {
        words.push("no one rated".to_owned());
    }
    let others = [
        (category.other_ladder, "on a different ladder"),
        (category.unknown, "don't know"),
        (category.not_applicable, "not applicable"),
        (category.unanswered, "no answer"),
    ];
    let others = others.iter().filter(|(count, _)| *count > 0);
    words.extend(others.map(|(count, what)| format!("{count} {what}")));
    words.join(", ")
}

fn gaps(writer: &mut TextWriter<'_>, team: &Team) {
    writer.heading("Biggest gaps: most level-ups first");
    let gaps = team.gaps();
    if gaps.is_empty() {
        writer.paragraph(Emphasis::Plain, 2, "No level-ups.");
    }
    for category in gaps {
        writer.paragraph(Emphasis::Plain, 2, &gap_words(category));
    }
}

/// "Testing: 3 level-ups, gap 4".
fn gap_words(category: &TeamCategory) -> String {
    let ups = count(category.level_ups, "level-up", "level-ups");
    format!("{}: {ups}, gap {}", visible(&category.name), category.gap)
}

fn helps(writer: &mut TextWriter<'_>, team: &Team) {
    writer.heading("Who can help: people who have already reached each goal");
    let mut is_empty = true;
    for category in &team.categories {
        for help in category.helps() {
            is_empty = false;
            let text = format!("{}: {}", visible(&category.name), help_words(team, &help));
            writer.paragraph(Emphasis::Plain, 2, &text);
        }
    }
    if is_empty {
        writer.paragraph(Emphasis::Plain, 2, "No level-ups.");
    }
}

/// "Bob, goal 3 Best: Ada, Cleo", or "no one yet".
pub(crate) fn help_words(team: &Team, help: &HelpOffer) -> String {
    let name = |at: usize| {
        let member = team.people.get(at);
        member
            .map(|member| visible(&member.name).into_owned())
            .unwrap_or_default()
    };
    let helpers: Vec<_> = help.helpers.iter().map(|at| name(*at)).collect();
    let helpers = if helpers.is_empty() {
        "no one yet".to_owned()
    } else {
        named_and_more(&helpers.join(", "), help.others)
    };
    let label = visible(&help.label);
    let level = help.goal.to_string();
    let label = if label == level {
        level
    } else {
        format!("{level} {label}")
    };
    format!("{}, goal {label}: {helpers}", name(help.person))
}

fn longest(writer: &mut TextWriter<'_>, team: &Team) {
    writer.heading("Oldest results");
    for member in team.longest_ago().into_iter().take(5) {
        let name = visible(&member.name);
        writer.paragraph(
            Emphasis::Plain,
            2,
            &format!("{name}: {}", days_ago(member.days)),
        );
    }
}
