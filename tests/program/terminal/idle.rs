use std::time::Duration;
use std::{fs, thread};

use jiff::Timestamp;
use levelup::testing::{RedbStore, Results};
use uuid::Uuid;

use crate::support::process::{at_rest, switches, switches_of_loop, writes};
use crate::terminal::{form, workspace};

#[test]
fn ending_threads_do_not_disturb_the_count() {
    let ending = thread::spawn(|| {
        for _ in 0..2000 {
            thread::spawn(|| ()).join().unwrap();
        }
    });
    while !ending.is_finished() {
        switches(std::process::id());
    }
    ending.join().unwrap();
}

#[test]
fn idle_form_sleeps_and_frame_is_one_write() {
    let workspace = workspace();
    let mut program = form(&workspace);
    program.press("2");
    program.shows("1 of 3 answered · saved");
    // Not for anything to happen: for nothing to happen.
    let idle = || {
        let bytes = program.seen().bytes.len();
        (bytes, writes(program.pid()), switches(program.pid()))
    };
    thread::sleep(Duration::from_millis(100));
    let before = idle();
    thread::sleep(Duration::from_secs(1));
    assert_eq!(idle(), before);

    let (_, calls, _) = before;
    program.press("k");
    program.until("moved up", |seen| seen.text().contains("▌ Jumping"));
    assert_eq!(writes(program.pid()), calls + 1);
    program.press("?");
    program.shows("the next level is the goal");
    assert_eq!(writes(program.pid()), calls + 2);
}

#[test]
fn simultaneous_keys_are_drawn_once() {
    let workspace = workspace();
    let mut program = form(&workspace);
    program.shows("0 of 3 answered");
    at_rest(program.pid());
    // A busy machine can split the keys of one write, but not ten times.
    let together = (0..10).any(|_| {
        let before = writes(program.pid());
        program.press("jjk");
        program.until("one further", |seen| seen.text().contains("▌ Running"));
        thread::sleep(Duration::from_millis(50));
        let drawn = writes(program.pid()) - before;
        program.press("k");
        program.until("back", |seen| !seen.text().contains("▌ Running"));
        drawn == 1
    });
    assert!(together);
}

#[test]
fn idle_list_sleeps_and_wakes_for_a_result() {
    let workspace = workspace();
    let home = workspace.levelup(&[]);
    home.shows("not taken yet");
    at_rest(home.pid());
    let (before, bytes) = (switches_of_loop(home.pid()), home.seen().bytes.len());
    // Without a store, it is not looked for twice a second.
    for n in 0..10 {
        fs::write(workspace.path(&format!("beside-{n}")), "x").unwrap();
        thread::sleep(Duration::from_millis(60));
    }
    // A change in the directory wakes only the watching thread, not the loop.
    assert_eq!(home.seen().bytes.len(), bytes);
    assert_eq!(switches_of_loop(home.pid()), before);

    let mut form = form(&workspace);
    form.press("222");
    form.shows("3 of 3 answered · saved");
    form.press("s");
    form.shows("3 of 3 rated");

    home.shows("Test User");
    // From now on it is the file that is watched.
    form.press("q");
    assert_eq!(form.code(), 0);
    let before = at_rest(home.pid());
    for n in 0..10 {
        fs::write(workspace.path(&format!("beside-{n}")), "y").unwrap();
    }
    thread::sleep(Duration::from_millis(200));
    assert_eq!(switches(home.pid()), before);
}

#[test]
fn replaced_store_shows_in_an_open_browser() {
    let workspace = workspace();
    let mut form = form(&workspace);
    form.press("222");
    form.shows("3 of 3 answered · saved");
    form.press("s");
    form.shows("3 of 3 rated");
    let other = workspace.path("other.redb");
    fs::copy(workspace.path("levelup.redb"), &other).unwrap();
    let mut result = workspace.results().remove(0);
    result.id = Uuid::from_u128(7);
    result.name = "Somebody Else".to_owned();
    RedbStore::at(&other).save(&result).unwrap();
    let browser = workspace.levelup(&["browse"]);
    browser.shows("Test User");

    fs::rename(&other, workspace.path("levelup.redb")).unwrap();

    browser.shows("Somebody Else");
}

#[test]
fn result_of_another_program_shows_in_an_open_browser() {
    let workspace = workspace();
    let mut form = form(&workspace);
    form.press("222");
    form.shows("3 of 3 answered · saved");
    form.press("s");
    form.shows("3 of 3 rated");
    let mut browser = workspace.levelup(&["browse"]);
    browser.shows("Test User");

    let mut result = workspace.results().remove(0);
    result.id = Uuid::from_u128(7);
    result.name = "Somebody Else".to_owned();
    result.taken_at = Timestamp::from_second(2_000_000_000).unwrap();
    workspace.store().save(&result).unwrap();

    browser.shows("Somebody Else");
    browser.press("q");
    assert_eq!(browser.code(), 0);
}
