use super::request::LineRequest;
use crate::results::ReadAnswer;
use crate::state::context::Context;
use crate::state::effect::Effect;
use crate::state::keymap::Action;
use crate::state::overlays::Overlay;
use crate::state::screens::{EditKind, Screen, TakeScreen, Transition};
use crate::state::state::State;
use crate::state::text_field::TextField;

/// Performs a request and returns its effects, as [`crate::state::update::update()`] does for a
/// key. Do not call it while the form opens its draft or saves its result.
pub fn perform(state: &mut State, request: LineRequest) -> Vec<Effect> {
    state.dirty = true;
    state.message = None;
    let effects = do_request(state, request);
    state.with_draft(effects, true)
}

/// Performs a request on the state.
fn do_request(state: &mut State, request: LineRequest) -> Vec<Effect> {
    match request {
        LineRequest::Show(_) => Vec::new(),
        LineRequest::Act(action) => state.act(action),
        LineRequest::Save(choice) => state.save_with(choice),
        LineRequest::Quit => {
            state.overlay = None;
            state.act(Action::Back)
        }
        LineRequest::Answer(read) => state.on_form(|take, cx| take.write_answer(&read, cx)),
        LineRequest::CopyPrevious => state.on_form(|take, cx| {
            let step = take.copy_previous();
            take.go_to_next(cx);
            step
        }),
        LineRequest::Go { at, .. } => state.on_form(|take, cx| take.go_to(at, cx)),
        LineRequest::Fill(kind, text) => state.on_form(|take, cx| {
            take.edit(kind);
            take.fill(&text, cx)
        }),
        LineRequest::Text(text) => state.on_form(|take, cx| take.fill(&text, cx)),
        LineRequest::Keep => state.on_form(TakeScreen::leave_field),
    }
}

impl State {
    /// Runs `job` on the form. Does nothing if another screen is shown.
    fn on_form(&mut self, job: impl FnOnce(&mut TakeScreen, Context) -> Transition) -> Vec<Effect> {
        let cx = self.cx();
        let Screen::Take(take) = &mut self.screen else {
            return Vec::new();
        };
        let step = job(take, cx);
        self.follow_up(step)
    }

    /// Saves the result. If categories are unanswered, applies `choice` to them.
    fn save_with(&mut self, choice: Option<Action>) -> Vec<Effect> {
        let mut effects = self.act(Action::Save);
        if matches!(self.overlay, Some(Overlay::Unanswered))
            && let Some(choice) = choice
        {
            effects.extend(self.act(choice));
        }
        effects
    }
}

impl TakeScreen {
    /// Sets a typed answer for the selected category. Goes to the next category if that category is
    /// now answered.
    fn write_answer(&mut self, read: &ReadAnswer, cx: Context) -> Transition {
        if self.answers.entries.is_empty() {
            return Transition::none();
        }
        let top = self.assessment.top(self.list.at);
        let step = self.change(|entry| entry.take_written(read, top));
        if read.answer.is_answered() {
            self.go_to_next(cx);
        }
        step
    }

    /// Goes to the next category, if there is one.
    fn go_to_next(&mut self, cx: Context) {
        let last = self.answers.entries.len().saturating_sub(1);
        self.list.at = (self.list.at + 1).min(last);
        self.follow(cx.size);
    }

    /// Goes to the category at `at`, if it exists.
    fn go_to(&mut self, at: usize, cx: Context) -> Transition {
        if at < self.answers.entries.len() {
            self.list.at = at;
            self.follow(cx.size);
        }
        Transition::none()
    }

    /// Sets the text of the open field, and closes it.
    fn fill(&mut self, text: &str, cx: Context) -> Transition {
        let Some(editing) = &mut self.editing else {
            return Transition::none();
        };
        if editing.kind == EditKind::Note && editing.before == text {
            return self.leave_field(cx);
        }
        editing.field = TextField::new(text);
        let typed = self.typed(cx);
        let mut ended = self.end_editing(cx);
        ended.effects.splice(0..0, typed.effects);
        ended.message = ended.message.or(typed.message);
        ended
    }

    /// Closes the open field without a change.
    fn leave_field(&mut self, _: Context) -> Transition {
        self.editing = None;
        Transition::none()
    }
}
