use jiff::tz::TimeZone;

use super::symbols::Symbols;
use crate::assessment::Assessment;
use crate::results::{Answer, AssessmentResult, SavedBy};
use crate::text::{DateFormat, cells as width, padded, visible, wrap};
use crate::words::{answer_words, counts_words, mean_words};

/// No line is longer.
const COLUMNS: usize = 80;
/// The most cells for the names of categories, and for labels.
const NAMES: usize = 34;
const LABELS: usize = 16;

/// A result as text in at most 80 columns. Colour only where `colour` says so.
pub fn result_text(
    result: &AssessmentResult,
    zone: &TimeZone,
    colour: bool,
    signs: Symbols,
) -> String {
    result_text_dated(result, (zone, &DateFormat::default()), colour, signs)
}

/// The same, with its day as the reader writes days.
pub(crate) fn result_text_dated(
    result: &AssessmentResult,
    (zone, dates): (&TimeZone, &DateFormat),
    colour: bool,
    signs: Symbols,
) -> String {
    let mut sheet = Sheet {
        text: String::new(),
        colour,
        signs,
        names: 0,
        labels: 0,
    };
    sheet.measure(result);
    sheet.head(result, &dates.date(result.taken_at, zone));
    let mut group = None;
    for (index, category) in result.assessment.categories.iter().enumerate() {
        if index == 0 || group != category.group.as_deref() {
            group = category.group.as_deref();
            sheet.group(result, group);
        }
        sheet.category(result, index);
    }
    sheet.text
}

/// Which login saved a result on a server, and when.
pub(crate) fn saved_text(saved: &SavedBy, (zone, dates): (&TimeZone, &DateFormat)) -> String {
    let (login, date) = (visible(&saved.by), dates.date(saved.at, zone));
    format!("\nsaved by the login {login}, {date}\n")
}

/// The text while it is being written.
struct Sheet {
    text: String,
    colour: bool,
    signs: Symbols,
    names: usize,
    labels: usize,
}

impl Sheet {
    /// Finds the widths of the columns.
    fn measure(&mut self, result: &AssessmentResult) {
        let names = result.assessment.categories.iter();
        let names = names.map(|category| width(&visible(&category.name)));
        self.names = names.max().unwrap_or(0).min(NAMES);
        let labels = result.answers.iter().enumerate();
        let labels = labels.map(|(index, answer)| width(&said(&result.assessment, index, *answer)));
        self.labels = labels.filter(|width| *width <= LABELS).max().unwrap_or(0);
    }

    fn head(&mut self, result: &AssessmentResult, date: &str) {
        let (assessment, name) = (visible(&result.assessment.name), visible(&result.name));
        let dot = self.signs.between;
        for line in wrap(&format!("{assessment} {dot} {name} {dot} {date}"), COLUMNS) {
            self.line(Style::Strong, &line);
        }
        self.line(Style::Faint, &result.id.to_string());
        let scores = result.scores();
        let mean = mean_words(scores.mean, scores.rated, scores.categories);
        let of = if scores.mean.is_some() {
            "Mean level "
        } else {
            ""
        };
        self.line(Style::Plain, &format!("{of}{mean}"));
        self.line(Style::Plain, &counts_words(&scores).replace(" · ", ", "));
    }

    /// The line above a group; an empty one where categories have none.
    fn group(&mut self, result: &AssessmentResult, group: Option<&str>) {
        self.text.push('\n');
        let Some(group) = group else {
            return;
        };
        let scores = result.group_scores(group);
        let mean = mean_words(scores.mean, scores.rated, scores.categories);
        let name = visible(group);
        if width(&name) + 3 + width(&mean) <= COLUMNS {
            let (name, mean) = (
                self.painted(Style::Strong, &name),
                self.painted(Style::Faint, &mean),
            );
            self.line(
                Style::Plain,
                &format!("{name} {} {mean}", self.signs.between),
            );
            return;
        }
        for line in wrap(&name, COLUMNS) {
            self.line(Style::Strong, &line);
        }
        self.line(Style::Faint, &mean);
    }

    fn category(&mut self, result: &AssessmentResult, index: usize) {
        let name = visible(&result.assessment.categories[index].name);
        let names = wrap(&name, self.names);
        let answers = self.answer(result, index);
        for row in 0..names.len().max(answers.len()) {
            let name = padded(names.get(row).map_or("", String::as_str), self.names);
            let (style, answer) = answers
                .get(row)
                .map_or((Style::Plain, ""), |(s, a)| (*s, a));
            let answer = self.painted(style, answer);
            self.line(Style::Plain, format!("  {name}  {answer}").trim_end());
        }
        let note = result.notes.get(index).map_or("", String::as_str);
        for line in note.trim_end().lines() {
            let line = line.replace('\t', "    ");
            for line in wrap(&visible(&line), COLUMNS - 4) {
                self.line(Style::Faint, format!("    {line}").trim_end());
            }
        }
    }

    /// What was said about a category, in lines that fit beside its name.
    fn answer(&self, result: &AssessmentResult, index: usize) -> Vec<(Style, String)> {
        let answer = result.answers.get(index).copied().unwrap_or_default();
        let room = COLUMNS - self.names - 4;
        let label = said(&result.assessment, index, answer);
        let Answer::Rated { desired, .. } = answer else {
            return styled(Style::Faint, &label, room);
        };
        if answer.gap() == 0 {
            return styled(Style::Plain, &label, room);
        }
        let wanted = visible(result.assessment.label(index, desired).unwrap_or("?")).into_owned();
        let wanted = format!("{} {wanted} (+{})", self.signs.level_up, answer.gap());
        let label = padded(&label, self.labels);
        if width(&label) + 2 + width(&wanted) <= room {
            return vec![(Style::LevelUp, format!("{label}  {wanted}"))];
        }
        let mut lines = styled(Style::Plain, label.trim_end(), room);
        lines.extend(styled(Style::LevelUp, &wanted, room));
        lines
    }

    fn line(&mut self, style: Style, text: &str) {
        let line = self.painted(style, text);
        self.text.push_str(&line);
        self.text.push('\n');
    }

    fn painted(&self, style: Style, text: &str) -> String {
        let code = match style {
            Style::Strong => "1",
            Style::Faint => "2",
            Style::LevelUp => "32",
            Style::Plain => "",
        };
        if !self.colour || code.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

#[derive(Clone, Copy)]
enum Style {
    Plain,
    Strong,
    Faint,
    LevelUp,
}

fn styled(style: Style, text: &str, room: usize) -> Vec<(Style, String)> {
    let lines = wrap(text, room);
    lines.into_iter().map(|line| (style, line)).collect()
}

/// The label of the current level, or what was said instead.
fn said(assessment: &Assessment, index: usize, answer: Answer) -> String {
    match (answer_words(answer), answer.current()) {
        (Some(words), _) => words.to_owned(),
        (None, level) => {
            let label = level.and_then(|level| assessment.label(index, level));
            visible(label.unwrap_or("?")).into_owned()
        }
    }
}
