use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::event_loop::Incoming;
use super::panics;
#[cfg(not(unix))]
use super::terminal::known;
use crate::state::{Event, Key, Mouse, MouseKind};

/// How long after the last key nothing more of what was typed at once can be on its way.
const REST: Duration = Duration::from_millis(20);

/// The thread that reads the terminal. It can be asked to leave it alone for a while.
#[derive(Debug, Clone, Default)]
pub struct Input {
    phase: Arc<(Mutex<Phase>, Condvar)>,
}

/// What the thread does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Phase {
    /// It reads.
    #[default]
    Reading,
    /// It reads, and should not.
    Asked,
    /// It leaves the terminal alone.
    Parked,
}

impl Input {
    /// Waits until the terminal is left alone: what is typed from now on is not read.
    pub fn park(&self) {
        self.set(Phase::Asked);
        wake();
        let (phase, changed) = &*self.phase;
        let guard = phase.lock().unwrap_or_else(PoisonError::into_inner);
        // A thread that has ended reads nothing either.
        let asked = |phase: &mut Phase| *phase == Phase::Asked;
        drop(changed.wait_timeout_while(guard, Duration::from_secs(1), asked));
    }

    /// Reads again.
    pub fn go_on(&self) {
        self.set(Phase::Reading);
    }

    fn set(&self, to: Phase) {
        let (phase, changed) = &*self.phase;
        *phase.lock().unwrap_or_else(PoisonError::into_inner) = to;
        changed.notify_all();
    }

    /// On the thread itself: stays here as long as it should not read.
    fn pause(&self) {
        let (phase, changed) = &*self.phase;
        let asked = || *phase.lock().unwrap_or_else(PoisonError::into_inner) == Phase::Asked;
        if !asked() {
            return;
        }
        // What was typed at once with the key that led here has been read already.
        while matches!(event::poll(REST), Ok(true)) {
            drop(event::read());
        }
        let mut guard = phase.lock().unwrap_or_else(PoisonError::into_inner);
        if *guard == Phase::Asked {
            *guard = Phase::Parked;
            changed.notify_all();
        }
        let parked = |phase: &mut Phase| *phase == Phase::Parked;
        drop(changed.wait_while(guard, parked));
    }
}

/// Makes the thread stop waiting for keys: the reader wakes for a terminal of another size as well.
#[cfg(unix)]
fn wake() {
    use rustix::process::{Signal, getpid, kill_process};
    let _ = kill_process(getpid(), Signal::WINCH);
}

#[cfg(not(unix))]
fn wake() {}

/// Waits for the next event; none where it may be time to pause.
#[cfg(unix)]
fn next() -> io::Result<Option<event::Event>> {
    event::read().map(Some)
}

/// Nothing wakes the reader here: it looks up by itself.
#[cfg(not(unix))]
fn next() -> io::Result<Option<event::Event>> {
    if event::poll(Duration::from_millis(200))? {
        event::read().map(Some)
    } else {
        Ok(None)
    }
}

/// Reads the terminal on a thread of its own, and sends what comes.
pub fn start(sender: Sender<Incoming>) -> io::Result<Input> {
    let input = Input::default();
    let own = input.clone();
    let read = move || {
        loop {
            own.pause();
            let incoming = match next() {
                Ok(event) => event.and_then(translated).map(Incoming::Event),
                Err(_) => Some(Incoming::TerminalLost),
            };
            let lost = matches!(incoming, Some(Incoming::TerminalLost));
            if incoming.is_some_and(|incoming| sender.send(incoming).is_err()) || lost {
                break;
            }
        }
    };
    std::thread::Builder::new()
        .name("input".into())
        .spawn(read)?;
    Ok(input)
}

/// A terminal's event as the program knows it.
fn translated(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => pressed(key).map(Event::Key),
        event::Event::Mouse(mouse) => clicked(mouse).map(Event::Mouse),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        // Elsewhere the signal tells: the reader learns of it only once it has begun to read.
        #[cfg(not(unix))]
        event::Event::Resize(width, height) => Some(Event::Resize(known(width, height))),
        _ => None,
    }
}

/// The button that selects, and the wheel; all else that a mouse does means nothing here.
fn clicked(mouse: MouseEvent) -> Option<Mouse> {
    let kind = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    let (x, y) = (mouse.column, mouse.row);
    Some(Mouse { kind, x, y })
}

/// The key; releases, which some terminals report as well, are no keys.
fn pressed(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    if key.code == KeyCode::Char('!') {
        panics::on_purpose("input");
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        KeyCode::Char(c) if control && alt => Key::Char(c),
        // Enter, pressed before the terminal was taken over: the line mode made a line feed of it.
        KeyCode::Char('j') if control => Key::Enter,
        KeyCode::Char(c) if control => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(_) if alt => return None,
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
        _ => return None,
    })
}
