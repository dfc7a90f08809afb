//! WHAT CAME OUT: answers, drafts, results and their figures. Pure: time and ids come in as
//! values.

mod answer;
mod answers;
mod draft;
mod draft_outcome;
mod draft_place;
mod examination;
mod ids;
mod note;
mod person;
mod position;
mod reading;
mod result;
mod row;
mod scores;
mod search;
mod store_error;
mod submission;

pub use answer::Answer;
pub use answers::{Answers, Entry};
pub use draft::Draft;
pub use draft_outcome::DraftOutcome;
pub use draft_place::DraftPlace;
pub use examination::{Examination, Finding, Part, Why};
pub use ids::{ID_END_MIN, IdRef, IdRefError};
pub use note::NOTE_MAX;
pub use person::{NAME_MAX, NameError, checked_name, person_key};
pub use position::Position;
pub use reading::{AnswerError, OutOfRange, ReadAnswer, read_answer};
pub use result::AssessmentResult;
pub use row::ResultRow;
pub use scores::{Mean, Scores};
pub use search::Query;
pub use store_error::StoreError;
pub use submission::{Given, Remark, Submission, SubmissionError, submission};
