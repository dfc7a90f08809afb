//! What a store guarantees: in a file, on a PostgreSQL server, and with a file before a server.
//!
//! `LEVELUP_TRIALS` and `LEVELUP_SEED` make the random tests longer and different from before.

#[cfg(all(unix, feature = "postgres"))]
mod every_store;
mod faults;
mod file;
mod format;
mod model;
mod relay;
#[cfg(all(unix, feature = "postgres"))]
mod server;
