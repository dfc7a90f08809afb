use std::fs::OpenOptions;
use std::io::pipe;
use std::process::{Output, Stdio};

use crate::cli::saved_results::with_results;
use crate::support::workspace::{Workspace, words};

/// One line for each command that writes data, and for help in all its forms.
const WRITING: &[&str] = &[
    "-h",
    "--help",
    "--version",
    "help show",
    "take --help",
    "submit running-club --name Ada --set jumping=2 --set running=1 --strict",
    "results",
    "results --format json",
    "results --format jsonl",
    "results --format csv",
    "show @",
    "show @ --format json",
    "show @ --format html",
    "compare @~1 @",
    "trend running-club --name Bob",
    "team running-club",
    "export",
    "export --format csv",
    "doctor",
    "list",
    "check assessments/running-club.toml",
    "schema",
    "paths",
    "config",
    "keys",
    "keys --format json",
    "completions bash",
    "completions zsh",
    "man",
];

fn ran(cli: &Workspace, line: &str, stdout: impl Into<Stdio>) -> Output {
    let mut command = cli.command(&words(line));
    command.stdin(Stdio::null()).stdout(stdout);
    command.stderr(Stdio::piped());
    command.spawn().unwrap().wait_with_output().unwrap()
}

#[test]
fn closed_pipe_ends_every_command_quietly() {
    let cli = with_results();

    for line in WRITING {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let output = ran(&cli, line, writer);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            (output.status.code(), said.as_str()),
            (Some(0), ""),
            "{line}"
        );
    }
}

#[test]
fn full_disk_is_reported_by_every_command() {
    let cli = with_results();

    for line in WRITING {
        let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else {
            return;
        };
        let output = ran(&cli, line, full);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{line}");
        assert!(
            said.starts_with("error: cannot write to stdout"),
            "{line}: {said}"
        );
    }
}

#[test]
fn pipe_output_has_no_color_unless_requested() {
    let cli = with_results();

    // CSV and JSON keep the color sequence in the note.
    for line in WRITING.iter().filter(|line| !line.ends_with("csv")) {
        let plain = cli.run(line);
        assert_eq!((plain.code, plain.stderr.as_str()), (0, ""), "{line}");
        assert!(!plain.stdout.contains('\u{1b}'), "{line}");
    }
    assert!(cli.run("show @ --color always").stdout.contains("\u{1b}["));
}

/// Several programs can write to one log, so each line is written at once.
#[cfg(unix)]
#[test]
fn error_lines_are_written_in_one_call() {
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixDatagram;

    let cli = Workspace::new();
    for line in [
        "show nobody",
        "show",
        "frobnicate",
        "take running-club --color always",
    ] {
        // Each write is one datagram.
        let (heard, said) = UnixDatagram::pair().unwrap();
        heard.set_nonblocking(true).unwrap();
        let mut command = cli.command(&words(line));
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(OwnedFd::from(said));
        assert!(!command.status().unwrap().success(), "{line}");

        let mut buffer = [0; 4096];
        let mut count = 0;
        while let Ok(length) = heard.recv(&mut buffer) {
            let piece = String::from_utf8_lossy(&buffer[..length]);
            assert!(piece.ends_with('\n'), "{line}: {piece:?}");
            count += 1;
        }
        assert!(count > 0, "{line}");
    }
}
