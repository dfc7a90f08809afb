use std::collections::{HashMap, HashSet};

use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Transaction};
use uuid::Uuid;

use super::super::fault::Fault;
use super::super::{ImportConflict, ImportOutcome, ImportSource, Imported};
use super::records::Sealed;
use super::saving::shard;
use super::trouble::{Outcome, Trouble};

/// So many results, or bytes of records, go to the server together.
const TOGETHER: (usize, usize) = (500, 1 << 20);

/// `$1` to `$14`: the columns, an array each.
const INSERT: &str = "INSERT INTO levelup.results (id, tail, taken_at, slug, person, assessment,
        name, categories, rated, level_ups, mean, definition, record)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::integer[], $9::integer[], $10::integer[], $11::double precision[],
        $12::bytea[], $13::bytea[])";
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
    let done = transaction(client, results, replace).await;
    done.map_err(|trouble| match trouble {
        Trouble::Again => Fault::Busy.into(),
        trouble => trouble,
    })
}

async fn transaction(
    client: &mut Client,
    results: &mut ImportSource<'_>,
    replace: bool,
) -> Outcome<ImportOutcome> {
    let tx = client.transaction().await?;
    let mut entering = Entering::new(&tx, replace);
    for result in results {
        // Dropped, the transaction leaves nothing.
        let Ok(result) = result else {
            return Ok(ImportOutcome::Stopped);
        };
        entering.add(Sealed::new(&result)?).await?;
    }
    entering.enter().await?;
    let Entering {
        done, conflicts, ..
    } = entering;
    if !conflicts.is_empty() {
        return Ok(ImportOutcome::Conflicts(conflicts));
    }
    if done.added + done.restored + done.replaced > 0 {
        let sql = "UPDATE levelup.changes SET n = n + 1 WHERE shard = $1";
        let shard = shard(Uuid::now_v7());
        tx.query_typed(sql, &[(&shard, Type::INT4)]).await?;
        tx.commit().await?;
    }
    Ok(ImportOutcome::Done(done))
}

/// Results on their way into the store, in the order of the input.
struct Entering<'t> {
    tx: &'t Transaction<'t>,
    replace: bool,
    waiting: Vec<Sealed>,
    ids: HashSet<Uuid>,
    bytes: usize,
    defined: HashSet<Vec<u8>>,
    done: Imported,
    conflicts: Vec<ImportConflict>,
}

impl<'t> Entering<'t> {
    fn new(tx: &'t Transaction<'t>, replace: bool) -> Self {
        Self {
            tx,
            replace,
            waiting: Vec::new(),
            ids: HashSet::new(),
            bytes: 0,
            defined: HashSet::new(),
            done: Imported::default(),
            conflicts: Vec::new(),
        }
    }

    async fn add(&mut self, its: Sealed) -> Outcome<()> {
        let is_full = self.waiting.len() >= TOGETHER.0 || self.bytes >= TOGETHER.1;
        // What comes twice is compared with what came first, as if that had been there.
        if is_full || self.ids.contains(&its.id) {
            self.enter().await?;
        }
        self.bytes += its.record.len();
        self.ids.insert(its.id);
        self.waiting.push(its);
        Ok(())
    }

    /// Enters what has been waiting.
    async fn enter(&mut self) -> Outcome<()> {
        self.bytes = 0;
        self.ids.clear();
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        let there = self.there(&waiting).await?;
        let (mut fresh, mut other, mut back) = (Vec::new(), Vec::new(), Vec::new());
        for its in waiting {
            match there.get(&its.id) {
                None => fresh.push(its),
                Some((record, binned)) if *record == its.record => {
                    if *binned {
                        back.push(its.id);
                    } else {
                        self.done.unchanged += 1;
                    }
                }
                Some(_) if self.replace => other.push(its),
                Some((_, binned)) => self.conflicts.push(ImportConflict {
                    id: its.id,
                    binned: *binned,
                }),
            }
        }
        self.done.added += fresh.len() as u64;
        self.done.replaced += other.len() as u64;
        self.done.restored += back.len() as u64;
        self.define(fresh.iter().chain(&other)).await?;
        self.insert(&fresh, INSERT).await?;
        self.insert(&other, &format!("{INSERT}{REPLACE}")).await?;
        if !back.is_empty() {
            let sql = "UPDATE levelup.results SET binned_at = NULL WHERE id = ANY($1)";
            self.tx
                .query_typed(sql, &[(&back, Type::UUID_ARRAY)])
                .await?;
        }
        Ok(())
    }

    /// The records that stand under these ids already, and whether in the bin.
    async fn there(&self, waiting: &[Sealed]) -> Outcome<HashMap<Uuid, (Vec<u8>, bool)>> {
        let ids: Vec<Uuid> = waiting.iter().map(|its| its.id).collect();
        let sql = "SELECT id, record, binned_at IS NOT NULL FROM levelup.results
            WHERE id = ANY($1)";
        let rows = self
            .tx
            .query_typed(sql, &[(&ids, Type::UUID_ARRAY)])
            .await?;
        let found = rows
            .iter()
            .map(|row| (row.get(0), (row.get(1), row.get(2))));
        Ok(found.collect())
    }

    async fn define(&mut self, results: impl Iterator<Item = &Sealed>) -> Outcome<()> {
        for its in results {
            if self.defined.insert(its.hash.clone()) {
                let sql = "INSERT INTO levelup.definitions (hash, record) VALUES ($1, $2)
                    ON CONFLICT (hash) DO NOTHING";
                let values: [(&(dyn ToSql + Sync), Type); 2] =
                    [(&its.hash, Type::BYTEA), (&its.definition, Type::BYTEA)];
                self.tx.query_typed(sql, &values).await?;
            }
        }
        Ok(())
    }

    async fn insert(&self, results: &[Sealed], sql: &str) -> Outcome<()> {
        if results.is_empty() {
            return Ok(());
        }
        let texts = |of: fn(&Sealed) -> &String| column(results, |its| of(its).clone());
        let bytes = |of: fn(&Sealed) -> &Vec<u8>| column(results, |its| of(its).clone());
        let values: [(&(dyn ToSql + Sync), Type); 13] = [
            (&column(results, |its| its.id), Type::UUID_ARRAY),
            (&texts(|its| &its.tail), Type::TEXT_ARRAY),
            (&column(results, |its| its.taken_at), Type::INT8_ARRAY),
            (&texts(|its| &its.slug), Type::TEXT_ARRAY),
            (&texts(|its| &its.person), Type::TEXT_ARRAY),
            (&texts(|its| &its.assessment), Type::TEXT_ARRAY),
            (&texts(|its| &its.name), Type::TEXT_ARRAY),
            (&column(results, |its| its.categories), Type::INT4_ARRAY),
            (&column(results, |its| its.rated), Type::INT4_ARRAY),
            (&column(results, |its| its.level_ups), Type::INT4_ARRAY),
            (&column(results, |its| its.mean), Type::FLOAT8_ARRAY),
            (&bytes(|its| &its.hash), Type::BYTEA_ARRAY),
            (&bytes(|its| &its.record), Type::BYTEA_ARRAY),
        ];
        self.tx.query_typed(sql, &values).await?;
        Ok(())
    }
}

/// One column of some results.
fn column<T>(results: &[Sealed], of: impl Fn(&Sealed) -> T) -> Vec<T> {
    results.iter().map(of).collect()
}
