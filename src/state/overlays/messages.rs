use std::collections::VecDeque;

use jiff::Timestamp;

use crate::state::layout::{ListCursor, ListMove};
use crate::state::message::Message;

/// How many messages are remembered.
const REMEMBERED: usize = 50;

/// A message, and when it was told last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedMessage {
    /// The message.
    pub message: Message,
    /// When.
    pub at: Timestamp,
}

/// The last messages, so that one that has left can be read again.
#[derive(Debug, Clone, Default)]
pub struct MessageLog {
    told: VecDeque<LoggedMessage>,
}

impl MessageLog {
    /// Remembers a message. One that is told again and again is remembered once.
    pub(crate) fn remember(&mut self, message: Message, at: Timestamp) {
        let again = self
            .told
            .front()
            .is_some_and(|last| last.message == message);
        if again {
            self.told.pop_front();
        }
        self.told.push_front(LoggedMessage { message, at });
        self.told.truncate(REMEMBERED);
    }

    /// The messages, newest first.
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &LoggedMessage> {
        self.told.iter()
    }
}

/// The page on which the last messages are read again.
#[derive(Debug, Clone, Default)]
pub struct MessagesPage {
    /// The first message that shows.
    pub top: ListCursor,
}

impl MessagesPage {
    /// Scrolls by messages, in a window that may hold `page` of the `count` there are.
    pub(crate) fn go(&mut self, movement: ListMove, count: usize, page: usize) {
        self.top.go(movement, count, page);
    }
}
