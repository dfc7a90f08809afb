//! Commands that open a screen.

pub(crate) mod browse;
pub(crate) mod demo;
pub(crate) mod home;
mod record_option;
pub(crate) mod replay;
pub(crate) mod take;
mod take_plain;

pub(crate) use browse::BrowseArgs;
pub(crate) use demo::DemoArgs;
pub(crate) use record_option::RecordArgs;
pub(crate) use replay::ReplayArgs;
pub(crate) use take::TakeArgs;
