use crate::cli::command_line::Door;

#[test]
fn new_file_passes_the_check() {
    let door = Door::new();

    let made = door.run("new running-club --dir mine");
    let checked = door.run("check mine/running-club.toml");

    assert_eq!(made.code, 0);
    assert_eq!(made.stdout, "mine/running-club.toml\n");
    assert_eq!(checked.stdout, "ok mine/running-club.toml\n");
    assert_eq!(checked.stderr, "");
    let text = door.read("work/mine/running-club.toml");
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("new_file", text));
}

#[test]
fn commented_lines_of_a_new_file_are_valid() {
    let door = Door::new();
    door.run("new a --dir .");
    let lines = door.read("work/a.toml");
    let keys = ["# source =", "# wide-category =", "# formerly ="];
    let switched = lines
        .lines()
        .map(|line| {
            let off = keys.iter().any(|key| line.starts_with(key));
            line.get(if off { 2 } else { 0 }..).unwrap_or(line)
        })
        .collect::<Vec<_>>()
        .join("\n");
    let door = door.file(
        "work/b.toml",
        switched.replace("slug = \"a\"", "slug = \"b\""),
    );

    let checked = door.run("check b.toml");

    assert_eq!(checked.stderr, "");
    assert!(door.read("work/b.toml").contains("\nformerly ="));
}

#[test]
fn new_file_goes_into_the_project_or_user_directory() {
    let door = Door::new();
    assert_eq!(
        door.run("new a").stdout,
        "[DIR]/home/.config/levelup/assessments/a.toml\n"
    );

    let door = Door::new().file("work/assessments/schema.json", "{}");
    assert_eq!(door.run("new a").stdout, "./assessments/a.toml\n");
    assert!(
        door.read("work/assessments/a.toml")
            .starts_with("#:schema ./schema.json\n")
    );
    assert!(door.run("list").stdout.contains("./assessments/a.toml"));
}

#[test]
fn new_never_overwrites() {
    let door = Door::new().file("work/assessments/a.toml", "mine");

    let outcome = door.run("new a");

    assert_eq!(outcome.code, 4);
    assert_eq!(door.read("work/assessments/a.toml"), "mine");
    outcome.snapshot("new_exists");
    let left: Vec<_> = std::fs::read_dir(door.path("work/assessments"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn invalid_slug_gets_a_suggestion() {
    let outcome = Door::new().run("new 'Läufer Club'");

    assert_eq!(outcome.code, 4);
    outcome.snapshot("new_bad_slug");
}

#[cfg(unix)]
#[test]
fn new_file_has_normal_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let door = Door::new().file("work/other.txt", "");
    door.run("new a --dir .");

    let mode = |path| {
        std::fs::metadata(door.path(path))
            .unwrap()
            .permissions()
            .mode()
    };

    assert_eq!(mode("work/a.toml"), mode("work/other.txt"));
}

#[test]
fn overriding_file_is_reported() {
    let door = Door::new();

    let elsewhere = door.run("new starter --dir elsewhere");
    let first = door.run("new starter --dir assessments");
    let behind = door.run("new starter --dir ../home/.config/levelup/assessments");

    assert_eq!(elsewhere.stderr, "");
    assert_eq!(
        first.stderr,
        "note: `starter` is now assessments/starter.toml, which overrides the built-in assessment\n"
    );
    assert_eq!(
        behind.stderr,
        "note: `starter` is still ./assessments/starter.toml, which overrides ../home/.config/levelup/assessments/starter.toml\n"
    );
}
