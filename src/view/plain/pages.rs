use super::answer::entry_words;
use super::question::{choices, question};
use super::{saved, sentence};
use crate::state::{COMMANDS, Overlay, PlainPage, State, TakeScreen};
use crate::text::paragraphs;
use crate::words::local_date;

/// Returns the lines of a page.
pub(crate) fn page(page: PlainPage, state: &State, take: &TakeScreen) -> Vec<String> {
    match page {
        PlainPage::Question => question(take),
        PlainPage::List => list(take),
        PlainPage::Help if matches!(state.overlay, Some(Overlay::Unanswered)) => choices(take),
        PlainPage::Help => help(take),
        PlainPage::About => about(state, take),
    }
}

/// Returns the possible answers and the commands, one per line.
fn help(take: &TakeScreen) -> Vec<String> {
    let top = match take.assessment.categories.get(take.list.at) {
        Some(_) => take.assessment.top(take.list.at),
        None => 0,
    };
    let mut lines = Vec::new();
    if top > 0 {
        lines.push(format!(
            "1 to {top}, or a label: rate the category and go to the next one."
        ));
        lines.push("2+: rate level 2 and set the next level as the goal.".to_owned());
        lines.push("1>3: rate level 1 and set level 3 as the goal.".to_owned());
    }
    lines.extend(COMMANDS.iter().map(|spec| {
        let takes = if spec.takes.is_empty() {
            String::new()
        } else {
            format!(" {}", spec.takes)
        };
        let (first, others) = spec.names.split_first().unwrap_or((&"", &[]));
        let others = if others.is_empty() {
            String::new()
        } else {
            format!(", or {}", others.join(", "))
        };
        format!("{first}{takes}{others}: {}.", spec.description)
    }));
    lines.push("If a label is also a command, type / before the command: /save.".to_owned());
    lines
}

/// Returns all categories and answers, one per line, below the headings of their groups.
fn list(take: &TakeScreen) -> Vec<String> {
    let mut lines = Vec::new();
    let mut group = None;
    let categories = take.assessment.categories.iter().enumerate();
    for ((index, category), entry) in categories.zip(&take.answers.entries) {
        if category.group.is_some() && category.group != group {
            lines.extend(category.group.iter().map(|group| format!("{group}:")));
        }
        group.clone_from(&category.group);
        let words = entry_words(&take.assessment, index, entry);
        let note = if entry.note.is_empty() {
            ""
        } else {
            " Has a note."
        };
        let here = if index == take.list.at {
            " Current category."
        } else {
            ""
        };
        let number = index + 1;
        lines.push(format!("{number}. {}: {words}.{note}{here}", category.name));
    }
    let (answered, total) = (take.answers.answered(), take.answers.entries.len());
    let progress = format!(
        "{answered} of {total} answered. {}",
        saved(&take.draft_status)
    );
    lines.push(progress.trim_end().to_owned());
    lines
}

/// Returns the name and version of the assessment, its description and source, and the date of the
/// previous result.
fn about(state: &State, take: &TakeScreen) -> Vec<String> {
    let assessment = &take.assessment;
    let mut lines = vec![format!(
        "{} Version {}.",
        sentence(&assessment.name),
        assessment.version
    )];
    let description = assessment.description.as_deref().unwrap_or_default();
    lines.extend(paragraphs(description));
    lines.extend(
        assessment
            .source
            .iter()
            .flat_map(|source| paragraphs(source)),
    );
    if let Some(last) = &take.previous_result {
        let date = local_date(last.taken_at, &state.zone);
        lines.push(format!("{} last took it on {date}.", last.name));
    }
    lines
}
