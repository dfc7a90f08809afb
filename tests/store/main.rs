//! What the store promises.
#![allow(clippy::unwrap_used)]

mod bin;
mod damage;
mod disk;
mod drafts;
mod formats;
mod full;
mod listing;
mod migrating;
mod model;
mod power;
mod refusing;
mod saving;
mod sharing;
mod support;
mod upkeep;
mod windows;
