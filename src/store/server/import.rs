use std::collections::{BTreeSet, HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesOrdered;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row, Transaction};
use uuid::Uuid;

use super::columns::ResultColumns;
use super::error::{ServerError, ServerResult};
use super::sql_query::{Value, call, cell};
use crate::store::batch::{
    ImportConflict, ImportOutcome, ImportSource, Imported, SourceStopped, TrashedResult,
};
use crate::store::format::FormatResult;
use crate::store::format::millis;

/// The most results, and about the most bytes of records, in a call.
const CALL_MAX: (usize, usize) = (2_000, 2 << 20);
/// The most calls without a response: the server works while the next call is on its way.
const CALLS_MAX: usize = 4;

type Source<'s> = dyn Iterator<Item = Result<FormatResult<ResultColumns>, SourceStopped>> + 's;

/// Saves all results in one transaction, or none.
pub(crate) async fn import(
    client: &mut Client,
    results: &mut ImportSource<'_>,
    replace: bool,
) -> ServerResult<ImportOutcome> {
    let mut columns = results.map(|result| Ok(ResultColumns::new(&result?)));
    transaction(client, &mut columns, replace).await
}

/// Saves results of another store in trash, in one transaction: all or none.
pub(crate) async fn import_trashed(
    client: &mut Client,
    results: &[TrashedResult],
) -> ServerResult<ImportOutcome> {
    let columns = |trashed: &TrashedResult| {
        Ok(ResultColumns {
            binned_at: Some(millis(trashed.at)),
            ..ResultColumns::new(&trashed.result)?
        })
    };
    let mut columns = results.iter().map(|trashed| Ok(columns(trashed)));
    transaction(client, &mut columns, false).await
}

async fn transaction(
    client: &mut Client,
    results: &mut Source<'_>,
    replace: bool,
) -> ServerResult<ImportOutcome> {
    let tx = client.transaction().await?;
    let outcome = import_all(&tx, results, replace).await;
    // A dropped transaction would end with the next call, and block others until then.
    let ended = if matches!(outcome, Ok(ImportOutcome::Done(_))) {
        tx.commit().await
    } else {
        tx.rollback().await
    };
    match outcome.and_then(|outcome| Ok(ended.map(|()| outcome)?)) {
        // The input has been read, so the caller cannot try again.
        Err(ServerError::Again) => Err(ServerError::Busy),
        outcome => outcome,
    }
}

async fn import_all(
    tx: &Transaction<'_>,
    results: &mut Source<'_>,
    replace: bool,
) -> ServerResult<ImportOutcome> {
    let mut import = ServerImport::new(tx, replace);
    for result in results {
        let Ok(result) = result else {
            return Ok(ImportOutcome::Stopped);
        };
        import.add(result?).await?;
    }
    import.send();
    while !import.sent.is_empty() {
        import.receive().await?;
    }
    if !import.conflicts.is_empty() {
        return Ok(ImportOutcome::Conflicts(import.conflicts));
    }
    if import.done.added > 0 {
        let slugs: Vec<String> = import.slugs.into_iter().collect();
        call(tx.client(), "finish_import", &[(&slugs, Type::TEXT_ARRAY)]).await?;
    }
    Ok(ImportOutcome::Done(import.done))
}

/// The results of a call, with the outcome of those that already existed.
type Response = ServerResult<(Vec<ResultColumns>, Vec<Row>)>;

/// An import in progress, in the order of the input.
struct ServerImport<'t> {
    tx: &'t Transaction<'t>,
    replace: bool,
    /// The results of the next call, the size of their records, and their IDs.
    next: Vec<ResultColumns>,
    bytes: usize,
    ids: HashSet<Uuid>,
    sent: FuturesOrdered<Pin<Box<dyn Future<Output = Response> + 't>>>,
    /// The hashes of the sent definitions.
    defined: HashSet<Vec<u8>>,
    done: Imported,
    conflicts: Vec<ImportConflict>,
    /// The assessments of the added results.
    slugs: BTreeSet<String>,
}

impl<'t> ServerImport<'t> {
    fn new(tx: &'t Transaction<'t>, replace: bool) -> Self {
        Self {
            tx,
            replace,
            next: Vec::new(),
            bytes: 0,
            ids: HashSet::new(),
            sent: FuturesOrdered::new(),
            defined: HashSet::new(),
            done: Imported::default(),
            conflicts: Vec::new(),
            slugs: BTreeSet::new(),
        }
    }

    async fn add(&mut self, columns: ResultColumns) -> ServerResult<()> {
        let is_full = self.next.len() >= CALL_MAX.0 || self.bytes >= CALL_MAX.1;
        // A second result with the same ID goes into a later call, to be compared with the first one.
        if is_full || self.ids.contains(&columns.id) {
            self.send();
            if self.sent.len() >= CALLS_MAX {
                self.receive().await?;
            }
        }
        self.bytes += columns.record.len();
        self.ids.insert(columns.id);
        self.next.push(columns);
        Ok(())
    }

    /// Prepares the next call, which is sent during the next wait for a response.
    fn send(&mut self) {
        self.bytes = 0;
        self.ids.clear();
        let results = std::mem::take(&mut self.next);
        if results.is_empty() {
            return;
        }
        let mut definitions = Vec::new();
        for columns in &results {
            if self.defined.insert(columns.hash.clone()) {
                definitions.push(columns.definition.clone());
            }
        }
        let (tx, replace) = (self.tx, self.replace);
        self.sent.push_back(Box::pin(async move {
            let rows = import_results(tx, &results, &definitions, replace).await?;
            Ok((results, rows))
        }));
    }

    /// Waits for the response to the first call without one.
    async fn receive(&mut self) -> ServerResult<()> {
        let Some(response) = self.sent.next().await else {
            return Ok(());
        };
        let (results, rows) = response?;
        let mut outcomes: HashMap<Uuid, &str> = HashMap::new();
        for row in &rows {
            outcomes.insert(cell(row, 0)?, cell(row, 1)?);
        }
        for columns in results {
            match outcomes.get(&columns.id) {
                None => {
                    self.done.added += 1;
                    self.slugs.insert(columns.slug);
                }
                Some(&"s") => self.done.unchanged += 1,
                Some(&"r") => self.done.restored += 1,
                Some(&"o") => self.done.replaced += 1,
                Some(outcome) => self.conflicts.push(ImportConflict {
                    id: columns.id,
                    binned: ["t", "d"].contains(outcome),
                }),
            }
        }
        Ok(())
    }
}

/// Sends results, one array per column, with the definitions that the server may not have.
async fn import_results(
    tx: &Transaction<'_>,
    results: &[ResultColumns],
    definitions: &[Vec<u8>],
    replace: bool,
) -> ServerResult<Vec<Row>> {
    fn column<'r, T>(results: &'r [ResultColumns], of: impl Fn(&'r ResultColumns) -> T) -> Vec<T> {
        results.iter().map(of).collect()
    }
    let ids = column(results, |its| its.id);
    let times = column(results, |its| its.taken_at);
    let texts: [Vec<&str>; 5] = [
        column(results, |its| its.slug.as_str()),
        column(results, |its| its.person.as_str()),
        column(results, |its| its.assessment.as_str()),
        column(results, |its| its.name.as_str()),
        column(results, |its| its.notes.as_str()),
    ];
    let numbers = [
        column(results, |its| its.categories),
        column(results, |its| its.rated),
        column(results, |its| its.level_ups),
    ];
    let means = [0, 1, 2].map(|at| column(results, |its| its.mean[at]));
    let bytes: [Vec<&[u8]>; 2] = [
        column(results, |its| its.hash.as_slice()),
        column(results, |its| its.record.as_slice()),
    ];
    let binned = column(results, |its| its.binned_at);
    let mut values: Vec<Value> = vec![(&ids, Type::UUID_ARRAY), (&times, Type::INT8_ARRAY)];
    values.extend(texts.iter().map(|text| (text as _, Type::TEXT_ARRAY)));
    values.extend(numbers.iter().map(|number| (number as _, Type::INT4_ARRAY)));
    values.extend(means.iter().map(|number| (number as _, Type::INT4_ARRAY)));
    values.extend(bytes.iter().map(|bytes| (bytes as _, Type::BYTEA_ARRAY)));
    values.push((&binned, Type::INT8_ARRAY));
    values.push((&definitions, Type::BYTEA_ARRAY));
    values.push((&replace, Type::BOOL));
    call(tx.client(), "import_results", &values).await
}
