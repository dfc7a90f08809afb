use jiff::{Timestamp, ToSpan as _};

use super::effect::Effect;
use super::event::{MouseEvent, MouseKind};
use super::footer::footer_keys;
use super::keymap::{Action, Key, KeyContext};
use super::layout::ListMove;
use super::overlays::{Overlay, answer_at};
use super::screens::ClickTarget;
use super::state::State;

/// The number of rows that one notch of the wheel scrolls.
const NOTCH: usize = 3;
/// Two clicks on one row within this time are a double click.
const DOUBLE_MILLISECONDS: i64 = 500;

impl State {
    /// Selects or runs what is clicked. The wheel moves like the arrow keys.
    pub(super) fn mouse(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        if self.size.is_too_small() {
            return Vec::new();
        }
        self.dirty = true;
        let had_message = self.message.take().is_some();
        match mouse.kind {
            MouseKind::WheelUp => self.wheel(ListMove::Up),
            MouseKind::WheelDown => self.wheel(ListMove::Down),
            // A click on a message only closes it.
            MouseKind::Click if had_message && mouse.y + 1 == self.size.height => Vec::new(),
            MouseKind::Click => self.click(mouse.x, mouse.y),
        }
    }

    fn wheel(&mut self, movement: ListMove) -> Vec<Effect> {
        let is_typed = self.field().is_some();
        let has_filter = self.screen.as_state().filter().is_some();
        if self.context() == KeyContext::Unanswered || (is_typed && !has_filter) {
            return Vec::new();
        }
        if self.overlay.is_none() && self.scroll_details(movement) {
            return Vec::new();
        }
        let key = if movement == ListMove::Up {
            Key::Up
        } else {
            Key::Down
        };
        let mut effects = Vec::new();
        for _ in 0..NOTCH {
            effects.extend(if is_typed {
                self.type_key(key)
            } else {
                self.act(Action::Move(movement))
            });
        }
        effects
    }

    fn scroll_details(&mut self, movement: ListMove) -> bool {
        let size = self.size;
        let screen = self.screen.as_state_mut();
        (0..NOTCH).all(|_| screen.scroll_details(movement, size))
    }

    fn click(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let previous = self.clicked.take();
        if let Some(action) = self.footer_at(x, y) {
            return self.act(action);
        }
        if matches!(self.overlay, Some(Overlay::Unanswered)) {
            let answer = answer_at(x, y, self.size);
            return answer.map_or_else(Vec::new, |action| self.act(action));
        }
        let has_filter = self.screen.as_state().filter().is_some();
        if self.overlay.is_some() || (self.field().is_some() && !has_filter) {
            return Vec::new();
        }
        if previous.is_some_and(|previous| is_double(previous, (y, self.now))) {
            return self.act(Action::Open);
        }
        let Some(target) = self.screen.as_state().target_at(x, y, self.size) else {
            return Vec::new();
        };
        if matches!(target, ClickTarget::Row(_) | ClickTarget::Cell { .. }) {
            self.clicked = Some((y, self.now));
        }
        self.select(target)
    }

    fn select(&mut self, target: ClickTarget) -> Vec<Effect> {
        if target == ClickTarget::Filter {
            return self.act(Action::Filter);
        }
        let cx = self.cx();
        let step = self.screen.as_state_mut().select(target, cx);
        // Scroll, so that the rows around the selected one are visible.
        self.resize(self.size);
        self.follow_up(step)
    }

    /// Returns the action of the footer at a cell.
    fn footer_at(&self, x: u16, y: u16) -> Option<Action> {
        let is_list = self.overlay.is_none() && self.screen.as_state().filter().is_some();
        // Only filters of lists are not typed in the bottom line.
        let is_covered = self.field().is_some() && !is_list;
        if y + 1 != self.size.height || self.waiting || is_covered {
            return None;
        }
        let keys = footer_keys(self);
        let at = keys.iter().find(|key| (key.x..key.end).contains(&x))?;
        // The footer shows the keys of all levels as one.
        Some(at.action).filter(|action| !matches!(action, Action::Rate(_)))
    }
}

fn is_double((row, at): (u16, Timestamp), (y, now): (u16, Timestamp)) -> bool {
    let until = at.checked_add(DOUBLE_MILLISECONDS.milliseconds());
    row == y && until.is_ok_and(|until| now <= until)
}
