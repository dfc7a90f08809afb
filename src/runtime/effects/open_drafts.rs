use std::collections::HashMap;

use uuid::Uuid;

use crate::results::{Draft, DraftOutcome, DraftPlace, StoreError, person_key};
use crate::store::Drafts;

/// Drafts open in this program, each with its last known state in the store. This prevents
/// overwriting changes by another window.
#[derive(Debug, Default)]
pub struct OpenDrafts {
    open: HashMap<Uuid, OpenDraft>,
    moved: HashMap<Uuid, Uuid>,
}

#[derive(Debug)]
struct OpenDraft {
    place: DraftPlace,
    seen: Option<Draft>,
    /// The draft saved under a previous name, until it is removed.
    left: Option<Draft>,
}

/// Where a draft was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedDraft {
    /// In its own place.
    Here(Uuid),
    /// As another draft: another window changed this one or saved its result (`gone`).
    Separate {
        /// The new ID.
        fresh: Uuid,
        /// Whether the draft of the other window no longer exists.
        gone: bool,
    },
}

impl OpenDrafts {
    /// Adds a draft that was read from the store or is new.
    pub fn opened(&mut self, id: Uuid, seen: Option<&Draft>, place: DraftPlace) {
        let open_draft = OpenDraft {
            place,
            seen: seen.cloned(),
            left: None,
        };
        self.open.insert(id, open_draft);
    }

    /// Returns the current ID of a draft, which differs if the draft was saved separately.
    pub fn current_id(&self, id: Uuid) -> Uuid {
        self.moved.get(&id).copied().unwrap_or(id)
    }

    /// Returns the last known stored state of the draft with this ID.
    pub fn seen(&self, id: Uuid) -> Option<&Draft> {
        self.open
            .get(&id)
            .and_then(|open_draft| open_draft.seen.as_ref())
    }

    /// Saves a draft. If another window changed it, saves it separately under an ID from `fresh`. A
    /// draft without answers is removed.
    pub fn save(
        &mut self,
        store: &dyn Drafts,
        draft: &Draft,
        fresh: impl FnOnce() -> Uuid,
    ) -> Result<SavedDraft, StoreError> {
        let mut draft = draft.clone();
        draft.id = self.current_id(draft.id);
        let open_draft = self.open.entry(draft.id).or_insert(OpenDraft {
            place: DraftPlace::Main,
            seen: None,
            left: None,
        });
        if open_draft
            .seen
            .as_ref()
            .is_some_and(|seen| !is_same_place(seen, &draft))
        {
            open_draft.left = open_draft.seen.take();
        }
        let outcome = match (&open_draft.seen, draft.entries.is_empty()) {
            (None, true) => DraftOutcome::Done,
            (Some(seen), true) => store.remove_draft(seen, open_draft.place)?,
            (seen, false) => store.save_draft(&draft, seen.as_ref(), open_draft.place)?,
        };
        if outcome == DraftOutcome::Done {
            let id = draft.id;
            open_draft.seen = (!draft.entries.is_empty()).then_some(draft);
            return Ok(SavedDraft::Here(id));
        }
        self.save_separately(store, draft, fresh(), outcome == DraftOutcome::Gone)
    }

    fn save_separately(
        &mut self,
        store: &dyn Drafts,
        mut draft: Draft,
        fresh: Uuid,
        gone: bool,
    ) -> Result<SavedDraft, StoreError> {
        let before = draft.id;
        draft.id = fresh;
        // Use the main place if it is free.
        let main = gone && store.save_draft(&draft, None, DraftPlace::Main)? == DraftOutcome::Done;
        if !main {
            store.save_draft(&draft, None, DraftPlace::Aside)?;
        }
        let place = if main {
            DraftPlace::Main
        } else {
            DraftPlace::Aside
        };
        self.opened(fresh, Some(&draft), place);
        self.moved.insert(before, fresh);
        Ok(SavedDraft::Separate { fresh, gone })
    }

    /// Saves the selected category in the last known stored draft. If another window changed the
    /// draft, nothing is written.
    pub fn save_place(
        &mut self,
        store: &dyn Drafts,
        id: Uuid,
        category: String,
    ) -> Result<(), StoreError> {
        let id = self.current_id(id);
        let Some(open_draft) = self.open.get_mut(&id) else {
            return Ok(());
        };
        let Some(seen) = &open_draft.seen else {
            return Ok(());
        };
        let mut draft = seen.clone();
        draft.cursor = Some(category);
        if store.save_draft(&draft, Some(seen), open_draft.place)? == DraftOutcome::Done {
            open_draft.seen = Some(draft);
        }
        Ok(())
    }

    /// Removes the draft that was saved under a previous name.
    pub fn remove_left(
        &mut self,
        store: &dyn Drafts,
        name: &str,
        slug: &str,
    ) -> Result<(), StoreError> {
        for open_draft in self.open.values_mut() {
            let person = person_key(name);
            let is_it = |left: &Draft| person_key(&left.name) == person && left.slug == slug;
            if let Some(left) = open_draft.left.take_if(|left| is_it(left)) {
                store.remove_draft(&left, open_draft.place)?;
            }
        }
        Ok(())
    }
}

fn is_same_place(one: &Draft, other: &Draft) -> bool {
    person_key(&one.name) == person_key(&other.name) && one.slug == other.slug
}
