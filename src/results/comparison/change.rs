use std::cmp::Ordering;

use super::ladder_answer::{LadderAnswer, compare_positions, on_one_scale};

/// What became of the answer to one category from one result to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LevelChange {
    /// Neither of the two results has the category.
    Absent,
    /// The later one alone has the category.
    New,
    /// The earlier one alone has the category.
    Gone,
    /// The same level, or the same answer where neither has a level.
    Same,
    /// Higher; by how much, [`Delta::by_position`] says in what.
    Up(u8),
    /// Lower, by so much.
    Down(u8),
    /// A level where there was none.
    Rated,
    /// No level where there was one.
    Unrated,
    /// No level on either side, and another answer.
    Other,
}

/// A change, and how it was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Delta {
    /// The change.
    pub change: LevelChange,
    /// Whether the two ladders differ, in length or in their labels. Then the positions on them
    /// were compared, and `Up` and `Down` are hundredths of a ladder, 1 to 100, instead of levels.
    pub by_position: bool,
}

/// What became of the wish for a higher level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GoalStatus {
    /// There was none, or there is no level now to hold against it.
    None,
    /// Exactly the wanted level has been reached.
    Met,
    /// The level is still below the wanted one.
    Missed,
    /// The level is above the wanted one.
    Exceeded,
}

impl Delta {
    /// What became of `before` in `now`.
    pub fn between(before: Option<&LadderAnswer>, now: Option<&LadderAnswer>) -> Self {
        let plain = |change| Self {
            change,
            by_position: false,
        };
        let (before, now) = match (before, now) {
            (None, None) => return plain(LevelChange::Absent),
            (None, Some(_)) => return plain(LevelChange::New),
            (Some(_), None) => return plain(LevelChange::Gone),
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
            (None, None) if before.answer == now.answer => plain(LevelChange::Same),
            (None, None) => plain(LevelChange::Other),
        }
    }
}

impl GoalStatus {
    /// What became of the wish in `before`, given the level in `now`.
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
        Ordering::Equal => LevelChange::Same,
        Ordering::Greater => LevelChange::Up(is - was),
    }
}

/// The change of position, in hundredths of a ladder.
fn share(was: (u8, u8), is: (u8, u8)) -> LevelChange {
    let (before, now) = on_one_scale(was, is);
    let (full, _) = on_one_scale((was.1, was.1), (is.1, is.1));
    let hundredths = (before.abs_diff(now) * 100 + full / 2) / full.max(1);
    let hundredths = u8::try_from(hundredths.clamp(1, 100)).unwrap_or(100);
    match now.cmp(&before) {
        Ordering::Less => LevelChange::Down(hundredths),
        Ordering::Equal => LevelChange::Same,
        Ordering::Greater => LevelChange::Up(hundredths),
    }
}
