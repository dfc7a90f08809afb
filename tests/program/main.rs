//! Tests that run the built program. Snapshots contain paths as Unix writes them.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    missing_docs,
    unreachable_pub
)]

#[path = "../support/mod.rs"]
mod support;

mod cli;
mod durability;
#[cfg(feature = "postgres")]
mod server;
#[cfg(target_os = "linux")]
mod terminal;
