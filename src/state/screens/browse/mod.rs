mod row_window;

use self::row_window::RowWindow;
use super::load::Load;
use super::screen_state::{ClickTarget, ScreenState, WaitsFor};
use super::transition::{Navigation, Transition};
use crate::results::{ResultRow, StoreError};
use crate::state::context::Context;
use crate::state::effect::{Effect, ResultsEffect, SearchEffect};
use crate::state::event::{Event, FailedOperation};
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::layout::{BODY, ListArea, ListCursor, ListMove, Size};
use crate::state::message::Message;
use crate::state::screens::ScreenRequest;
use crate::state::text_field::Filter;

/// The most results that can be marked.
pub const MARKS_MOST: usize = 50;

/// The results browser.
#[derive(Debug, Clone, Default)]
pub struct Browse {
    pub filter: Filter,
    /// The rows around the selected one: latest first, with a filter best match first.
    pub rows: Vec<ResultRow>,
    /// The selected row among `rows`.
    pub list: ListCursor,
    /// The marked results, in the order in which they were marked.
    pub marked: Vec<uuid::Uuid>,
    /// The number of results in the store.
    pub total: Load<u64>,
    /// The number of matches counted so far.
    pub found: Option<u64>,
    window: RowWindow,
    deleted: Vec<uuid::Uuid>,
}

/// The lines of the results browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrowseLayout {
    pub filter: u16,
    pub list: ListArea,
}

impl Browse {
    /// Returns a browser with the filter `query`.
    pub fn new(query: &str) -> Self {
        Self {
            filter: Filter::new(query),
            ..Self::default()
        }
    }

    pub fn layout(size: Size) -> BrowseLayout {
        BrowseLayout {
            filter: BODY,
            list: ListArea {
                first: BODY + 2,
                height: size.body_height().saturating_sub(2).max(1),
            },
        }
    }

    /// Marks or unmarks the selected result.
    fn mark(&mut self) -> Transition {
        let Some(id) = self.rows.get(self.list.at).map(|row| row.id) else {
            return Transition::none();
        };
        let marked = self.marked.len();
        match self.marked.iter().position(|other| *other == id) {
            Some(at) => drop(self.marked.remove(at)),
            None if marked >= MARKS_MOST => {
                return Transition::tell(Message::MarksFull { marked });
            }
            None => self.marked.push(id),
        }
        Transition::none()
    }

    fn refilter(&mut self, before: &str, cx: Context) -> Transition {
        if self.filter.text() == before {
            return Transition::none();
        }
        Transition::effect(self.restart(cx))
    }

    /// Moves the selected result to trash. Its row is removed at once, so that the next key acts on
    /// the next row.
    fn delete(&mut self, cx: Context) -> Transition {
        if self.list.at >= self.rows.len() {
            return Transition::none();
        }
        let row = self.rows.remove(self.list.at);
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        self.follow(cx.size);
        Transition::effect(ResultsEffect::Delete(row.id))
    }

    fn deleted(&mut self, id: uuid::Uuid, cx: Context) -> Transition {
        self.deleted.push(id);
        self.rows.retain(|row| row.id != id);
        self.marked.retain(|other| *other != id);
        Transition::effect(self.reload(cx)).and_tell(Message::Deleted)
    }

    fn restored(&mut self, id: uuid::Uuid, cx: Context) -> Transition {
        self.deleted.retain(|other| *other != id);
        Transition::effect(self.reload(cx)).and_tell(Message::Restored)
    }
}

impl ScreenState for Browse {
    fn context(&self) -> KeyContext {
        KeyContext::Browse
    }

    fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            // The rows are those of the previous filter.
            Action::Open | Action::Delete | Action::Mark if !self.has_its_rows() => {
                Transition::none()
            }
            Action::Move(movement) => self.go(movement, cx),
            Action::Open => match self.rows.get(self.list.at) {
                Some(row) => Transition::effect(ResultsEffect::OpenResult(row.id)),
                None => Transition::none(),
            },
            Action::Filter => {
                self.filter.is_typed = true;
                Transition::effect(SearchEffect::PrepareSearch)
            }
            Action::Delete => self.delete(cx),
            Action::Restore => match self.deleted.last() {
                Some(id) => Transition::effect(ResultsEffect::Restore(*id)),
                None => Transition::tell(Message::NothingToUndo),
            },
            Action::Mark => self.mark(),
            Action::Unmark => {
                self.marked.clear();
                Transition::none()
            }
            Action::Compare if self.marked.len() < 2 => Transition::tell(Message::MarkTwo {
                marked: self.marked.len(),
            }),
            Action::Compare => Transition::effect(ResultsEffect::Compare(self.marked.clone())),
            Action::Back if !self.filter.is_empty() => {
                self.filter.clear();
                Transition::effect(self.restart(cx))
            }
            Action::Back => Transition::go(Navigation::Back),
            _ => Transition::none(),
        }
    }

    fn lay_out(&mut self, size: Size) {
        self.follow(size);
    }

    fn target_at(&self, _x: u16, y: u16, size: Size) -> Option<ClickTarget> {
        let layout = Self::layout(size);
        if y == layout.filter {
            return Some(ClickTarget::Filter);
        }
        let row = layout.list.line_at(y, self.list.top)?;
        (row < self.rows.len()).then_some(ClickTarget::Row(row))
    }

    fn select(&mut self, target: ClickTarget, cx: Context) -> Transition {
        match target {
            ClickTarget::Row(row) => self.choose(row, cx),
            _ => Transition::none(),
        }
    }

    fn load(&mut self, _name: Option<&str>, cx: Context) -> Option<Effect> {
        self.total.retry();
        Some(self.reload(cx))
    }

    fn receive(&mut self, event: Event, cx: Context) -> Transition {
        match event {
            Event::Rows(read) => return self.rows_read(read, cx),
            Event::Counted { ticket, found } => self.counted(ticket, found),
            Event::Deleted(id) => return self.deleted(id, cx),
            Event::Restored(id) => return self.restored(id, cx),
            Event::Changes(changes) => return self.changed(changes, cx),
            Event::Compared(results) if results.len() > 1 => {
                return Transition::open(ScreenRequest::Compare(results));
            }
            Event::Compared(_) => return Transition::tell(Message::Gone),
            _ => {}
        }
        Transition::none()
    }

    fn failed(&mut self, what: FailedOperation, error: StoreError, cx: Context) -> Transition {
        match what {
            FailedOperation::Bin(_) => {
                let step = Transition::effect(self.reload(cx));
                // Another program was faster: the result is in trash already.
                if matches!(error, StoreError::NotFound { .. }) {
                    step
                } else {
                    step.and_tell(Message::Store(error))
                }
            }
            FailedOperation::Read => {
                self.total.fail();
                self.keep_rows();
                Transition {
                    drops_waiting: true,
                    ..Transition::tell(Message::Store(error))
                }
            }
            _ => Transition::tell(Message::Store(error)),
        }
    }

    fn lists_results(&self) -> bool {
        true
    }

    fn waits_for(&self) -> WaitsFor {
        if self.total.is_loading() || !self.has_its_rows() {
            WaitsFor::Rows
        } else {
            WaitsFor::Nothing
        }
    }

    fn filter(&self) -> Option<&Filter> {
        Some(&self.filter)
    }

    fn type_key(&mut self, key: Key, cx: Context) -> Transition {
        match key {
            Key::Enter | Key::Esc => {
                self.filter.is_typed = false;
                Transition::none()
            }
            Key::Up => self.go(ListMove::Up, cx),
            Key::Down => self.go(ListMove::Down, cx),
            Key::PageUp => self.go(ListMove::PageUp, cx),
            Key::PageDown => self.go(ListMove::PageDown, cx),
            key => {
                let before = self.filter.text().to_owned();
                self.filter.field.press(key);
                self.refilter(&before, cx)
            }
        }
    }

    fn paste(&mut self, text: &str, cx: Context) -> Transition {
        let before = self.filter.text().to_owned();
        self.filter.field.paste(text);
        self.refilter(&before, cx)
    }
}
