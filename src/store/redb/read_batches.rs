use std::collections::HashMap;
use std::ops::Bound;
use std::sync::Arc;

use redb::{ReadOnlyTable, ReadTransaction, TableHandle as _};
use uuid::Uuid;

use super::error::{RedbError, RedbResult};
use super::read_results;
use super::tables::{BIN, DEFINITIONS, RESULTS};
use crate::assessment::Assessment;
use crate::results::{AssessmentResult, Position};
use crate::store::batch::{Batch, TrashedResult};
use crate::store::format::{BinV1, ResultV1, instant, unseal};

/// The size of the records in a batch, after which it ends.
const BATCH_BYTES: usize = 4 << 20;

/// At most `limit` results that follow `after` in order of ID.
pub(crate) fn batch(tx: &ReadTransaction, after: Option<Uuid>, limit: usize) -> RedbResult<Batch> {
    let mut definitions = DefinitionReader::of(tx)?;
    let read = |id, record: &[u8]| definitions.result(id, record);
    stretch(&tx.open_table(RESULTS)?, after, limit, read)
}

/// The same for deleted results.
pub(crate) fn binned(
    tx: &ReadTransaction,
    after: Option<Uuid>,
    limit: usize,
) -> RedbResult<Batch<TrashedResult>> {
    let mut definitions = DefinitionReader::of(tx)?;
    let read = |id, record: &[u8]| {
        let its = BinV1::unseal(id, record)?;
        Ok(TrashedResult {
            result: definitions.result(id, &its.record)?,
            at: instant(its.deleted_millis)?,
        })
    };
    stretch(&tx.open_table(BIN)?, after, limit, read)
}

fn stretch<R>(
    table: &ReadOnlyTable<u128, &'static [u8]>,
    after: Option<Uuid>,
    limit: usize,
    mut read: impl FnMut(Uuid, &[u8]) -> RedbResult<R>,
) -> RedbResult<Batch<R>> {
    let start = after.map_or(Bound::Unbounded, |id| Bound::Excluded(id.as_u128()));
    let mut batch = Batch::default();
    let (mut count, mut bytes, mut last) = (0, 0, None);
    for entry in table.range::<u128>((start, Bound::Unbounded))? {
        if count >= limit || bytes >= BATCH_BYTES {
            batch.next = last;
            break;
        }
        let (id, record) = entry?;
        let id = Uuid::from_u128(id.value());
        count += 1;
        bytes += record.value().len();
        last = Some(id);
        match read(id, record.value()) {
            Ok(result) => batch.results.push(result),
            Err(fault) => batch.unreadable.push((id, fault.of_record()?)),
        }
    }
    Ok(batch)
}

pub(crate) fn results(tx: &ReadTransaction, ids: &[Uuid]) -> RedbResult<Vec<AssessmentResult>> {
    let mut definitions = DefinitionReader::of(tx)?;
    let results = tx.open_table(RESULTS)?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(record) = results.get(id.as_u128())? {
            match definitions.result(*id, record.value()) {
                Err(RedbError::Newer | RedbError::Damaged(_)) if ids.len() > 1 => {}
                result => found.push(result?),
            }
        }
    }
    Ok(found)
}

/// Reads results whose definitions are read once each.
pub(crate) struct DefinitionReader {
    table: ReadOnlyTable<[u8; 32], &'static [u8]>,
    known: HashMap<([u8; 32], String), Arc<Assessment>>,
}

impl DefinitionReader {
    pub(crate) fn of(tx: &ReadTransaction) -> RedbResult<Self> {
        Ok(Self {
            table: tx.open_table(DEFINITIONS)?,
            known: HashMap::new(),
        })
    }

    /// The result at a place of an index, with an error if it is missing or has a different time.
    pub(crate) fn result_at(
        &mut self,
        at: Position,
        record: Option<&[u8]>,
    ) -> RedbResult<AssessmentResult> {
        let nowhere =
            || RedbError::damaged(format!("the index refers to {}, which is missing", at.id));
        let result = self.result(at.id, record.ok_or_else(nowhere)?)?;
        if result.taken_at == at.taken_at {
            Ok(result)
        } else {
            Err(nowhere())
        }
    }

    fn result(&mut self, id: Uuid, record: &[u8]) -> RedbResult<AssessmentResult> {
        let body = unseal(RESULTS.name(), id.as_bytes(), record)?;
        let stored: ResultV1 = postcard::from_bytes(body)?;
        let key = (stored.definition, stored.slug().to_owned());
        let assessment = if let Some(known) = self.known.get(&key) {
            Arc::clone(known)
        } else {
            let read = read_results::definition(&self.table, id, &stored)?;
            self.known.insert(key, Arc::clone(&read));
            read
        };
        Ok(stored.with(id, assessment)?)
    }
}
