/// Where a key binding applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyContext {
    /// Every screen that does not bind the key itself.
    Everywhere,
    Home,
    Take,
    Result,
    Browse,
    Compare,
    Trend,
    Team,
    /// The problems of a broken file.
    Broken,
    /// Description and source of an assessment.
    About,
    /// The question what to do with unanswered categories.
    Unanswered,
    Help,
    Palette,
    Messages,
}

impl KeyContext {
    pub const ALL: [Self; 14] = [
        Self::Everywhere,
        Self::Home,
        Self::Take,
        Self::Result,
        Self::Browse,
        Self::Compare,
        Self::Trend,
        Self::Team,
        Self::Broken,
        Self::About,
        Self::Unanswered,
        Self::Help,
        Self::Palette,
        Self::Messages,
    ];

    /// Returns the name, as in `take.level-up`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Home => "home",
            Self::Take => "take",
            Self::Result => "result",
            Self::Browse => "browse",
            Self::Compare => "compare",
            Self::Trend => "trend",
            Self::Team => "team",
            Self::Broken => "broken",
            Self::About => "about",
            Self::Unanswered => "unanswered",
            Self::Help => "help",
            Self::Palette => "palette",
            Self::Messages => "messages",
        }
    }
    /// Returns the title of the screen.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Home => "Home",
            Self::Take => "Form",
            Self::Result => "Result",
            Self::Browse => "Results",
            Self::Compare => "Compare",
            Self::Trend => "Trend",
            Self::Team => "Team",
            Self::Broken => "Broken file",
            _ => "All screens",
        }
    }
}
