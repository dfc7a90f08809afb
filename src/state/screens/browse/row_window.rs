//! Which rows the results browser holds: some around the chosen one, however many there are.

use super::Browse;
use crate::results::{Position, ResultRow};
use crate::state::context::Context;
use crate::state::effect::{Effect, RowPlace, RowRange, RowsRequest};
use crate::state::event::RowsRead;
use crate::state::layout::{ListCursor, ListMove, Size};
use crate::state::screens::load::Load;
use crate::state::screens::transition::Transition;

/// Rows that are read ahead of what shows, either way.
const AHEAD: usize = 64;
/// Screens full of rows that are held at most.
const SCREENS: usize = 4;

/// Which rows there are besides those that are held, and which are on their way.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowWindow {
    /// How many rows stand above the first that is held, where a filter is on.
    first: usize,
    above: bool,
    below: bool,
    /// What was asked for and has not come yet.
    asked: Option<RowRange>,
    found_by: FoundBy,
    ticket: u64,
    changes: u64,
    /// Rows that the cursor has still to go: they were not there yet when the key was pressed.
    owed: isize,
    /// The end of the list that the cursor is on its way to.
    aim: Option<ListMove>,
    /// More matches are being counted.
    counting: bool,
}

/// Which filter has found the rows that are held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum FoundBy {
    /// The one that shows.
    #[default]
    This,
    /// The one before it.
    Another,
}

impl Browse {
    /// Whether all that was asked for is there.
    pub fn is_settled(&self) -> bool {
        self.total.get().is_some() && self.window.asked.is_none()
    }

    /// Whether the rows that are held belong to what the filter says.
    pub(super) fn has_its_rows(&self) -> bool {
        self.window.found_by == FoundBy::This
    }

    /// Keeps the rows of the previous filter, because those of this one cannot be read.
    pub(super) fn keep_rows(&mut self) {
        self.window.found_by = FoundBy::This;
    }

    /// Whether the matches that are known are not all.
    pub fn is_counting(&self) -> bool {
        self.window.counting
    }

    /// Reads anew, and stays at the chosen row if it is still there.
    pub(super) fn reload(&mut self, cx: Context) -> Effect {
        let stretch = match (self.window.aim, self.place(self.list.at)) {
            (Some(ListMove::Last), _) => RowRange::Bottom,
            // A row of another filter says nothing of where to be.
            (None, Some(place)) if self.has_its_rows() => RowRange::Around(place),
            _ => RowRange::Top,
        };
        self.ask(stretch, 2 * wanted(cx.size))
    }

    /// Reads from the first on. What shows stays until they come.
    pub(super) fn restart(&mut self, cx: Context) -> Effect {
        self.list = ListCursor::default();
        self.found = None;
        self.window.owed = 0;
        self.window.aim = None;
        self.window.found_by = FoundBy::Another;
        self.ask(RowRange::Top, wanted(cx.size))
    }

    fn ask(&mut self, stretch: RowRange, wanted: usize) -> Effect {
        self.window.ticket += 1;
        self.window.asked = Some(stretch);
        self.window.counting = false;
        Effect::from(RowsRequest {
            query: self.filter.text().to_owned(),
            stretch,
            wanted,
            ticket: self.window.ticket,
        })
    }

    fn place(&self, at: usize) -> Option<RowPlace> {
        self.rows.get(at).map(|row| RowPlace {
            at: position_of(row),
            number: self.window.first + at,
        })
    }

    /// Some of the matches have been counted.
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
        self.window.found_by = FoundBy::This;
        self.found = read.found;
        self.window.counting = false;
        match self.window.asked.take() {
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
        self.pay();
        self.follow(cx.size);
        self.more(cx)
    }

    /// Other rows take the place of those that were held.
    fn replace(&mut self, rows: Vec<ResultRow>, stretch: Option<RowRange>) {
        let before = self.list;
        self.rows = rows;
        match (self.window.aim.take(), stretch) {
            (Some(ListMove::Last), _) => self.list.at = self.rows.len(),
            (Some(_), _) => self.list = ListCursor::default(),
            (None, Some(RowRange::Around(place))) => {
                self.list.at = self.position(place);
                // What was on the screen stays where it was, unless that was the top.
                if before.top > 0 || self.window.first > 0 {
                    let shown = before.at.saturating_sub(before.top);
                    self.list.top = self.list.at.saturating_sub(shown);
                }
            }
            (None, _) => {}
        }
    }

    /// Where the row that was at `place` stands now, or the one that stands there in its stead.
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

    /// Forgets rows far above the chosen one.
    fn forget_above(&mut self, size: Size) {
        let most = SCREENS * wanted(size);
        let far = self.list.top.saturating_sub(wanted(size));
        let cut = self.rows.len().saturating_sub(most).min(far);
        if cut > 0 {
            self.rows.drain(..cut);
            self.list.at -= cut;
            self.list.top -= cut;
            self.window.first += cut;
            self.window.above = true;
        }
    }

    /// Forgets rows far below the chosen one.
    fn forget_below(&mut self, size: Size) {
        let most = (SCREENS * wanted(size)).max(self.list.at + wanted(size));
        if self.rows.len() > most {
            self.rows.truncate(most);
            self.window.below = true;
        }
    }

    /// Asks for rows where the chosen one comes near the end of those that are held.
    fn more(&mut self, cx: Context) -> Transition {
        let wanted = wanted(cx.size);
        let last = self.rows.len().checked_sub(1);
        if self.window.asked.is_some() {
            return Transition::none();
        }
        let below = self.window.below && self.rows.len() < self.list.at + wanted;
        let above = self.window.above && self.list.at < wanted;
        let stretch = match (last.filter(|_| below), above) {
            (Some(last), _) => self.place(last).map(RowRange::Below),
            (None, true) => self.place(0).map(RowRange::Above),
            (None, false) => None,
        };
        stretch.map_or_else(Transition::none, |stretch| {
            Transition::effect(self.ask(stretch, wanted))
        })
    }

    /// Scrolls so that the chosen row shows.
    pub(super) fn follow(&mut self, size: Size) {
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        let at = self.list.at;
        self.list
            .show(at, at + 1, self.rows.len(), Self::layout(size).list.page());
    }

    /// Chooses a row that shows.
    pub(super) fn choose(&mut self, row: usize, cx: Context) -> Transition {
        if !self.has_its_rows() {
            return Transition::none();
        }
        self.window.owed = 0;
        self.list.at = row;
        self.follow(cx.size);
        self.more(cx)
    }

    pub(super) fn go(&mut self, movement: ListMove, cx: Context) -> Transition {
        let ends = [
            (ListMove::First, RowRange::Top, self.window.above),
            (ListMove::Last, RowRange::Bottom, self.window.below),
        ];
        for (end, stretch, is_elsewhere) in ends {
            if movement == end {
                self.window.owed = 0;
                if is_elsewhere || self.window.aim.is_some() {
                    self.window.aim = Some(end);
                    return Transition::effect(self.ask(stretch, wanted(cx.size)));
                }
            }
        }
        let height = Self::layout(cx.size).list.page();
        match movement {
            ListMove::First | ListMove::Last => self.list.go(movement, self.rows.len(), height),
            _ => {
                let mut step = ListCursor { at: FAR, top: 0 };
                step.go(movement, usize::MAX, height);
                self.window.owed += step.at.cast_signed() - FAR.cast_signed();
                if self.window.aim.is_some() {
                    return Transition::none();
                }
                self.pay();
            }
        }
        self.follow(cx.size);
        self.more(cx)
    }

    /// The cursor goes as far as rows are there; the rest when they have come.
    fn pay(&mut self) {
        let last = self.rows.len().saturating_sub(1);
        let wanted = self.list.at.saturating_add_signed(self.window.owed);
        let target = self.list.at.cast_signed() + self.window.owed;
        self.list.at = wanted.min(last);
        let rest = target - self.list.at.cast_signed();
        let comes = (rest > 0 && self.window.below) || (rest < 0 && self.window.above);
        self.window.owed = if comes { rest } else { 0 };
    }

    /// The counter of changes is this; where it has grown, the rows are read again.
    pub(super) fn changed(&mut self, changes: u64, cx: Context) -> Transition {
        if changes == self.window.changes {
            Transition::none()
        } else {
            Transition::effect(self.reload(cx))
        }
    }
}

/// A place from which every movement of a key stays within numbers.
const FAR: usize = 1 << 24;

fn wanted(size: Size) -> usize {
    Browse::layout(size).list.page() + AHEAD
}

fn position_of(row: &ResultRow) -> Position {
    Position {
        taken_at: row.taken_at,
        id: row.id,
    }
}
