use super::effect::Effect;
use super::message::Message;
use super::screen::Screen;

/// What follows from an action on a screen, besides its own change.
#[derive(Debug, Default)]
pub(crate) struct Transition {
    /// What is to be done.
    pub effects: Vec<Effect>,
    /// What is to be told.
    pub message: Option<Message>,
    /// Where to go.
    pub go: Option<Navigation>,
}

/// A change of the screen.
#[derive(Debug)]
pub(crate) enum Navigation {
    /// Back to where one came from.
    Back,
    /// Ask what to do with unanswered categories.
    Ask,
    /// Another screen, over this one.
    To(Box<Screen>),
    /// Another screen, in the place of this one.
    Instead(Box<Screen>),
}

impl Transition {
    /// Nothing follows.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// Something is to be done.
    pub(crate) fn effect(effect: impl Into<Effect>) -> Self {
        Self {
            effects: vec![effect.into()],
            ..Self::default()
        }
    }

    /// Something is to be told.
    pub(crate) fn tell(message: Message) -> Self {
        Self {
            message: Some(message),
            ..Self::default()
        }
    }

    /// Another screen is to be shown.
    pub(crate) fn go(go: Navigation) -> Self {
        Self {
            go: Some(go),
            ..Self::default()
        }
    }

    /// The same, and something is to be told.
    pub(crate) fn and_tell(mut self, message: Message) -> Self {
        self.message = Some(message);
        self
    }
}
