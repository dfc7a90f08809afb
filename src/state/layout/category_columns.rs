use super::size::{Panes, Size};
use crate::assessment::Assessment;
use crate::text::{is_printable_ascii, visible, width};

/// The widths of the columns in a list of categories.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CategoryColumns {
    pub list: u16,
    pub name: u16,
    /// One mark per level, or numbers ("3/9") if there is not enough room.
    pub marks: u16,
    /// 0 if there is not enough room.
    pub label: u16,
    /// Whether numbers are shown instead of marks.
    pub figures: bool,
    /// The change since the previous result; 0 without a previous result or enough room.
    pub since: u16,
}

/// The selection marker and the space after it.
pub const MARKER: u16 = 2;
/// The level-up and note marks at the end of a row.
const TAIL: u16 = 4;
const SPACE: u16 = 2;
const NAME_LEAST: u16 = 10;
/// The width of "don't know".
const LABEL_LEAST: u16 = 10;
/// The width of "↑ 33 % exceeded".
const SINCE: u16 = 16;
/// The width of "since " before the date in the heading.
const SINCE_WORD: u16 = 6;
const SINCE_MOST: u16 = 24;
/// Under this terminal width, changes are not shown.
const SINCE_FROM: u16 = 60;
/// The width of "gap".
pub(super) const GAP: u16 = 3;
/// A narrower column of labels is not shown.
const LABEL_USEFUL: u16 = 8;
/// The least width of the details next to the list.
const DETAIL_LEAST: u16 = 34;
const LABEL_MOST: u16 = 20;

impl CategoryColumns {
    /// Returns the columns of the form.
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

    /// Returns the columns of a result, with labels for the current level and the goal. `since` is the
    /// width of a date, if there is a previous result.
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

    /// Returns the first column of the marks.
    pub fn marks_at(&self) -> u16 {
        MARKER + self.name + SPACE
    }

    fn fitted(name: u16, marks: u16, label: u16, most: u16, wide: bool) -> Self {
        let figures = MARKER + NAME_LEAST + SPACE + marks + TAIL > most;
        let marks = if figures { 3 } else { marks };
        let fixed = MARKER + SPACE + marks + TAIL;
        let rest = most.saturating_sub(fixed);
        // Names come first: labels get the room that is left after the share of the names.
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

/// Returns the width of a text with its hidden characters replaced, in cells.
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
