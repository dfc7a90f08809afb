//! Three loops of `levelup submit` write to one store and are killed with `kill -9`.

use std::hash::{BuildHasher as _, RandomState};
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::verified_ids;
use crate::support::store::trials;
use crate::support::workspace::{Workspace, words};

const CLUB: &str = "slug = \"club\"\nname = \"Club\"\nratings = [\"Good\", \"Better\", \"Best\"]\n\
    categories = [[\"Jumping\", \"jumping\"], [\"Running\", \"running\"]]\n";

/// The counts of one loop.
#[derive(Default)]
struct Tally {
    printed: Vec<Uuid>,
    killed: usize,
    killed_after_printing: usize,
    finished: usize,
}

fn submit(workspace: &Workspace, name: &str) -> Child {
    let store = workspace.store_path();
    let line = format!(
        "submit club --name {name} --set jumping=2+ --set running=1 --note 'running=by {name}' \
         --store {}",
        store.display()
    );
    workspace
        .command(&words(&line))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until the process ends, at most for `most`.
fn wait(child: &mut Child, most: Duration) -> Duration {
    let start = Instant::now();
    while start.elapsed() < most && child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_micros(300));
    }
    start.elapsed()
}

/// Submits and kills until all loops together have killed `wanted` processes.
fn kill_repeatedly(
    workspace: &Workspace,
    name: &str,
    wanted: usize,
    so_far: &AtomicUsize,
) -> Tally {
    let mut tally = Tally::default();
    // The duration of a process that is not killed; the kill comes at a random time in it.
    let mut whole = Duration::from_millis(30);
    while so_far.load(Ordering::Relaxed) < wanted || tally.finished == 0 {
        let mut child = submit(workspace, name);
        let share = RandomState::new().hash_one(0) % 1000;
        let took = wait(&mut child, whole * u32::try_from(share).unwrap() / 900);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        let mut printed = String::new();
        let mut errors = String::new();
        child.stdout.unwrap().read_to_string(&mut printed).unwrap();
        child.stderr.unwrap().read_to_string(&mut errors).unwrap();
        let printed: Option<Uuid> = printed.strip_suffix('\n').map(|id| id.parse().unwrap());
        if status.signal() == Some(9) {
            so_far.fetch_add(1, Ordering::Relaxed);
            tally.killed += 1;
            whole = whole * 6 / 5;
            tally.killed_after_printing += usize::from(printed.is_some());
        } else {
            assert!(status.success(), "{errors}");
            assert!(printed.is_some());
            tally.finished += 1;
            whole = took;
        }
        tally.printed.extend(printed);
    }
    tally
}

#[test]
fn every_printed_id_survives_kills() {
    let workspace = Workspace::new().assessment(CLUB);
    let wanted = trials(15).0;
    let so_far = AtomicUsize::new(0);

    let tallies: Vec<Tally> = thread::scope(|scope| {
        let writers = ["Ada", "Bob", "Eve"].map(|name| {
            let (workspace, so_far) = (&workspace, &so_far);
            scope.spawn(move || kill_repeatedly(workspace, name, wanted, so_far))
        });
        writers.map(|writer| writer.join().unwrap()).into()
    });

    let sum = |part: fn(&Tally) -> usize| tallies.iter().map(part).sum::<usize>();
    let (killed, finished) = (sum(|tally| tally.killed), sum(|tally| tally.finished));
    let there = verified_ids(&workspace);
    for id in tallies.iter().flat_map(|tally| &tally.printed) {
        assert!(
            there.contains(id),
            "{id} was printed and is not in the store"
        );
    }
    let printed = sum(|tally| tally.printed.len());
    let unprinted = there.len() - printed;
    assert!(unprinted <= killed, "each kill hides at most one result");
    println!(
        "{killed} submits killed, {finished} finished: all {printed} printed IDs are in the store \
         ({} of them killed after printing), and {unprinted} saved but not printed",
        sum(|tally| tally.killed_after_printing)
    );
}
