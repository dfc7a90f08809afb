//! The program in a real terminal: at most ten tests, each with a store of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

mod completing;
mod ending;
mod form;
mod hands;
mod limits;
mod looks;
mod output;
mod place;
mod plain;
mod process;
mod program;
mod quiet;
mod replies;
mod restore;
mod window;
