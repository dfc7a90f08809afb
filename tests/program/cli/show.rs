use crate::cli::command_line::Door;
use crate::cli::saved_results::with_results;

#[test]
fn a_result_by_its_id_its_end_or_its_place() {
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
fn what_names_no_result_or_several() {
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
fn a_store_that_is_not_there_has_no_result() {
    let door = Door::new();

    assert_eq!(door.run("show @").code, 3);
    assert_eq!(door.run("show abcd").code, 3);
    assert!(!door.path("home/.local").exists());
}

#[test]
fn an_old_result_shows_what_it_was_answered_under() {
    let door = with_results();
    let before = door.run("show @").stdout;

    let door = door.file("work/assessments/running-club.toml", "name = 1");

    assert_eq!(door.run("show @").stdout, before);
}

#[test]
fn colour_only_where_it_is_asked_for() {
    let door = with_results();

    assert!(!door.run("show @").stdout.contains('\u{1b}'));
    let coloured = door.run("show @ --color always").stdout;
    assert!(coloured.contains("\u{1b}[1m") && !coloured.contains("\u{1b}[31m"));
}
