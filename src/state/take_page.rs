use super::step::{Cx, Step};
use super::{Move, Sheet, Take};

impl Take {
    /// Shows the chosen category on a page of its own, or no longer.
    pub(super) fn turn_page(&mut self, on: bool) -> Step {
        let on = on && !self.assessment.categories.is_empty();
        self.page = on.then_some(0);
        Step::none()
    }

    /// Scrolls the page of the category.
    pub(super) fn scroll(&mut self, movement: Move, cx: Cx) -> Step {
        let lines = self.sheet().map_or(0, |sheet| sheet.page_lines(cx.size));
        let height = usize::from(cx.size.body_height());
        self.page = self.page.map(|top| movement.scrolled(top, lines, height));
        Step::none()
    }

    /// The chosen category with its ladder and all that was said about it.
    pub fn sheet(&self) -> Option<Sheet<'_>> {
        let index = self.list.at;
        let entry = self.answers.entries.get(index)?;
        Some(Sheet {
            assessment: &self.assessment,
            index,
            answer: entry.answer,
            level_up: entry.level_up,
            note: &entry.note,
            previous: self.previous_of(index),
            taken_over: entry.taken_over,
        })
    }
}
