//! Which functions a start of the program runs, for the linker to put side by side.
//!
//!     cargo bench --bench layout -- --write      into benches/layout/start.ld
//!
//! The kernel maps a program's text in pieces of 64 KiB. The functions that a screen runs are a
//! sixth of all, and lie everywhere: nearly the whole text was read and held. `build.rs` hands
//! `start.ld` to the linker. Hashes are left out of the names, so that another compiler or version
//! makes no difference; a function that has another name since then is only not moved. Needs
//! valgrind, and Linux.
#![allow(missing_docs)]

#[allow(dead_code)]
#[path = "../terminal/answers.rs"]
mod answers;
#[allow(dead_code)]
#[path = "../terminal/process.rs"]
mod process;
#[allow(dead_code)]
#[path = "../terminal/program.rs"]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use answers::Manner;
use portable_pty::CommandBuilder;
use program::Program;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/layout/start.ld");
const HEAD: &str =
    "/* cargo bench --bench layout -- --write wrote this; build.rs says what for. */\n";

fn main() {
    let has_valgrind = Command::new("valgrind").arg("--version").output().is_ok();
    if !cfg!(target_os = "linux") || !has_valgrind {
        return println!("layout: skipped, it needs Linux and valgrind");
    }
    let place = Place::new();
    // What every start runs comes first: then what keys and writing need.
    let mut started = BTreeSet::new();
    for screen in SCREENS {
        started.extend(place.functions(screen, &[]));
    }
    let mut pressed = BTreeSet::new();
    for screen in SCREENS {
        pressed.extend(place.functions(screen, screen.keys));
    }
    let later: Vec<_> = pressed.difference(&started).collect();
    let script = script(started.iter().chain(later));
    if std::env::args().any(|word| word == "--write") {
        fs::write(SCRIPT, script).expect("the script");
    } else {
        print!("{script}");
    }
}

/// A screen, and keys that are pressed on it once it shows a text: each until another one shows.
struct Screen {
    command: &'static [&'static str],
    shows: &'static str,
    keys: &'static [(&'static str, &'static str)],
}

const SCREENS: &[Screen] = &[
    Screen {
        command: &[],
        shows: "Test User",
        keys: &[("j", "▌"), ("j", "▌"), ("k", "▌")],
    },
    Screen {
        command: &["browse"],
        shows: "Test User",
        keys: &[("j", "▌"), ("k", "▌")],
    },
    Screen {
        command: &["take", "software-engineer"],
        shows: "0 of 12",
        keys: &[
            ("2", "1 of 12"),
            (" ", "saved"),
            ("3", "2 of 12"),
            ("k", "saved"),
        ],
    },
];

struct Place {
    folder: tempfile::TempDir,
    levelup: PathBuf,
}

impl Place {
    /// Builds the program with the names of its functions, and makes a small store.
    fn new() -> Self {
        let folder = tempfile::TempDir::new().expect("a folder");
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/levelup-bench/named");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--release", "--locked", "--bin", "levelup"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("CARGO_PROFILE_RELEASE_STRIP", "none")
            .env("CARGO_TARGET_DIR", &target)
            .status();
        assert!(built.is_ok_and(|built| built.success()), "not built");
        let levelup = target.join("release/levelup");
        for _ in 0..3 {
            let submit = ["submit", "starter", "--name", "Test User"];
            let saved = Command::new(&levelup)
                .args(submit)
                .env("LEVELUP_STORE", folder.path().join("store.redb"))
                .output();
            assert!(saved.is_ok_and(|saved| saved.status.success()), "not saved");
        }
        Self { folder, levelup }
    }

    /// The functions of the program that run until a screen shows and these keys are pressed.
    fn functions(&self, screen: &Screen, keys: &[(&str, &str)]) -> BTreeSet<String> {
        let profile = self.folder.path().join("profile");
        let mut command = CommandBuilder::new("valgrind");
        command.args(["--tool=callgrind", "--demangle=no"]);
        command.arg(format!("--callgrind-out-file={}", profile.display()));
        command.arg(&self.levelup);
        command.args(screen.command);
        command.env("HOME", self.folder.path());
        command.env("LEVELUP_STORE", self.folder.path().join("store.redb"));
        command.env("TERM", "xterm-256color");
        let mut program = Program::start(command, (120, 36), Manner::Prompt);
        program.comes_to(|text| text.contains(screen.shows));
        for (key, shows) in keys {
            program.press_until(key, |text| text.contains(shows));
        }
        program.rest();
        program.press_to_end("\u{3}");
        let text = fs::read_to_string(profile).expect("a profile");
        text.lines().filter_map(function).collect()
    }
}

/// The name in a line of a profile that names a function of ours, without its hash.
fn function(line: &str) -> Option<String> {
    let (kind, rest) = line.split_once("=(")?;
    if kind != "fn" && kind != "cfn" {
        return None;
    }
    let (_, name) = rest.split_once(") ")?;
    let at = name.rfind("17h")?;
    name.starts_with("_ZN")
        .then(|| format!("{}17h*", &name[..at]))
}

fn script<'n>(names: impl Iterator<Item = &'n String>) -> String {
    let mut script = String::from(HEAD);
    script.push_str("SECTIONS {\n  .text.start : {\n");
    for name in names {
        script.push_str(&format!("    *(.text.{name})\n"));
    }
    script.push_str("  }\n}\nINSERT BEFORE .text;\n");
    script
}
