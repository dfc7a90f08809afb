use levelup::testing::{Answer, Drafts, Results};

use crate::support::store::{StoreDir, draft, put_draft, take_draft};

#[test]
fn draft_is_read_back_unchanged() {
    let dir = StoreDir::new();
    let kept = draft(1, "club", "Ada");

    put_draft(&dir.store(), &kept).unwrap();

    assert_eq!(dir.store().draft("Ada", "club").unwrap(), Some(kept));
    assert_eq!(dir.store().changes().unwrap(), 0, "drafts are no results");
}

#[test]
fn one_draft_per_person_in_any_spelling() {
    let dir = StoreDir::new();
    let store = dir.store();
    let mut newer = draft(2, "club", " a\u{308}DA ");
    newer.entries[0].1.answer = Answer::Unknown;

    put_draft(&store, &draft(1, "club", "ÄDA")).unwrap();
    put_draft(&store, &newer).unwrap();

    assert_eq!(store.draft("Äda", "club").unwrap(), Some(newer));
    assert_eq!(store.drafts("äda").unwrap().len(), 1);
    assert_eq!(store.draft("Ada", "club").unwrap(), None);
}

#[test]
fn drafts_of_one_person_are_sorted_by_slug() {
    let dir = StoreDir::new();
    let store = dir.store();
    for (id, slug, name) in [
        (1, "b", "Ada"),
        (2, "a", "Ada"),
        (3, "a", "Adam"),
        (4, "a", "Ad"),
    ] {
        put_draft(&store, &draft(id, slug, name)).unwrap();
    }

    let drafts = store.drafts("ada").unwrap();
    let slugs: Vec<_> = drafts.iter().map(|draft| draft.slug.as_str()).collect();
    assert_eq!(slugs, ["a", "b"]);

    take_draft(&store, "ADA", "a").unwrap();
    take_draft(&store, "ADA", "a").unwrap();
    assert_eq!(store.drafts("Ada").unwrap().len(), 1);
    assert_eq!(store.drafts("Adam").unwrap().len(), 1);
}
