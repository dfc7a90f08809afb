use super::answer::entry_words;
use super::saved;
use crate::state::TakeScreen;

/// Where each category stands, a line each, with the heading of its group.
pub(crate) fn list(take: &TakeScreen) -> Vec<String> {
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
    let told = format!(
        "{answered} of {total} answered. {}",
        saved(&take.draft_status)
    );
    lines.push(told.trim_end().to_owned());
    lines
}
