//! Checks every part of a store, and whether the parts agree.

use std::collections::BTreeMap;

use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable, ReadableTableMetadata as _, TableHandle as _,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::results::{Examination, Finding, StorePart, UnreadableReason};
use crate::store::batch::OnProgress;
use crate::store::format::{
    BinV1, DefinitionV1, DraftKey, FormatError, FormatResult, IndexEntry, unseal,
};
use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::file::Snapshot;
use crate::store::redb::outbox::{OUTBOX, result as outbox_result};
use crate::store::redb::read_results::{counted, whole};
use crate::store::redb::tables::{
    BIN, BY_ASSESSMENT, BY_PERSON, BY_TIME, COUNTS, DEFINITIONS, DRAFTS, META, RESULTS,
    open_if_exists,
};
use crate::store::redb::{drafts, search};

struct Examiner<'p> {
    found: Examination,
    done: u64,
    all: u64,
    on_progress: OnProgress<'p>,
}

pub(crate) fn examine(mut snapshot: Snapshot, on_progress: OnProgress) -> Examination {
    let mut examiner = Examiner {
        found: Examination::default(),
        done: 0,
        all: 0,
        on_progress,
    };
    examiner.database(snapshot.check());
    examiner.all = snapshot.look(entries).unwrap_or(0);
    examiner.part(&mut snapshot, StorePart::About, Examiner::about);
    examiner.part(&mut snapshot, StorePart::Definitions, Examiner::definitions);
    examiner.part(&mut snapshot, StorePart::Results, Examiner::results);
    examiner.part(&mut snapshot, StorePart::Bin, Examiner::bin);
    examiner.part(&mut snapshot, StorePart::Drafts, Examiner::drafts);
    examiner.part(&mut snapshot, StorePart::Drafts, Examiner::other_drafts);
    examiner.part(&mut snapshot, StorePart::Outbox, Examiner::outbox);
    examiner.part(&mut snapshot, StorePart::ByTime, Examiner::by_time);
    examiner.part(
        &mut snapshot,
        StorePart::ByAssessment,
        Examiner::by_assessment,
    );
    examiner.part(&mut snapshot, StorePart::ByPerson, Examiner::by_person);
    examiner.part(&mut snapshot, StorePart::Search, Examiner::search);
    examiner.part(&mut snapshot, StorePart::Counts, Examiner::counts);
    examiner.found
}

/// The number of entries to check.
fn entries(tx: &ReadTransaction) -> RedbResult<u64> {
    Ok(tx.open_table(RESULTS)?.len()?
        + tx.open_table(BIN)?.len()?
        + tx.open_table(BY_TIME)?.len()?
        + tx.open_table(BY_ASSESSMENT)?.len()?
        + tx.open_table(BY_PERSON)?.len()?)
}

impl Examiner<'_> {
    fn database(&mut self, checked: RedbResult<bool>) {
        let what = match checked {
            Ok(true) => return,
            Ok(false) => "its pages do not fit together".to_owned(),
            Err(fault) => fault.what(),
        };
        self.found.add(Finding::Database { what });
    }

    /// Checks one part. An error is a finding, and the other parts are still checked.
    fn part(
        &mut self,
        snapshot: &mut Snapshot,
        part: StorePart,
        look: impl FnOnce(&mut Self, &ReadTransaction) -> RedbResult<()>,
    ) {
        if let Err(fault) = snapshot.look(|tx| look(self, tx)) {
            let what = fault.what();
            self.found.add(Finding::Table { part, what });
        }
    }

    /// Adds a finding for an unreadable record.
    fn record<T>(
        &mut self,
        part: StorePart,
        key: impl FnOnce() -> String,
        read: Result<T, impl Into<RedbError>>,
    ) -> Option<T> {
        let fault = match read.map_err(Into::into) {
            Ok(value) => return Some(value),
            Err(fault) => fault,
        };
        let why = match fault {
            RedbError::Newer => UnreadableReason::Newer,
            _ => UnreadableReason::Damaged,
        };
        self.found.add(Finding::Record {
            part,
            key: key(),
            why,
            what: fault.what(),
        });
        None
    }

    fn step(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(256) {
            (self.on_progress)(self.done, self.all);
        }
    }

    fn about(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        for entry in tx.open_table(META)?.iter()? {
            let (name, record) = entry?;
            let read = unseal(META.name(), name.value().as_bytes(), record.value());
            self.record(StorePart::About, || name.value().to_owned(), read);
        }
        Ok(())
    }

    fn definitions(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        for entry in tx.open_table(DEFINITIONS)?.iter()? {
            let (hash, record) = entry?;
            let read = definition(&hash.value(), record.value());
            let key = || hex(&hash.value());
            let whole = self.record(StorePart::Definitions, key, read).is_some();
            self.found.definitions += u64::from(whole);
        }
        Ok(())
    }

    /// Checks every result, and whether the indexes contain it.
    fn results(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        let definitions = tx.open_table(DEFINITIONS)?;
        let by_time = tx.open_table(BY_TIME)?;
        let by_assessment = tx.open_table(BY_ASSESSMENT)?;
        let by_person = tx.open_table(BY_PERSON)?;
        for entry in tx.open_table(RESULTS)?.iter()? {
            let (id, record) = entry?;
            self.step();
            let id = Uuid::from_u128(id.value());
            let read = whole(id, record.value(), &definitions);
            let read = read.and_then(|_| Ok(IndexEntry::new(id, record.value())?));
            let Some(its) = self.record(StorePart::Results, || id.to_string(), read) else {
                continue;
            };
            self.found.results += 1;
            let (millis, key) = (its.millis, id.as_u128());
            let named = [
                (StorePart::ByTime, by_time.get((millis, key))?.is_some()),
                (
                    StorePart::ByAssessment,
                    by_assessment
                        .get((its.slug.as_str(), millis, key))?
                        .is_some(),
                ),
                (
                    StorePart::ByPerson,
                    by_person
                        .get((its.slug.as_str(), its.person.as_str(), millis, key))?
                        .is_some(),
                ),
            ];
            for (part, _) in named.into_iter().filter(|(_, named)| !named) {
                self.found.add(Finding::NotIndexed { part, id });
            }
        }
        Ok(())
    }

    fn bin(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        let definitions = tx.open_table(DEFINITIONS)?;
        for entry in tx.open_table(BIN)?.iter()? {
            let (id, binned) = entry?;
            self.step();
            let id = Uuid::from_u128(id.value());
            let read = BinV1::unseal(id, binned.value()).map_err(RedbError::from);
            let read = read.and_then(|binned| whole(id, &binned.record, &definitions));
            let whole = self
                .record(StorePart::Bin, || id.to_string(), read)
                .is_some();
            self.found.trashed += u64::from(whole);
        }
        Ok(())
    }

    fn drafts(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        drafts::each_main(&tx.open_table(DRAFTS)?, |key, record| {
            self.draft(key, record);
        })
    }

    fn other_drafts(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        drafts::each_aside(tx, |key, record| self.draft(key, record))
    }

    fn draft(&mut self, key: DraftKey<'_>, record: &[u8]) {
        let name = || format!("{} / {}", key.person, key.slug);
        let whole = self.record(StorePart::Drafts, name, key.read(record));
        self.found.drafts += u64::from(whole.is_some());
    }

    fn outbox(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        let Some(outbox) = open_if_exists(tx, OUTBOX)? else {
            return Ok(());
        };
        let mut waiting = 0;
        for entry in outbox.iter()? {
            let (id, record) = entry?;
            let read = outbox_result(id.value(), record.value());
            let key = || Uuid::from_u128(id.value()).to_string();
            waiting += u64::from(self.record(StorePart::Outbox, key, read).is_some());
        }
        self.found.waiting = Some(waiting);
        Ok(())
    }

    fn by_time(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        let results = tx.open_table(RESULTS)?;
        for entry in tx.open_table(BY_TIME)?.iter()? {
            let (millis, id) = entry?.0.value();
            self.step();
            self.stray(&results, StorePart::ByTime, id, |its| its.millis == millis)?;
        }
        Ok(())
    }

    fn by_assessment(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        let results = tx.open_table(RESULTS)?;
        for entry in tx.open_table(BY_ASSESSMENT)?.iter()? {
            let (key, _) = entry?;
            let (slug, millis, id) = key.value();
            self.step();
            let fits = |its: &IndexEntry| its.millis == millis && its.slug == slug;
            self.stray(&results, StorePart::ByAssessment, id, fits)?;
        }
        Ok(())
    }

    fn by_person(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        let results = tx.open_table(RESULTS)?;
        for entry in tx.open_table(BY_PERSON)?.iter()? {
            let (key, _) = entry?;
            let (slug, person, millis, id) = key.value();
            self.step();
            let fits =
                |its: &IndexEntry| its.millis == millis && its.slug == slug && its.person == person;
            self.stray(&results, StorePart::ByPerson, id, fits)?;
        }
        Ok(())
    }

    /// Checks whether the result of an index entry exists. An unreadable one has a finding already.
    fn stray(
        &mut self,
        results: &ReadOnlyTable<u128, &'static [u8]>,
        part: StorePart,
        id: u128,
        fits: impl Fn(&IndexEntry) -> bool,
    ) -> RedbResult<()> {
        let uuid = Uuid::from_u128(id);
        let fits = match results.get(id)? {
            Some(record) => IndexEntry::new(uuid, record.value()).map_or(true, |its| fits(&its)),
            None => false,
        };
        if !fits {
            self.found.add(Finding::Stray { part, id: uuid });
        }
        Ok(())
    }

    fn search(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        let part = StorePart::Search;
        let differences = search::check(tx)?;
        for id in differences.unnamed {
            self.found.add(Finding::NotIndexed { part, id });
        }
        for id in differences.stray {
            self.found.add(Finding::Stray { part, id });
        }
        Ok(())
    }

    fn counts(&mut self, tx: &ReadTransaction) -> RedbResult<()> {
        let mut there: BTreeMap<String, u64> = BTreeMap::new();
        for entry in tx.open_table(RESULTS)?.iter()? {
            let (id, record) = entry?;
            // The counts include unreadable results, whose assessment is unknown.
            if let Ok(its) = IndexEntry::new(Uuid::from_u128(id.value()), record.value()) {
                *there.entry(its.slug).or_default() += 1;
            }
        }
        let unread = tx.open_table(RESULTS)?.len()? > there.values().sum();
        for entry in tx.open_table(COUNTS)?.iter()? {
            let (slug, record) = entry?;
            let slug = slug.value().to_owned();
            let read = counted(&slug, record.value());
            let counts = there.remove(&slug).unwrap_or(0);
            if let Some(kept) = self.record(StorePart::Counts, || slug.clone(), read)
                && kept != counts
                && !unread
            {
                let there = counts;
                self.found.add(Finding::Count { slug, kept, there });
            }
        }
        for (slug, there) in there {
            self.found.add(Finding::Count {
                slug,
                kept: 0,
                there,
            });
        }
        Ok(())
    }
}

/// Checks that a definition matches its hash.
pub(crate) fn definition(hash: &[u8; 32], record: &[u8]) -> FormatResult<()> {
    let body = unseal(DEFINITIONS.name(), hash, record)?;
    if Sha256::digest(body).as_slice() != hash {
        return Err(FormatError::damaged("a definition does not match its hash"));
    }
    DefinitionV1::decode(body, "").map(drop)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
