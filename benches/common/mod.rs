//! The screens that are measured, each as a person reaches it: by keys, through the real loop, on
//! a store of its own.

#[allow(dead_code)]
#[path = "../../tests/support/fake_store.rs"]
mod fake_store;
#[allow(dead_code, clippy::unwrap_used)]
#[path = "../../tests/support/session.rs"]
pub mod session;

pub mod events;
pub mod stores;

use levelup::testing::{Bulk, Size, State};
use session::Session;

use crate::made_up;

/// The sizes that are drawn.
pub const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];

/// How many results the store of a list has.
const LISTED: usize = 1_000;

/// The screens, by the names that `screen` takes.
pub const SCREENS: [&str; 12] = [
    "home",
    "take",
    "take, 1,000 categories",
    "result, table",
    "result, chart",
    "result, plan",
    "browse",
    "browse, filtered",
    "compare",
    "trend",
    "team",
    "help",
];

/// Somebody at this screen.
pub fn at_screen(name: &str) -> Session {
    let of_demo = |keys: &str| {
        let session = Session::new().demo().browse("software chiara");
        session.keys(keys)
    };
    match name {
        "home" => stocked().shipped().home(),
        "take" => form(12),
        "take, 1,000 categories" => form(1_000),
        "result, table" => of_demo("Enter"),
        "result, chart" => of_demo("Enter v"),
        "result, plan" => of_demo("Enter v v"),
        "browse" => stocked().browse(""),
        "browse, filtered" => stocked().browse("").keys("/").types("rosa"),
        "compare" => of_demo("Space j Space j Space c"),
        "trend" => of_demo("Enter t"),
        "team" => Session::new()
            .demo()
            .keys("/")
            .types("software")
            .keys("Enter t"),
        "help" => form(12).keys("?"),
        _ => panic!("there is no screen {name}"),
    }
}

/// The same, as the reducer and the picture know it.
pub fn state_at(name: &str, (width, height): (u16, u16)) -> State {
    let mut session = at_screen(name).resized(width, height);
    let state = session.state().clone();
    assert_eq!(state.size, Size { width, height });
    state
}

/// A form of so many categories, the first three of them answered, in the middle of it.
fn form(categories: usize) -> Session {
    Session::new()
        .assessment(&made_up::toml(categories))
        .take("wide")
        .keys("2 Space 3 4 j")
}

fn stocked() -> Session {
    let session = Session::new();
    let mut results = made_up::results(LISTED).map(Ok);
    session
        .store()
        .import(&mut results, false)
        .expect("a store");
    session
}
