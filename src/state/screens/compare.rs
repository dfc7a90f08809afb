use super::screen_state::{ClickTarget, ScreenState};
use super::transition::{Navigation, Transition};
use crate::assessment::{Assessment, CategoryPlaces, match_categories};
use crate::results::{AssessmentResult, ComparedCategory, Comparison, LadderAnswer, compare};
use crate::state::context::Context;
use crate::state::effect::ResultsEffect;
use crate::state::keymap::{Action, KeyContext};
use crate::state::layout::{
    BODY, ColumnGrid, GroupedLines, ListArea, ListCursor, ListMove, MARKER, Panes, Size, cells,
};

/// The least width of the texts next to the table.
const BESIDE_LEAST: u16 = 44;
/// The width of a change: "↑ 33 %", "unrated".
const CHANGE: u16 = 7;
/// The width of a level as numbers: "2/4▲".
const FIGURES: u16 = 5;
/// The least and the most width of a label. "not applicable" always fits.
const LABEL: (u16, u16) = (14, 18);
/// Under this height, means and texts are not shown.
const LOW: u16 = 16;

/// A comparison of results, oldest first.
#[derive(Debug, Clone)]
pub struct CompareScreen {
    pub comparison: Comparison,
    /// The results with their texts and notes, in the same order.
    pub results: Vec<AssessmentResult>,
    /// For each row, the index of its category in each result.
    places: Vec<CategoryPlaces>,
    /// The selected category.
    pub list: ListCursor,
    /// One column per result.
    pub grid: ColumnGrid,
    pub outline: GroupedLines,
    /// The width of the labels; 0 if levels are shown as numbers.
    pub label: u16,
    /// The width of a date.
    date: u16,
}

/// The lines of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompareLayout {
    /// Whether the line about the comparison and the means are shown.
    pub about: bool,
    /// Whether the headings include the versions.
    pub versions: bool,
    /// The first line of the headings.
    pub headings: u16,
    pub table: ListArea,
    /// The number of lines of the texts below the table; 0 if there are none.
    pub below: u16,
    /// Whether the texts are to the right of the table.
    pub beside: bool,
}

impl CompareScreen {
    /// Compares two or more results, oldest first.
    pub(super) fn new(results: Vec<AssessmentResult>, cx: Context) -> Self {
        let comparison = compare(&results.iter().collect::<Vec<_>>());
        let places = places(&results);
        let groups = comparison.rows.iter().map(|row| row.group.as_deref());
        let outline = GroupedLines::of(groups, |_| 1);
        let mut grid = ColumnGrid::default();
        grid.set_count(results.len());
        grid.at = results.len().saturating_sub(1);
        let mut screen = Self {
            comparison,
            results,
            places,
            list: ListCursor::default(),
            grid,
            outline,
            label: 0,
            date: cx.date,
        };
        screen.lay_out(cx.size);
        screen
    }

    pub fn name_width(&self, size: Size) -> u16 {
        let names = self.comparison.rows.iter().map(|row| cells(&row.name));
        let most = (size.width.saturating_sub(MARKER + 2) * 2 / 5).clamp(10, 40);
        names.max().unwrap_or(0).clamp(10, most)
    }

    fn label_width(&self) -> u16 {
        let cells_of = |row: &ComparedCategory| row.cells.iter().flatten().map(widest).max();
        let widest = self.comparison.rows.iter().filter_map(cells_of).max();
        (widest.unwrap_or(0) + 2).clamp(LABEL.0, LABEL.1)
    }

    pub fn layout(&self, size: Size) -> CompareLayout {
        let about = size.height >= LOW;
        let versions = about && self.has_versions();
        let heads = 2 + u16::from(versions) + if about { 3 } else { 0 };
        let body = size.body_height();
        let rest = body.saturating_sub(heads).max(1);
        let beside =
            size.panes() == Panes::Beside && self.grid.end() + BESIDE_LEAST <= size.width && about;
        let roomy = !beside && size.height >= 20 && size.panes() != Panes::One;
        let below = if roomy { (body / 3).min(8) } else { 0 };
        let taken = if below > 0 { below + 1 } else { 0 };
        CompareLayout {
            about,
            versions,
            headings: BODY + if about { 2 } else { 0 },
            table: ListArea {
                first: BODY + heads,
                height: rest.saturating_sub(taken).max(1),
            },
            below,
            beside,
        }
    }

    /// Returns whether the results have different versions or assessments.
    pub fn has_versions(&self) -> bool {
        self.comparison.has_several_assessments()
            || self
                .comparison
                .results
                .windows(2)
                .any(|pair| matches!(pair, [one, other] if one.version != other.version))
    }

    /// Returns a result with the index of the category of a row; `None` if it has no such category.
    pub fn category(&self, row: usize, column: usize) -> Option<(&AssessmentResult, usize)> {
        let place = (*self.places.get(row)?.get(column)?)?;
        Some((self.results.get(column)?, place))
    }

    fn follow(&mut self, size: Size) {
        let (from, to) = self.outline.span(self.list.at);
        let height = self.layout(size).table.page();
        self.list.show(from, to, self.outline.lines.len(), height);
    }

    fn go(&mut self, movement: ListMove, size: Size) {
        let page = self.layout(size).table.page();
        self.list.go(movement, self.comparison.rows.len(), page);
        self.follow(size);
    }
}

impl ScreenState for CompareScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Compare
    }

    fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::Move(movement) => self.go(movement, cx.size),
            Action::Left => self.grid.go_left(),
            Action::Right => self.grid.go_right(),
            Action::Open => {
                let head = self.comparison.results.get(self.grid.at);
                return head.map_or_else(Transition::none, |head| {
                    Transition::effect(ResultsEffect::OpenResult(head.id))
                });
            }
            Action::Back => return Transition::go(Navigation::Back),
            _ => {}
        }
        Transition::none()
    }

    /// Shows labels if all results fit with them, numbers otherwise.
    fn lay_out(&mut self, size: Size) {
        let from = MARKER + self.name_width(size) + 2;
        let label = self.label_width();
        let full = label + 3 + CHANGE + 2;
        let count = u16::try_from(self.grid.count).unwrap_or(u16::MAX);
        let fits = from.saturating_add(full.saturating_mul(count)) <= size.width;
        self.label = if fits { label } else { 0 };
        let least = (FIGURES + CHANGE).max(self.date) + 2;
        let column = if fits { full.max(least) } else { least };
        self.grid.lay_out(from, size.width.max(from), column);
        self.follow(size);
    }

    fn target_at(&self, x: u16, y: u16, size: Size) -> Option<ClickTarget> {
        if x >= self.grid.end() {
            return None;
        }
        let layout = self.layout(size);
        let column = self.grid.column_at(x);
        if (layout.headings..layout.table.first).contains(&y) {
            return column.map(ClickTarget::heading);
        }
        let line = layout.table.line_at(y, self.list.top)?;
        let (row, _) = self.outline.category_at(line)?;
        Some(ClickTarget::Cell {
            row: Some(row),
            column,
        })
    }

    fn select(&mut self, target: ClickTarget, _cx: Context) -> Transition {
        target.select_in(&mut self.list, Some(&mut self.grid));
        Transition::none()
    }
}

/// Returns the index of the category of each row in each result, with the rows in the order of the
/// comparison.
fn places(results: &[AssessmentResult]) -> Vec<CategoryPlaces> {
    let assessments: Vec<&Assessment> = results.iter().rev().map(|r| &*r.assessment).collect();
    let mut rows = match_categories(&assessments);
    for row in &mut rows {
        row.reverse();
    }
    rows
}

fn widest(cell: &LadderAnswer) -> u16 {
    cell.ladder
        .iter()
        .map(|label| cells(label))
        .max()
        .unwrap_or(0)
}
