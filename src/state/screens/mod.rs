//! One file or directory per screen, and the one place that lists them all.

mod broken_file;
mod browse;
mod compare;
mod home;
mod load;
mod result;
mod screen_state;
mod take;
mod team;
mod transition;
mod trend;

use std::sync::Arc;

pub(crate) use broken_file::BrokenFileScreen;
pub(crate) use browse::Browse;
pub use browse::MARKS_MOST;
pub(crate) use compare::CompareScreen;
pub(crate) use home::{Home, HomeRow, RECENT};
pub(crate) use result::ResultScreen;
pub(crate) use screen_state::{ClickTarget, ScreenState, TypingInto, WaitsFor};
pub use take::{DraftStatus, TakeScreen};
pub(crate) use take::{EditKind, TakePhase};
pub(crate) use team::TeamScreen;
pub use team::TeamView;
pub(crate) use transition::{Navigation, Transition};
pub(crate) use trend::{CHART, TrendScreen};

use super::context::Context;
use crate::assessment::Assessment;
use crate::results::{AssessmentResult, PersonHistory};

#[derive(Debug, Clone)]
pub enum Screen {
    Home(Box<Home>),
    Take(Box<TakeScreen>),
    Result(Box<ResultScreen>),
    Browse(Box<Browse>),
    Compare(Box<CompareScreen>),
    Trend(Box<TrendScreen>),
    Team(Box<TeamScreen>),
    BrokenFile(Box<BrokenFileScreen>),
}

/// A screen to open, with the data that it needs. Screens open each other by this, without
/// importing each other.
#[derive(Debug)]
pub(crate) enum ScreenRequest {
    Take(Arc<Assessment>),
    Result {
        result: Box<AssessmentResult>,
        /// The previous result of the same person and assessment.
        previous: Option<Box<AssessmentResult>>,
    },
    Browse,
    /// Two or more results, oldest first.
    Compare(Vec<AssessmentResult>),
    Trend {
        history: Box<PersonHistory>,
        /// Whether older results were not read.
        is_cut: bool,
    },
    Team {
        slug: String,
        assessment: String,
    },
    BrokenFile {
        /// Index among the broken files of the catalogue.
        entry: usize,
        errors: usize,
    },
}

impl Screen {
    pub(crate) fn open(request: ScreenRequest, cx: Context) -> Self {
        match request {
            ScreenRequest::Take(assessment) => {
                Self::Take(Box::new(TakeScreen::new(assessment, cx.size)))
            }
            ScreenRequest::Result { result, previous } => {
                Self::Result(Box::new(ResultScreen::new(*result, previous, cx)))
            }
            ScreenRequest::Browse => Self::Browse(Box::default()),
            ScreenRequest::Compare(results) => {
                Self::Compare(Box::new(CompareScreen::new(results, cx)))
            }
            ScreenRequest::Trend { history, is_cut } => {
                Self::Trend(Box::new(TrendScreen::new(*history, is_cut, cx.size)))
            }
            ScreenRequest::Team { slug, assessment } => {
                Self::Team(Box::new(TeamScreen::new(slug, assessment)))
            }
            ScreenRequest::BrokenFile { entry, errors } => {
                Self::BrokenFile(Box::new(BrokenFileScreen::new(entry, errors)))
            }
        }
    }

    pub(crate) fn as_state(&self) -> &dyn ScreenState {
        match self {
            Self::Home(screen) => &**screen,
            Self::Take(screen) => &**screen,
            Self::Result(screen) => &**screen,
            Self::Browse(screen) => &**screen,
            Self::Compare(screen) => &**screen,
            Self::Trend(screen) => &**screen,
            Self::Team(screen) => &**screen,
            Self::BrokenFile(screen) => &**screen,
        }
    }

    pub(crate) fn as_state_mut(&mut self) -> &mut dyn ScreenState {
        match self {
            Self::Home(screen) => &mut **screen,
            Self::Take(screen) => &mut **screen,
            Self::Result(screen) => &mut **screen,
            Self::Browse(screen) => &mut **screen,
            Self::Compare(screen) => &mut **screen,
            Self::Trend(screen) => &mut **screen,
            Self::Team(screen) => &mut **screen,
            Self::BrokenFile(screen) => &mut **screen,
        }
    }
}
