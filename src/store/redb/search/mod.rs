//! The search index: the ID, time, and text numbers of every result in blocks, latest first, and each
//! folded text once.
//!
//! It is derived from the results, and rebuilt by a write after many changes. Until then, a second
//! table lists the results that were added or removed since, and a search reads their records. So a
//! save stays small, and a search reads a tenth of the store.

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

/// The kind of a record of the index, with which its key begins.
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

/// The key of a record in its checksum.
fn sealed_key((kind, number): (u8, u32)) -> [u8; 5] {
    let [a, b, c, d] = number.to_be_bytes();
    [kind, a, b, c, d]
}

/// The longest record. It fills a page of 16 KiB, which the database uses for records of this length.
const BLOCK: usize = 16_000;
