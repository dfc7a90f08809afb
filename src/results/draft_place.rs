/// Where a draft is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftPlace {
    /// The one place that a person has for an assessment.
    Main,
    /// Beside it, under the draft's own id: any number of drafts. For answers whose place was
    /// taken by another window.
    Aside,
}
