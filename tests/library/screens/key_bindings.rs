//! Keys of one's own, and what the screens say of them.

use std::collections::HashSet;

use levelup::testing::{
    ACTIONS, Action, Effect, Event, Key, KeyContext, Keymap, Overlay, ProgramEffect, RunEnd,
    Screen, StartScreen, update,
};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

fn form() -> Session {
    Session::new().assessment(CLUB).take("running-club")
}

#[test]
fn action_has_exactly_its_configured_keys() {
    let session = form().bound("take.level-up = [\"z\", \"F2\", \"Alt-l\", \"Ctrl-L\"]");

    for key in ["z", "F2", "Alt-l", "Ctrl-L"] {
        let mut session = form()
            .bound("take.level-up = [\"z\", \"F2\", \"Alt-l\", \"Ctrl-L\"]")
            .keys(key);
        match &session.state().screen {
            Screen::Take(take) => assert!(take.answers.entries[0].level_up, "{key}"),
            other => panic!("{other:?}"),
        }
    }
    let mut session = session.keys("Space");
    match &session.state().screen {
        Screen::Take(take) => assert!(!take.answers.entries[0].level_up),
        other => panic!("{other:?}"),
    }
}

#[test]
fn level_keys_can_be_changed() {
    let azerty = "take.rate-1 = \"&\"\ntake.rate-2 = \"é\"\ntake.rate-3 = \"\\\"\"";
    let mut session = form().bound(azerty).keys("é &");

    match &session.state().screen {
        Screen::Take(take) => {
            let levels: Vec<_> = take
                .answers
                .entries
                .iter()
                .map(|e| e.answer.current())
                .collect();
            assert_eq!(levels, [Some(2), Some(1)]);
        }
        other => panic!("{other:?}"),
    }
    assert!(
        session.frame().contains("& é \" rate"),
        "{}",
        session.frame()
    );
    assert!(session.keys("?").frame().contains("& é \" 4 5 6 7 8 9"));
}

#[test]
fn all_key_hints_follow_the_configuration() {
    let keys = "take.save = \"w\"\ntake.other-draft = []\ntake.redo = \"U\"\nunanswered.count-as-lowest = \"a\"";
    let mut session = form().bound(keys).keys("2 u");
    assert!(
        session.frame().contains("press U to redo"),
        "{}",
        session.frame()
    );

    let mut session = session.keys("j");
    assert!(session.frame().contains("w save"), "{}", session.frame());
    assert!(!session.frame().contains("s save"));

    let mut session = session.keys("?");
    assert!(
        session.frame().contains("w          Save the result"),
        "{}",
        session.frame()
    );

    let mut session = session.keys(":").types("save");
    assert!(
        session.frame().contains("save            w "),
        "{}",
        session.frame()
    );

    let mut session = session.keys("Esc Esc w");
    assert!(
        session.frame().contains("a      Count as level 1"),
        "{}",
        session.frame()
    );
    assert_eq!(session.keys("a").results().len(), 1);
}

#[test]
fn action_without_key_is_in_the_palette() {
    let mut session = form().bound("take.save = []").keys("1 2 Tab");
    assert!(
        session
            .frame()
            .contains("All categories answered: press :save to save"),
        "{}",
        session.frame()
    );
    let mut session = session.keys("?");
    assert!(
        session.frame().contains("(no key)   Save the result"),
        "{}",
        session.frame()
    );

    let session = session.keys("q :").types("save").keys("Enter");
    assert_eq!(session.results().len(), 1);
}

#[test]
fn every_configuration_can_quit() {
    let nothing = "everywhere.back = []\neverywhere.help = []\neverywhere.palette = []\n\
        everywhere.quit = \"Ctrl-Q\"\nunanswered.back = []";
    let mut session = form().bound(nothing).keys("2 s");
    assert!(matches!(session.state().overlay, Some(Overlay::Unanswered)));
    let mut session = session.keys("Esc");
    assert!(session.state().overlay.is_none(), "Esc goes back still");
    assert_eq!(session.keys("Ctrl-C").exit(), Some(RunEnd::Code(0)));

    let session = form().bound(nothing);
    assert_eq!(session.keys("Ctrl-Q").exit(), Some(RunEnd::Code(0)));
}

#[test]
fn letters_in_a_text_field_are_text() {
    let bound = "everywhere.quit = [\"x\", \"Ctrl-Q\"]\neverywhere.suspend = \"z\"";
    let mut session = form().bound(bound).keys("n").types("xyz");
    assert_eq!(session.exit(), None);
    assert_eq!(session.state().field().unwrap().text(), "xyz");

    assert_eq!(session.keys("Ctrl-Q").exit(), Some(RunEnd::Code(0)));
}

#[test]
fn screen_keys_come_before_global_keys() {
    let mut session = form().bound("take.note = \"q\"").keys("q");
    assert!(session.state().field().is_some(), "q did not begin a note");

    // What the screen has taken is not named as a key that goes back.
    let mut session = session.keys("Esc ? /").types("back");
    let frame = session.frame();
    assert!(frame.contains("Esc        Go back, or quit"), "{frame}");
    assert!(!frame.contains("q Esc"), "{frame}");
}

#[test]
fn default_keys_are_unique_and_plain() {
    let mut seen = HashSet::new();
    let mut names = HashSet::new();
    for row in ACTIONS {
        assert!(
            names.insert(row.name()),
            "{} stands there twice",
            row.name()
        );
        assert!(!row.keys.is_empty(), "{} has no key", row.name());
        for key in row.keys.iter() {
            assert!(
                seen.insert((row.context, *key)),
                "{key} in {:?}",
                row.context
            );
            assert!(!matches!(key, Key::Alt(_) | Key::F(_)), "{key}");
            assert_eq!(
                key.to_string().parse(),
                Ok(*key),
                "it is read as it is shown"
            );
        }
    }
    for row in ACTIONS
        .iter()
        .filter(|row| row.context != KeyContext::Everywhere)
    {
        let hides = |key: &Key| seen.contains(&(KeyContext::Everywhere, *key));
        let modal = row.context == KeyContext::Unanswered;
        assert!(
            modal || !row.keys.iter().any(hides),
            "{} hides a key",
            row.name()
        );
    }
}

#[test]
fn any_key_configuration_can_quit_without_conflicts() {
    // A hundred random configurations, from a fixed seed.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut some = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    let keys = [
        "Esc", "q", ":", "?", "x", "Ctrl-C", "Enter", "j", "Space", "F1",
    ];
    for _ in 0..100 {
        let mut given: Vec<(usize, Vec<Key>)> = Vec::new();
        for _ in 0..12 {
            let row = some(ACTIONS.len());
            if given.iter().all(|(other, _)| *other != row) {
                let count = some(3);
                given.push((
                    row,
                    (0..count)
                        .map(|_| keys[some(keys.len())].parse().unwrap())
                        .collect(),
                ));
            }
        }
        let (keymap, _) = Keymap::rebound(&given);
        for context in KeyContext::ALL {
            assert_eq!(
                keymap.find(context, Key::Ctrl('c')),
                Some(Action::Quit),
                "{given:?}"
            );
        }
        let mut taken = HashSet::new();
        for row in keymap.rows() {
            for key in row.keys.iter().collect::<HashSet<_>>() {
                assert!(taken.insert((row.context, *key)), "{key} twice: {given:?}");
            }
        }
    }
}

#[test]
fn key_names_ignore_case_and_accept_aliases() {
    for (text, key) in [
        ("space", Key::Char(' ')),
        ("ESC", Key::Esc),
        ("return", Key::Enter),
        ("pagedown", Key::PageDown),
        ("shift-tab", Key::BackTab),
        ("ctrl+r", Key::Ctrl('r')),
        ("Ctrl-M", Key::Enter),
        ("Ctrl-I", Key::Tab),
        ("Ctrl--", Key::Ctrl('-')),
        ("shift-x", Key::Char('X')),
        ("alt-é", Key::Alt('é')),
        ("f12", Key::F(12)),
        ("-", Key::Char('-')),
        ("+", Key::Char('+')),
    ] {
        assert_eq!(text.parse(), Ok(key), "{text}");
    }
    for text in ["", "F13", "F0", "Ctrl-", "Ctrl-rr", "Hyper-x", "\t", "word"] {
        assert!(text.parse::<Key>().is_err(), "{text:?}");
    }
    assert_eq!("Spcae".parse::<Key>().unwrap_err().nearest, Some("Space"));
}

#[test]
fn help_is_readable_in_the_smallest_window() {
    let mut session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .at(30, 8)
        .keys("?");
    let mut seen = String::new();
    for _ in 0..40 {
        let frame = session.frame();
        seen.extend(
            frame
                .lines()
                .skip(2)
                .take(4)
                .map(|line| format!("{}\n", line.trim())),
        );
        session = session.keys("j j j j");
    }
    assert!(!seen.contains('…'), "something is cut:\n{seen}");
    assert!(seen.contains("Ctrl-C"), "the end is not reached:\n{seen}");

    // What was scrolled far in a small window shows from its beginning to its end in a large one.
    let mut session = session.resized(120, 50);
    for text in ["Space      Turn level up on or off", "Quit immediately"] {
        assert!(session.frame().contains(text), "{}", session.frame());
    }
}

#[test]
fn empty_screens_say_what_to_do_next() {
    let mut help = form().keys("? /").types("zzz");
    assert!(help.frame().contains("Backspace"));
    let mut help = help.keys("Enter");
    assert!(
        help.frame()
            .contains("Press / to edit the filter or q to go back."),
        "{}",
        help.frame()
    );

    let mut home = Session::new().shipped();
    assert!(home.frame().contains("Getting started"), "{}", home.frame());
    let mut home = home.keys("/").types("zzz");
    assert!(
        home.frame()
            .contains("Press Backspace to shorten the filter")
    );
    let mut home = home.keys("Enter");
    assert!(
        home.frame().contains("Press q to clear the filter"),
        "{}",
        home.frame()
    );
    assert!(home.keys("q").frame().contains("Software engineer"));

    let mut browse = Session::new().browse("");
    assert!(
        browse.frame().contains("Press q to quit"),
        "{}",
        browse.frame()
    );
    let mut browse = Session::new().shipped().keys("b");
    assert!(
        browse.frame().contains("Press q to go back"),
        "{}",
        browse.frame()
    );

    // Somebody who has answered anything needs no first steps.
    let mut used = Session::new().shipped().keys("Enter 1 q");
    assert!(
        !used.frame().contains("Getting started"),
        "{}",
        used.frame()
    );
}

#[test]
fn esc_goes_back_even_if_back_is_rebound() {
    for bound in ["everywhere.back = \"F10\"", "everywhere.back = \"x\""] {
        let mut session = form().bound(bound).keys("x Esc");
        assert_eq!(session.exit(), Some(RunEnd::Code(0)), "{bound}");
    }
    // A question has its own keys.
    let mut session = form().bound("unanswered.back = \"F10\"").keys("2 s Esc");
    assert!(session.state().overlay.is_none());
    // What has Esc keeps it.
    let bound = "everywhere.back = \"F10\"\neverywhere.help = \"Esc\"";
    let mut session = form().bound(bound).keys("Esc");
    assert!(matches!(session.state().overlay, Some(Overlay::Help(_))));
}

/// How many signs a frame shows.
fn signs(frame: &str) -> usize {
    frame.chars().filter(|c| !c.is_whitespace()).count()
}

#[test]
fn ctrl_l_redraws_and_changes_nothing() {
    let form = || Session::new().assessment(CLUB).take("running-club");
    let home = || Session::new().demo();
    for (name, mut session) in vec![
        ("home", home()),
        ("filter", home().keys("/ a")),
        ("browser", home().browse("")),
        ("filter of the browser", home().browse("chi").keys("/")),
        ("palette", home().keys(": q")),
        ("help", home().keys("?")),
        ("filter of the help", home().keys("? / a")),
        ("messages", home().keys("m")),
        ("about", home().keys("i")),
        ("team", home().keys("t")),
        ("form", form().keys("2")),
        ("note", form().keys("n a b")),
        ("find", form().keys("/ r")),
        ("name", form().keys("N x")),
        ("question", form().keys("2 s")),
        ("too small", form().at(29, 7)),
        ("note, too small", form().keys("n a").resized(20, 5)),
        (
            "bound to another key",
            home().bound("everywhere.redraw = \"Ctrl-T\""),
        ),
    ] {
        let key = if name.starts_with("bound") {
            "Ctrl-T"
        } else {
            "Ctrl-L"
        };
        let (frame, before) = (session.frame(), session.bytes());

        session = session.keys(key);

        assert_eq!(session.frame(), frame, "{name}");
        let told = session.bytes() - before;
        assert!(told >= signs(&frame), "{name}: {told}\n{frame}");
    }
}

#[test]
fn ctrl_l_does_not_wait_for_the_store() {
    let mut session = form();
    let mut state = session.state().clone();
    // A form that is being opened queues all other keys until its draft is read.
    let club = state.catalogue.find("running-club").unwrap();
    let opening = StartScreen::Take(club).screen(&state);
    state.start(opening);

    let effects = update(&mut state, Event::Key(Key::Ctrl('l')));

    assert_eq!(effects, [Effect::Program(ProgramEffect::Redraw)]);
}

/// A name, and what opens the place.
type Place = (&'static str, fn() -> Session);

#[test]
fn ctrl_h_is_backspace() {
    let browser = || Session::new().demo().browse("chi").keys("/");
    let places: [Place; 6] = [
        ("answer", || form().keys("2 k")),
        ("note", || form().keys("n a b")),
        ("name", || form().keys("N x")),
        ("palette", || form().keys(": q u")),
        ("filter of the help", || form().keys("? / a b")),
        ("filter of the browser", browser),
    ];
    for (name, open) in places {
        let before = open().frame();
        let wanted = open().keys("Backspace").frame();
        assert_ne!(wanted, before, "{name}");

        assert_eq!(open().keys("Ctrl-H").frame(), wanted, "{name}");
    }
    // A binding may name either of the two.
    let mut bound = form().bound("take.undo = \"Ctrl-H\"").keys("2 k Backspace");
    assert_eq!(bound.frame(), form().keys("2 k u").frame());
}
