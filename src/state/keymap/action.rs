use crate::state::layout::ListMove;

const RATES: [&str; 9] = [
    "rate-1", "rate-2", "rate-3", "rate-4", "rate-5", "rate-6", "rate-7", "rate-8", "rate-9",
];

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Move in the list.
    Move(ListMove),
    /// Open what is chosen.
    Open,
    /// Back to where one came from; from the first screen, leave.
    Back,
    /// Show the keys.
    Help,
    /// Find a command by its name.
    Palette,
    /// Read the messages again that have left.
    Messages,
    /// Show what the assessment is about.
    About,
    /// Leave at once.
    Leave,
    /// Hand the terminal back to the shell for a while.
    Suspend,
    /// Clear the terminal and draw everything again.
    Redraw,
    /// The results browser.
    Browse,
    /// Type a filter.
    Filter,
    /// Rate at this level.
    Rate(u8),
    /// Lower the rating.
    Lower,
    /// Raise the rating.
    Raise,
    /// Level up on or off.
    LevelUp,
    /// Want one level more.
    WantMore,
    /// Want one level less.
    WantLess,
    /// Does not apply.
    NotApplicable,
    /// Don't know.
    DontKnow,
    /// Clear the answer.
    Clear,
    /// To the next unanswered category.
    NextOpen,
    /// To the unanswered category before.
    PreviousOpen,
    /// Find a category.
    Find,
    /// Write a note.
    Note,
    /// Write a note in the person's editor.
    EditNote,
    /// Change the person's name.
    Name,
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// Save the result.
    Save,
    /// Take over last time's answer.
    TakeOver,
    /// Take over last time's answers for all that is unanswered.
    TakeOverAll,
    /// To another draft of the same assessment.
    OtherDraft,
    /// Write the answers to a file of the person's choice.
    WriteOut,
    /// Asked about unanswered categories: go to the first.
    GoToOpen,
    /// Asked about unanswered categories: count them as level 1.
    CountAsLowest,
    /// Asked about unanswered categories: save them as unanswered.
    SaveOpen,
    /// The next way to look at it.
    NextView,
    /// Copy it to the clipboard.
    Copy,
    /// Write it to a file.
    Export,
    /// Put the chosen result into the bin.
    Delete,
    /// Take the last deletion back.
    Restore,
    /// Mark the chosen result, or take its mark away.
    Mark,
    /// Take all marks away.
    Unmark,
    /// Put results side by side.
    Compare,
    /// A person's results of an assessment over time.
    Trend,
    /// The newest result of each person.
    Team,
    /// To the column on the left.
    Left,
    /// To the column on the right.
    Right,
    /// Show or hide the names of people.
    HideNames,
}

impl Action {
    /// Its name, without that of the context.
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
            Self::Leave => "leave",
            Self::Suspend => "suspend",
            Self::Redraw => "redraw",
            Self::Browse => "browse",
            Self::Filter => "filter",
            Self::Rate(level) => RATES[usize::from(level.clamp(1, 9)) - 1],
            Self::Lower => "lower",
            Self::Raise => "raise",
            Self::LevelUp => "level-up",
            Self::WantMore => "want-more",
            Self::WantLess => "want-less",
            Self::NotApplicable => "not-applicable",
            Self::DontKnow => "dont-know",
            Self::Clear => "clear",
            Self::NextOpen => "next-open",
            Self::PreviousOpen => "previous-open",
            Self::Find => "find",
            Self::Note => "note",
            Self::EditNote => "edit-note",
            Self::Name => "name",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Save => "save",
            Self::TakeOver => "take-over",
            Self::TakeOverAll => "take-over-all",
            Self::OtherDraft => "other-draft",
            Self::WriteOut => "write-out",
            Self::GoToOpen => "go-to-open",
            Self::CountAsLowest => "count-as-lowest",
            Self::SaveOpen => "save-open",
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
