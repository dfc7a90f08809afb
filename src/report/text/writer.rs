use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::results::LevelChange;
use crate::text::{DateFormat, padded, wrap};

/// What a text for people is written on.
#[derive(Debug, Clone)]
pub struct TextOptions {
    /// Where the reader is.
    pub zone: TimeZone,
    /// How days are written.
    pub dates: DateFormat,
    /// Whether there is colour.
    pub colour: bool,
    /// Whether signs and charts are drawn with what every terminal has.
    pub ascii: bool,
    /// How many cells a line may take; fewer than 40 are taken as 40, more than 80 as 80.
    pub columns: usize,
}

impl Default for TextOptions {
    /// Eighty columns in UTC, without colour.
    fn default() -> Self {
        Self {
            zone: TimeZone::UTC,
            dates: DateFormat::default(),
            colour: false,
            ascii: false,
            columns: 80,
        }
    }
}

impl TextOptions {
    /// The width of a line, 40 to 80.
    pub(crate) fn width(&self) -> usize {
        self.columns.clamp(40, 80)
    }

    /// The day of an instant.
    pub(crate) fn date(&self, time: Timestamp) -> String {
        self.dates.date(time, &self.zone)
    }

    /// The day of an instant in a column of days.
    pub(crate) fn date_column(&self, time: Timestamp) -> String {
        padded(&self.date(time), usize::from(self.dates.width()))
    }

    /// The sign for a wanted level.
    pub(crate) fn wish(&self) -> &'static str {
        if self.ascii { "^" } else { "▲" }
    }

    /// What stands where something is left out.
    pub(crate) fn left_out(&self) -> char {
        if self.ascii { '~' } else { '…' }
    }

    /// What stands between the parts of a line.
    pub(crate) fn dot(&self) -> &'static str {
        if self.ascii { "|" } else { "·" }
    }

    /// What stands between a level and the one it became.
    pub(crate) fn arrow(&self) -> &'static str {
        if self.ascii { "->" } else { "→" }
    }

    pub(crate) fn painted(&self, style: Emphasis, text: &str) -> String {
        let code = match style {
            Emphasis::Strong => "1",
            Emphasis::Faint => "2",
            Emphasis::Better => "32",
            Emphasis::Worse => "31",
            Emphasis::Plain => "",
        };
        if !self.colour || code.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// How a piece of text stands out where there is colour. None of it carries a meaning alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Emphasis {
    Plain,
    Strong,
    Faint,
    Better,
    Worse,
}

/// A text while it is being written, line by line.
pub(crate) struct TextWriter<'p> {
    pub(crate) paper: &'p TextOptions,
    text: String,
}

impl<'p> TextWriter<'p> {
    pub(crate) fn new(paper: &'p TextOptions) -> Self {
        Self {
            paper,
            text: String::new(),
        }
    }

    /// One line as it is; it may have colours in it already.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Plain text over as many lines as it needs, each behind `indent`; all but the first a little
    /// further in.
    pub(crate) fn paragraph(&mut self, style: Emphasis, indent: usize, text: &str) {
        let room = self.paper.width().saturating_sub(indent + 2).max(8);
        let lines = if crate::text::cells(text) <= room + 2 {
            vec![text.to_owned()]
        } else {
            wrap(text, room)
        };
        for (at, line) in lines.iter().enumerate() {
            let indent = indent + if at == 0 { 0 } else { 2 };
            let line = self.paper.painted(style, line);
            self.line(&format!("{:indent$}{line}", ""));
        }
    }

    /// A heading with an empty line before it.
    pub(crate) fn heading(&mut self, text: &str) {
        self.blank();
        self.paragraph(Emphasis::Strong, 0, text);
    }

    pub(crate) fn done(self) -> String {
        self.text
    }
}

pub(crate) fn change_style(change: LevelChange) -> Emphasis {
    match change {
        LevelChange::Up(_) => Emphasis::Better,
        LevelChange::Down(_) => Emphasis::Worse,
        _ => Emphasis::Plain,
    }
}
