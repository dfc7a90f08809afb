//! A run in a file: what happened, so that it can be looked at again elsewhere, without a store and
//! without the person's words.

mod disguise;
mod header;
mod line;
mod page;
mod recorder;
mod replay;

pub use disguise::Disguise;
pub use header::Header;
pub use recorder::{Recorder, Recording, Trouble};
pub use replay::{Difference, Ending, Replay, ReplayError, Step};
