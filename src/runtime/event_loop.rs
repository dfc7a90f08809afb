use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::incoming::{Clock, Incoming, RunEnd};
use super::panics;
use super::store_watcher::StoreWatcher;
use crate::runtime::effects::{NoteEditor, StoreThread, write_result};
use crate::runtime::recording::Recorder;
use crate::runtime::terminal::{Input, TerminalDevice};
use crate::state::{EditorFailure, Effect, Event, Key, ProgramEffect, Size, State, update};

/// How long the store may take to write what is on its way when the program ends.
pub(crate) const LAST_WRITES: Duration = Duration::from_millis(800);

/// The loop: it sleeps until something happens, lets the reducer take in all that waits, carries
/// the effects out, and draws once, if anything changed.
pub struct EventLoop<C: TerminalDevice> {
    /// What shows.
    pub state: State,
    /// Where it shows.
    pub canvas: C,
    /// The effects that were carried out, where somebody wants to know.
    pub journal: Option<Vec<Effect>>,
    /// In which notes are edited.
    pub editor: NoteEditor,
    /// The terminal, where there is one.
    pub input: Option<Input>,
    /// Who writes down what happens, where somebody wants to know.
    pub recorder: Option<Recorder>,
    store: StoreThread,
    watch: StoreWatcher,
    clock: Clock,
    sender: Sender<Incoming>,
    pub(crate) receiver: Receiver<Incoming>,
    /// The events of [`Incoming::Typed`] that are not handled yet.
    pub(crate) typed: VecDeque<Event>,
    resized: Option<Size>,
    outstanding: usize,
    /// Searches that have not ended; nobody waits for them at the end.
    searching: usize,
    exit: Option<RunEnd>,
}

impl<C: TerminalDevice> EventLoop<C> {
    /// A loop that reads what comes from `receiver`, the answers to what `store` was asked before as
    /// well.
    pub fn new(
        state: State,
        canvas: C,
        store: StoreThread,
        clock: Clock,
        (sender, receiver): (Sender<Incoming>, Receiver<Incoming>),
    ) -> Self {
        let watch = StoreWatcher::new(store.path().to_path_buf(), sender.clone());
        Self {
            state,
            canvas,
            journal: None,
            editor: NoteEditor::of_environment(),
            input: None,
            recorder: None,
            outstanding: store.asked(),
            searching: store.searches(),
            store,
            watch,
            clock,
            sender,
            receiver,
            typed: VecDeque::new(),
            resized: None,
            exit: None,
        }
    }

    /// Draws the first frame: with what the store says where it says so within `grace`, which a
    /// store at hand does, and else without.
    pub fn first_frame(&mut self, grace: Duration) -> std::io::Result<()> {
        match self.receiver.recv_timeout(grace) {
            Ok(incoming) => self.step(incoming),
            Err(_) => self.draw(),
        }
    }

    /// Carries effects out that came from outside an event: those of the first screen.
    pub fn begin(&mut self, effects: Vec<Effect>) -> std::io::Result<()> {
        self.carry_out(effects)?;
        self.draw()
    }

    /// Runs until the end.
    pub fn run(&mut self) -> std::io::Result<RunEnd> {
        while self.exit.is_none() {
            match self.next() {
                Some(incoming) => self.step(incoming)?,
                None => self.wake()?,
            }
        }
        Ok(self.finish())
    }

    /// Takes in one thing and all that waits behind it, and draws once.
    pub fn step(&mut self, first: Incoming) -> std::io::Result<()> {
        self.take_in(Incoming::Event(Event::Now((self.clock)())))?;
        self.take_in(first)?;
        while self.exit.is_none()
            && let Ok(incoming) = self.receiver.try_recv()
        {
            self.take_in(incoming)?;
        }
        self.draw()
    }

    /// Takes in what the store thread answers, until it has answered everything.
    pub fn settle(&mut self) -> std::io::Result<()> {
        while self.outstanding + self.searching > 0 && self.exit.is_none() {
            match self.receiver.recv_timeout(LAST_WRITES) {
                Ok(incoming) => self.step(incoming)?,
                Err(_) if self.store.is_lost() => break,
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// How the program ended, if it has.
    pub fn exit(&self) -> Option<&RunEnd> {
        self.exit.as_ref()
    }

    fn next(&mut self) -> Option<Incoming> {
        let now = (self.clock)();
        let alarm = self.state.wake_at().map(|at| until(now, at));
        let wait = [alarm, self.watch.patience()].into_iter().flatten().min();
        received(wait, &self.receiver)
    }

    /// Something is due, or what came means nothing.
    fn wake(&mut self) -> std::io::Result<()> {
        self.take_in(Incoming::Event(Event::Now((self.clock)())))?;
        if self.watch.is_due() {
            self.take_in(Incoming::Event(Event::StoreTouched))?;
        }
        self.draw()
    }

    pub(crate) fn take_in(&mut self, incoming: Incoming) -> std::io::Result<()> {
        let event = match incoming {
            Incoming::Event(event) => event,
            Incoming::Typed(events) => return self.take_in_typed(events),
            Incoming::Answer(answer) => {
                self.outstanding = self.outstanding.saturating_sub(1);
                match answer {
                    Some(event) => event,
                    None => return Ok(()),
                }
            }
            Incoming::Found(found) => {
                self.searching = self.searching.saturating_sub(1);
                match found {
                    Some(event) => event,
                    None => return Ok(()),
                }
            }
            Incoming::Line(_) => return Ok(()),
            Incoming::TerminalLost => Event::Terminate(129),
            Incoming::StopAsked => return self.suspend(),
            Incoming::Continued => {
                let size = self.canvas.resume()?;
                return self.come_back(size);
            }
            Incoming::Panicked(bug) => {
                self.exit = Some(RunEnd::Bug(bug));
                return Ok(());
            }
        };
        match event {
            Event::Resize(size) => self.resized = Some(size),
            Event::StoreTouched => self.watch.heard(),
            Event::Key(Key::Char('!')) => panics::on_purpose("loop"),
            _ => {}
        }
        let effects = self.reduce(event);
        self.carry_out(effects)
    }

    /// Handles what was typed at once, until one of the keys opens an editor.
    fn take_in_typed(&mut self, events: Vec<Event>) -> std::io::Result<()> {
        self.typed = events.into();
        while self.exit.is_none()
            && let Some(event) = self.typed.pop_front()
        {
            self.take_in(Incoming::Event(event))?;
        }
        Ok(())
    }

    /// Lets the reducer take an event in, and writes down that it did.
    fn reduce(&mut self, event: Event) -> Vec<Effect> {
        if let Some(recorder) = &mut self.recorder {
            recorder.before_update(&self.state, &event);
        }
        let effects = update(&mut self.state, event);
        if let Some(recorder) = &mut self.recorder {
            recorder.after_update();
        }
        effects
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> std::io::Result<()> {
        for effect in effects {
            if let Some(journal) = &mut self.journal {
                journal.push(effect.clone());
            }
            match effect {
                Effect::Draft(effect) => {
                    self.outstanding += 1;
                    self.store.carry_out(effect);
                }
                Effect::Results(effect) => {
                    self.outstanding += 1;
                    self.store.carry_out(effect);
                }
                Effect::Search(effect) => {
                    self.searching += 1;
                    self.store.search(effect);
                }
                Effect::Program(effect) => self.run_effect(effect)?,
            }
        }
        Ok(())
    }

    fn run_effect(&mut self, effect: ProgramEffect) -> std::io::Result<()> {
        match effect {
            ProgramEffect::Quit(code) => drop(self.exit.get_or_insert(RunEnd::Code(code))),
            ProgramEffect::Fail(error) => drop(self.exit.get_or_insert(RunEnd::Store(error))),
            ProgramEffect::Watch(on) => self.watch.turn(on),
            ProgramEffect::Redraw => self.resized = Some(self.state.size),
            ProgramEffect::Suspend => {
                self.draw()?;
                self.suspend()?;
            }
            ProgramEffect::EditNote { category, note } => self.edit_note(category, &note)?,
            ProgramEffect::Copy { result, view } => {
                let text = write_result::text_to_copy(&result, view, &self.state.zone);
                let sent = self.canvas.copy(&text)?;
                self.take_in(Incoming::Event(Event::Copied { view, sent }))?;
            }
            ProgramEffect::WriteOut { path, result } => {
                self.outstanding += 1;
                let zone = self.state.zone.clone();
                write_result::write_out(path, *result, zone, self.sender.clone());
            }
        }
        Ok(())
    }

    fn suspend(&mut self) -> std::io::Result<()> {
        // Input from now on is for the shell.
        if let Some(input) = &mut self.input {
            input.pause();
        }
        let size = self.canvas.suspend();
        if let Some(input) = &mut self.input {
            input.resume();
        }
        self.come_back(size?)
    }

    /// Lends the terminal to the editor. What happened meanwhile is taken in afterwards; keys that
    /// were on their way to it are not for this program.
    fn edit_note(&mut self, category: String, note: &str) -> std::io::Result<()> {
        self.draw()?;
        if let Some(input) = &mut self.input {
            input.pause_and_drop();
        }
        self.typed.clear();
        let mut outcome = Err(EditorFailure::Gone);
        let editor = &self.editor;
        let size = self
            .canvas
            .lend_to(&mut || outcome = editor.edit(&category, note));
        let waiting: Vec<Incoming> = self.receiver.try_iter().collect();
        if let Some(input) = &mut self.input {
            input.resume();
        }
        self.come_back(size?)?;
        self.take_in(Incoming::Event(Event::NoteEdited { category, outcome }))?;
        for incoming in waiting {
            if !matches!(incoming, Incoming::Typed(_)) {
                self.take_in(incoming)?;
            }
        }
        Ok(())
    }

    /// The terminal is ours again: everything is drawn anew.
    pub(crate) fn come_back(&mut self, size: Option<Size>) -> std::io::Result<()> {
        let size = size.unwrap_or(self.state.size);
        let now = Event::Now((self.clock)());
        for event in [now, Event::Resize(size), Event::Resumed] {
            self.take_in(Incoming::Event(event))?;
        }
        Ok(())
    }

    /// Draws changes. Calls of the store start before: a terminal that does not read must not delay
    /// writing an answer to disk.
    pub(crate) fn draw(&mut self) -> std::io::Result<()> {
        if std::mem::take(&mut self.state.dirty) && self.exit.is_none() {
            if let Some(size) = self.resized.take() {
                self.canvas.resize(size)?;
            }
            self.canvas.draw(&self.state)?;
        }
        Ok(())
    }

    /// Gives the store the time to write what is on its way.
    pub fn finish(&mut self) -> RunEnd {
        let deadline = Instant::now() + LAST_WRITES;
        while self.outstanding > 0 {
            let mut left = deadline.saturating_duration_since(Instant::now());
            if self.store.is_lost() {
                // What it has said is there; nothing more will come.
                left = Duration::ZERO;
            }
            match self.receiver.recv_timeout(left) {
                Ok(Incoming::Answer(answer)) => {
                    self.outstanding -= 1;
                    if let Some(event) = answer {
                        self.reduce(event);
                    }
                }
                // A form that opens takes in the keys that waited for it.
                Ok(Incoming::Event(event @ Event::DraftOpened(_))) => drop(self.reduce(event)),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        if let Some(recorder) = self.recorder.take() {
            recorder.end();
        }
        match self.exit.take() {
            Some(RunEnd::Code(0)) | None if self.state.has_unsaved() => {
                RunEnd::Unsaved(self.state.save_error().cloned())
            }
            exit => exit.unwrap_or(RunEnd::Code(0)),
        }
    }
}

/// The next event, if one comes within `wait`.
pub(crate) fn received(wait: Option<Duration>, from: &Receiver<Incoming>) -> Option<Incoming> {
    let received = match wait {
        None => from.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(wait) => from.recv_timeout(wait),
    };
    match received {
        Ok(incoming) => Some(incoming),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => Some(Incoming::TerminalLost),
    }
}

pub(crate) fn until(now: Timestamp, at: Timestamp) -> Duration {
    Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO)
}
