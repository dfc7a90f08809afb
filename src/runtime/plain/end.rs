use std::time::{Duration, Instant};

use super::conversation::{Conversation, ConversationEnd};
use super::speaker::Speaker;
use crate::runtime::effects::write_result;
use crate::runtime::event_loop::LAST_WRITES;
use crate::runtime::incoming::{Incoming, RunEnd};
use crate::state::{Action, EditKind, LineRequest, Message};
use crate::view::plain;

/// What the shell sees where `Ctrl-C` ended a program.
const INTERRUPTED: u8 = 130;

impl<V: Speaker> Conversation<V> {
    /// There are no more lines: the person leaves.
    pub(crate) fn no_more_lines(&mut self, why: Option<&str>) {
        if let Some(why) = why {
            let error = format!("cannot read standard input: {why}");
            self.voice.warn(&error, None);
        }
        // What is in memory alone is tried once more.
        self.do_asked(LineRequest::Quit);
        self.news.clear();
        self.settle();
        self.ended = Some(match self.ended.take() {
            Some(ConversationEnd::Left) | None => ConversationEnd::NoMoreLines,
            Some(other) => other,
        });
    }

    /// Where nobody is there, the next line is meant for the next question, and not for one that a
    /// line has led to: a field that it did not ask for ends the conversation.
    pub(crate) fn asks_back(&mut self, request: &LineRequest) -> bool {
        let asked_for = matches!(request, LineRequest::Act(Action::Note | Action::Name));
        let field = self.take().and_then(|take| take.editing.as_ref());
        let Some(kind) = field.map(|field| field.kind) else {
            return false;
        };
        if self.live || asked_for || self.ended.is_some() {
            return false;
        }
        let failed = self.news.iter().find_map(|message| match message {
            Message::NotWritten { path, why } => Some((path.clone(), why.clone())),
            _ => None,
        });
        match (kind, failed) {
            (EditKind::File, Some((path, why))) => {
                self.refuse(&format!("{path}: {why}"), None);
                if !write_result::cannot_be_named(&path) {
                    self.ended = Some(ConversationEnd::NotWritten);
                }
            }
            (EditKind::Name, _) => {
                let hint = "use --name NAME, or a line with name NAME before this one";
                self.refuse("no name is given for these answers", Some(hint));
            }
            _ => self.refuse("this line needs another line of input", None),
        }
        true
    }

    /// A result that could not be saved is no reason to go on where nobody is there to decide.
    pub(crate) fn saved_or_ended(&mut self, request: &LineRequest) {
        let saves = matches!(
            request,
            LineRequest::Save(_) | LineRequest::Act(Action::CountAsLowest | Action::SaveUnanswered)
        );
        let failed = self.take().and_then(|take| take.save_error().cloned());
        if saves && !self.live && failed.is_some() {
            self.end(ConversationEnd::Otherwise(RunEnd::Unsaved(failed)));
        }
    }

    /// Gives the store the time to write what is on its way, and says what became of the draft.
    pub fn finish(&mut self) -> ConversationEnd {
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
        let ended = ended.unwrap_or(ConversationEnd::Left);
        let cut = matches!(
            ended,
            ConversationEnd::Misread | ConversationEnd::NotWritten
        );
        let left = cut
            || matches!(ended, ConversationEnd::Left | ConversationEnd::NoMoreLines)
            || matches!(ended, ConversationEnd::Otherwise(RunEnd::Code(INTERRUPTED)));
        let mute = matches!(ended, ConversationEnd::Mute(_));
        if (left || mute) && self.state.has_unsaved() {
            let error = self.state.save_error().cloned();
            return ConversationEnd::Otherwise(RunEnd::Unsaved(error));
        }
        if left {
            self.part(&ended);
        }
        ended
    }

    /// Says what became of the draft: to a person who left, in the conversation; where the lines
    /// ended or were cut short, beside it.
    fn part(&mut self, ended: &ConversationEnd) {
        let Some(take) = self.take().filter(|take| !take.is_unsaved()) else {
            return;
        };
        let farewell = plain::farewell(take, &self.resume);
        match ended {
            ConversationEnd::NoMoreLines => {
                self.voice.note(&format!("end of input. {farewell}"));
            }
            // Who has left hears it, or nobody does.
            ConversationEnd::Left => drop(self.say(&[farewell])),
            ConversationEnd::Misread | ConversationEnd::NotWritten => {
                self.voice
                    .note(&format!("stopped at this line. {farewell}"));
            }
            _ => self.voice.note(&format!("stopped. {farewell}")),
        }
    }
}
