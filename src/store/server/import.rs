use std::collections::{BTreeSet, HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesOrdered;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row, Transaction};
use uuid::Uuid;

use super::encoded::EncodedResult;
use super::error::{ServerError, ServerResult};
use super::sql_query::{Value, call, cell};
use crate::store::batch::{
    BinnedResult, ImportConflict, ImportOutcome, ImportSource, Imported, SourceStopped,
};
use crate::store::redb::RedbError;

/// So many results, or bytes of records, go to the server together.
const TOGETHER: (usize, usize) = (2_000, 2 << 20);
/// So many of these are on their way at once: the server works while the next one travels.
const ON_THE_WAY: usize = 4;

/// Saves all of them in one transaction, or none. What hinders it cannot be tried again here: the
/// input has been read.
pub(crate) async fn import(
    client: &mut Client,
    results: &mut ImportSource<'_>,
    replace: bool,
) -> ServerResult<ImportOutcome> {
    let mut sealed = results.map(|result| Ok(EncodedResult::new(&result?)));
    once(transaction(client, &mut sealed, replace).await)
}

/// Puts results of another store into the bin, all of them or none.
pub(crate) async fn put_in_bin(
    client: &mut Client,
    binned: &[BinnedResult],
) -> ServerResult<ImportOutcome> {
    let mut sealed = binned
        .iter()
        .map(|binned| Ok(EncodedResult::binned(binned)));
    once(transaction(client, &mut sealed, false).await)
}

fn once(done: ServerResult<ImportOutcome>) -> ServerResult<ImportOutcome> {
    done.map_err(|trouble| match trouble {
        ServerError::Again => RedbError::Busy.into(),
        trouble => trouble,
    })
}

async fn transaction(
    client: &mut Client,
    results: &mut dyn Iterator<Item = Result<Result<EncodedResult, RedbError>, SourceStopped>>,
    replace: bool,
) -> ServerResult<ImportOutcome> {
    let tx = client.transaction().await?;
    let outcome = enter(&tx, results, replace).await;
    let is_whole = matches!(outcome, Ok(ImportOutcome::Done(_)));
    // Dropped it would be taken back with the next question alone, and stand in the way of others
    // until then.
    let ended = if is_whole {
        tx.commit().await
    } else {
        tx.rollback().await
    };
    match outcome {
        Ok(outcome) => Ok(ended.map(|()| outcome)?),
        outcome => outcome,
    }
}

async fn enter(
    tx: &Transaction<'_>,
    results: &mut dyn Iterator<Item = Result<Result<EncodedResult, RedbError>, SourceStopped>>,
    replace: bool,
) -> ServerResult<ImportOutcome> {
    let mut entering = ServerImport::new(tx, replace);
    for result in results {
        let Ok(result) = result else {
            return Ok(ImportOutcome::Stopped);
        };
        entering.add(result?).await?;
    }
    let (done, conflicts, slugs) = entering.end().await?;
    if !conflicts.is_empty() {
        return Ok(ImportOutcome::Conflicts(conflicts));
    }
    if done.added > 0 {
        let slugs: Vec<String> = slugs.into_iter().collect();
        let values: [Value; 1] = [(&slugs, Type::TEXT_ARRAY)];
        call(tx.client(), "finish_import", &values).await?;
    }
    Ok(ImportOutcome::Done(done))
}

/// A batch of sent results, with the outcome of those that already existed.
type BatchAnswer = ServerResult<(Vec<EncodedResult>, Vec<Row>)>;

/// Results on their way into the store, in the order of the input.
struct ServerImport<'t> {
    tx: &'t Transaction<'t>,
    replace: bool,
    waiting: Vec<EncodedResult>,
    bytes: usize,
    sent: FuturesOrdered<Pin<Box<dyn Future<Output = BatchAnswer> + 't>>>,
    /// The ids of what waits.
    ids: HashSet<Uuid>,
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
            waiting: Vec::new(),
            bytes: 0,
            sent: FuturesOrdered::new(),
            ids: HashSet::new(),
            defined: HashSet::new(),
            done: Imported::default(),
            conflicts: Vec::new(),
            slugs: BTreeSet::new(),
        }
    }

    async fn add(&mut self, its: EncodedResult) -> ServerResult<()> {
        // What comes twice is compared with what came first, as if that had been there.
        let is_full = self.waiting.len() >= TOGETHER.0 || self.bytes >= TOGETHER.1;
        if is_full || self.ids.contains(&its.id) {
            self.send();
            if self.sent.len() >= ON_THE_WAY {
                self.hear().await?;
            }
        }
        self.bytes += its.record.len();
        self.ids.insert(its.id);
        self.waiting.push(its);
        Ok(())
    }

    /// Sends what has been waiting; it goes out with the next wait for an answer.
    fn send(&mut self) {
        self.bytes = 0;
        self.ids.clear();
        let results = std::mem::take(&mut self.waiting);
        if results.is_empty() {
            return;
        }
        let mut wordings = Vec::new();
        for its in &results {
            if self.defined.insert(its.hash.clone()) {
                wordings.push(its.definition.clone());
            }
        }
        let (tx, replace) = (self.tx, self.replace);
        self.sent.push_back(Box::pin(async move {
            let rows = ask(tx, &results, &wordings, replace).await?;
            Ok((results, rows))
        }));
    }

    /// Waits for the first outstanding response.
    async fn hear(&mut self) -> ServerResult<()> {
        if let Some(answer) = self.sent.next().await {
            self.take_in(answer?)?;
        }
        Ok(())
    }

    async fn end(mut self) -> ServerResult<(Imported, Vec<ImportConflict>, BTreeSet<String>)> {
        self.send();
        while !self.sent.is_empty() {
            self.hear().await?;
        }
        Ok((self.done, self.conflicts, self.slugs))
    }

    fn take_in(&mut self, (results, rows): (Vec<EncodedResult>, Vec<Row>)) -> ServerResult<()> {
        let mut became: HashMap<Uuid, &str> = HashMap::new();
        for row in &rows {
            became.insert(cell(row, 0)?, cell(row, 1)?);
        }
        for its in results {
            match became.get(&its.id) {
                None => {
                    self.done.added += 1;
                    self.slugs.insert(its.slug);
                }
                Some(&"s") => self.done.unchanged += 1,
                Some(&"r") => self.done.restored += 1,
                Some(&"o") => self.done.replaced += 1,
                Some(became) => self.conflicts.push(ImportConflict {
                    id: its.id,
                    binned: ["t", "d"].contains(became),
                }),
            }
        }
        Ok(())
    }
}

/// Sends results, one array per column, with the wordings that the server may not have.
async fn ask(
    tx: &Transaction<'_>,
    results: &[EncodedResult],
    wordings: &[Vec<u8>],
    replace: bool,
) -> ServerResult<Vec<Row>> {
    let ids = column(results, |its| its.id);
    let texts = |of: fn(&EncodedResult) -> &str| column(results, of);
    let bytes = |of: fn(&EncodedResult) -> &[u8]| column(results, of);
    let numbers = |of: fn(&EncodedResult) -> i32| column(results, of);
    let times = column(results, |its| its.taken_at);
    let binned = column(results, |its| its.binned_at);
    let mean = |at: usize| column(results, |its| its.mean_columns()[at]);
    let texts = [
        texts(|its| &its.slug),
        texts(|its| &its.person),
        texts(|its| &its.assessment),
        texts(|its| &its.name),
        texts(|its| &its.notes),
    ];
    let numbers = [
        numbers(|its| its.categories),
        numbers(|its| its.rated),
        numbers(|its| its.level_ups),
    ];
    let means = [mean(0), mean(1), mean(2)];
    let bytes = [bytes(|its| &its.hash), bytes(|its| &its.record)];
    let mut values: Vec<Value> = vec![(&ids, Type::UUID_ARRAY), (&times, Type::INT8_ARRAY)];
    values.extend(texts.iter().map(|text| (text as _, Type::TEXT_ARRAY)));
    values.extend(numbers.iter().map(|number| (number as _, Type::INT4_ARRAY)));
    values.extend(means.iter().map(|number| (number as _, Type::INT4_ARRAY)));
    values.extend(bytes.iter().map(|bytes| (bytes as _, Type::BYTEA_ARRAY)));
    values.push((&binned, Type::INT8_ARRAY));
    values.push((&wordings, Type::BYTEA_ARRAY));
    values.push((&replace, Type::BOOL));
    call(tx.client(), "import_results", &values).await
}

/// One column of some results.
fn column<'r, T>(results: &'r [EncodedResult], of: impl Fn(&'r EncodedResult) -> T) -> Vec<T> {
    results.iter().map(of).collect()
}
