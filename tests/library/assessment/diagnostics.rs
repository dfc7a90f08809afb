use std::path::Path;

use levelup::testing::{line_and_column, one_line, render};

use super::{broken_files, read};

#[test]
fn every_hostile_file_is_reported() {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/snapshots/diagnostics"
    ));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, text) in broken_files::files() {
            let file = read(&text);
            let shown = render(Path::new("club.toml"), &file.text, &file.diagnostics, false);
            insta::assert_snapshot!(name, shown);
        }
    });
}

#[test]
fn diagnostic_fits_on_one_line() {
    let file = read("name = \"Ää\u{202e}\"\nratings = []\ncategories = 3\n");

    let lines: Vec<_> = file
        .diagnostics
        .iter()
        .map(|found| one_line(Path::new("a\u{1b}b.toml"), &file.text, found))
        .collect();

    assert_eq!(
        lines,
        [
            "a<U+001B>b.toml:1:8: warning: the name contains a character that changes \
             text direction",
            "a<U+001B>b.toml:3:14: error: expected a list of categories, found an integer",
        ]
    );
}

#[test]
fn lines_and_columns_count_from_one_in_characters() {
    let text = "äö = 1\r\n漢字x";

    assert_eq!(line_and_column(text, 0), (1, 1));
    assert_eq!(line_and_column(text, text.find('=').unwrap()), (1, 4));
    assert_eq!(line_and_column(text, text.find('x').unwrap()), (2, 3));
}

#[test]
fn styled_diagnostic_has_the_same_text() {
    let file = read("nmae = \"Club\"\ncategories = []\nratings = []\n");

    let plain = render(Path::new("club.toml"), &file.text, &file.diagnostics, false);
    let styled = render(Path::new("club.toml"), &file.text, &file.diagnostics, true);

    assert!(!plain.contains('\u{1b}'));
    assert!(styled.contains("\u{1b}[1m"));
    let stripped: String = styled
        .split("\u{1b}[")
        .enumerate()
        .map(|(index, part)| match part.split_once('m') {
            Some((_, rest)) if index > 0 => rest,
            _ => part,
        })
        .collect();
    assert_eq!(stripped, plain);
}

#[test]
fn hidden_characters_do_not_reach_the_terminal() {
    let text =
        "name = \"a\\u001b\\u202e\u{202e}\u{85}\u{2028}\u{200f}\"\n\"\u{202e}x\u{9b}\" = 1\n";
    let file = read(text);

    let shown = render(Path::new("club.toml"), &file.text, &file.diagnostics, false);

    assert!(!file.diagnostics.is_empty());
    let raw = |c: char| c != '\n' && levelup::testing::is_hidden(c);
    assert_eq!(shown.chars().find(|c| raw(*c)), None, "{shown}");
}
