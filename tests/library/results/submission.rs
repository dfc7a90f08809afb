use levelup::testing::{
    Answer, Assessment, Submission, SubmissionError, SubmissionFields, SubmissionInput,
    SubmissionRemark, submission,
};

use super::club;

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn hand_in(
    sets: &[&str],
    notes: &[&str],
    strict: bool,
) -> Result<Submission, Vec<SubmissionError>> {
    let (sets, notes) = (texts(sets), texts(notes));
    let given = SubmissionInput {
        sets: &sets,
        notes: &notes,
        strict,
        ..SubmissionInput::default()
    };
    submission(&club(), given)
}

fn lowest(key: &str) -> SubmissionRemark {
    SubmissionRemark::Lowest {
        key: key.to_owned(),
    }
}

#[test]
fn unnamed_categories_count_as_the_lowest_level() {
    let done = hand_in(&["jumping=2+"], &["running=a=b"], false).unwrap();

    let rated = |current, desired| Answer::Rated { current, desired };
    assert_eq!(done.answers, [rated(2, 3), rated(1, 1), rated(1, 1)]);
    assert_eq!(done.notes, ["", "a=b", ""]);
    assert_eq!(done.remarks, [lowest("running"), lowest("grade")]);
}

#[test]
fn strict_submission_assumes_nothing() {
    let errors = hand_in(&["jumping=9", "grade=n/a"], &[], true).unwrap_err();

    let clamped = SubmissionRemark::Clamped {
        key: "jumping".to_owned(),
        asked: "9".to_owned(),
        level: 3,
        top: 3,
    };
    let expected = [clamped, lowest("running")].map(SubmissionError::Strict);
    assert_eq!(errors, expected);
    let all = ["jumping=1", "jogging=unanswered", "grade=A+"];
    assert_eq!(hand_in(&all, &[], true).unwrap().remarks, []);
}

#[test]
fn all_errors_are_reported_at_once() {
    let long = format!("jumping={}", "ä".repeat(10_001));
    let errors = hand_in(
        &[
            "jumping",
            "jumpin=2",
            "jumping=2",
            "jumping=2",
            "running=Beter",
            "zzz=1",
        ],
        &["=x", "running=1", "jogging=2", &long],
        true,
    );

    let kinds: Vec<_> = errors
        .unwrap_err()
        .iter()
        .map(|error| match error {
            SubmissionError::NoEquals { .. } => "no equals".to_owned(),
            SubmissionError::UnknownKey { key, nearest } => format!("{key} -> {nearest:?}"),
            SubmissionError::Twice { key } => format!("twice {key}"),
            SubmissionError::NoAnswer { key, text, .. } => format!("no answer {key} {text}"),
            SubmissionError::LongNote { length, .. } => format!("long {length}"),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        "no equals",
        "jumpin -> Some(\"jumping\")",
        "twice jumping",
        "no answer running Beter",
        "zzz -> None",
        " -> None",
        "twice jogging",
        "long 10001",
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn assessment_without_categories_accepts_no_answers() {
    let none = submission(&Assessment::default(), SubmissionInput::default());
    assert_eq!(none, Err(vec![SubmissionError::NotSavable]));
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

fn take_over(
    fields: &SubmissionFields,
    assessment: &Assessment,
) -> Result<Submission, Vec<SubmissionError>> {
    let given = SubmissionInput {
        fields: Some(fields),
        ..SubmissionInput::default()
    };
    submission(assessment, given)
}

/// As of a result that was saved when running was called jogging.
fn old() -> SubmissionFields {
    SubmissionFields {
        assessment: Some("club".to_owned()),
        current: pairs(&[("jogging", "1")]),
        desired: pairs(&[("jogging", "3")]),
        unknown: texts(&["grade"]),
        notes: pairs(&[("jumping", "soon"), ("grade", "")]),
        asked: texts(&["jumping", "jogging", "grade", "gone"]),
        ..SubmissionFields::default()
    }
}

#[test]
fn result_is_matched_by_key_and_former_key() {
    let done = take_over(&old(), &club()).unwrap();

    assert_eq!(
        done.answers,
        [Answer::Unanswered, rated(1, 3), Answer::Unknown]
    );
    assert_eq!(done.notes, ["soon", "", ""]);
    assert_eq!(done.remarks, [], "an unanswered category has been named");

    let mut shorter = club();
    shorter.ratings.pop();
    let done = take_over(&old(), &shorter).unwrap();
    assert_eq!(done.answers[1], rated(1, 2));
    assert!(matches!(
        done.remarks[0],
        SubmissionRemark::Clamped { level: 2, .. }
    ));

    let mut other = club();
    other.slug = "other".to_owned();
    let slug = "club".to_owned();
    let errors = take_over(&old(), &other).unwrap_err();
    assert_eq!(errors, [SubmissionError::OtherAssessment { slug }]);

    let mut without = club();
    without.categories.remove(1);
    let errors = take_over(&old(), &without).unwrap_err();
    assert!(matches!(&errors[0], SubmissionError::UnknownKey { key, .. } if key == "jogging"));
}

#[test]
fn partial_result_is_accepted() {
    let fields = SubmissionFields {
        current: pairs(&[("jumping", "9"), ("running", "2")]),
        desired: pairs(&[("running", "9")]),
        ..SubmissionFields::default()
    };

    let done = take_over(&fields, &club()).unwrap();

    assert_eq!(done.answers, [rated(3, 3), rated(2, 3), rated(1, 1)]);
    assert_eq!(done.remarks.len(), 3);
    assert_eq!(done.remarks[2], lowest("grade"));
}

#[test]
fn conflicting_fields_are_rejected() {
    let fields = SubmissionFields {
        current: pairs(&[
            ("jumping", "3"),
            ("running", "2"),
            ("running", "2"),
            ("grade", "2.5"),
        ]),
        desired: pairs(&[
            ("jumping", "2"),
            ("zzz", "2"),
            ("running", "2"),
            ("running", "3"),
        ]),
        not_applicable: texts(&["running"]),
        ..SubmissionFields::default()
    };

    let errors = take_over(&fields, &club()).unwrap_err();

    let is = |error: &SubmissionError| match error {
        SubmissionError::NoAnswer { text, .. } => format!("no answer {text}"),
        SubmissionError::Twice { key } => format!("twice {key}"),
        SubmissionError::NoCurrent { key } => format!("no current {key}"),
        other => panic!("{other:?}"),
    };
    let kinds: Vec<_> = errors.iter().map(is).collect();
    for expected in [
        "no answer 3>2",
        "no answer 2.5",
        "twice running",
        "no current zzz",
    ] {
        assert!(
            kinds.iter().any(|kind| kind == expected),
            "{expected}: {kinds:?}"
        );
    }
}
