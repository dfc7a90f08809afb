use std::io;
use std::sync::mpsc::Sender;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::event_loop::Incoming;
use super::panics;
#[cfg(not(unix))]
use super::terminal::known;
use crate::state::{Event, Key};

/// Reads the terminal on a thread of its own, and sends what comes.
pub fn start(sender: Sender<Incoming>) -> io::Result<()> {
    let read = move || {
        loop {
            let incoming = match event::read() {
                Ok(event) => translated(event).map(Incoming::Event),
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
    Ok(())
}

/// A terminal's event as the program knows it.
fn translated(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => pressed(key).map(Event::Key),
        event::Event::Paste(text) => Some(Event::Paste(text)),
        // Elsewhere the signal tells: the reader learns of it only once it has begun to read.
        #[cfg(not(unix))]
        event::Event::Resize(width, height) => Some(Event::Resize(known(width, height))),
        _ => None,
    }
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
