//! What the store promises.
//!
//! `disk` (what syncs do not make sure is lost, or there is no space), `model` (what the store
//! should hold), `power` and `full` are its trials, `tmpfs` is a disk that is really full; `damage` breaks files; `windows`, `sharing`
//! and `migrating` have more than one program at the store; `upkeep` is doctor and backup.
//! `cost` counts (with `meter`) what is read and how often the disk is waited for. Real
//! processes are killed in `tests/durability`. `LEVELUP_TRIALS` and `LEVELUP_SEED` make every
//! trial longer and other than before.
#![allow(clippy::unwrap_used)]

mod bin;
mod cost;
mod damage;
mod disk;
mod drafts;
mod file_systems;
mod forged;
mod formats;
mod full;
mod importing;
mod listing;
mod meter;
mod migrating;
mod model;
mod people;
mod power;
mod refusing;
mod round_trip;
mod saving;
mod scanning;
mod searching;
mod sharing;
mod support;
mod tmpfs;
mod upkeep;
mod waiting;
mod windows;
