use super::TakeScreen;
use crate::state::layout::{BODY, CategoryDetail, DetailLine, ListArea, Panes, Size};
use crate::state::screens::Transition;

/// The area of the details of the selected category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetailPlace {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl TakeScreen {
    /// Opens or closes the detail page.
    pub(crate) fn show_page(&mut self, on: bool) -> Transition {
        let on = on && !self.assessment.categories.is_empty();
        self.page_top = on.then_some(0);
        Transition::none()
    }

    /// Returns the area of the details: a page, beside or below the list. `None` if they are not
    /// shown.
    pub fn detail_place(&self, size: Size) -> Option<DetailPlace> {
        let (list, height) = (self.columns.list, size.body_height());
        let width = size.width.saturating_sub(4);
        let below = 2 + size.list_height() + 1;
        let (x, y, width, height) = match (self.page_top, size.panes()) {
            (Some(_), _) => (2, 2, width, height),
            (None, Panes::Beside) => (list + 3, 2, width.saturating_sub(list), height),
            (None, Panes::Stacked) => (2, below, width, (height + 2).saturating_sub(below)),
            (None, Panes::One | Panes::TooSmall) => return None,
        };
        Some(DetailPlace {
            x,
            y,
            width,
            height,
        })
    }

    /// Returns the number of screen lines for the list.
    pub fn list_area(size: Size) -> ListArea {
        ListArea {
            first: BODY,
            height: size.list_height(),
        }
    }

    /// Returns the number of visible lines of the details.
    pub(super) fn detail_lines(&self, place: DetailPlace) -> Vec<DetailLine> {
        let Some(sheet) = self.selected_detail() else {
            return Vec::new();
        };
        let height = usize::from(place.height);
        let Some(top) = self.page_top else {
            return sheet.fitted(place.width, height);
        };
        let lines = sheet.whole(place.width);
        let top = top.min(lines.len().saturating_sub(height));
        lines.into_iter().skip(top).take(height).collect()
    }

    /// Returns the details of the selected category.
    pub fn selected_detail(&self) -> Option<CategoryDetail<'_>> {
        let index = self.list.at;
        let entry = self.answers.entries.get(index)?;
        Some(CategoryDetail {
            assessment: &self.assessment,
            index,
            answer: entry.answer,
            level_up: entry.level_up,
            note: &entry.note,
            previous: self.previous_of(index),
            is_copied: entry.copied_previous,
        })
    }
}
