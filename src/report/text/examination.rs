use std::fmt::Write as _;

use crate::results::Examination;
use crate::text::{thousands, visible};
use crate::words::finding_words;

/// The outcome of a check of a store.
pub(crate) fn examination_text(found: &Examination) -> String {
    let mut text = format!(
        "store:        {}\nresults:      {}\nin trash:     {}\ndrafts:       {}\nassessments:  {}\n",
        visible(&found.path.display().to_string()),
        thousands(found.results),
        thousands(found.trashed),
        thousands(found.drafts),
        thousands(found.definitions),
    );
    if let Some(waiting) = found.waiting {
        let _ = writeln!(text, "pending:      {}", thousands(waiting));
    }
    if found.has_no_problems() {
        text.push_str("\nno problems found\n");
        return text;
    }
    text.push_str("\nproblems:\n");
    for finding in &found.findings {
        let _ = writeln!(text, "- {}", visible(&finding_words(finding)));
    }
    if found.more > 0 {
        let _ = writeln!(text, "- and {} more", thousands(found.more));
    }
    text
}
