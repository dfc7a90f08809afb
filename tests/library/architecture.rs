//! The rules of the house, held by reading `src/`: which room may use which, what a pure room must
//! not name, how large files and functions are.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, ground first. A room may use those on floors below its own.
const FLOORS: [&[&str]; 7] = [
    &["assessment"],
    &["results"],
    &["state", "report", "store"],
    &["view"],
    &["runtime"],
    &["cli"],
    &["main"],
];

/// What rooms must not name, and why.
const FORBIDDEN: [(&[&str], &[&str], &str); 4] = [
    (
        &["assessment", "results", "state", "report"],
        &[
            "std::fs",
            "std::thread",
            "std::net",
            "std::env",
            "SystemTime",
            "Instant::now",
            "Timestamp::now",
            "now_v7",
            "new_v4",
            "ratatui::",
            "crossterm::",
            "redb::",
            "postgres::",
        ],
        "a pure room does no input or output, reads no clock, makes no id: values come in",
    ),
    (
        &["view"],
        &[
            "&mut State",
            "std::fs",
            "std::thread",
            "redb::",
            "crossterm::",
            "Timestamp::now",
        ],
        "the view changes nothing and reads nothing but the state",
    ),
    (
        &["store", "cli"],
        &["ratatui::", "crossterm::"],
        "only view/ and runtime/ name ratatui, only runtime/ names crossterm",
    ),
    (
        &["view", "runtime", "cli"],
        &["redb::", "postgres::", "rustls::"],
        "only store/ names redb and the client of a server",
    ),
];

struct Source {
    path: PathBuf,
    room: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&src).unwrap();
                let room = inside
                    .components()
                    .next()
                    .unwrap()
                    .as_os_str()
                    .to_string_lossy();
                let room = room.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).unwrap();
                found.push(Source { path, room, text });
            }
        }
    }
    assert!(found.len() > 50, "src/ was not found whole");
    found
}

/// The lines of code: without comments, and without tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let end = text.find("#[cfg(test)]").unwrap_or(text.len());
    let lines = text[..end].lines().enumerate();
    lines
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn a_room_uses_only_floors_below_its_own() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| source.room != "lib") {
        let own = floor(&source.room).unwrap_or_else(|| panic!("{} has no floor", source.room));
        for (at, line) in code(&source.text) {
            for used in line.split("crate::").skip(1) {
                let room: String = used
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                let below = floor(&room).is_some_and(|floor| floor < own);
                if floor(&room).is_some() && room != source.room && !below {
                    broken.push(format!(
                        "{}:{at}: {} uses {room}",
                        source.path.display(),
                        source.room
                    ));
                }
            }
        }
    }
    assert!(
        broken.is_empty(),
        "a room imports from floors below its own only:\n{}",
        broken.join("\n")
    );
}

#[test]
fn rooms_do_not_name_what_is_not_theirs() {
    let mut broken = Vec::new();
    for source in sources() {
        for (rooms, names, why) in FORBIDDEN {
            if !rooms.contains(&source.room.as_str()) {
                continue;
            }
            for (at, line) in code(&source.text) {
                if let Some(name) = names.iter().find(|name| line.contains(**name)) {
                    broken.push(format!("{}:{at}: {name}: {why}", source.path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_are_about_one_subject_and_functions_about_one_thing() {
    let mut broken = Vec::new();
    let mut counted = 0;
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > 400 {
            broken.push(format!(
                "{} has {lines} lines, 400 are allowed",
                source.path.display()
            ));
        }
        for (name, at, length) in functions(&source.text) {
            counted += 1;
            if length > 60 {
                let path = source.path.display();
                broken.push(format!(
                    "{path}:{at}: fn {name} has {length} lines, 60 are allowed"
                ));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(
        counted > 400,
        "only {counted} functions were found: the reading is wrong"
    );
}

/// Name, first line and length of each function: up to the brace in the column it begins in.
fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize, usize)> = None;
    for (at, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if let Some((name, from, column)) = &open {
            if indent == *column && line.trim_end().ends_with(';') {
                // Declared in a trait, without a body.
                open = None;
            } else if line.trim() == "}" && indent == *column {
                found.push((name.clone(), from + 1, at - from + 1));
                open = None;
            }
        } else if let Some(rest) = line.trim_start().split_once("fn ").filter(|(before, _)| {
            before.split_whitespace().all(|word| {
                word.starts_with("pub") || matches!(word, "const" | "async" | "in" | "super)")
            })
        }) {
            let name = rest
                .1
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !line.trim_end().ends_with(';') && !line.trim_end().ends_with('}') {
                open = Some((name, at, indent));
            }
        }
    }
    found
}

#[test]
fn no_unwrap_no_panic_on_what_people_bring() {
    let mut broken = Vec::new();
    for source in sources() {
        for (at, line) in code(&source.text) {
            if [".unwrap()", "todo!(", "unimplemented!(", "dbg!("]
                .iter()
                .any(|word| line.contains(word))
            {
                broken.push(format!("{}:{at}: {}", source.path.display(), line.trim()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
