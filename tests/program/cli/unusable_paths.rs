//! Paths at which no store can be: each ends with code 5, an error with the path, and a hint.
#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::process::Command;

use super::CLUB;
use crate::support::workspace::Workspace;

const SUBMIT: &str = "submit running-club --name Ada";

#[test]
fn unusable_paths_end_with_code_5_and_a_hint() {
    let cli = Workspace::new().assessment(CLUB);
    symlink("loop", cli.path("work/loop")).unwrap();
    let long = format!("{}.redb", "a".repeat(300));
    let deep = format!("{}a.redb", "d/".repeat(2500));
    let cases = [
        ("loop", "loop"),
        ("loop/a.redb", "loop"),
        (long.as_str(), "too long"),
        (deep.as_str(), "too long"),
        ("/proc/levelup.redb", "cannot hold files"),
        ("/proc/levelup/a.redb", "cannot hold files"),
    ];
    for (path, what) in cases {
        for command in [SUBMIT, "results", "doctor", "backup copy.redb"] {
            let outcome = cli.run(&format!("{command} --store {path}"));
            let stderr = outcome.stderr;
            // A missing store can be read: it is empty.
            if path.starts_with("/proc") && command != SUBMIT {
                continue;
            }
            assert_eq!(outcome.code, 5, "{command} {path}: {stderr}");
            assert!(stderr.contains(what), "{command} {path}: {stderr}");
            assert!(stderr.contains("hint: "), "{command} {path}: {stderr}");
            assert!(!stderr.contains("os error"), "{command} {path}: {stderr}");
        }
    }
}

#[test]
fn relative_store_in_a_deleted_directory_is_an_error() {
    let cli = Workspace::new().assessment(CLUB);
    let bin = env!("CARGO_BIN_EXE_levelup");
    let gone = cli.path("work/gone");
    for command in ["submit starter --name Ada", "results", "doctor"] {
        std::fs::create_dir(&gone).unwrap();
        let script = format!("rmdir ../gone && exec {bin} {command} --store a.redb");
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(&gone)
            .env("HOME", cli.path("home"))
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{command}: {stderr}");
        assert!(stderr.contains("current directory"), "{command}: {stderr}");
        assert!(stderr.contains("hint: "), "{command}: {stderr}");
    }
}

#[test]
fn written_files_are_complete_without_leftovers() {
    let cli = Workspace::new().assessment(CLUB);
    let dead = {
        let mut child = Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        child.id()
    };
    std::fs::create_dir(cli.path("work/out")).unwrap();
    std::fs::write(cli.path(&format!("work/out/.levelup-{dead}-x")), "{").unwrap();
    std::fs::write(cli.path(&format!("work/assessments/.levelup-{dead}-x")), "").unwrap();

    assert_eq!(cli.run(SUBMIT).code, 0);
    assert_eq!(cli.run("export --dir out").code, 0);
    assert_eq!(cli.run("new another").code, 0);

    for directory in ["work/out", "work/assessments"] {
        for entry in std::fs::read_dir(cli.path(directory)).unwrap() {
            let name = entry.unwrap().file_name();
            let name = name.to_string_lossy();
            assert!(!name.starts_with(".levelup-"), "{directory}/{name}");
        }
    }
}
