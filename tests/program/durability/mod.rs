//! Real processes: killed while they write, and many at once.
//!
//! The ordinary run is short. Two hundred kills, and two hundred results from each of eight:
//! `LEVELUP_TRIALS=200 cargo test --test program durability -- --nocapture`

mod concurrent_saves;
mod kills;
mod workspace;
