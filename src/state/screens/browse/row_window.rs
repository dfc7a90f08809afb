//! Loads only the rows around the selected one, so that any number of results can be browsed.

use super::Browse;
use crate::results::{Position, ResultRow};
use crate::state::context::Context;
use crate::state::effect::{Effect, RowPlace, RowRange, RowsRequest};
use crate::state::event::RowsRead;
use crate::state::layout::{ListCursor, ListMove, Size};
use crate::state::screens::load::Load;
use crate::state::screens::transition::Transition;

/// Rows that are read ahead in either direction.
const AHEAD: usize = 64;
/// The most rows kept, in screens.
const SCREENS: usize = 4;

/// The position of the loaded rows in the list, and the pending request.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowWindow {
    /// The number of rows above the first loaded one if a filter is set.
    first: usize,
    above: bool,
    below: bool,
    /// The pending request.
    pending: Option<RowRange>,
    found_by: FoundBy,
    ticket: u64,
    changes: u64,
    /// How far the selection still has to move, once these rows are loaded.
    pending_steps: isize,
    /// The end of the list that the selection moves to, once it is loaded.
    target_end: Option<ListMove>,
    counting: bool,
}

/// The filter of the loaded rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum FoundBy {
    /// The current one.
    #[default]
    Current,
    /// The previous one.
    Previous,
}

impl Browse {
    /// Returns whether no request is pending.
    pub fn is_settled(&self) -> bool {
        self.total.get().is_some() && self.window.pending.is_none()
    }

    /// Returns whether the loaded rows match the current filter.
    pub(super) fn has_its_rows(&self) -> bool {
        self.window.found_by == FoundBy::Current
    }

    /// Keeps the rows of the previous filter, because those of this one cannot be read.
    pub(super) fn keep_rows(&mut self) {
        self.window.found_by = FoundBy::Current;
    }

    /// Returns whether matches are still being counted.
    pub fn is_counting(&self) -> bool {
        self.window.counting
    }

    /// Reads the rows again, and keeps the selected one if it still exists.
    pub(super) fn reload(&mut self, cx: Context) -> Effect {
        let range = match (self.window.target_end, self.place(self.list.at)) {
            (Some(ListMove::Last), _) => RowRange::Bottom,
            // A row of the previous filter is no position for this one.
            (None, Some(place)) if self.has_its_rows() => RowRange::Around(place),
            _ => RowRange::Top,
        };
        self.ask(range, 2 * batch_size(cx.size))
    }

    /// Reads the first rows. The loaded ones stay until then.
    pub(super) fn restart(&mut self, cx: Context) -> Effect {
        self.list = ListCursor::default();
        self.found = None;
        self.window.pending_steps = 0;
        self.window.target_end = None;
        self.window.found_by = FoundBy::Previous;
        self.ask(RowRange::Top, batch_size(cx.size))
    }

    fn ask(&mut self, range: RowRange, count: usize) -> Effect {
        self.window.ticket += 1;
        self.window.pending = Some(range);
        self.window.counting = false;
        Effect::from(RowsRequest {
            query: self.filter.text().to_owned(),
            stretch: range,
            wanted: count,
            ticket: self.window.ticket,
        })
    }

    fn place(&self, at: usize) -> Option<RowPlace> {
        self.rows.get(at).map(|row| RowPlace {
            at: position_of(row),
            number: self.window.first + at,
        })
    }

    pub(super) fn counted(&mut self, ticket: u64, found: u64) {
        if ticket == self.window.ticket {
            self.found = Some(found);
            self.window.counting = true;
        }
    }

    /// Adds or replaces rows. Requests more if they do not fill the screen.
    pub(super) fn rows_read(&mut self, read: RowsRead, cx: Context) -> Transition {
        if read.ticket != self.window.ticket {
            return Transition::none();
        }
        self.total = Load::Loaded(read.total);
        self.window.found_by = FoundBy::Current;
        self.found = read.found;
        self.window.counting = false;
        match self.window.pending.take() {
            Some(RowRange::Below(_)) => {
                self.rows.extend(read.rows);
                self.window.below = read.below;
                self.forget_above(cx.size);
            }
            Some(RowRange::Above(_)) => {
                self.list.at += read.rows.len();
                self.list.top += read.rows.len();
                self.rows.splice(0..0, read.rows);
                self.window.first = read.first;
                self.window.above = read.above;
                self.forget_below(cx.size);
            }
            range => {
                self.window.first = read.first;
                self.window.above = read.above;
                self.window.below = read.below;
                self.window.changes = read.changes;
                self.replace(read.rows, range);
            }
        }
        self.move_pending_steps();
        self.follow(cx.size);
        self.more(cx)
    }

    fn replace(&mut self, rows: Vec<ResultRow>, range: Option<RowRange>) {
        let before = self.list;
        self.rows = rows;
        match (self.window.target_end.take(), range) {
            (Some(ListMove::Last), _) => self.list.at = self.rows.len(),
            (Some(_), _) => self.list = ListCursor::default(),
            (None, Some(RowRange::Around(place))) => {
                self.list.at = self.position(place);
                // Keep the selected row at its line, unless the list was at its top.
                if before.top > 0 || self.window.first > 0 {
                    let shown = before.at.saturating_sub(before.top);
                    self.list.top = self.list.at.saturating_sub(shown);
                }
            }
            (None, _) => {}
        }
    }

    /// Returns the index of the row at `place`, or of the row that is there now.
    fn position(&self, place: RowPlace) -> usize {
        let same = self.rows.iter().position(|row| row.id == place.at.id);
        let filtered = self.found.is_some();
        same.unwrap_or_else(|| {
            let next = self
                .rows
                .iter()
                .position(|row| position_of(row) <= place.at);
            match next.filter(|_| !filtered) {
                Some(next) => next,
                None => place.number.saturating_sub(self.window.first),
            }
        })
    }

    /// Drops rows far above the selected one.
    fn forget_above(&mut self, size: Size) {
        let most = SCREENS * batch_size(size);
        let far = self.list.top.saturating_sub(batch_size(size));
        let cut = self.rows.len().saturating_sub(most).min(far);
        if cut > 0 {
            self.rows.drain(..cut);
            self.list.at -= cut;
            self.list.top -= cut;
            self.window.first += cut;
            self.window.above = true;
        }
    }

    /// Drops rows far below the selected one.
    fn forget_below(&mut self, size: Size) {
        let most = (SCREENS * batch_size(size)).max(self.list.at + batch_size(size));
        if self.rows.len() > most {
            self.rows.truncate(most);
            self.window.below = true;
        }
    }

    /// Requests more rows if the selected one is near the end of the loaded ones.
    fn more(&mut self, cx: Context) -> Transition {
        let count = batch_size(cx.size);
        let last = self.rows.len().checked_sub(1);
        if self.window.pending.is_some() {
            return Transition::none();
        }
        let below = self.window.below && self.rows.len() < self.list.at + count;
        let above = self.window.above && self.list.at < count;
        let range = match (last.filter(|_| below), above) {
            (Some(last), _) => self.place(last).map(RowRange::Below),
            (None, true) => self.place(0).map(RowRange::Above),
            (None, false) => None,
        };
        range.map_or_else(Transition::none, |range| {
            Transition::effect(self.ask(range, count))
        })
    }

    /// Scrolls to the selected row.
    pub(super) fn follow(&mut self, size: Size) {
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        let at = self.list.at;
        self.list
            .show(at, at + 1, self.rows.len(), Self::layout(size).list.page());
    }

    /// Selects a visible row.
    pub(super) fn choose(&mut self, row: usize, cx: Context) -> Transition {
        if !self.has_its_rows() {
            return Transition::none();
        }
        self.window.pending_steps = 0;
        self.list.at = row;
        self.follow(cx.size);
        self.more(cx)
    }

    pub(super) fn go(&mut self, movement: ListMove, cx: Context) -> Transition {
        let ends = [
            (ListMove::First, RowRange::Top, self.window.above),
            (ListMove::Last, RowRange::Bottom, self.window.below),
        ];
        for (end, range, is_elsewhere) in ends {
            if movement == end {
                self.window.pending_steps = 0;
                if is_elsewhere || self.window.target_end.is_some() {
                    self.window.target_end = Some(end);
                    return Transition::effect(self.ask(range, batch_size(cx.size)));
                }
            }
        }
        let height = Self::layout(cx.size).list.page();
        match movement {
            ListMove::First | ListMove::Last => self.list.go(movement, self.rows.len(), height),
            _ => {
                let mut step = ListCursor { at: FAR, top: 0 };
                step.go(movement, usize::MAX, height);
                self.window.pending_steps += step.at.cast_signed() - FAR.cast_signed();
                if self.window.target_end.is_some() {
                    return Transition::none();
                }
                self.move_pending_steps();
            }
        }
        self.follow(cx.size);
        self.more(cx)
    }

    /// Moves the selection as far as rows are loaded, and the rest when more are loaded.
    fn move_pending_steps(&mut self) {
        let last = self.rows.len().saturating_sub(1);
        let steps = self.window.pending_steps;
        let target = self.list.at.cast_signed() + steps;
        self.list.at = self.list.at.saturating_add_signed(steps).min(last);
        let rest = target - self.list.at.cast_signed();
        let comes = (rest > 0 && self.window.below) || (rest < 0 && self.window.above);
        self.window.pending_steps = if comes { rest } else { 0 };
    }

    /// Reads the rows again if the counter of changes is a different one.
    pub(super) fn changed(&mut self, changes: u64, cx: Context) -> Transition {
        if changes == self.window.changes {
            Transition::none()
        } else {
            Transition::effect(self.reload(cx))
        }
    }
}

/// An index from which no movement overflows.
const FAR: usize = 1 << 24;

fn batch_size(size: Size) -> usize {
    Browse::layout(size).list.page() + AHEAD
}

fn position_of(row: &ResultRow) -> Position {
    Position {
        taken_at: row.taken_at,
        id: row.id,
    }
}
