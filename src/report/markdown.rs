//! Results, comparisons, teams, and plans as Markdown for the wikis of GitHub and GitLab.

use std::fmt::Write as _;

use jiff::tz::TimeZone;

use crate::report::text::{elsewhere, has_elsewhere, help_words, shared_lines, spread_words};
use crate::results::{
    AssessmentResult, Comparison, LadderAnswer, Team, TeamCategory, compare, marked, plan,
};
use crate::text::{count, visible};
use crate::words::{
    ELSEWHERE, GAP, MEAN, POSITION, cell_words, change_sign, counts_words, days_ago,
    goal_level_words, local_date, mean_words, tally_words,
};

/// A text that Markdown shows literally, on one line. Hidden characters become placeholders, and web
/// URLs become links.
pub fn escaped(text: &str) -> String {
    let text = text.replace(['\n', '\t'], " ");
    let text = visible(&text);
    let mut out = String::with_capacity(text.len());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end_of_link = 0;
    for (at, c) in text.char_indices() {
        if at < end_of_link {
            continue;
        }
        match c {
            'h' | 'H' if url_at(&text, at).is_some() => {
                let url = url_at(&text, at).unwrap_or_default();
                end_of_link = at + url.len();
                link(&mut out, url);
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' | '@' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // No other links, and no list, rule, or heading at the start of a line.
            ':' if text[at..].starts_with("://") => out.push_str("&#58;"),
            '.' if ends_with_www(&text[..at]) => out.push_str("&#46;"),
            '-' | '+' | '=' if at == 0 => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if at > 0 && at == digits => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn ends_with_www(text: &str) -> bool {
    let end = text.as_bytes().last_chunk::<3>();
    end.is_some_and(|end| end.eq_ignore_ascii_case(b"www"))
}

/// The `http` or `https` URL that begins at a place, without punctuation that follows it.
fn url_at(text: &str, at: usize) -> Option<&str> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = &text[at..];
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        let start = rest.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })?;
    if !rest[scheme.len()..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"');
    let url = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    Some(trimmed(url))
}

/// A URL without the punctuation of the sentence around it. A closing parenthesis belongs to the URL
/// if the URL contains the opening one.
fn trimmed(url: &str) -> &str {
    let opened = url.matches('(').count();
    let mut closed = url.matches(')').count();
    let mut url = url;
    while let Some(last) = url.chars().next_back() {
        match last {
            ')' if closed > opened => closed -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | ']' | '}' => {}
            _ => break,
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    url
}

/// A URL in angle brackets. Characters that have a meaning in Markdown are percent-encoded.
fn link(out: &mut String, url: &str) {
    out.push('<');
    // `&lt;` is a character to Markdown.
    let mut is_entity = false;
    for c in url.chars() {
        match c {
            '\\' | '`' | '|' | '{' | '}' | '[' | ']' | '$' | '^' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            ';' if is_entity => out.push_str("%3B"),
            c => out.push(c),
        }
        is_entity = c == '&' || (is_entity && (c.is_ascii_alphanumeric() || c == '#'));
    }
    out.push('>');
}

/// Writes a row of cells that are already escaped.
fn row(out: &mut String, cells: &[String]) {
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

fn heads(out: &mut String, cells: &[String]) {
    row(out, cells);
    row(out, &vec!["---".to_owned(); cells.len()]);
}

/// A result as Markdown: the mean, a table of the categories, and the plan.
pub fn result_markdown(result: &AssessmentResult, zone: &TimeZone) -> String {
    let mut out = String::new();
    let title = escaped(&result.assessment.name);
    let (name, date) = (escaped(&result.name), local_date(result.taken_at, zone));
    let _ = writeln!(out, "# {title} · {name} · {date}\n");
    let scores = result.scores();
    let mean = mean_words(scores.mean, scores.rated, scores.categories);
    let of = if scores.mean.is_some() {
        "Mean level "
    } else {
        ""
    };
    let _ = writeln!(out, "{of}{mean}. {}.\n", counts_words(&scores));
    let table = compare(&[result]);
    let grouped = table.rows.iter().any(|row| row.group.is_some());
    let mut columns = vec!["Category", "Current", "Goal", "Gap", "Note"];
    if grouped {
        columns.insert(0, "Group");
    }
    let columns: Vec<_> = columns.into_iter().map(str::to_owned).collect();
    heads(&mut out, &columns);
    for (index, line) in table.rows.iter().enumerate() {
        let cell = line.cells.first().and_then(Option::as_ref);
        let gap = cell.filter(|cell| cell.answer.current().is_some());
        let note = result.notes.get(index).map_or("", String::as_str);
        let mut cells = vec![
            escaped(&line.name),
            escaped(&cell_words(cell)),
            escaped(&cell.and_then(goal_level_words).unwrap_or_default()),
            gap.map(|cell| cell.answer.gap().to_string())
                .unwrap_or_default(),
            note.lines().map(escaped).collect::<Vec<_>>().join("<br>"),
        ];
        if grouped {
            cells.insert(0, escaped(line.group.as_deref().unwrap_or("")));
        }
        row(&mut out, &cells);
    }
    if !plan(result).is_empty() {
        let _ = writeln!(out, "\n## Plan\n");
        steps(&mut out, result);
    }
    let _ = writeln!(out, "\n{MEAN} {GAP}");
    out
}

/// The level-ups of a result as a checklist, in the order of the categories.
pub fn plan_markdown(result: &AssessmentResult, zone: &TimeZone) -> String {
    let mut out = String::new();
    let title = escaped(&result.assessment.name);
    let (name, date) = (escaped(&result.name), local_date(result.taken_at, zone));
    let _ = writeln!(out, "## Plan · {title} · {name} · {date}\n");
    steps(&mut out, result);
    out
}

fn steps(out: &mut String, result: &AssessmentResult) {
    let steps = plan(result);
    if steps.is_empty() {
        out.push_str("No level-ups.\n");
    }
    for step in steps {
        let (from, to) = (escaped(&step.from.label), escaped(&step.to().label));
        let _ = writeln!(out, "- [ ] **{}**: {from} → {to}", escaped(&step.category));
        for level in &step.levels {
            if let Some(text) = &level.text {
                let text: Vec<_> = text.lines().map(escaped).collect();
                let _ = writeln!(out, "  - {}: {}", escaped(&level.label), text.join(" "));
            }
        }
        let note: Vec<_> = step.note.lines().map(escaped).collect();
        if !note.is_empty() {
            let _ = writeln!(out, "  - Note: {}", note.join("<br>"));
        }
    }
}

pub fn comparison_markdown(comparison: &Comparison, zone: &TimeZone) -> String {
    let mut out = String::from("# Comparison\n\n");
    results(&mut out, comparison, zone);
    out.push('\n');
    for at in 1..comparison.results.len() {
        let words = tally_words(comparison, at);
        let _ = writeln!(out, "- {at} → {}: {words}", at + 1);
    }
    answers(&mut out, comparison);
    let position = if comparison.has_mixed_ladders() {
        format!("\n\n\\* {}", escaped(POSITION))
    } else {
        String::new()
    };
    let _ = writeln!(out, "\n{MEAN}{position}");
    out
}

/// Writes the table of the results, without their answers.
fn results(out: &mut String, comparison: &Comparison, zone: &TimeZone) {
    let columns = [
        "",
        "Assessment",
        "Person",
        "Date",
        "Version",
        "Mean level",
        "ID",
    ];
    heads(out, &columns.map(str::to_owned));
    for (at, head) in comparison.results.iter().enumerate() {
        let scores = &head.scores;
        let cells = [
            (at + 1).to_string(),
            escaped(&head.assessment),
            escaped(&head.name),
            local_date(head.taken_at, zone),
            escaped(&head.version),
            mean_words(scores.mean, scores.rated, scores.categories),
            crate::words::short_id(head.id),
        ];
        row(out, &cells);
    }
}

/// Writes the table of the answers, with a row per category and a column per result.
fn answers(out: &mut String, comparison: &Comparison) {
    out.push('\n');
    let numbers = (1..=comparison.results.len()).map(|number| number.to_string());
    let columns: Vec<_> = ["Category".to_owned()].into_iter().chain(numbers).collect();
    heads(out, &columns);
    for line in &comparison.rows {
        let cells = line.cells.iter().enumerate().map(|(at, cell)| {
            let change = at
                .checked_sub(1)
                .and_then(|before| line.changes.get(before));
            compared(
                cell.as_ref(),
                change.map(|delta| change_sign(*delta, false)),
            )
        });
        let cells: Vec<_> = [escaped(&line.name)].into_iter().chain(cells).collect();
        row(out, &cells);
    }
}

/// "2 Better ▲ 3 Best **↑ 1**"
fn compared(cell: Option<&LadderAnswer>, change: Option<String>) -> String {
    let text = with_goal(&cell_text(cell), cell);
    match change.filter(|change| !change.is_empty()) {
        Some(change) => format!("{text} **{}**", change.replace('*', "\\*")),
        None => text,
    }
}

pub fn team_markdown(team: &Team, zone: &TimeZone) -> String {
    let mut out = String::new();
    let people = count(team.people.len(), "person", "people");
    let _ = writeln!(
        out,
        "# {} · {people}\n\n## Levels\n",
        escaped(&team.assessment)
    );
    let people = team.people.iter();
    let names = people.map(|member| escaped(&marked(&member.name, &member.logins)));
    let columns: Vec<_> = ["Category".to_owned()].into_iter().chain(names).collect();
    heads(
        &mut out,
        &[columns, vec!["Distribution".to_owned()]].concat(),
    );
    for category in &team.categories {
        let cells = category
            .cells
            .iter()
            .map(|cell| on_team(category, cell.as_ref()));
        let mut line: Vec<_> = [escaped(&category.name)].into_iter().chain(cells).collect();
        line.push(escaped(&spread_words(category)));
        row(&mut out, &line);
    }
    for line in shared_lines(team) {
        let _ = writeln!(out, "\n{}", escaped(&line));
    }
    let _ = writeln!(out, "\n## Biggest gaps\n");
    let gaps = team.gaps();
    for category in &gaps {
        let ups = count(category.level_ups, "level-up", "level-ups");
        let _ = writeln!(
            out,
            "- {}: {ups}, gap {}",
            escaped(&category.name),
            category.gap
        );
    }
    if gaps.is_empty() {
        out.push_str("No level-ups.\n");
    } else {
        let _ = writeln!(out, "\n## Who can help\n");
    }
    for category in &team.categories {
        for help in category.helps() {
            let (name, words) = (escaped(&category.name), help_words(team, &help));
            let _ = writeln!(out, "- {name}: {}", escaped(&words));
        }
    }
    let _ = writeln!(out, "\n## Latest results\n");
    for member in team.longest_ago() {
        let (name, date) = (escaped(&member.name), local_date(member.taken_at, zone));
        let _ = writeln!(out, "- {name}: {date}, {}", days_ago(member.days));
    }
    let mark = if has_elsewhere(team) {
        format!(" {}", escaped(ELSEWHERE))
    } else {
        String::new()
    };
    let _ = writeln!(out, "\n{GAP}{mark}");
    out
}

/// "1 Good ▲ 3 Best", with a star if the level is on a different ladder.
fn on_team(category: &TeamCategory, cell: Option<&LadderAnswer>) -> String {
    let mark = escaped(elsewhere(category, cell));
    with_goal(&format!("{}{mark}", cell_text(cell)), cell)
}

fn cell_text(cell: Option<&LadderAnswer>) -> String {
    escaped(&cell_words(cell)).replace("\\-", "-")
}

fn with_goal(text: &str, cell: Option<&LadderAnswer>) -> String {
    match cell.and_then(goal_level_words) {
        Some(goal) => format!("{text} ▲ {}", escaped(&goal)),
        None => text.to_owned(),
    }
}
