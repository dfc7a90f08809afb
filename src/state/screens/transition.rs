use super::ScreenRequest;
use crate::state::effect::Effect;
use crate::state::message::Message;

/// What follows from an action or event on a screen, besides the change of the screen.
#[derive(Debug, Default)]
pub(crate) struct Transition {
    pub effects: Vec<Effect>,
    pub message: Option<Message>,
    pub navigation: Option<Navigation>,
    /// The name of the person, if the screen has learned it.
    pub name: Option<String>,
    /// Whether to drop the keys that wait for rows, because their rows cannot be read.
    pub drops_waiting: bool,
}

/// A change of the open screen.
#[derive(Debug)]
pub(crate) enum Navigation {
    /// To the previous screen; from the first screen, quit.
    Back,
    /// Ask what to do with unanswered categories.
    Ask,
    /// Open a screen on top of this one.
    Open(ScreenRequest),
    /// Replace this screen.
    Replace(ScreenRequest),
}

impl Transition {
    pub(crate) fn none() -> Self {
        Self::default()
    }

    pub(crate) fn effect(effect: impl Into<Effect>) -> Self {
        Self {
            effects: vec![effect.into()],
            ..Self::default()
        }
    }

    pub(crate) fn tell(message: Message) -> Self {
        Self {
            message: Some(message),
            ..Self::default()
        }
    }

    pub(crate) fn go(navigation: Navigation) -> Self {
        Self {
            navigation: Some(navigation),
            ..Self::default()
        }
    }

    pub(crate) fn open(request: ScreenRequest) -> Self {
        Self::go(Navigation::Open(request))
    }

    /// Adds a message.
    pub(crate) fn and_tell(mut self, message: Message) -> Self {
        self.message = Some(message);
        self
    }
}
