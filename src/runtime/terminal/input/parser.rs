use std::time::{Duration, Instant};

use super::{keys, mouse};
use crate::state::{Event, Key};

/// Maximum number of parameters and intermediate characters in a control sequence. A longer
/// sequence is dropped.
const SEQUENCE_MOST: usize = 128;
/// Maximum number of characters in a control string. All are dropped; a reply is far shorter.
const STRING_MOST: usize = 1 << 20;
/// Maximum number of bytes kept from a paste: many times the longest note.
const PASTE_MOST: usize = 1 << 20;

/// Turns the bytes from a terminal into events.
///
/// Splits the bytes into control sequences by the grammar of ECMA-48 and of DEC terminals, with
/// 7-bit and 8-bit introducers. Drops a complete sequence that is not a key, a mouse button, or a
/// paste: reports and replies are not keys. Gives up an unfinished sequence at its
/// [`Self::deadline`], so that it cannot swallow the keys after it.
///
/// `Ctrl-C` ends any unfinished sequence and is a key. Inside a paste it is text, unless the paste
/// stops there.
#[derive(Debug)]
pub struct Parser {
    state: ParserState,
    /// The letter of a 7-bit introducer until another character follows: it can also be that letter
    /// with Alt.
    alt: Option<char>,
    /// The parameters of a sequence, the bytes of a mouse report or of a paste.
    text: Vec<u8>,
    /// The number of characters in the sequence or string, including those that are not kept.
    length: usize,
    /// The bytes of an incomplete character. They have no deadline, because they swallow no key
    /// that follows, and the remaining bytes could look like a C1 control.
    partial: Vec<u8>,
    /// Maximum time until the rest of a key arrives.
    delay: Duration,
    began: Option<Instant>,
    last: Option<Instant>,
    events: Vec<Event>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ParserState {
    Ground,
    /// After ESC: an introducer, a key with Alt, or the key Esc.
    Escape,
    /// After ESC in a control string: its end, or the same as [`ParserState::Escape`].
    StringEscape,
    /// SS2: one character follows.
    Ss2,
    /// SS3: one character follows, in some terminals after a modifier.
    Ss3,
    Csi,
    /// `CSI [`, with which the Linux console begins F1 to F5.
    LinuxFunction,
    /// OSC, which may end with BEL.
    Osc,
    /// DCS, SOS, PM, or APC.
    ControlString,
    /// `CSI M`: three bytes of any value follow.
    X10Mouse,
    /// A bracketed paste, begun with a 7-bit or an 8-bit introducer. It ends with the same.
    Paste {
        eight_bit: bool,
    },
}

impl Parser {
    /// Creates a parser that waits `delay` for the rest of a key: ESC with nothing after it is the
    /// key Esc. Replies and pastes may take several times as long.
    pub fn new(delay: Duration) -> Self {
        Self {
            state: ParserState::Ground,
            alt: None,
            text: Vec::new(),
            length: 0,
            partial: Vec::new(),
            delay,
            began: None,
            last: None,
            events: Vec::new(),
        }
    }

    /// Reads bytes that arrived at this time, and returns the events that they complete.
    pub fn read(&mut self, bytes: &[u8], now: Instant) -> Vec<Event> {
        self.last = Some(now);
        for byte in bytes {
            self.byte(*byte);
            if self.is_unfinished() {
                self.began.get_or_insert(now);
            }
        }
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.stop();
        }
        std::mem::take(&mut self.events)
    }

    /// Returns when an unfinished sequence is given up; `None` if no sequence is unfinished.
    pub fn deadline(&self) -> Option<Instant> {
        if !self.is_unfinished() {
            return None;
        }
        let in_string = matches!(
            self.state,
            ParserState::Osc | ParserState::ControlString | ParserState::StringEscape
        );
        let (pause, all) = match self.state {
            // Ctrl-C as the last byte of a paste can be the key.
            ParserState::Paste { .. } if self.text.ends_with(b"\x03") => (1, None),
            ParserState::Paste { .. } => (20, None),
            _ if in_string && self.length > 0 => (5, Some(20)),
            _ => (1, Some(10)),
        };
        let pause = self.last?.checked_add(self.delay * pause)?;
        let all = all.and_then(|all| self.began?.checked_add(self.delay * all));
        Some(all.map_or(pause, |all| all.min(pause)))
    }

    /// Gives up an unfinished sequence, and returns its event: Esc, a key with Alt, or a paste
    /// without its end.
    pub fn give_up(&mut self) -> Vec<Event> {
        self.stop();
        std::mem::take(&mut self.events)
    }

    fn is_unfinished(&self) -> bool {
        self.state != ParserState::Ground
    }

    /// Ends an unfinished sequence, and adds its event if it has one.
    fn stop(&mut self) {
        match self.state {
            ParserState::Escape | ParserState::StringEscape => self.key(Key::Esc),
            ParserState::Paste { .. } => {
                let interrupted = self.text.pop_if(|byte| *byte == 3).is_some();
                self.paste();
                if interrupted {
                    self.key(Key::Ctrl('c'));
                }
            }
            _ if self.length == 0 => {
                if let Some(letter) = self.alt {
                    self.key(Key::Alt(letter));
                }
            }
            _ => {}
        }
        self.reset();
    }

    fn reset(&mut self) {
        self.enter(ParserState::Ground, None);
        self.text.clear();
        self.text.shrink_to(SEQUENCE_MOST);
    }

    fn enter(&mut self, state: ParserState, alt: Option<char>) {
        self.state = state;
        self.alt = alt;
        self.length = 0;
        self.began = None;
    }

    fn key(&mut self, key: Key) {
        self.events.push(Event::Key(key));
    }

    fn byte(&mut self, byte: u8) {
        match self.state {
            ParserState::Paste { eight_bit } => self.pasted(byte, eight_bit),
            // A report with a column out of range contains a 0.
            ParserState::X10Mouse if byte == 0 || byte >= b' ' => {
                self.text.push(byte);
                if let [button, x, y] = self.text[..] {
                    self.events
                        .extend(mouse::x10(button, x, y).map(Event::Mouse));
                    self.reset();
                }
            }
            _ => self.decode(byte),
        }
    }

    /// Adds a byte to the character that it is part of. A byte that is not part of any is a C1
    /// control, or is dropped.
    fn decode(&mut self, byte: u8) {
        self.partial.push(byte);
        match std::str::from_utf8(&self.partial) {
            Ok(text) => {
                let character = text.chars().next();
                self.partial.clear();
                if let Some(character) = character {
                    self.character(character);
                }
            }
            Err(error) if error.error_len().is_none() => {}
            Err(_) => {
                let alone = self.partial.len() == 1;
                self.partial.clear();
                if !alone {
                    self.decode(byte);
                } else if (0x80..0xa0).contains(&byte) {
                    self.character(char::from(byte));
                }
            }
        }
    }

    fn character(&mut self, character: char) {
        let after_escape = matches!(self.state, ParserState::Escape | ParserState::StringEscape);
        match character {
            // Ctrl-C always ends the program, and CAN and SUB cancel a sequence.
            '\u{3}' | '\u{18}' | '\u{1a}' => {
                self.reset();
                self.key(keys::control(character));
            }
            '\u{1b}' | '\u{80}'..='\u{9f}' => {
                if after_escape {
                    self.key(Key::Esc);
                }
                self.introduce(character);
            }
            _ => match self.state {
                ParserState::Ground | ParserState::X10Mouse | ParserState::Paste { .. } => {
                    self.reset();
                    self.key(keys::typed(character));
                }
                ParserState::Escape | ParserState::StringEscape => self.escaped(character),
                ParserState::LinuxFunction => self.linux_function(character),
                ParserState::Osc if character == '\u{7}' => self.reset(),
                ParserState::Osc | ParserState::ControlString => {
                    self.length += 1;
                    if self.length > STRING_MOST {
                        self.reset();
                    }
                }
                // By the grammar, controls inside a sequence are executed: they are keys.
                ParserState::Ss2 | ParserState::Ss3 | ParserState::Csi
                    if character.is_ascii_control() =>
                {
                    self.key(keys::control(character));
                }
                ParserState::Ss2 | ParserState::Ss3 | ParserState::Csi if !character.is_ascii() => {
                    self.reset();
                    self.key(keys::typed(character));
                }
                ParserState::Ss2 => self.reset(),
                ParserState::Ss3 => self.ss3(character),
                ParserState::Csi => self.csi(character),
            },
        }
    }

    /// Begins the sequence that ESC or a C1 control introduces, and cancels an unfinished one.
    fn introduce(&mut self, control: char) {
        let in_string = matches!(self.state, ParserState::Osc | ParserState::ControlString);
        let state = match control {
            '\u{1b}' if in_string => ParserState::StringEscape,
            '\u{1b}' => ParserState::Escape,
            '\u{8e}' => ParserState::Ss2,
            '\u{8f}' => ParserState::Ss3,
            '\u{9b}' => ParserState::Csi,
            '\u{9d}' => ParserState::Osc,
            '\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}' => ParserState::ControlString,
            _ => ParserState::Ground,
        };
        self.reset();
        self.enter(state, None);
        // The end of a string may be as late as the rest of the string.
        self.length = usize::from(state == ParserState::StringEscape);
    }

    fn escaped(&mut self, character: char) {
        let ends_string = self.state == ParserState::StringEscape && character == '\\';
        self.reset();
        match character {
            _ if ends_string => {}
            '[' => self.enter(ParserState::Csi, Some(character)),
            'O' => self.enter(ParserState::Ss3, Some(character)),
            'N' => self.enter(ParserState::Ss2, Some(character)),
            ']' => self.enter(ParserState::Osc, Some(character)),
            'P' | 'X' | '^' | '_' => self.enter(ParserState::ControlString, Some(character)),
            _ if character.is_control() => self.key(keys::control(character)),
            _ => self.key(Key::Alt(character)),
        }
    }

    fn linux_function(&mut self, character: char) {
        self.reset();
        match character {
            'A' => self.key(Key::F(1)),
            'B' => self.key(Key::F(2)),
            'C' => self.key(Key::F(3)),
            'D' => self.key(Key::F(4)),
            'E' => self.key(Key::F(5)),
            other => self.key(keys::typed(other)),
        }
    }

    fn ss3(&mut self, character: char) {
        self.length += 1;
        if !matches!(character, '0'..='9' | ';') || self.length > SEQUENCE_MOST {
            self.reset();
            if let Some(key) = keys::ss3(character) {
                self.key(key);
            }
        }
    }

    fn csi(&mut self, character: char) {
        let first = self.length == 0;
        self.length += 1;
        match character {
            ' '..='?' => {
                if self.length <= SEQUENCE_MOST {
                    self.text.push(character as u8);
                }
            }
            '[' if first => self.state = ParserState::LinuxFunction,
            'M' if first => self.state = ParserState::X10Mouse,
            _ => self.end_csi(character),
        }
    }

    fn end_csi(&mut self, end: char) {
        let text = std::mem::take(&mut self.text);
        let (length, eight_bit) = (self.length, self.alt.is_none());
        self.reset();
        let Some(text) = str::from_utf8(&text)
            .ok()
            .filter(|_| length <= SEQUENCE_MOST)
        else {
            return;
        };
        if (text, end) == ("200", '~') {
            self.enter(ParserState::Paste { eight_bit }, None);
        } else if let Some(mouse) = mouse::csi(text, end) {
            self.events.push(Event::Mouse(mouse));
        } else if let Some(key) = keys::csi(text, end) {
            self.key(key);
        }
    }

    fn pasted(&mut self, byte: u8, eight_bit: bool) {
        // The last bytes are always kept, to find the end of a paste that is too long.
        if self.text.len() >= PASTE_MOST + 8 {
            self.text.remove(PASTE_MOST);
        }
        self.text.push(byte);
        let end: &[u8] = if eight_bit { b"\x9b201~" } else { b"\x1b[201~" };
        if byte == b'~' && self.text.ends_with(end) {
            self.text.truncate(self.text.len() - end.len());
            // The introducer as a UTF-8 character.
            if eight_bit {
                self.text.pop_if(|byte| *byte == 0xc2);
            }
            self.paste();
            self.reset();
        }
    }

    fn paste(&mut self) {
        self.text.truncate(PASTE_MOST);
        let text = String::from_utf8_lossy(&self.text).into_owned();
        if !text.is_empty() {
            self.events.push(Event::Paste(text));
        }
    }
}
