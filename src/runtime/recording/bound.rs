use serde::{Deserialize, Serialize};

use crate::state::{ACTIONS, Key, Keymap};

/// The keys of an action, where they are others than it has by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecordedBinding {
    action: String,
    keys: Vec<String>,
}

impl RecordedBinding {
    /// Those of a keymap.
    pub(super) fn of(keymap: &Keymap) -> Vec<Self> {
        let rows = keymap.rows().iter().zip(ACTIONS);
        let changed = rows.filter(|(row, by_itself)| row.keys != by_itself.keys);
        let bound = changed.map(|(row, _)| Self {
            action: row.name(),
            keys: row.keys.iter().map(Key::to_string).collect(),
        });
        bound.collect()
    }

    /// The keymap that has them. An action or a key that this version does not know is passed over.
    pub(super) fn keymap(bound: &[Self]) -> Keymap {
        let place = |bound: &Self| ACTIONS.iter().position(|row| row.name() == bound.action);
        let keys = |bound: &Self| {
            let keys = bound.keys.iter().filter_map(|key| key.parse().ok());
            keys.collect()
        };
        let given = bound.iter();
        let given = given.filter_map(|bound| Some((place(bound)?, keys(bound))));
        Keymap::rebound(&given.collect::<Vec<_>>()).0
    }
}
