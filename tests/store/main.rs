//! What the store promises.
#![allow(clippy::unwrap_used)]

mod bin;
mod damage;
mod drafts;
mod formats;
mod listing;
mod refusing;
mod round_trip;
mod saving;
mod sharing;
mod support;
