use crate::results::{PersonHistory, history};
use crate::state::context::Context;
use crate::state::event::Event;
use crate::state::keymap::Action;
use crate::state::layout::{GroupedLines, ListCursor, MARKER, Size, cells};
use crate::state::transition::{Navigation, Transition};

/// Under this height the mean and the line about the whole make way for the charts.
const LOW: u16 = 16;
/// Under this width name and words stand above the chart.
const NARROW: u16 = 60;
/// The rows of a chart.
pub(crate) const CHART: u16 = 2;
/// A chart gets no wider: lines of points are easier to follow when they are not flat.
const CHART_MOST: u16 = 72;

/// A person's results of an assessment over time.
#[derive(Debug, Clone)]
pub struct TrendScreen {
    /// The results, and each category through them.
    pub history: PersonHistory,
    /// Whether there are older results, which are not among them.
    pub cut: bool,
    /// The chosen category.
    pub list: ListCursor,
    /// The lines of the charts.
    pub outline: GroupedLines,
    /// Where everything stands, for the size at hand.
    pub places: TrendLayout,
}

/// Where the parts of the trend stand, for a size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TrendLayout {
    /// How wide the names are.
    pub name: u16,
    /// The column in which charts begin.
    pub chart: u16,
    /// How wide charts are.
    pub width: u16,
    /// The column in which the words begin.
    pub words: u16,
    /// Whether name and words stand above the chart.
    pub stacked: bool,
    /// Whether there is room for the whole: a line about it, and the mean.
    pub whole: bool,
    /// The first line of the list, and how many it has.
    pub list: (u16, u16),
    /// The line with the dates, where `whole` says that there is one.
    pub dates: u16,
}

impl TrendScreen {
    /// The trend of the results that were read; none if there are none.
    pub(crate) fn new(event: Event, size: Size) -> Option<Self> {
        let Event::TrendRead {
            results,
            cut,
            shared,
        } = event
        else {
            return None;
        };
        let history = history(&results.iter().collect::<Vec<_>>())?.with_shared(&shared);
        let mut trend = Self {
            history,
            cut,
            list: ListCursor::default(),
            outline: GroupedLines::default(),
            places: TrendLayout::default(),
        };
        trend.resize(size);
        Some(trend)
    }

    /// Lays the charts out for `size`.
    pub fn resize(&mut self, size: Size) {
        self.places = self.places_in(size);
        let block = if self.places.stacked { 4 } else { 2 };
        let air = usize::from(self.places.whole);
        let groups = self.history.categories.iter().map(|c| c.group.as_deref());
        self.outline = GroupedLines::of(groups, |_| block + air);
        self.follow();
    }

    fn places_in(&self, size: Size) -> TrendLayout {
        let whole = size.height >= LOW;
        let stacked = size.width < NARROW;
        let bottom = size.height.saturating_sub(2);
        // Where there is room for one chart alone, it comes before the dates.
        let dates = if whole {
            bottom.saturating_sub(1)
        } else {
            bottom
        };
        let top = match (whole, stacked) {
            (false, _) => 2,
            (true, false) => 7,
            (true, true) => 9,
        };
        let names = self.history.categories.iter().map(|c| cells(&c.name));
        let name = names.max().unwrap_or(0).clamp(10, (size.width / 4).max(10));
        let places = TrendLayout {
            name,
            whole,
            stacked,
            dates,
            list: (top, dates.saturating_sub(top).max(1)),
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
        let height = usize::from(self.places.list.1);
        self.list.show(from, to, self.outline.lines.len(), height);
    }

    /// Does what a key asked for.
    pub(crate) fn act(&mut self, action: Action, _: Context) -> Transition {
        match action {
            Action::Move(movement) => {
                let (from, to) = self.outline.span(self.list.at);
                let page = usize::from(self.places.list.1) / (to - from).max(1);
                self.list
                    .go(movement, self.history.categories.len(), page + 2);
                self.follow();
            }
            Action::Back => return Transition::go(Navigation::Back),
            _ => {}
        }
        Transition::none()
    }
}
