//! What the terminal tells: keys, the mouse, what is pasted, and its size.

#[cfg(unix)]
mod here;
mod reader;

use std::io;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::event_loop::{Incoming, received};
use super::panics;
use super::post::Post;
use super::terminal::known;
use crate::state::{Event, Key, Mouse, MouseKind, Size};

/// How long after the last key nothing more of what was typed at once can be on its way.
const REST: Duration = Duration::from_millis(20);
/// How long one waits for that rest.
const PATIENCE: Duration = Duration::from_secs(1);

/// Who hears the terminal.
#[derive(Debug)]
pub enum Input {
    /// The loop's own thread.
    #[cfg(unix)]
    Here(here::Here),
    /// A thread of its own.
    Reader(reader::Reader),
}

impl Input {
    /// Begins to listen to the terminal.
    ///
    /// # Errors
    /// Where no thread can be begun for it.
    pub fn begin(post: &Post) -> io::Result<Self> {
        #[cfg(unix)]
        match here::Here::begin(post) {
            Ok(here) => return Ok(Self::Here(here)),
            Err(ahead) => {
                for incoming in ahead.into_iter().filter_map(|event| told(Ok(event), None)) {
                    let _ = post.send(incoming);
                }
            }
        }
        Ok(Self::Reader(reader::Reader::begin(post)?))
    }

    /// Sleeps until something comes from the terminal or by post, at most for `wait`; none where
    /// nothing did that means anything to a screen of this size.
    pub fn next(
        &mut self,
        wait: Option<Duration>,
        post: &Receiver<Incoming>,
        #[cfg_attr(not(unix), allow(unused_variables))] size: Size,
    ) -> Option<Incoming> {
        match self {
            #[cfg(unix)]
            Self::Here(here) => here.next(wait, post, size),
            Self::Reader(_) => received(wait, post),
        }
    }

    /// What has come together with the last, and not by post.
    pub fn more(
        &mut self,
        #[cfg_attr(not(unix), allow(unused_variables))] size: Size,
    ) -> Option<Incoming> {
        match self {
            #[cfg(unix)]
            Self::Here(here) => here.more(size),
            Self::Reader(_) => None,
        }
    }

    /// Leaves the terminal alone: what is typed from now on is not read.
    pub fn park(&mut self) {
        match self {
            #[cfg(unix)]
            Self::Here(here) => here.park(),
            Self::Reader(reader) => reader.park(),
        }
    }

    /// Reads again.
    pub fn go_on(&mut self) {
        match self {
            #[cfg(unix)]
            Self::Here(here) => here.go_on(),
            Self::Reader(reader) => reader.go_on(),
        }
    }
}

/// What the terminal tells. A size that `shows` is no news.
fn told(event: io::Result<event::Event>, shows: Option<Size>) -> Option<Incoming> {
    match event {
        Ok(event::Event::Resize(width, height)) if Some(known(width, height)) == shows => None,
        Ok(event) => translated(event).map(Incoming::Event),
        Err(_) => Some(Incoming::TerminalLost),
    }
}

/// Forgets what was typed at once with the key that led here.
fn forget() {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end && matches!(event::poll(REST), Ok(true)) {
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
