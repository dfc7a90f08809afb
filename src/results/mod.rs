//! Answers, drafts, results, and their scores. It has no I/O: times and IDs are parameters.

mod answer;
mod answers;
mod assessment_result;
mod comparison;
mod demo;
mod draft;
mod id_reference;
mod person;
mod plan;
mod read_answer;
mod result_row;
mod scores;
mod search;
mod storage;
mod submission;
mod team;

pub use answer::Answer;
pub use answers::{AnswerEntry, Answers, NOTE_MAX};
pub use assessment_result::AssessmentResult;
pub(crate) use comparison::{
    CategoryHistory, ComparedCategory, Comparison, LadderAnswer, PersonHistory, PreviousAnswer,
    ResultHead, SinceLast, level_position,
};
pub use comparison::{Delta, GoalStatus, LevelChange, change_since, compare, history, previous};
pub use demo::demo;
pub(crate) use draft::AnswerLabels;
pub use draft::{Draft, DraftOutcome, DraftPlace};
pub(crate) use id_reference::ID_END_MIN;
pub use id_reference::{IdRef, IdRefError};
pub use person::{NAME_MAX, person_key};
pub(crate) use person::{NameError, checked_name};
pub(crate) use plan::PlanStep;
pub use plan::plan;
pub use read_answer::{AnswerError, OutOfRange, ReadAnswer, TypedGoal, read_answer};
pub use result_row::{Position, ResultRow};
pub use scores::Mean;
pub(crate) use scores::Scores;
pub(crate) use search::{FoldedTexts, IdBlock, NumberedRow, SearchField, TextNumbers};
pub use search::{IdAt, Scorer, SearchIndex, SearchQuery, SearchRow, SearchRows};
#[cfg(feature = "postgres")]
pub(crate) use storage::decoded;
pub use storage::{
    Examination, Finding, NotAFile, PendingReason, PendingResult, SharedName, StoreError,
    StorePart, SyncStatus, UnreadableReason,
};
pub(crate) use storage::{SHARED_MARK, SavedBy, is_connection_string, marked, masked, shown};
pub use submission::{
    Submission, SubmissionError, SubmissionFields, SubmissionInput, SubmissionRemark, submission,
};
pub(crate) use team::{HELPERS_MOST, HelpOffer, Member, TeamCategory};
pub use team::{Team, team};
