//! Whatever is typed, line by line.

use levelup::testing::{
    Answer, AssessmentResult, COMMANDS, DraftEffect, Effect, Event, Key, Screen, State, TakeScreen,
    perform, plain, read_line, update,
};
use proptest::prelude::*;

use crate::screens::CRAFT;
use crate::support::session::Session;

fn start() -> State {
    static START: std::sync::OnceLock<State> = std::sync::OnceLock::new();
    START
        .get_or_init(|| {
            let mut session = Session::new().assessment(CRAFT).take("woodwork");
            session.state().clone()
        })
        .clone()
}

/// Answers, commands with and without a text, and anything else.
fn line() -> impl Strategy<Value = String> {
    let names: Vec<&str> = COMMANDS
        .iter()
        .flat_map(|spec| spec.names.iter().copied())
        .collect();
    let answers = vec![
        "1",
        "2",
        "3",
        "4",
        "9",
        "2+",
        "+",
        "1>3",
        "3>1",
        "Fluent",
        "sharp+",
        "unknown",
        "n/a",
        "unanswered",
        "lowest",
        "first",
        "back",
        "",
        "-",
    ];
    prop_oneof![
        4 => prop::sample::select(answers).prop_map(str::to_owned),
        3 => prop::sample::select(names.clone()).prop_map(str::to_owned),
        2 => (prop::sample::select(names), ".{0,12}").prop_map(|(name, text)| format!("{name} {text}")),
        1 => ".{0,20}",
    ]
}

/// Types a line; what it wants done.
fn typed(state: &mut State, line: &str) -> Vec<Effect> {
    match read_line(line, state) {
        Ok(request) => perform(state, request),
        Err(wrong) => {
            if let Screen::Take(take) = &state.screen {
                let (error, _) = plain::line_error(&wrong, take);
                assert!(!error.is_empty(), "{wrong:?}");
            }
            Vec::new()
        }
    }
}

fn valid(take: &TakeScreen) -> Result<(), TestCaseError> {
    prop_assert!(take.list.at < take.answers.entries.len());
    for (index, entry) in take.answers.entries.iter().enumerate() {
        if let Answer::Rated { current, desired } = entry.answer {
            let top = take.assessment.top(index);
            prop_assert!((1..=top).contains(&current) && (current..=top).contains(&desired));
            prop_assert!(entry.level_up || desired == current);
        }
    }
    let words = plain::question(take);
    prop_assert!(words.len() > 1);
    Ok(())
}

fn saved(effects: &[Effect]) -> Option<AssessmentResult> {
    effects.iter().find_map(|effect| match effect {
        Effect::Draft(DraftEffect::SaveResult(result)) => Some((**result).clone()),
        _ => None,
    })
}

/// One answer, as a line and as keys.
fn answer() -> impl Strategy<Value = (String, Vec<Key>)> {
    let key = |c: char| Key::Char(c);
    let level = |level: u8| char::from(b'0' + level);
    prop_oneof![
        (1u8..=3).prop_map(move |n| (n.to_string(), vec![key(level(n))])),
        (1u8..=3).prop_map(move |n| (format!("{n}+"), vec![key(' '), key(level(n))])),
        Just(("unknown".to_owned(), vec![key('d'), key('j')])),
        Just(("n/a".to_owned(), vec![key('x'), key('j')])),
        Just((String::new(), vec![key('j')])),
        (1u8..=3).prop_map(move |n| (
            format!("{n}>3"),
            // The digit moves on, and the wish needs the category again.
            [
                vec![key('h')],
                vec![key('l'); usize::from(n) - 1],
                vec![key('+'); usize::from(3 - n)],
                vec![key('j')]
            ]
            .concat(),
        )),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn form_stays_valid_after_any_lines(lines in prop::collection::vec(line(), 1..60)) {
        let mut state = start();
        for line in lines {
            typed(&mut state, &line);
            if let Screen::Take(take) = &state.screen {
                valid(take)?;
                // A new name needs the store, which this test does not have.
                if take.is_opening() || take.is_saving() {
                    return Ok(());
                }
            }
        }
    }

    #[test]
    fn the_same_answers_by_lines_and_by_keys_are_the_same_result(
        answers in prop::collection::vec(answer(), 4),
    ) {
        let (mut lines, mut keys) = (start(), start());
        for (line, pressed) in &answers {
            typed(&mut lines, line);
            for key in pressed {
                update(&mut keys, Event::Key(*key));
            }
        }
        let by_lines = typed(&mut lines, "save lowest");
        let mut by_keys = update(&mut keys, Event::Key(Key::Char('s')));
        by_keys.extend(update(&mut keys, Event::Key(Key::Char('l'))));

        prop_assert!(saved(&by_lines).is_some());
        prop_assert_eq!(saved(&by_lines), saved(&by_keys));
    }
}
