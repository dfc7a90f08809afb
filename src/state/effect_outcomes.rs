use super::effect::{Effect, ProgramEffect};
use super::event::{Event, FailedOperation};
use super::message::Message;
use super::screens::{ScreenRequest, Transition};
use super::state::State;
use crate::results::{AssessmentResult, StoreError, SyncStatus};

impl State {
    /// Handles the outcome of an effect.
    pub(super) fn handle_outcome(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Home(ref data) => {
                self.name.get_or_insert_with(|| data.name.clone());
                self.notice(&event);
            }
            Event::LastRead(_) => {
                self.notice(&event);
            }
            Event::ResultOpened { result, before } => return self.result_opened(result, before),
            Event::Failed { what, error } => return self.failed(what, error),
            Event::SyncStatus(status) => self.sync_status_changed(status),
            Event::Copied { view, sent } => self.tell(Message::Copied(view, sent)),
            Event::Written { path, why_not } => self.written(path, why_not),
            event => {
                let cx = self.cx();
                let step = self.screen.as_state_mut().receive(event, cx);
                return self.follow_up(step);
            }
        }
        Vec::new()
    }

    /// Passes an event to all open screens. Returns whether one of them changed.
    pub(super) fn notice(&mut self, event: &Event) -> bool {
        let cx = self.cx();
        let mut has_changed = false;
        for screen in self.screens_mut() {
            has_changed |= screen.as_state_mut().notice(event, cx);
        }
        has_changed
    }

    fn written(&mut self, path: String, why_not: Option<String>) {
        match why_not {
            None => self.tell(Message::Written(path)),
            Some(why) => {
                self.screen.as_state_mut().edit_path(&path);
                self.tell(Message::NotWritten { path, why });
            }
        }
    }

    fn result_opened(
        &mut self,
        result: Option<Box<AssessmentResult>>,
        previous: Option<Box<AssessmentResult>>,
    ) -> Vec<Effect> {
        let Some(result) = result else {
            self.tell(Message::Gone);
            return self.entered();
        };
        let request = ScreenRequest::Result { result, previous };
        self.follow_up(Transition::open(request))
    }

    /// Handles an error of the store. If nothing can be shown without it, the program quits.
    fn failed(&mut self, what: FailedOperation, error: StoreError) -> Vec<Effect> {
        if what == FailedOperation::Read && error.is_final() {
            return vec![ProgramEffect::Fail(error).into()];
        }
        let cx = self.cx();
        let step = self.screen.as_state_mut().failed(what, error, cx);
        self.follow_up(step)
    }

    /// Tells important changes of the sync status once.
    pub(super) fn sync_status_changed(&mut self, now: SyncStatus) {
        let before = std::mem::replace(&mut self.sync_status, now);
        let is_worse = (now.away && !before.away)
            || (now.refuses && !before.refuses)
            || (now.busy && !before.busy)
            || (now.hinders() && now.waiting > before.waiting)
            || now.conflicts > before.conflicts
            || now.refused > before.refused;
        let is_back = before.hinders() && !now.hinders();
        if is_worse || is_back {
            self.tell(Message::Server(now));
        }
    }
}
