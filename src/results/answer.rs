use serde::{Deserialize, Serialize};

/// The answer to a category.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Answer {
    /// No answer. Excluded from the mean and counted separately.
    #[default]
    Unanswered,
    /// "Don't know".
    Unknown,
    NotApplicable,
    /// A level on the ladder.
    Rated {
        /// The current level, 1-based. The lowest level is a valid answer.
        current: u8,
        /// The goal, never below `current`.
        desired: u8,
    },
}

impl Answer {
    /// Rates at `current`. With `level_up`, the goal is `min(current + 1, top)`.
    pub fn rated(current: u8, level_up: bool, top: u8) -> Self {
        let desired = if level_up {
            current.saturating_add(1).min(top)
        } else {
            current
        };
        Self::Rated {
            current,
            desired: desired.max(current),
        }
    }

    /// The current level, if rated.
    pub fn current(self) -> Option<u8> {
        match self {
            Self::Rated { current, .. } => Some(current),
            _ => None,
        }
    }

    /// The goal, if rated.
    pub fn desired(self) -> Option<u8> {
        match self {
            Self::Rated { desired, .. } => Some(desired),
            _ => None,
        }
    }

    /// `desired - current`; 0 if not rated.
    pub fn gap(self) -> u8 {
        match self {
            Self::Rated { current, desired } => desired.saturating_sub(current),
            _ => 0,
        }
    }

    /// Whether it is rated, unknown, or not applicable.
    pub fn is_answered(self) -> bool {
        self != Self::Unanswered
    }
}
