use super::step::{Cx, Go, Step};
use super::{Action, Effect, Event, Field, Key, ListCursor, Many, Message, Move, Size};
use crate::results::{Position, ResultRow};

/// Rows that are read ahead of what shows.
const AHEAD: usize = 64;

/// The most results that can be marked.
pub const MARKS_MOST: usize = 50;

/// The results browser.
// Four facts that are independent of each other, not modes of one.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Clone, Default)]
pub struct Browse {
    /// What the results are filtered by.
    pub filter: Field,
    /// Whether the filter takes the keys.
    pub filtering: bool,
    /// The rows read so far that match, newest first.
    pub rows: Vec<ResultRow>,
    /// The chosen row.
    pub list: ListCursor,
    /// The marked results, in the order in which they were marked.
    pub marked: Vec<uuid::Uuid>,
    /// How many results there are, matching or not; none until the store has said.
    pub total: Option<u64>,
    /// Where to go on reading; none at the end.
    pub next: Option<Position>,
    /// Whether rows are on their way.
    pub loading: bool,
    ticket: u64,
    changes: u64,
    to_end: bool,
    anew: bool,
    keep: Option<Position>,
    deleted: Vec<uuid::Uuid>,
}

impl Browse {
    /// A browser that shows what matches `query`.
    pub fn new(query: &str) -> Self {
        Self {
            filter: Field::new(query),
            ..Self::default()
        }
    }

    /// Rows that fit on the screen: the body without the filter line and the one below it.
    pub fn height(size: Size) -> usize {
        usize::from(size.body_height().saturating_sub(2).max(1))
    }

    /// Whether every row that matches is there.
    pub fn is_whole(&self) -> bool {
        self.total.is_some() && self.next.is_none() && !self.loading
    }

    /// Reads from the newest on, and stays at the chosen row if it is still there.
    pub(super) fn reload(&mut self, cx: Cx) -> Effect {
        self.keep = self.rows.get(self.list.at).map(position_of);
        self.next = None;
        self.load(None, self.list.at + Self::height(cx.size) + AHEAD)
    }

    fn restart(&mut self, cx: Cx) -> Effect {
        self.list = ListCursor::default();
        self.rows.clear();
        self.reload(cx)
    }

    fn load(&mut self, after: Option<Position>, wanted: usize) -> Effect {
        self.ticket += 1;
        self.loading = true;
        self.anew = after.is_none();
        let query = self.filter.text().to_owned();
        Effect::LoadRows {
            query,
            after,
            wanted,
            ticket: self.ticket,
        }
    }

    /// Rows have come: more are asked for where the screen is not full of them yet.
    pub(super) fn rows_came(&mut self, event: Event, cx: Cx) -> Step {
        let Event::Rows {
            ticket,
            rows,
            next,
            total,
            changes,
        } = event
        else {
            return Step::none();
        };
        if ticket != self.ticket {
            return Step::none();
        }
        self.loading = false;
        self.total = Some(total);
        if std::mem::take(&mut self.anew) {
            self.rows.clear();
            self.changes = changes;
        }
        self.rows.extend(rows);
        self.next = next;
        self.settle(cx);
        self.more(cx)
    }

    fn settle(&mut self, cx: Cx) {
        if let Some(kept) = self.keep {
            let at = self.rows.iter().position(|row| position_of(row) <= kept);
            self.list.at = at.unwrap_or(self.list.at);
            self.keep = self.keep.filter(|_| at.is_none() && self.next.is_some());
        }
        if self.to_end {
            self.list.at = self.rows.len().saturating_sub(1);
            self.to_end = self.next.is_some();
        }
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        self.follow(cx.size);
    }

    fn more(&mut self, cx: Cx) -> Step {
        let wanted = self.list.at + Self::height(cx.size);
        match self.next {
            Some(next) if !self.loading && (self.to_end || self.rows.len() < wanted + AHEAD) => {
                let count = if self.to_end {
                    4_096
                } else {
                    Self::height(cx.size) + AHEAD
                };
                Step::effect(self.load(Some(next), count))
            }
            _ => Step::none(),
        }
    }

    /// Scrolls so that the chosen row shows.
    pub(super) fn follow(&mut self, size: Size) {
        let at = self.list.at;
        self.list
            .show(at, at + 1, self.rows.len(), Self::height(size));
    }

    /// Does what a key asked for.
    pub(super) fn act(&mut self, action: Action, cx: Cx) -> Step {
        match action {
            Action::Move(movement) => self.go(movement, cx),
            Action::Open => match self.rows.get(self.list.at) {
                Some(row) => Step::effect(Effect::OpenResult(row.id)),
                None => Step::none(),
            },
            Action::Filter => {
                self.filtering = true;
                Step::none()
            }
            Action::Delete => self.delete(cx),
            Action::Restore => match self.deleted.last() {
                Some(id) => Step::effect(Effect::Restore(*id)),
                None => Step::tell(Message::NothingToUndo),
            },
            Action::Mark => self.mark(),
            Action::Unmark => {
                self.marked.clear();
                Step::none()
            }
            Action::Compare if self.marked.len() < 2 => Step::tell(Message::Many(Many::MarkTwo {
                marked: self.marked.len(),
            })),
            Action::Compare => Step::effect(Effect::Compare(self.marked.clone())),
            Action::Back if !self.filter.text().is_empty() => {
                self.filter = Field::default();
                Step::effect(self.restart(cx))
            }
            Action::Back => Step::go(Go::Back),
            _ => Step::none(),
        }
    }

    /// Marks the chosen result, or takes its mark away.
    fn mark(&mut self) -> Step {
        let Some(id) = self.rows.get(self.list.at).map(|row| row.id) else {
            return Step::none();
        };
        let marked = self.marked.len();
        match self.marked.iter().position(|other| *other == id) {
            Some(at) => drop(self.marked.remove(at)),
            None if marked >= MARKS_MOST => {
                return Step::tell(Message::Many(Many::MarksFull { marked }));
            }
            None => self.marked.push(id),
        }
        Step::none()
    }

    fn go(&mut self, movement: Move, cx: Cx) -> Step {
        self.to_end = movement == Move::Last && self.next.is_some();
        self.list
            .go(movement, self.rows.len(), Self::height(cx.size));
        self.follow(cx.size);
        self.more(cx)
    }

    /// A key while the filter is typed: it filters as it is typed.
    pub(super) fn type_key(&mut self, key: Key, cx: Cx) -> Step {
        match key {
            Key::Enter | Key::Esc => {
                self.filtering = false;
                Step::none()
            }
            Key::Up => self.go(Move::Up, cx),
            Key::Down => self.go(Move::Down, cx),
            Key::PageUp => self.go(Move::PageUp, cx),
            Key::PageDown => self.go(Move::PageDown, cx),
            key => {
                let before = self.filter.text().to_owned();
                self.filter.press(key);
                self.refilter(&before, cx)
            }
        }
    }

    /// Text was pasted into the filter.
    pub(super) fn type_text(&mut self, text: &str, cx: Cx) -> Step {
        let before = self.filter.text().to_owned();
        self.filter.paste(text);
        self.refilter(&before, cx)
    }

    fn refilter(&mut self, before: &str, cx: Cx) -> Step {
        if self.filter.text() == before {
            return Step::none();
        }
        // The rows of the filter before stay until the first of the new one come.
        self.list = ListCursor::default();
        self.keep = None;
        self.next = None;
        Step::effect(self.load(None, Self::height(cx.size) + AHEAD))
    }

    /// Puts the chosen result into the bin. It is gone from the list at once: the next key is
    /// about the next one.
    fn delete(&mut self, cx: Cx) -> Step {
        if self.list.at >= self.rows.len() {
            return Step::none();
        }
        let row = self.rows.remove(self.list.at);
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        self.follow(cx.size);
        Step::effect(Effect::Delete(row.id))
    }

    /// A result went into the bin.
    pub(super) fn deleted(&mut self, id: uuid::Uuid, cx: Cx) -> Step {
        self.deleted.push(id);
        self.rows.retain(|row| row.id != id);
        self.marked.retain(|other| *other != id);
        Step::effect(self.reload(cx)).and_tell(Message::Deleted)
    }

    /// A result is back.
    pub(super) fn restored(&mut self, id: uuid::Uuid, cx: Cx) -> Step {
        self.deleted.retain(|other| *other != id);
        Step::effect(self.reload(cx)).and_tell(Message::Restored)
    }

    /// The counter of changes is this; where it has grown, the rows are read again.
    pub(super) fn changed(&mut self, changes: u64, cx: Cx) -> Step {
        if changes == self.changes {
            Step::none()
        } else {
            Step::effect(self.reload(cx))
        }
    }
}

fn position_of(row: &ResultRow) -> Position {
    Position {
        taken_at: row.taken_at,
        id: row.id,
    }
}
