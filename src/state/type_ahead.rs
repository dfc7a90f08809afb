//! What is typed before it can be done: it waits, and is done in its order.

use jiff::{Timestamp, ToSpan as _};

use super::effect::{Effect, ProgramEffect};
use super::event::Event;
use super::screen::Screen;
use super::state::State;
use super::update::update;
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::screens::TakePhase;

/// The most events that wait for a list: more than anybody types ahead.
const MOST: usize = 64;
/// How long what is typed waits in its order alone; after that, keys that need no rows act.
const PATIENCE_SECONDS: i64 = 1;

/// What is known of the first rows of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum RowsAwaited {
    /// Nobody waits for them.
    #[default]
    Unasked,
    /// Since when what is typed waits for them.
    AwaitedSince(Timestamp),
    /// The store could not give them: nothing waits for them any more.
    Failed,
}

impl State {
    /// While a form waits for its draft, or for its result to be saved, what is typed waits as
    /// well: a change between the two would be in neither. So it does while a list has no rows yet.
    pub(crate) fn keeps_waiting(&mut self, event: &Event) -> bool {
        let action = match event {
            Event::Key(key) => self.keymap.find(self.context(), *key),
            _ => None,
        };
        if self.awaits_rows() {
            return self.waits_for_rows(event, action);
        }
        match &mut self.screen {
            Screen::Take(take) if action != Some(Action::Quit) => {
                match &mut take.phase {
                    TakePhase::Opening(opening) => opening.waiting.push(event.clone()),
                    TakePhase::Saving(_) => self.waiting_events.push(event.clone()),
                    TakePhase::Editing => return false,
                }
                true
            }
            _ => false,
        }
    }

    /// Whether a list is open that has not heard from the store yet, or not of its new filter.
    fn awaits_rows(&self) -> bool {
        match &self.screen {
            Screen::Browse(browse) if !browse.has_its_rows() => true,
            Screen::Home(home) => home.data.is_none() && self.rows != RowsAwaited::Failed,
            Screen::Browse(browse) => browse.total.is_none() && self.rows != RowsAwaited::Failed,
            _ => false,
        }
    }

    /// A key about rows waits for them, and so does what comes after it. A store that does not
    /// answer keeps nobody: then the way back is open, and what has waited is forgotten.
    fn waits_for_rows(&mut self, event: &Event, action: Option<Action>) -> bool {
        let limit = match self.rows {
            RowsAwaited::AwaitedSince(since) if !self.waiting_events.is_empty() => {
                since.checked_add(PATIENCE_SECONDS.seconds()).ok()
            }
            _ => None,
        };
        let in_order = limit.is_some_and(|limit| self.now < limit);
        let leaves = matches!(action, Some(Action::Quit | Action::Suspend));
        if leaves || !(in_order || self.is_about_rows(action)) {
            if action == Some(Action::Back) {
                self.waiting_events.clear();
            }
            return false;
        }
        if self.waiting_events.is_empty() {
            self.rows = RowsAwaited::AwaitedSince(self.now);
        }
        if self.waiting_events.len() < MOST {
            self.waiting_events.push(event.clone());
        }
        true
    }

    fn is_about_rows(&self, action: Option<Action>) -> bool {
        let on_list = matches!(self.context(), KeyContext::Home | KeyContext::Browse);
        let otherwise = matches!(
            action,
            None | Some(
                Action::Back
                    | Action::Browse
                    | Action::Filter
                    | Action::Help
                    | Action::Messages
                    | Action::Palette
            )
        );
        on_list && self.field().is_none() && !otherwise
    }

    /// What has waited happens now, on whichever screen that has led to.
    pub(crate) fn go_on(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        let saving = matches!(&self.screen, Screen::Take(take) if take.is_saving());
        let elsewhere = self.overlay.is_some() || self.field().is_some();
        if matches!(self.screen, Screen::Browse(_)) && elsewhere {
            // It was meant for the rows of a filter that is being changed, or left behind.
            self.waiting_events.clear();
        }
        if !saving && !self.awaits_rows() {
            for event in std::mem::take(&mut self.waiting_events) {
                effects.extend(update(self, event));
            }
        }
        effects
    }

    /// A key where there is too little room to show what it would do: it can leave, where nothing
    /// is lost by that, and nothing else.
    pub(crate) fn press_unseen(&mut self, key: Key) -> Vec<Effect> {
        let typing = self.field().is_some() && !key.is_command();
        match self.keymap.find(self.context(), key) {
            _ if typing => Vec::new(),
            Some(Action::Quit) => vec![Effect::Program(ProgramEffect::Quit(0))],
            Some(Action::Suspend) => vec![Effect::Program(ProgramEffect::Suspend)],
            Some(Action::Back) if self.field().is_none() && !self.has_unsaved() => {
                vec![Effect::Program(ProgramEffect::Quit(0))]
            }
            _ => Vec::new(),
        }
    }
}
