use super::screen_state::{ClickTarget, ScreenState};
use super::transition::{Navigation, Transition};
use crate::results::PersonHistory;
use crate::state::context::Context;
use crate::state::keymap::{Action, KeyContext};
use crate::state::layout::{BODY, GroupedLines, ListArea, ListCursor, MARKER, Size, cells};

/// Under this height, only the charts are shown.
const LOW: u16 = 16;
/// Under this width, name and changes are above the chart.
const NARROW: u16 = 60;
/// The height of a chart.
pub(crate) const CHART: u16 = 2;
/// The most width of a chart: flat lines are hard to read.
const CHART_MOST: u16 = 72;

/// A person's results over time, with a chart per category.
#[derive(Debug, Clone)]
pub struct TrendScreen {
    pub history: PersonHistory,
    /// Whether older results are not included.
    pub is_cut: bool,
    pub list: ListCursor,
    pub outline: GroupedLines,
    pub layout: TrendLayout,
}

/// The columns and lines of a trend.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TrendLayout {
    /// The width of the names.
    pub name: u16,
    /// The first column of the charts.
    pub chart: u16,
    /// The width of the charts.
    pub width: u16,
    /// The first column of levels and changes.
    pub words: u16,
    /// Whether name and changes are above the chart.
    pub stacked: bool,
    /// Whether the line about the trend, the mean, and the dates are shown.
    pub shows_summary: bool,
    /// The first line of the mean.
    pub mean: u16,
    pub list: ListArea,
    /// The line of the dates, if they are shown.
    pub dates: u16,
}

impl TrendScreen {
    pub(super) fn new(history: PersonHistory, cut: bool, size: Size) -> Self {
        let mut trend = Self {
            history,
            is_cut: cut,
            list: ListCursor::default(),
            outline: GroupedLines::default(),
            layout: TrendLayout::default(),
        };
        trend.lay_out(size);
        trend
    }

    fn layout_for(&self, size: Size) -> TrendLayout {
        let whole = size.height >= LOW;
        let stacked = size.width < NARROW;
        let bottom = size.height.saturating_sub(2);
        // The last chart takes the line of the dates.
        let dates = if whole {
            bottom.saturating_sub(1)
        } else {
            bottom
        };
        let top = match (whole, stacked) {
            (false, _) => BODY,
            (true, false) => BODY + 5,
            (true, true) => BODY + 7,
        };
        let names = self.history.categories.iter().map(|c| cells(&c.name));
        let name = names.max().unwrap_or(0).clamp(10, (size.width / 4).max(10));
        let places = TrendLayout {
            name,
            shows_summary: whole,
            stacked,
            dates,
            mean: BODY + 2,
            list: ListArea {
                first: top,
                height: dates.saturating_sub(top).max(1),
            },
            ..TrendLayout::default()
        };
        if stacked {
            let width = size.width.saturating_sub(MARKER).max(1);
            return TrendLayout {
                name: width,
                chart: MARKER,
                width,
                words: MARKER,
                ..places
            };
        }
        let chart = MARKER + name + 2;
        let words = (size.width * 2 / 5).clamp(24, 40);
        let width = size.width.saturating_sub(chart + words + 2);
        let width = width.clamp(8, CHART_MOST);
        TrendLayout {
            chart,
            width,
            words: chart + width + 2,
            ..places
        }
    }

    fn follow(&mut self) {
        let (from, to) = self.outline.span(self.list.at);
        let height = self.layout.list.page();
        self.list.show(from, to, self.outline.lines.len(), height);
    }
}

impl ScreenState for TrendScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Trend
    }

    fn act(&mut self, action: Action, _cx: Context) -> Transition {
        match action {
            Action::Move(movement) => {
                let (from, to) = self.outline.span(self.list.at);
                let page = self.layout.list.page() / (to - from).max(1);
                self.list
                    .go(movement, self.history.categories.len(), page + 2);
                self.follow();
            }
            Action::Back => return Transition::go(Navigation::Back),
            _ => {}
        }
        Transition::none()
    }

    fn lay_out(&mut self, size: Size) {
        self.layout = self.layout_for(size);
        let block = if self.layout.stacked { 4 } else { 2 };
        let air = usize::from(self.layout.shows_summary);
        let groups = self.history.categories.iter().map(|c| c.group.as_deref());
        self.outline = GroupedLines::of(groups, |_| block + air);
        self.follow();
    }

    fn target_at(&self, _x: u16, y: u16, _size: Size) -> Option<ClickTarget> {
        let line = self.layout.list.line_at(y, self.list.top)?;
        let (row, _) = self.outline.category_at(line)?;
        Some(ClickTarget::Row(row))
    }

    fn select(&mut self, target: ClickTarget, _cx: Context) -> Transition {
        target.select_in(&mut self.list, None);
        Transition::none()
    }
}
