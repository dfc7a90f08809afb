use crate::state::keymap::Action;
use crate::state::layout::ListCursor;
use crate::state::transition::{Cx, Go, Step};

/// What is wrong with a file: a list of its diagnostics.
#[derive(Debug, Clone)]
pub struct Broken {
    /// Which entry of the catalogue.
    pub entry: usize,
    /// How many diagnostics it has.
    pub count: usize,
    /// The chosen diagnostic.
    pub list: ListCursor,
}

impl Broken {
    /// Does what a key asked for.
    pub(crate) fn act(&mut self, action: Action, cx: Cx) -> Step {
        match action {
            Action::Move(movement) => {
                let page = usize::from(cx.size.body_height());
                self.list.go(movement, self.count, page);
            }
            Action::Back => return Step::go(Go::Back),
            _ => {}
        }
        Step::none()
    }
}
