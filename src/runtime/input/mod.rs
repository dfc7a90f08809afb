//! What the terminal tells: keys, the mouse, what is pasted, and its size.

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

use std::io;
use std::time::Duration;

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::event_loop::Incoming;
use super::panics;
use super::terminal::known;
use crate::state::{Event, Key, Mouse, MouseKind, Size};

#[cfg(not(unix))]
pub use elsewhere::Input;
#[cfg(unix)]
pub use unix::Input;

/// How long after the last key nothing more of what was typed at once can be on its way.
const REST: Duration = Duration::from_millis(20);

/// The next thing that the terminal tells; none where it means nothing to a screen of this size.
fn heard(size: Size) -> Option<Incoming> {
    told(event::read(), size)
}

fn told(event: io::Result<event::Event>, size: Size) -> Option<Incoming> {
    match event {
        Ok(event::Event::Resize(width, height)) if known(width, height) == size => None,
        Ok(event) => translated(event).map(Incoming::Event),
        Err(_) => Some(Incoming::TerminalLost),
    }
}

/// Forgets what was typed at once with the key that led here.
fn forget() {
    while matches!(event::poll(REST), Ok(true)) {
        drop(event::read());
    }
}

/// A terminal's event as the program knows it.
fn translated(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => pressed(key).map(Event::Key),
        event::Event::Mouse(mouse) => clicked(mouse).map(Event::Mouse),
        event::Event::Paste(text) => Some(Event::Paste(text)),
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
