mod row_window;

use self::row_window::RowWindow;
use crate::results::ResultRow;
use crate::state::context::Context;
use crate::state::effect::{ResultsEffect, SearchEffect};
use crate::state::keymap::{Action, Key};
use crate::state::layout::{ListCursor, ListMove, Size};
use crate::state::message::{Many, Message};
use crate::state::text_field::TextField;
use crate::state::transition::{Navigation, Transition};

/// The most results that can be marked.
pub const MARKS_MOST: usize = 50;

/// The results browser.
#[derive(Debug, Clone, Default)]
pub struct Browse {
    /// What the results are filtered by.
    pub filter: TextField,
    /// Whether the filter takes the keys.
    pub filtering: bool,
    /// The rows around the chosen one: newest first, with a filter best first.
    pub rows: Vec<ResultRow>,
    /// The chosen row among `rows`.
    pub list: ListCursor,
    /// The marked results, in the order in which they were marked.
    pub marked: Vec<uuid::Uuid>,
    /// How many results there are, matching or not; none until the store has said.
    pub total: Option<u64>,
    /// How many match the filter, as far as is known.
    pub found: Option<u64>,
    /// Which rows there are besides, and which are on their way.
    pub(crate) window: RowWindow,
    deleted: Vec<uuid::Uuid>,
}

impl Browse {
    /// A browser that shows what matches `query`.
    pub fn new(query: &str) -> Self {
        Self {
            filter: TextField::new(query),
            ..Self::default()
        }
    }

    /// Rows that fit on the screen: the body without the filter line and the one below it.
    pub fn height(size: Size) -> usize {
        usize::from(size.body_height().saturating_sub(2).max(1))
    }

    /// Does what a key asked for.
    pub(crate) fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            // Keys wait for the rows; what else may ask for this is not about those that still show.
            Action::Open | Action::Delete | Action::Mark if !self.has_its_rows() => {
                Transition::none()
            }
            Action::Move(movement) => self.go(movement, cx),
            Action::Open => match self.rows.get(self.list.at) {
                Some(row) => Transition::effect(ResultsEffect::OpenResult(row.id)),
                None => Transition::none(),
            },
            Action::Filter => {
                self.filtering = true;
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
            Action::Compare if self.marked.len() < 2 => {
                Transition::tell(Message::Many(Many::MarkTwo {
                    marked: self.marked.len(),
                }))
            }
            Action::Compare => Transition::effect(ResultsEffect::Compare(self.marked.clone())),
            Action::Back if !self.filter.text().is_empty() => {
                self.filter = TextField::default();
                Transition::effect(self.restart(cx))
            }
            Action::Back => Transition::go(Navigation::Back),
            _ => Transition::none(),
        }
    }

    /// Marks the chosen result, or takes its mark away.
    fn mark(&mut self) -> Transition {
        let Some(id) = self.rows.get(self.list.at).map(|row| row.id) else {
            return Transition::none();
        };
        let marked = self.marked.len();
        match self.marked.iter().position(|other| *other == id) {
            Some(at) => drop(self.marked.remove(at)),
            None if marked >= MARKS_MOST => {
                return Transition::tell(Message::Many(Many::MarksFull { marked }));
            }
            None => self.marked.push(id),
        }
        Transition::none()
    }

    /// A key while the filter is typed: it filters as it is typed.
    pub(crate) fn type_key(&mut self, key: Key, cx: Context) -> Transition {
        match key {
            Key::Enter | Key::Esc => {
                self.filtering = false;
                Transition::none()
            }
            Key::Up => self.go(ListMove::Up, cx),
            Key::Down => self.go(ListMove::Down, cx),
            Key::PageUp => self.go(ListMove::PageUp, cx),
            Key::PageDown => self.go(ListMove::PageDown, cx),
            key => {
                let before = self.filter.text().to_owned();
                self.filter.press(key);
                self.refilter(&before, cx)
            }
        }
    }

    /// Text was pasted into the filter.
    pub(crate) fn type_text(&mut self, text: &str, cx: Context) -> Transition {
        let before = self.filter.text().to_owned();
        self.filter.paste(text);
        self.refilter(&before, cx)
    }

    fn refilter(&mut self, before: &str, cx: Context) -> Transition {
        if self.filter.text() == before {
            return Transition::none();
        }
        Transition::effect(self.restart(cx))
    }

    /// Puts the chosen result into the bin. It is gone from the list at once: the next key is
    /// about the next one.
    fn delete(&mut self, cx: Context) -> Transition {
        if self.list.at >= self.rows.len() {
            return Transition::none();
        }
        let row = self.rows.remove(self.list.at);
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        self.follow(cx.size);
        Transition::effect(ResultsEffect::Delete(row.id))
    }

    /// A result went into the bin.
    pub(crate) fn deleted(&mut self, id: uuid::Uuid, cx: Context) -> Transition {
        self.deleted.push(id);
        self.rows.retain(|row| row.id != id);
        self.marked.retain(|other| *other != id);
        Transition::effect(self.reload(cx)).and_tell(Message::Deleted)
    }

    /// A result is back.
    pub(crate) fn restored(&mut self, id: uuid::Uuid, cx: Context) -> Transition {
        self.deleted.retain(|other| *other != id);
        Transition::effect(self.reload(cx)).and_tell(Message::Restored)
    }
}
