use super::size::{Panes, Size};
use crate::assessment::Assessment;
use crate::text::{is_printable_ascii, visible, width};

/// How wide the columns of a list of categories are: the same for every row of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CategoryColumns {
    /// The whole list.
    pub list: u16,
    /// The names.
    pub name: u16,
    /// The marks, one a level; as figures ("3/9") where there is no room for them.
    pub marks: u16,
    /// The label of the level; 0 where there is no room.
    pub label: u16,
    /// Whether the marks are figures.
    pub figures: bool,
    /// What changed since the result before; 0 where there is none, or no room.
    pub since: u16,
}

/// The marker and the space before a row.
pub const MARKER: u16 = 2;
/// What stands behind a row: level up and note marks.
const TAIL: u16 = 4;
/// The space between two columns.
const SPACE: u16 = 2;
/// The least a name gets.
const NAME_LEAST: u16 = 10;
/// The words that stand in the place of a label: "don't know".
const LABEL_LEAST: u16 = 10;
/// What changed since the result before: "↑ 33 % exceeded".
const SINCE: u16 = 16;
/// Its heading: "since ", and the day; cut where that is too much.
const SINCE_WORD: u16 = 6;
const SINCE_MOST: u16 = 24;
/// From this width on there is room for it.
const SINCE_FROM: u16 = 60;
/// The gap of a result: "+1".
pub(super) const GAP: u16 = 3;
/// A label that would be shorter is left out.
const LABEL_USEFUL: u16 = 8;
/// What the detail beside the list gets at least.
const DETAIL_LEAST: u16 = 34;
/// No label gets more than this.
const LABEL_MOST: u16 = 20;

impl CategoryColumns {
    /// The columns for `assessment` in a terminal of `size`.
    pub fn new(assessment: &Assessment, size: Size) -> Self {
        let wide = assessment.wide_category;
        let most = match size.panes() {
            Panes::Beside => (size.width * 58 / 100).min(size.width.saturating_sub(DETAIL_LEAST)),
            _ => size.width,
        };
        let names = assessment
            .categories
            .iter()
            .map(|category| cells(&category.name));
        let widest = names.max().unwrap_or(0).max(NAME_LEAST);
        Self::fitted(
            widest,
            marks_width(assessment),
            label_width(assessment),
            most,
            wide,
        )
    }

    /// The columns for a result of `assessment`: the whole width, two labels side by side. `since`
    /// is the width of a day, where there is a result before.
    pub fn for_result(assessment: &Assessment, size: Size, since: Option<u16>) -> Self {
        let names = assessment
            .categories
            .iter()
            .map(|category| cells(&category.name));
        let widest = names.max().unwrap_or(0).max(NAME_LEAST);
        let label = label_width(assessment);
        let since = match since {
            Some(date) if size.width >= SINCE_FROM => (date + SINCE_WORD).clamp(SINCE, SINCE_MOST),
            _ => 0,
        };
        let most = size.width.min(110).saturating_sub(GAP + SPACE + since);
        let wide = assessment.wide_category;
        let mut columns = Self::fitted(
            widest,
            marks_width(assessment),
            label * 2 + SPACE,
            most,
            wide,
        );
        columns.label = columns.label.saturating_sub(SPACE) / 2;
        columns.list += GAP + SPACE + since;
        columns.since = since;
        columns
    }

    /// The column in which the marks begin.
    pub fn marks_at(&self) -> u16 {
        MARKER + self.name + SPACE
    }

    fn fitted(name: u16, marks: u16, label: u16, most: u16, wide: bool) -> Self {
        let figures = MARKER + NAME_LEAST + SPACE + marks + TAIL > most;
        let marks = if figures { 3 } else { marks };
        let fixed = MARKER + SPACE + marks + TAIL;
        let rest = most.saturating_sub(fixed);
        // Names first; the label only where it leaves the names their share.
        let share = if wide {
            most / 2
        } else {
            name.min(rest * 3 / 4)
        }
        .max(NAME_LEAST);
        let label = label.min(rest.saturating_sub(share + SPACE));
        let label = if label < LABEL_USEFUL { 0 } else { label };
        let left = rest.saturating_sub(if label > 0 { label + SPACE } else { 0 });
        let name = name
            .min(left)
            .max(1)
            .min(if wide { share.max(1) } else { u16::MAX });
        let list = fixed + name + if label > 0 { label + SPACE } else { 0 };
        Self {
            list: list.min(most),
            name,
            marks,
            label,
            figures,
            since: 0,
        }
    }
}

/// How many cells a text takes on the screen, placeholders included.
pub fn cells(text: &str) -> u16 {
    if is_printable_ascii(text) {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    u16::try_from(width::cells(&visible(text))).unwrap_or(u16::MAX)
}

fn marks_width(assessment: &Assessment) -> u16 {
    let tops = (0..assessment.categories.len()).map(|index| u16::from(assessment.top(index)));
    (tops.max().unwrap_or(1) * 2).saturating_sub(1).max(3)
}

fn label_width(assessment: &Assessment) -> u16 {
    let own = assessment
        .categories
        .iter()
        .flat_map(|category| &category.ratings);
    let labels = assessment
        .ratings
        .iter()
        .chain(own)
        .map(|rating| cells(&rating.name));
    labels.max().unwrap_or(0).clamp(LABEL_LEAST, LABEL_MOST)
}
