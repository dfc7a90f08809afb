//! `levelup`: assess yourself, your team or your product level by level.

pub mod assessment;
pub mod cli;
pub mod report;
pub mod results;
pub mod runtime;
pub mod store;
