//! The index that is searched: of every result its id, its time and the numbers of its texts, in
//! blocks, newest first; and each text that results share once, folded.
//!
//! It is derived from the results, and made anew by whichever write has changed many of them. Until
//! then it is as it was: beside it is kept which results came or went since, and a search reads
//! those from their records. So saving stays small, and searching reads a tenth of what there is.

mod build;
mod changed_ids;
mod check;
mod find_ids;
mod header;
mod load;
mod packed_numbers;
mod prefix_compressed;
mod row_block;

pub(crate) use build::{lay_out, rebuild};
pub(crate) use changed_ids::ChangedIds;
pub(crate) use check::check;
pub(crate) use find_ids::{ids, place};
pub(crate) use load::load;

use crate::results::SearchField;

/// What stands in a record of the index; the key begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RecordKind {
    Head,
    Texts(SearchField),
    Rows,
}

impl RecordKind {
    fn number(self) -> u8 {
        match self {
            Self::Head => 0,
            Self::Texts(SearchField::Name) => 1,
            Self::Texts(SearchField::Assessment) => 2,
            Self::Texts(SearchField::Notes) => 3,
            Self::Rows => 4,
        }
    }
}

/// The bytes that a record is sealed with.
fn sealed_key((kind, number): (u8, u32)) -> [u8; 5] {
    let [a, b, c, d] = number.to_be_bytes();
    [kind, a, b, c, d]
}

/// A record that is about to be longer than this goes into the next: so each fills a page of 16
/// KiB, which are the pages that the database gives to a record of that length.
const BLOCK: usize = 16_000;
