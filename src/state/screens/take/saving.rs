use jiff::{Timestamp, ToSpan as _};
use uuid::Uuid;

use super::phase::{DraftStatus, TakePhase};
use super::{EditKind, TakeScreen};
use crate::results::{AnswerLabels, AssessmentResult, Draft, StoreError};
use crate::state::context::Context;
use crate::state::effect::{DraftEffect, Effect};
use crate::state::event::DraftSplit;
use crate::state::keymap::Action;
use crate::state::message::Message;
use crate::state::screens::{Navigation, ScreenRequest, Transition};
use crate::text::clock_can_be_right;

/// The delay before a failed draft is sent again.
const RETRY_SECONDS: i64 = 2;
/// The delay before the selected category is saved, so that a held key does not save it each
/// time.
const PLACE_SECONDS: i64 = 1;

impl TakeScreen {
    /// Call this when the answers have changed: after the event, the draft is sent to the store.
    pub(crate) fn mark_changed(&mut self) {
        self.revision += 1;
        self.unsent = true;
        self.set_sent();
    }

    /// The status after an effect that writes the answers. A failure stays until the store confirms.
    fn set_sent(&mut self) {
        match &mut self.draft_status {
            DraftStatus::Failed { retry_at, .. } => *retry_at = None,
            status => *status = DraftStatus::Unconfirmed,
        }
    }

    /// The effect that updates the draft in the store after an event: it writes the entire draft if the
    /// answers have changed. If only the selected category has changed, it is written `PLACE_SECONDS`
    /// later, or `at_once`.
    pub(crate) fn update_draft(&mut self, now: Timestamp, at_once: bool) -> Option<Effect> {
        if std::mem::take(&mut self.unsent) {
            self.place_sent();
            return Some(Effect::Draft(DraftEffect::SaveDraft {
                draft: Box::new(self.draft(now)),
                revision: self.revision,
            }));
        }
        let has_draft = matches!(
            self.draft_status,
            DraftStatus::Saved | DraftStatus::Unconfirmed
        );
        if !has_draft || self.list.at == self.sent_place {
            self.place_at = None;
            return None;
        }
        let due = self.place_at.is_some_and(|at| at <= now);
        if !due && !at_once {
            let later = now.checked_add(PLACE_SECONDS.seconds()).ok();
            self.place_at = self.place_at.or(later);
            return None;
        }
        self.place_sent();
        let category = self.assessment.categories.get(self.list.at)?;
        Some(Effect::Draft(DraftEffect::SavePlace {
            id: self.id,
            category: category.key.clone(),
        }))
    }

    fn place_sent(&mut self) {
        self.sent_place = self.list.at;
        self.place_at = None;
    }

    /// Returns the draft with the current answers.
    pub(crate) fn draft(&self, now: Timestamp) -> Draft {
        let categories = self.assessment.categories.iter().enumerate();
        let (mut entries, mut said) = (Vec::new(), Vec::new());
        for ((index, category), entry) in categories.zip(&self.answers.entries) {
            if !entry.is_blank() {
                entries.push((category.key.clone(), entry.clone()));
                said.push(AnswerLabels::of(&self.assessment, index, entry.answer));
            }
        }
        entries.extend(self.removed_answers.iter().cloned());
        said.resize(entries.len(), None);
        let cursor = self
            .assessment
            .categories
            .get(self.list.at)
            .map(|c| c.key.clone());
        Draft {
            id: self.id,
            name: self.name.clone(),
            slug: self.assessment.slug.clone(),
            changed_at: now,
            entries,
            said,
            cursor,
        }
    }

    /// Handles the confirmation of a saved draft. Returns whether all answers are now stored.
    pub(crate) fn draft_saved(&mut self, id: Uuid, revision: u64) -> bool {
        let last = id == self.id && revision == self.revision && !self.is_saving();
        if last {
            self.draft_status = DraftStatus::Saved;
        }
        last
    }

    /// Handles a draft that was split off, because another window changed the stored one.
    pub(crate) fn draft_parted(&mut self, split: DraftSplit) -> Transition {
        if split.id != self.id {
            return Transition::none();
        }
        self.id = split.fresh;
        self.other_drafts += usize::from(!split.gone);
        self.draft_saved(split.fresh, split.revision);
        Transition::tell(Message::DraftSplit { gone: split.gone })
    }

    /// Handles a draft that the store could not save: it stays in memory and is sent again.
    pub(crate) fn draft_failed(&mut self, id: Uuid, error: StoreError, cx: Context) -> Transition {
        if id != self.id {
            return Transition::none();
        }
        let first = !matches!(&self.draft_status, DraftStatus::Failed { error: before, .. } if *before == error);
        let retry_at = cx.now.checked_add(RETRY_SECONDS.seconds()).ok();
        self.set_failed(error.clone(), retry_at);
        if first {
            Transition::tell(Message::NotSaved(error))
        } else {
            Transition::none()
        }
    }

    /// Sends a failed draft again when it is due.
    pub(crate) fn retry(&mut self, now: Timestamp) {
        if self.retry_at().is_some_and(|at| at <= now) {
            self.mark_changed();
        }
    }

    /// Saves the result, or asks what to do with unanswered categories.
    pub(crate) fn save(&mut self, cx: Context) -> Transition {
        if !self.assessment.can_be_saved() {
            return Transition::tell(Message::CannotBeSaved);
        }
        if self.name.is_empty() {
            return self.edit(EditKind::Name);
        }
        if self.answers.unanswered().next().is_some() {
            return Transition::go(Navigation::Ask);
        }
        self.save_result(cx)
    }

    /// Runs the choice for unanswered categories.
    pub(crate) fn save_unanswered(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::GoToUnanswered => {
                self.list.at = self.answers.unanswered().next().unwrap_or(self.list.at);
                self.follow(cx.size);
                return Transition::none();
            }
            Action::CountAsLowest => {
                self.count_as_lowest();
                self.mark_changed();
            }
            _ => {}
        }
        self.save_result(cx)
    }

    fn save_result(&mut self, cx: Context) -> Transition {
        if self.is_saving() {
            return Transition::none();
        }
        if !clock_can_be_right(cx.now) {
            return Transition::tell(Message::WrongClock(cx.now));
        }
        let mut result = self.as_result(cx.now);
        // A failed save may be on disk: the same answers keep their time, so that saving them again
        // makes the same result and not a second one.
        if let Some(tried) = self.failed_result.take() {
            let again = AssessmentResult {
                taken_at: tried.taken_at,
                ..result.clone()
            };
            if again == *tried {
                result = again;
            }
        }
        if !matches!(self.draft_status, DraftStatus::Failed { .. }) {
            self.draft_status = DraftStatus::Unconfirmed;
        }
        self.phase = TakePhase::Saving(Box::new(result.clone()));
        Transition::effect(DraftEffect::SaveResult(Box::new(result)))
    }

    /// Returns the answers as a result taken `now`.
    pub(crate) fn as_result(&self, now: Timestamp) -> AssessmentResult {
        AssessmentResult {
            id: self.id,
            name: self.name.clone(),
            taken_at: whole_milliseconds(now),
            assessment: self.assessment.clone(),
            answers: self.plain_answers(),
            notes: self
                .answers
                .entries
                .iter()
                .map(|entry| entry.note.clone())
                .collect(),
        }
    }

    /// Opens the result screen instead of the form.
    pub(crate) fn result_saved(&mut self, id: Uuid) -> Transition {
        let TakePhase::Saving(result) = &self.phase else {
            return Transition::none();
        };
        if result.id != id {
            return Transition::none();
        }
        Transition::go(Navigation::Replace(ScreenRequest::Result {
            result: result.clone(),
            previous: self.previous_result.take(),
        }))
    }

    /// Another result has this ID: saves this one under a new ID.
    pub(crate) fn result_conflict(&mut self, id: Uuid, fresh: Uuid) -> Transition {
        match &mut self.phase {
            TakePhase::Saving(result) if result.id == id => {
                result.id = fresh;
                self.id = fresh;
                Transition::effect(DraftEffect::SaveResult(result.clone()))
            }
            _ => Transition::none(),
        }
    }

    /// Handles a result that could not be saved. All answers stay in the form.
    pub(crate) fn result_failed(&mut self, error: StoreError) -> Transition {
        if let TakePhase::Saving(result) = &self.phase {
            self.failed_result = Some(result.clone());
            self.phase = TakePhase::Editing;
        }
        let retry_at = self.retry_at();
        self.set_failed(error.clone(), retry_at);
        Transition::tell(Message::NotSaved(error))
    }
}

/// Results have whole milliseconds, so that a result is the same after it is read back.
fn whole_milliseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}
