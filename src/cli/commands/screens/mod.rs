//! Commands that open a screen.

pub(super) mod browse;
pub(super) mod demo;
pub(super) mod home;
mod open_screen;
mod record_option;
pub(super) mod replay;
pub(super) mod take;
mod take_plain;

pub(crate) use record_option::RecordArgs;
