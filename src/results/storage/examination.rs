use std::path::PathBuf;

use uuid::Uuid;

/// The most findings that are kept one by one; of more, the number is kept.
const MOST: usize = 500;

/// What was found when every part of a store was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examination {
    /// The store's file.
    pub path: PathBuf,
    /// Results that are whole, the bin not counted.
    pub results: u64,
    /// Results in the bin that are whole.
    pub binned: u64,
    /// Drafts that are whole, those that are kept aside counted.
    pub drafts: u64,
    /// Wordings of assessments that are whole.
    pub definitions: u64,
    /// Results that wait for a server and are whole; none where nothing ever waited.
    pub waiting: Option<u64>,
    /// What is wrong, in the order in which it was found.
    pub findings: Vec<Finding>,
    /// How many findings there are beyond those.
    pub more: u64,
    /// Whether any of it is wrong on this machine, with a file before a server.
    pub is_here: bool,
}

/// One thing that is wrong with a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The database under the store is not whole.
    Database {
        /// What it says.
        what: String,
    },
    /// A table cannot be read to its end.
    Table {
        /// Which.
        part: StorePart,
        /// What was found there.
        what: String,
    },
    /// A record cannot be read.
    Record {
        /// Which table it stands in.
        part: StorePart,
        /// Its key: an id, a person and a slug, or a hash.
        key: String,
        /// Why.
        why: UnreadableReason,
        /// What was found.
        what: String,
    },
    /// A result that an index does not name.
    NotIndexed {
        /// The index.
        part: StorePart,
        /// The result.
        id: Uuid,
    },
    /// An index names a result that is not there, or has another place.
    Stray {
        /// The index.
        part: StorePart,
        /// What it names.
        id: Uuid,
    },
    /// The number of results of an assessment is not what is kept.
    Count {
        /// The assessment.
        slug: String,
        /// What is kept.
        kept: u64,
        /// How many there are.
        there: u64,
    },
}

/// A part of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StorePart {
    /// What the store knows of itself.
    About,
    /// The results.
    Results,
    /// The results in the bin.
    Bin,
    /// The drafts.
    Drafts,
    /// The results that wait for a server.
    Outbox,
    /// The file on this machine before a server.
    Here,
    /// The wordings of assessments.
    Definitions,
    /// The order of results by time.
    ByTime,
    /// The order of results by assessment.
    ByAssessment,
    /// The order of results by person.
    ByPerson,
    /// The index that is searched.
    Search,
    /// The numbers of results.
    Counts,
}

impl Examination {
    /// Whether nothing at all is wrong.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether all that is wrong can be made anew from the results.
    pub fn can_be_reindexed(&self) -> bool {
        let derived = |finding: &Finding| match finding {
            Finding::NotIndexed { .. } | Finding::Stray { .. } | Finding::Count { .. } => true,
            Finding::Record { part, .. } => *part == StorePart::Counts,
            Finding::Table { part, .. } => *part == StorePart::Search,
            Finding::Database { .. } => false,
        };
        !self.is_whole() && self.more == 0 && self.findings.iter().all(derived)
    }

    /// What was found on this machine, beside what was found on its server.
    pub(crate) fn beside(mut self, here: Self) -> Self {
        self.drafts += here.drafts;
        self.waiting = here.waiting;
        self.more += here.more;
        self.is_here = !here.findings.is_empty();
        for finding in here.findings {
            self.add(match finding {
                // Beside a server it is to be told whose it is.
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

/// Why a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadableReason {
    /// A newer levelup wrote it.
    Newer,
    /// It is not what was written.
    Damaged,
}
