//! WHAT CAME OUT: answers, drafts, results and their figures. Pure: time and ids come in as
//! values.

mod anonymous;
mod answer;
mod answers;
mod cell;
mod change;
mod comparison;
mod connection_string;
mod date_format;
mod demo;
mod draft;
mod draft_outcome;
mod draft_place;
mod examination;
mod given;
mod help;
mod history;
mod ids;
mod lineup;
mod note;
mod outlook;
mod person;
mod plan;
mod position;
mod previous;
mod reading;
mod result;
mod row;
mod scores;
mod search;
mod secrets;
mod since;
mod store_error;
mod submission;
mod team;
mod times;
mod versions;

pub use answer::Answer;
pub use answers::{Answers, Entry};
pub use cell::{Cell, level_position};
pub use change::{Change, Delta, Wish};
pub use comparison::{ComparedCategory, Comparison, ResultHead, compare};
pub use connection_string::is_connection_string;
pub use date_format::{DATE_MOST, DateFormat};
pub use demo::demo;
pub use draft::{Draft, Fitted, Said};
pub use draft_outcome::DraftOutcome;
pub use draft_place::DraftPlace;
pub use examination::{Examination, Finding, Part, Why};
pub use given::{Given, GivenFields};
pub use help::{HELPERS_MOST, Help};
pub use history::{CategoryHistory, History, history};
pub use ids::{ID_END_MIN, IdRef, IdRefError};
pub use lineup::{Places, lineup};
pub use note::NOTE_MAX;
pub use outlook::{Outlook, Waiting, WaitingWhy};
pub use person::{NAME_MAX, NameError, checked_name, person_key};
pub use plan::{PlanLevel, PlanStep, plan};
pub use position::Position;
pub use previous::{Previous, previous};
pub use reading::{AnswerError, OutOfRange, ReadAnswer, WrittenWish, read_answer};
pub use result::AssessmentResult;
pub use row::ResultRow;
pub use scores::{Mean, Scores};
pub use search::{
    FoldedTexts, Hit, IdAt, IdBlock, NumberedRow, Numbering, Query, Scored, Scorer, SearchField,
    SearchIndex, SearchRow, SearchRows,
};
pub use secrets::{decoded, masked, shown};
pub use since::{CategorySince, Since, since};
pub use store_error::{Obstacle, StoreError};
pub use submission::{Remark, Submission, SubmissionError, submission};
pub use team::{Member, Team, TeamCategory, team};
pub use times::{LATEST, clock_can_be_right, is_in_years};
pub use versions::{Against, Fate, FateKind, against};
