use crate::state::layout::ListMove;

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
