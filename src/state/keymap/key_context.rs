/// Where a key means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyContext {
    /// On every screen, unless the screen itself says otherwise.
    Everywhere,
    /// The home screen.
    Home,
    /// The form.
    Take,
    /// A result.
    Result,
    /// The results browser.
    Browse,
    /// Results side by side.
    Compare,
    /// A person over time.
    Trend,
    /// A team.
    Team,
    /// What is wrong with a file.
    Broken,
    /// What an assessment is about.
    About,
    /// The question what to do with unanswered categories.
    Ask,
    /// The help page.
    Help,
    /// The command palette.
    Palette,
    /// The messages that have left.
    Messages,
}

impl KeyContext {
    /// Every context.
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
        Self::Ask,
        Self::Help,
        Self::Palette,
        Self::Messages,
    ];

    /// Its name, the first half of an action's whole name.
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
            Self::Ask => "ask",
            Self::Help => "help",
            Self::Palette => "palette",
            Self::Messages => "messages",
        }
    }
}
