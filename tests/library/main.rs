//! Tests that use the library, without the built program.
#![allow(clippy::assigning_clones, clippy::too_many_lines, clippy::unwrap_used)]
#![allow(missing_docs, unreachable_pub)]

#[path = "../support/mod.rs"]
mod support;

mod architecture;
mod assessment;
mod report;
mod results;
mod screens;
mod store;
