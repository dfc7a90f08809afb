//! Text of plain mode, as sentences. The lines are not wrapped and may contain hidden characters.

mod answer;
mod line_error;
mod messages;
mod outcome;
mod pages;
mod question;

pub use line_error::line_error;
pub(crate) use messages::{PlainMessage, message};
pub(crate) use outcome::{FormBefore, outcome};
pub(crate) use pages::page;
pub use question::{choices, prompt, question};

use crate::state::{DraftStatus, TakeScreen};
use crate::text::count;
use crate::words::CommandLine;

pub(crate) const ALL_SAVED: &str = "All answers are saved.";
pub(crate) const WAITING_FOR_STORE: &str =
    "waiting for another levelup process to finish writing to the store";

/// Returns the first lines: the assessment, the person, and how to answer.
pub(crate) fn greeting(take: &TakeScreen) -> Vec<String> {
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

/// Returns a sentence about whether the answers are saved; empty if there are none.
fn saved(status: &DraftStatus) -> &'static str {
    match status {
        DraftStatus::Nothing => "",
        DraftStatus::Saved => "Saved.",
        DraftStatus::Unconfirmed => "Not saved yet.",
        DraftStatus::Failed { .. } => "Not saved: in memory only.",
    }
}

/// Returns the last line: whether there is a draft, and how to resume it.
pub(crate) fn farewell(take: &TakeScreen, resume: &CommandLine) -> String {
    match take.draft_status {
        DraftStatus::Saved if take.answers.is_blank() => {
            "Nothing answered, so no draft is kept.".into()
        }
        DraftStatus::Saved => format!("The draft is saved. To resume it, run {resume}."),
        _ => "Nothing to keep.".into(),
    }
}

pub(crate) fn ended_by_input(farewell: &str) -> String {
    format!("end of input. {farewell}")
}

pub(crate) fn ended_by_line(farewell: &str) -> String {
    format!("stopped at this line. {farewell}")
}

pub(crate) fn interrupted(farewell: &str) -> String {
    format!("stopped. {farewell}")
}

pub(crate) fn unreadable_input(why: &str) -> String {
    format!("cannot read standard input: {why}")
}

/// Returns the text with a period, unless it already ends with a punctuation mark.
fn sentence(text: &str) -> String {
    let ended = text.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।']);
    format!("{text}{}", if ended { "" } else { "." })
}
