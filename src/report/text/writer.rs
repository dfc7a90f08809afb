use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::results::LevelChange;
use crate::text::{DateFormat, cells, padded, visible, wrap};

/// How to write a text for people.
#[derive(Debug, Clone)]
pub struct TextOptions {
    pub zone: TimeZone,
    pub dates: DateFormat,
    pub color: bool,
    /// Whether to use only ASCII symbols and charts.
    pub ascii: bool,
    /// The columns of the terminal.
    pub columns: usize,
}

impl Default for TextOptions {
    /// 80 columns in UTC, without color.
    fn default() -> Self {
        Self {
            zone: TimeZone::UTC,
            dates: DateFormat::default(),
            color: false,
            ascii: false,
            columns: 80,
        }
    }
}

impl TextOptions {
    /// The maximum width of a line, 40 to 80.
    pub(crate) fn width(&self) -> usize {
        self.columns.clamp(40, 80)
    }

    pub(crate) fn date(&self, time: Timestamp) -> String {
        self.dates.date(time, &self.zone)
    }

    /// The date in a column of dates.
    pub(crate) fn date_column(&self, time: Timestamp) -> String {
        padded(&self.date(time), usize::from(self.dates.width()))
    }

    /// Marks a goal above the current level.
    pub(crate) fn goal_mark(&self) -> &'static str {
        if self.ascii { "^" } else { "▲" }
    }

    /// Ends a text that is cut; one cell wide.
    pub(crate) fn ellipsis(&self) -> char {
        if self.ascii { '~' } else { '…' }
    }

    /// Separates the parts of a line.
    pub(crate) fn dot(&self) -> &'static str {
        if self.ascii { "|" } else { "·" }
    }

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
        if !self.color || code.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// The style of a text. It never carries meaning that the text lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Emphasis {
    Plain,
    Strong,
    Faint,
    Better,
    Worse,
}

/// Writes a text line by line.
pub(crate) struct TextWriter<'p> {
    pub(crate) options: &'p TextOptions,
    text: String,
}

impl<'p> TextWriter<'p> {
    pub(crate) fn new(options: &'p TextOptions) -> Self {
        Self {
            options,
            text: String::new(),
        }
    }

    /// Writes a line, which can contain color sequences.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Writes a line in one style.
    pub(crate) fn styled(&mut self, style: Emphasis, line: &str) {
        self.line(&self.options.painted(style, line));
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Writes a text in as many lines as it needs, indented; further lines have a hanging indent.
    pub(crate) fn paragraph(&mut self, style: Emphasis, indent: usize, text: &str) {
        let room = self.options.width().saturating_sub(indent + 2).max(8);
        let lines = if cells(text) <= room + 2 {
            vec![text.to_owned()]
        } else {
            wrap(text, room)
        };
        for (at, line) in lines.iter().enumerate() {
            let indent = indent + if at == 0 { 0 } else { 2 };
            let line = self.options.painted(style, line);
            self.line(&format!("{:indent$}{line}", ""));
        }
    }

    /// Writes a heading after an empty line.
    pub(crate) fn heading(&mut self, text: &str) {
        self.blank();
        self.paragraph(Emphasis::Strong, 0, text);
    }

    /// Writes a heading for a group, if it differs from the previous one.
    pub(crate) fn group(&mut self, group: Option<&str>, previous: &mut Option<String>) {
        if group != previous.as_deref() {
            *previous = group.map(str::to_owned);
            self.paragraph(Emphasis::Strong, 0, &visible(group.unwrap_or_default()));
        }
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
