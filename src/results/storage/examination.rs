use std::path::PathBuf;

use uuid::Uuid;

/// The maximum number of findings; of further ones, only the number is counted.
const MOST: usize = 500;

/// The outcome of a check of all parts of a store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examination {
    pub path: PathBuf,
    /// Readable results, without those in trash.
    pub results: u64,
    /// Readable results in trash.
    pub trashed: u64,
    /// Readable drafts, including separate ones.
    pub drafts: u64,
    /// Readable wordings.
    pub definitions: u64,
    /// Readable pending results; `None` if the store never had any.
    pub waiting: Option<u64>,
    /// The problems in the order they were found.
    pub findings: Vec<Finding>,
    /// The number of further problems.
    pub more: u64,
    /// Whether a problem is in the local file of a store with a server.
    pub is_here: bool,
}

/// A problem in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The database is damaged.
    Database { what: String },
    /// A table cannot be read completely.
    Table { part: StorePart, what: String },
    Record {
        part: StorePart,
        /// An ID, a person and a slug, or a hash.
        key: String,
        why: UnreadableReason,
        what: String,
    },
    /// A result that is missing in an index.
    NotIndexed { part: StorePart, id: Uuid },
    /// An index entry for a result that does not exist or has a different position.
    Stray { part: StorePart, id: Uuid },
    /// A wrong stored count of an assessment's results.
    Count {
        slug: String,
        /// The stored count.
        kept: u64,
        /// The actual count.
        there: u64,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StorePart {
    /// The metadata.
    About,
    Results,
    /// The trash.
    Bin,
    Drafts,
    /// The pending results.
    Outbox,
    /// The local file of a store with a server.
    Here,
    /// The wordings.
    Definitions,
    /// The time index.
    ByTime,
    /// The assessment index.
    ByAssessment,
    /// The person index.
    ByPerson,
    Search,
    /// The numbers of results per assessment.
    Counts,
}

impl Examination {
    /// Whether there are no problems.
    pub fn has_no_problems(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether rebuilding the index fixes all problems.
    pub fn can_be_reindexed(&self) -> bool {
        let derived = |finding: &Finding| match finding {
            Finding::NotIndexed { .. } | Finding::Stray { .. } | Finding::Count { .. } => true,
            Finding::Record { part, .. } => *part == StorePart::Counts,
            Finding::Table { part, .. } => *part == StorePart::Search,
            Finding::Database { .. } => false,
        };
        !self.has_no_problems() && self.more == 0 && self.findings.iter().all(derived)
    }

    /// Adds the check of the local file to that of its server.
    pub(crate) fn beside(mut self, here: Self) -> Self {
        self.drafts += here.drafts;
        self.waiting = here.waiting;
        self.more += here.more;
        self.is_here = !here.findings.is_empty();
        for finding in here.findings {
            self.add(match finding {
                // Name the file, so that the database is not taken for that of the server.
                Finding::Database { what } => Finding::Table {
                    part: StorePart::Here,
                    what,
                },
                finding => finding,
            });
        }
        self
    }

    pub(crate) fn add(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadableReason {
    /// A newer version of levelup wrote it.
    Newer,
    Damaged,
}
