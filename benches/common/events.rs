//! What happens on a screen: the state before, and the event.

use levelup::testing::{Effect, Event, Key, Results, ResultsEffect, RowsRead, Size, State, update};

use super::{SIZES, at_screen};

/// The kinds of events, by the names that `happening` takes.
pub const HAPPENINGS: [&str; 12] = [
    "move",
    "rate",
    "level up",
    "undo",
    "type into a note",
    "move, 1,000 categories",
    "rate, 1,000 categories",
    "move in the browser",
    "type into the filter",
    "rows arrive",
    "resize",
    "tick",
];

/// The state before the event of this name, and the event.
pub fn happening(name: &str) -> (State, Event) {
    let at = |screen: &str, keys: &str| {
        let mut session = at_screen(screen).resized(SIZES[1].0, SIZES[1].1).keys(keys);
        session.state().clone()
    };
    let key = |c| Event::Key(Key::Char(c));
    let resize = Event::Resize(Size {
        width: SIZES[2].0,
        height: SIZES[2].1,
    });
    match name {
        "move" => (at("take", ""), key('j')),
        "rate" => (at("take", ""), key('2')),
        "level up" => (at("take", "k"), key(' ')),
        "undo" => (at("take", ""), key('u')),
        "type into a note" => (at("take", "n w o r"), key('d')),
        "move, 1,000 categories" => (at("take, 1,000 categories", ""), key('j')),
        "rate, 1,000 categories" => (at("take, 1,000 categories", ""), key('2')),
        "move in the browser" => (at("browse", ""), key('j')),
        "type into the filter" => (at("browse", "/ r o s"), key('a')),
        "rows arrive" => rows_arrive(),
        "resize" => (at("take", ""), resize),
        "tick" => {
            let state = at("take", "");
            let now = state.now;
            (state, Event::Now(now))
        }
        _ => panic!("nothing is called {name}"),
    }
}

/// A browser that waits for the oldest rows, and these.
fn rows_arrive() -> (State, Event) {
    let mut session = at_screen("browse");
    let mut state = session.state().clone();
    let effects = update(&mut state, Event::Key(Key::End));
    let asked = effects.into_iter().find_map(|effect| match effect {
        Effect::Results(ResultsEffect::LoadRows(rows)) => Some((rows.wanted, rows.ticket)),
        _ => None,
    });
    let (wanted, ticket) = asked.expect("rows are asked");
    let store = session.store();
    let page = store.page_above(None, wanted).expect("a page");
    let event = Event::Rows(RowsRead {
        ticket,
        rows: page.rows,
        first: 0,
        above: page.next.is_some(),
        below: false,
        found: None,
        total: store.count().expect("a count"),
        changes: store.changes().expect("a number"),
    });
    (state, event)
}
