use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::load_results;
use super::open_drafts::{OpenDrafts, SavedDraft};
use crate::results::{AssessmentResult, Draft, DraftPlace, Position, ResultRow, StoreError};
use crate::runtime::incoming::Clock;
use crate::state::{
    DraftEffect, DraftFound, DraftSplit, Event, FailedOperation, HomeData, RECENT, ResultsEffect,
};
use crate::store::{Scope, ScreenStore, fresh_id};

/// Number of rows of a person that are searched first for the latest result of each assessment.
const NEWEST: usize = 64;

/// An effect that reads from or writes to the store.
pub enum StoreEffect {
    Draft(DraftEffect),
    Results(ResultsEffect),
}

impl From<DraftEffect> for StoreEffect {
    fn from(effect: DraftEffect) -> Self {
        Self::Draft(effect)
    }
}

impl From<ResultsEffect> for StoreEffect {
    fn from(effect: ResultsEffect) -> Self {
        Self::Results(effect)
    }
}

/// Runs the effects that read from or write to the store.
pub struct EffectRunner {
    pub store: Arc<dyn ScreenStore>,
    /// Returns the current time.
    pub clock: Clock,
    /// Generates IDs: UUID version 7.
    pub ids: Box<dyn FnMut() -> Uuid + Send>,
    /// Time zone for dates in filters.
    pub zone: TimeZone,
    /// Returns the account name, the last fallback for the name of the person.
    pub account: fn() -> String,
    pub open_drafts: OpenDrafts,
    /// The name stored in the store, if it was read or written.
    pub remembered: Option<String>,
}

impl EffectRunner {
    /// Creates a second runner on the same store, for effects that use no drafts and no new IDs.
    pub(crate) fn for_server(&self) -> Self {
        Self {
            store: Arc::clone(&self.store),
            clock: Arc::clone(&self.clock),
            ids: Box::new(fresh_id),
            zone: self.zone.clone(),
            account: self.account,
            open_drafts: OpenDrafts::default(),
            remembered: None,
        }
    }

    /// Opens the store, if it exists, before the first effect. Errors are ignored: the first effect
    /// reports them.
    pub fn prepare(&self) {
        let _ = self.store.changes();
    }

    /// Runs the deferred check of the store. Returns [`Event::Failed`] if the check fails.
    pub fn verify(&self) -> Option<Event> {
        let error = self.store.verify().err()?;
        let what = FailedOperation::Read;
        Some(Event::Failed { what, error })
    }

    /// Runs an effect and returns its reply.
    pub fn run(&mut self, effect: impl Into<StoreEffect>) -> Option<Event> {
        let (what, reply) = match effect.into() {
            StoreEffect::Draft(effect) => (draft_operation(&effect), self.run_draft(effect)),
            StoreEffect::Results(effect) => (results_operation(&effect), self.run_results(effect)),
        };
        reply.unwrap_or_else(|error| Some(Event::Failed { what, error }))
    }

    fn run_draft(&mut self, effect: DraftEffect) -> Result<Option<Event>, StoreError> {
        Ok(Some(match effect {
            DraftEffect::OpenDraft {
                name,
                slug,
                instead_of,
            } => self.open_draft(name, slug, instead_of)?,
            DraftEffect::SaveDraft { draft, revision } => self.save_draft(&draft, revision)?,
            DraftEffect::SavePlace { id, category } => {
                self.open_drafts.save_place(&*self.store, id, category)?;
                return Ok(None);
            }
            DraftEffect::RemoveDraft { name, slug } => {
                self.open_drafts.remove_left(&*self.store, &name, &slug)?;
                return Ok(None);
            }
            DraftEffect::SaveResult(result) => self.save_result(&result)?,
        }))
    }

    fn run_results(&mut self, effect: ResultsEffect) -> Result<Option<Event>, StoreError> {
        let store = &*self.store;
        Ok(Some(match effect {
            ResultsEffect::LoadHome { name, slugs } => {
                Event::Home(Box::new(self.home(name, &slugs)?))
            }
            ResultsEffect::OpenResult(id) => self.open_result(id)?,
            ResultsEffect::LoadRows(request) => load_results::rows(store, &request)?,
            ResultsEffect::Compare(ids) => load_results::compared(store, &ids)?,
            ResultsEffect::CompareWithBefore(id) => load_results::with_before(store, id)?,
            ResultsEffect::LoadTrend { name, slug } => load_results::trend(store, name, slug)?,
            ResultsEffect::LoadTeam { slug } => load_results::team(store, slug)?,
            ResultsEffect::Delete(id) => self.delete(id)?,
            ResultsEffect::Restore(id) => {
                store.restore(&[id])?;
                Event::Restored(id)
            }
            ResultsEffect::LookForChanges => Event::Changes(store.changes()?),
        }))
    }

    /// Returns the person: the requested name, the last name used, or the account name.
    fn name(&mut self, asked: Option<String>) -> Result<String, StoreError> {
        if let Some(name) = asked {
            return Ok(name);
        }
        self.remembered = self.store.last_name()?;
        Ok(self.remembered.clone().unwrap_or_else(self.account))
    }

    fn home(&mut self, name: Option<String>, slugs: &[String]) -> Result<HomeData, StoreError> {
        let changes = self.store.changes()?;
        let name = self.name(name)?;
        let last = self.latest_of_each(&name, slugs)?;
        let drafts = self.store.drafts(&name)?;
        let aside = self.store.other_drafts(&name)?;
        let recent = self.store.page(&Scope::default(), None, RECENT)?.rows;
        Ok(HomeData {
            name,
            drafts,
            aside,
            last,
            recent,
            changes,
        })
    }

    /// Returns the latest result of a person in each of these assessments. Most are on the first
    /// page of the person; only the others need one query each.
    fn latest_of_each(&self, name: &str, slugs: &[String]) -> Result<Vec<ResultRow>, StoreError> {
        let mut scope = Scope {
            name: Some(name.to_owned()),
            ..Scope::default()
        };
        let page = self.store.page(&scope, None, NEWEST)?;
        let mut last: Vec<ResultRow> = Vec::new();
        for row in page.rows {
            if slugs.contains(&row.slug) && last.iter().all(|other| other.slug != row.slug) {
                last.push(row);
            }
        }
        let older = if page.next.is_some() { slugs } else { &[] };
        for slug in older {
            if last.iter().all(|row| row.slug != *slug) {
                scope.assessment = Some(slug.clone());
                last.extend(self.store.page(&scope, None, 1)?.rows);
            }
        }
        Ok(last)
    }

    fn open_draft(
        &mut self,
        name: Option<String>,
        slug: String,
        instead_of: Option<Uuid>,
    ) -> Result<Event, StoreError> {
        let mut found = self.open_draft_here(name, slug, instead_of)?;
        found.last = self.latest(&found.name, &found.slug, None)?;
        Ok(Event::DraftOpened(Box::new(found)))
    }

    /// Opens a draft from local data, without the previous result.
    pub(crate) fn open_draft_here(
        &mut self,
        name: Option<String>,
        slug: String,
        instead_of: Option<Uuid>,
    ) -> Result<DraftFound, StoreError> {
        let name = self.name(name)?;
        let main = self
            .store
            .draft(&name, &slug)?
            .map(|draft| (draft, DraftPlace::Main));
        let aside = self
            .store
            .other_drafts(&name)?
            .into_iter()
            .filter(|draft| draft.slug == slug);
        let mut all: Vec<_> = main
            .into_iter()
            .chain(aside.map(|draft| (draft, DraftPlace::Aside)))
            .collect();
        let count = all.len();
        let at = instead_of.and_then(|id| all.iter().position(|(draft, _)| draft.id == id));
        let next = at.map_or(0, |at| (at + 1) % count);
        let found = (next < count).then(|| all.swap_remove(next));
        let fresh = (self.ids)();
        match &found {
            Some((draft, place)) => self.open_drafts.opened(draft.id, Some(draft), *place),
            None => self.open_drafts.opened(fresh, None, DraftPlace::Main),
        }
        let draft = found.map(|(draft, _)| draft);
        let others = count.saturating_sub(1);
        Ok(DraftFound {
            slug,
            name,
            draft,
            last: None,
            others,
            fresh,
        })
    }

    /// Loads a result and its previous result.
    fn open_result(&self, id: Uuid) -> Result<Event, StoreError> {
        let result = self.store.result(id)?;
        let before = match &result {
            None => None,
            Some(result) => {
                let place = Position {
                    taken_at: result.taken_at,
                    id,
                };
                self.latest(&result.name, &result.assessment.slug, Some(place))?
            }
        };
        Ok(Event::ResultOpened {
            result: result.map(Box::new),
            before,
        })
    }

    /// Returns the latest result of a person in an assessment, or the latest before `after`.
    pub(crate) fn latest(
        &self,
        name: &str,
        slug: &str,
        after: Option<Position>,
    ) -> Result<Option<Box<AssessmentResult>>, StoreError> {
        let (assessment, name) = (Some(slug.to_owned()), Some(name.to_owned()));
        let scope = Scope {
            assessment,
            name,
            ..Scope::default()
        };
        match self.store.full_results(&scope, after, 1) {
            // Open the form even if the server does not respond.
            Err(_) if self.store.relay().is_some() => Ok(None),
            found => Ok(found?.0.into_iter().next().map(Box::new)),
        }
    }

    fn save_draft(&mut self, draft: &Draft, revision: u64) -> Result<Event, StoreError> {
        let kept = self.open_drafts.save(&*self.store, draft, &mut self.ids)?;
        // Saving a draft with answers stores its name as well.
        if self.remembered.as_deref() != Some(&draft.name) && !draft.name.is_empty() {
            if draft.entries.is_empty() {
                self.store.remember_name(&draft.name)?;
            }
            self.remembered = Some(draft.name.clone());
        }
        Ok(match kept {
            SavedDraft::Here(id) => Event::DraftSaved { id, revision },
            SavedDraft::Separate { fresh, gone } => Event::DraftParted(DraftSplit {
                id: draft.id,
                fresh,
                revision,
                gone,
            }),
        })
    }

    fn save_result(&mut self, result: &AssessmentResult) -> Result<Event, StoreError> {
        let fresh = self.open_drafts.current_id(result.id);
        if fresh != result.id {
            return Ok(Event::ResultConflict {
                id: result.id,
                fresh,
            });
        }
        match self
            .store
            .save_and_remove_draft(result, self.open_drafts.seen(result.id))
        {
            Ok(_) => Ok(Event::ResultSaved(result.id)),
            Err(StoreError::Conflict { id }) => Ok(Event::ResultConflict {
                id,
                fresh: (self.ids)(),
            }),
            Err(error) => Err(error),
        }
    }

    fn delete(&mut self, id: Uuid) -> Result<Event, StoreError> {
        let now: Timestamp = (self.clock)();
        self.store.delete(&[id], now)?;
        Ok(Event::Deleted(id))
    }
}

/// Returns the operation to report if this effect fails.
fn draft_operation(effect: &DraftEffect) -> FailedOperation {
    match effect {
        DraftEffect::OpenDraft { .. } => FailedOperation::Read,
        DraftEffect::SaveDraft { draft, revision } => FailedOperation::Draft {
            id: draft.id,
            revision: *revision,
        },
        DraftEffect::SavePlace { .. } | DraftEffect::RemoveDraft { .. } => FailedOperation::Aside,
        DraftEffect::SaveResult(result) => FailedOperation::Result(result.id),
    }
}

/// Returns the operation to report if this effect fails.
fn results_operation(effect: &ResultsEffect) -> FailedOperation {
    match effect {
        ResultsEffect::Delete(id) | ResultsEffect::Restore(id) => FailedOperation::Bin(*id),
        ResultsEffect::LookForChanges => FailedOperation::Aside,
        ResultsEffect::LoadHome { .. }
        | ResultsEffect::OpenResult(_)
        | ResultsEffect::LoadRows(_)
        | ResultsEffect::Compare(_)
        | ResultsEffect::CompareWithBefore(_)
        | ResultsEffect::LoadTrend { .. }
        | ResultsEffect::LoadTeam { .. } => FailedOperation::Read,
    }
}
