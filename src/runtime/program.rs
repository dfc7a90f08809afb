use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::incoming::{Clock, Incoming, RunEnd};
use crate::runtime::effects::{StoreThread, write_result};
use crate::runtime::recording::Recorder;
use crate::state::{Effect, Event, ProgramEffect, State, update};

/// How long the store may take for the last writes when the program ends.
pub(crate) const LAST_WRITES: Duration = Duration::from_millis(800);

/// The state and its store. The event loop and plain mode take messages from it, and run the
/// effects that it returns.
pub struct Program {
    pub state: State,
    /// All effects, for tests.
    pub journal: Option<Vec<Effect>>,
    pub recorder: Option<Recorder>,
    pub exit: Option<RunEnd>,
    pub(crate) store: StoreThread,
    pub(crate) sender: Sender<Incoming>,
    pub(crate) receiver: Receiver<Incoming>,
    clock: Clock,
    /// Effects that the store has not answered.
    pub(crate) outstanding: usize,
    /// Searches that have not ended; the end of the program does not wait for them.
    pub(crate) searching: usize,
}

impl Program {
    pub fn new(
        state: State,
        store: StoreThread,
        clock: Clock,
        (sender, receiver): (Sender<Incoming>, Receiver<Incoming>),
    ) -> Self {
        Self {
            state,
            journal: None,
            recorder: None,
            exit: None,
            store,
            sender,
            receiver,
            clock,
            outstanding: 0,
            searching: 0,
        }
    }

    pub(crate) fn now(&self) -> Event {
        Event::Now((self.clock)())
    }

    /// Waits for a message. Returns `None` if an update of the state is due, or after `most`.
    pub(crate) fn next(&self, most: Option<Duration>) -> Option<Incoming> {
        let now = (self.clock)();
        let due = self.state.wake_at().map(|at| at.duration_since(now));
        let due = due.map(|due| Duration::try_from(due).unwrap_or(Duration::ZERO));
        let received = match [due, most].into_iter().flatten().min() {
            None => self.receiver.recv().map_err(RecvTimeoutError::from),
            Some(wait) => self.receiver.recv_timeout(wait),
        };
        match received {
            Err(RecvTimeoutError::Timeout) => None,
            received => Some(received.unwrap_or(Incoming::TerminalLost)),
        }
    }

    /// Converts a message to an event for the state; `None` if it has none.
    pub(crate) fn receive(&mut self, incoming: Incoming) -> Option<Event> {
        match incoming {
            Incoming::Event(event) => Some(event),
            Incoming::StoreReply(answer) => {
                self.outstanding = self.outstanding.saturating_sub(1);
                answer
            }
            Incoming::SearchReply(found) => {
                self.searching = self.searching.saturating_sub(1);
                found
            }
            Incoming::TerminalLost => Some(Event::Terminate(129)),
            Incoming::Panicked(bug) => {
                self.exit = Some(RunEnd::Bug(bug));
                None
            }
            Incoming::Typed(_)
            | Incoming::Line(_)
            | Incoming::StopRequested
            | Incoming::Continued => None,
        }
    }

    /// Updates the state and records the event.
    pub(crate) fn update(&mut self, event: Event) -> Vec<Effect> {
        if let Some(recorder) = &mut self.recorder {
            recorder.before_update(&self.state, &event);
        }
        let effects = update(&mut self.state, event);
        if let Some(recorder) = &mut self.recorder {
            recorder.after_update();
        }
        effects
    }

    /// Runs an effect, or returns it if it needs the screen.
    pub(crate) fn run(&mut self, effect: Effect) -> Option<ProgramEffect> {
        if let Some(journal) = &mut self.journal {
            journal.push(effect.clone());
        }
        match effect {
            Effect::Draft(effect) => {
                self.outstanding += 1;
                self.store.run(effect);
            }
            Effect::Results(effect) => {
                self.outstanding += 1;
                self.store.run(effect);
            }
            Effect::Search(effect) => {
                self.searching += 1;
                self.store.search(effect);
            }
            Effect::Program(ProgramEffect::Quit(code)) => self.end(RunEnd::Code(code)),
            Effect::Program(ProgramEffect::Fail(error)) => self.end(RunEnd::Store(error)),
            Effect::Program(ProgramEffect::WriteOut { path, result }) => {
                self.outstanding += 1;
                let zone = self.state.zone.clone();
                write_result::write_out(path, *result, zone, self.sender.clone());
            }
            Effect::Program(effect) => return Some(effect),
        }
        None
    }

    fn end(&mut self, exit: RunEnd) {
        self.exit.get_or_insert(exit);
    }

    /// Waits for the last writes, for at most [`LAST_WRITES`].
    pub(crate) fn write_pending(&mut self) {
        let deadline = Instant::now() + LAST_WRITES;
        while self.outstanding > 0 {
            let mut left = deadline.saturating_duration_since(Instant::now());
            if self.store.is_lost() {
                // Only read the answers that it has sent.
                left = Duration::ZERO;
            }
            let Ok(incoming) = self.receiver.recv_timeout(left) else {
                break;
            };
            // A form that was still opening handles the keys that were typed into it.
            let is_about_drafts = matches!(
                incoming,
                Incoming::StoreReply(_) | Incoming::Event(Event::DraftOpened(_))
            );
            if is_about_drafts && let Some(event) = self.receive(incoming) {
                for effect in self.update(event) {
                    if matches!(effect, Effect::Draft(_)) {
                        self.run(effect);
                    }
                }
            }
        }
        if let Some(recorder) = self.recorder.take() {
            recorder.end();
        }
    }

    /// Returns how the program ended if the store has not confirmed all answers.
    pub(crate) fn unsaved(&self) -> Option<RunEnd> {
        let error = || self.state.save_error().cloned();
        self.state.has_unsaved().then(|| RunEnd::Unsaved(error()))
    }
}
