use std::collections::HashMap;

use super::{ACTIONS, Action, ActionSpec, Context, Key};

/// Which key does what where: the table of actions, turned round.
#[derive(Debug, Clone)]
pub struct Keymap {
    actions: HashMap<(Context, Key), Action>,
}

impl Default for Keymap {
    fn default() -> Self {
        let bind = |spec: &'static ActionSpec| {
            spec.keys
                .iter()
                .map(move |key| ((spec.context, *key), spec.action))
        };
        Self {
            actions: ACTIONS.iter().flat_map(bind).collect(),
        }
    }
}

impl Keymap {
    /// What `key` asks for in `context`. A question and the help page have keys of their own
    /// only, apart from those that leave.
    pub fn find(&self, context: Context, key: Key) -> Option<Action> {
        let own = self.actions.get(&(context, key));
        let shared = || self.actions.get(&(Context::Everywhere, key));
        let found = own.or_else(shared).copied()?;
        let modal = context == Context::Ask && own.is_none();
        (!modal || matches!(found, Action::Leave | Action::Suspend)).then_some(found)
    }

    /// The rows of the table that hold in `context`: its own, then those of everywhere that it
    /// does not have itself.
    pub fn of(&self, context: Context) -> impl Iterator<Item = &'static ActionSpec> {
        let own = move |spec: &&ActionSpec| spec.context == context;
        let replaced = move |spec: &ActionSpec| {
            ACTIONS
                .iter()
                .filter(own)
                .any(|mine| mine.action == spec.action)
        };
        let shared = move |spec: &&ActionSpec| {
            spec.context == Context::Everywhere && context != Context::Ask && !replaced(spec)
        };
        ACTIONS
            .iter()
            .filter(own)
            .chain(ACTIONS.iter().filter(shared))
    }
}
