//! Every screen, view and dialog once: what must hold for all of them is tried on these.

use levelup::testing::StoreError;

use crate::screens::frames::{second_time, with_results};
use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

/// A scene: its name, and how a person gets there.
pub type Scene = (&'static str, fn() -> Session, fn(Session) -> Session);

const BROKEN: &str =
    "slug = \"broken\"\nname = 1\nratings = [\"A\"]\nglyphs = \"x\"\ncategoris = []\n";

fn form() -> Session {
    Session::new().assessment(CRAFT).take("woodwork")
}

fn answered(session: Session) -> Session {
    session
        .keys("2 Space 1 k n")
        .types("pairs with Wanda")
        .keys("Enter j")
}

fn unsaved(session: Session) -> Session {
    let path = "levelup.redb".into();
    let session = session.keys("2");
    session.fault(Some(StoreError::Full { path })).keys("3")
}

fn result() -> Session {
    second_time().again().browse("")
}

fn demo() -> Session {
    Session::new().demo()
}

fn team(session: Session) -> Session {
    session.keys("/").types("software").keys("Enter t")
}

fn chiara() -> Session {
    Session::new().demo().browse("software chiara")
}

/// All scenes.
pub const ALL: [Scene; 36] = [
    ("home-first", || Session::new().shipped(), |s| s),
    ("home-used", || with_results().home(), |s| s.keys("j")),
    ("home-demo", demo, |s| s),
    ("home-empty", Session::new, |s| s),
    ("home-broken", || form().assessment(BROKEN).home(), |s| s),
    ("home-filter", demo, |s| s.keys("/").types("soft")),
    ("home-nothing", demo, |s| s.keys("/").types("zzz")),
    ("take-untouched", form, |s| s),
    ("take-answering", form, answered),
    ("take-asking", form, |s| s.keys("2 s")),
    ("take-note", form, |s| s.keys("2 n").types("glue")),
    ("take-name", form, |s| s.keys("N")),
    ("take-finds-nothing", form, |s| s.keys("/").types("zzz")),
    ("take-message", form, |s| s.keys("u")),
    ("take-not-saved", form, unsaved),
    ("take-page", || form().at(40, 12), |s| s.keys("2 k Enter")),
    (
        "take-last-time",
        || result().take("software-engineer"),
        |s| s.keys("2 j p P"),
    ),
    ("result-table", result, |s| s.keys("Enter")),
    ("result-chart", result, |s| s.keys("Enter v")),
    ("result-plan", result, |s| s.keys("Enter v v")),
    ("result-page", result, |s| s.keys("Enter Enter")),
    ("result-file", result, |s| s.keys("Enter o")),
    ("browse-all", || with_results().browse(""), |s| s.keys("j")),
    ("browse-marked", chiara, |s| s.keys("Space j Space")),
    ("browse-nothing", || with_results().browse("zzz"), |s| s),
    ("browse-empty", || Session::new().browse(""), |s| s),
    ("compare", chiara, |s| s.keys("Space j Space j Space c")),
    ("trend", chiara, |s| s.keys("Enter t j")),
    ("team-map", demo, |s| team(s).keys("j l l")),
    ("team-gaps", demo, |s| team(s).keys("v j")),
    ("team-help", demo, |s| team(s).keys("v v j")),
    ("team-answered", demo, |s| team(s).keys("v v v j")),
    (
        "team-nobody",
        || Session::new().assessment(CLUB),
        |s| s.keys("t"),
    ),
    (
        "broken",
        || Session::new().assessment(BROKEN),
        |s| s.keys("Enter j"),
    ),
    ("help", form, |s| s.keys("?")),
    ("about", || Session::new().shipped(), |s| s.keys("i")),
];
