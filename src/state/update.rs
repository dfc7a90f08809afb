use super::context::Context;
use super::effect::{DraftEffect, Effect, ProgramEffect, ResultsEffect};
use super::event::Event;
use super::screen::{Overlay, Screen};
use super::state::State;
use super::transition::{Navigation, Transition};
use super::type_ahead::RowsAwaited;
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::layout::Size;
use crate::state::overlays::{About, HelpPage};
use crate::words::figures;

/// Takes an event in: changes the state, and says what is to be done.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let effects = take_in(state, event);
    state.with_draft(effects, false)
}

fn take_in(state: &mut State, event: Event) -> Vec<Effect> {
    match event {
        Event::Now(now) => return state.tick(now),
        Event::Key(key) if state.redraws_for(key) => return state.act(Action::Redraw),
        Event::Key(key) if state.size.is_too_small() => return state.press_unseen(key),
        Event::Paste(_) if state.size.is_too_small() => return Vec::new(),
        Event::Key(_) | Event::Mouse(_) | Event::Paste(_) if state.keeps_waiting(&event) => {
            return Vec::new();
        }
        Event::Key(key) => return state.press(key),
        Event::Mouse(mouse) => return state.mouse(mouse),
        Event::Paste(text) => return state.paste(&text),
        Event::Terminate(code) => return vec![Effect::Program(ProgramEffect::Quit(code))],
        Event::StoreTouched => return state.store_touched(),
        Event::Resize(size) => state.resize(size),
        Event::Waiting(waiting) => state.waiting = waiting,
        Event::DraftSaved { id, revision } if !state.draft_saved(id, revision) => {
            return Vec::new();
        }
        Event::DraftSaved { .. } | Event::Resumed => {}
        // What follows from it may show; itself it does not.
        Event::Changes(_) => return state.answered(event),
        other => {
            state.dirty = true;
            let effects = state.answered(other);
            return state.go_on(effects);
        }
    }
    state.dirty = true;
    Vec::new()
}

impl State {
    /// Opens the first screen: what it needs from the store is asked for.
    pub fn start(&mut self, screen: Screen) -> Vec<Effect> {
        self.screen = screen;
        self.resize(self.size);
        self.entered()
    }

    pub(crate) fn cx(&self) -> Context {
        Context {
            now: self.now,
            size: self.size,
            settings: self.settings,
            date: self.dates.width(),
        }
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
        if let Screen::Take(take) = &mut self.screen {
            take.retry(now);
        }
        Vec::new()
    }

    /// Adds the effect that updates the draft before `effects`, with the state after the event. It is
    /// immediate if `effects` close the form or start another program in the terminal.
    pub(crate) fn with_draft(&mut self, mut effects: Vec<Effect>, at_once: bool) -> Vec<Effect> {
        let Screen::Take(take) = &mut self.screen else {
            return effects;
        };
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
        if let Some(effect) = take.draft_effect(self.now, at_once) {
            effects.insert(0, effect);
        }
        effects
    }

    fn store_touched(&mut self) -> Vec<Effect> {
        if self.screen.lists_results() {
            vec![Effect::Results(ResultsEffect::LookForChanges)]
        } else {
            Vec::new()
        }
    }

    pub(crate) fn resize(&mut self, size: Size) {
        self.size = size;
        for screen in self.below.iter_mut().chain([&mut self.screen]) {
            match screen {
                Screen::Home(home) => home.follow(size),
                Screen::Take(take) => take.resize(size),
                Screen::Result(result) => result.resize(size),
                Screen::Browse(browse) => browse.follow(size),
                Screen::Compare(compare) => compare.resize(size),
                Screen::Trend(trend) => trend.resize(size),
                Screen::Team(team) => team.resize(size),
                Screen::Broken(_) => {}
            }
        }
        self.resize_overlay();
    }

    /// A page that was scrolled shows its last lines, not what would be below them.
    fn resize_overlay(&mut self) {
        let (size, height) = (self.size, usize::from(self.size.body_height()));
        match &mut self.overlay {
            Some(Overlay::Help(help)) => {
                let rows = help.rows(&self.keymap, size.width).len();
                help.top = help.top.min(rows.saturating_sub(height));
            }
            Some(Overlay::About(about)) => {
                let lines = about.lines(size).len();
                about.top = about.top.min(lines.saturating_sub(height));
            }
            Some(Overlay::Palette(palette)) => palette.follow(height),
            _ => {}
        }
    }

    /// Whether a key redraws the screen: in every context, and before all pending events.
    fn redraws_for(&self, key: Key) -> bool {
        let types = self.field().is_some() && !key.is_command();
        !types && self.keymap.find(self.context(), key) == Some(Action::Redraw)
    }

    /// A key: text where a field is open, else an action of the table.
    fn press(&mut self, key: Key) -> Vec<Effect> {
        let action = self.keymap.find(self.context(), key);
        let leaves = matches!(action, Some(Action::Quit | Action::Suspend));
        // In a text field a letter is text, whatever the configuration says of it.
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

    pub(crate) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        self.dirty = true;
        self.message = None;
        let cx = self.cx();
        if let Some(Overlay::Palette(_)) = &self.overlay {
            return self.type_in_palette(key);
        }
        if let Some(Overlay::Help(help)) = &mut self.overlay {
            match key {
                Key::Enter | Key::Esc => help.filtering = false,
                key => {
                    help.filter.press(key);
                    help.top = 0;
                }
            }
            return Vec::new();
        }
        let step = match &mut self.screen {
            Screen::Home(home) => home.type_key(key, cx),
            Screen::Take(take) => take.type_key(key, cx),
            Screen::Browse(browse) => browse.type_key(key, cx),
            Screen::Result(result) => result.type_key(key),
            _ => Transition::none(),
        };
        self.follow_up(step)
    }

    /// A paste goes into text fields alone; elsewhere it would run as commands.
    fn paste(&mut self, text: &str) -> Vec<Effect> {
        if self.field().is_none() {
            return Vec::new();
        }
        self.dirty = true;
        let cx = self.cx();
        if let Some(Overlay::Palette(_)) = &self.overlay {
            self.paste_into_palette(text);
            return Vec::new();
        }
        if let Some(Overlay::Help(help)) = &mut self.overlay {
            help.filter.paste(text);
            return Vec::new();
        }
        let step = match &mut self.screen {
            Screen::Home(home) => home.type_text(text, cx),
            Screen::Take(take) => take.type_text(text, cx),
            Screen::Browse(browse) => browse.type_text(text, cx),
            Screen::Result(result) => {
                result.file.iter_mut().for_each(|field| field.paste(text));
                Transition::none()
            }
            _ => Transition::none(),
        };
        self.follow_up(step)
    }

    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Quit => return vec![Effect::Program(ProgramEffect::Quit(0))],
            Action::Suspend => return vec![Effect::Program(ProgramEffect::Suspend)],
            Action::Redraw => {
                self.dirty = true;
                return vec![Effect::Program(ProgramEffect::Redraw)];
            }
            Action::Palette => return self.open_palette(),
            Action::Messages if self.context() != KeyContext::Messages => {
                return self.open_messages();
            }
            _ => {}
        }
        match self.context() {
            KeyContext::Help => self.act_on_help(action),
            KeyContext::Unanswered => self.act_on_ask(action),
            KeyContext::About => self.act_on_about(action),
            KeyContext::Messages => self.act_on_messages(action),
            _ if action == Action::About => self.open_about(),
            context if action == Action::Help => {
                self.overlay = Some(Overlay::Help(self.help(context)));
                Vec::new()
            }
            _ => self.act_on_screen(action),
        }
    }

    fn act_on_help(&mut self, action: Action) -> Vec<Effect> {
        let height = usize::from(self.size.body_height());
        let Some(Overlay::Help(help)) = &mut self.overlay else {
            return Vec::new();
        };
        match action {
            Action::Move(movement) => help.go(
                movement,
                help.rows(&self.keymap, self.size.width).len(),
                height,
            ),
            Action::Filter => help.filtering = true,
            Action::Back | Action::Help => self.overlay = None,
            _ => {}
        }
        Vec::new()
    }

    /// The help page of a screen; that of a result says how its numbers are made.
    fn help(&self, context: KeyContext) -> HelpPage {
        let mut help = HelpPage::new(context);
        if let Screen::Result(screen) = &self.screen {
            help.figures = figures(&screen.result);
        }
        help
    }

    fn open_about(&mut self) -> Vec<Effect> {
        let assessment = match &self.screen {
            Screen::Home(home) => home.chosen().map(|listed| listed.whole().clone()),
            Screen::Take(take) => Some(take.assessment.clone()),
            Screen::Result(result) => Some(result.result.assessment.clone()),
            _ => None,
        };
        self.overlay = assessment.map(|assessment| Overlay::About(About::new(assessment)));
        Vec::new()
    }

    fn act_on_about(&mut self, action: Action) -> Vec<Effect> {
        let size = self.size;
        match (action, &mut self.overlay) {
            (Action::Move(movement), Some(Overlay::About(about))) => about.go(movement, size),
            (Action::Back | Action::About | Action::Open, _) => self.overlay = None,
            _ => {}
        }
        Vec::new()
    }

    fn act_on_ask(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::GoToUnanswered | Action::CountAsLowest | Action::SaveUnanswered => {
                self.overlay = None;
                self.act_on_screen(action)
            }
            Action::Back => {
                self.overlay = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn act_on_screen(&mut self, action: Action) -> Vec<Effect> {
        let cx = self.cx();
        let step = match &mut self.screen {
            Screen::Home(home) => home.act(action, cx),
            Screen::Take(take) => take.act(action, cx),
            Screen::Result(result) => result.act(action, cx),
            Screen::Browse(browse) => browse.act(action, cx),
            Screen::Compare(compare) => compare.act(action, cx),
            Screen::Trend(trend) => trend.act(action, cx),
            Screen::Team(team) => team.act(action, cx),
            Screen::Broken(broken) => broken.act(action, cx),
        };
        self.follow_up(step)
    }

    /// Carries out what follows from an action, as far as it is a change of the state.
    pub(crate) fn follow_up(&mut self, step: Transition) -> Vec<Effect> {
        let mut effects = step.effects;
        if let Some(message) = step.message {
            self.tell(message);
        }
        match step.go {
            None => {}
            Some(Navigation::Ask) => self.overlay = Some(Overlay::Unanswered),
            Some(Navigation::Back) => effects.extend(self.back()),
            Some(Navigation::Instead(screen)) => {
                self.screen = *screen;
                effects.extend(self.entered());
            }
            Some(Navigation::To(screen)) => {
                let left = std::mem::replace(&mut self.screen, *screen);
                self.below.push(left);
                effects.extend(self.entered());
            }
        }
        effects
    }

    fn back(&mut self) -> Vec<Effect> {
        let Some(below) = self.below.pop() else {
            return vec![Effect::Program(ProgramEffect::Quit(0))];
        };
        let mut effects = self.with_draft(Vec::new(), true);
        self.screen = below;
        effects.extend(self.entered());
        effects
    }

    /// A screen was entered, for the first time or again: what it shows is asked for anew.
    pub(crate) fn entered(&mut self) -> Vec<Effect> {
        self.dirty = true;
        self.rows = RowsAwaited::default();
        let cx = self.cx();
        let name = self.name.clone();
        let watch = Effect::Program(ProgramEffect::Watch(self.screen.lists_results()));
        let effect = match &mut self.screen {
            Screen::Home(home) => Some(home.load(name)),
            Screen::Browse(browse) => Some(browse.reload(cx)),
            Screen::Team(team) => Some(team.load()),
            Screen::Take(take) if take.is_opening() => Some(take.ask_for_draft(name)),
            _ => None,
        };
        [watch].into_iter().chain(effect).collect()
    }
}
