use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesOrdered;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row, Transaction};
use uuid::Uuid;

use super::super::fault::Fault;
use super::super::{Binned, ImportConflict, ImportOutcome, ImportSource, Imported, SourceStopped};
use super::query;
use super::records::Sealed;
use super::saving::shard;
use super::schema;
use super::trouble::{Outcome, Trouble};
use crate::store::clock::fresh_id;

/// So many results, or bytes of records, go to the server together.
const TOGETHER: (usize, usize) = (2_000, 2 << 20);
/// So many of these are on their way at once: the server works while the next one travels.
const ON_THE_WAY: usize = 4;

/// The columns of results.
macro_rules! columns {
    () => {
        "id, tail, taken_at, slug, person, assessment, name, categories, rated, level_ups, mean,
        definition, record, binned_at"
    };
}

/// `$1` to `$14`: the columns, an array each.
macro_rules! fresh {
    () => {
        "unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::integer[], $9::integer[], $10::integer[], $11::double precision[],
        $12::bytea[], $13::bytea[], $14::bigint[])"
    };
}

/// Enters what is not there yet, and tells of what is: whether it says the same, and whether it
/// lies in the bin; of what does not show, or came in meanwhile, it is not known. `$15` and `$16`: wordings, and their hashes before them.
const ENTER: &str = concat!(
    "WITH fresh AS (SELECT * FROM ",
    fresh!(),
    " AS fresh (",
    columns!(),
    ")), there AS (SELECT id, record, binned_at FROM levelup.results WHERE id = ANY($1)),
    word AS (INSERT INTO levelup.definitions (hash, record)
        SELECT * FROM unnest($15::bytea[], $16::bytea[]) ON CONFLICT (hash) DO NOTHING),
    put AS (INSERT INTO levelup.results (",
    columns!(),
    ") SELECT ",
    columns!(),
    " FROM fresh WHERE NOT EXISTS (SELECT 1 FROM there WHERE there.id = fresh.id)
        ON CONFLICT (id) DO NOTHING RETURNING id)
    SELECT there.id, there.record = fresh.record, there.binned_at IS NOT NULL
    FROM there JOIN fresh USING (id)
    UNION ALL SELECT fresh.id, NULL, false FROM fresh
    WHERE NOT EXISTS (SELECT 1 FROM there WHERE there.id = fresh.id)
        AND NOT EXISTS (SELECT 1 FROM put WHERE put.id = fresh.id)"
);
const INSERT: &str = concat!(
    "INSERT INTO levelup.results (",
    columns!(),
    ") SELECT * FROM ",
    fresh!()
);
/// Whose result it is stays as it was.
const REPLACE: &str = " ON CONFLICT (id) DO UPDATE SET tail = excluded.tail,
        taken_at = excluded.taken_at, slug = excluded.slug, person = excluded.person,
        assessment = excluded.assessment, name = excluded.name,
        categories = excluded.categories, rated = excluded.rated,
        level_ups = excluded.level_ups, mean = excluded.mean,
        definition = excluded.definition, record = excluded.record, binned_at = NULL";

/// Saves all of them in one transaction, or none. What hinders it cannot be tried again here: the
/// input has been read.
pub(super) async fn import(
    client: &mut Client,
    results: &mut ImportSource<'_>,
    replace: bool,
) -> Outcome<ImportOutcome> {
    let mut sealed = results.map(|result| Ok(Sealed::new(&result?)));
    once(transaction(client, &mut sealed, replace).await)
}

/// Puts results of another store into the bin, all of them or none.
pub(super) async fn put_in_bin(client: &mut Client, binned: &[Binned]) -> Outcome<ImportOutcome> {
    let mut sealed = binned.iter().map(|binned| Ok(Sealed::binned(binned)));
    once(transaction(client, &mut sealed, false).await)
}

fn once(done: Outcome<ImportOutcome>) -> Outcome<ImportOutcome> {
    done.map_err(|trouble| match trouble {
        Trouble::Again => Fault::Busy.into(),
        trouble => trouble,
    })
}

async fn transaction(
    client: &mut Client,
    results: &mut dyn Iterator<Item = Result<Result<Sealed, Fault>, SourceStopped>>,
    replace: bool,
) -> Outcome<ImportOutcome> {
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
    results: &mut dyn Iterator<Item = Result<Result<Sealed, Fault>, SourceStopped>>,
    replace: bool,
) -> Outcome<ImportOutcome> {
    let mut entering = Entering::new(tx, replace);
    for result in results {
        let Ok(result) = result else {
            return Ok(ImportOutcome::Stopped);
        };
        entering.add(result?).await?;
    }
    let (done, conflicts) = entering.end().await?;
    if !conflicts.is_empty() {
        return Ok(ImportOutcome::Conflicts(conflicts));
    }
    if done.added + done.restored + done.replaced > 0 {
        // Not into a schema that somebody has changed since the line was made.
        let sql = "INSERT INTO levelup.changes (shard, n) SELECT $1, 1
            FROM levelup.about WHERE name = 'schema' AND value = $2
            ON CONFLICT (owner, shard) DO UPDATE SET n = (changes.n + 1) % 1099511627776
            RETURNING 1";
        let (shard, schema) = (shard(fresh_id()), schema::SCHEMA.to_string());
        let values: [Value; 2] = [(&shard, Type::INT4), (&schema, Type::TEXT)];
        if tx.query_typed(sql, &values).await?.is_empty() {
            schema::may_use(tx.client()).await?;
            return Err(Trouble::Again);
        }
    }
    Ok(ImportOutcome::Done(done))
}

type Value<'v> = (&'v (dyn ToSql + Sync), Type);

/// Some results that were sent, and what the server tells of those that are there already.
type Answer = Outcome<(Vec<Sealed>, Vec<Row>)>;

/// Results on their way into the store, in the order of the input.
struct Entering<'t> {
    tx: &'t Transaction<'t>,
    replace: bool,
    waiting: Vec<Sealed>,
    bytes: usize,
    sent: FuturesOrdered<Pin<Box<dyn Future<Output = Answer> + 't>>>,
    /// The ids of what waits, and of what is on its way.
    ids: HashSet<Uuid>,
    defined: HashSet<Vec<u8>>,
    /// What takes the place of others, and what comes out of the bin.
    other: Vec<Sealed>,
    back: Vec<Uuid>,
    /// What has the id of one that was not seen.
    hidden: Vec<Sealed>,
    done: Imported,
    conflicts: Vec<ImportConflict>,
}

impl<'t> Entering<'t> {
    fn new(tx: &'t Transaction<'t>, replace: bool) -> Self {
        Self {
            tx,
            replace,
            waiting: Vec::new(),
            bytes: 0,
            sent: FuturesOrdered::new(),
            ids: HashSet::new(),
            defined: HashSet::new(),
            other: Vec::new(),
            back: Vec::new(),
            hidden: Vec::new(),
            done: Imported::default(),
            conflicts: Vec::new(),
        }
    }

    async fn add(&mut self, its: Sealed) -> Outcome<()> {
        // What comes twice is compared with what came first, as if that had been there.
        if self.ids.contains(&its.id) {
            self.send();
            self.settle().await?;
        } else if self.waiting.len() >= TOGETHER.0 || self.bytes >= TOGETHER.1 {
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
        let results = std::mem::take(&mut self.waiting);
        if results.is_empty() {
            return;
        }
        let mut words: HashMap<Vec<u8>, Vec<u8>> = HashMap::new();
        for its in &results {
            if self.defined.insert(its.hash.clone()) {
                words.insert(its.hash.clone(), its.definition.clone());
            }
        }
        let (hashes, words): (Vec<_>, Vec<_>) = words.into_iter().unzip();
        let tx = self.tx;
        self.sent.push_back(Box::pin(async move {
            let more: [Value; 2] = [(&hashes, Type::BYTEA_ARRAY), (&words, Type::BYTEA_ARRAY)];
            let rows = ask(tx, ENTER, &results, &more).await?;
            Ok((results, rows))
        }));
    }

    /// Waits for the first answer that is due. What has to be done about what was there is done
    /// before anything else goes out.
    async fn hear(&mut self) -> Outcome<()> {
        if let Some(answer) = self.sent.next().await {
            self.take_in(answer?);
        }
        if self.other.is_empty() && self.back.is_empty() && self.hidden.is_empty() {
            return Ok(());
        }
        self.settle().await
    }

    /// Waits for all answers, and does what has to be done about what was there.
    async fn settle(&mut self) -> Outcome<()> {
        while let Some(answer) = self.sent.next().await {
            self.take_in(answer?);
        }
        self.look_again().await?;
        let other = std::mem::take(&mut self.other);
        if !other.is_empty() {
            ask(self.tx, &format!("{INSERT}{REPLACE}"), &other, &[]).await?;
        }
        let back = std::mem::take(&mut self.back);
        if !back.is_empty() && !self.may_restore().await? {
            self.done.restored -= back.len() as u64;
            let stays = |id| ImportConflict { id, binned: true };
            self.conflicts.extend(back.into_iter().map(stays));
        } else if !back.is_empty() {
            let sql = "UPDATE levelup.results SET binned_at = NULL WHERE id = ANY($1)";
            self.tx
                .query_typed(sql, &[(&back, Type::UUID_ARRAY)])
                .await?;
        }
        Ok(())
    }

    /// Whether this login is one of those who take results out of the bin.
    async fn may_restore(&self) -> Outcome<bool> {
        let sql = "SELECT has_table_privilege('levelup.results', 'UPDATE')";
        let rows = self.tx.query_typed(sql, &[]).await?;
        Ok(rows.first().is_some_and(|row| row.get(0)))
    }

    /// Looks for what was entered meanwhile. Under the id of one that this account may not read
    /// nothing can be entered.
    async fn look_again(&mut self) -> Outcome<()> {
        let hidden = std::mem::take(&mut self.hidden);
        if hidden.is_empty() {
            return Ok(());
        }
        let sql = "SELECT id, record, binned_at IS NOT NULL FROM levelup.results
            WHERE id = ANY($1)";
        let ids = column(&hidden, |its| its.id);
        let rows = self
            .tx
            .query_typed(sql, &[(&ids, Type::UUID_ARRAY)])
            .await?;
        let there = rows
            .iter()
            .map(|row| (row.get(0), (row.get(1), row.get(2))));
        let there: HashMap<Uuid, (&[u8], bool)> = there.collect();
        for its in hidden {
            match there.get(&its.id) {
                Some((record, binned)) if *record == its.record && its.may_lie(*binned) => {
                    self.done.unchanged += 1;
                }
                found => self.conflicts.push(ImportConflict {
                    id: its.id,
                    binned: found.is_some_and(|(_, binned)| *binned),
                }),
            }
        }
        Ok(())
    }

    async fn end(mut self) -> Outcome<(Imported, Vec<ImportConflict>)> {
        self.send();
        self.settle().await?;
        Ok((self.done, self.conflicts))
    }

    fn take_in(&mut self, (results, rows): (Vec<Sealed>, Vec<Row>)) {
        let there = rows
            .iter()
            .map(|row| (row.get(0), (row.get(1), row.get(2))));
        let there: HashMap<Uuid, (Option<bool>, bool)> = there.collect();
        for its in results {
            self.ids.remove(&its.id);
            match there.get(&its.id) {
                None => self.done.added += 1,
                Some((None, _)) => self.hidden.push(its),
                Some((Some(true), binned)) if its.may_lie(*binned) => self.done.unchanged += 1,
                Some((Some(true), _)) => {
                    self.done.restored += 1;
                    self.back.push(its.id);
                }
                Some(_) if self.replace => {
                    self.done.replaced += 1;
                    self.other.push(its);
                }
                Some((_, binned)) => self.conflicts.push(ImportConflict {
                    id: its.id,
                    binned: *binned,
                }),
            }
        }
    }
}

/// Asks with results as the first fourteen values, a column each.
async fn ask(
    tx: &Transaction<'_>,
    sql: &str,
    results: &[Sealed],
    more: &[Value<'_>],
) -> Outcome<Vec<Row>> {
    let texts = |of: fn(&Sealed) -> &String| column(results, |its| of(its).clone());
    let bytes = |of: fn(&Sealed) -> &Vec<u8>| column(results, |its| of(its).clone());
    let columns: [(Box<dyn ToSql + Sync>, Type); 14] = [
        (Box::new(column(results, |its| its.id)), Type::UUID_ARRAY),
        (Box::new(texts(|its| &its.tail)), Type::TEXT_ARRAY),
        (
            Box::new(column(results, |its| its.taken_at)),
            Type::INT8_ARRAY,
        ),
        (Box::new(texts(|its| &its.slug)), Type::TEXT_ARRAY),
        (Box::new(texts(|its| &its.person)), Type::TEXT_ARRAY),
        (Box::new(texts(|its| &its.assessment)), Type::TEXT_ARRAY),
        (Box::new(texts(|its| &its.name)), Type::TEXT_ARRAY),
        (
            Box::new(column(results, |its| its.categories)),
            Type::INT4_ARRAY,
        ),
        (Box::new(column(results, |its| its.rated)), Type::INT4_ARRAY),
        (
            Box::new(column(results, |its| its.level_ups)),
            Type::INT4_ARRAY,
        ),
        (
            Box::new(column(results, |its| its.mean)),
            Type::FLOAT8_ARRAY,
        ),
        (Box::new(bytes(|its| &its.hash)), Type::BYTEA_ARRAY),
        (Box::new(bytes(|its| &its.record)), Type::BYTEA_ARRAY),
        (
            Box::new(column(results, |its| its.binned_at)),
            Type::INT8_ARRAY,
        ),
    ];
    let mut values: Vec<Value> = Vec::with_capacity(columns.len() + more.len());
    values.extend(columns.iter().map(|(column, of)| (&**column, of.clone())));
    values.extend(more.iter().cloned());
    query::rows(tx.client(), sql, &values).await
}

/// One column of some results.
fn column<T>(results: &[Sealed], of: impl Fn(&Sealed) -> T) -> Vec<T> {
    results.iter().map(of).collect()
}
