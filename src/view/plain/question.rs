use super::answer::{entry_words, last_time_words, level_words};
use super::sentence;
use crate::assessment::Assessment;
use crate::results::Answer;
use crate::state::{CategoryDetail, EditKind, Overlay, State, TakeScreen};
use crate::text::{count, paragraphs};

/// Returns the question for the selected category: its name and description, its ladder, the
/// current and the previous answer, and the note.
pub fn question(take: &TakeScreen) -> Vec<String> {
    let (Some(sheet), Some(entry)) = (take.selected_detail(), take.entry()) else {
        return vec![
            "No categories yet.".to_owned(),
            "Add categories to the assessment file to rate them and save a result.".to_owned(),
        ];
    };
    let mut lines = vec![String::new()];
    lines.extend(heading(&sheet));
    lines.extend(ladder(&sheet));
    if entry.answer != Answer::Unanswered || entry.level_up {
        let words = entry_words(sheet.assessment, sheet.index, entry);
        lines.push(format!("Current: {words}."));
    }
    lines.extend(last_time_words(&sheet).map(|words| format!("Previous: {words}.")));
    let mut note = entry.note.lines();
    lines.extend(note.next().map(|line| format!("Note: {line}")));
    lines.extend(note.map(str::to_owned));
    lines
}

/// Returns the position and name of the category ("3 of 12. Testing."), and its description.
fn heading(sheet: &CategoryDetail) -> Vec<String> {
    let categories = &sheet.assessment.categories;
    let category = &categories[sheet.index];
    let place = format!("{} of {}", sheet.index + 1, categories.len());
    let name = sentence(&category.name);
    let mut lines = vec![match &category.group {
        Some(group) => format!("{place}, {group}. {name}"),
        None => format!("{place}. {name}"),
    }];
    lines.extend(paragraphs(
        category.description.as_deref().unwrap_or_default(),
    ));
    lines
}

/// Returns one line per level, with the text of the level.
fn ladder(sheet: &CategoryDetail) -> Vec<String> {
    let top = sheet.assessment.top(sheet.index);
    if top == 0 {
        return vec![
            "This category has no levels: answer unknown or n/a, or add a note.".to_owned(),
        ];
    }
    let level = |level: u8| {
        let label = level_words(level, sheet.assessment.label(sheet.index, level));
        let mut texts = paragraphs(sheet.level_text(level)).into_iter();
        let first = match texts.next() {
            Some(text) => format!("{label}: {text}"),
            None => label,
        };
        std::iter::once(first).chain(texts).collect::<Vec<_>>()
    };
    (1..=top).flat_map(level).collect()
}

/// Returns the prompt, which the input follows on the same line. If `repeated`, it includes the
/// name of the category.
pub fn prompt(state: &State, take: &TakeScreen, repeated: bool) -> String {
    if let Some(editing) = &take.editing {
        return field(take, editing.kind, editing.at);
    }
    if matches!(state.overlay, Some(Overlay::Unanswered)) {
        return "Your choice?".to_owned();
    }
    match take.assessment.categories.get(take.list.at) {
        None => "To quit, type quit.".to_owned(),
        Some(category) if repeated => format!("{} Your answer?", sentence(&category.name)),
        Some(_) => "Your answer?".to_owned(),
    }
}

/// Returns the prompt for an open field.
fn field(take: &TakeScreen, kind: EditKind, at: usize) -> String {
    let name = |assessment: &Assessment| {
        let category = assessment.categories.get(at);
        category.map_or(String::new(), |category| category.name.clone())
    };
    match kind {
        EditKind::Note => {
            let note = take.answers.entries.get(at).map(|entry| &entry.note);
            let is_new = note.is_none_or(String::is_empty);
            let empty = if is_new {
                "empty line for no note"
            } else {
                "empty line to keep it, - to remove it"
            };
            format!("Note for {} ({empty}):", name(&take.assessment))
        }
        EditKind::Name => format!("Name of the person? (empty line for {})", take.name),
        EditKind::File => "File to write the answers to? (empty line to cancel)".to_owned(),
        EditKind::Find => "Which category?".to_owned(),
    }
}

/// Returns the choices for unanswered categories, shown before a result is saved.
pub fn choices(take: &TakeScreen) -> Vec<String> {
    let open = take.answers.entries.len() - take.answers.answered();
    vec![
        format!(
            "{} unanswered. What do you want to do?",
            count(open, "category is", "categories are")
        ),
        "first, or an empty line: go to the first unanswered category.".to_owned(),
        "lowest: count unanswered categories as level 1 and save.".to_owned(),
        "unanswered: save them as unanswered.".to_owned(),
        "back: return to the questions.".to_owned(),
    ]
}
