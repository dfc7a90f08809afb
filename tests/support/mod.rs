//! What several tests and benchmarks share.
#![allow(dead_code, clippy::unwrap_used)]

pub mod fake_server;
pub mod fake_store;
pub mod hooked_backend;
#[cfg(all(unix, feature = "postgres"))]
pub mod postgres;
#[cfg(target_os = "linux")]
pub mod process;
#[cfg(unix)]
pub mod program;
pub mod session;
#[cfg(all(unix, feature = "postgres"))]
pub mod socket_proxy;
#[cfg(all(unix, feature = "postgres"))]
pub mod sql_session;
pub mod store;
pub mod wait;
#[cfg(unix)]
pub mod workspace;
