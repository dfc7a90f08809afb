use crate::state::layout::ListMove;

const RATES: [&str; 9] = [
    "rate-1", "rate-2", "rate-3", "rate-4", "rate-5", "rate-6", "rate-7", "rate-8", "rate-9",
];

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Move(ListMove),
    /// Open the selected item.
    Open,
    /// Go back, or quit from the first screen.
    Back,
    Help,
    Palette,
    /// Show recent messages.
    Messages,
    /// Show the description and source of the assessment.
    About,
    Quit,
    /// Stop the process until the shell resumes it.
    Suspend,
    /// Clear the terminal and draw the whole screen.
    Redraw,
    Browse,
    Filter,
    /// Rate the category; levels count from 1.
    Rate(u8),
    /// Lower the current level.
    Lower,
    /// Raise the current level.
    Raise,
    /// Turn level up on or off.
    LevelUp,
    RaiseGoal,
    LowerGoal,
    NotApplicable,
    DontKnow,
    Clear,
    NextUnanswered,
    PreviousUnanswered,
    Find,
    Note,
    /// Edit the note in the external editor.
    EditNote,
    Name,
    Undo,
    Redo,
    Save,
    /// Copy the previous answer.
    CopyPrevious,
    /// Copy the previous answers to all unanswered categories.
    CopyAllPrevious,
    /// Switch to the other draft of the assessment.
    OtherDraft,
    GoToUnanswered,
    /// Count unanswered categories as level 1 and save.
    CountAsLowest,
    SaveUnanswered,
    NextView,
    /// Copy to the clipboard.
    Copy,
    /// Write to a file.
    Export,
    /// Move the result to trash.
    Delete,
    /// Undo the last delete.
    Restore,
    /// Mark or unmark the result.
    Mark,
    /// Unmark all results.
    Unmark,
    Compare,
    Trend,
    Team,
    Left,
    Right,
    HideNames,
}

impl Action {
    /// Returns the name without the context, as in `level-up`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Move(ListMove::Up) => "up",
            Self::Move(ListMove::Down) => "down",
            Self::Move(ListMove::First) => "first",
            Self::Move(ListMove::Last) => "last",
            Self::Move(ListMove::PageUp) => "page-up",
            Self::Move(ListMove::PageDown) => "page-down",
            Self::Open => "open",
            Self::Back => "back",
            Self::Help => "help",
            Self::Palette => "palette",
            Self::Messages => "messages",
            Self::About => "about",
            Self::Quit => "quit",
            Self::Suspend => "suspend",
            Self::Redraw => "redraw",
            Self::Browse => "browse",
            Self::Filter => "filter",
            Self::Rate(level) => RATES[usize::from(level.clamp(1, 9)) - 1],
            Self::Lower => "lower",
            Self::Raise => "raise",
            Self::LevelUp => "level-up",
            Self::RaiseGoal => "raise-goal",
            Self::LowerGoal => "lower-goal",
            Self::NotApplicable => "not-applicable",
            Self::DontKnow => "dont-know",
            Self::Clear => "clear",
            Self::NextUnanswered => "next-unanswered",
            Self::PreviousUnanswered => "previous-unanswered",
            Self::Find => "find",
            Self::Note => "note",
            Self::EditNote => "edit-note",
            Self::Name => "name",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Save => "save",
            Self::CopyPrevious => "copy-previous",
            Self::CopyAllPrevious => "copy-all-previous",
            Self::OtherDraft => "other-draft",
            Self::GoToUnanswered => "go-to-unanswered",
            Self::CountAsLowest => "count-as-lowest",
            Self::SaveUnanswered => "save-unanswered",
            Self::NextView => "next-view",
            Self::Copy => "copy",
            Self::Export => "export",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Mark => "mark",
            Self::Unmark => "unmark",
            Self::Compare => "compare",
            Self::Trend => "trend",
            Self::Team => "team",
            Self::Left => "left",
            Self::Right => "right",
            Self::HideNames => "hide-names",
        }
    }
}
