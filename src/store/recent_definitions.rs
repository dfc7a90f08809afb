use std::sync::Arc;

use crate::assessment::Assessment;
use crate::store::format::DefinitionV1;
use crate::store::redb::{RedbResult, ResultTables};

/// So many definitions are known at a time.
const KNOWN: usize = 16;

/// Keeps definitions, and knows the last ones again: most results of an import have the same few,
/// and to write one down and hash it costs more than the result itself.
#[derive(Default)]
pub(crate) struct RecentDefinitions {
    /// The one that was used last comes first.
    known: Vec<(Arc<Assessment>, [u8; 32])>,
}

impl RecentDefinitions {
    /// Keeps a definition, and gives the hash that it is kept under.
    pub(crate) fn define(
        &mut self,
        assessment: &Arc<Assessment>,
        ledger: &mut ResultTables,
    ) -> RedbResult<[u8; 32]> {
        let mut known = self.known.iter();
        // Most often it is the very same; what only says the same takes longer to compare.
        let at = known
            .position(|(known, _)| Arc::ptr_eq(known, assessment))
            .or_else(|| self.known.iter().position(|(known, _)| known == assessment));
        if let Some(at) = at {
            self.known[..=at].rotate_right(1);
        } else {
            let (hash, body) = DefinitionV1::encode(assessment)?;
            ledger.define(hash, &body)?;
            self.known.truncate(KNOWN - 1);
            self.known.insert(0, (Arc::clone(assessment), hash));
        }
        Ok(self.known[0].1)
    }
}
