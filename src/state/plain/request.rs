use crate::results::ReadAnswer;
use crate::state::keymap::Action;
use crate::state::screens::EditKind;

/// What a line requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineRequest {
    /// Sets this answer for the selected category, and goes to the next category.
    Answer(ReadAnswer),
    /// Copies the previous answer of the selected category, and goes to the next category.
    CopyPrevious,
    /// Runs an action that a key can run, too.
    Act(Action),
    /// Goes to a category.
    Go {
        /// The index of the category.
        at: usize,
        /// The number of categories that match.
        of: usize,
    },
    /// Opens a field, sets its text, and closes it.
    Fill(EditKind, String),
    /// Sets the text of the open field, and closes it.
    Text(String),
    /// Closes the open field without a change.
    Keep,
    /// Saves the result. The action says what to do with unanswered categories; `None` asks the
    /// user.
    Save(Option<Action>),
    /// Quits and keeps the draft.
    Quit,
    /// Prints a page. Does not change the state.
    Show(PlainPage),
}

/// A page that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainPage {
    /// The question of the selected category.
    Question,
    /// All categories and answers.
    List,
    /// The description and source of the assessment.
    About,
    /// The possible answers and commands.
    Help,
}
