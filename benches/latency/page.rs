//! Writes the figures as Markdown.

use std::fmt::Write as _;

use levelup::testing::thousands;

use crate::calls::CALLS;
use crate::figures::Figures;
use crate::keys::{MOMENTS, SIDES};
use crate::machine::machine;
use crate::place::{DELAYS, Place, Side};

/// The text of docs/latency.md.
pub fn text(place: &Place, figures: &Figures, rounds: usize) -> String {
    let count = thousands(u64::try_from(place.count).unwrap_or(u64::MAX));
    let version = place.database.sql("postgres", "SHOW server_version");
    let (version, machine) = (version.unwrap(), machine());
    let (file, server) = place.filled;
    format!(
        "# Server latency\n\n\
        How long the same calls take on a store in a file, and on a store on a server that is 0, 20, \
        and 150 ms away.\n\n\
        `cargo bench --bench latency -- --write` wrote this page: {machine}, PostgreSQL {version} on \
        the same machine with 32 MB of buffers and without fsync, {count} results in both stores, \
        medians of {rounds} interleaved rounds (of a third as many for the filter and the import). \
        A thread between the program and the server delays each direction by half of the latency. It \
        counts a round trip each time the program sends something after it has received something: \
        calls that are sent together count as often as they are sent, and wait once.\n\n\
        The connection is a socket, without TLS and without a password. TCP needs one more round \
        trip, TLS 1.3 one more, and a password two more; all of them once, at the start. The figures \
        of the server do not include waiting for disks (fsync); those of the file do.\n\n\
        The import of all {count} results took {file:.0} s into the file, and {server:.0} s to the \
        server without latency.\n\n{}\n{}",
        calls(figures),
        keys(figures)
    )
}

fn calls(figures: &Figures) -> String {
    let longest = Side::Server(DELAYS.len() - 1).name();
    let heads: Vec<String> = Side::all().map(Side::name).collect();
    let mut text = format!(
        "## Calls\n\n| | {} | round trips |\n|---{}|---|\n",
        heads.join(" | "),
        "|---".repeat(heads.len())
    );
    for what in CALLS {
        let cells: Vec<String> = heads
            .iter()
            .map(|side| written(figures.get(side, what, "ms")))
            .collect();
        let trips = figures.get(&longest, what, "trips");
        let trips = trips.map_or("–".into(), |trips| format!("{trips:.0}"));
        let _ = writeln!(text, "| {what} | {} | {trips} |", cells.join(" | "));
    }
    text + "\nThe import is of 10,000 results into an empty store. Its time is per result, its round \
        trips are for all of them.\n"
}

fn keys(figures: &Figures) -> String {
    let heads = SIDES.map(Side::name);
    let mut text = format!(
        "## Keys\n\nThe whole program in a pseudo-terminal of 120x36.\n\n| | {} |\n|---|---|---|\n",
        heads.join(" | ")
    );
    for what in MOMENTS {
        let cells = heads
            .each_ref()
            .map(|side| written(figures.get(side, what, "ms")));
        let _ = writeln!(text, "| {what} | {} |", cells.join(" | "));
    }
    text
}

/// Formats milliseconds with as many digits as are significant.
fn written(figure: Option<f64>) -> String {
    match figure {
        None => "–".to_owned(),
        Some(millis) if millis >= 10_000.0 => format!("{:.1} s", millis / 1_000.0),
        Some(millis) if millis >= 100.0 => format!("{millis:.0} ms"),
        Some(millis) if millis >= 1.0 => format!("{millis:.1} ms"),
        Some(millis) => format!("{millis:.3} ms"),
    }
}
