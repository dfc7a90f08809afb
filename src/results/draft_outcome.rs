use super::draft::Draft;

/// What became of a change to a draft that another window may have changed meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftOutcome {
    /// It is done.
    Done,
    /// Nothing of the draft was changed: in its place is this one, which the caller has not seen.
    /// The caller's answers are safe under an id of their own, aside.
    Differs(Box<Draft>),
    /// Nothing was changed: the draft that the caller has seen is no longer there. It was handed
    /// in or thrown away. The caller's answers are safe under an id of their own.
    Gone,
}
