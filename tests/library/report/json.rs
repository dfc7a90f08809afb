use std::sync::Arc;

use insta::assert_snapshot;
use levelup::testing::{
    AnswersFile, FieldError, JsonError, ResultReader, SubmissionFields, answers_from_json,
    from_json, to_json, to_json_array, to_json_line,
};

use super::{result, settings};

#[test]
fn result_as_json_matches_the_contract() {
    settings().bind(|| assert_snapshot!("json", to_json(&result())));
}

#[test]
fn json_round_trip_loses_nothing() {
    let line = to_json_line(&result());
    assert_eq!(line.matches('\n').count(), 1);
    assert_eq!(from_json(&line), Ok(result()));
    assert_eq!(from_json(&to_json(&result())), Ok(result()));
    let array = to_json_array(&[result(), result()]);
    let values: Vec<serde_json::Value> = serde_json::from_str(&array).unwrap();
    assert_eq!(from_json(&values[1].to_string()), Ok(result()));
    assert_eq!(to_json_array(&[]), "[]\n");
}

/// The flaw that is found after `from` has been replaced by `to` in a good result.
fn flaw(from: &str, to: &str) -> String {
    let good = to_json_line(&result());
    let broken = good.replacen(from, to, 1);
    assert_ne!(good, broken, "{from} is there");
    let error = from_json(&broken).unwrap_err();
    let mut reader = ResultReader::default();
    assert_eq!(reader.read(&good), Ok(result()));
    assert_eq!(reader.read(&broken), Err(error.clone()), "the same flaw");
    error.to_string()
}

#[test]
fn results_read_together_share_their_definition() {
    let mut reader = ResultReader::default();
    let line = to_json_line(&result());
    let mut reworded = result();
    Arc::make_mut(&mut reworded.assessment).ratings[0].name = "Fine".to_owned();
    let mut moved = result();
    Arc::make_mut(&mut moved.assessment).slug = "elsewhere".to_owned();
    let mut read = |text: &str| reader.read(text).unwrap();

    let first = read(&line);
    let pretty = read(&to_json(&result()));
    let others = [read(&to_json_line(&reworded)), read(&to_json_line(&moved))];
    let again = read(&line);

    assert_eq!(first, result());
    assert_eq!(others, [reworded, moved]);
    assert!(Arc::ptr_eq(&first.assessment, &again.assessment));
    assert_eq!(pretty, first, "whatever its text looks like");
}

#[test]
fn invalid_result_is_reported_with_its_place() {
    let flaws = [
        flaw("\"019a", "\"x19a"),
        flaw("Test User", "  "),
        flaw("Test User", "Test\\nUser"),
        flaw("2026-11-22T", "2026-13-22T"),
        flaw("\"running-club\"", "\"Running Club\""),
        flaw("\"2026.1\"", "\"2025\""),
        flaw("\"jumping\":2", "\"jumpin\":2"),
        flaw("\"jumping\":2", "\"jumping\":0"),
        flaw("\"jumping\":2", "\"jumping\":4"),
        flaw("\"jumping\":2", "\"jumping\":99999999999"),
        flaw("\"jumping\":2", "\"jumping\":-1"),
        flaw("\"jumping\":2", "\"jumping\":3"),
        flaw("\"jumping\":2", "\"jumping\":2,\"jumping\":2"),
        flaw("\"desired\":{", "\"desired\":{\"eating\":2,"),
        flaw("[\"resting\"]", "[\"jumping\"]"),
        flaw("\"knee\"", "7"),
        flaw("\"knee\"", &format!("\"{}\"", "ä".repeat(10_001))),
        flaw("\"schema_version\":1", "\"schema_version\":2"),
        flaw("\"schema_version\":1,", ""),
        flaw("\"unknown\"", "\"unkown\""),
        flaw("\"key\":\"eating\"", "\"key\":\"resting\""),
        flaw("\"current\"", "current"),
    ];
    settings().bind(|| assert_snapshot!("json-flaws", flaws.join("\n")));
}

#[test]
fn answers_are_an_object_or_a_result() {
    let sets = answers_from_json(r#"{"running": 2, "jumping": "2+", "a": 1.5, "b": -1}"#);
    let pair = |key: &str, answer: &str| (key.to_owned(), answer.to_owned());
    let expected = [
        ("running", "2"),
        ("jumping", "2+"),
        ("a", "1.5"),
        ("b", "-1"),
    ];
    let expected = expected.map(|(key, answer)| pair(key, answer)).to_vec();
    assert_eq!(sets, Ok(AnswersFile::Sets(expected)));

    let whole = answers_from_json(&to_json_line(&result()));
    let Ok(AnswersFile::Fields(whole)) = whole else {
        panic!("{whole:?}");
    };
    assert_eq!(whole.name.as_deref(), Some(result().name.as_str()));
    assert_eq!(whole.asked.len(), result().answers.len());
    let some = answers_from_json(r#"{"desired": {"a": 3}, "current": {"a": 2.0}}"#);
    let expected = SubmissionFields {
        current: vec![pair("a", "2")],
        desired: vec![pair("a", "3")],
        ..SubmissionFields::default()
    };
    assert_eq!(some, Ok(AnswersFile::Fields(Box::new(expected))));
    let sets = answers_from_json(r#"{"notes": 2.0, "current": "n/a", "unknown": 1e3}"#);
    let expected = [("notes", "2"), ("current", "n/a"), ("unknown", "1000")];
    let expected = expected.map(|(key, answer)| pair(key, answer)).to_vec();
    assert_eq!(sets, Ok(AnswersFile::Sets(expected)));

    let no_answer = answers_from_json(r#"{"running": null}"#).unwrap_err();
    assert!(matches!(
        no_answer,
        JsonError::Invalid {
            flaw: FieldError::NoAnswer,
            ..
        }
    ));
}

#[test]
fn invalid_answers_are_reported() {
    let texts = [
        "",
        " \n ",
        "[1]",
        "\"x\"",
        "7",
        "{",
        "\n",
        "{\"a\": 1,}",
        r#"{"current": {"a": "2"}}"#,
        r#"{"current": [2]}"#,
        r#"{"current": {"a": 2}, "unknown": {"b": 1}}"#,
        r#"{"current": {"a": 2}, "assessment": 3}"#,
        r#"{"current": {"a": 2}, "notes": {"a": null}}"#,
        r#"{"current": {"a": 2}, "curent": {"b": 2}}"#,
        r#"{"schema_version": 2, "levels": {"a": 2}}"#,
        r#"{"schema_version": 0, "current": {"a": 2}}"#,
        r#"{"schema_version": "1", "current": {"a": 2}}"#,
    ];
    let said = texts.map(|text| answers_from_json(text).unwrap_err().to_string());
    settings().bind(|| assert_snapshot!("answers-flaws", said.join("\n")));
}
