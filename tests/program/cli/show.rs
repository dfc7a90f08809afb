use crate::cli::command_line::Door;
use crate::cli::saved_results::with_results;

#[test]
fn result_by_id_suffix_and_position() {
    let door = with_results();
    door.run("show @").snapshot("show");
    let newest = door.run("show @").stdout;

    for id in [
        "bbbb",
        "2222BBBB",
        "019a0000-0000-7000-8000-00002222bbbb",
        "@~0",
    ] {
        assert_eq!(door.run(&format!("show {id}")).stdout, newest, "{id}");
    }
    assert_eq!(
        door.run("show @~2").stdout,
        door.run("show 0000aaaa").stdout
    );
    assert_ne!(door.run("show @~1").stdout, newest);
}

#[test]
fn missing_or_ambiguous_result_is_an_error() {
    let door = with_results();
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
        let outcome = door.run(&format!("show {id}"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (code, ""), "{id}");
        outcome.snapshot(name);
    }
}

#[test]
fn missing_store_has_no_result() {
    let door = Door::new();

    assert_eq!(door.run("show @").code, 3);
    assert_eq!(door.run("show abcd").code, 3);
    assert!(!door.path("home/.local").exists());
}

#[test]
fn old_result_shows_its_wording() {
    let door = with_results();
    let before = door.run("show @").stdout;

    let door = door.file("work/assessments/running-club.toml", "name = 1");

    assert_eq!(door.run("show @").stdout, before);
}

#[test]
fn color_only_on_request() {
    let door = with_results();

    assert!(!door.run("show @").stdout.contains('\u{1b}'));
    let coloured = door.run("show @ --color always").stdout;
    assert!(coloured.contains("\u{1b}[1m") && !coloured.contains("\u{1b}[31m"));
}
