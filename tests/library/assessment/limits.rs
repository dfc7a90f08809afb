use std::path::Path;

use levelup::testing::{
    AssessmentFile, Problem, Severity, line_and_column, render, visible, wrap, wrap_start,
};
use proptest::prelude::*;

use super::read;

fn shown(file: &AssessmentFile) -> String {
    render(Path::new("club.toml"), &file.text, &file.diagnostics, false)
}

fn ladder(labels: &str) -> AssessmentFile {
    read(format!(
        "name = \"Club\"\nratings = [{labels}]\ncategories = []\n"
    ))
}

#[test]
fn numeric_label_equals_its_position() {
    for labels in [
        "'x', '-1'",
        "'01', 'x'",
        "'x', '+2'",
        "'0', '1'",
        "'x', '2', '999999999999'",
    ] {
        let file = ladder(labels);
        let numbers = |found: &levelup::testing::Diagnostic| {
            matches!(found.problem, Problem::MisplacedNumber { .. })
        };
        assert!(file.diagnostics.iter().any(numbers), "{labels}");
        assert!(file.assessment.is_none(), "{labels}");
    }
    for labels in [
        "'1', '2', '3'",
        "'-', '+', '--1'",
        "'1+', '2nd'",
        "'x', '2.5'",
    ] {
        assert_eq!(ladder(labels).diagnostics, [], "{labels}");
    }
}

/// Quadratic, it would take minutes.
#[test]
fn long_word_is_wrapped_in_one_pass() {
    let word = "é".repeat(400_000);

    assert_eq!(wrap(&word, 80).len(), 5_000);
    assert_eq!(wrap_start(&word, 80, 2).len(), 3);
}

proptest! {
    #[test]
    fn first_lines_equal_those_of_the_full_text(
        text in r"([a-z]{1,9}|[ -]{1,4}|世|é|\x1b|\u{200b}|👩‍🚀){0,40}x",
        room in 1_usize..12,
        most in 0_usize..5,
    ) {
        let whole = wrap(&visible(&text), room);
        let start = wrap_start(&text, room, most);

        let kept = most.min(whole.len());
        prop_assert_eq!(&start[..kept], &whole[..kept]);
        prop_assert_eq!(start.len() > most, whole.len() > most);
    }
}

#[test]
fn errors_of_one_file_are_limited() {
    for line in [
        "=\n",
        "key\n",
        "a.b = 1\na.b = 2\n",
        "a = '\\' 1\n",
        "[[a]\n",
    ] {
        let file = read(line.repeat(20_000));

        assert!(file.assessment.is_none(), "{line:?}");
        assert!(file.diagnostics.len() <= 2_000, "{line:?}");
        let shown = shown(&file);
        assert!(shown.lines().count() < 1_000, "{line:?}");
        assert!(shown.contains("club.toml: and at least "), "{line:?}");
    }
    let keys: Vec<_> = (0..20_000)
        .map(|number| format!("k{number} = 1\n"))
        .collect();
    let file = read(keys.concat());
    assert_eq!(file.diagnostics.len(), 1_000);
}

#[test]
fn error_in_a_very_long_line_shows_its_place() {
    let file = read(format!(
        "name = [{}]\nratings = [] é = 1\n",
        "1, ".repeat(30_000)
    ));
    let one_line = read(format!("ratings = [{}] é = 1", "'x', ".repeat(30_000)));

    assert!(shown(&file).contains("club.toml:1:8"), "{}", shown(&file));
    let text = shown(&one_line);
    assert!(text.contains("club.toml:1:150014"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 100),
        "{text}"
    );
}

#[test]
fn labels_that_differ_only_in_case_are_a_warning() {
    let file = ladder("'Good', 'good', 'GOOD'");

    let kinds: Vec<_> = file
        .diagnostics
        .iter()
        .map(|found| found.severity)
        .collect();
    assert_eq!(kinds, [Severity::Warning, Severity::Warning]);
    assert!(file.assessment.is_some());
    assert!(shown(&file).contains("`Good` and `good` differ only in letter case"));
    assert_eq!(ladder("'σοφος', 'ΣΟΦΟΣ'").diagnostics.len(), 1);
    assert_eq!(ladder("'Good', 'Good'").errors(), 1);
}

#[test]
fn labels_that_read_as_keywords_are_a_warning() {
    for label in ["unknown", "N/A", " Unanswered ", "un\u{200B}known"] {
        let file = ladder(&format!("'Good', '{label}', {{ name = '{label}x' }}"));
        let kinds: Vec<_> = file
            .diagnostics
            .iter()
            .map(|found| found.severity)
            .collect();
        assert_eq!(kinds, [Severity::Warning], "{label}");
        assert!(file.assessment.is_some(), "{label}");
        assert!(
            shown(&file).contains("reads as an answer keyword"),
            "{}",
            shown(&file)
        );
    }
    assert!(
        ladder("'Unknown territory', 'na', 'not applicable'")
            .diagnostics
            .is_empty()
    );
}

#[test]
fn labels_that_look_alike_are_a_warning() {
    for labels in [
        "'Good', 'Go\u{200B}od'",
        "'Very good', 'Very\u{A0}good'",
        "'Very good', 'Very  good'",
        "'Maß', 'MASS'",
    ] {
        let file = ladder(labels);
        let found: Vec<_> = file.diagnostics.iter().map(|it| it.severity).collect();
        assert_eq!(found, [Severity::Warning], "{labels}");
        assert!(shown(&file).contains("look the same"), "{}", shown(&file));
    }
}

#[test]
fn categories_with_one_name_are_a_warning() {
    let of = |names: [&str; 2]| {
        let [one, other] = names;
        read(format!(
            "name = \"Club\"\nratings = [\"a\", \"b\"]\n\
             categories = [[\"{one}\", \"one\"], [\"{other}\", \"other\"]]\n"
        ))
    };

    for names in [["Jumping", "Jumping"], ["Jumping", "jump\u{AD}ing"]] {
        let file = of(names);
        let found: Vec<_> = file.diagnostics.iter().map(|it| it.severity).collect();
        assert_eq!(found, [Severity::Warning], "{names:?}");
        assert!(shown(&file).contains("two categories have the name"));
    }
    assert_eq!(of(["Jumping", "Running"]).diagnostics, []);
}

#[test]
fn invisible_name_counts_as_empty() {
    for name in ["\u{200b}", "\u{200b} \u{2060}", "\u{feff}\u{ad}"] {
        let file = read(format!(
            "name = \"{name}\"\nratings = []\ncategories = []\n"
        ));
        assert!(shown(&file).contains("the name is empty"), "{name:?}");
    }
}

#[test]
fn first_category_over_the_limit_is_shown() {
    let one = |n| format!("[[categories]]\nkey = \"c{n}\"\nname = \"C{n}\"\n");
    let many: String = (1..=1001).map(one).collect();

    let file = read(format!("name = \"Many\"\nratings = [\"a\", \"b\"]\n{many}"));

    let [found] = &file.diagnostics[..] else {
        panic!("{:?}", file.diagnostics);
    };
    assert_eq!(line_and_column(&file.text, found.span.start), (3003, 1));
    assert!(shown(&file).contains("too many categories: 1,001"));
}

#[test]
fn one_mistake_is_reported_once() {
    let file = read(format!(
        "name = \"A\"\nratings = []\nx = {}\n",
        "[".repeat(2000)
    ));

    assert_eq!(shown(&file).matches("unclosed array").count(), 1);
    let mut places: Vec<_> = file
        .diagnostics
        .iter()
        .map(|found| format!("{found:?}"))
        .collect();
    let all = places.len();
    places.dedup();
    assert_eq!(places.len(), all);
}

#[test]
fn first_fifty_of_many_mistakes_are_shown() {
    let mistakes: Vec<_> = (0..1100).map(|n| format!("x{n} = 1\n")).collect();

    let text = shown(&read(mistakes.concat()));

    assert_eq!(text.matches("error: ").count(), 50);
    assert!(
        text.ends_with("\nclub.toml: and at least 950 more\n\n"),
        "{text}"
    );
}

#[test]
fn key_that_is_too_deep_shows_its_place() {
    let deep = vec!["a"; 10_000].join(".");
    let file = read(format!("name = \"A\"\nratings = []\n\n  {deep} = 1\n"));

    let first = &file.diagnostics[0];
    assert_eq!(line_and_column(&file.text, first.span.start), (4, 3));
    assert!(shown(&file).starts_with("error: too deeply nested"));
}
