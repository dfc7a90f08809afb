//! The form without a screen: lines in, sentences out, the same state and the same store.

mod conversation;
mod end;
mod opening;
mod speaker;
mod stdin_lines;
mod wait_for_line;

pub use conversation::{Conversation, ConversationEnd};
pub(crate) use opening::{PlainOptions, converse};
pub use speaker::Speaker;
pub use stdin_lines::StdinLine;
