//! Compares a store on a server, with a latency of 0, 20, and 150 ms, to a store in a file: the same
//! calls on the same results, with the number of round trips.
//!
//!     cargo bench --bench latency                  1,000,000 results, the tables on stdout
//!     cargo bench --bench latency -- --write       and into docs/latency.md
//!     cargo bench --bench latency -- --quick       100,000 results
//!     cargo bench --bench latency -- --smoke       20,000 results, one round, to check that it works
//!
//! The server is started for this run (`tests/support/postgres.rs`), and a thread for each direction
//! delays the bytes (`tests/support/socket_proxy.rs`).
#![allow(missing_docs, clippy::unwrap_used)]
#![allow(unreachable_pub)]

#[cfg(all(target_os = "linux", feature = "postgres"))]
mod calls;
#[cfg(all(target_os = "linux", feature = "postgres"))]
mod keys;
#[cfg(all(target_os = "linux", feature = "postgres"))]
mod page;
#[cfg(all(target_os = "linux", feature = "postgres"))]
mod place;

#[allow(dead_code)]
#[path = "../terminal/answers.rs"]
mod answers;
#[allow(dead_code)]
#[path = "../terminal/figures.rs"]
mod figures;
#[allow(dead_code)]
#[path = "../common/machine.rs"]
mod machine;
#[allow(dead_code)]
#[path = "../made_up/mod.rs"]
mod made_up;
#[cfg(target_os = "linux")]
#[allow(dead_code)]
#[path = "../terminal/process.rs"]
mod process;
#[cfg(target_os = "linux")]
#[allow(dead_code)]
#[path = "../terminal/program.rs"]
mod program;
#[cfg(all(target_os = "linux", feature = "postgres"))]
#[allow(dead_code)]
#[path = "../../tests/support/postgres.rs"]
mod server;
#[allow(dead_code)]
#[path = "../common/stores.rs"]
mod stores;
#[cfg(all(target_os = "linux", feature = "postgres"))]
#[allow(dead_code)]
#[path = "../../tests/support/socket_proxy.rs"]
mod way;

#[cfg(not(all(target_os = "linux", feature = "postgres")))]
fn main() {
    println!("latency: skipped, it needs Linux's /proc and the client of PostgreSQL");
}

#[cfg(all(target_os = "linux", feature = "postgres"))]
fn main() {
    use figures::Figures;

    const DOC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/latency.md");
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| args.iter().any(|arg| arg == name);
    let (count, rounds) = match (has("--smoke"), has("--quick")) {
        (true, _) => (20_000, 1),
        (_, true) => (100_000, 5),
        _ => (1_000_000, 9),
    };
    let Some(database) = server::fresh() else {
        return;
    };
    let place = place::Place::new(database, count);
    let mut figures = Figures::default();
    calls::measure(&place, &mut figures, rounds);
    keys::measure(&place, &mut figures, rounds);
    let text = page::text(&place, &figures, rounds);
    println!("{text}");
    if has("--write") {
        std::fs::write(DOC, text).unwrap();
    }
}
