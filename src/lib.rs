//! `levelup`: assess yourself, your team or your product level by level.

pub mod assessment;
pub mod report;
pub mod results;
pub mod store;
