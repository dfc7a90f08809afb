//! Whatever happens, in whatever order.

use levelup::testing::{Answer, Event, Key, Screen, Size, State, TakeScreen, update};
use proptest::prelude::*;

use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

fn key() -> impl Strategy<Value = Key> {
    let plain = "123456789hlxdjkgGnNqs/u+-=? DbvacMt:m"
        .chars()
        .map(Key::Char)
        .collect::<Vec<_>>();
    let other = vec![
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::BackTab,
        Key::Backspace,
        Key::Up,
        Key::Down,
        Key::PageDown,
        Key::PageUp,
        Key::End,
        Key::Home,
        Key::Ctrl('r'),
        Key::Left,
        Key::Right,
    ];
    prop_oneof![4 => prop::sample::select(plain), 2 => prop::sample::select(other)]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        12 => key().prop_map(Event::Key),
        1 => ".{0,12}".prop_map(Event::Paste),
        1 => (0u16..140, 0u16..50).prop_map(|(width, height)| Event::Resize(Size { width, height })),
    ]
}

fn valid(take: &TakeScreen) -> Result<(), TestCaseError> {
    prop_assert_eq!(take.answers.entries.len(), take.assessment.categories.len());
    prop_assert!(take.list.at < take.answers.entries.len());
    for (index, entry) in take.answers.entries.iter().enumerate() {
        if let Answer::Rated { current, desired } = entry.answer {
            let top = take.assessment.top(index);
            prop_assert!((1..=top).contains(&current) && (current..=top).contains(&desired));
            prop_assert!(entry.level_up || desired == current);
        }
    }
    Ok(())
}

fn opened() -> State {
    let mut session = Session::new()
        .assessment(CRAFT)
        .assessment(CLUB)
        .take("woodwork");
    session.state().clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_events_leaves_the_form_valid_and_draws(
        events in prop::collection::vec(event(), 1..80),
    ) {
        let mut state = start();
        for event in events {
            update(&mut state, event);
            if let Screen::Take(take) = &state.screen {
                valid(take)?;
            }
            draws(&state);
        }
    }

    #[test]
    fn undo_reverts_every_change(keys in prop::collection::vec(key(), 1..60)) {
        let mut state = start();
        for key in keys {
            update(&mut state, Event::Key(key));
        }
        state.overlay = None;
        let Screen::Take(take) = &mut state.screen else { return Ok(()) };
        if take.is_opening() || take.is_saving() {
            return Ok(());
        }
        if take.editing.is_some() {
            update(&mut state, Event::Key(Key::Esc));
        }
        // A new name needs the store, which this test does not have.
        if let Screen::Take(take) = &state.screen && (take.is_opening() || take.is_saving()) {
            return Ok(());
        }
        // What was taken back among the keys is made again first: there is one end to come back to.
        let pressed = |state: &mut State, key: Key| {
            (0..80).for_each(|_| drop(update(state, Event::Key(key))));
        };
        pressed(&mut state, Key::Ctrl('r'));
        let Screen::Take(take) = &state.screen else { return Ok(()) };
        let done = take.answers.clone();
        pressed(&mut state, Key::Char('u'));
        if let Screen::Take(take) = &state.screen {
            prop_assert!(take.answers.is_blank());
        }
        pressed(&mut state, Key::Ctrl('r'));
        if let Screen::Take(take) = &state.screen {
            prop_assert_eq!(&take.answers, &done);
        }
    }

    #[test]
    fn results_draw_at_any_size_after_any_keys(
        which in 0usize..3,
        events in prop::collection::vec(event(), 1..60),
    ) {
        let mut state = answers()[which].clone();
        for event in events {
            update(&mut state, event);
            draws(&state);
        }
    }

    #[test]
    fn every_size_draws_every_screen(width in 0u16..160, height in 0u16..50, keys in "[0-9a-z?/:]{0,6}") {
        let mut state = start();
        update(&mut state, Event::Resize(Size { width, height }));
        for c in keys.chars() {
            update(&mut state, Event::Key(Key::Char(c)));
            draws(&state);
        }
    }
}

/// One state to begin with, made once: the store is asked only for that.
fn start() -> State {
    static START: std::sync::OnceLock<State> = std::sync::OnceLock::new();
    START.get_or_init(opened).clone()
}

/// Results side by side, a trend, and a team.
fn answers() -> &'static [State; 3] {
    static STATES: std::sync::OnceLock<[State; 3]> = std::sync::OnceLock::new();
    STATES.get_or_init(|| {
        let keys = |keys: &str| {
            let session = Session::new().demo().browse("chiara");
            session.keys(keys).state().clone()
        };
        let team = Session::new().demo().keys("G t").state().clone();
        let states = [keys("Space j Space j Space c"), keys("Enter t"), team];
        assert!(matches!(states[0].screen, Screen::Compare(_)));
        assert!(matches!(states[1].screen, Screen::Trend(_)));
        assert!(matches!(states[2].screen, Screen::Team(_)));
        states
    })
}

fn draws(state: &State) {
    let backend = ratatui::backend::TestBackend::new(state.size.width, state.size.height);
    let mut terminal = ratatui::Terminal::new(backend).unwrap();
    terminal
        .draw(|frame| levelup::testing::draw(state, frame))
        .unwrap();
}

/// Ten thousand keys from a fixed seed, through the real loop and the real store, as fast as they
/// come: the store stays readable, and what is shown as saved is in it.
#[test]
fn ten_thousand_random_keys_keep_the_store_readable() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut session = Session::new().assessment(CRAFT).take("woodwork");
    let keys = [
        "1",
        "2",
        "3",
        "4",
        "h",
        "l",
        "Space",
        "+",
        "-",
        "x",
        "d",
        "j",
        "k",
        "u",
        "Ctrl-R",
        "Tab",
        "n",
        "Enter",
        "Esc",
        "Backspace",
        "e",
        "G",
        "g",
        "?",
        "PgDn",
    ];
    for _ in 0..100 {
        let mut some = Vec::new();
        for _ in 0..100 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            some.push(keys[usize::try_from(seed % keys.len() as u64).unwrap()]);
        }
        session = session.keys_at_once(&some.join(" "));
        if session.exit().is_some() {
            session = session.again();
        }
    }

    session.open();
    if let Screen::Take(take) = &session.state().screen.clone() {
        assert_eq!(take.draft_status, levelup::testing::DraftStatus::Saved);
        let draft = session.draft_of("Test User", "woodwork").unwrap();
        assert_eq!(draft.fitted(&take.assessment).answers, take.answers);
    }
}
