//! A run in a file: what happened, so that it can be looked at again elsewhere, without a store and
//! without the person's words.

mod entry;
mod frame_text;
mod header;
mod recorder;
mod redactor;
mod replay;

pub use recorder::Recording;
pub(crate) use recorder::{Recorder, WriteError};
pub use redactor::Redactor;
pub use replay::{Difference, Ending, Replay};
pub(crate) use replay::{ReplayError, ReplayStep};
