mod action;
mod action_table;
mod key;
mod key_context;
mod rebinding;

use std::borrow::Cow;
use std::collections::HashMap;

pub use action::Action;
pub use action_table::ACTIONS;
pub(crate) use action_table::ActionSpec;
pub use key::Key;
pub use key_context::KeyContext;
pub(crate) use rebinding::KeyClash;

/// The current key bindings: the action table with its keys, and the actions by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    rows: Vec<ActionSpec>,
    actions: HashMap<(KeyContext, Key), Action>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::of_rows(ACTIONS.to_vec())
    }
}

impl Keymap {
    /// If two rows of a context have the same key, it belongs to the first.
    pub(crate) fn of_rows(rows: Vec<ActionSpec>) -> Self {
        let mut actions = HashMap::with_capacity(rows.len() * 2);
        for row in &rows {
            for key in row.keys.iter() {
                actions.entry((row.context, *key)).or_insert(row.action);
            }
        }
        Self { rows, actions }
    }

    /// Returns the action table with the current keys.
    pub fn rows(&self) -> &[ActionSpec] {
        &self.rows
    }

    /// Returns the action of `key` in `context`. While a question is open, the only other actions are
    /// those to quit, suspend, redraw, and open the palette.
    pub fn find(&self, context: KeyContext, key: Key) -> Option<Action> {
        let own = self.actions.get(&(context, key));
        let shared = || self.actions.get(&(KeyContext::Everywhere, key));
        let found = own.or_else(shared).copied()?;
        let modal = context == KeyContext::Unanswered && own.is_none();
        (!modal || is_above_questions(found)).then_some(found)
    }

    /// Returns the rows of `context`, then those of all screens that it does not replace, without keys
    /// that it binds to another action.
    pub fn of(&self, context: KeyContext) -> impl Iterator<Item = Cow<'_, ActionSpec>> {
        let own = move |spec: &&ActionSpec| spec.context == context;
        let replaced = move |spec: &ActionSpec| {
            self.rows
                .iter()
                .filter(own)
                .any(|mine| mine.action == spec.action)
        };
        let shared = move |spec: &&ActionSpec| {
            spec.context == KeyContext::Everywhere
                && context != KeyContext::Unanswered
                && !replaced(spec)
        };
        let whole = self.rows.iter().filter(own).map(Cow::Borrowed);
        let shared = self.rows.iter().filter(shared);
        whole.chain(shared.map(move |spec| self.without_hidden(spec, context)))
    }

    fn without_hidden<'a>(&self, spec: &'a ActionSpec, context: KeyContext) -> Cow<'a, ActionSpec> {
        let hidden = |key: &Key| self.actions.contains_key(&(context, *key));
        if !spec.keys.iter().any(hidden) {
            return Cow::Borrowed(spec);
        }
        let mut spec = spec.clone();
        spec.keys.to_mut().retain(|key| !hidden(key));
        Cow::Owned(spec)
    }

    /// Returns the keys of a row as text; those of all levels together.
    pub fn in_words(&self, spec: &ActionSpec) -> String {
        match spec.action {
            Action::Rate(_) if self.digits_rate() => keys_in_words(spec.action, &spec.keys),
            Action::Rate(1) => self.rating_keys(9),
            Action::Rate(_) => String::new(),
            action => keys_in_words(action, &spec.keys),
        }
    }

    /// Returns the keys that rate the levels up to `top`, from the lowest.
    pub fn rating_keys(&self, top: u8) -> String {
        let rates = self.rows.iter();
        let rates = rates.filter(|row| matches!(row.action, Action::Rate(level) if level <= top));
        let keys: Vec<_> = rates.flat_map(|row| row.keys.iter()).collect();
        let keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
        keys.join(" ")
    }

    /// Returns whether the key of each level is its digit.
    pub fn digits_rate(&self) -> bool {
        let is_digit = |row: &ActionSpec| match row.action {
            Action::Rate(level) => *row.keys == [Key::Char(char::from(b'0' + level))],
            _ => true,
        };
        self.rows.iter().all(is_digit)
    }

    /// Returns the first key of an action for a sentence. If it has none, returns what to type to run it
    /// in the palette.
    pub fn name(&self, context: KeyContext, action: Action) -> String {
        let mut rows = self.of(context).filter(|row| row.action == action);
        let key = rows.next().and_then(|row| row.keys.first().copied());
        key.map_or_else(|| self.unbound(action), |key| key.to_string())
    }

    fn unbound(&self, action: Action) -> String {
        let palette = self.rows.iter().find(|row| row.action == Action::Palette);
        match palette.and_then(|row| row.keys.first()) {
            Some(key @ Key::Char(_)) => format!("{key}{}", action.name()),
            Some(key) => format!("{key} {}", action.name()),
            None => action.name().to_owned(),
        }
    }
}

/// Returns whether an action can run while a question is open.
pub(crate) fn is_above_questions(action: Action) -> bool {
    matches!(
        action,
        Action::Quit | Action::Suspend | Action::Redraw | Action::Palette
    )
}

fn keys_in_words(action: Action, keys: &[Key]) -> String {
    if matches!(action, Action::Rate(_)) {
        return "1-9".to_owned();
    }
    let keys: Vec<_> = keys.iter().map(Key::to_string).collect();
    keys.join(" ")
}
