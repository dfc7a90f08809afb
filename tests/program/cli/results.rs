use levelup::testing::Results;

use crate::cli::saved_results::{store, with_results};
use crate::support::workspace::Workspace;

#[test]
fn missing_store_has_no_results_and_is_not_created() {
    let cli = Workspace::new();

    let table = cli.run("results");
    let json = cli.run("results --format json");
    let lines = cli.run("results --format jsonl");

    assert_eq!((table.code, json.code, lines.code), (0, 0, 0));
    assert_eq!((table.stdout.as_str(), lines.stdout.as_str()), ("", ""));
    assert_eq!(json.stdout, "[]\n");
    assert_eq!(table.stderr, "note: no results\n");
    assert!(!cli.path("home/.local").exists());
}

#[test]
fn results_are_listed_latest_first() {
    with_results().run("results").snapshot("results");
}

/// The ends of the ids that a call lists.
fn listed(cli: &Workspace, line: &str) -> Vec<String> {
    let outcome = cli.run(&format!("results {line}"));
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let rows = outcome.stdout.lines().skip(1);
    rows.map(|row| row.split_whitespace().next_back().unwrap().to_owned())
        .collect()
}

#[test]
fn options_narrow_the_list() {
    let cli = with_results();
    let cases: [(&str, &[&str]); 15] = [
        ("--limit 1", &["2222bbbb"]),
        ("--limit 0", &[]),
        ("--name 'ada lovelace'", &["2222bbbb", "0000aaaa"]),
        ("--name ada", &[]),
        ("ada", &["2222bbbb", "0000aaaa"]),
        ("ada --limit 1", &["2222bbbb"]),
        ("'bob knee'", &["1111aaaa"]),
        ("2026-11-21", &["1111aaaa"]),
        ("--assessment running-club --name BOB", &["1111aaaa"]),
        ("--assessment craft", &[]),
        ("--since 2026-11-21", &["2222bbbb", "1111aaaa"]),
        ("--until 2026-11-21", &["1111aaaa", "0000aaaa"]),
        (
            "--since 2026-11-20T10:00:00Z --until 2026-11-20T10:00",
            &["0000aaaa"],
        ),
        ("--since 2026-11-21 --until 2026-11-21", &["1111aaaa"]),
        ("--since 2026-11-23", &[]),
    ];
    for (line, expected) in cases {
        assert_eq!(listed(&cli, line), expected, "{line}");
    }
}

#[test]
fn dates_are_local() {
    let cli = with_results().variable("TZ", "Asia/Tokyo");

    assert_eq!(listed(&cli, "--until 2026-11-21"), ["0000aaaa"]);
    assert_eq!(listed(&cli, "--since 2026-11-22"), ["2222bbbb", "1111aaaa"]);
    assert!(cli.run("results bob").stdout.contains("2026-11-22"));
}

#[test]
fn invalid_date_is_reported() {
    let cli = with_results();
    for date in ["yesterday", "2026-02-30", "2026-11-22T25:00"] {
        assert_eq!(
            cli.run(&format!("results --since {date}")).code,
            4,
            "{date}"
        );
    }
    cli.run("results --since yesterday")
        .snapshot("results_bad_date");
}

#[test]
fn json_matches_show() {
    let cli = with_results();
    let shown: serde_json::Value =
        serde_json::from_str(&cli.run("show @ --format json").stdout).unwrap();

    let array: Vec<serde_json::Value> =
        serde_json::from_str(&cli.run("results --format json").stdout).unwrap();
    let lines = cli.run("results --format jsonl").stdout;

    assert_eq!((array.len(), &array[0]), (3, &shown));
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((lines.lines().count(), first), (3, shown));
}

#[test]
fn closed_pipe_is_no_error() {
    let cli = with_results();
    assert_eq!(store(&cli).count().unwrap(), 3);
    let outcome = std::process::Command::new("sh")
        .args([
            "-c",
            "\"$0\" results --format json --store \"$1\" | true; exit 0",
        ])
        .arg(env!("CARGO_BIN_EXE_levelup"))
        .arg(store(&cli).path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&outcome.stderr), "");
}

#[test]
fn unknown_assessment_is_an_error() {
    let cli = with_results();

    let nobody_knows = cli.run("results --assessment runing-club --format json");
    assert_eq!((nobody_knows.code, nobody_knows.stdout.as_str()), (3, ""));
    nobody_knows.snapshot("results_no_assessment");

    std::fs::remove_file(cli.path("work/assessments/running-club.toml")).unwrap();
    let gone = cli.run("results --assessment running-club --name Nobody");
    assert_eq!((gone.code, gone.stderr.as_str()), (0, "note: no results\n"));
    assert_eq!(cli.run("results --assessment craft").code, 0);
    assert_eq!(Workspace::new().run("results --assessment craft").code, 0);
}

#[test]
fn ascii_glyphs_follow_the_setting() {
    let cli = with_results().config("glyphs = \"ascii\"\n");

    for line in ["results", "show @"] {
        let stdout = cli.run(line).stdout;
        let plain = stdout.replace('ë', "");
        assert!(plain.is_ascii(), "{stdout}");
        assert!(stdout.contains('^') || line == "show @", "{stdout}");
    }
}
