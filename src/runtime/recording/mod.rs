//! Recordings: the events of a run in a file, to be replayed without a store and, unless recorded
//! verbatim, without names, notes, and typed text.

mod entry;
mod header;
mod recorder;
mod redactor;
mod replace_letters;
mod replay;

pub use recorder::Recording;
pub(crate) use recorder::{Recorder, WriteError};
pub use redactor::Redactor;
pub use replay::{Difference, Replay, ReplayOutcome};
pub(crate) use replay::{ReplayError, ReplayStep};
