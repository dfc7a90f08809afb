//! What each screen looks like: one scene, two files. Text and styles are reviewed apart.

use levelup::testing::{Settings, Theme};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 36), (60, 20), (30, 8)];

fn mono() -> Settings {
    Settings {
        theme: Theme::MONO,
        ..Settings::default()
    }
}

fn ascii() -> Settings {
    Settings {
        ascii: true,
        ..Settings::default()
    }
}

/// The scene at every size, and once without color.
fn scenes(
    screen: &str,
    scene: &str,
    session: impl Fn() -> Session,
    keys: impl Fn(Session) -> Session,
) {
    for (width, height) in SIZES {
        let name = format!("{scene}-{width}x{height}");
        keys(session().at(width, height)).scene(screen, &name);
    }
    keys(session().set(mono())).scene(screen, &format!("{scene}-mono"));
}

fn answered(session: Session) -> Session {
    session
        .keys("2 Space 1 k n")
        .types("pairs with Wanda")
        .keys("Enter j")
}

pub fn with_results() -> Session {
    let session = Session::new()
        .assessment(CLUB)
        .assessment(CRAFT)
        .take("woodwork");
    let session = session
        .keys("2 Space 1 x d n")
        .types("knee")
        .keys("Enter s s")
        .again();
    let session = session
        .after_seconds(40 * 86_400)
        .named(Some("Rosa"))
        .take("running-club");
    session
        .keys("2 Space 1 s")
        .again()
        .after_seconds(86_400)
        .named(Some("Test User"))
}

#[test]
fn take() {
    scenes(
        "take",
        "answering",
        || Session::new().assessment(CRAFT).take("woodwork"),
        answered,
    );
}

#[test]
fn take_open() {
    let session = || Session::new().assessment(CRAFT).take("woodwork");
    session().scene("take", "untouched-80x24");
    session()
        .at(100, 30)
        .set(ascii())
        .keys("2 Space 1 k n")
        .types("x")
        .keys("Enter")
        .scene("take", "ascii-100x30");
    session().keys("2 s").scene("take", "asking-80x24");
    session()
        .keys("2 n")
        .types("glue")
        .scene("take", "note-80x24");
    session().keys("N").scene("take", "name-80x24");
    session()
        .at(40, 12)
        .keys("2 k Enter")
        .scene("take", "page-40x12");
}

#[test]
fn take_shipped() {
    Session::new()
        .shipped()
        .take("delivery")
        .keys("j j j 3 Space 2")
        .scene("take", "wide-category-80x24");
    let session = Session::new()
        .shipped()
        .take("software-engineer")
        .at(120, 36);
    session
        .keys("2 Space 1 4")
        .scene("take", "software-engineer-120x36");
}

#[test]
fn take_hostile() {
    let hostile = "slug = \"hostile\"\nname = \"日本語の評価 with a long name that goes on and on and on\"\n\
        ratings = [\"低い\", \"まあまあ\", \"A label of more than twenty cells\"]\n\
        categories = [[\"e\\u0301te\\u0301 👩‍👩‍👧 \\u202Eabc\", \"one\"], [\"العربية\", \"two\"]]\n";
    let session = Session::new()
        .assessment(hostile)
        .take("hostile")
        .named(Some("Ünïcode \u{202e}bidi"));
    session
        .keys("1 Space 2 n")
        .types("tab\u{7}bell")
        .keys("Enter")
        .scene("take", "hostile-80x24");
}

#[test]
fn take_empty() {
    let empty = "slug = \"empty\"\nname = \"Empty\"\nratings = []\ncategories = []\n";
    Session::new()
        .assessment(empty)
        .take("empty")
        .scene("take", "empty-80x24");
}

#[test]
fn home() {
    scenes(
        "home",
        "used",
        || with_results().home(),
        |session| session.keys("j"),
    );
    Session::new()
        .shipped()
        .named(None)
        .scene("home", "first-start-80x24");
    Session::new().scene("home", "no-assessments-80x24");
}

#[test]
fn result() {
    let open = |session: Session| session.keys("Enter j");
    scenes(
        "result",
        "woodwork",
        || with_results().browse("woodwork"),
        open,
    );
    with_results()
        .browse("woodwork")
        .keys("Enter Enter")
        .scene("result", "page-80x24");
}

/// A result with one before it.
pub fn second_time() -> Session {
    let session = Session::new().shipped().take("software-engineer");
    let session = session
        .keys("2 Space 1 4 3 2 2 Space 2 2 3 x j 2 d s")
        .again();
    let session = session
        .after_seconds(100 * 86_400)
        .take("software-engineer");
    session
        .keys("3 2 Space 3 3 2 Space 1 3 2 3 1 Space 2 j n")
        .types("with Wanda")
        .keys("Enter s s")
}

#[test]
fn result_views() {
    let views = [("since", ""), ("chart", "v"), ("plan", "v v")];
    for (name, keys) in views {
        scenes(
            "result",
            name,
            || second_time().again().browse(""),
            |session| session.keys("Enter").keys(keys),
        );
    }
    let bars = second_time()
        .again()
        .set(ascii())
        .browse("")
        .keys("Enter v j");
    { bars }.scene("result", "bars-ascii-80x24");
    let form = second_time()
        .again()
        .take("software-engineer")
        .keys("2 j p P");
    { form }.scene("take", "last-time-80x24");
}

#[test]
fn browse() {
    scenes(
        "browse",
        "all",
        || with_results().browse(""),
        |session| session.keys("j"),
    );
    with_results()
        .browse("rosa")
        .keys("/")
        .scene("browse", "filtered-80x24");
    Session::new().browse("").scene("browse", "empty-80x24");
}

#[test]
fn broken() {
    let broken = "slug = \"broken\"\nname = 1\nratings = [\"A\"]\ncategoris = []\n";
    scenes(
        "broken",
        "three-errors",
        || Session::new().assessment(broken),
        |s| s.keys("Enter j"),
    );
}

#[test]
fn help() {
    let session = || Session::new().assessment(CLUB).take("running-club");
    scenes("help", "take", session, |session| session.keys("?"));
    session()
        .keys("? /")
        .types("rat")
        .scene("help", "filtered-80x24");
    Session::new().keys("?").scene("help", "home-80x24");
    let result = second_time().keys("?");
    { result }.scene("help", "result-80x24");
}

#[test]
fn too_small() {
    Session::new()
        .assessment(CLUB)
        .at(20, 4)
        .scene("home", "too-small-20x4");
    Session::new()
        .assessment(CLUB)
        .take("running-club")
        .at(29, 8)
        .scene("take", "too-small-29x8");
}

/// Chiara's results and the newest of Amara, marked in the browser.
fn compared(session: Session) -> Session {
    session.keys("Space j Space j Space c j j")
}

#[test]
fn compare() {
    let session = || Session::new().demo().browse("software chiara");
    scenes("compare", "three", session, compared);
    let many = || session().keys("Space j Space j Space j Space j Space c h");
    many().scene("compare", "five-80x24");
    session()
        .set(ascii())
        .keys("Enter c")
        .scene("compare", "before-ascii");
}

#[test]
fn trend() {
    let session = || Session::new().demo().browse("software chiara");
    scenes("trend", "chiara", session, |s| s.keys("Enter t j"));
    let health = || Session::new().demo().browse("health elif");
    health().keys("Enter t").scene("trend", "health-80x24");
    session()
        .set(ascii())
        .keys("Enter t")
        .scene("trend", "chiara-ascii");
}

#[test]
fn team() {
    let session = || Session::new().demo();
    let open = |session: Session| session.keys("/").types("software").keys("Enter t");
    scenes("team", "map", session, |s| open(s).keys("j l l"));
    scenes("team", "gaps", session, |s| open(s).keys("v j"));
    scenes("team", "help", session, |s| open(s).keys("v v j"));
    scenes("team", "answered", session, |s| open(s).keys("v v v j"));
    open(session()).keys("a").scene("team", "anonymous-80x24");
    open(session().set(ascii())).scene("team", "map-ascii");
    Session::new()
        .assessment(CLUB)
        .keys("t")
        .scene("team", "nobody-80x24");
}

#[test]
fn home_of_the_demo() {
    Session::new().demo().scene("home", "demo-80x24");
}

#[test]
fn removed_categories_are_reported() {
    let session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("1 2 3 4 s")
        .again();
    let later = CRAFT
        .replace("key = \"planing\"", "key = \"turning\"")
        .replace("Planing", "Turning");
    let session = session
        .without_assessments()
        .assessment(&later)
        .after_seconds(86_400);
    let mut session = session.keys("2 x j 3 4 s").keys("G");

    session.scene("result", "gone-80x24");
    assert!(session.frame().contains("Planing"));
}
