use std::sync::Arc;

use crate::assessment::Assessment;
use crate::store::format::DefinitionV1;
use crate::store::redb::error::RedbResult;
use crate::store::redb::result_tables::ResultTables;

/// The most definitions that are remembered.
const KNOWN: usize = 16;

/// Stores definitions and remembers the last ones. Most results of an import share a few, and
/// encoding and hashing one costs more than the result itself.
#[derive(Default)]
pub(crate) struct RecentDefinitions {
    /// The last used one comes first.
    known: Vec<(Arc<Assessment>, [u8; 32])>,
}

impl RecentDefinitions {
    /// Stores a definition and returns its hash.
    pub(crate) fn define(
        &mut self,
        assessment: &Arc<Assessment>,
        tables: &mut ResultTables,
    ) -> RedbResult<[u8; 32]> {
        let mut known = self.known.iter();
        // Compare pointers first, because comparing contents takes longer.
        let at = known
            .position(|(known, _)| Arc::ptr_eq(known, assessment))
            .or_else(|| self.known.iter().position(|(known, _)| known == assessment));
        if let Some(at) = at {
            self.known[..=at].rotate_right(1);
        } else {
            let (hash, body) = DefinitionV1::encode(assessment)?;
            tables.define(hash, &body)?;
            self.known.truncate(KNOWN - 1);
            self.known.insert(0, (Arc::clone(assessment), hash));
        }
        Ok(self.known[0].1)
    }
}
