//! Tests that use the library, without the built program.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)]

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod assessment;
mod report;
mod results;
mod screens;
mod store;
