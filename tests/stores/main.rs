//! What every store promises, asked of each in the same words: the one in a file, the one on a
//! PostgreSQL server, and maps that say what they should hold (`tests/store/model.rs`).
//!
//! `server` starts a PostgreSQL of its own, without a port, and ends it with the tests. Where there
//! is none, what needs it is skipped, and a line says so. `machine` is somebody's own machine before
//! it, on which the program itself is run.
#![cfg(all(unix, feature = "postgres"))]
#![allow(clippy::unwrap_used, missing_docs)]

#[allow(dead_code)]
#[path = "../store/model.rs"]
mod model;
#[allow(dead_code)]
#[path = "../terminal/process.rs"]
mod process;
#[allow(dead_code)]
#[path = "../terminal/program.rs"]
mod program;
#[allow(dead_code)]
#[path = "../store/support.rs"]
mod support;

mod attacks;
mod crowd;
mod crypt;
mod door;
mod dying;
mod each;
mod granting;
mod hands;
mod hostile;
mod limits;
mod machine;
mod offline;
mod people;
mod plans;
mod rights;
mod screen;
mod sequences;
mod server;
mod setting_up;
mod trips;
mod way;
