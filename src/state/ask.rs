/// What to do with unanswered categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Go to the first of them.
    GoThere,
    /// Count them as level 1.
    CountAsLowest,
    /// Save them as unanswered.
    SaveOpen,
}
