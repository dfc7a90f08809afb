use std::sync::Arc;

use jiff::Timestamp;

use super::transition::Transition;
use crate::assessment::{Assessment, Rating};
use crate::results::StoreError;
use crate::state::context::Context;
use crate::state::effect::Effect;
use crate::state::event::{Event, FailedOperation};
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::layout::{ColumnGrid, ListCursor, ListMove, Size};
use crate::state::message::Message;
use crate::state::text_field::{Filter, TextField};

/// The behavior of a screen. The defaults are for screens that do not have the feature.
pub(crate) trait ScreenState {
    /// Returns the context whose key bindings apply.
    fn context(&self) -> KeyContext;

    fn act(&mut self, action: Action, cx: Context) -> Transition;

    /// Computes the layout for `size`, and scrolls to the selected row.
    fn lay_out(&mut self, _size: Size) {}

    /// Returns what a click at this cell selects.
    fn target_at(&self, _x: u16, _y: u16, _size: Size) -> Option<ClickTarget> {
        None
    }

    fn select(&mut self, _target: ClickTarget, _cx: Context) -> Transition {
        Transition::none()
    }

    /// Scrolls the details if they cover the screen. Returns whether they do.
    fn scroll_details(&mut self, _movement: ListMove, _size: Size) -> bool {
        false
    }

    /// Returns the effect that loads the data. Called each time the screen is shown.
    fn load(&mut self, _name: Option<&str>, _cx: Context) -> Option<Effect> {
        None
    }

    /// Handles the outcome of an effect while the screen is open.
    fn receive(&mut self, _event: Event, _cx: Context) -> Transition {
        Transition::none()
    }

    /// Handles an event that concerns the screens below the open one too. Returns whether the
    /// screen changed.
    fn notice(&mut self, _event: &Event, _cx: Context) -> bool {
        false
    }

    /// Handles the failure of an effect while the screen is open.
    fn failed(&mut self, _what: FailedOperation, error: StoreError, _cx: Context) -> Transition {
        Transition::tell(Message::Store(error))
    }

    /// Returns whether the screen lists results, and so depends on changes by other programs.
    fn lists_results(&self) -> bool {
        false
    }

    /// Returns what keys have to wait for.
    fn waits_for(&self) -> WaitsFor {
        WaitsFor::Nothing
    }

    /// Updates whatever depends on the time.
    fn tick(&mut self, _now: Timestamp) {}

    /// Returns when the screen needs the next tick.
    fn wake_at(&self) -> Option<Timestamp> {
        None
    }

    /// Returns the effect that updates the draft in the store; with `at_once` the selected category
    /// too.
    fn draft_effect(&mut self, _now: Timestamp, _at_once: bool) -> Option<Effect> {
        None
    }

    /// Returns whether the screen has answers that are not in the store.
    fn is_unsaved(&self) -> bool {
        false
    }

    /// Returns the error if saving the answers failed.
    fn save_error(&self) -> Option<&StoreError> {
        None
    }

    /// Returns the filter of the list on the screen.
    fn filter(&self) -> Option<&Filter> {
        None
    }

    /// Returns the text field that keys go into.
    fn field(&self) -> Option<&TextField> {
        self.filter().and_then(Filter::typed_field)
    }

    fn typing(&self) -> Option<TypingInto> {
        self.field().map(|_| TypingInto::Filter)
    }

    fn type_key(&mut self, _key: Key, _cx: Context) -> Transition {
        Transition::none()
    }

    fn paste(&mut self, _text: &str, _cx: Context) -> Transition {
        Transition::none()
    }

    /// Opens the field for a file name again, because `path` could not be written.
    fn edit_path(&mut self, _path: &str) {}

    /// Returns whether an action of the screen has an effect in the current state.
    fn offers(&self, _action: Action) -> bool {
        true
    }

    /// Returns whether the footer lists an action of the screen.
    fn is_in_footer(&self, action: Action, _size: Size) -> bool {
        self.offers(action)
    }

    /// Returns the ladder of the selected category, if keys rate it.
    fn ladder(&self) -> &[Rating] {
        &[]
    }

    /// Returns the assessment that the about page shows.
    fn assessment(&self) -> Option<Arc<Assessment>> {
        None
    }

    /// Returns names and explanations of the metrics on the screen, for the help page.
    fn metrics(&self) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// What a click selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClickTarget {
    Row(usize),
    /// A cell of a table, or only a row or the heading of a column.
    Cell {
        row: Option<usize>,
        column: Option<usize>,
    },
    /// A level in a row.
    Level(usize, u8),
    /// The line with the filter.
    Filter,
}

impl ClickTarget {
    pub(super) fn heading(column: usize) -> Self {
        Self::Cell {
            row: None,
            column: Some(column),
        }
    }

    /// Selects the row and the column, if the target has them.
    pub(super) fn select_in(self, list: &mut ListCursor, grid: Option<&mut ColumnGrid>) {
        let (row, column) = match self {
            Self::Row(row) | Self::Level(row, _) => (Some(row), None),
            Self::Cell { row, column } => (row, column),
            Self::Filter => (None, None),
        };
        list.at = row.unwrap_or(list.at);
        if let Some(grid) = grid {
            grid.at = column.unwrap_or(grid.at);
        }
    }
}

/// What keys have to wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WaitsFor {
    Nothing,
    /// The rows of a list: only keys that act on rows wait.
    Rows,
    /// The draft, or the save of a result: all keys wait.
    Store,
}

/// What the next key is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TypingInto {
    /// A filter, or the field that finds a category.
    Filter,
    Name,
    Note,
    File,
}
