use crate::support::workspace::Workspace;

#[test]
fn new_file_passes_the_check() {
    let cli = Workspace::new();

    let made = cli.run("new running-club --dir mine");
    let checked = cli.run("check mine/running-club.toml");

    assert_eq!(made.code, 0);
    assert_eq!(made.stdout, "mine/running-club.toml\n");
    assert_eq!(checked.stdout, "ok mine/running-club.toml\n");
    assert_eq!(checked.stderr, "");
    let text = cli.read("work/mine/running-club.toml");
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("new_file", text));
}

#[test]
fn commented_lines_of_a_new_file_are_valid() {
    let cli = Workspace::new();
    cli.run("new a --dir .");
    let lines = cli.read("work/a.toml");
    let keys = ["# source =", "# wide-category =", "# formerly ="];
    let switched = lines
        .lines()
        .map(|line| {
            let off = keys.iter().any(|key| line.starts_with(key));
            line.get(if off { 2 } else { 0 }..).unwrap_or(line)
        })
        .collect::<Vec<_>>()
        .join("\n");
    let cli = cli.file(
        "work/b.toml",
        switched.replace("slug = \"a\"", "slug = \"b\""),
    );

    let checked = cli.run("check b.toml");

    assert_eq!(checked.stderr, "");
    assert!(cli.read("work/b.toml").contains("\nformerly ="));
}

#[test]
fn new_file_goes_into_the_project_or_user_directory() {
    let cli = Workspace::new();
    assert_eq!(
        cli.run("new a").stdout,
        "[DIR]/home/.config/levelup/assessments/a.toml\n"
    );

    let cli = Workspace::new().file("work/assessments/schema.json", "{}");
    assert_eq!(cli.run("new a").stdout, "./assessments/a.toml\n");
    assert!(
        cli.read("work/assessments/a.toml")
            .starts_with("#:schema ./schema.json\n")
    );
    assert!(cli.run("list").stdout.contains("./assessments/a.toml"));
}

#[test]
fn new_never_overwrites() {
    let cli = Workspace::new().file("work/assessments/a.toml", "mine");

    let outcome = cli.run("new a");

    assert_eq!(outcome.code, 4);
    assert_eq!(cli.read("work/assessments/a.toml"), "mine");
    outcome.snapshot("new_exists");
    let left: Vec<_> = std::fs::read_dir(cli.path("work/assessments"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 1);
}

#[test]
fn invalid_slug_gets_a_suggestion() {
    let outcome = Workspace::new().run("new 'Läufer Club'");

    assert_eq!(outcome.code, 4);
    outcome.snapshot("new_bad_slug");
}

#[cfg(unix)]
#[test]
fn new_file_has_normal_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let cli = Workspace::new().file("work/other.txt", "");
    cli.run("new a --dir .");

    let mode = |path| {
        std::fs::metadata(cli.path(path))
            .unwrap()
            .permissions()
            .mode()
    };

    assert_eq!(mode("work/a.toml"), mode("work/other.txt"));
}

#[test]
fn overriding_file_is_reported() {
    let cli = Workspace::new();

    let elsewhere = cli.run("new starter --dir elsewhere");
    let first = cli.run("new starter --dir assessments");
    let behind = cli.run("new starter --dir ../home/.config/levelup/assessments");

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
