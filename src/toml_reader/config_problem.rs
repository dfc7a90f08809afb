use super::problem::Problem;

/// A problem of a configuration file that no assessment can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigProblem {
    /// A theme that does not exist.
    NoSuchTheme {
        /// The name as written.
        name: String,
        /// The most similar theme.
        nearest: Option<String>,
        /// All themes.
        known: Vec<String>,
    },
    /// A text that is not a color.
    BadColor {
        /// The text.
        found: String,
        /// The most similar color.
        nearest: Option<&'static str>,
    },
    /// A number that is not a color.
    ColorNumber,
    /// An invalid date pattern, with the cause.
    BadDate(String),
    /// A theme that overrides the built-in theme of this name.
    OverriddenTheme(String),
    /// A problem of a key binding.
    KeyBinding(KeyBindingProblem),
}

impl From<KeyBindingProblem> for Problem {
    fn from(problem: KeyBindingProblem) -> Self {
        Self::Config(ConfigProblem::KeyBinding(problem))
    }
}

/// What is the matter with the keys that a configuration gives to actions. Keys and actions are
/// texts here, as people write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyBindingProblem {
    /// There is no such action.
    UnknownAction {
        /// What stands there.
        found: String,
        /// What was most likely meant.
        nearest: Option<String>,
    },
    /// There is no such key.
    UnknownKey {
        /// What stands there.
        found: String,
        /// What was most likely meant.
        nearest: Option<&'static str>,
    },
    /// Two actions of one context are given one key.
    Both {
        /// The key.
        key: String,
        /// The action that is given it first.
        first: String,
        /// The other.
        second: String,
    },
    /// An action is given the key of another one, which loses it.
    Taken {
        /// The key.
        key: String,
        /// The action that has it now.
        by: String,
        /// The action that had it.
        from: String,
        /// The keys that the latter keeps.
        left: Vec<String>,
    },
    /// A key does one thing everywhere and another one in a context.
    Hidden {
        /// The key.
        key: String,
        /// The action of the context.
        by: String,
        /// The action of everywhere.
        hidden: String,
        /// The keys that the latter has besides.
        left: Vec<String>,
    },
    /// An action is given the key that always leaves.
    Leaves {
        /// The key.
        key: String,
    },
    /// An action that people would miss is left without a key.
    Missed {
        /// The action.
        action: String,
        /// The key that it keeps all the same.
        keeps: Option<String>,
    },
}
