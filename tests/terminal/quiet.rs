use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use levelup::store::Store as _;
use uuid::Uuid;

use crate::place::Place;
use crate::process::{switches, writes};

#[test]
fn an_idle_form_sleeps_and_a_frame_is_one_write() {
    let place = Place::new();
    let mut program = place.form();
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
    program.shows("one level further");
    assert_eq!(writes(program.pid()), calls + 2);
}

#[test]
fn what_another_program_saves_shows_in_an_open_browser() {
    let place = Place::new();
    let mut form = place.form();
    form.press("222");
    form.shows("3 of 3 answered · saved");
    form.press("s");
    form.shows("3 of 3 rated");
    let mut browser = place.levelup(&["browse"]);
    browser.shows("Test User");

    let mut result = place.results().remove(0);
    result.id = Uuid::from_u128(7);
    result.name = "Somebody Else".to_owned();
    result.taken_at = Timestamp::from_second(2_000_000_000).unwrap();
    place.store().save(&result).unwrap();

    browser.shows("Somebody Else");
    browser.press("q");
    assert_eq!(browser.code(), 0);
}
