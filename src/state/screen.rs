use crate::state::keymap::KeyContext;
use crate::state::overlays::{About, HelpPage, MessagesPage, Palette};
use crate::state::screens::{
    BrokenFileScreen, Browse, CompareScreen, Home, ResultScreen, TakeScreen, TeamScreen,
    TrendScreen,
};

/// The screen that is open.
#[derive(Debug, Clone)]
pub enum Screen {
    /// Assessments and recent results.
    Home(Box<Home>),
    /// The form.
    Take(Box<TakeScreen>),
    /// A result.
    Result(Box<ResultScreen>),
    /// The results browser.
    Browse(Box<Browse>),
    /// Results side by side.
    Compare(Box<CompareScreen>),
    /// A person over time.
    Trend(Box<TrendScreen>),
    /// A team.
    Team(Box<TeamScreen>),
    /// What is wrong with a file.
    Broken(BrokenFileScreen),
}

/// What lies over a screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The keys of the screen.
    Help(HelpPage),
    /// What an assessment is about.
    About(About),
    /// The question what to do with unanswered categories.
    Unanswered,
    /// The command palette.
    Palette(Palette),
    /// The last messages.
    Messages(MessagesPage),
}

impl Screen {
    /// Which keys hold on this screen.
    pub fn context(&self) -> KeyContext {
        match self {
            Self::Home(_) => KeyContext::Home,
            Self::Take(_) => KeyContext::Take,
            Self::Result(_) => KeyContext::Result,
            Self::Browse(_) => KeyContext::Browse,
            Self::Compare(_) => KeyContext::Compare,
            Self::Trend(_) => KeyContext::Trend,
            Self::Team(_) => KeyContext::Team,
            Self::Broken(_) => KeyContext::Broken,
        }
    }

    /// Whether it lists results, and must learn of other programs' saves.
    pub fn lists_results(&self) -> bool {
        matches!(self, Self::Home(_) | Self::Browse(_) | Self::Team(_))
    }
}
