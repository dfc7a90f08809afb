//! What stands at a place of the screen: the same layout that the view draws by, read backwards.

use super::category_columns::MARKER;
use super::category_detail::DetailLine;
use super::column_grid::ColumnGrid;
use super::grouped_lines::{GroupedLines, ListLine};
use super::plan_lines::PlanLine;
use crate::state::context::Context;
use crate::state::effect::{Effect, ResultView};
use crate::state::keymap::Action;
use crate::state::screen::Screen;
use crate::state::screens::{
    Browse, CompareScreen, Home, ResultScreen, TakeScreen, TeamScreen, TeamView,
};
use crate::state::state::State;
use crate::state::transition::Transition;

/// What stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClickTarget {
    /// A row of the list.
    Row(usize),
    /// A row, and a column of it where there is one; no row: the heading of a column.
    Cell(Option<usize>, Option<usize>),
    /// The mark of a level in a row.
    Level(usize, u8),
    /// The line with the filter.
    Filter,
}

impl State {
    /// What stands at a place of the screen.
    pub(crate) fn hit(&self, x: u16, y: u16) -> Option<ClickTarget> {
        let size = self.size;
        match &self.screen {
            Screen::Home(home) => home.hit(y, size),
            Screen::Take(take) => take.hit(x, y, size),
            Screen::Result(result) => result.hit(y, size),
            Screen::Browse(browse) => browse.hit(y, size),
            Screen::Compare(compare) => compare.hit(x, y, size),
            Screen::Team(team) => team.hit(x, y, size),
            Screen::Trend(trend) => {
                let rows = (trend.list.top, trend.places.list);
                in_outline(&trend.outline, rows, y).map(|(row, _)| ClickTarget::Row(row))
            }
            Screen::Broken(_) => None,
        }
    }

    /// Chooses what was hit; a level is rated.
    pub(crate) fn choose(&mut self, hit: ClickTarget) -> Vec<Effect> {
        let cx = self.cx();
        if hit == ClickTarget::Filter {
            return self.act(Action::Filter);
        }
        let (row, column) = match hit {
            ClickTarget::Row(row) | ClickTarget::Level(row, _) => (Some(row), None),
            ClickTarget::Cell(row, column) => (row, column),
            ClickTarget::Filter => (None, None),
        };
        let step = match &mut self.screen {
            Screen::Take(take) => take.choose(row.unwrap_or(take.list.at), hit, cx),
            Screen::Browse(browse) => browse.choose(row.unwrap_or(browse.list.at), cx),
            Screen::Home(home) => put(&mut home.list.at, row),
            Screen::Result(result) => put(&mut result.list.at, row),
            Screen::Trend(trend) => put(&mut trend.list.at, row),
            Screen::Compare(compare) => {
                put(&mut compare.grid.at, column);
                put(&mut compare.list.at, row)
            }
            Screen::Team(team) => {
                put(&mut team.grid.at, column);
                put(&mut team.list.at, row)
            }
            Screen::Broken(_) => Transition::none(),
        };
        // The chosen row keeps its context in sight.
        let size = self.size;
        self.resize(size);
        self.follow_up(step)
    }
}

fn put(place: &mut usize, to: Option<usize>) -> Transition {
    *place = to.unwrap_or(*place);
    Transition::none()
}

/// The row at a line of the screen, and which of its lines; the list begins at its line `top`, and
/// has a first line on the screen and a height.
fn in_outline(
    outline: &GroupedLines,
    (top, (first, height)): (usize, (u16, u16)),
    y: u16,
) -> Option<(usize, usize)> {
    let line = y.checked_sub(first).filter(|line| *line < height)?;
    match outline.lines.get(top + usize::from(line))? {
        ListLine::Category { index, part } => Some((*index, *part)),
        ListLine::Gap | ListLine::Group(_) | ListLine::Tail(_) => None,
    }
}

/// The column at a place.
fn in_grid(grid: &ColumnGrid, x: u16) -> Option<usize> {
    let mut shown = grid.shown();
    let found = shown.find(|(_, from)| {
        let from = from.saturating_sub(MARKER);
        (from..from.saturating_add(grid.column)).contains(&x)
    });
    found.map(|(at, _)| at)
}

impl Home {
    fn hit(&self, y: u16, size: super::size::Size) -> Option<ClickTarget> {
        let first = self.first_line();
        if self.is_filtered() && y == 2 {
            return Some(ClickTarget::Filter);
        }
        let line = usize::from(y.checked_sub(first)?);
        if line >= self.height(size) {
            return None;
        }
        let line = line + self.list.top;
        let row = (0..self.rows.len()).find(|row| self.line_of(*row) == line)?;
        Some(ClickTarget::Row(row))
    }
}

impl Browse {
    fn hit(&self, y: u16, size: super::size::Size) -> Option<ClickTarget> {
        if y == 2 {
            return Some(ClickTarget::Filter);
        }
        let line = usize::from(y.checked_sub(4)?);
        let row = self.list.top + line;
        (line < Self::height(size) && row < self.rows.len()).then_some(ClickTarget::Row(row))
    }
}

impl TakeScreen {
    fn hit(&self, x: u16, y: u16, size: super::size::Size) -> Option<ClickTarget> {
        let place = self.detail_place(size);
        if let Some(place) = place.filter(|place| x >= place.x && y >= place.y) {
            return self.hit_ladder(place, y);
        }
        if self.page.is_some() || x >= self.columns.list {
            return None;
        }
        let rows = (self.list.top, (2, size.list_height()));
        let (row, part) = in_outline(&self.outline, rows, y)?;
        let level = (x.checked_sub(self.columns.marks_at()))
            .filter(|_| part == 0 && !self.columns.figures)
            .and_then(|cells| u8::try_from(cells / 2 + 1).ok())
            .filter(|level| *level <= self.assessment.top(row));
        Some(level.map_or(ClickTarget::Row(row), |level| {
            ClickTarget::Level(row, level)
        }))
    }

    /// The level whose heading stands at a line of the ladder.
    fn hit_ladder(&self, place: crate::state::screens::DetailPlace, y: u16) -> Option<ClickTarget> {
        let sheet = self.sheet()?;
        let height = usize::from(place.height);
        let (lines, top) = match self.page {
            Some(top) => {
                let lines = sheet.whole(place.width);
                let last = lines.len().saturating_sub(height);
                (lines, top.min(last))
            }
            None => (sheet.fitted(place.width, height), 0),
        };
        let line = usize::from(y.checked_sub(place.y)?);
        match lines.get(top + line).filter(|_| line < height)? {
            DetailLine::Level(level) => Some(ClickTarget::Level(self.list.at, *level)),
            _ => None,
        }
    }

    /// Chooses a row; the mark of a level rates it, as its digit does.
    fn choose(&mut self, row: usize, hit: ClickTarget, cx: Context) -> Transition {
        if row != self.list.at {
            self.page = self.page.map(|_| 0);
        }
        self.list.at = row;
        match hit {
            ClickTarget::Level(_, level) => self.act(Action::Rate(level), cx),
            _ => Transition::none(),
        }
    }
}

impl ResultScreen {
    fn hit(&self, y: u16, size: super::size::Size) -> Option<ClickTarget> {
        let height = u16::try_from(Self::height(size)).unwrap_or(u16::MAX);
        if self.page.is_some() {
            return None;
        }
        match self.view {
            ResultView::Table => {
                let rows = (self.list.top, (4, height));
                in_outline(&self.outline, rows, y).map(|(row, _)| ClickTarget::Row(row))
            }
            ResultView::Plan => {
                let line = y.checked_sub(4).filter(|line| *line < height)?;
                let upto = self
                    .plan_sheet
                    .lines
                    .get(..=self.list.top + usize::from(line))?;
                // A line belongs to the step above it; one between two steps to none.
                let step = upto.iter().rev().find_map(|line| match line {
                    PlanLine::Step(index) => Some(Some(*index)),
                    PlanLine::Gap | PlanLine::Group(_) => Some(None),
                    PlanLine::Text(_) | PlanLine::Note(..) => None,
                });
                step.flatten().map(ClickTarget::Row)
            }
            ResultView::Chart => None,
        }
    }
}

impl CompareScreen {
    fn hit(&self, x: u16, y: u16, size: super::size::Size) -> Option<ClickTarget> {
        let rows = self.rows(size);
        if x >= self.grid.end() || y >= rows.table + rows.height {
            return None;
        }
        let heads = if rows.about { 4 } else { 2 };
        let column = in_grid(&self.grid, x);
        if (heads..rows.table).contains(&y) {
            return column.map(|column| ClickTarget::Cell(None, Some(column)));
        }
        let list = (self.list.top, (rows.table, rows.height));
        let (row, _) = in_outline(&self.outline, list, y)?;
        Some(ClickTarget::Cell(Some(row), column))
    }
}

impl TeamScreen {
    fn hit(&self, x: u16, y: u16, size: super::size::Size) -> Option<ClickTarget> {
        self.team.as_ref()?;
        let place = self.lines(size);
        let column = (self.view == TeamView::Map)
            .then(|| in_grid(&self.grid, x))
            .flatten();
        if self.view == TeamView::Map && y + 1 == place.0 {
            return column.map(|column| ClickTarget::Cell(None, Some(column)));
        }
        let (row, _) = in_outline(&self.outline, (self.list.top, place), y)?;
        Some(ClickTarget::Cell(Some(row), column))
    }
}
