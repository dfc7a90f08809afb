use levelup::testing::{
    Answer, AnswerError, OutOfRange, Rating, ReadAnswer, TypedGoal, read_answer,
};

use super::club;

fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

#[test]
fn level_label_and_word_are_read() {
    let cases = [
        ("2", rated(2, 2)),
        (" 2 ", rated(2, 2)),
        ("2+", rated(2, 3)),
        ("3+", rated(3, 3)),
        ("02", rated(2, 2)),
        ("Better", rated(2, 2)),
        ("bEtTeR", rated(2, 2)),
        ("Better+", rated(2, 3)),
        ("better +", rated(2, 3)),
        ("1>3", rated(1, 3)),
        ("Good > 3", rated(1, 3)),
        ("good>best", rated(1, 3)),
        ("2>2", rated(2, 2)),
        ("unknown", Answer::Unknown),
        ("N/A", Answer::NotApplicable),
        ("unanswered", Answer::Unanswered),
    ];
    for (text, answer) in cases {
        let read = read_answer(text, &club(), 0).map(|read| read.answer);
        assert_eq!(read, Ok(answer), "{text}");
    }
}

#[test]
fn labels_match_by_visible_text() {
    let mut assessment = club();
    assessment.categories[0].ratings = ["Straße", "ΣΟΦΟΣ", "Very good", "Maß", "MASS"]
        .map(Rating::named)
        .to_vec();

    for (text, level) in [
        ("STRASSE", 1),
        ("strasse", 1),
        ("σοφος", 2),
        ("very\u{A0} good", 3),
        ("Very\u{200B} good", 3),
        ("Maß", 4),
        ("MASS", 5),
    ] {
        let read = read_answer(text, &assessment, 0).map(|read| read.answer);
        assert_eq!(read, Ok(rated(level, level)), "{text}");
    }
    let two = read_answer("mass", &assessment, 0);
    assert!(
        matches!(two, Err(AnswerError::Unreadable { .. })),
        "{two:?}"
    );
}

#[test]
fn label_that_reads_as_an_answer_is_a_label() {
    let cases = [
        ("A", rated(1, 1)),
        ("A+", rated(2, 2)),
        ("a+", rated(2, 2)),
        ("A++", rated(2, 3)),
        ("a > b", rated(3, 3)),
        ("a > b+", rated(3, 4)),
        ("A>A+", rated(1, 2)),
        ("A > a > b", rated(1, 3)),
        ("unknown", rated(4, 4)),
        ("Unknown", Answer::Unknown),
    ];
    for (text, answer) in cases {
        let read = read_answer(text, &club(), 2).map(|read| read.answer);
        assert_eq!(read, Ok(answer), "{text}");
    }
}

#[test]
fn number_off_the_ladder_is_the_nearest_end() {
    let huge = "9".repeat(400);
    let cases = [
        ("0", 1, 1),
        ("-0", 1, 1),
        ("-7", 1, 1),
        ("4", 3, 3),
        ("256", 3, 3),
        ("99999999999", 3, 3),
        (&huge, 3, 3),
        (&format!("-{huge}"), 1, 1),
        ("0+", 1, 2),
    ];
    for (text, current, desired) in cases {
        let asked = text.trim_end_matches('+').to_owned();
        let expected = ReadAnswer {
            answer: rated(current, desired),
            out_of_range: Some(OutOfRange {
                asked,
                level: current,
            }),
            goal: if text.ends_with('+') {
                TypedGoal::LevelUp
            } else {
                TypedGoal::Nothing
            },
        };
        assert_eq!(read_answer(text, &club(), 0), Ok(expected), "{text}");
    }
}

#[test]
fn invalid_answer_names_the_nearest() {
    let nearest = |text: &str| match read_answer(text, &club(), 0) {
        Err(AnswerError::Unreadable { nearest }) => nearest,
        other => panic!("{text}: {other:?}"),
    };

    assert_eq!(nearest("Beter").as_deref(), Some("Better"));
    assert_eq!(nearest("beter+").as_deref(), Some("Better"));
    assert_eq!(nearest("unknwon").as_deref(), Some("unknown"));
    assert_eq!(nearest("unknown+").as_deref(), Some("unknown"));
    for text in [
        "", "+", ">", "2.5", "1e3", "n/a>2", "2>", "2>>3", "١", "elephant",
    ] {
        assert_eq!(nearest(text), None, "{text}");
    }
    let below = AnswerError::Below {
        current: 3,
        desired: 2,
    };
    assert_eq!(read_answer("3>2", &club(), 0), Err(below));
}
