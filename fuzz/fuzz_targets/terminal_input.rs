//! Bytes of a terminal, split into reads in any way, with pauses between them.
#![no_main]

use std::time::{Duration, Instant};

use levelup::testing::{Event, Key, Parser};
use libfuzzer_sys::fuzz_target;

const DELAY: Duration = Duration::from_millis(50);

fuzz_target!(|bytes: &[u8]| {
    let Some((cuts, bytes)) = bytes.split_first() else {
        return;
    };
    let now = Instant::now();
    let mut at_once = Parser::new(DELAY);
    let all = at_once.read(bytes, now);
    size_is_bounded(&all, bytes.len());

    // Splitting the bytes differently changes nothing.
    let mut split = Parser::new(DELAY);
    let size = usize::from(cuts % 7) + 1;
    let parts = bytes.chunks(size);
    let in_parts: Vec<Event> = parts.flat_map(|part| split.read(part, now)).collect();
    assert_eq!(all, in_parts);
    assert_eq!(at_once.deadline(), split.deadline());

    // An unfinished sequence is given up, and the next key arrives.
    if let Some(deadline) = at_once.deadline() {
        assert!(deadline > now && deadline <= now + DELAY * 20);
        assert_eq!(at_once.give_up(), split.give_up());
        assert_eq!(at_once.deadline(), None);
    }
    let key = at_once.read(b"q", now);
    assert_eq!(key, [Event::Key(Key::Char('q'))]);

    // With pauses as well, however long.
    let mut slow = Parser::new(DELAY);
    let mut time = now;
    for (at, part) in bytes.chunks(size).enumerate() {
        slow.read(part, time);
        time += DELAY * u32::from(*cuts) * u32::try_from(at % 3).unwrap_or(0) / 16;
        if slow.deadline().is_some_and(|deadline| deadline <= time) {
            slow.give_up();
        }
    }
    // Ctrl-C always arrives: inside a paste after a pause.
    let mut events = slow.read(b"\x03", time);
    events.extend(slow.give_up());
    assert_eq!(events.last(), Some(&Event::Key(Key::Ctrl('c'))));
});

/// No event is larger than the bytes that it was read from; a byte that is not text becomes U+FFFD.
fn size_is_bounded(events: &[Event], bytes: usize) {
    let size = |event: &Event| match event {
        Event::Paste(text) => text.len(),
        _ => 1,
    };
    let size: usize = events.iter().map(size).sum();
    assert!(size <= bytes * 3);
}
