//! What every store can do, done by a server that may be away and the machine before it.

use std::sync::atomic::Ordering;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::ask_server::is_of_the_server;
use super::error_kind::is_away;
use super::list_pages::PAGE;
use super::{Relay, merge};
use crate::results::{
    AssessmentResult, Draft, DraftOutcome, DraftPlace, Position, ResultRow, SavedBy, SearchIndex,
    SharedName, StoreError,
};
use crate::store::batch::{AllDrafts, Batch, ImportOutcome, ImportSource, TrashedResult};
use crate::store::format::OutboxEntry;
use crate::store::page::LatestResults;
use crate::store::page::{Direction, FullResults, ListPage, Page, Scope, of_person};
use crate::store::redb::outbox;
use crate::store::{Bulk, Drafts, Results, ScreenStore};

fn results(entries: &[OutboxEntry]) -> impl Iterator<Item = &AssessmentResult> {
    entries.iter().map(|entry| &entry.result)
}

impl Results for Relay {
    fn verify(&self) -> Result<(), StoreError> {
        self.shared.local.verify()
    }

    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        let put = outbox::put(&self.shared.local, result, &|_| true)?;
        self.post(result, put).map(drop)
    }

    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        match self.waits(id)? {
            Some(result) => Ok(Some(result)),
            // That the server is away does not mean that there is no such result.
            None => self.server_alone(|remote| remote.result(id)),
        }
    }

    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        let entries = self.on_their_way()?;
        let waits = |id: Uuid| results(&entries).find(|result| result.id == id);
        let others: Vec<_> = ids
            .iter()
            .copied()
            .filter(|id| waits(*id).is_none())
            .collect();
        let mut found = Vec::new();
        if !others.is_empty() {
            found = self.server_alone(|remote| remote.results(&others))?;
        }
        let one = |id: &Uuid| {
            let there = || found.iter().find(|result| result.id == *id);
            waits(*id).or_else(there).cloned()
        };
        Ok(ids.iter().filter_map(one).collect())
    }

    /// Pending results are not saved on the server yet.
    fn saves(&self, ids: &[Uuid]) -> Result<Vec<SavedBy>, StoreError> {
        let entries = self.on_their_way()?;
        let mut ids = ids.to_vec();
        ids.retain(|id| results(&entries).all(|result| result.id != *id));
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.server(Vec::new(), move |remote| remote.saves(&ids))
    }

    fn shared_names(&self, slug: &str) -> Result<Vec<SharedName>, StoreError> {
        let slug = slug.to_owned();
        self.server(Vec::new(), move |remote| remote.shared_names(&slug))
    }

    fn trend(
        &self,
        name: &str,
        slug: &str,
        limit: usize,
    ) -> Result<(FullResults, Vec<SharedName>), StoreError> {
        if !self.on_their_way()?.is_empty() {
            let whole = self.full_results(&of_person(name, slug), None, limit)?;
            return Ok((whole, self.shared_names(slug)?));
        }
        self.server(Default::default(), |remote| remote.trend(name, slug, limit))
    }

    fn latest_of_each(&self, slug: &str) -> Result<LatestResults, StoreError> {
        let entries = self.on_their_way()?;
        let newest = self.server(LatestResults::default(), |remote| {
            remote.latest_of_each(slug)
        })?;
        let here = results(&entries).filter(|result| result.assessment.slug == slug);
        Ok(merge::newest(newest, here.cloned()))
    }

    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let entries = self.on_their_way()?;
        let page = self.server(Page::default(), |remote| remote.page(scope, after, limit))?;
        let here = results(&entries).filter(|result| merge::is_in(scope, result));
        Ok(merge::page(page, here, after, limit))
    }

    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        let entries = self.on_their_way()?;
        let page = self.server(Page::default(), |remote| remote.page_above(below, limit))?;
        Ok(merge::page_above(page, results(&entries), below, limit))
    }

    fn list_page(&self, way: Direction, limit: usize) -> Result<ListPage, StoreError> {
        self.leaf_of_both(way, limit)
    }

    fn full_results(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<FullResults, StoreError> {
        self.whole_of_both(scope, after, limit)
    }

    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        let entries = self.on_their_way()?;
        let mut rows = self.server(Vec::new(), |remote| remote.rows(ids))?;
        let missing = |result: &&AssessmentResult| rows.iter().all(|row| row.id != result.id);
        let here: Vec<ResultRow> = results(&entries).filter(missing).map(Into::into).collect();
        rows.extend(here);
        let row = |id: &Uuid| rows.iter().find(|row| row.id == *id).cloned();
        Ok(ids.iter().filter_map(row).collect())
    }

    /// The server's own index where nothing waits; else one of all rows, because what waits stands
    /// somewhere among them.
    fn search_index(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        let is_well = self.shared.line.left_alone().is_ok();
        if is_well && self.on_their_way()?.is_empty() {
            let line = &self.shared.line;
            let index = line.try_now(|remote| remote.search_index(zone, goes_on));
            self.heard();
            match index {
                Err(error) if self.makes_do && is_of_the_server(&error) => {}
                index => return index,
            }
        }
        self.index_of_rows(zone, goes_on)
    }

    fn rows_at(
        &self,
        index: &SearchIndex,
        places: &[u32],
    ) -> Result<Option<Vec<ResultRow>>, StoreError> {
        let Some(ids) = index.known(places) else {
            // Only the server knows what stands in its blocks.
            let rows = self
                .shared
                .line
                .try_now(|remote| remote.rows_at(index, places));
            self.heard();
            return rows;
        };
        self.rows(&ids).map(Some)
    }

    fn place(&self, index: &SearchIndex, of: Position) -> Result<Option<u32>, StoreError> {
        match index.place(of.id) {
            Some(place) => Ok(Some(place)),
            None => self.shared.line.try_now(|remote| remote.place(index, of)),
        }
    }

    fn ids_ending(&self, digits: &str, binned: bool, most: usize) -> Result<Vec<Uuid>, StoreError> {
        let mut entries = self.on_their_way()?;
        entries.retain(|entry| !binned && entry.result.id.simple().to_string().ends_with(digits));
        let asked = self.server(Vec::new(), |remote| remote.ids_ending(digits, binned, most));
        let mut ids = match asked {
            // What waits here is known without the server.
            Err(error) if is_away(&error) && !entries.is_empty() => Vec::new(),
            asked => asked?,
        };
        ids.extend(results(&entries).map(|result| result.id));
        ids.sort_unstable_by(|one, other| other.cmp(one));
        ids.dedup();
        ids.truncate(most);
        Ok(ids)
    }

    fn nth_latest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        if self.on_their_way()?.is_empty() {
            return self.server_alone(|remote| remote.nth_latest(back));
        }
        let (mut left, mut after) = (back, None);
        loop {
            let page = self.page(&Scope::default(), after, PAGE)?;
            let rows = page.rows.iter().map(|row| (row.taken_at, row.id));
            let unreadable = page
                .unreadable
                .iter()
                .map(|one| (one.at.taken_at, one.at.id));
            let mut all: Vec<_> = rows.chain(unreadable).collect();
            all.sort_unstable_by(|one, other| other.cmp(one));
            let at = usize::try_from(left).ok().and_then(|left| all.get(left));
            if let Some((_, id)) = at {
                return Ok(Some(*id));
            }
            left = left.saturating_sub(all.len() as u64);
            after = page.next;
            if after.is_none() {
                return Ok(None);
            }
        }
    }

    /// What has arrived and still lies in the outbox counts once.
    fn count(&self) -> Result<u64, StoreError> {
        let entries = self.on_their_way()?;
        let ids: Vec<_> = results(&entries).map(|result| result.id).collect();
        let arrived = self.server((0, 0), |remote| {
            let arrived = if ids.is_empty() {
                0
            } else {
                remote.rows(&ids)?.len()
            };
            Ok((remote.count()?, arrived))
        })?;
        Ok(arrived.0 + (entries.len() - arrived.1.min(entries.len())) as u64)
    }

    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        self.make_sure_of(ids)?;
        self.by_right(|remote| remote.delete(ids, at))
    }

    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.make_sure_of(ids)?;
        self.by_right(|remote| remote.restore(ids))
    }

    /// It grows also where the server goes away or comes back, because lists are others then.
    fn changes(&self) -> Result<u64, StoreError> {
        let known = self.shared.changes.load(Ordering::Relaxed);
        let changes = self.server(known, |remote| remote.changes())?;
        self.shared.changes.store(changes, Ordering::Relaxed);
        Ok(changes + self.shared.local.changes()? + self.shared.line.turns())
    }
}

impl Drafts for Relay {
    fn save_and_remove_draft(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError> {
        let put = {
            let mut attempts = self.shared.local.attempts();
            let ours = |there: &Draft| attempts.is_ours(there, seen);
            let put = outbox::put(&self.shared.local, result, &ours)?;
            attempts.settle();
            put
        };
        self.post(result, put)
    }

    fn save_draft(
        &self,
        draft: &Draft,
        seen: Option<&Draft>,
        place: DraftPlace,
    ) -> Result<DraftOutcome, StoreError> {
        self.shared.local.save_draft(draft, seen, place)
    }

    fn remove_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError> {
        self.shared.local.remove_draft(seen, place)
    }

    fn all_drafts(&self) -> Result<AllDrafts, StoreError> {
        self.shared.local.all_drafts()
    }

    fn other_drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.shared.local.other_drafts(name)
    }

    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError> {
        self.shared.local.draft(name, slug)
    }

    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.shared.local.drafts(name)
    }

    fn last_name(&self) -> Result<Option<String>, StoreError> {
        self.shared.local.last_name()
    }

    fn remember_name(&self, name: &str) -> Result<(), StoreError> {
        self.shared.local.remember_name(name)
    }
}

impl Bulk for Relay {
    /// Whoever reads all of it needs all of it: without the server it is an error.
    fn batch(&self, after: Option<Uuid>, limit: usize) -> Result<Batch, StoreError> {
        let entries = self.on_their_way()?;
        let batch = self.server_alone(|remote| remote.batch(after, limit))?;
        Ok(merge::batch(
            batch,
            results(&entries).cloned(),
            after,
            limit,
        ))
    }

    fn trashed(
        &self,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Batch<TrashedResult>, StoreError> {
        self.server_alone(|remote| remote.trashed(after, limit))
    }

    fn import_trashed(&self, binned: &[TrashedResult]) -> Result<ImportOutcome, StoreError> {
        let line = &self.shared.line;
        let outcome = line.try_now(|remote| remote.import_trashed(binned));
        self.heard();
        outcome
    }

    fn import(
        &self,
        results: &mut ImportSource<'_>,
        replace: bool,
    ) -> Result<ImportOutcome, StoreError> {
        let outcome = self
            .shared
            .line
            .try_now(|remote| remote.import(results, replace));
        self.heard();
        outcome
    }
}

impl ScreenStore for Relay {
    fn relay(&self) -> Option<&Relay> {
        Some(self)
    }
}
