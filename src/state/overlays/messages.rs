use std::collections::VecDeque;

use jiff::Timestamp;

use crate::state::layout::ListCursor;
use crate::state::message::Message;

/// The length of the log.
const MESSAGES_MOST: usize = 50;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedMessage {
    pub message: Message,
    pub at: Timestamp,
}

/// The latest messages. The bottom line shows each one only for some seconds.
#[derive(Debug, Clone, Default)]
pub struct MessageLog {
    messages: VecDeque<LoggedMessage>,
}

impl MessageLog {
    /// Adds a message. A repeated message is kept once, with its latest time.
    pub(crate) fn add(&mut self, message: Message, at: Timestamp) {
        let latest = self.messages.front();
        if latest.is_some_and(|latest| latest.message == message) {
            self.messages.pop_front();
        }
        self.messages.push_front(LoggedMessage { message, at });
        self.messages.truncate(MESSAGES_MOST);
    }

    pub fn latest_first(&self) -> impl ExactSizeIterator<Item = &LoggedMessage> {
        self.messages.iter()
    }
}

/// The page with the latest messages.
#[derive(Debug, Clone, Default)]
pub struct MessagesPage {
    /// The first message shown.
    pub top: ListCursor,
}
