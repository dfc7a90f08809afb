use crate::state::context::Context;
use crate::state::keymap::Action;
use crate::state::layout::ListCursor;
use crate::state::transition::{Navigation, Transition};

/// What is wrong with a file: a list of its diagnostics.
#[derive(Debug, Clone)]
pub struct BrokenFileScreen {
    /// Which entry of the catalogue.
    pub entry: usize,
    /// How many diagnostics it has.
    pub count: usize,
    /// The chosen diagnostic.
    pub list: ListCursor,
}

impl BrokenFileScreen {
    /// Does what a key asked for.
    pub(crate) fn act(&mut self, action: Action, cx: Context) -> Transition {
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
