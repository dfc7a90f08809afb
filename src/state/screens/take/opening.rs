use uuid::Uuid;

use super::TakeScreen;
use super::phase::{DraftStatus, TakePhase, WaitingForDraft};
use super::undo_history::{UndoHistory, UndoStep};
use crate::results::{Answers, AssessmentResult, Draft, PreviousAnswer, person_key, previous};
use crate::state::context::Context;
use crate::state::effect::{DraftEffect, Effect};
use crate::state::event::DraftFound;
use crate::state::message::Message;
use crate::state::screens::Transition;

impl TakeScreen {
    /// Opens the draft that was found, or begins a new one.
    pub(crate) fn draft_opened(&mut self, mut found: DraftFound, cx: Context) -> Transition {
        let TakePhase::Opening(opening) = &mut self.phase else {
            return Transition::none();
        };
        if self.assessment.slug != found.slug {
            return Transition::none();
        }
        let opening = std::mem::take(opening);
        self.phase = TakePhase::Editing;
        self.set_previous(found.last.take());
        if opening.other && found.others == 0 {
            return Transition {
                name: Some(self.name.clone()),
                ..Transition::tell(Message::NoOtherDraft)
            };
        }
        let mut step = match (opening.rename, found.draft) {
            (Some(name), None) => self.renamed(name),
            (rename, draft) => {
                let left = rename.map(|_| std::mem::take(&mut self.name));
                self.other_drafts = found.others;
                self.name = found.name;
                self.resume(found.fresh, draft, left)
            }
        };
        self.follow(cx.size);
        step.name = Some(self.name.clone());
        step
    }

    fn resume(&mut self, fresh: Uuid, draft: Option<Draft>, left: Option<String>) -> Transition {
        self.history = UndoHistory::default();
        let Some(draft) = draft else {
            self.id = fresh;
            self.answers = Answers::blank(&self.assessment);
            self.draft_status = DraftStatus::Nothing;
            return Transition::none();
        };
        let fitted = draft.fitted(&self.assessment);
        self.id = draft.id;
        self.answers = fitted.answers;
        let at = draft
            .cursor
            .as_deref()
            .and_then(|key| self.assessment.position(key));
        self.list.at = at.unwrap_or(0);
        self.sent_place = self.list.at;
        self.draft_status = DraftStatus::Saved;
        let removed = fitted.removed.len();
        self.removed_answers = fitted.removed;
        if let Some(left) = left {
            // Undo returns to the previous person.
            self.history
                .push(UndoStep::Person(left.clone(), self.name.clone()));
            return Transition::tell(Message::OtherDraft { left });
        }
        let answered = self.answers.answered();
        let (others, reopened) = (self.other_drafts, fitted.reopened);
        Transition::tell(Message::Resumed {
            answered,
            others,
            reopened,
            removed,
        })
    }

    /// Sets the previous result and its answers on the current ladders.
    pub(crate) fn set_previous(&mut self, last: Option<Box<AssessmentResult>>) {
        self.previous = match &last {
            Some(last) => previous(last, &self.assessment),
            None => Vec::new(),
        };
        self.previous_result = last;
    }

    /// Returns whether the form is for this person and assessment and has its draft.
    pub(crate) fn is_about(&self, name: &str, slug: &str) -> bool {
        let same = person_key(&self.name) == person_key(name);
        !self.is_opening() && same && self.assessment.slug == slug
    }

    /// Returns the previous answer to a category.
    pub fn previous_of(&self, index: usize) -> Option<&PreviousAnswer> {
        self.previous.get(index).and_then(Option::as_ref)
    }

    /// Returns the previous level on the current ladder.
    pub fn previous_level(&self, index: usize) -> Option<u8> {
        self.previous_of(index)?.answer?.current()
    }

    /// Opens the draft of another person.
    pub(crate) fn open_draft_of(&mut self, name: String) -> Transition {
        self.phase = TakePhase::Opening(WaitingForDraft::default());
        Transition::effect(self.ask_for_draft(Some(name)))
    }

    /// Requests the draft: the first effect of every form.
    pub(crate) fn ask_for_draft(&self, name: Option<String>) -> Effect {
        let slug = self.assessment.slug.clone();
        Effect::Draft(DraftEffect::OpenDraft {
            name,
            slug,
            instead_of: None,
        })
    }

    /// Requests another draft of the same person. Refuses while the open draft cannot be saved.
    pub(crate) fn other_draft(&mut self) -> Transition {
        if let Some(error) = self.save_error() {
            return Transition::tell(Message::NotSaved(error.clone()));
        }
        self.phase = TakePhase::Opening(WaitingForDraft {
            other: true,
            ..WaitingForDraft::default()
        });
        Transition::effect(DraftEffect::OpenDraft {
            name: Some(self.name.clone()),
            slug: self.assessment.slug.clone(),
            instead_of: Some(self.id),
        })
    }
}
