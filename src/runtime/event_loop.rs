use std::collections::VecDeque;
use std::time::Duration;

use super::incoming::{Incoming, RunEnd};
use super::panics;
use super::program::{LAST_WRITES, Program};
use super::store_watcher::StoreWatcher;
use crate::runtime::effects::{NoteEditor, write_result};
use crate::runtime::terminal::{Input, TerminalDevice};
use crate::state::{EditorFailure, Effect, Event, Key, ProgramEffect, Size};

/// Event loop of the screens: waits for a message, handles all messages that have arrived, and
/// draws once if anything changed.
pub struct EventLoop<C: TerminalDevice> {
    pub program: Program,
    pub canvas: C,
    /// The editor for notes.
    pub editor: NoteEditor,
    pub input: Option<Input>,
    watcher: StoreWatcher,
    /// The events of [`Incoming::Typed`] that are not handled yet.
    typed: VecDeque<Event>,
    resized: Option<Size>,
}

impl<C: TerminalDevice> EventLoop<C> {
    pub fn new(program: Program, canvas: C) -> Self {
        let path = program.store.path().to_path_buf();
        Self {
            watcher: StoreWatcher::new(path, program.sender.clone()),
            program,
            canvas,
            editor: NoteEditor::of_environment(),
            input: None,
            typed: VecDeque::new(),
            resized: None,
        }
    }

    /// Draws the first frame, with the first answer of the store if it arrives within `grace`.
    pub fn first_frame(&mut self, grace: Duration) -> std::io::Result<()> {
        match self.program.receiver.recv_timeout(grace) {
            Ok(incoming) => self.step(incoming),
            Err(_) => self.draw(),
        }
    }

    /// Runs the effects of the first screen.
    pub fn begin(&mut self, effects: Vec<Effect>) -> std::io::Result<()> {
        self.run_effects(effects)?;
        self.draw()
    }

    /// Runs until the end.
    pub fn run(&mut self) -> std::io::Result<RunEnd> {
        while self.program.exit.is_none() {
            match self.program.next(self.watcher.wait()) {
                Some(incoming) => self.step(incoming)?,
                None => self.wake()?,
            }
        }
        Ok(self.finish())
    }

    /// Handles a message and all that have arrived after it, and draws once.
    pub fn step(&mut self, first: Incoming) -> std::io::Result<()> {
        self.handle(Incoming::Event(self.program.now()))?;
        self.handle(first)?;
        while self.program.exit.is_none()
            && let Ok(incoming) = self.program.receiver.try_recv()
        {
            self.handle(incoming)?;
        }
        self.draw()
    }

    /// Handles messages until the store has answered everything.
    pub fn settle(&mut self) -> std::io::Result<()> {
        let is_busy = |program: &Program| program.outstanding + program.searching > 0;
        while is_busy(&self.program) && self.program.exit.is_none() {
            match self.program.receiver.recv_timeout(LAST_WRITES) {
                Ok(incoming) => self.step(incoming)?,
                Err(_) if self.program.store.is_lost() => break,
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Handles a timeout: updates the time and checks the store if a check is due.
    fn wake(&mut self) -> std::io::Result<()> {
        self.handle(Incoming::Event(self.program.now()))?;
        if self.watcher.is_due() {
            self.handle(Incoming::Event(Event::StoreTouched))?;
        }
        self.draw()
    }

    fn handle(&mut self, incoming: Incoming) -> std::io::Result<()> {
        match incoming {
            Incoming::Typed(events) => return self.handle_typed(events),
            Incoming::StopRequested => return self.suspend(),
            Incoming::Continued => {
                let size = self.canvas.resume()?;
                return self.return_to_screen(size);
            }
            _ => {}
        }
        let Some(event) = self.program.receive(incoming) else {
            return Ok(());
        };
        match event {
            Event::Resize(size) => self.resized = Some(size),
            Event::StoreTouched => self.watcher.heard(),
            Event::Key(Key::Char('!')) => panics::panic_for_test("loop"),
            _ => {}
        }
        let effects = self.program.update(event);
        self.run_effects(effects)
    }

    /// Handles all input of one read. Opening an editor drops the rest.
    fn handle_typed(&mut self, events: Vec<Event>) -> std::io::Result<()> {
        self.typed = events.into();
        while self.program.exit.is_none()
            && let Some(event) = self.typed.pop_front()
        {
            self.handle(Incoming::Event(event))?;
        }
        Ok(())
    }

    fn run_effects(&mut self, effects: Vec<Effect>) -> std::io::Result<()> {
        for effect in effects {
            if let Some(effect) = self.program.run(effect) {
                self.run_effect(effect)?;
            }
        }
        Ok(())
    }

    fn run_effect(&mut self, effect: ProgramEffect) -> std::io::Result<()> {
        match effect {
            ProgramEffect::Watch(on) => self.watcher.set_active(on),
            ProgramEffect::Redraw => self.resized = Some(self.program.state.size),
            ProgramEffect::Suspend => {
                self.draw()?;
                self.suspend()?;
            }
            ProgramEffect::EditNote { category, note } => self.edit_note(category, &note)?,
            ProgramEffect::Copy { result, view } => {
                let text = write_result::text_to_copy(&result, view, &self.program.state.zone);
                let sent = self.canvas.copy(&text)?;
                self.handle(Incoming::Event(Event::Copied { view, sent }))?;
            }
            // The program runs these.
            ProgramEffect::Quit(_) | ProgramEffect::Fail(_) | ProgramEffect::WriteOut { .. } => {}
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
        self.return_to_screen(size?)
    }

    /// Runs the editor on the terminal, then handles the messages that arrived while it ran.
    /// Pending keys are dropped: they were typed for the editor.
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
        let waiting: Vec<Incoming> = self.program.receiver.try_iter().collect();
        if let Some(input) = &mut self.input {
            input.resume();
        }
        self.return_to_screen(size?)?;
        self.handle(Incoming::Event(Event::NoteEdited { category, outcome }))?;
        for incoming in waiting {
            if !matches!(incoming, Incoming::Typed(_)) {
                self.handle(incoming)?;
            }
        }
        Ok(())
    }

    /// Redraws the full screen after another program used the terminal.
    pub(crate) fn return_to_screen(&mut self, size: Option<Size>) -> std::io::Result<()> {
        let size = size.unwrap_or(self.program.state.size);
        let now = self.program.now();
        for event in [now, Event::Resize(size), Event::Resumed] {
            self.handle(Incoming::Event(event))?;
        }
        Ok(())
    }

    /// Draws if the state changed. Store effects start first, so a terminal that does not read
    /// cannot delay writing an answer to disk.
    pub(crate) fn draw(&mut self) -> std::io::Result<()> {
        if std::mem::take(&mut self.program.state.dirty) && self.program.exit.is_none() {
            if let Some(size) = self.resized.take() {
                self.canvas.resize(size)?;
            }
            self.canvas.draw(&self.program.state)?;
        }
        Ok(())
    }

    /// Waits for the last writes and returns how the program ended.
    pub fn finish(&mut self) -> RunEnd {
        self.program.write_pending();
        match self.program.exit.take() {
            None | Some(RunEnd::Code(0)) => self.program.unsaved().unwrap_or(RunEnd::Code(0)),
            Some(exit) => exit,
        }
    }
}
