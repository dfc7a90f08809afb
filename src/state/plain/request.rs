use crate::results::ReadAnswer;
use crate::state::keymap::Action;
use crate::state::screens::EditKind;

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineRequest {
    /// This answer to the category at hand, and on to the next one.
    Answer(ReadAnswer),
    /// Last time's answer to the category at hand, and on to the next one.
    CopyPrevious,
    /// What a key asks for as well.
    Act(Action),
    /// To a category.
    Go {
        /// Which one.
        at: usize,
        /// How many would have fitted.
        of: usize,
    },
    /// The text of a field that is not open: it is opened, filled and ended.
    Fill(EditKind, String),
    /// The text of the field that is open.
    Text(String),
    /// The field that is open stays as it was.
    Keep,
    /// Save, and what to do with open categories, where that was said with it.
    Save(Option<Action>),
    /// Leave; the draft is kept.
    Quit,
    /// Something is to be read out; nothing changes.
    Show(PlainPage),
}

/// What can be read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlainPage {
    /// The question again.
    Question,
    /// Where each category stands.
    List,
    /// What the assessment is about, and whose model it follows.
    About,
    /// What can be typed.
    Help,
}
