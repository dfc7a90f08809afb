/// The input of `levelup submit`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SubmissionInput<'a> {
    /// Texts of the form `KEY=ANSWER`.
    pub sets: &'a [String],
    pub pairs: &'a [(String, String)],
    /// A result whose answers and notes are copied.
    pub fields: Option<&'a SubmissionFields>,
    /// Texts of the form `KEY=TEXT`.
    pub notes: &'a [String],
    /// Reports assumptions as errors.
    pub strict: bool,
}

/// The fields of a result, each optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmissionFields {
    /// The assessment's slug.
    pub assessment: Option<String>,
    /// The person.
    pub name: Option<String>,
    /// Keys and levels as written.
    pub current: Vec<(String, String)>,
    /// Keys and goals as written.
    pub desired: Vec<(String, String)>,
    pub unknown: Vec<String>,
    pub not_applicable: Vec<String>,
    pub notes: Vec<(String, String)>,
    /// The keys of its wording: those without an answer are unanswered.
    pub asked: Vec<String>,
}
