/// What is handed in without a screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct SubmissionInput<'a> {
    /// `KEY=ANSWER`, each.
    pub sets: &'a [String],
    /// Keys and answers.
    pub pairs: &'a [(String, String)],
    /// The fields of a result, whose answers and notes are taken over.
    pub fields: Option<&'a SubmissionFields>,
    /// `KEY=TEXT`, each.
    pub notes: &'a [String],
    /// Nothing is taken for granted.
    pub strict: bool,
}

/// The fields of a result, as many as somebody gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmissionFields {
    /// The slug of its assessment.
    pub assessment: Option<String>,
    /// Whose answers they were.
    pub name: Option<String>,
    /// Keys and levels, as they were written.
    pub current: Vec<(String, String)>,
    /// Keys and levels wanted, as they were written.
    pub desired: Vec<(String, String)>,
    /// The keys that were answered with "don't know".
    pub unknown: Vec<String>,
    /// The keys that were said not to apply.
    pub not_applicable: Vec<String>,
    /// Keys and notes.
    pub notes: Vec<(String, String)>,
    /// The keys of its frozen wording: those without an answer were left open.
    pub asked: Vec<String>,
}
