use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::runtime::incoming::Incoming;
use crate::runtime::panics;
use crate::runtime::terminal::known;
use crate::state::{self, Event, Key, MouseKind};

/// Interval at which the thread checks whether it must pause.
const LOOK: Duration = Duration::from_millis(200);
/// Time to wait for more input that was typed together.
const REST: Duration = Duration::from_millis(20);
/// Maximum time the thread may take to pause.
const PAUSE_MOST: Duration = Duration::from_secs(1);

/// The thread that reads the console. It pauses while another program has the console.
#[derive(Debug, Clone, Default)]
pub struct Input {
    phase: Arc<(Mutex<Phase>, Condvar)>,
}

/// The state of the thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Phase {
    /// Reads.
    #[default]
    Reading,
    /// Reads, and must pause soon.
    Asked,
    /// Does not read.
    Paused,
}

impl Input {
    /// Starts the thread, which sends the events that it reads.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn begin(events: &Sender<Incoming>) -> io::Result<Self> {
        let input = Self::default();
        let (own, events) = (input.clone(), events.clone());
        let read = move || {
            loop {
                own.wait_while_paused();
                let incoming = match event::poll(LOOK) {
                    Ok(false) => continue,
                    Ok(true) => read_all(),
                    Err(_) => Incoming::TerminalLost,
                };
                let lost = matches!(incoming, Incoming::TerminalLost);
                if events.send(incoming).is_err() || lost {
                    break;
                }
            }
        };
        std::thread::Builder::new()
            .name("input".into())
            .spawn(read)?;
        Ok(input)
    }

    /// Waits until the thread has stopped reading. Drops what was typed before.
    pub fn pause_and_drop(&mut self) {
        self.set(Phase::Asked);
        let (phase, changed) = &*self.phase;
        let guard = phase.lock().unwrap_or_else(PoisonError::into_inner);
        // A thread that has ended has also stopped reading.
        let asked = |phase: &mut Phase| *phase == Phase::Asked;
        drop(changed.wait_timeout_while(guard, PAUSE_MOST, asked));
    }

    /// Does the same as [`Self::pause_and_drop`]: the program cannot be suspended on this system.
    pub fn pause(&mut self) {
        self.pause_and_drop();
    }

    /// Lets the thread read again.
    pub fn resume(&mut self) {
        self.set(Phase::Reading);
    }

    fn set(&self, to: Phase) {
        let (phase, changed) = &*self.phase;
        *phase.lock().unwrap_or_else(PoisonError::into_inner) = to;
        changed.notify_all();
    }

    /// If a pause is requested, drops pending input and waits until the thread may read again.
    fn wait_while_paused(&self) {
        let (phase, changed) = &*self.phase;
        let asked = || *phase.lock().unwrap_or_else(PoisonError::into_inner) == Phase::Asked;
        if !asked() {
            return;
        }
        let end = Instant::now() + PAUSE_MOST / 2;
        while Instant::now() < end && matches!(event::poll(REST), Ok(true)) {
            drop(event::read());
        }
        let mut guard = phase.lock().unwrap_or_else(PoisonError::into_inner);
        if *guard == Phase::Asked {
            *guard = Phase::Paused;
            changed.notify_all();
        }
        let paused = |phase: &mut Phase| *phase == Phase::Paused;
        drop(changed.wait_while(guard, paused));
    }
}

/// Reads all available events. Returns [`Incoming::TerminalLost`] if the console cannot be read.
fn read_all() -> Incoming {
    let mut events = Vec::new();
    while matches!(event::poll(Duration::ZERO), Ok(true)) {
        match event::read() {
            Ok(event) => events.extend(translated(event)),
            Err(_) => return Incoming::TerminalLost,
        }
    }
    Incoming::Typed(events)
}

/// Converts an event of the console; `None` if the program does not use it.
fn translated(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => pressed(key).map(Event::Key),
        event::Event::Mouse(mouse) => clicked(mouse).map(Event::Mouse),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        event::Event::Resize(width, height) => Some(Event::Resize(known(width, height))),
        _ => None,
    }
}

/// Converts an event of the left button or the wheel; `None` for other mouse events.
fn clicked(mouse: MouseEvent) -> Option<state::MouseEvent> {
    let kind = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    let (x, y) = (mouse.column, mouse.row);
    Some(state::MouseEvent { kind, x, y })
}

/// Returns the key; `None` if it is released or not supported.
fn pressed(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    if key.code == KeyCode::Char('!') {
        panics::panic_for_test("input");
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        // Ctrl with Alt is AltGr, which types a character.
        KeyCode::Char(c) if control && alt => Key::Char(c),
        KeyCode::Char(c) if control => Key::with_ctrl(c),
        KeyCode::Char(c) if alt => Key::Alt(c),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    })
}
