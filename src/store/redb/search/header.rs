use redb::{ReadableTable, TableHandle as _};
use serde::{Deserialize, Serialize};

use super::{RecordKind, sealed_key};
use crate::store::format::{seal, unseal};
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::tables::SEARCH;

/// The size of the index. If it does not match, the index is incomplete.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeadV1 {
    /// The number of results in the blocks.
    pub(crate) rows: u64,
    /// The number of results that were unreadable when it was built.
    pub(crate) unread: u64,
    /// The number of texts of each field.
    pub(crate) texts: [u32; 3],
}

impl HeadV1 {
    pub(crate) fn key() -> (u8, u32) {
        (RecordKind::Head.number(), 0)
    }

    pub(crate) fn sealed(&self) -> RedbResult<Vec<u8>> {
        let body = postcard::to_stdvec(self)?;
        Ok(seal(SEARCH.name(), &sealed_key(Self::key()), &body))
    }

    pub(crate) fn read(table: &impl ReadableTable<(u8, u32), &'static [u8]>) -> RedbResult<Self> {
        let record = table.get(Self::key())?;
        let record =
            record.ok_or_else(|| RedbError::damaged("the index for searching is missing"))?;
        let body = unseal(SEARCH.name(), &sealed_key(Self::key()), record.value())?;
        Ok(postcard::from_bytes(body)?)
    }
}
