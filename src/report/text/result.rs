use super::writer::{Emphasis, TextOptions, TextWriter};
use crate::assessment::Assessment;
use crate::results::{Answer, AssessmentResult, SavedBy};
use crate::text::{cells as width, padded, visible, wrap};
use crate::words::{answer_words, counts_words, mean_words};

/// The maximum length of a line, also if the terminal is narrower.
const COLUMNS: usize = 80;
/// The most cells for the names of categories, and for labels.
const NAMES: usize = 34;
const LABELS: usize = 16;

/// A result as text in at most 80 columns.
pub fn result_text(result: &AssessmentResult, options: &TextOptions) -> String {
    let mut writer = TextWriter::new(options);
    head(&mut writer, result);
    let columns = Columns::new(result);
    let mut group = None;
    for (index, category) in result.assessment.categories.iter().enumerate() {
        if index == 0 || group != category.group.as_deref() {
            group = category.group.as_deref();
            group_line(&mut writer, result, group);
        }
        columns.category(&mut writer, result, index);
    }
    writer.done()
}

/// Which login saved a result on a server, and when.
pub(crate) fn saved_text(saved: &SavedBy, options: &TextOptions) -> String {
    let (login, date) = (visible(&saved.by), options.date(saved.at));
    format!("\nsaved by the login {login}, {date}\n")
}

fn head(writer: &mut TextWriter<'_>, result: &AssessmentResult) {
    let (assessment, name) = (visible(&result.assessment.name), visible(&result.name));
    let date = writer.options.date(result.taken_at);
    let dot = writer.options.dot();
    for line in wrap(&format!("{assessment} {dot} {name} {dot} {date}"), COLUMNS) {
        writer.styled(Emphasis::Strong, &line);
    }
    writer.styled(Emphasis::Faint, &result.id.to_string());
    let scores = result.scores();
    let mean = mean_words(scores.mean, scores.rated, scores.categories);
    let of = scores.mean.map_or("", |_| "Mean level ");
    writer.line(&format!("{of}{mean}"));
    writer.line(&counts_words(&scores).replace(" · ", ", "));
}

/// Writes an empty line, and the name and mean of the group, if there is one.
fn group_line(writer: &mut TextWriter<'_>, result: &AssessmentResult, group: Option<&str>) {
    writer.blank();
    let Some(group) = group else {
        return;
    };
    let scores = result.group_scores(group);
    let mean = mean_words(scores.mean, scores.rated, scores.categories);
    let name = visible(group);
    if width(&name) + 3 + width(&mean) <= COLUMNS {
        let options = writer.options;
        let name = options.painted(Emphasis::Strong, &name);
        let mean = options.painted(Emphasis::Faint, &mean);
        writer.line(&format!("{name} {} {mean}", options.dot()));
        return;
    }
    for line in wrap(&name, COLUMNS) {
        writer.styled(Emphasis::Strong, &line);
    }
    writer.styled(Emphasis::Faint, &mean);
}

/// The widths of the columns for names and for labels.
struct Columns {
    names: usize,
    labels: usize,
}

impl Columns {
    fn new(result: &AssessmentResult) -> Self {
        let names = result.assessment.categories.iter();
        let names = names.map(|category| width(&visible(&category.name)));
        let labels = result.answers.iter().enumerate();
        let labels =
            labels.map(|(index, answer)| width(&label(&result.assessment, index, *answer)));
        Self {
            names: names.max().unwrap_or(0).min(NAMES),
            labels: labels.filter(|width| *width <= LABELS).max().unwrap_or(0),
        }
    }

    fn category(&self, writer: &mut TextWriter<'_>, result: &AssessmentResult, index: usize) {
        let name = visible(&result.assessment.categories[index].name);
        let names = wrap(&name, self.names);
        let answers = self.answer(writer.options, result, index);
        for row in 0..names.len().max(answers.len()) {
            let name = padded(names.get(row).map_or("", String::as_str), self.names);
            let answer = answers
                .get(row)
                .map_or_else(String::new, |(style, answer)| {
                    writer.options.painted(*style, answer)
                });
            writer.line(&format!("  {name}  {answer}"));
        }
        let note = result.notes.get(index).map_or("", String::as_str);
        for line in note.trim_end().lines() {
            let line = line.replace('\t', "    ");
            for line in wrap(&visible(&line), COLUMNS - 4) {
                writer.styled(Emphasis::Faint, format!("    {line}").trim_end());
            }
        }
    }

    /// The answer to a category, in lines that fit to the right of its name.
    fn answer(
        &self,
        options: &TextOptions,
        result: &AssessmentResult,
        index: usize,
    ) -> Vec<(Emphasis, String)> {
        let answer = result.answers.get(index).copied().unwrap_or_default();
        let room = COLUMNS - self.names - 4;
        let lines = |style, text: &str| -> Vec<_> {
            let lines = wrap(text, room).into_iter();
            lines.map(|line| (style, line)).collect()
        };
        let label = label(&result.assessment, index, answer);
        let Answer::Rated { desired, .. } = answer else {
            return lines(Emphasis::Faint, &label);
        };
        if answer.gap() == 0 {
            return lines(Emphasis::Plain, &label);
        }
        let goal = visible(result.assessment.label(index, desired).unwrap_or("?"));
        let goal = format!("{} {goal} (+{})", options.goal_mark(), answer.gap());
        let padded = padded(&label, self.labels);
        if width(&padded) + 2 + width(&goal) <= room {
            return vec![(Emphasis::Better, format!("{padded}  {goal}"))];
        }
        let mut both = lines(Emphasis::Plain, &label);
        both.extend(lines(Emphasis::Better, &goal));
        both
    }
}

/// The label of the current level, or the answer without a level.
fn label(assessment: &Assessment, index: usize, answer: Answer) -> String {
    let level = || assessment.label(index, answer.current()?);
    let words = answer_words(answer).map(str::to_owned);
    words.unwrap_or_else(|| visible(level().unwrap_or("?")).into_owned())
}
