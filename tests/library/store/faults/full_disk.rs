//! There is no space left, from any operation on, until there is again.
//!
//! A longer run, other than any before it:
//! `LEVELUP_TRIALS=5000 LEVELUP_SEED=$RANDOM cargo test --test library full_disk -- --nocapture`

use levelup::testing::StoreError;

use crate::store::faults::faulty_disk::Disk;
use crate::store::model::{Model, Step, difference};
use crate::support::store::{Numbers, StoreDir, trials};

/// Does `steps` on a disk that is full after `operations`. How many it had.
fn survive(steps: &[Step], operations: u64) -> u64 {
    let dir = StoreDir::new();
    let disk = Disk::new();
    let store = disk.store(&dir.path);
    let mut model = Model::default();
    disk.full_after(operations);
    for step in steps {
        if let Err(error) = step.run(&store) {
            let full = StoreError::Full {
                path: dir.path.clone(),
            };
            assert_eq!(error, full, "at operation {operations}: {step:?}");
            // Trying again while it is full does no harm either.
            assert_eq!(step.run(&store), Err(full), "again at {operations}");
            disk.repair();
            step.run(&store).unwrap();
        }
        step.apply(&mut model);
        assert_eq!(difference(&store, &model), None, "after {step:?}");
    }
    drop(store);
    assert_eq!(difference(&dir.store(), &model), None, "{operations}");
    disk.operations()
}

#[test]
fn full_disk_loses_and_duplicates_nothing() {
    let (trials, seed) = trials(120);
    let mut numbers = Numbers::new(seed);
    let mut done = 0;
    while done < trials {
        let mut model = Model::default();
        let steps: Vec<Step> = (0..6)
            .map(|_| {
                let step = Step::any(&model, &mut numbers);
                step.apply(&mut model);
                step
            })
            .collect();
        let operations = survive(&steps, u64::MAX);
        for operation in 0..operations {
            survive(&steps, operation);
            done += 1;
        }
    }
    println!(
        "{done} disks were full at every operation in turn (seed {seed:#x}); nothing was lost"
    );
}
