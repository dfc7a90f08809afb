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

/// A problem of the key bindings in a configuration file. Keys and actions are in the spelling of
/// the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyBindingProblem {
    UnknownAction {
        found: String,
        /// The most similar name.
        nearest: Option<String>,
    },
    UnknownKey {
        found: String,
        /// The most similar name.
        nearest: Option<&'static str>,
    },
    /// Two actions of a context are bound to the same key.
    Both {
        key: String,
        first: String,
        second: String,
    },
    /// An action is bound to the key of another action, which loses it.
    Taken {
        key: String,
        by: String,
        from: String,
        /// The remaining keys of `from`.
        left: Vec<String>,
    },
    /// A key has one action in all contexts and another in one context.
    Hidden {
        key: String,
        by: String,
        /// The action in all contexts.
        hidden: String,
        /// The other keys of `hidden`.
        left: Vec<String>,
    },
    /// An action is bound to the key that always quits.
    Leaves { key: String },
    /// An important action has no key.
    Missed {
        action: String,
        /// The key that stays bound to it nevertheless.
        keeps: Option<String>,
    },
}
