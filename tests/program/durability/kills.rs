//! `kill -9`, again and again, while three loops of `levelup submit` write to one store.

use std::hash::{BuildHasher as _, RandomState};
use std::io::Read as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::durability::workspace::{Place, trials};

/// What one loop came to.
#[derive(Default)]
struct Tally {
    printed: Vec<Uuid>,
    killed: usize,
    killed_after_printing: usize,
    finished: usize,
}

fn submit(place: &Place, name: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_levelup"))
        .args(["submit", "club", "--name", name, "--set", "jumping=2+"])
        .args(["--set", "running=1", "--note"])
        .arg(format!("running=by {name}"))
        .arg("--assessments")
        .arg(place.folder.path().join("assessments"))
        .arg("--store")
        .arg(&place.path)
        .env("HOME", place.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits until the call is over, but not for longer than `most`.
fn wait(child: &mut Child, most: Duration) -> Duration {
    let start = Instant::now();
    while start.elapsed() < most && child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_micros(300));
    }
    start.elapsed()
}

/// Submits and kills until all have together killed `wanted` calls.
fn kill_again_and_again(place: &Place, name: &str, wanted: usize, so_far: &AtomicUsize) -> Tally {
    let mut tally = Tally::default();
    // How long a call takes that nobody kills; the moment of the kill is anywhere in it.
    let mut whole = Duration::from_millis(30);
    while so_far.load(Ordering::Relaxed) < wanted || tally.finished == 0 {
        let mut child = submit(place, name);
        let share = RandomState::new().hash_one(0) % 1000;
        let took = wait(&mut child, whole * u32::try_from(share).unwrap() / 900);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        let mut printed = String::new();
        let mut said = String::new();
        child.stdout.unwrap().read_to_string(&mut printed).unwrap();
        child.stderr.unwrap().read_to_string(&mut said).unwrap();
        let printed: Option<Uuid> = printed.strip_suffix('\n').map(|id| id.parse().unwrap());
        if status.signal() == Some(9) {
            so_far.fetch_add(1, Ordering::Relaxed);
            tally.killed += 1;
            whole = whole * 6 / 5;
            tally.killed_after_printing += usize::from(printed.is_some());
        } else {
            assert!(status.success(), "{said}");
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
    let place = Place::new();
    let wanted = trials(15);
    let so_far = AtomicUsize::new(0);

    let tallies: Vec<Tally> = thread::scope(|scope| {
        let writers = ["Ada", "Bob", "Eve"].map(|name| {
            let (place, so_far) = (&place, &so_far);
            scope.spawn(move || kill_again_and_again(place, name, wanted, so_far))
        });
        writers.map(|writer| writer.join().unwrap()).into()
    });

    let sum = |part: fn(&Tally) -> usize| tallies.iter().map(part).sum::<usize>();
    let (killed, finished) = (sum(|tally| tally.killed), sum(|tally| tally.finished));
    let there = place.ids();
    for id in tallies.iter().flat_map(|tally| &tally.printed) {
        assert!(there.contains(id), "{id} was printed and is not there");
    }
    let printed = sum(|tally| tally.printed.len());
    let unheard = there.len() - printed;
    assert!(unheard <= killed, "at most one result a kill is unheard of");
    println!(
        "{killed} submits killed, {finished} finished: all {printed} ids that were printed are \
         there ({} of them by calls that were killed after it), and {unheard} that were saved \
         when the kill came before the printing",
        sum(|tally| tally.killed_after_printing)
    );
}
