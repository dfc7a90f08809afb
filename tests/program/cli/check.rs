use super::CLUB;
use crate::support::workspace::Workspace;

#[test]
fn valid_file_is_ok() {
    let outcome = Workspace::new()
        .assessment(CLUB)
        .run("check assessments/running-club.toml");

    assert_eq!(outcome.code, 0);
    assert_eq!(outcome.stdout, "ok assessments/running-club.toml\n");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn all_errors_are_reported_in_every_file() {
    let outcome = Workspace::new()
        .assessment(CLUB)
        .file(
            "work/bad.toml",
            "nmae = \"Club\"\nratings = [\"Good\"]\ncategories = 3\n",
        )
        .file(
            "work/warned.toml",
            CLUB.replace("Running club", "Running\u{202e} club"),
        )
        .run("check bad.toml missing.toml . warned.toml assessments/running-club.toml");

    assert_eq!(outcome.code, 4);
    outcome.snapshot("check_many");
}

#[test]
fn unreadable_file_is_an_input_error() {
    let cli = Workspace::new()
        .assessment(CLUB)
        .file("work/bad.toml", "name = 1\n");
    let good = "assessments/running-club.toml";

    for (files, code) in [
        ("missing.toml", 1),
        (".", 1),
        (&format!("missing.toml {good}"), 1),
        ("missing.toml bad.toml", 4),
    ] {
        assert_eq!(cli.run(&format!("check {files}")).code, code, "{files}");
    }
    cli.run("check --help").snapshot("help_check_long");
}

#[test]
fn warning_is_ok() {
    let outcome = Workspace::new()
        .file(
            "work/warned.toml",
            CLUB.replace("Running club", "Running\u{202e} club"),
        )
        .run("check warned.toml");

    assert_eq!(outcome.code, 0);
    assert_eq!(outcome.stdout, "ok warned.toml\n");
    assert!(outcome.stderr.starts_with("warning: "));
}

#[test]
fn duplicate_slugs_name_each_other() {
    Workspace::new()
        .file("work/a.toml", CLUB)
        .file("work/b.toml", CLUB)
        .run("check a.toml b.toml")
        .snapshot("check_twins");
}

#[test]
fn standard_input_is_checked() {
    let good = Workspace::new().stdin(CLUB).run("check -");
    let bad = Workspace::new()
        .stdin("name = 1\ncategories = []\n")
        .run("check -");

    assert_eq!((good.code, good.stdout.as_str()), (0, "ok -\n"));
    assert_eq!(bad.code, 4);
    assert!(bad.stderr.contains("--> stdin:1:8"));
}

#[test]
fn same_file_twice_is_no_duplicate() {
    let outcome = Workspace::new()
        .file("work/a.toml", CLUB)
        .run("check a.toml a.toml");

    assert_eq!(outcome.stdout, "ok a.toml\n");
}
