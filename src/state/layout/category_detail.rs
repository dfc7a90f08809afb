use super::size::Size;
use crate::assessment::Assessment;
use crate::results::{Answer, PreviousAnswer};
use crate::text::{paragraphs, wrapped};

/// The longest line of text.
const LINE_MOST: u16 = 80;
/// The indentation of level texts and notes.
const TEXT_IN: u16 = 4;
const NOTE_IN: u16 = 2;

/// A category with its description, its ladder with all level texts, and the note.
#[derive(Debug, Clone, Copy)]
pub struct CategoryDetail<'a> {
    pub assessment: &'a Assessment,
    /// The index of the category.
    pub index: usize,
    pub answer: Answer,
    pub level_up: bool,
    pub note: &'a str,
    pub previous: Option<&'a PreviousAnswer>,
    /// Whether the answer is a copy of the previous one.
    pub is_copied: bool,
}

/// A line of a [`CategoryDetail`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetailLine {
    Name(String),
    /// A line of the description.
    About(String),
    /// An empty line.
    Gap,
    /// The previous answer, if it is not a level of the current ladder.
    Previous,
    /// The heading of a level: its mark, number, and label.
    Level(u8),
    /// A line of a level text.
    Text(u8, String),
    /// A line of the note, and whether it is the first.
    Note(String, bool),
}

/// The lines of each part, and how many of each are shown.
struct Parts {
    name: Vec<String>,
    about: Vec<String>,
    texts: Vec<Vec<String>>,
    note: Vec<String>,
    has_previous: bool,
    about_shown: usize,
    texts_shown: Vec<usize>,
    note_shown: usize,
    airy: bool,
}

impl CategoryDetail<'_> {
    /// Returns all lines.
    pub fn whole(&self, width: u16) -> Vec<DetailLine> {
        self.parts(width, usize::MAX).lines()
    }

    /// Returns at most `height` lines, if the headings of all levels fit. Texts are shortened line by
    /// line, that of the selected level last.
    pub fn fitted(&self, width: u16, height: usize) -> Vec<DetailLine> {
        // Wrap more lines than fit, so that shortened parts get an ellipsis.
        let mut parts = self.parts(width, height.saturating_add(3));
        while parts.count() > height && self.shorten(&mut parts) {}
        parts.lines()
    }

    /// Returns the number of lines if the details cover the screen.
    pub fn page_lines(&self, size: Size) -> usize {
        self.whole(size.width.saturating_sub(4)).len()
    }

    /// Returns the parts, each with at most `most` lines.
    fn parts(&self, width: u16, most: usize) -> Parts {
        let width = width.clamp(12, LINE_MOST);
        let category = &self.assessment.categories[self.index];
        let prose = |text: &str, indent: u16| -> Vec<String> {
            let lines = paragraphs(text);
            lines
                .iter()
                .flat_map(|line| wrapped(line, width - indent, most))
                .take(most)
                .collect()
        };
        let about = prose(category.description.as_deref().unwrap_or_default(), 0);
        let levels = 1..=self.assessment.top(self.index);
        let texts: Vec<_> = levels
            .map(|level| prose(self.level_text(level), TEXT_IN))
            .collect();
        let note = self.note.lines();
        let note: Vec<_> = note
            .flat_map(|line| wrapped(line, width - NOTE_IN, most))
            .take(most)
            .collect();
        Parts {
            name: wrapped(&category.name, width, 2),
            has_previous: self
                .previous
                .is_some_and(|previous| previous.answer.and_then(Answer::current).is_none()),
            about_shown: about.len(),
            texts_shown: texts.iter().map(Vec::len).collect(),
            note_shown: note.len(),
            about,
            texts,
            note,
            airy: true,
        }
    }

    /// Returns the level text of the category, otherwise the description of the rating.
    pub fn level_text(&self, level: u8) -> &str {
        let own = self.assessment.categories[self.index].level_text(level);
        let rating = || {
            let ladder = self.assessment.ladder(self.index);
            ladder.get(usize::from(level) - 1)?.description.as_deref()
        };
        own.or_else(rating).unwrap_or_default()
    }

    /// Removes the least important line. Returns `false` if no line can be removed.
    fn shorten(&self, parts: &mut Parts) -> bool {
        if parts.airy {
            parts.airy = false;
            return true;
        }
        let is_selected = |level: usize| {
            let marked = [self.answer.current(), self.answer.desired()];
            marked.contains(&u8::try_from(level + 1).ok())
        };
        let longest = |least: usize, marked: bool| {
            let levels = parts.texts_shown.iter().enumerate();
            let some =
                levels.filter(|(level, lines)| **lines > least && is_selected(*level) == marked);
            some.max_by_key(|(level, lines)| (**lines, *level))
                .map(|(level, _)| level)
        };
        if parts.note_shown > 2 {
            parts.note_shown -= 1;
        } else if let Some(level) = longest(1, false).or_else(|| longest(2, true)) {
            parts.texts_shown[level] -= 1;
        } else if parts.about_shown > 1 {
            parts.about_shown -= 1;
        } else if let Some(level) = longest(1, true).or_else(|| longest(0, false)) {
            parts.texts_shown[level] -= 1;
        } else if parts.about_shown > 0 {
            parts.about_shown = 0;
        } else if let Some(level) = longest(0, true) {
            parts.texts_shown[level] -= 1;
        } else {
            return false;
        }
        true
    }
}

impl Parts {
    fn count(&self) -> usize {
        let gaps = usize::from(self.airy) * (1 + usize::from(self.note_shown > 0));
        let texts: usize = self.texts_shown.iter().sum();
        self.name.len()
            + usize::from(self.has_previous)
            + self.about_shown
            + gaps
            + self.texts.len()
            + texts
            + self.note_shown
    }

    fn lines(self) -> Vec<DetailLine> {
        let mut lines: Vec<_> = self.name.into_iter().map(DetailLine::Name).collect();
        lines.extend(shown(self.about, self.about_shown).map(DetailLine::About));
        lines.extend(self.has_previous.then_some(DetailLine::Previous));
        lines.extend(self.airy.then_some(DetailLine::Gap));
        for (level, (text, count)) in (1..).zip(self.texts.into_iter().zip(self.texts_shown)) {
            lines.push(DetailLine::Level(level));
            lines.extend(shown(text, count).map(|line| DetailLine::Text(level, line)));
        }
        lines.extend((self.airy && self.note_shown > 0).then_some(DetailLine::Gap));
        let note = shown(self.note, self.note_shown).enumerate();
        lines.extend(note.map(|(at, line)| DetailLine::Note(line, at == 0)));
        lines
    }
}

/// Returns the first `count` lines, with an ellipsis if there are more.
fn shown(mut lines: Vec<String>, count: usize) -> impl Iterator<Item = String> {
    if count < lines.len() {
        lines.truncate(count);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines.into_iter()
}
