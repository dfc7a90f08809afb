//! Any sequence of saves, faults, kills and syncs: what was called saved is there exactly once at
//! the end.

use std::collections::BTreeMap;

use levelup::testing::{AssessmentResult, Relay, Results};
use proptest::prelude::*;

use crate::support::fake_server::{Client, Trouble, ids, result};

#[derive(Debug, Clone)]
enum Step {
    /// Saves this result, or saves it again.
    Save(u8),
    Trouble(Trouble),
    Sync,
    List,
    /// The program ends without a word, and another one begins.
    Kill,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let trouble = prop::sample::select(vec![
        Trouble::None,
        Trouble::Away,
        Trouble::DiesBefore,
        Trouble::DiesAfter,
        Trouble::Full,
        Trouble::Flapping,
        Trouble::Refuses,
    ]);
    let step = prop_oneof![
        4 => (0_u8..8).prop_map(Step::Save),
        3 => trouble.prop_map(Step::Trouble),
        1 => Just(Step::Sync),
        1 => Just(Step::List),
        1 => Just(Step::Kill),
    ];
    prop::collection::vec(step, 1..24)
}

fn numbered(number: u8) -> AssessmentResult {
    let millis = i64::from(number / 2);
    result(u128::from(number) + 1, "Ada", millis)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn saved_results_reach_the_server_exactly_once(steps in steps()) {
        let client = Client::new();
        let mut relay: Relay = client.relay();
        let mut saved = BTreeMap::new();
        for step in steps {
            match step {
                Step::Save(number) => {
                    let result = numbered(number);
                    if relay.save(&result).is_ok() {
                        saved.insert(result.id, result);
                    }
                }
                Step::Trouble(trouble) => client.server.set(trouble),
                Step::Sync => drop(relay.send_pending().unwrap()),
                // A list that can be read has all of it, once.
                Step::List => {
                    let page = relay.page(&levelup::testing::Scope::default(), None, 99);
                    if let Ok(page) = page {
                        let mut found: Vec<_> = page.rows.iter().map(|row| row.id).collect();
                        found.sort_unstable();
                        prop_assert!(saved.keys().all(|id| found.contains(id)));
                        found.dedup();
                        prop_assert_eq!(found.len(), page.rows.len());
                    }
                }
                Step::Kill => relay = client.relay(),
            }
        }

        client.server.set(Trouble::None);
        let delivery = client.relay().send_pending().unwrap();

        prop_assert_eq!(delivery.left, vec![]);
        let mut there = ids(&client.server.store);
        there.sort_unstable();
        for (id, result) in &saved {
            let found = client.server.store.result(*id).unwrap();
            prop_assert_eq!(found.as_ref(), Some(result));
        }
        let expected: Vec<_> = saved.keys().map(uuid::Uuid::as_u128).collect();
        prop_assert_eq!(there, expected);
    }
}
