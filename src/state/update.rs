use super::effect::{DraftEffect, Effect, ProgramEffect, ResultsEffect};
use super::event::Event;
use super::keymap::{Action, Key};
use super::layout::Size;
use super::overlays::{
    About, HelpPage, MessagesPage, Overlay, OverlayContext, OverlayStep, Palette,
};
use super::screens::{Navigation, Screen, Transition};
use super::state::State;

/// Changes the state by an event. Returns the effects to run.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    state.handle(event)
}

impl State {
    pub(super) fn handle(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.take_in(event);
        self.with_draft(effects, false)
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Now(now) => return self.tick(now),
            Event::Key(key) if self.redraws_for(key) => return self.act(Action::Redraw),
            Event::Key(key) if self.size.is_too_small() => return self.press_unseen(key),
            Event::Paste(_) if self.size.is_too_small() => return Vec::new(),
            Event::Key(_) | Event::Mouse(_) | Event::Paste(_) if self.keeps_waiting(&event) => {
                return Vec::new();
            }
            Event::Key(key) => return self.press(key),
            Event::Mouse(mouse) => return self.mouse(mouse),
            Event::Paste(text) => return self.paste(&text),
            Event::Terminate(code) => return vec![ProgramEffect::Quit(code).into()],
            Event::StoreTouched => return self.store_touched(),
            Event::Resize(size) => self.resize(size),
            Event::Waiting(waiting) => self.waiting = waiting,
            Event::DraftSaved { .. } if !self.notice(&event) => return Vec::new(),
            Event::DraftSaved { .. } | Event::Resumed => {}
            // Only the effects of the reply can change the display.
            Event::Changes(_) => return self.handle_outcome(event),
            other => {
                self.dirty = true;
                let effects = self.handle_outcome(other);
                return self.replay_waiting(effects);
            }
        }
        self.dirty = true;
        Vec::new()
    }

    /// Opens the first screen. Returns the effects that load its data.
    pub fn start(&mut self, screen: Screen) -> Vec<Effect> {
        self.screen = screen;
        self.resize(self.size);
        self.entered()
    }

    fn tick(&mut self, now: jiff::Timestamp) -> Vec<Effect> {
        self.now = now;
        if self
            .message
            .as_ref()
            .is_some_and(|(_, until)| *until <= now)
        {
            self.message = None;
            self.dirty = true;
        }
        self.screen.as_state_mut().tick(now);
        Vec::new()
    }

    /// Adds the effect that updates the draft before `effects`, with the state after the event. It is
    /// immediate if `effects` close the form or start another program in the terminal.
    pub(super) fn with_draft(&mut self, mut effects: Vec<Effect>, at_once: bool) -> Vec<Effect> {
        let leaves = |effect: &Effect| {
            matches!(
                effect,
                Effect::Program(
                    ProgramEffect::Quit(_)
                        | ProgramEffect::Fail(_)
                        | ProgramEffect::Suspend
                        | ProgramEffect::EditNote { .. }
                ) | Effect::Draft(DraftEffect::OpenDraft { .. })
            )
        };
        let at_once = at_once || effects.iter().any(leaves);
        let draft = self.screen.as_state_mut().draft_effect(self.now, at_once);
        effects.splice(0..0, draft);
        effects
    }

    fn store_touched(&mut self) -> Vec<Effect> {
        if self.screen.as_state().lists_results() {
            vec![ResultsEffect::LookForChanges.into()]
        } else {
            Vec::new()
        }
    }

    pub(super) fn resize(&mut self, size: Size) {
        self.size = size;
        for screen in self.screens_mut() {
            screen.as_state_mut().lay_out(size);
        }
        if let Some(mut overlay) = self.overlay.take() {
            overlay.lay_out(&self.overlay_cx());
            self.overlay = Some(overlay);
        }
    }

    /// Returns whether a key redraws the screen: in every context, and before all waiting events.
    fn redraws_for(&self, key: Key) -> bool {
        let types = self.field().is_some() && !key.is_command();
        !types && self.keymap.find(self.context(), key) == Some(Action::Redraw)
    }

    /// Types a key into the open text field, or runs its action.
    fn press(&mut self, key: Key) -> Vec<Effect> {
        let action = self.keymap.find(self.context(), key);
        let leaves = matches!(action, Some(Action::Quit | Action::Suspend));
        // In a text field a letter is text, even if the configuration binds it to one of these.
        if self.field().is_some() && !(leaves && key.is_command()) {
            return self.type_key(key);
        }
        let Some(action) = action else {
            return Vec::new();
        };
        self.dirty = true;
        self.message = None;
        self.act(action)
    }

    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        self.dirty = true;
        self.message = None;
        if self.overlay.is_some() {
            return self.on_overlay(|overlay, cx| overlay.type_key(key, cx));
        }
        let cx = self.cx();
        let step = self.screen.as_state_mut().type_key(key, cx);
        self.follow_up(step)
    }

    /// Pastes into a text field. Without one, the text would run as commands.
    fn paste(&mut self, text: &str) -> Vec<Effect> {
        if self.field().is_none() {
            return Vec::new();
        }
        self.dirty = true;
        if self.overlay.is_some() {
            return self.on_overlay(|overlay, cx| {
                overlay.paste(text, cx);
                OverlayStep::Stay
            });
        }
        let cx = self.cx();
        let step = self.screen.as_state_mut().paste(text, cx);
        self.follow_up(step)
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![ProgramEffect::Quit(0).into()],
            Action::Suspend => return vec![ProgramEffect::Suspend.into()],
            Action::Redraw => {
                self.dirty = true;
                return vec![ProgramEffect::Redraw.into()];
            }
            Action::Palette => {
                let covered = self.overlay.take();
                let palette = Palette::new(covered, &self.overlay_cx());
                self.overlay = Some(Overlay::Palette(palette));
            }
            Action::Messages if !matches!(self.overlay, Some(Overlay::Messages(_))) => {
                self.overlay = Some(Overlay::Messages(MessagesPage::default()));
            }
            _ if self.overlay.is_some() => {
                return self.on_overlay(|overlay, cx| overlay.act(action, cx));
            }
            Action::About => {
                let assessment = self.screen.as_state().assessment();
                self.overlay = assessment.map(|assessment| Overlay::About(About::new(assessment)));
            }
            Action::Help => {
                let screen = self.screen.as_state();
                let help = HelpPage::new(screen.context(), screen.metrics());
                self.overlay = Some(Overlay::Help(help));
            }
            _ => {
                let cx = self.cx();
                let step = self.screen.as_state_mut().act(action, cx);
                return self.follow_up(step);
            }
        }
        Vec::new()
    }

    fn on_overlay(
        &mut self,
        handle: impl FnOnce(&mut Overlay, &OverlayContext<'_>) -> OverlayStep,
    ) -> Vec<Effect> {
        let Some(mut overlay) = self.overlay.take() else {
            return Vec::new();
        };
        match handle(&mut overlay, &self.overlay_cx()) {
            OverlayStep::Stay => self.overlay = Some(overlay),
            OverlayStep::Close(covered) => self.overlay = covered,
            OverlayStep::Run(covered, action) => {
                self.overlay = covered;
                return self.act(action);
            }
        }
        Vec::new()
    }

    /// Applies a transition, and returns its effects.
    pub(super) fn follow_up(&mut self, step: Transition) -> Vec<Effect> {
        let mut effects = step.effects;
        if let Some(message) = step.message {
            self.tell(message);
        }
        self.name = step.name.or(self.name.take());
        if step.drops_waiting {
            self.waiting_events.clear();
        }
        match step.navigation {
            None => {}
            Some(Navigation::Ask) => self.overlay = Some(Overlay::Unanswered),
            Some(Navigation::Back) => effects.extend(self.back()),
            Some(Navigation::Replace(request)) => {
                self.screen = Screen::open(request, self.cx());
                effects.extend(self.entered());
            }
            Some(Navigation::Open(request)) => {
                let screen = Screen::open(request, self.cx());
                self.below.push(std::mem::replace(&mut self.screen, screen));
                effects.extend(self.entered());
            }
        }
        effects
    }

    fn back(&mut self) -> Vec<Effect> {
        let Some(below) = self.below.pop() else {
            return vec![ProgramEffect::Quit(0).into()];
        };
        let mut effects = self.with_draft(Vec::new(), true);
        self.screen = below;
        effects.extend(self.entered());
        effects
    }

    /// Loads the data of the screen, which was opened or returned to.
    pub(super) fn entered(&mut self) -> Vec<Effect> {
        self.dirty = true;
        let cx = self.cx();
        let screen = self.screen.as_state_mut();
        let watch = ProgramEffect::Watch(screen.lists_results());
        let load = screen.load(self.name.as_deref(), cx);
        [watch.into()].into_iter().chain(load).collect()
    }
}
