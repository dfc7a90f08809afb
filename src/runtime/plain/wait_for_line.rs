use std::io;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::conversation::{Conversation, ConversationEnd};
use super::speaker::Speaker;
use crate::runtime::effects::write_result;
use crate::runtime::event_loop::{LAST_WRITES, received, until};
use crate::runtime::incoming::{Incoming, RunEnd, StdinLine};
use crate::state::{Action, Effect, Event, LineRequest, ProgramEffect, Screen, perform, update};

/// How long somebody who waits for the next question waits for the disk. A disk at hand takes a
/// hundredth of it; after that the question comes, and "saved" when it is.
const GRACE: Duration = Duration::from_secs(1);

impl<V: Speaker> Conversation<V> {
    /// Waits for a line, and takes in what happens meanwhile.
    pub(crate) fn heard(&mut self) -> io::Result<Option<StdinLine>> {
        (self.want)();
        while self.ended.is_none() {
            match self.next() {
                Some(Incoming::Line(line)) => {
                    self.voice.answered(matches!(line, StdinLine::Text(_)));
                    self.lines += 1;
                    return Ok(Some(line));
                }
                Some(incoming) => self.take_in(incoming),
                None => self.take_in(Incoming::Event(Event::Now((self.clock)()))),
            }
            if self.ended.is_none() && self.has_news() {
                self.tell_news()?;
                self.ask()?;
            }
        }
        Ok(None)
    }

    fn next(&mut self) -> Option<Incoming> {
        let due = self.state.wake_at();
        received(due.map(|at| until((self.clock)(), at)), &self.receiver)
    }

    /// Waits for the store: for what the next question depends on as long as it takes, for a draft
    /// as long as somebody is ready to.
    pub(crate) fn settle(&mut self) {
        let deadline = Instant::now() + GRACE;
        while self.outstanding > 0 && self.ended.is_none() {
            let must = self
                .take()
                .is_some_and(|take| take.is_opening() || take.is_saving());
            let left = deadline.saturating_duration_since(Instant::now());
            if self.live && !must && left.is_zero() {
                break;
            }
            let patience = if self.live && !must {
                left
            } else {
                LAST_WRITES
            };
            match self.receiver.recv_timeout(patience) {
                Ok(incoming) => self.take_in(incoming),
                Err(RecvTimeoutError::Timeout) if !self.store.is_lost() => {}
                Err(_) => break,
            }
        }
    }

    pub(crate) fn take_in(&mut self, incoming: Incoming) {
        let event = match incoming {
            Incoming::Event(Event::Terminate(code)) => {
                return self.end(ConversationEnd::Otherwise(RunEnd::Code(code)));
            }
            Incoming::TerminalLost => {
                return self.end(ConversationEnd::Otherwise(RunEnd::Code(129)));
            }
            Incoming::Panicked(bug) => {
                return self.end(ConversationEnd::Otherwise(RunEnd::Bug(bug)));
            }
            Incoming::Event(event) => event,
            Incoming::Answer(answer) => {
                self.outstanding = self.outstanding.saturating_sub(1);
                match answer {
                    Some(event) => event,
                    None => return,
                }
            }
            _ => return,
        };
        let opened = matches!(event, Event::DraftOpened(_));
        let id = self.take().map(|take| take.id);
        if event == Event::Waiting(true) {
            let text = "waiting for another levelup process to finish writing to the store";
            self.voice.note(text);
        }
        let now = Event::Now((self.clock)());
        for event in [now, event] {
            let effects = update(&mut self.state, event);
            self.hear_message();
            self.carry_out(effects);
        }
        // Another draft than before: the first one, or the other one.
        if opened && self.take().map(|take| take.id) != id {
            self.asked = None;
            self.seek_open();
        }
        if let Screen::Result(screen) = &self.state.screen {
            let result = Box::new(screen.result.clone());
            self.end(ConversationEnd::Saved(result));
        }
    }

    /// A draft goes on at the first question that is open.
    fn seek_open(&mut self) {
        let goes_on = self.take().is_some_and(|take| {
            take.answers.open().next().is_some()
                && take.entry().is_some_and(|entry| entry.answer.is_answered())
        });
        if goes_on {
            perform(&mut self.state, LineRequest::Act(Action::NextUnanswered));
        }
    }

    pub(crate) fn end(&mut self, ended: ConversationEnd) {
        self.ended.get_or_insert(ended);
    }

    pub(crate) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Draft(effect) => {
                    self.outstanding += 1;
                    self.store.carry_out(effect);
                }
                Effect::Program(effect) => self.run_effect(effect),
                // Plain mode shows no results.
                Effect::Results(_) | Effect::Search(_) => {}
            }
        }
    }

    fn run_effect(&mut self, effect: ProgramEffect) {
        match effect {
            ProgramEffect::Quit(_) => self.end(ConversationEnd::Left),
            ProgramEffect::Fail(error) => {
                self.end(ConversationEnd::Otherwise(RunEnd::Store(error)));
            }
            ProgramEffect::WriteOut { path, result } => {
                self.outstanding += 1;
                let zone = self.state.zone.clone();
                write_result::write_out(path, *result, zone, self.sender.clone());
            }
            // Plain mode has no screen.
            ProgramEffect::EditNote { .. }
            | ProgramEffect::Copy { .. }
            | ProgramEffect::Watch(_)
            | ProgramEffect::Redraw
            | ProgramEffect::Suspend => {}
        }
    }
}
