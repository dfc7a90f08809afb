//! Keys that are pressed before their data is loaded wait, and run in order.

use jiff::ToSpan as _;

use super::effect::{Effect, ProgramEffect};
use super::event::Event;
use super::keymap::{Action, Key};
use super::screens::WaitsFor;
use super::state::State;

/// The most events that wait for the rows of a list.
const EVENTS_MOST: usize = 64;
/// How long all keys wait in order. After that, keys that do not need rows run at once.
const IN_ORDER_SECONDS: i64 = 1;

impl State {
    /// Keeps an event for later if the form waits for its draft or the save of its result, or a list
    /// for its rows. Returns whether it was kept.
    pub(super) fn keeps_waiting(&mut self, event: &Event) -> bool {
        let action = match event {
            Event::Key(key) => self.keymap.find(self.context(), *key),
            _ => None,
        };
        match self.screen.as_state().waits_for() {
            WaitsFor::Rows => self.waits_for_rows(event, action),
            WaitsFor::Store if action != Some(Action::Quit) => {
                self.waiting_events.push(event.clone());
                true
            }
            WaitsFor::Store | WaitsFor::Nothing => false,
        }
    }

    /// Keeps keys that act on rows, and all keys after them for [`IN_ORDER_SECONDS`]. If the store
    /// does not respond, Back still works and drops the waiting events.
    fn waits_for_rows(&mut self, event: &Event, action: Option<Action>) -> bool {
        let since = self
            .waiting_since
            .filter(|_| !self.waiting_events.is_empty());
        let limit = since.and_then(|since| since.checked_add(IN_ORDER_SECONDS.seconds()).ok());
        let in_order = limit.is_some_and(|limit| self.now < limit);
        let leaves = matches!(action, Some(Action::Quit | Action::Suspend));
        if leaves || !(in_order || self.is_about_rows(action)) {
            if action == Some(Action::Back) {
                self.waiting_events.clear();
            }
            return false;
        }
        if self.waiting_events.is_empty() {
            self.waiting_since = Some(self.now);
        }
        if self.waiting_events.len() < EVENTS_MOST {
            self.waiting_events.push(event.clone());
        }
        true
    }

    fn is_about_rows(&self, action: Option<Action>) -> bool {
        let is_other = matches!(
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
        self.overlay.is_none() && self.field().is_none() && !is_other
    }

    /// Handles the waiting events, unless the screen still waits.
    pub(super) fn replay_waiting(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        let screen = self.screen.as_state();
        let waits_for = screen.waits_for();
        if screen.filter().is_some() && (self.overlay.is_some() || self.field().is_some()) {
            // They were for the rows of a filter that is being changed.
            self.waiting_events.clear();
        }
        if waits_for == WaitsFor::Nothing {
            for event in std::mem::take(&mut self.waiting_events) {
                effects.extend(self.handle(event));
            }
        }
        effects
    }

    /// Handles a key on a terminal that is too small to show the screen: it can only quit or suspend,
    /// if no answers are lost.
    pub(super) fn press_unseen(&mut self, key: Key) -> Vec<Effect> {
        let types = self.field().is_some() && !key.is_command();
        match self.keymap.find(self.context(), key) {
            _ if types => Vec::new(),
            Some(Action::Quit) => vec![ProgramEffect::Quit(0).into()],
            Some(Action::Suspend) => vec![ProgramEffect::Suspend.into()],
            Some(Action::Back) if self.field().is_none() && !self.has_unsaved() => {
                vec![ProgramEffect::Quit(0).into()]
            }
            _ => Vec::new(),
        }
    }
}
