//! What opens on top of a screen: help, the command palette, messages, questions.

mod about;
mod help;
mod messages;
mod palette;
mod unanswered;

pub(crate) use about::About;
pub(crate) use help::HelpPage;
pub(crate) use messages::{MessageLog, MessagesPage};
pub(crate) use palette::{Palette, PaletteRow};
pub(crate) use unanswered::answer_at;

use super::keymap::{Action, Key, KeyContext, Keymap};
use super::layout::Size;
use super::screens::Screen;
use super::text_field::TextField;

#[derive(Debug, Clone)]
pub enum Overlay {
    Help(HelpPage),
    About(About),
    /// The question what to do with unanswered categories.
    Unanswered,
    Palette(Palette),
    Messages(MessagesPage),
}

/// The state that overlays can read.
pub(crate) struct OverlayContext<'a> {
    pub size: Size,
    pub keymap: &'a Keymap,
    pub screen: &'a Screen,
    /// The number of messages in the log.
    pub messages: usize,
}

/// What happens to an overlay after an action or a key.
pub(crate) enum OverlayStep {
    Stay,
    /// Close it, and show the overlay that it covered.
    Close(Option<Overlay>),
    /// Close it, show the overlay that it covered, and run an action there.
    Run(Option<Overlay>, Action),
}

impl Overlay {
    pub(crate) fn context(&self) -> KeyContext {
        match self {
            Self::Help(_) => KeyContext::Help,
            Self::About(_) => KeyContext::About,
            Self::Unanswered => KeyContext::Unanswered,
            Self::Palette(_) => KeyContext::Palette,
            Self::Messages(_) => KeyContext::Messages,
        }
    }

    /// Returns the text field that keys go into.
    pub(crate) fn field(&self) -> Option<&TextField> {
        match self {
            Self::Help(help) => help.filter.typed_field(),
            Self::Palette(palette) => Some(&palette.field),
            Self::About(_) | Self::Unanswered | Self::Messages(_) => None,
        }
    }

    /// Keeps the last lines of a scrolled page at the bottom of the screen.
    pub(crate) fn lay_out(&mut self, cx: &OverlayContext<'_>) {
        let height = usize::from(cx.size.body_height());
        match self {
            Self::Help(help) => {
                let rows = help.rows(cx.keymap, cx.size.width).len();
                help.top = help.top.min(rows.saturating_sub(height));
            }
            Self::About(about) => {
                let lines = about.lines(cx.size).len();
                about.top = about.top.min(lines.saturating_sub(height));
            }
            Self::Palette(palette) => palette.follow(height),
            Self::Unanswered | Self::Messages(_) => {}
        }
    }

    pub(crate) fn act(&mut self, action: Action, cx: &OverlayContext<'_>) -> OverlayStep {
        match (self, action) {
            (Self::Help(help), Action::Move(movement)) => help.scroll(movement, cx),
            (Self::Help(help), Action::Filter) => help.filter.is_typed = true,
            (Self::About(about), Action::Move(movement)) => about.scroll(movement, cx.size),
            (Self::Messages(page), Action::Move(movement)) => {
                let height = usize::from(cx.size.body_height());
                page.top.go(movement, cx.messages, height);
            }
            (
                Self::Unanswered,
                Action::GoToUnanswered | Action::CountAsLowest | Action::SaveUnanswered,
            ) => {
                return OverlayStep::Run(None, action);
            }
            (Self::Help(_), Action::Help)
            | (Self::About(_), Action::About | Action::Open)
            | (Self::Messages(_), Action::Messages | Action::Open)
            | (_, Action::Back) => return OverlayStep::Close(None),
            _ => {}
        }
        OverlayStep::Stay
    }

    pub(crate) fn type_key(&mut self, key: Key, cx: &OverlayContext<'_>) -> OverlayStep {
        match self {
            Self::Palette(palette) => return palette.type_key(key, cx),
            Self::Help(help) => help.type_key(key),
            Self::About(_) | Self::Unanswered | Self::Messages(_) => {}
        }
        OverlayStep::Stay
    }

    pub(crate) fn paste(&mut self, text: &str, cx: &OverlayContext<'_>) {
        match self {
            Self::Palette(palette) => palette.paste(text, cx),
            Self::Help(help) => help.filter.field.paste(text),
            Self::About(_) | Self::Unanswered | Self::Messages(_) => {}
        }
    }
}
