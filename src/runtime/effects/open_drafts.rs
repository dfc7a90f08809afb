use std::collections::HashMap;

use uuid::Uuid;

use crate::results::{Draft, DraftOutcome, DraftPlace, StoreError, person_key};
use crate::store::Drafts;

/// The drafts that are open in this program: what it last saw of each in the store, so that it
/// overwrites nothing that another window wrote.
#[derive(Debug, Default)]
pub struct OpenDrafts {
    open: HashMap<Uuid, OpenDraft>,
    moved: HashMap<Uuid, Uuid>,
}

#[derive(Debug)]
struct OpenDraft {
    place: DraftPlace,
    seen: Option<Draft>,
    /// What was kept under another name, until it is forgotten there.
    left: Option<Draft>,
}

/// Where a draft is after it was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedDraft {
    /// In its place.
    Here(Uuid),
    /// Beside it, under this id: another window has its place, or has handed it in (`gone`).
    Separate {
        /// The id that it has now.
        fresh: Uuid,
        /// Whether the other window's is gone.
        gone: bool,
    },
}

impl OpenDrafts {
    /// A draft was read, or begins.
    pub fn opened(&mut self, id: Uuid, seen: Option<&Draft>, place: DraftPlace) {
        let sheet = OpenDraft {
            place,
            seen: seen.cloned(),
            left: None,
        };
        self.open.insert(id, sheet);
    }

    /// The id that a draft has now, where it had to move.
    pub fn current_id(&self, id: Uuid) -> Uuid {
        self.moved.get(&id).copied().unwrap_or(id)
    }

    /// What was last seen of the draft with this id.
    pub fn seen(&self, id: Uuid) -> Option<&Draft> {
        self.open.get(&id).and_then(|sheet| sheet.seen.as_ref())
    }

    /// Keeps a draft in its place; where another window has that, beside it under an id from
    /// `fresh`. One without entries is forgotten.
    pub fn save(
        &mut self,
        store: &dyn Drafts,
        draft: &Draft,
        fresh: impl FnOnce() -> Uuid,
    ) -> Result<SavedDraft, StoreError> {
        let mut draft = draft.clone();
        draft.id = self.current_id(draft.id);
        let sheet = self.open.entry(draft.id).or_insert(OpenDraft {
            place: DraftPlace::Main,
            seen: None,
            left: None,
        });
        if sheet
            .seen
            .as_ref()
            .is_some_and(|seen| !is_same_place(seen, &draft))
        {
            sheet.left = sheet.seen.take();
        }
        let outcome = match (&sheet.seen, draft.entries.is_empty()) {
            (None, true) => DraftOutcome::Done,
            (Some(seen), true) => store.remove_draft(seen, sheet.place)?,
            (seen, false) => store.save_draft(&draft, seen.as_ref(), sheet.place)?,
        };
        if outcome == DraftOutcome::Done {
            let id = draft.id;
            sheet.seen = (!draft.entries.is_empty()).then_some(draft);
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
        // Where the place is free again, it is this draft's.
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

    /// Writes the selected category into the draft that was last read from or written to the store. If
    /// another window has changed that draft, it is not changed.
    pub fn save_place(
        &mut self,
        store: &dyn Drafts,
        id: Uuid,
        category: String,
    ) -> Result<(), StoreError> {
        let id = self.current_id(id);
        let Some(sheet) = self.open.get_mut(&id) else {
            return Ok(());
        };
        let Some(seen) = &sheet.seen else {
            return Ok(());
        };
        let mut draft = seen.clone();
        draft.cursor = Some(category);
        if store.save_draft(&draft, Some(seen), sheet.place)? == DraftOutcome::Done {
            sheet.seen = Some(draft);
        }
        Ok(())
    }

    /// Forgets what a draft has left behind under another name.
    pub fn remove_left(
        &mut self,
        store: &dyn Drafts,
        name: &str,
        slug: &str,
    ) -> Result<(), StoreError> {
        for sheet in self.open.values_mut() {
            let person = person_key(name);
            let is_it = |left: &Draft| person_key(&left.name) == person && left.slug == slug;
            if let Some(left) = sheet.left.take_if(|left| is_it(left)) {
                store.remove_draft(&left, sheet.place)?;
            }
        }
        Ok(())
    }
}

fn is_same_place(one: &Draft, other: &Draft) -> bool {
    person_key(&one.name) == person_key(&other.name) && one.slug == other.slug
}
