//! WHAT CAME OUT: answers, drafts, results and their figures. Pure: time and ids come in as
//! values.

mod answer;
mod answers;
mod draft;
mod person;
mod position;
mod result;
mod row;
mod scores;
mod search;
mod store_error;

pub use answer::Answer;
pub use answers::{Answers, Entry};
pub use draft::Draft;
pub use person::{NAME_MAX, NameError, checked_name, person_key};
pub use position::Position;
pub use result::AssessmentResult;
pub use row::ResultRow;
pub use scores::{Mean, Scores};
pub use search::Query;
pub use store_error::StoreError;
