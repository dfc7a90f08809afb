use crate::cli::saved_results::with_results;
use crate::support::workspace::Workspace;

#[test]
fn result_by_id_suffix_and_position() {
    let cli = with_results();
    cli.run("show @").snapshot("show");
    let newest = cli.run("show @").stdout;

    for id in [
        "bbbb",
        "2222BBBB",
        "019a0000-0000-7000-8000-00002222bbbb",
        "@~0",
    ] {
        assert_eq!(cli.run(&format!("show {id}")).stdout, newest, "{id}");
    }
    assert_eq!(cli.run("show @~2").stdout, cli.run("show 0000aaaa").stdout);
    assert_ne!(cli.run("show @~1").stdout, newest);
}

#[test]
fn missing_or_ambiguous_result_is_an_error() {
    let cli = with_results();
    let cases = [
        ("aaaa", 4, "show_ambiguous"),
        ("bbb", 4, "show_too_short"),
        ("bc", 4, "show_too_short_for_any"),
        ("@~x", 4, "show_malformed"),
        ("cccc", 3, "show_missing"),
        ("@~3", 3, "show_too_far"),
        ("@~99999999999999999999999", 3, "show_far_too_far"),
        ("019a0000-0000-7000-8000-00002222cccc", 3, "show_missing_id"),
    ];
    for (id, code, name) in cases {
        let outcome = cli.run(&format!("show {id}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (code, ""), "{id}");
        outcome.snapshot(name);
    }
}

#[test]
fn missing_store_has_no_result() {
    let cli = Workspace::new();

    assert_eq!(cli.run("show @").code, 3);
    assert_eq!(cli.run("show abcd").code, 3);
    assert!(!cli.path("home/.local").exists());
}

#[test]
fn old_result_shows_its_wording() {
    let cli = with_results();
    let before = cli.run("show @").stdout;

    let cli = cli.file("work/assessments/running-club.toml", "name = 1");

    assert_eq!(cli.run("show @").stdout, before);
}

#[test]
fn color_only_on_request() {
    let cli = with_results();

    assert!(!cli.run("show @").stdout.contains('\u{1b}'));
    let colored = cli.run("show @ --color always").stdout;
    assert!(colored.contains("\u{1b}[1m") && !colored.contains("\u{1b}[31m"));
}
