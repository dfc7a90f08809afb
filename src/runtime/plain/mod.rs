//! The form without a screen: lines in, sentences out, the same state and the same store.

mod conversation;
mod hearing;
mod lines;
mod opening;
mod parting;
mod voice;

pub use conversation::{Conversation, Ended};
pub use lines::Line;
pub use opening::{PlainSetting, converse};
pub use voice::Voice;
