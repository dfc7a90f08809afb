//! The program at the limits of the system: file size, open files, and terminal size.

use super::CLUB;
use crate::support::workspace::{Workspace, words};

const KEPT: &str = include_str!("../../recordings/form.jsonl");

/// Runs `levelup` after `ulimit LIMIT`. Returns the exit code (`None` after a signal) and stderr.
fn limited(cli: &Workspace, limit: &str, line: &str) -> (Option<i32>, String) {
    let levelup = cli.command(&words(line));
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", &format!("ulimit {limit}; exec \"$@\""), "sh"])
        .arg(levelup.get_program())
        .args(levelup.get_args())
        .current_dir(cli.path("work"))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs(
            levelup
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    let output = shell.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), stderr)
}

#[test]
fn file_size_limit_is_reported_as_no_space() {
    let cli = Workspace::new().assessment(CLUB);
    let submit = "submit running-club --name A --set jumping=2 --set running=1";
    assert_eq!(cli.run(submit).code, 0);
    for line in [
        "--store other.redb submit running-club --name A",
        "backup other.redb",
        "new other",
        "export --dir results",
    ] {
        let (code, stderr) = limited(&cli, "-f 1", line);

        assert_eq!(code, Some(1), "{line}: {stderr}");
        let told = stderr.to_lowercase();
        assert!(told.contains("no space left"), "{line}: {stderr}");
        assert!(!told.contains("os error"), "{line}: {stderr}");
    }
}

#[test]
fn recording_size_is_limited() {
    let lines: Vec<&str> = KEPT.lines().take(2).collect();
    let huge = lines.join("\n").replacen(
        "\"width\":80,\"height\":24",
        "\"width\":65535,\"height\":65535",
        1,
    );
    assert_ne!(huge, lines.join("\n"));
    let at = KEPT.lines().find_map(|line| {
        let line = line.strip_prefix("{\"event\":{\"at\":\"")?;
        line.split('"').next()
    });
    let resize = format!(
        "\n{{\"event\":{{\"at\":\"{}\",\"event\":{{\"Resize\":{{\"width\":65535,\"height\":65535}}}}}}}}\n",
        at.unwrap()
    );
    let cli = Workspace::new().file("work/run.jsonl", huge + &resize);

    let (code, stderr) = limited(&cli, "-v 4000000", "replay run.jsonl");

    assert_eq!(code, Some(0), "{stderr}");
    let refused = cli.run("replay run.jsonl --size 1001x20");
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("up to 1000x1000"),
        "{}",
        refused.stderr
    );
}

#[test]
fn too_few_file_descriptors_are_reported() {
    let cli = Workspace::new().assessment(CLUB);
    let line = "submit running-club --name A --set jumping=2 --set running=1";

    let (code, stderr) = limited(&cli, "-n 4", line);

    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("too many open files"), "{stderr}");
    assert!(stderr.contains("hint: close other programs"), "{stderr}");
    assert!(!stderr.contains("os error"), "{stderr}");
    assert_eq!(cli.run(line).code, 0);
}

#[test]
fn stream_without_space_for_its_copy_leaves_no_file() {
    let cli = crate::cli::saved_results::with_results();
    let one = cli.run("export").stdout;
    let cli = Workspace::new().file("work/many.jsonl", one.repeat(200));
    let temporary = cli.path("home/tmp");
    std::fs::create_dir(&temporary).unwrap();
    let levelup = cli.command(&words("import -"));
    let mut shell = std::process::Command::new("sh");
    let output = shell
        .args(["-c", "cat many.jsonl | (ulimit -f 8; \"$0\" import -)"])
        .arg(levelup.get_program())
        .current_dir(cli.path("work"))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs(
            levelup
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("TMPDIR", &temporary)
        .output()
        .unwrap();

    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("stdin") && stderr.to_lowercase().contains("no space left"),
        "{stderr}"
    );
    assert!(
        stderr.contains("hint: set TMPDIR to a writable directory"),
        "{stderr}"
    );
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
}
