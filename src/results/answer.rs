use serde::{Deserialize, Serialize};

/// What a person said about one category.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Answer {
    /// Nothing yet. In no mean, with a count of its own.
    #[default]
    Unanswered,
    /// "Don't know".
    Unknown,
    /// The category does not apply here.
    NotApplicable,
    /// A place on the ladder.
    Rated {
        /// The level reached, 1-based. The lowest level is a real answer.
        current: u8,
        /// The level wanted, never below `current`.
        desired: u8,
    },
}

impl Answer {
    /// Rated at `current`, and one further where `level_up` is on: `min(current + 1, top)`.
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

    /// The level reached, where rated.
    pub fn current(self) -> Option<u8> {
        match self {
            Self::Rated { current, .. } => Some(current),
            _ => None,
        }
    }

    /// The level wanted, where rated.
    pub fn desired(self) -> Option<u8> {
        match self {
            Self::Rated { desired, .. } => Some(desired),
            _ => None,
        }
    }

    /// `desired - current`; 0 where not rated.
    pub fn gap(self) -> u8 {
        match self {
            Self::Rated { current, desired } => desired.saturating_sub(current),
            _ => 0,
        }
    }

    /// Whether anything was said at all: rated, unknown or not applicable.
    pub fn is_answered(self) -> bool {
        self != Self::Unanswered
    }
}
