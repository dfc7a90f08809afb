use super::marks;
use super::paint::Paint;
use super::theme::Role;
use crate::assessment::Assessment;
use crate::results::Answer;
use crate::state::wrapped;

/// Text lines are no longer than this.
const LINE_MOST: u16 = 80;

/// A category with its ladder: what it is about, every level with its text, the note.
pub struct CategoryPage<'a> {
    pub assessment: &'a Assessment,
    pub index: usize,
    pub answer: Answer,
    pub level_up: bool,
    pub note: &'a str,
}

/// Pieces of text in one line: column, text, role.
type Row = Vec<(u16, String, Role)>;

impl CategoryPage<'_> {
    /// Draws the page into a place. Where it does not fit, the texts of levels give way first,
    /// never the ladder itself.
    pub fn draw(&self, paint: &mut Paint, x: u16, y: u16, width: u16, height: u16) {
        let width = width.min(LINE_MOST);
        let rows = self.fitted(width, usize::from(height));
        let mut end = y;
        for (row, line) in (y..y + height).zip(&rows) {
            for (column, text, role) in line {
                paint.put(x + column, row, text, width.saturating_sub(*column), *role);
            }
            end = row;
        }
        if rows.len() > usize::from(height) && height > 0 {
            paint.put(x + width.saturating_sub(1), end, "…", 1, Role::Dim);
        }
    }

    fn fitted(&self, width: u16, height: usize) -> Vec<Row> {
        let shapes = [
            (9, 9, true),
            (3, 3, true),
            (2, 3, true),
            (2, 2, false),
            (1, 2, false),
        ];
        let shorter = [(1, 1, false), (0, 1, false), (0, 0, false)];
        let mut rows = Vec::new();
        for (texts, about, airy) in shapes.into_iter().chain(shorter) {
            rows = self.rows(width, texts, about, airy);
            if rows.len() <= height {
                break;
            }
        }
        rows
    }

    /// The lines, where a level's text gets `texts` of them and the description `about`.
    fn rows(&self, width: u16, texts: usize, about: usize, airy: bool) -> Vec<Row> {
        let category = &self.assessment.categories[self.index];
        let mut rows: Vec<Row> = Vec::new();
        let name = wrapped(&category.name, width, 2);
        rows.extend(name.into_iter().map(|line| vec![(0, line, Role::Strong)]));
        if about > 0 {
            let text = category.description.as_deref().unwrap_or_default();
            rows.extend(prose(text, width, 0, about, Role::Text));
        }
        if airy {
            rows.push(Row::new());
        }
        for level in 1..=self.assessment.top(self.index) {
            self.level(&mut rows, level, width, texts);
        }
        if !self.note.is_empty() {
            if airy {
                rows.push(Row::new());
            }
            let from = rows.len();
            rows.extend(prose(self.note, width, 2, texts.max(1) * 2, Role::Text));
            if let Some(first) = rows.get_mut(from) {
                first.insert(0, (0, "✎".into(), Role::Accent));
            }
        }
        rows
    }

    /// A level: its mark, number and label, what it is to this answer, and its text.
    fn level(&self, rows: &mut Vec<Row>, level: u8, width: u16, texts: usize) {
        let (mark, role) = marks::glyph(self.answer, level);
        let mark = if matches!(mark, "○" | "·") {
            " "
        } else {
            mark
        };
        let label = self.assessment.label(self.index, level).unwrap_or_default();
        let chosen = self.answer.current() == Some(level);
        let mut row: Row = vec![(0, mark.into(), role.chosen(chosen))];
        row.push((2, format!("{level} {label}"), Role::Text.chosen(chosen)));
        if let Some((word, role)) = self.word(level) {
            let column = width.saturating_sub(crate::state::cells(word));
            if column > 4 + crate::state::cells(label) {
                row.push((column, word.into(), role));
            }
        }
        rows.push(row);
        let category = &self.assessment.categories[self.index];
        let own = category.level_text(level);
        let shared = || {
            let ladder = self.assessment.ladder(self.index);
            ladder
                .get(usize::from(level) - 1)
                .and_then(|rating| rating.description.as_deref())
        };
        let text = own.or_else(shared).unwrap_or_default();
        let role = if chosen { Role::Text } else { Role::Dim };
        rows.extend(prose(text, width, 4, texts, role));
    }

    fn word(&self, level: u8) -> Option<(&'static str, Role)> {
        let wanted = self.answer.desired() == Some(level);
        if self.answer.current() == Some(level) {
            Some(if wanted && self.level_up {
                ("at the top ▲", Role::Accent)
            } else {
                ("now", Role::Dim)
            })
        } else {
            wanted.then_some(("level up", Role::Accent))
        }
    }
}

/// A text in lines of at most `width`, at most `most` of them, each line of the text on its own.
fn prose(text: &str, width: u16, indent: u16, most: usize, role: Role) -> Vec<Row> {
    if text.is_empty() || most == 0 {
        return Vec::new();
    }
    let width = width.saturating_sub(indent).max(8);
    let joined = text.replace('\n', " ");
    let lines = wrapped(&joined, width, most);
    lines
        .into_iter()
        .map(|line| vec![(indent, line, role)])
        .collect()
}
