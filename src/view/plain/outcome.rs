use super::answer::entry_words;
use super::saved;
use crate::state::{Action, EditKind, LineRequest, ListMove, TakeScreen};

/// The state of the form before a line is handled.
#[derive(Debug, Clone)]
pub(crate) struct FormBefore {
    at: usize,
    answered: usize,
    name: String,
    field: Option<EditKind>,
}

impl FormBefore {
    /// Records the current state of the form.
    pub(crate) fn of(take: &TakeScreen) -> Self {
        Self {
            at: take.list.at,
            answered: take.answers.answered(),
            name: take.name.clone(),
            field: take.editing.as_ref().map(|editing| editing.kind),
        }
    }
}

/// Returns the lines that report the effect of a line. Messages of the reducer and questions are
/// printed separately.
pub(crate) fn outcome(
    request: &LineRequest,
    before: &FormBefore,
    take: &TakeScreen,
) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(match request {
        LineRequest::Answer(_)
        | LineRequest::CopyPrevious
        | LineRequest::Act(Action::LevelUp | Action::Clear) => Some(answered(before, take)),
        LineRequest::Act(Action::CopyAllPrevious) => Some(saved(&take.draft_status).to_owned()),
        LineRequest::Act(Action::Move(movement)) if before.at == take.list.at => Some(
            match movement {
                ListMove::Up => "This is the first category.",
                _ => "This is the last category.",
            }
            .to_owned(),
        ),
        LineRequest::Go { of, .. } if *of > 1 => Some(format!(
            "{of} categories match. Type the same line again for the next match."
        )),
        LineRequest::Fill(kind, text) => filled(*kind, text, before, take),
        LineRequest::Text(text) => before
            .field
            .and_then(|kind| filled(kind, text, before, take)),
        _ => None,
    });
    lines.extend(progress(request, before, take));
    lines
}

/// Returns the answer of the category that was selected before, and whether it is saved: "Testing:
/// 2 Competent, goal 3 Fluent. Saved."
fn answered(before: &FormBefore, take: &TakeScreen) -> String {
    let at = before.at;
    let name = take.assessment.categories.get(at).map(|c| c.name.as_str());
    let entry = take.answers.entries.get(at);
    let words = entry.map(|entry| entry_words(&take.assessment, at, entry));
    let (name, words) = (name.unwrap_or_default(), words.unwrap_or_default());
    with_saved(&format!("{name}: {words}."), take)
}

/// Returns the report for a filled field; `None` for fields that have their own messages.
fn filled(kind: EditKind, text: &str, before: &FormBefore, take: &TakeScreen) -> Option<String> {
    match kind {
        EditKind::Note if text.is_empty() => Some(with_saved("Note removed.", take)),
        EditKind::Note => Some(with_saved("Note updated.", take)),
        EditKind::Name if take.name != before.name => {
            Some(with_saved(&format!("Answers for {}.", take.name), take))
        }
        EditKind::Name => Some(format!("Name unchanged: answers for {}.", take.name)),
        EditKind::File | EditKind::Find => None,
    }
}

/// Adds whether the answers are saved.
fn with_saved(text: &str, take: &TakeScreen) -> String {
    format!("{text} {}", saved(&take.draft_status))
        .trim_end()
        .to_owned()
}

/// Returns that all categories are answered or, if the last category was answered, how many are
/// unanswered. `None` in other cases.
fn progress(request: &LineRequest, before: &FormBefore, take: &TakeScreen) -> Option<String> {
    let saves = matches!(
        request,
        LineRequest::Save(_) | LineRequest::Act(Action::CountAsLowest | Action::SaveUnanswered)
    );
    if saves {
        // A failed save already reported its reason.
        return None;
    }
    let (answered, total) = (take.answers.answered(), take.answers.entries.len());
    if answered == total && before.answered < total && !take.is_saving() {
        let can_be_saved = take.assessment.can_be_saved();
        return can_be_saved.then(|| match total {
            1 => "The only category is answered. Type save to save the result.".to_owned(),
            _ => "All categories are answered. Type save to save the result.".to_owned(),
        });
    }
    let moves_on = matches!(request, LineRequest::Answer(_) | LineRequest::CopyPrevious);
    if !moves_on || before.at + 1 < total {
        return None;
    }
    Some(match total - answered {
        0 if !take.assessment.can_be_saved() => return None,
        0 => "That was the last category. Type save to save the result.".to_owned(),
        1 => "That was the last category. 1 category is unanswered: type unanswered to go to it."
            .to_owned(),
        left => {
            format!(
                "That was the last category. {left} categories are unanswered: type unanswered to go \
                to the first one."
            )
        }
    })
}
