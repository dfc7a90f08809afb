//! WHAT CAME OUT: answers, drafts, results and their figures. Pure: time and ids come in as
//! values.

mod answer;
mod answers;
mod draft;
mod note;
mod person;
mod result;
mod row;
mod scores;

pub use answer::Answer;
pub use answers::{Answers, Entry};
pub use draft::Draft;
pub use note::NOTE_MAX;
pub use person::{NAME_MAX, NameError, checked_name, person_key};
pub use result::AssessmentResult;
pub use row::ResultRow;
pub use scores::{Mean, Scores};
