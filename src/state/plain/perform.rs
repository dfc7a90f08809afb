use super::request::Request;
use crate::results::ReadAnswer;
use crate::state::effect::Effect;
use crate::state::keymap::Action;
use crate::state::overlays::Choice;
use crate::state::screens::{EditKind, Take};
use crate::state::state::{Overlay, Screen, State};
use crate::state::text_field::Field;
use crate::state::transition::{Cx, Step};

/// Does what a line asks for, as [`crate::state::update::update()`] does what a key asks for. Not to be
/// called while the form waits for its draft, or for its result to be saved.
pub fn ask(state: &mut State, request: Request) -> Vec<Effect> {
    state.dirty = true;
    state.message = None;
    let effects = do_request(state, request);
    state.with_draft(effects, true)
}

fn do_request(state: &mut State, request: Request) -> Vec<Effect> {
    match request {
        Request::Show(_) => Vec::new(),
        Request::Act(action) => state.act(action),
        Request::Save(choice) => state.save_with(choice),
        Request::Quit => {
            state.overlay = None;
            state.act(Action::Back)
        }
        Request::Answer(read) => state.on_form(|take, cx| take.write_answer(&read, cx)),
        Request::Same => state.on_form(|take, cx| {
            let step = take.take_over();
            take.go_on(cx);
            step
        }),
        Request::Go { at, .. } => state.on_form(|take, cx| take.go_to(at, cx)),
        Request::Fill(kind, text) => state.on_form(|take, cx| {
            take.edit(kind);
            take.fill(&text, cx)
        }),
        Request::Text(text) => state.on_form(|take, cx| take.fill(&text, cx)),
        Request::Keep => state.on_form(Take::leave_field),
    }
}

impl State {
    fn on_form(&mut self, job: impl FnOnce(&mut Take, Cx) -> Step) -> Vec<Effect> {
        let cx = self.cx();
        let Screen::Take(take) = &mut self.screen else {
            return Vec::new();
        };
        let step = job(take, cx);
        self.follow_up(step)
    }

    fn save_with(&mut self, choice: Option<Choice>) -> Vec<Effect> {
        let mut effects = self.act(Action::Save);
        if matches!(self.overlay, Some(Overlay::AskOpen))
            && let Some(choice) = choice
        {
            effects.extend(self.act(match choice {
                Choice::GoThere => Action::GoToOpen,
                Choice::CountAsLowest => Action::CountAsLowest,
                Choice::SaveOpen => Action::SaveOpen,
            }));
        }
        effects
    }
}

impl Take {
    /// A written answer to the chosen category. One that says something leads on to the next.
    fn write_answer(&mut self, read: &ReadAnswer, cx: Cx) -> Step {
        if self.answers.entries.is_empty() {
            return Step::none();
        }
        let top = self.assessment.top(self.list.at);
        let step = self.change(|entry| entry.take_written(read, top));
        if read.answer.is_answered() {
            self.go_on(cx);
        }
        step
    }

    fn go_on(&mut self, cx: Cx) {
        let last = self.answers.entries.len().saturating_sub(1);
        self.list.at = (self.list.at + 1).min(last);
        self.follow(cx.size);
    }

    fn go_to(&mut self, at: usize, cx: Cx) -> Step {
        if at < self.answers.entries.len() {
            self.list.at = at;
            self.follow(cx.size);
        }
        Step::none()
    }

    /// Puts a text into the open field, and ends it.
    fn fill(&mut self, text: &str, cx: Cx) -> Step {
        let Some(editing) = &mut self.editing else {
            return Step::none();
        };
        if editing.kind == EditKind::Note && editing.before == text {
            return self.leave_field(cx);
        }
        editing.field = Field::new(text);
        let typed = self.typed(cx);
        let mut ended = self.end_editing(cx);
        ended.effects.splice(0..0, typed.effects);
        ended.message = ended.message.or(typed.message);
        ended
    }

    /// Ends the open field with nothing changed.
    fn leave_field(&mut self, _: Cx) -> Step {
        self.editing = None;
        Step::none()
    }
}
