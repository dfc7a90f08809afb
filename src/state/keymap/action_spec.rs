use std::borrow::Cow;

use super::action::{Action, KeyContext};
use super::key::Key;

/// One row of the table that makes the keymap, the footer, the help screen, and docs/keys.md.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionSpec {
    /// What it does, for the reducer.
    pub action: Action,
    /// Where it does it.
    pub context: KeyContext,
    /// The keys that it has: in the table those by default, in a keymap those in force.
    pub keys: Cow<'static, [Key]>,
    /// What it does, for people; empty where another row speaks for this one.
    pub does: &'static str,
    /// The word in the bottom line, where it stands there.
    pub foot: &'static str,
}

/// A row of the table.
pub(crate) const fn row(
    context: KeyContext,
    action: Action,
    keys: &'static [Key],
    foot: &'static str,
    does: &'static str,
) -> ActionSpec {
    ActionSpec {
        action,
        context,
        keys: Cow::Borrowed(keys),
        does,
        foot,
    }
}
