//! What a store should hold, in a few maps, and the things that people do to it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use levelup::testing::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, ImportOutcome, Scope, Store, StoreError,
    TrashedResult, person_key,
};
use uuid::Uuid;

use crate::support::store::{Numbers, draft, everything, ids, result};

const NAMES: [&str; 2] = ["Ada", "Bob"];
const SLUGS: [&str; 2] = ["club", "team"];

/// What a store should hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    pub results: BTreeMap<u128, AssessmentResult>,
    pub bin: BTreeMap<u128, AssessmentResult>,
    pub drafts: BTreeMap<(String, String), Draft>,
}

/// One operation on a store.
#[derive(Debug, Clone)]
pub enum Step {
    Keep(Draft, Option<Draft>),
    Forget(Draft),
    HandIn(AssessmentResult, Option<Draft>),
    Delete(u128),
    Restore(u128),
    DeleteForever(u128),
    /// Puts a result of another store into the bin.
    PutInBin(AssessmentResult),
}

impl Step {
    /// Something that can be done in this state.
    pub fn any(model: &Model, numbers: &mut Numbers) -> Self {
        let there: Vec<u128> = model.results.keys().copied().collect();
        let binned: Vec<u128> = model.bin.keys().copied().collect();
        let drafts: Vec<&Draft> = model.drafts.values().collect();
        match numbers.below(11) {
            0..4 => {
                let name = NAMES[numbers.below(2)];
                let slug = SLUGS[numbers.below(2)];
                let seen = model.drafts.get(&(person_key(name), slug.to_owned()));
                let id = seen.map_or_else(|| fresh(model, numbers), |seen| seen.id.as_u128());
                let mut draft = draft(id, slug, name);
                draft.entries[0].1.note = note(numbers);
                Self::Keep(draft, seen.cloned())
            }
            4 if !drafts.is_empty() => Self::Forget(drafts[numbers.below(drafts.len())].clone()),
            5 if !there.is_empty() => Self::Delete(there[numbers.below(there.len())]),
            6 if !binned.is_empty() => Self::Restore(binned[numbers.below(binned.len())]),
            7 if !binned.is_empty() => Self::DeleteForever(binned[numbers.below(binned.len())]),
            8 => Self::import_trashed(model, numbers),
            _ => Self::save_and_remove_draft(model, numbers),
        }
    }

    /// Of a new one, or of one that is there already, the same.
    fn import_trashed(model: &Model, numbers: &mut Numbers) -> Self {
        let there: Vec<_> = model.results.values().chain(model.bin.values()).collect();
        if !there.is_empty() && numbers.below(2) == 0 {
            return Self::PutInBin(there[numbers.below(there.len())].clone());
        }
        let mut result = result(fresh(model, numbers), SLUGS[0], NAMES[0], 3);
        result.notes[0] = note(numbers);
        Self::PutInBin(result)
    }

    fn save_and_remove_draft(model: &Model, numbers: &mut Numbers) -> Self {
        let drafts: Vec<&Draft> = model.drafts.values().collect();
        let seen = (!drafts.is_empty()).then(|| drafts[numbers.below(drafts.len())].clone());
        let id = seen
            .as_ref()
            .map_or_else(|| fresh(model, numbers), |draft| draft.id.as_u128());
        let name = seen
            .as_ref()
            .map_or(NAMES[numbers.below(2)], |draft| &draft.name);
        let slug = seen
            .as_ref()
            .map_or(SLUGS[numbers.below(2)], |draft| &draft.slug);
        let millis = i64::try_from(numbers.below(5)).unwrap();
        let mut result = result(id, slug, name, millis);
        result.notes[0] = note(numbers);
        Self::HandIn(result, seen)
    }

    /// Does it to the store.
    pub fn run(&self, store: &dyn Store) -> Result<(), StoreError> {
        let main = DraftPlace::Main;
        let outcome = match self {
            Self::Keep(draft, seen) => store.save_draft(draft, seen.as_ref(), main)?,
            Self::Forget(draft) => store.remove_draft(draft, main)?,
            Self::HandIn(result, seen) => store.save_and_remove_draft(result, seen.as_ref())?,
            Self::Delete(id) => {
                store.delete(&[Uuid::from_u128(*id)], Timestamp::UNIX_EPOCH)?;
                DraftOutcome::Done
            }
            Self::Restore(id) => {
                store.restore(&[Uuid::from_u128(*id)])?;
                DraftOutcome::Done
            }
            Self::DeleteForever(id) => {
                store.delete_permanently(&[Uuid::from_u128(*id)])?;
                DraftOutcome::Done
            }
            Self::PutInBin(result) => {
                let (result, at) = (result.clone(), Timestamp::UNIX_EPOCH);
                let outcome = store.import_trashed(&[TrashedResult { result, at }])?;
                assert!(matches!(outcome, ImportOutcome::Done(_)), "{outcome:?}");
                DraftOutcome::Done
            }
        };
        assert_eq!(outcome, DraftOutcome::Done, "nobody else is here: {self:?}");
        Ok(())
    }

    /// What it should do.
    pub fn apply(&self, model: &mut Model) {
        let place = |draft: &Draft| (person_key(&draft.name), draft.slug.clone());
        match self {
            Self::Keep(draft, _) => {
                model.drafts.insert(place(draft), draft.clone());
            }
            Self::Forget(draft) => {
                model.drafts.remove(&place(draft));
            }
            Self::HandIn(result, _) => {
                model.drafts.retain(|_, draft| draft.id != result.id);
                model.results.insert(result.id.as_u128(), result.clone());
            }
            Self::Delete(id) => {
                let result = model.results.remove(id).unwrap();
                model.bin.insert(*id, result);
            }
            Self::Restore(id) => {
                let result = model.bin.remove(id).unwrap();
                model.results.insert(*id, result);
            }
            Self::DeleteForever(id) => {
                model.bin.remove(id).unwrap();
            }
            Self::PutInBin(result) => {
                let id = result.id.as_u128();
                if !model.results.contains_key(&id) {
                    model.bin.insert(id, result.clone());
                }
            }
        }
    }
}

/// An id that nothing has.
fn fresh(model: &Model, numbers: &mut Numbers) -> u128 {
    let drafts: BTreeSet<u128> = model.drafts.values().map(|one| one.id.as_u128()).collect();
    let free = |id: &u128| {
        !model.results.contains_key(id) && !model.bin.contains_key(id) && !drafts.contains(id)
    };
    let first = numbers.below(60) as u128;
    (first..first + 1_000).find(free).unwrap()
}

fn note(numbers: &mut Numbers) -> String {
    let length = [3, 40, 700, 6_000][numbers.below(4)];
    let letter = char::from(b'a' + u8::try_from(numbers.below(26)).unwrap());
    letter.to_string().repeat(length)
}

/// Where the store does not hold exactly what the model holds; asked in every way.
pub fn difference(store: &dyn Store, model: &Model) -> Option<String> {
    let mut places: Vec<_> = model.results.values().collect();
    places.sort_by_key(|result| std::cmp::Reverse((result.taken_at, result.id)));
    let expected: Vec<u128> = places.iter().map(|result| result.id.as_u128()).collect();
    if ids(store, &everything(), 3) != expected {
        return Some("the list".to_owned());
    }
    if store.count().unwrap() != expected.len() as u64 {
        return Some("the count".to_owned());
    }
    for (id, result) in &model.results {
        if store.result(Uuid::from_u128(*id)).unwrap().as_ref() != Some(result) {
            return Some(format!("the result {id}"));
        }
    }
    let ending = |digit| store.ids_ending(&format!("{digit:x}"), true, 999).unwrap();
    let binned: BTreeSet<u128> = (0..16_u8).flat_map(ending).map(|id| id.as_u128()).collect();
    if !binned.iter().eq(model.bin.keys()) {
        return Some("the bin".to_owned());
    }
    let thrown = store.trashed(None, 999).unwrap().results;
    if !thrown.iter().map(|one| &one.result).eq(model.bin.values()) {
        return Some("what lies in the bin".to_owned());
    }
    for (name, slug) in NAMES.iter().zip(SLUGS).chain(NAMES.iter().rev().zip(SLUGS)) {
        let expected = model.drafts.get(&(person_key(name), slug.to_owned()));
        if store.draft(name, slug).unwrap().as_ref() != expected {
            return Some(format!("draft of {name} of {slug}"));
        }
        let scope = Scope {
            assessment: Some(slug.to_owned()),
            name: Some((*name).to_owned()),
            ..Scope::default()
        };
        let scoped = places
            .iter()
            .filter(|result| result.name == **name && result.assessment.slug == slug);
        let expected: Vec<u128> = scoped.map(|result| result.id.as_u128()).collect();
        if ids(store, &scope, 9) != expected {
            return Some(format!("the list of {name} and {slug}"));
        }
    }
    None
}
