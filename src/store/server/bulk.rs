use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::ServerStore;
use super::error::ServerResult;
use super::full_results::{definitions_in, read};
use super::import::{import, import_trashed};
use super::sql_query::{Value, call, cell, one_more, row_count};
use crate::results::{AssessmentResult, StoreError};
use crate::store::Bulk;
use crate::store::batch::{Batch, ImportOutcome, ImportSource, TrashedResult};
use crate::store::format::{FormatResult, instant};

/// A batch ends when its records have this many bytes.
const BATCH_BYTES: i64 = 4 << 20;

impl Bulk for ServerStore {
    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        let convert = |result, _: &Row| Ok(result);
        self.connection
            .call(async |client| read_batch(client, false, after, limit, convert).await)
    }

    fn trashed(
        &self,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Batch<TrashedResult>, StoreError> {
        let convert = |result, row: &Row| {
            let at = instant(cell(row, 5)?)?;
            Ok(TrashedResult { result, at })
        };
        self.connection
            .call(async |client| read_batch(client, true, after, limit, convert).await)
    }

    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        self.connection
            .call_unlimited(async |client| import(client, results, replace).await)
    }

    fn import_trashed(&self, trashed: &[TrashedResult]) -> Result<ImportOutcome, StoreError> {
        self.connection
            .call_unlimited(async |client| import_trashed(client, trashed).await)
    }
}

async fn read_batch<R>(
    client: &Client,
    in_trash: bool,
    after: Option<Uuid>,
    limit: usize,
    convert: impl Fn(AssessmentResult, &Row) -> FormatResult<R>,
) -> ServerResult<Batch<R>> {
    let most = one_more(limit);
    let values: [Value; 4] = [
        (&after, Type::UUID),
        (&in_trash, Type::BOOL),
        (&most, Type::INT8),
        (&BATCH_BYTES, Type::INT8),
    ];
    let rows = call(client, "read_batch", &values).await?;
    let mut definitions = definitions_in(&rows)?;
    let mut batch = Batch::default();
    let rows = &rows[..rows.len().min(limit)];
    for row in rows {
        let id = cell(row, 0)?;
        match read(&mut definitions, row).and_then(|result| convert(result, row)) {
            Ok(result) => batch.results.push(result),
            Err(error) => batch.unreadable.push((id, error.reason())),
        }
    }
    if let Some(last) = rows.last()
        && row_count(rows.len()) < cell(last, 9)?
    {
        batch.next = Some(cell(last, 0)?);
    }
    Ok(batch)
}
