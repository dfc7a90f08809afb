//! Generated sequences: after each step the store holds what the maps hold.

use crate::store::model::{Model, Step, difference};
use crate::support::postgres;
use crate::support::store::{Numbers, trials};

#[test]
fn server_matches_the_model_after_every_step() {
    let (trials, seed) = trials(3);
    for trial in 0..trials {
        let Some(database) = postgres::fresh() else {
            return;
        };
        let store = database.store();
        let mut model = Model::default();
        let mut numbers = Numbers::new(seed.wrapping_add(trial as u64));
        for _ in 0..40 {
            let step = Step::any(&model, &mut numbers);
            step.run(&*store).unwrap();
            step.apply(&mut model);
            assert_eq!(difference(&*store, &model), None, "after {step:?}");
        }
        let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
        assert_eq!(found.findings, []);
    }
}
