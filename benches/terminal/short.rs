//! Commands that end by themselves, beside a Rust program that prints one line.

use std::process::Command;
use std::time::Instant;

use crate::figures::Figures;
use crate::million::FEW;
use crate::place::Place;

/// How often each is run in a round.
const RUNS: usize = 5;

/// The program that prints one line.
pub const LINE: &str = "a program that prints one line";
/// The commands, by what their figures are called.
pub const COMMANDS: [&str; 6] = [
    "ls",
    "levelup --help",
    "levelup list",
    "levelup results --limit 20, of 100",
    "levelup results --limit 20, of all",
    "levelup submit",
];

/// One round of all of them.
pub fn round(place: &Place, figures: &mut Figures, count: usize) {
    for name in COMMANDS.into_iter().chain([LINE]) {
        let run = |_| {
            let mut command = command(place, name, count);
            let begun = Instant::now();
            let output = command.output().expect("a program");
            let time = begun.elapsed().as_secs_f64() * 1_000.0;
            assert!(output.status.success(), "{name}: {output:?}");
            time
        };
        let times: Vec<f64> = (0..RUNS).map(run).collect();
        figures.add(name, "time", "", &times);
    }
}

fn command(place: &Place, name: &str, count: usize) -> Command {
    let results = ["results", "--limit", "20"];
    match name {
        "ls" => Command::new("ls"),
        "levelup --help" => place.quick(FEW, &["--help"]),
        "levelup list" => place.quick(FEW, &["list"]),
        "levelup results --limit 20, of 100" => place.quick(FEW, &results),
        "levelup results --limit 20, of all" => place.quick(count, &results),
        "levelup submit" => place.submit(),
        _ => place.line(),
    }
}
