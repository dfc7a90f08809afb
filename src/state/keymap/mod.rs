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

/// Which key does what where: the table of actions with the keys in force, and turned round.
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
    /// The keymap of the table with these keys. Of two rows with one key the first has it.
    pub(crate) fn of_rows(rows: Vec<ActionSpec>) -> Self {
        let mut actions = HashMap::with_capacity(rows.len() * 2);
        for row in &rows {
            for key in row.keys.iter() {
                actions.entry((row.context, *key)).or_insert(row.action);
            }
        }
        Self { rows, actions }
    }

    /// The whole table, in its order, with the keys in force.
    pub fn rows(&self) -> &[ActionSpec] {
        &self.rows
    }

    /// What `key` asks for in `context`. A question has keys of its own only, apart from those
    /// that leave and the palette's.
    pub fn find(&self, context: KeyContext, key: Key) -> Option<Action> {
        let own = self.actions.get(&(context, key));
        let shared = || self.actions.get(&(KeyContext::Everywhere, key));
        let found = own.or_else(shared).copied()?;
        let modal = context == KeyContext::Unanswered && own.is_none();
        (!modal || is_above_questions(found)).then_some(found)
    }

    /// The rows of the table that hold in `context`: its own, then those of everywhere that it
    /// does not have itself, without the keys that it has for something else.
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

    /// The keys of a row as people read them. Those of the nine levels stand together.
    pub fn in_words(&self, spec: &ActionSpec) -> String {
        match spec.action {
            Action::Rate(_) if self.digits_rate() => keys_in_words(spec.action, &spec.keys),
            Action::Rate(1) => self.rating_keys(9),
            Action::Rate(_) => String::new(),
            action => keys_in_words(action, &spec.keys),
        }
    }

    /// The keys that rate at the levels up to `top`, from the lowest.
    pub fn rating_keys(&self, top: u8) -> String {
        let rates = self.rows.iter();
        let rates = rates.filter(|row| matches!(row.action, Action::Rate(level) if level <= top));
        let keys: Vec<_> = rates.flat_map(|row| row.keys.iter()).collect();
        let keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
        keys.join(" ")
    }

    /// Whether each level has its digit, and nothing else.
    pub fn digits_rate(&self) -> bool {
        let is_digit = |row: &ActionSpec| match row.action {
            Action::Rate(level) => *row.keys == [Key::Char(char::from(b'0' + level))],
            _ => true,
        };
        self.rows.iter().all(is_digit)
    }

    /// The first key of an action as a sentence names it; for one without a key, what finds it in
    /// the palette.
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

/// Whether an action can be asked for while a question is open.
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
