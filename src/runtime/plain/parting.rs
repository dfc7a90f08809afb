use std::time::{Duration, Instant};

use super::conversation::is_unsaved;
use super::{Conversation, Ended, Voice};
use crate::runtime::event_loop::{Exit, Incoming, LAST_WRITES};
use crate::state::plain::Request;
use crate::state::{Action, Saving};
use crate::view::plain;

/// What the shell sees where `Ctrl-C` ended a program.
const INTERRUPTED: u8 = 130;

impl<V: Voice> Conversation<V> {
    /// There are no more lines: the person leaves.
    pub(super) fn no_more_lines(&mut self, why: Option<&str>) {
        if let Some(why) = why {
            let error = format!("cannot read standard input: {why}");
            self.voice.warn(&error, None);
        }
        // What is in memory alone is tried once more.
        self.do_asked(Request::Quit);
        self.news.clear();
        self.settle();
        self.ended = Some(match self.ended.take() {
            Some(Ended::Left) | None => Ended::NoMoreLines,
            Some(other) => other,
        });
    }

    /// A result that could not be saved is no reason to go on where nobody is there to decide.
    pub(super) fn saved_or_ended(&mut self, request: &Request) {
        let saves = matches!(
            request,
            Request::Save(_) | Request::Act(Action::CountAsLowest | Action::SaveOpen)
        );
        let failed = self.take().and_then(|take| match &take.saving {
            Saving::Failed(error) => Some(error.clone()),
            _ => None,
        });
        if saves && !self.live && failed.is_some() {
            self.end(Ended::Otherwise(Exit::Unsaved(failed)));
        }
    }

    /// Gives the store the time to write what is on its way, and says what became of the draft.
    pub fn finish(&mut self) -> Ended {
        let ended = self.ended.take();
        let deadline = Instant::now() + LAST_WRITES;
        while self.outstanding > 0 {
            let mut left = deadline.saturating_duration_since(Instant::now());
            if self.store.is_lost() {
                left = Duration::ZERO;
            }
            match self.receiver.recv_timeout(left) {
                Ok(incoming @ Incoming::Answer(_)) => self.take_in(incoming),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        let ended = ended.unwrap_or(Ended::Left);
        let left = matches!(ended, Ended::Left | Ended::NoMoreLines | Ended::Misread)
            || matches!(ended, Ended::Otherwise(Exit::Code(INTERRUPTED)));
        let mute = matches!(ended, Ended::Mute(_));
        if (left || mute) && self.state.has_unsaved() {
            let error = self.state.save_error().cloned();
            return Ended::Otherwise(Exit::Unsaved(error));
        }
        if left {
            self.part(&ended);
        }
        ended
    }

    /// Says what became of the draft: to a person who left, in the conversation; where the lines
    /// ended or were cut short, beside it.
    fn part(&mut self, ended: &Ended) {
        let Some(take) = self.take().filter(|take| !is_unsaved(take)) else {
            return;
        };
        let farewell = plain::farewell(take);
        match ended {
            Ended::NoMoreLines => {
                self.voice.note(&format!("no more lines. {farewell}"));
            }
            // Who has left hears it, or nobody does.
            Ended::Left => drop(self.say(&[farewell])),
            Ended::Misread => self.voice.note(&format!("it ended there. {farewell}")),
            _ => self.voice.note(&format!("stopped. {farewell}")),
        }
    }
}
