//! `levelup copy` and `levelup sync`, on files.

use crate::support::store::put_draft;
use levelup::testing::{AssessmentResult, Bulk, Drafts, RedbStore, Results};

use crate::cli::saved_results::{break_record, numbered, saved, with_results};
use crate::support::workspace::Workspace;

const HERE: &str = "home/.local/share/levelup/levelup.redb";

fn copy(cli: &Workspace, from: &str, to: &str) -> crate::support::workspace::Outcome {
    let (from, to) = (cli.path(from), cli.path(to));
    cli.run(&format!(
        "copy --from {} --to {}",
        from.display(),
        to.display()
    ))
}

fn all(cli: &Workspace, path: &str) -> Vec<AssessmentResult> {
    let store = RedbStore::at(cli.path(path));
    store.batch(None, 99).unwrap().results
}

#[test]
fn copy_transfers_and_compares_everything() {
    let cli = with_results();
    RedbStore::at(cli.path(HERE))
        .remember_name("Ada Lovelace")
        .unwrap();

    let first = copy(&cli, HERE, "new/there.redb");
    let again = copy(&cli, HERE, "new/there.redb");

    assert_eq!(first.code, 0, "{first}");
    assert!(first.stderr.contains("3 results copied"), "{first}");
    assert!(
        first
            .stderr
            .contains("3 results compared, identical in both stores"),
        "{first}"
    );
    assert_eq!(again.code, 0);
    assert!(
        again
            .stderr
            .contains("0 results copied, 3 were already there"),
        "{again}"
    );
    assert_eq!(all(&cli, "new/there.redb"), all(&cli, HERE));
    let there = RedbStore::at(cli.path("new/there.redb"));
    assert_eq!(there.last_name().unwrap().as_deref(), Some("Ada Lovelace"));
}

#[test]
fn copy_is_repeatable_and_reversible() {
    let cli = with_results();
    let there = RedbStore::at(cli.path("there.redb"));
    there.save(&saved(&cli)[1]).unwrap();
    there.save(&numbered(0x3333_cccc)).unwrap();

    let forth = copy(&cli, HERE, "there.redb");
    let back = copy(&cli, "there.redb", HERE);

    assert!(
        forth
            .stderr
            .contains("2 results copied, 1 was already there"),
        "{forth}"
    );
    assert!(
        back.stderr
            .contains("1 result copied, 3 were already there"),
        "{back}"
    );
    assert_eq!(all(&cli, "there.redb"), all(&cli, HERE));
}

#[test]
fn drafts_are_copied_next_to_existing_ones() {
    let cli = with_results();
    let here = RedbStore::at(cli.path(HERE));
    let there = RedbStore::at(cli.path("there.redb"));
    let draft = |id: u128, note: &str| levelup::testing::Draft {
        id: uuid::Uuid::from_u128(id),
        name: "Ada".to_owned(),
        slug: "running-club".to_owned(),
        changed_at: jiff::Timestamp::UNIX_EPOCH,
        entries: vec![(
            "jumping".to_owned(),
            levelup::testing::AnswerEntry {
                note: note.to_owned(),
                ..levelup::testing::AnswerEntry::default()
            },
        )],
        said: vec![None],
        cursor: None,
    };
    put_draft(&here, &draft(1, "mine")).unwrap();
    put_draft(&there, &draft(2, "theirs")).unwrap();
    // Of a person who has a draft in this store as well.
    let bob = levelup::testing::Draft {
        name: "Bob".to_owned(),
        ..draft(3, "his")
    };
    let aside = levelup::testing::DraftPlace::Aside;
    here.save_draft(&bob, None, aside).unwrap();
    here.remember_name("Ada").unwrap();

    let outcome = copy(&cli, HERE, "there.redb");
    let again = copy(&cli, HERE, "there.redb");

    assert!(outcome.stderr.contains("2 drafts copied"), "{outcome}");
    assert_eq!(again.code, 0, "{again}");
    assert_eq!(there.drafts("Ada").unwrap(), [draft(2, "theirs")]);
    assert_eq!(there.other_drafts("Ada").unwrap(), [draft(1, "mine")]);
    assert_eq!(there.other_drafts("Bob").unwrap(), [bob]);

    // One that has gone on since is kept beside the one that came before, once.
    put_draft(&here, &draft(1, "mine, and more")).unwrap();
    for _ in 0..2 {
        assert_eq!(copy(&cli, HERE, "there.redb").code, 0);
        let aside = there.other_drafts("Ada").unwrap();
        let mut notes: Vec<_> = aside.iter().map(|one| &*one.entries[0].1.note).collect();
        notes.sort_unstable();
        assert_eq!(notes, ["mine", "mine, and more"]);
    }
    assert_eq!(there.last_name().unwrap().as_deref(), Some("Ada"));
}

#[test]
fn conflict_is_named_and_the_rest_copied() {
    let cli = with_results();
    let mut other = saved(&cli)[0].clone();
    other.notes[0] = "another".to_owned();
    let there = RedbStore::at(cli.path("there.redb"));
    there.save(&other).unwrap();

    let outcome = copy(&cli, HERE, "there.redb");

    assert_eq!(outcome.code, 4, "{outcome}");
    let said = format!(
        "the other store has a different result with ID {} and keeps it",
        other.id
    );
    assert!(outcome.stderr.contains(&said), "{outcome}");
    assert!(outcome.stderr.contains("2 results compared"), "{outcome}");
    assert_eq!(there.result(other.id).unwrap(), Some(other));
    assert_eq!(there.count().unwrap(), 3);
}

#[test]
fn trash_is_copied_into_trash_unless_saved_there() {
    let cli = with_results();
    let [one, two, three] = &saved(&cli)[..] else {
        panic!("three results");
    };
    let here = RedbStore::at(cli.path(HERE));
    let at = jiff::Timestamp::from_millisecond(1_234_567).unwrap();
    here.delete(&[one.id, two.id], at).unwrap();
    let there = RedbStore::at(cli.path("there.redb"));
    there.save(two).unwrap();

    let first = copy(&cli, HERE, "there.redb");
    let again = copy(&cli, HERE, "there.redb");

    assert_eq!((first.code, again.code), (0, 0), "{first}{again}");
    let said = "1 result copied; 1 result moved to trash";
    assert!(first.stderr.contains(said), "{first}");
    let said = "1 result and 2 in trash compared, identical in both stores";
    assert!(first.stderr.contains(said), "{first}");
    assert!(!again.stderr.contains("put into"), "{again}");
    assert_eq!(all(&cli, "there.redb"), [three.clone(), two.clone()]);
    let binned = there.trashed(None, 9).unwrap();
    assert_eq!(binned.results.len(), 1);
    assert_eq!((&binned.results[0].result, binned.results[0].at), (one, at));
    // A result saved in this store is restored from trash in the other.
    let back = copy(&cli, "there.redb", HERE);
    assert!(back.stderr.contains("1 was restored from trash"), "{back}");
    assert_eq!(all(&cli, HERE), all(&cli, "there.redb"));
}

#[test]
fn conflict_with_a_trashed_result_is_named() {
    let cli = with_results();
    let one = saved(&cli)[0].clone();
    let here = RedbStore::at(cli.path(HERE));
    here.delete(&[one.id], jiff::Timestamp::UNIX_EPOCH).unwrap();
    let mut other = one.clone();
    other.notes[0] = "another".to_owned();
    let there = RedbStore::at(cli.path("there.redb"));
    there.save(&other).unwrap();

    let outcome = copy(&cli, HERE, "there.redb");

    assert_eq!(outcome.code, 4, "{outcome}");
    let said = format!("the other store has a different result with ID {}", one.id);
    assert!(outcome.stderr.contains(&said), "{outcome}");
    assert_eq!(there.result(one.id).unwrap(), Some(other));
    assert_eq!(there.trashed(None, 9).unwrap().results, []);
}

#[test]
fn unreadable_records_are_reported() {
    let cli = with_results();
    break_record(&cli, 0x0000_aaaa);

    let outcome = copy(&cli, HERE, "there.redb");

    assert_eq!(outcome.code, 5, "{outcome}");
    assert!(
        outcome.stderr.contains("is damaged and was not copied"),
        "{outcome}"
    );
    assert_eq!(all(&cli, "there.redb").len(), 2);
}

#[test]
fn copy_of_nothing_or_onto_itself_is_rejected() {
    let cli = with_results();

    let nothing = copy(&cli, "nowhere.redb", "there.redb");
    let itself = copy(&cli, HERE, HERE);
    let server = cli.run("copy --from there.redb --to nosuch://host/levelup");

    assert_eq!((nothing.code, itself.code, server.code), (5, 4, 5));
    assert!(nothing.stderr.contains("no store at"), "{nothing}");
    assert!(itself.stderr.contains("the same store"), "{itself}");
    assert!(!cli.path("there.redb").exists());
}

#[test]
fn file_store_has_nothing_to_sync() {
    let cli = with_results();

    let text = cli.run("sync");
    let json = cli.run("sync --format json");

    assert_eq!((text.code, text.stdout.as_str()), (0, ""));
    assert!(text.stderr.contains("nothing to sync"), "{text}");
    assert_eq!(json.code, 0);
    assert_eq!(
        json.stdout,
        "{\"schema_version\":1,\"sent\":[],\"pending\":[]}\n"
    );
}
