//! Paths and values from options, variables, and files.

use std::process::{Command, Stdio};

use super::CLUB;
use crate::cli::saved_results::with_results;
use crate::support::workspace::Workspace;

const SUBMIT: &str = "submit running-club --name Ada --set jumping=1 --set running=1";

#[test]
fn empty_option_value_is_an_error() {
    let cli = Workspace::new()
        .assessment(CLUB)
        .variable("LEVELUP_STORE", "set.redb");
    for options in [
        "results --store ''",
        "results --store=",
        "--store '' results",
        "results --assessments ''",
        "results --config ''",
        "results --name ''",
        "results --since ''",
        "results --assessment=",
        "export --dir ''",
        "doctor --salvage ''",
        "submit running-club --name ''",
        "submit running-club --name Ada --answers ''",
        "submit running-club --name Ada --set ''",
        "take running-club --name ''",
        "--record ''",
        "--store ''",
    ] {
        let outcome = cli.run(options);
        assert_eq!(outcome.code, 2, "{outcome}");
        assert!(
            outcome
                .stderr
                .starts_with("error: a value is required for '--"),
            "{outcome}"
        );
    }
    assert!(!cli.path("home/.local").exists() && !cli.path("work/set.redb").exists());
}

#[test]
fn empty_variables_count_as_unset() {
    let cli = Workspace::new()
        .assessment(CLUB)
        .variable("LEVELUP_STORE", "")
        .variable("LEVELUP_ASSESSMENTS", "")
        .variable("LEVELUP_CONFIG", "")
        .variable("LEVELUP_NAME", "")
        .variable("TMPDIR", "");

    assert_eq!(cli.run(SUBMIT).code, 0);
    assert!(cli.path("home/.local/share/levelup/levelup.redb").exists());
    let exported = cli.run("export").stdout;
    let cli = cli.stdin(&exported);
    let imported = cli.run("import -");
    assert_eq!(imported.code, 0, "{imported}");
}

#[test]
fn leading_tilde_is_the_home_directory() {
    let cli = Workspace::new()
        .file("home/mine/running-club.toml", CLUB)
        .file("home/older.toml", CLUB)
        .file("home/answers.json", "{\"jumping\": 1, \"running\": 2}")
        .file(
            "home/other.toml",
            "store = \"~/c.redb\"\nassessments = \"~/mine\"\n",
        );
    for line in [
        "--store=~/o.redb --assessments=~/mine submit running-club --name Ada --answers=~/answers.json",
        "results --config=~/other.toml",
        "check ~/mine/running-club.toml --against=~/older.toml",
        "export --store ~/o.redb --dir=~/out",
        "import --store ~/i.redb ~/out",
        "backup --store ~/o.redb ~/copy.redb",
        "doctor --store ~/o.redb --salvage ~/new.redb",
        "copy --from ~/o.redb --to=~/to.redb",
        "new walking --dir=~/mine",
    ] {
        let outcome = cli.run(line);
        assert_eq!(outcome.code, 0, "{outcome}");
    }
    for path in [
        "o.redb",
        "out",
        "i.redb",
        "copy.redb",
        "new.redb",
        "to.redb",
        "mine/walking.toml",
    ] {
        assert!(cli.path(&format!("home/{path}")).exists(), "{path}");
    }
    let cli = cli
        .variable("LEVELUP_STORE", "~/v.redb")
        .variable("LEVELUP_CONFIG", "~/other.toml")
        .variable("LEVELUP_ASSESSMENTS", "~/mine");
    assert_eq!(cli.run(SUBMIT).code, 0);
    assert!(cli.path("home/v.redb").exists());
    assert!(cli.run("paths").stdout.contains("/home/other.toml\n"));
    assert!(!cli.path("work/~").exists());
}

#[test]
fn connection_strings_are_rejected_and_not_shown() {
    let text = "host=db user=ada password=swordfish";
    for url in [
        text,
        "jdbc:postgresql://db/team?password=swordfish",
        "ada:swordfish@db/team",
        "mysql://ada:swordfish@db/team",
    ] {
        let quoted = url.replace('\'', "");
        let cli = Workspace::new()
            .assessment(CLUB)
            .file("home/conn.toml", format!("store = \"{url}\"\n"));
        for line in [
            format!("{SUBMIT} --store '{quoted}'"),
            format!("results --store '{quoted}'"),
            format!("doctor --store '{quoted}'"),
            format!("backup copy.redb --store '{quoted}'"),
            format!("copy --from '{quoted}' --to a.redb"),
            format!("store init '{quoted}'"),
            format!("paths --store '{quoted}'"),
            "results --config ~/conn.toml".to_owned(),
            format!("{SUBMIT} --config ~/conn.toml"),
        ] {
            let outcome = cli.run(&line);
            assert_eq!(outcome.code, 5, "{outcome}");
            assert!(outcome.stderr.contains("postgres://USER@HOST"), "{outcome}");
            assert!(!outcome.stderr.contains("swordfish"), "{outcome}");
        }
        for line in ["config", "trend nothing --name Ada", "browse", "demo"] {
            let shown = cli.run(&format!("{line} --store '{quoted}'"));
            let said = format!("{}{}", shown.stdout, shown.stderr);
            assert!(!said.contains("swordfish"), "{shown}");
        }
        let shown = cli.run("config --config ~/conn.toml");
        assert!(!shown.stdout.contains("swordfish"), "{shown}");
        let work = std::fs::read_dir(cli.path("work")).unwrap();
        assert_eq!(work.count(), 1, "{url}");
    }
}

#[test]
fn connection_string_is_rejected_as_an_output_file() {
    for url in [
        "host=db user=ada password=swordfish",
        "jdbc:postgresql://db/team?password=swordfish",
        "postgres://ada:swordfish@db/team",
        "mysql://ada:swordfish@db/team",
    ] {
        let cli = with_results();
        for line in [
            "backup",
            "doctor --salvage",
            "export --dir",
            "new mine --dir",
        ] {
            let outcome = cli.run(&format!("{line} '{url}'"));
            assert_eq!(outcome.code, 2, "{outcome}");
            assert!(outcome.stderr.contains("hint: "), "{outcome}");
            assert!(!outcome.stderr.contains("swordfish"), "{outcome}");
        }
        let work = std::fs::read_dir(cli.path("work")).unwrap();
        assert_eq!(work.count(), 1, "{url}");
    }
}

#[test]
fn missing_temporary_directory_is_in_the_error() {
    let exported = with_results().run("export").stdout;
    let cli = Workspace::new()
        .stdin(&exported)
        .variable("TMPDIR", "/no/such/place");

    let imported = cli.run("import -");

    assert_eq!(imported.code, 1, "{imported}");
    assert!(imported.stderr.contains("/no/such/place"), "{imported}");
    assert!(imported.stderr.contains("hint: "), "{imported}");
}

/// Runs as another user, because root can enter every directory.
#[cfg(unix)]
#[test]
fn configuration_in_an_unreadable_directory_is_an_error() {
    use std::os::unix::fs::PermissionsExt as _;

    let cli = Workspace::new().config("name = \"Ada\"\n");
    let config = cli.path("home/.config");
    std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o000)).unwrap();
    for open in [cli.path(""), cli.path("home"), cli.path("work")] {
        std::fs::set_permissions(open, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    // The program itself may be in a directory that only root can enter.
    let program = cli.path("levelup");
    std::fs::copy(env!("CARGO_BIN_EXE_levelup"), &program).unwrap();
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&program)
        .arg("list")
        .env("HOME", cli.path("home"))
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("LEVELUP_CONFIG")
        .current_dir(cli.path("work"))
        .stdin(Stdio::null());
    let output = command.output();
    std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o700)).unwrap();
    let Ok(output) = output else {
        eprintln!("skipped: setpriv is not installed");
        return;
    };
    let stderr = String::from_utf8_lossy(&output.stderr);
    if stderr.starts_with("setpriv:") {
        eprintln!("skipped: privileges cannot be dropped here");
        return;
    }

    assert_eq!(output.status.code(), Some(4), "{stderr}");
    assert!(stderr.contains("ermission denied"), "{stderr}");
    assert!(stderr.contains("config.toml"), "{stderr}");
}
