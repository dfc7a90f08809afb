use std::sync::Arc;

use levelup::assessment::Assessment;
use levelup::results::{
    Answer, AssessmentResult, Given, Remark, Submission, SubmissionError, submission,
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
    let given = Given {
        sets: &sets,
        notes: &notes,
        strict,
        ..Given::default()
    };
    submission(&club(), given)
}

fn lowest(key: &str) -> Remark {
    Remark::Lowest {
        key: key.to_owned(),
    }
}

#[test]
fn what_is_not_named_counts_as_the_lowest_level() {
    let done = hand_in(&["jumping=2+"], &["running=a=b"], false).unwrap();

    let rated = |current, desired| Answer::Rated { current, desired };
    assert_eq!(done.answers, [rated(2, 3), rated(1, 1), rated(1, 1)]);
    assert_eq!(done.notes, ["", "a=b", ""]);
    assert_eq!(done.remarks, [lowest("running"), lowest("grade")]);
}

#[test]
fn strictly_nothing_is_taken_for_granted() {
    let errors = hand_in(&["jumping=9", "grade=n/a"], &[], true).unwrap_err();

    let clamped = Remark::Clamped {
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
fn everything_that_is_wrong_is_told_at_once() {
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
fn an_assessment_without_categories_takes_no_answers() {
    let none = submission(&Assessment::default(), Given::default());
    assert_eq!(none, Err(vec![SubmissionError::NotSavable]));
}

#[test]
fn a_whole_result_is_taken_over_by_key_and_by_former_key() {
    let mut old = club();
    old.categories[1].key = "jogging".to_owned();
    old.categories[2].ratings.clear();
    let old = AssessmentResult {
        id: uuid::Uuid::nil(),
        name: "Ada".to_owned(),
        taken_at: jiff::Timestamp::UNIX_EPOCH,
        assessment: Arc::new(old),
        answers: vec![
            Answer::Unanswered,
            Answer::Rated {
                current: 1,
                desired: 3,
            },
            Answer::Unknown,
        ],
        notes: texts(&["soon", "", ""]),
    };
    let given = |result| Given {
        result: Some(result),
        ..Given::default()
    };

    let done = submission(&club(), given(&old)).unwrap();
    assert_eq!(
        (done.answers, done.notes),
        (old.answers.clone(), old.notes.clone())
    );
    assert_eq!(done.remarks, [], "an unanswered category has been named");

    let mut shorter = club();
    shorter.ratings.pop();
    let done = submission(&shorter, given(&old)).unwrap();
    assert_eq!(
        done.answers[1],
        Answer::Rated {
            current: 1,
            desired: 2
        }
    );
    assert!(matches!(done.remarks[0], Remark::Clamped { level: 2, .. }));

    let mut other = club();
    other.slug = "other".to_owned();
    let slug = "club".to_owned();
    let errors = submission(&other, given(&old)).unwrap_err();
    assert_eq!(errors, [SubmissionError::OtherAssessment { slug }]);

    let mut without = club();
    without.categories.remove(1);
    let errors = submission(&without, given(&old)).unwrap_err();
    assert!(matches!(&errors[0], SubmissionError::UnknownKey { key, .. } if key == "jogging"));
}
