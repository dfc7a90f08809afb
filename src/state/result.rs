use super::columns::{Columns, wrapped};
use super::step::{Cx, Go, Step};
use super::{Action, Effect, ListCursor, Outline, Size};
use crate::results::AssessmentResult;

/// Lines that a note gets in the table; the page of the category shows all of it.
const NOTE_LINES: usize = 2;

/// A result.
#[derive(Debug, Clone)]
pub struct ResultScreen {
    /// The result.
    pub result: AssessmentResult,
    /// The chosen category.
    pub list: ListCursor,
    /// The lines of the table, for the size at hand.
    pub outline: Outline,
    /// The columns of the table, for the size at hand.
    pub columns: Columns,
    /// Whether the chosen category stands on a page of its own.
    pub page: bool,
}

impl ResultScreen {
    /// The result, for a terminal of `size`.
    pub fn new(result: AssessmentResult, size: Size) -> Self {
        let mut screen = Self {
            result,
            list: ListCursor::default(),
            outline: Outline::default(),
            columns: Columns::default(),
            page: false,
        };
        screen.resize(size);
        screen
    }

    /// Lays the table out for `size`.
    pub fn resize(&mut self, size: Size) {
        self.columns = Columns::for_result(&self.result.assessment, size);
        let lines = |index: usize| self.name_lines(index).len() + self.note_lines(index).len();
        self.outline = Outline::new(&self.result.assessment, lines);
        self.follow(size);
    }

    /// The lines that the name of a category takes.
    pub fn name_lines(&self, index: usize) -> Vec<String> {
        let name = &self.result.assessment.categories[index].name;
        let most = if self.result.assessment.wide_category {
            2
        } else {
            1
        };
        wrapped(name, self.columns.name, most)
    }

    /// The lines that the note of a category takes.
    pub fn note_lines(&self, index: usize) -> Vec<String> {
        match self.result.notes.get(index).map(String::as_str) {
            None | Some("") => Vec::new(),
            Some(note) => wrapped(note, self.columns.list.saturating_sub(6).max(8), NOTE_LINES),
        }
    }

    /// How many lines the table gets: the body without the line of figures and the one below it.
    pub fn height(size: Size) -> usize {
        usize::from(size.body_height().saturating_sub(2).max(1))
    }

    fn follow(&mut self, size: Size) {
        let (from, to) = self.outline.span(self.list.at);
        self.list
            .show(from, to, self.outline.lines.len(), Self::height(size));
    }

    /// Does what a key asked for.
    pub(super) fn act(&mut self, action: Action, cx: Cx) -> Step {
        match action {
            Action::Move(movement) => {
                self.list
                    .go(movement, self.result.answers.len(), Self::height(cx.size));
                self.follow(cx.size);
            }
            Action::Open => self.page = !self.page && !self.result.answers.is_empty(),
            Action::Compare => {
                return Step::effect(Effect::CompareWithBefore(self.result.id));
            }
            Action::Trend => {
                return Step::effect(Effect::LoadTrend {
                    name: self.result.name.clone(),
                    slug: self.result.assessment.slug.clone(),
                });
            }
            Action::Back if self.page => self.page = false,
            Action::Back => return Step::go(Go::Back),
            _ => {}
        }
        Step::none()
    }
}
