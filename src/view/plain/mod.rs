//! The form in words, a thought a line, for those who have no screen or cannot see it: what
//! [`crate::state::plain`] reads is answered here. No line is wrapped yet, nor made safe to show.

mod answer;
mod help;
mod line_error;
mod list;
mod messages;
mod outcome;
mod question;

pub use line_error::wrong;
pub(crate) use messages::{PlainMessage, message};
pub(crate) use outcome::{FormBefore, outcome};
pub use question::{choices, prompt, question};

use crate::state::{DraftStatus, Overlay, PlainPage, State, TakeScreen};
use crate::text::{count, paragraphs};
use crate::words::{CommandLine, local_date};

/// What is said first: what is asked, whose answers they are, and how to find out the rest.
pub fn greeting(take: &TakeScreen) -> Vec<String> {
    let categories = count(take.answers.entries.len(), "category", "categories");
    let name = sentence(&take.assessment.name);
    let mut lines = vec![format!("{name} {categories}. Answers for {}.", take.name)];
    if !take.assessment.categories.is_empty() {
        lines.push(
            "Answer with a number or a label; add + to level up. Type help to list all answers \
            and commands."
                .to_owned(),
        );
    }
    lines
}

/// Something that was asked to be read out.
pub fn page(page: PlainPage, state: &State, take: &TakeScreen) -> Vec<String> {
    match page {
        PlainPage::Question => question(take),
        PlainPage::List => self::list::list(take),
        PlainPage::Help if matches!(state.overlay, Some(Overlay::Unanswered)) => choices(take),
        PlainPage::Help => self::help::help(take),
        PlainPage::About => about(state, take),
    }
}

/// Where the answers are, in one short sentence; empty where there is nothing to keep.
pub fn saved(status: &DraftStatus) -> &'static str {
    match status {
        DraftStatus::Nothing => "",
        DraftStatus::Saved => "Saved.",
        DraftStatus::Unconfirmed => "Not saved yet.",
        DraftStatus::Failed { .. } => "Not saved: in memory only.",
    }
}

/// What is said to somebody who leaves.
pub fn farewell(take: &TakeScreen, resume: &CommandLine) -> String {
    match take.draft_status {
        DraftStatus::Saved if take.answers.is_blank() => {
            "Nothing answered, so no draft is kept.".into()
        }
        DraftStatus::Saved => format!("The draft is kept: {resume} goes on there."),
        _ => "Nothing to keep.".into(),
    }
}

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
    if let Some(last) = &take.last {
        let date = local_date(last.taken_at, &state.zone);
        lines.push(format!("{} last took it on {date}.", last.name));
    }
    lines
}

/// The text as a sentence: a name may end with a mark of its own.
fn sentence(text: &str) -> String {
    let ended = text.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।']);
    format!("{text}{}", if ended { "" } else { "." })
}
