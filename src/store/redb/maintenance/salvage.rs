use std::collections::BTreeSet;

use redb::{Key, ReadTransaction, ReadableTable as _, TableDefinition, TableHandle as _, Value};
use uuid::Uuid;

use super::examine::definition;
use crate::results::Draft;
use crate::store::batch::OnProgress;
use crate::store::format::{BinV1, DraftKey, ResultV1, unseal};
use crate::store::redb::drafts;
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::file::{CopyError, NewFile, Snapshot};
use crate::store::redb::migration::create_tables;
use crate::store::redb::outbox::{OUTBOX, result as outbox_result};
use crate::store::redb::read_results::whole;
use crate::store::redb::result_tables::ResultTables;
use crate::store::redb::tables::{
    BIN, BY_ASSESSMENT, BY_PERSON, BY_TIME, DEFINITIONS, DRAFTS, DRAFTS_ASIDE, RESULTS,
    open_if_exists,
};

/// What was saved from a damaged store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Salvage {
    /// The number of results, without trash.
    pub results: u64,
    /// The number of results in trash.
    pub binned: u64,
    /// The number of drafts.
    pub drafts: u64,
    /// The number of pending results.
    pub waiting: u64,
    /// The results, including deleted ones, that the store had and that cannot be read.
    pub unread: Vec<Uuid>,
}

pub(crate) struct Salvager<'s, 'p> {
    from: Snapshot<'s>,
    to: NewFile,
    done: Salvage,
    on_progress: OnProgress<'p>,
}

impl<'s, 'p> Salvager<'s, 'p> {
    pub(crate) fn new(from: Snapshot<'s>, to: NewFile, on_progress: OnProgress<'p>) -> Self {
        Self {
            from,
            to,
            done: Salvage::default(),
            on_progress,
        }
    }

    /// Copies everything readable. Creates no file if that is nothing.
    pub(crate) fn run(mut self) -> Result<Option<Salvage>, CopyError> {
        self.to_new(create_tables)?;
        self.results()?;
        self.bin()?;
        self.drafts()?;
        self.outbox()?;
        self.done.unread.sort_unstable();
        let Salvage {
            results,
            binned,
            drafts,
            waiting,
            ..
        } = self.done;
        if results + binned + drafts + waiting == 0 {
            return Ok(None);
        }
        self.to.finish()?;
        Ok(Some(self.done))
    }

    fn to_new(
        &self,
        job: impl FnOnce(&redb::WriteTransaction) -> RedbResult<()>,
    ) -> Result<(), CopyError> {
        let written = (|| {
            let tx = self.to.begin()?;
            job(&tx)?;
            Ok(tx.commit()?)
        })();
        written.map_err(|fault| self.to.failed(fault))
    }

    fn results(&mut self) -> Result<(), CopyError> {
        let ids = self.ids();
        let all = ids.len() as u64;
        for (at, chunk) in ids.chunks(CHUNK).enumerate() {
            let read: Vec<_> = chunk.iter().map(|id| (*id, self.result(*id))).collect();
            self.done.unread.extend(missing(&read));
            self.done.results += present(&read);
            self.to_new(|tx| {
                let mut tables = ResultTables::open(tx)?;
                for (id, found) in &read {
                    let Ok(Some(found)) = found else { continue };
                    tables.define(found.hash, &found.definition)?;
                    tables.add(*id, &found.record)?;
                }
                tables.close()
            })?;
            (self.on_progress)((at * CHUNK) as u64, all);
        }
        Ok(())
    }

    fn bin(&mut self) -> Result<(), CopyError> {
        let mut ids = BTreeSet::new();
        keys(&mut self.from, BIN, |id| {
            ids.insert(id);
        });
        for id in ids.into_iter().map(Uuid::from_u128) {
            let found = self.binned(id);
            match &found {
                Ok(Some((found, binned))) => {
                    self.to_new(|tx| {
                        let mut tables = ResultTables::open(tx)?;
                        tables.define(found.hash, &found.definition)?;
                        tables.bin.insert(id.as_u128(), binned.as_slice())?;
                        tables.close()
                    })?;
                    self.done.binned += 1;
                }
                Ok(None) => {}
                Err(_) => self.done.unread.push(id),
            }
        }
        Ok(())
    }

    fn outbox(&mut self) -> Result<(), CopyError> {
        let mut ids = BTreeSet::new();
        keys(&mut self.from, OUTBOX, |id| {
            ids.insert(id);
        });
        for id in ids {
            match self.from.look(|tx| waiting(tx, id)) {
                Ok(Some(record)) => {
                    self.to_new(|tx| {
                        tx.open_table(OUTBOX)?.insert(id, record.as_slice())?;
                        Ok(())
                    })?;
                    self.done.waiting += 1;
                }
                Ok(None) => {}
                Err(_) => self.done.unread.push(Uuid::from_u128(id)),
            }
        }
        Ok(())
    }

    fn drafts(&mut self) -> Result<(), CopyError> {
        let mut places = BTreeSet::new();
        keys(&mut self.from, DRAFTS, |(person, slug)| {
            places.insert((person.to_owned(), slug.to_owned(), None));
        });
        keys(&mut self.from, DRAFTS_ASIDE, |(person, slug, id)| {
            places.insert((person.to_owned(), slug.to_owned(), Some(id)));
        });
        for (person, slug, aside) in places {
            let (person, slug) = (person.as_str(), slug.as_str());
            let key = DraftKey {
                person,
                slug,
                aside,
            };
            let Ok(Some(draft)) = self.from.look(|tx| draft(tx, key)) else {
                continue;
            };
            self.to_new(|tx| drafts::put(tx, &draft, key.place()).map(drop))?;
            self.done.drafts += 1;
        }
        Ok(())
    }

    /// The IDs of all results in any table.
    fn ids(&mut self) -> Vec<Uuid> {
        let mut ids = BTreeSet::new();
        keys(&mut self.from, RESULTS, |id| {
            ids.insert(id);
        });
        keys(&mut self.from, BY_TIME, |(_, id)| {
            ids.insert(id);
        });
        keys(&mut self.from, BY_ASSESSMENT, |(_, _, id)| {
            ids.insert(id);
        });
        keys(&mut self.from, BY_PERSON, |(_, _, _, id)| {
            ids.insert(id);
        });
        ids.into_iter().map(Uuid::from_u128).collect()
    }

    fn result(&mut self, id: Uuid) -> RedbResult<Option<SalvagedResult>> {
        self.from.look(|tx| {
            let record = tx.open_table(RESULTS)?.get(id.as_u128())?;
            let nowhere = || RedbError::damaged("an index names it, and it is missing");
            let record = record.ok_or_else(nowhere)?.value().to_vec();
            SalvagedResult::new(tx, id, record).map(Some)
        })
    }

    fn binned(&mut self, id: Uuid) -> RedbResult<Option<(SalvagedResult, Vec<u8>)>> {
        self.from.look(|tx| {
            let Some(binned) = tx.open_table(BIN)?.get(id.as_u128())? else {
                return Ok(None);
            };
            let record = BinV1::unseal(id, binned.value())?.record;
            let found = SalvagedResult::new(tx, id, record)?;
            Ok(Some((found, binned.value().to_vec())))
        })
    }
}

/// The number of results per transaction.
const CHUNK: usize = 500;

/// A readable record, and its definition.
struct SalvagedResult {
    record: Vec<u8>,
    hash: [u8; 32],
    definition: Vec<u8>,
}

impl SalvagedResult {
    fn new(tx: &ReadTransaction, id: Uuid, record: Vec<u8>) -> RedbResult<Self> {
        let definitions = tx.open_table(DEFINITIONS)?;
        whole(id, &record, &definitions)?;
        let body = unseal(RESULTS.name(), id.as_bytes(), &record)?;
        let stored: ResultV1 = postcard::from_bytes(body)?;
        let hash = stored.definition;
        let there = definitions.get(hash)?;
        let there = there.ok_or_else(|| RedbError::damaged("its assessment is missing"))?;
        definition(&hash, there.value())?;
        let definition = unseal(DEFINITIONS.name(), &hash, there.value())?.to_vec();
        Ok(Self {
            record,
            hash,
            definition,
        })
    }
}

fn missing(read: &[(Uuid, RedbResult<Option<SalvagedResult>>)]) -> impl Iterator<Item = Uuid> {
    read.iter()
        .filter(|(_, found)| found.is_err())
        .map(|(id, _)| *id)
}

fn present(read: &[(Uuid, RedbResult<Option<SalvagedResult>>)]) -> u64 {
    read.iter()
        .filter(|(_, found)| matches!(found, Ok(Some(_))))
        .count() as u64
}

/// All reachable keys of a table, from its beginning and from its end.
fn keys<K: Key + 'static, V: Value + 'static>(
    from: &mut Snapshot,
    table: TableDefinition<K, V>,
    mut add: impl for<'k> FnMut(K::SelfType<'k>),
) {
    for backwards in [false, true] {
        let walked = from.look(|tx| {
            let Some(table) = open_if_exists(tx, table)? else {
                return Ok(());
            };
            let mut entries = table.iter()?;
            while let Some(entry) = if backwards {
                entries.next_back()
            } else {
                entries.next()
            } {
                add(entry?.0.value());
            }
            Ok(())
        });
        if walked.is_ok() {
            break;
        }
    }
}

fn draft(tx: &ReadTransaction, key: DraftKey<'_>) -> RedbResult<Option<Draft>> {
    let (person, slug) = (key.person, key.slug);
    let record = match key.aside {
        None => tx.open_table(DRAFTS)?.get((person, slug))?,
        Some(id) => tx.open_table(DRAFTS_ASIDE)?.get((person, slug, id))?,
    };
    let draft = record.map(|record| key.read(record.value()));
    Ok(draft.transpose()?)
}

/// The record of a pending result, if it is readable.
fn waiting(tx: &ReadTransaction, id: u128) -> RedbResult<Option<Vec<u8>>> {
    let Some(outbox) = open_if_exists(tx, OUTBOX)? else {
        return Ok(None);
    };
    let Some(record) = outbox.get(id)? else {
        return Ok(None);
    };
    outbox_result(id, record.value())?;
    Ok(Some(record.value().to_vec()))
}
