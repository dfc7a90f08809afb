//! The recipes in docs/scripting.md work in a shell.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cli::readme::{blocks, cli};
use crate::support::workspace::Workspace;

/// What happens in a shell in the cli's directory.
fn typed(cli: &Workspace, script: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_levelup")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let home = cli.path("home");
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", script])
        .env("PATH", format!("{}:{path}", program.display()))
        .env("XDG_CONFIG_HOME", home.join(".config"))
        .env("XDG_DATA_HOME", home.join(".local/share"))
        .env("HOME", home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .current_dir(cli.path("work"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{script}\n{said}");
    String::from_utf8(output.stdout).unwrap()
}

fn is_missing(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output();
    if found.is_err() {
        eprintln!("no {program}: nothing is tested");
    }
    found.is_err()
}

#[test]
fn recipes_can_be_run() {
    if is_missing("git") || is_missing("jq") {
        return;
    }
    let cli = cli();
    cli.run("submit running-club --name 'Ada' --set jumping=2 --set running=1+");
    let blocks = blocks("docs/scripting.md", "Recipes", "sh");
    let [history, gate, wishes, team, page] = &blocks[..] else {
        panic!("{} recipes", blocks.len());
    };
    typed(
        &cli,
        "git init --quiet; git config user.name A; git config user.email a@example.org; \
         git add assessments; git commit --quiet -m 'The questions'",
    );

    for _ in 0..2 {
        typed(&cli, history);
    }
    assert_eq!(typed(&cli, "git log --format=%s | wc -l").trim(), "2");
    assert!(typed(&cli, gate).contains("jumping"));
    assert_eq!(typed(&cli, wishes), "Ada\trunning\t1\t2\n");
    typed(&cli, team);
    let html = fs::read_to_string(cli.path("work/team.html")).unwrap();
    assert!(html.contains("Person 1") && !html.contains("Ada"));
    typed(&cli, page);
    assert!(cli.read("work/nightly.md").contains("Jumping"));
}

#[test]
fn changed_meaning_without_version_fails_the_check() {
    if is_missing("git") {
        return;
    }
    let cli = cli();
    typed(
        &cli,
        "git init --quiet; git config user.name A; git config user.email a@example.org; \
         git add assessments; git commit --quiet -m 'The questions'; \
         sed -i.old '/^key/s/running/rowing/' assessments/running-club.toml",
    );
    let gate = blocks("docs/scripting.md", "Recipes", "sh").remove(1);

    let ended = typed(&cli, &format!("{} || echo code $?", gate.trim()));

    assert!(ended.ends_with("code 4\n"), "{ended}");
}
