use super::screen_state::ScreenState;
use super::transition::{Navigation, Transition};
use crate::state::context::Context;
use crate::state::keymap::{Action, KeyContext};
use crate::state::layout::ListCursor;

/// The diagnostics of an assessment file with errors.
#[derive(Debug, Clone)]
pub struct BrokenFileScreen {
    /// Index among the broken files of the catalogue.
    pub entry: usize,
    /// The number of diagnostics.
    pub count: usize,
    pub list: ListCursor,
}

impl BrokenFileScreen {
    pub(super) fn new(entry: usize, count: usize) -> Self {
        Self {
            entry,
            count,
            list: ListCursor::default(),
        }
    }
}

impl ScreenState for BrokenFileScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Broken
    }

    fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::Move(movement) => {
                let page = usize::from(cx.size.body_height());
                self.list.go(movement, self.count, page);
            }
            Action::Back => return Transition::go(Navigation::Back),
            _ => {}
        }
        Transition::none()
    }
}
