use super::CLUB;
use crate::support::workspace::Workspace;

#[test]
fn built_in_assessments_are_listed() {
    Workspace::new().run("list").snapshot("list_built_in");
}

#[test]
fn files_are_listed_first_with_overrides() {
    Workspace::new()
        .assessment(CLUB)
        .file(
            "work/assessments/starter.toml",
            CLUB.replace("running-club", "starter"),
        )
        .file(
            "home/.config/levelup/assessments/starter.toml",
            CLUB.replace("running-club", "starter"),
        )
        .file(
            "work/assessments/kanji.toml",
            "name = \"漢字の練習\"\nratings = []\ncategories = []\n",
        )
        .run("list")
        .snapshot("list_overrides");
}

#[test]
fn broken_file_stops_no_other() {
    let outcome = Workspace::new()
        .assessment(CLUB)
        .file(
            "work/assessments/broken.toml",
            "nmae = \"Club\"\ncategories = 3\n",
        )
        .file(
            "work/assessments/twin.toml",
            CLUB.replace("running-club", "twins"),
        )
        .file(
            "work/assessments/twins.toml",
            CLUB.replace("running-club", "twins"),
        )
        .file("work/assessments/latin1.toml", b"name = \"Caf\xe9\"")
        .file("work/assessments/notes.txt", "no assessment")
        .file("work/assessments/.hidden.toml", "no assessment")
        .run("list");

    assert_eq!(outcome.code, 0);
    outcome.snapshot("list_broken");
}

#[test]
fn hidden_characters_are_shown() {
    let outcome = Workspace::new()
        .file(
            "work/assessments/a\u{1b}[31m.toml",
            "slug = \"a\"\nname = \"A\u{202e}bc\"\nratings = []\ncategories = []\n",
        )
        .run("list");

    assert!(!outcome.stdout.contains(['\u{1b}', '\u{202e}']));
    assert!(outcome.stdout.contains("A<U+202E>bc"));
    assert!(outcome.stdout.contains("a<U+001B>[31m.toml"));
}

#[test]
fn name_is_cut_before_a_line_wraps() {
    let long = "Läufer und andere 漢字 ".repeat(8);
    let outcome = Workspace::new()
        .assessment(&CLUB.replace("Running club", &long))
        .run("list");

    outcome.snapshot("list_long_name");
    let plain = Workspace::new()
        .config("glyphs = \"ascii\"\n")
        .assessment(&CLUB.replace("Running club", &"Runner ".repeat(20)))
        .run("list");
    assert!(plain.stdout.is_ascii(), "{}", plain.stdout);
}

#[test]
fn given_directory_comes_first() {
    let cli = Workspace::new()
        .assessment(CLUB)
        .file("work/mine/club.toml", CLUB)
        .variable("LEVELUP_ASSESSMENTS", "mine");

    let given = cli.run("list");
    let missing = cli.run("list --assessments nowhere");
    let same = cli.run("list --assessments ./assessments/");

    assert!(given.stdout.contains("mine/club.toml"));
    assert!(
        given
            .stdout
            .contains("overrides ./assessments/running-club.toml")
    );
    assert_eq!(missing.code, 0);
    assert_eq!(missing.stderr, "note: directory nowhere does not exist\n");
    assert!(!same.stdout.contains("overrides"));
}

#[cfg(unix)]
#[test]
fn other_entries_are_ignored() {
    let cli = Workspace::new().assessment(CLUB);
    let pipe = cli.path("work/assessments/pipe.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    std::fs::create_dir(cli.path("work/assessments/folder.toml")).unwrap();
    std::os::unix::fs::symlink("nowhere", cli.path("work/assessments/link.toml")).unwrap();

    cli.run("list").snapshot("list_odd_files");
}

#[cfg(unix)]
#[test]
fn closed_pipe_is_no_error() {
    let cli = Workspace::new();
    let line = format!(
        "'{}' schema | true; '{0}' list 2>&1 | head -1",
        env!("CARGO_BIN_EXE_levelup")
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &line])
        .env("HOME", cli.path("home"))
        .output()
        .unwrap();

    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
