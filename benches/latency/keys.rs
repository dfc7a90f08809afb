//! Measures the program in a pseudo-terminal, with a file and with a distant server.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;

use crate::answers::Manner;
use crate::figures::Figures;
use crate::made_up;
use crate::place::{Place, Side};
use crate::program::Program;

/// The file, and the server with the highest latency.
pub const SIDES: [Side; 2] = [Side::File, Side::Server(2)];

/// The rows of the table, in order.
pub const MOMENTS: [&str; 9] = [
    "form: start to first frame",
    "form: a key pressed immediately, key to frame",
    "form: rate, key to frame",
    "form: level up, key to frame",
    "form: save, key to the result",
    "results: start to first frame",
    "results: start to rows",
    "results: move, key to frame",
    "results: quit, key to the shell",
];

const SIZE: (u16, u16) = (120, 36);
const CATEGORIES: usize = 12;

pub fn measure(place: &Place, figures: &mut Figures, rounds: usize) {
    for round in 0..rounds {
        eprint!("\rkeys, round {} of {rounds} ", round + 1);
        for side in SIDES {
            let mut add = |what: usize, samples: &[f64]| {
                figures.add(&side.name(), MOMENTS[what], "ms", samples);
            };
            form(place, side, &place.home("form"), &mut add);
            // Start without pending results.
            browser(place, side, &place.home("browser"), &mut add);
        }
    }
    eprintln!();
}

fn form(place: &Place, side: Side, home: &Path, add: &mut impl FnMut(usize, &[f64])) {
    let take = ["take", "wide", "--name", "Member 0001"];
    let mut program = start(place, side, home, &take);
    add(
        0,
        &[program.shows(|text| text.contains("Category number 1"))],
    );
    drop(program);

    // A key pressed before the first frame takes effect when the form is open.
    let mut program = start(place, side, home, &take);
    add(
        1,
        &[program.press_until("3", |text| text.contains("1 of 12 answered"))],
    );
    let mut rated = Vec::new();
    let mut level_up = Vec::new();
    for _ in 1..CATEGORIES {
        rated.push(program.press("2").first);
    }
    for _ in 0..6 {
        level_up.push(program.press(" ").first);
    }
    add(2, &rated);
    add(3, &level_up);
    let is_result = |text: &str| text.contains("12 of 12 rated");
    add(4, &[program.press_until("s", is_result)]);
}

fn browser(place: &Place, side: Side, home: &Path, add: &mut impl FnMut(usize, &[f64])) {
    let mut program = start(place, side, home, &["browse"]);
    add(5, &[program.shows(|text| text.contains("Results"))]);
    drop(program);

    let mut program = start(place, side, home, &["browse"]);
    add(
        6,
        &[program.shows(|text| text.contains(" of 5 ") || text.contains(" of 5,"))],
    );
    // Wait for work after the rows, such as a check for changes.
    program.idle(std::time::Duration::from_millis(500));
    let moved: Vec<f64> = (0..20).map(|_| program.press("j").first).collect();
    add(7, &moved);
    add(8, &[program.press("q").first]);
}

fn start(place: &Place, side: Side, home: &Path, arguments: &[&str]) -> Program {
    let assessments = home.join("assessments");
    fs::create_dir_all(&assessments).unwrap();
    fs::write(assessments.join("wide.toml"), made_up::toml(CATEGORIES)).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_levelup"));
    command.args(arguments);
    command.env_clear();
    command.env("HOME", home);
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    command.env("LEVELUP_ASSESSMENTS", assessments);
    command.env("LEVELUP_STORE", place.url(side));
    command.cwd(home);
    Program::start(command, SIZE, Manner::Prompt)
}
