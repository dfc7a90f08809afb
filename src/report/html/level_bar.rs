use super::clean;
use crate::results::LadderAnswer;
use crate::words::{cell_words, goal_level_words};

/// The length of a bar.
const LENGTH: f64 = 120.0;
/// The space between two steps.
const GAP: f64 = 3.0;

/// A level as steps of a ladder, from left to right.
pub(crate) struct LevelBar {
    pub(crate) title: String,
    pub(crate) steps: Vec<BarStep>,
}

/// One step of a bar.
pub(crate) struct BarStep {
    pub(crate) class: &'static str,
    pub(crate) x: String,
    pub(crate) width: String,
}

impl LevelBar {
    /// The bar of a cell with a level.
    pub(crate) fn of(cell: Option<&LadderAnswer>) -> Option<Self> {
        let cell = cell?;
        let current = cell.answer.current()?;
        let desired = cell.answer.desired()?;
        let of = cell.of();
        let width = (LENGTH + GAP) / f64::from(of.max(1)) - GAP;
        let step = |level: u8| BarStep {
            class: if level <= current {
                "now"
            } else if level <= desired {
                "want"
            } else {
                "track"
            },
            x: format!("{:.1}", f64::from(level - 1) * (width + GAP)),
            width: format!("{width:.1}"),
        };
        Some(Self {
            title: title(cell),
            steps: (1..=of).map(step).collect(),
        })
    }
}

/// "2 Better, of 3; goal 3 Best".
pub(crate) fn title(cell: &LadderAnswer) -> String {
    let words = clean(&cell_words(Some(cell)));
    if cell.answer.current().is_none() {
        return words;
    }
    let of = cell.of();
    match goal_level_words(cell) {
        Some(goal) => format!("{words}, of {of}; goal {}", clean(&goal)),
        None => format!("{words}, of {of}"),
    }
}
