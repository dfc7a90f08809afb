//! Compare, trend, team, and changes between versions of an assessment.

use levelup::testing::{Results, demo};

use super::CLUB;
use crate::cli::saved_results::{store, with_results};
use crate::support::workspace::Workspace;

#[test]
fn results_are_compared_in_the_given_order() {
    let cli = with_results();
    cli.run("compare 0000aaaa @").snapshot("compare");

    let back = cli.run("compare @ 0000aaaa --format json").stdout;
    let back: serde_json::Value = serde_json::from_str(&back).unwrap();
    assert_eq!(
        back["results"][0]["id"],
        "019a0000-0000-7000-8000-00002222bbbb"
    );
    assert_eq!(back["categories"][0]["answers"][1]["current"], 1);
    assert!(
        cli.run("compare @ @~1 --format markdown")
            .stdout
            .starts_with("# Comparison")
    );
    assert!(
        cli.run("compare @ @~1 --format html")
            .stdout
            .starts_with("<!doctype html>")
    );
}

#[test]
fn comparison_needs_two_different_results() {
    let cli = with_results();
    let alone = cli.run("compare @ bbbb");
    assert_eq!((alone.code, alone.stdout.as_str()), (4, ""));
    alone.snapshot("compare_alone");
    assert_eq!(cli.run("compare @ cccc").code, 3);
    assert_eq!(cli.run("compare").code, 2);
}

#[test]
fn trend_of_one_person() {
    let cli = with_results();
    cli.run("trend running-club --name 'ada LOVELACE'")
        .snapshot("trend");

    let json = cli
        .run("trend running-club --name 'Ada Lovelace' --format json")
        .stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["results"].as_array().unwrap().len(), 2);
    let csv = cli
        .run("trend running-club --name 'Ada Lovelace' --format csv")
        .stdout;
    assert_eq!(csv.lines().count(), 1 + 2 * 2);
    assert!(!csv.contains("Bob"));
}

#[test]
fn trend_without_results_is_an_error() {
    let cli = with_results();
    for (line, code, name) in [
        ("trend running-club --name Cleo", 3, "trend_nobody"),
        ("trend runing-club --name Bob", 3, "trend_nothing"),
        ("trend running-club", 4, "trend_no_name"),
    ] {
        let outcome = cli.run(line);
        assert_eq!(
            (outcome.code, outcome.stdout.as_str()),
            (code, ""),
            "{line}"
        );
        outcome.snapshot(name);
    }
    let cli = cli.config("name = \"Bob\"\n");
    assert_eq!(
        cli.run("trend running-club").code,
        0,
        "the name of the configuration"
    );
}

#[test]
fn team_of_latest_results() {
    let cli = with_results();
    let json =
        |line: &str| -> serde_json::Value { serde_json::from_str(&cli.run(line).stdout).unwrap() };

    let named = json("team running-club --format json");
    assert_eq!(named["people"].as_array().unwrap().len(), 2);
    assert_eq!(
        named["people"][0]["id"],
        "019a0000-0000-7000-8000-00002222bbbb"
    );
    let without = json("team running-club --format json --anonymous");
    let distribution = |team: &serde_json::Value| team["categories"][0]["distribution"].clone();
    assert_eq!(distribution(&named), distribution(&without));
    for format in ["text", "json", "csv", "html", "markdown"] {
        let text = cli.run(&format!("team running-club --anonymous --format {format}"));
        assert_eq!(text.code, 0);
        assert!(
            !text.stdout.contains("Ada") && !text.stdout.contains("Bob"),
            "{format}"
        );
        let text = cli
            .run(&format!("team running-club --format {format}"))
            .stdout;
        assert!(text.contains("Ada Lovelace"), "{format}");
    }
}

#[test]
fn team_without_results_is_an_error() {
    let cli = Workspace::new().assessment(CLUB);
    let nobody = cli.run("team running-club");
    assert_eq!((nobody.code, nobody.stdout.as_str()), (3, ""));
    nobody.snapshot("team_nobody");
    assert_eq!(cli.run("team runing-club").code, 3);
    assert!(!cli.path("home/.local").exists(), "reading makes no store");
}

#[test]
fn answered_results_outlive_their_file() {
    let cli = with_results();
    std::fs::remove_file(cli.path("work/assessments/running-club.toml")).unwrap();

    assert_eq!(cli.run("team running-club").code, 0);
    assert_eq!(cli.run("trend running-club --name Bob").code, 0);
}

#[test]
fn ascii_glyphs_follow_the_configuration() {
    let cli = with_results().config("glyphs = \"ascii\"\n");
    for line in [
        "team running-club",
        "trend running-club --name Bob",
        "compare @~1 @",
    ] {
        assert!(cli.run(line).stdout.is_ascii(), "{line}");
    }
}

#[test]
fn result_in_every_format() {
    let cli = with_results();
    let beginning = [
        ("markdown", "# Running club"),
        ("html", "<!doctype html>"),
        ("svg", "<svg xmlns=\"http://www.w3.org/2000/svg\""),
    ];
    for (format, beginning) in beginning {
        let outcome = cli.run(&format!("show @ --format {format}"));
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
        assert!(
            outcome.stdout.starts_with(beginning),
            "{format}: {}",
            outcome.stdout
        );
        assert!(!outcome.stdout.contains('\u{1b}'), "{format}");
    }
}

#[test]
fn sample_data_fits_the_store() {
    let cli = Workspace::new();
    let made_up = demo("2026-11-22T10:00:00Z".parse().unwrap());
    for result in &made_up {
        store(&cli).save(result).unwrap();
    }
    let json = cli.run("team software-engineer --format json").stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["people"].as_array().unwrap().len(), 7);
}

const OLDER: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Hopping", "hopping"], ["Running", "running"], ["Resting", "resting"]]
"#;

const NEWER: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [
  { key = "jumping", name = "Jumping", formerly = ["hopping"] },
  { key = "running", name = "Running", ratings = ["Walk", "Run"] },
  { key = "eating", name = "Eating" },
]
"#;

#[test]
fn changes_of_categories_between_versions() {
    let cli = Workspace::new()
        .file("work/old.toml", OLDER)
        .file("work/new.toml", NEWER);

    let same_version = cli.run("check new.toml --against old.toml");
    assert_eq!(same_version.code, 4);
    same_version.snapshot("check_against");

    let cli = cli.file("work/new.toml", format!("version = \"2\"\n{NEWER}"));
    assert_eq!(cli.run("check new.toml --against old.toml").code, 0);
}

#[test]
fn changed_wording_needs_no_version() {
    let cli = Workspace::new().file("work/old.toml", OLDER).file(
        "work/new.toml",
        OLDER.replace("\"Resting\"", "\"Resting well\""),
    );

    let outcome = cli.run("check new.toml --against old.toml");
    assert_eq!(outcome.code, 0);
    outcome.snapshot("check_against_wording");
    let piped = cli.stdin(OLDER).run("check new.toml --against -");
    assert_eq!((piped.code, piped.stdout), (0, outcome.stdout));
}

#[test]
fn changed_slug_is_reported() {
    let cli = Workspace::new()
        .file("work/old.toml", OLDER)
        .file("work/new.toml", OLDER.replace("running-club", "runners"));

    cli.run("check new.toml --against old.toml")
        .snapshot("check_against_slug");
    let nameless = OLDER.replace("slug = \"running-club\"\n", "");
    let piped = cli
        .stdin(nameless.as_str())
        .run("check new.toml --against -");
    assert!(!piped.stdout.contains("slug"), "{}", piped.stdout);
}

#[test]
fn invalid_comparisons_are_errors() {
    let cli = Workspace::new()
        .file("work/old.toml", OLDER)
        .file("work/broken.toml", "name = 1\n")
        .file("work/new.toml", NEWER);

    assert_eq!(
        cli.run("check new.toml old.toml --against old.toml").code,
        2
    );
    assert_eq!(cli.run("check new.toml --against new.toml").code, 4);
    let broken = cli.run("check broken.toml --against old.toml");
    assert_eq!((broken.code, broken.stdout.as_str()), (4, ""));
    assert!(
        broken.stderr.contains("broken.toml:1:8"),
        "{}",
        broken.stderr
    );
    // What cannot be read is not broken; a broken one beside it counts more.
    for against in [
        "new.toml --against missing.toml",
        "missing.toml --against new.toml",
    ] {
        let unread = cli.run(&format!("check {against}"));
        assert_eq!((unread.code, unread.stdout.as_str()), (1, ""));
        assert!(unread.stderr.contains("missing.toml"), "{}", unread.stderr);
        assert!(!unread.stderr.contains("broken"), "{}", unread.stderr);
    }
    let both = cli.run("check broken.toml --against missing.toml");
    assert_eq!(both.code, 4, "{}", both.stderr);
}
