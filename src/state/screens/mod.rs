//! One file or directory per screen.

mod broken_file;
mod browse;
mod compare;
mod home;
mod result;
mod take;
mod team;
mod trend;

pub(crate) use broken_file::BrokenFileScreen;
pub(crate) use browse::Browse;
pub use browse::MARKS_MOST;
pub(crate) use compare::CompareScreen;
pub(crate) use home::{Home, HomeRow, RECENT};
pub(crate) use result::ResultScreen;
pub(crate) use take::TakePhase;
pub(crate) use take::{DetailPlace, EditKind};
pub use take::{DraftStatus, TakeScreen};
pub(crate) use team::TeamScreen;
pub use team::TeamView;
pub(crate) use trend::{CHART, TrendScreen};
