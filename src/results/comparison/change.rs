use std::cmp::Ordering;

use super::ladder_answer::{LadderAnswer, compare_positions, on_one_scale};

/// The change of an answer between two results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LevelChange {
    /// Neither result has the category.
    Absent,
    /// Only the later result has the category.
    New,
    /// Only the earlier result has the category.
    Removed,
    /// The same level, or the same answer without a level.
    Unchanged,
    /// Higher by this much, in the unit of [`Delta::by_position`].
    Up(u8),
    /// Lower by this much.
    Down(u8),
    /// A level instead of an answer without one.
    Rated,
    /// An answer without a level instead of a level.
    Unrated,
    /// Two different answers without a level.
    Other,
}

/// A change, and its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Delta {
    pub change: LevelChange,
    /// Whether the ladders differ in length or labels. Then positions are compared, and `Up` and
    /// `Down` are hundredths of a ladder, 1 to 100, instead of levels.
    pub by_position: bool,
}

/// The outcome of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GoalStatus {
    /// There was no goal, or there is no level to compare.
    None,
    /// The level equals the goal.
    Met,
    /// The level is below the goal.
    Missed,
    /// The level is above the goal.
    Exceeded,
}

impl Delta {
    /// Returns the change from `before` to `now`.
    pub fn between(before: Option<&LadderAnswer>, now: Option<&LadderAnswer>) -> Self {
        let plain = |change| Self {
            change,
            by_position: false,
        };
        let (before, now) = match (before, now) {
            (None, None) => return plain(LevelChange::Absent),
            (None, Some(_)) => return plain(LevelChange::New),
            (Some(_), None) => return plain(LevelChange::Removed),
            (Some(before), Some(now)) => (before, now),
        };
        match (before.answer.current(), now.answer.current()) {
            (Some(was), Some(is)) if before.ladder == now.ladder => plain(steps(was, is)),
            (Some(was), Some(is)) => Self {
                change: share((was, before.of()), (is, now.of())),
                by_position: true,
            },
            (None, Some(_)) => plain(LevelChange::Rated),
            (Some(_), None) => plain(LevelChange::Unrated),
            (None, None) if before.answer == now.answer => plain(LevelChange::Unchanged),
            (None, None) => plain(LevelChange::Other),
        }
    }
}

impl GoalStatus {
    /// Compares the goal in `before` with the level in `now`.
    pub fn between(before: Option<&LadderAnswer>, now: Option<&LadderAnswer>) -> Self {
        let (Some(before), Some(now)) = (before, now) else {
            return Self::None;
        };
        let wanted = before.answer.desired().filter(|_| before.answer.gap() > 0);
        let (Some(wanted), Some(is)) = (wanted, now.answer.current()) else {
            return Self::None;
        };
        match compare_positions((is, now.of()), (wanted, before.of())) {
            Ordering::Less => Self::Missed,
            Ordering::Equal => Self::Met,
            Ordering::Greater => Self::Exceeded,
        }
    }
}

fn steps(was: u8, is: u8) -> LevelChange {
    match is.cmp(&was) {
        Ordering::Less => LevelChange::Down(was - is),
        Ordering::Equal => LevelChange::Unchanged,
        Ordering::Greater => LevelChange::Up(is - was),
    }
}

/// Returns the change of position in hundredths of a ladder.
fn share(was: (u8, u8), is: (u8, u8)) -> LevelChange {
    let (before, now) = on_one_scale(was, is);
    let (full, _) = on_one_scale((was.1, was.1), (is.1, is.1));
    let hundredths = (before.abs_diff(now) * 100 + full / 2) / full.max(1);
    let hundredths = u8::try_from(hundredths.clamp(1, 100)).unwrap_or(100);
    match now.cmp(&before) {
        Ordering::Less => LevelChange::Down(hundredths),
        Ordering::Equal => LevelChange::Unchanged,
        Ordering::Greater => LevelChange::Up(hundredths),
    }
}
