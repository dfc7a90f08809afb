use jiff::Timestamp;
use levelup::testing::{Results, Scope};
use uuid::Uuid;

use crate::support::store::{StoreDir, everything, ids, result};

fn at(millis: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis).ok()
}

#[test]
fn latest_first_also_before_1970() {
    let dir = StoreDir::new();
    let store = dir.store();
    for (id, millis) in [
        (1, -5),
        (2, 0),
        (3, -86_400_000_000),
        (4, 1_700_000_000_000),
    ] {
        store.save(&result(id, "club", "Ada", millis)).unwrap();
    }

    for limit in [1, 2, 3, 4, 5] {
        assert_eq!(ids(&store, &everything(), limit), [4, 2, 1, 3]);
    }
}

#[test]
fn results_of_one_instant_page_by_id() {
    use levelup::testing::AssessmentResult;
    let dir = StoreDir::new();
    let store = dir.store();
    let all: Vec<AssessmentResult> = (0..1000).map(|id| result(id, "club", "Ada", 77)).collect();
    fill(&dir, &all);

    let expected: Vec<u128> = (0..1000).rev().collect();
    assert_eq!(ids(&store, &everything(), 64), expected);
    let person = Scope {
        name: Some("ADA".to_owned()),
        ..everything()
    };
    assert_eq!(ids(&store, &person, 333), expected);
    assert_eq!(store.count().unwrap(), 1000);
    assert_eq!(store.page(&everything(), None, 0).unwrap().rows, []);
}

/// Saves one result, and copies of its record under the other ids with the database's own hands:
/// a thousand transactions would take a thousand times two flushes to disk.
fn fill(dir: &StoreDir, all: &[levelup::testing::AssessmentResult]) {
    use redb::{ReadableTable as _, TableDefinition};
    dir.store().save(&all[0]).unwrap();
    let database = crate::support::store::database(&dir.path);
    let tx = database.begin_write().unwrap();
    {
        let mut results = tx
            .open_table(TableDefinition::<u128, &[u8]>::new("results"))
            .unwrap();
        let mut by_time = tx
            .open_table(TableDefinition::<(i64, u128), ()>::new("by_time"))
            .unwrap();
        let mut by_person = tx
            .open_table(TableDefinition::<(&str, &str, i64, u128), ()>::new(
                "by_assessment_and_person",
            ))
            .unwrap();
        let body = results.get(all[0].id.as_u128()).unwrap().unwrap().value()[5..].to_vec();
        for result in &all[1..] {
            let id = result.id.as_u128();
            let millis = result.taken_at.as_millisecond();
            let record =
                crate::store::format::records::seal("results", result.id.as_bytes(), &body);
            results.insert(id, record.as_slice()).unwrap();
            by_time.insert((millis, id), ()).unwrap();
            by_person.insert(("club", "ada", millis, id), ()).unwrap();
        }
        let mut counts = tx
            .open_table(TableDefinition::<&str, &[u8]>::new("counts"))
            .unwrap();
        let count = u64::try_from(all.len()).unwrap().to_le_bytes();
        let record = crate::store::format::records::seal("counts", b"club", &count);
        counts.insert("club", record.as_slice()).unwrap();
    }
    tx.commit().unwrap();
}

#[test]
fn scope_combines_all_conditions() {
    let dir = StoreDir::new();
    let store = dir.store();
    let results = [
        (1, "club", "Ada", 10),
        (2, "team", "ada", 20),
        (3, "club", "Bob", 30),
        (4, "club", "Ada", 40),
        (5, "clubs", "Adam", 40),
    ];
    for (id, slug, name, millis) in results {
        store.save(&result(id, slug, name, millis)).unwrap();
    }
    let scope = |assessment: &str, name: &str, since, until| Scope {
        assessment: Some(assessment.to_owned()).filter(|text| !text.is_empty()),
        name: Some(name.to_owned()).filter(|text| !text.is_empty()),
        since,
        until,
    };

    let cases: [(Scope, &[u128]); 12] = [
        (scope("", "", None, None), &[5, 4, 3, 2, 1]),
        (scope("club", "", None, None), &[4, 3, 1]),
        (scope("", "ADA", None, None), &[4, 2, 1]),
        (scope("club", "Ada", None, None), &[4, 1]),
        (scope("", "", at(20), at(30)), &[3, 2]),
        (scope("club", "", at(11), None), &[4, 3]),
        (scope("", "Ada", None, at(39)), &[2, 1]),
        (scope("team", "Ada", at(20), at(20)), &[2]),
        (scope("team", "Bob", None, None), &[]),
        (scope("", "", at(31), at(30)), &[]),
        (scope("", "", at(41), None), &[]),
        (scope("nothing", "", None, None), &[]),
    ];
    for (scope, expected) in cases {
        for limit in [1, 2, 10] {
            assert_eq!(ids(&store, &scope, limit), expected, "{scope:?} by {limit}");
        }
    }
}

#[test]
fn scope_bounds_are_not_rounded_to_milliseconds() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(1, "club", "Ada", -10)).unwrap();
    store.save(&result(2, "club", "Ada", 10)).unwrap();
    let nanos = |nanos| Some(Timestamp::from_nanosecond(nanos).unwrap());
    let scope = |since, until| Scope {
        since,
        until,
        ..everything()
    };

    assert_eq!(ids(&store, &scope(nanos(10_000_001), None), 9), [0; 0]);
    assert_eq!(ids(&store, &scope(nanos(9_999_999), None), 9), [2]);
    assert_eq!(ids(&store, &scope(None, nanos(-9_999_999)), 9), [1]);
    assert_eq!(ids(&store, &scope(None, nanos(-10_000_001)), 9), [0; 0]);
}

#[test]
fn ids_are_found_by_suffix() {
    let dir = StoreDir::new();
    let store = dir.store();
    for (id, millis) in [(0x1_aaaa, 1), (0x2_aaaa, 3), (0x3_bbbb, 2)] {
        store.save(&result(id, "club", "Ada", millis)).unwrap();
    }
    let found = |digits: &str, most| {
        let ids = store.ids_ending(digits, false, most).unwrap();
        ids.iter().map(Uuid::as_u128).collect::<Vec<_>>()
    };

    assert_eq!(found("aaaa", 9), [0x2_aaaa, 0x1_aaaa]);
    assert_eq!(found("aaaa", 1), [0x2_aaaa]);
    assert_eq!(found("3bbbb", 9), [0x3_bbbb]);
    assert_eq!(found(&format!("{:032x}", 0x1_aaaa), 9), [0x1_aaaa]);
    assert_eq!(found("cccc", 9), [0; 0]);
    assert_eq!(found("", 9), [0; 0]);
    assert_eq!(found("xyzw", 9), [0; 0]);
    assert_eq!(found(&"0".repeat(33), 9), [0; 0]);
}
