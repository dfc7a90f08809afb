use super::event::Event;
use super::keymap::{Action, Key, KeyContext};
use super::screens::{TypingInto, WaitsFor};
use super::state::State;

impl State {
    /// Returns what the next key would be typed into.
    pub(crate) fn typing(&self) -> Option<TypingInto> {
        let screen = self.screen.as_state();
        if screen.waits_for() == WaitsFor::Store {
            return self.typing_after_waiting();
        }
        match &self.overlay {
            Some(overlay) => overlay.field().map(|_| TypingInto::Filter),
            None => screen.typing(),
        }
    }

    /// Guesses what the next key will be typed into once the waiting events are handled. A key that is
    /// wrongly taken for text is only redacted needlessly.
    fn typing_after_waiting(&self) -> Option<TypingInto> {
        let mut typing = None;
        for event in &self.waiting_events {
            typing = match (typing, event) {
                (Some(_), Event::Key(Key::Enter | Key::Esc)) => None,
                (None, Event::Key(key)) => match self.keymap.find(KeyContext::Take, *key) {
                    Some(Action::Name) => Some(TypingInto::Name),
                    Some(Action::Export) => Some(TypingInto::File),
                    Some(Action::Note | Action::Find | Action::Filter) => Some(TypingInto::Note),
                    _ => None,
                },
                (typing, _) => typing,
            };
        }
        typing
    }

    /// Returns the text before the cursor of the open text field.
    pub fn typed(&self) -> &str {
        self.field().map_or("", |field| field.before_cursor())
    }
}
