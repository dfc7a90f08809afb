#[cfg(feature = "postgres")]
use crate::results::UnreadableReason;

/// Why stored bytes cannot be decoded.
#[derive(Debug)]
pub(crate) enum FormatError {
    /// A newer version of levelup wrote them.
    Newer,
    Damaged(String),
}

pub(crate) type FormatResult<T> = Result<T, FormatError>;

impl FormatError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }

    #[cfg(feature = "postgres")]
    pub(crate) fn reason(&self) -> UnreadableReason {
        match self {
            Self::Newer => UnreadableReason::Newer,
            Self::Damaged(_) => UnreadableReason::Damaged,
        }
    }

    /// The cause in words, without the path of the store.
    pub(crate) fn what(self) -> String {
        match self {
            Self::Newer => "written by a newer version of levelup".to_owned(),
            Self::Damaged(what) => what,
        }
    }
}

impl From<postcard::Error> for FormatError {
    fn from(error: postcard::Error) -> Self {
        Self::damaged(format!("a record cannot be read ({error})"))
    }
}

/// The names of tables, which are part of the checksum of each record, also on a server.
pub(crate) const RESULTS_TABLE: &str = "results";
pub(crate) const BIN_TABLE: &str = "bin";
pub(crate) const DRAFTS_TABLE: &str = "drafts";
pub(crate) const DRAFTS_ASIDE_TABLE: &str = "drafts_aside";
pub(crate) const DEFINITIONS_TABLE: &str = "definitions";

/// The only format so far.
const V1: u8 = 1;
/// The longest record: 1,000 notes of 10,000 characters have at most 40 MB.
const LONGEST: usize = 42 << 20;
const HEAD: usize = 5;

/// `[format: u8][crc32 over table, key and body: u32, little-endian][body]`.
///
/// The database does not verify what it reads, so every record has a checksum, which does not match
/// under a different key or in a different table.
pub(crate) fn seal(table: &str, key: &[u8], body: &[u8]) -> Vec<u8> {
    let mut record = Vec::with_capacity(HEAD + body.len());
    record.push(V1);
    record.extend(checksum(table, key, body).to_le_bytes());
    record.extend(body);
    record
}

/// The body of a record of the format [`V1`].
pub(crate) fn unseal<'r>(table: &str, key: &[u8], record: &'r [u8]) -> FormatResult<&'r [u8]> {
    let broken = || FormatError::damaged(format!("a record in '{table}' has the wrong checksum"));
    if record.len() > LONGEST {
        return Err(FormatError::damaged(format!(
            "a record in '{table}' is too long"
        )));
    }
    let (head, body) = record.split_at_checked(HEAD).ok_or_else(broken)?;
    match head {
        [V1, sum @ ..] if sum == checksum(table, key, body).to_le_bytes() => Ok(body),
        [V1, ..] => Err(broken()),
        _ => Err(FormatError::Newer),
    }
}

/// The body of a record of the format [`V1`], whatever its checksum is.
#[cfg(feature = "postgres")]
pub(crate) fn body(record: &[u8]) -> Option<&[u8]> {
    let (head, body) = record.split_at_checked(HEAD)?;
    (head.first() == Some(&V1)).then_some(body)
}

/// The checksum in a record.
pub(crate) fn sum(record: &[u8]) -> u32 {
    match record {
        [_, a, b, c, d, ..] => u32::from_le_bytes([*a, *b, *c, *d]),
        _ => 0,
    }
}

/// Whether a record may be replaced: not one that a newer version of levelup wrote.
pub(crate) fn may_be_replaced(record: &[u8]) -> bool {
    record.first().is_none_or(|format| *format <= V1)
}

fn checksum(table: &str, key: &[u8], body: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(table.as_bytes());
    sum.update(key);
    sum.update(body);
    sum.finalize()
}
