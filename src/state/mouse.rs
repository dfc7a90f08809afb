use jiff::{Timestamp, ToSpan as _};

use super::effect::Effect;
use super::event::{MouseEvent, MouseKind};
use super::screen::{Overlay, Screen};
use super::state::State;
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::layout::{ClickTarget, ListMove, foot};
use crate::state::overlays::ask_at;

/// Rows that one notch of the wheel goes.
const NOTCH: usize = 3;
/// Two clicks on one row within this time are one double click.
const DOUBLE_MILLISECONDS: i64 = 500;

impl State {
    /// A click does what stands there; the wheel moves as the arrow keys do.
    pub(crate) fn mouse(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        if self.size.is_too_small() {
            return Vec::new();
        }
        self.dirty = true;
        let told = self.message.take().is_some();
        match mouse.kind {
            MouseKind::WheelUp => self.wheel(ListMove::Up),
            MouseKind::WheelDown => self.wheel(ListMove::Down),
            // In the bottom line stood a message: it is read now.
            MouseKind::Click if told && mouse.y + 1 == self.size.height => Vec::new(),
            MouseKind::Click => self.click(mouse.x, mouse.y),
        }
    }

    fn wheel(&mut self, movement: ListMove) -> Vec<Effect> {
        let typing = self.field().is_some();
        let filters = matches!(self.screen, Screen::Home(_) | Screen::Browse(_));
        if self.context() == KeyContext::Unanswered || (typing && !filters) {
            return Vec::new();
        }
        if self.overlay.is_none() && self.scroll_page(movement) {
            return Vec::new();
        }
        let key = if movement == ListMove::Up {
            Key::Up
        } else {
            Key::Down
        };
        let mut effects = Vec::new();
        for _ in 0..NOTCH {
            effects.extend(if typing {
                self.type_key(key)
            } else {
                self.act(Action::Move(movement))
            });
        }
        effects
    }

    /// Where a category stands on a page of its own, it is the page that scrolls.
    fn scroll_page(&mut self, movement: ListMove) -> bool {
        let (size, height) = (self.size, usize::from(self.size.body_height()));
        let (page, lines) = match &mut self.screen {
            Screen::Take(take) => {
                let lines = take.sheet().map_or(0, |sheet| sheet.page_lines(size));
                (&mut take.page, lines)
            }
            Screen::Result(result) => {
                let lines = result.sheet().map_or(0, |sheet| sheet.page_lines(size));
                (&mut result.page, lines)
            }
            _ => return false,
        };
        let Some(top) = page else { return false };
        for _ in 0..NOTCH {
            *top = movement.scrolled(*top, lines, height);
        }
        true
    }

    fn click(&mut self, x: u16, y: u16) -> Vec<Effect> {
        let before = self.clicked.take();
        if let Some(action) = self.foot_at(x, y) {
            return self.act(action);
        }
        if matches!(self.overlay, Some(Overlay::Unanswered)) {
            let chosen = ask_at(x, y, self.size);
            return chosen.map_or_else(Vec::new, |action| self.act(action));
        }
        let filters = matches!(self.screen, Screen::Home(_) | Screen::Browse(_));
        if self.overlay.is_some() || (self.field().is_some() && !filters) {
            return Vec::new();
        }
        if before.is_some_and(|before| is_double(before, (y, self.now))) {
            return self.act(Action::Open);
        }
        let Some(hit) = self.hit(x, y) else {
            return Vec::new();
        };
        if matches!(hit, ClickTarget::Row(_) | ClickTarget::Cell(..)) {
            self.clicked = Some((y, self.now));
        }
        self.choose(hit)
    }

    /// The action of the bottom line at a place.
    fn foot_at(&self, x: u16, y: u16) -> Option<Action> {
        let typing = matches!(self.screen, Screen::Take(_) | Screen::Result(_));
        let covered =
            (typing || matches!(self.overlay, Some(Overlay::Help(_)))) && self.field().is_some();
        if y + 1 != self.size.height || self.waiting || covered {
            return None;
        }
        let keys = foot(self);
        let at = keys.iter().find(|key| (key.x..key.end).contains(&x))?;
        // The digits stand there as one: none of them is meant.
        Some(at.action).filter(|action| !matches!(action, Action::Rate(_)))
    }
}

fn is_double((row, at): (u16, Timestamp), (y, now): (u16, Timestamp)) -> bool {
    let until = at.checked_add(DOUBLE_MILLISECONDS.milliseconds());
    row == y && until.is_ok_and(|until| now <= until)
}
