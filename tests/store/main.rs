//! What the store promises.
#![allow(clippy::unwrap_used)]

mod bin;
mod damage;
mod drafts;
mod formats;
mod listing;
mod refusing;
mod saving;
mod sharing;
mod support;
mod windows;
