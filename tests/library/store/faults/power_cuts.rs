//! The power goes at any moment, and again while the store is being mended.
//!
//! The ordinary run is short. A long one, other than any before it:
//! `LEVELUP_TRIALS=5000 LEVELUP_SEED=$RANDOM cargo test --test library power_cuts -- --nocapture`

use levelup::testing::{Drafts, Results};

use crate::store::faults::faulty_disk::Disk;
use crate::store::model::{Model, Step, difference};
use crate::support::store::{Numbers, StoreDir, trials};

/// Cuts until a store is thrown away for a new one.
const CUTS_A_STORE: usize = 40;

/// What a trial came to.
#[derive(Default)]
struct Figures {
    cuts: usize,
    cuts_while_mending: usize,
    landed: usize,
    lost: usize,
}

#[test]
fn power_cuts_lose_no_acknowledged_result() {
    let (trials, seed) = trials(300);
    let mut numbers = Numbers::new(seed);
    let mut figures = Figures::default();
    while figures.cuts < trials {
        let dir = StoreDir::new();
        let disk = Disk::new();
        let mut model = Model::default();
        // The store is made on a whole disk: it is put into place only when it is.
        disk.store(&dir.path).remember_name("Ada").unwrap();
        for _ in 0..CUTS_A_STORE.min(trials - figures.cuts) {
            let in_flight = live(&dir, &disk, &mut model, &mut numbers);
            come_back(&dir, &disk, &mut numbers, &mut figures);
            settle(&dir, &disk, &mut model, in_flight.as_ref(), &mut figures);
        }
        let found = dir.store().examine(&mut |_, _| {}).unwrap().unwrap();
        assert!(found.has_no_problems(), "{found:?}");
    }
    println!(
        "{} power cuts and {} more while mending (seed {seed:#x}): of the steps in flight {} were \
         there and {} were not; nothing else was missing or too much",
        figures.cuts, figures.cuts_while_mending, figures.landed, figures.lost
    );
    assert!(figures.landed > 0 && figures.lost > 0, "cuts at both sides");
}

/// Uses the store until the power goes. The step in flight, if there was one.
fn live(dir: &StoreDir, disk: &Disk, model: &mut Model, numbers: &mut Numbers) -> Option<Step> {
    let store = disk.store(&dir.path);
    disk.cut_after(numbers.below(90) as u64);
    for _ in 0..12 {
        let step = Step::any(model, numbers);
        match step.run(&store) {
            Ok(()) => step.apply(model),
            Err(error) => {
                assert!(disk.is_dead(), "{error:?} without a reason at {step:?}");
                return Some(step);
            }
        }
    }
    None
}

/// The power is back, and every third time it goes again while the store is being mended.
fn come_back(dir: &StoreDir, disk: &Disk, numbers: &mut Numbers, figures: &mut Figures) {
    figures.cuts += 1;
    disk.restore_power(&dir.path, numbers);
    while numbers.below(3) == 0 {
        disk.cut_after(numbers.below(12) as u64);
        let store = disk.store(&dir.path);
        let _ = store.count();
        let _ = store.remember_name("Eve");
        drop(store);
        figures.cuts_while_mending += usize::from(disk.is_dead());
        disk.restore_power(&dir.path, numbers);
    }
}

/// Everything that was acknowledged is there; the step in flight is there as a whole or not.
fn settle(
    dir: &StoreDir,
    disk: &Disk,
    model: &mut Model,
    in_flight: Option<&Step>,
    figures: &mut Figures,
) {
    let store = disk.store(&dir.path);
    let before = difference(&store, model);
    let Some(step) = in_flight else {
        assert_eq!(before, None, "after {} cuts", figures.cuts);
        return;
    };
    if before.is_none() {
        figures.lost += 1;
        return;
    }
    step.apply(model);
    let after = difference(&store, model);
    assert_eq!(after, None, "{step:?}, without it: {before:?}");
    figures.landed += 1;
}
