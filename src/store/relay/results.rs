//! Results: those of the server, merged with pending ones.

use std::sync::atomic::Ordering;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::server_failure::ServerFailure;
use super::{Relay, merge};
use crate::results::{
    AssessmentResult, Position, ResultRow, SavedBy, SearchIndex, SearchRow, SearchRows, SharedName,
    StoreError,
};
use crate::store::format::OutboxEntry;
use crate::store::page::{Direction, FullResults, LatestResults, ListPage, Page, Scope, of_person};
use crate::store::redb::outbox;
use crate::store::traits::full_results_of_page;
use crate::store::{RemoteStore, Results};

/// The number of rows in a call that needs all rows.
const ALL_ROWS: usize = 5_000;

pub(super) fn results(entries: &[OutboxEntry]) -> impl Iterator<Item = &AssessmentResult> {
    entries.iter().map(|entry| &entry.result)
}

impl Results for Relay {
    fn verify(&self) -> Result<(), StoreError> {
        self.shared.local.verify()
    }

    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        let put = outbox::put(&self.shared.local, result, &|_| true)?;
        self.send_or_wake(result, put).map(drop)
    }

    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        let mut pending = self.sendable()?.into_iter().map(|entry| entry.result);
        match pending.find(|result| result.id == id) {
            Some(result) => Ok(Some(result)),
            None => self.call(|remote| remote.result(id)),
        }
    }

    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        let entries = self.sendable()?;
        let pending = |id: Uuid| results(&entries).find(|result| result.id == id);
        let mut others = ids.to_vec();
        others.retain(|id| pending(*id).is_none());
        let mut found = Vec::new();
        if !others.is_empty() {
            found = self.call(|remote| remote.results(&others))?;
        }
        let one = |id: &Uuid| {
            let on_server = || found.iter().find(|result| result.id == *id);
            pending(*id).or_else(on_server).cloned()
        };
        Ok(ids.iter().filter_map(one).collect())
    }

    /// Pending results are not saved on the server yet.
    fn saves(&self, ids: &[Uuid]) -> Result<Vec<SavedBy>, StoreError> {
        let entries = self.sendable()?;
        let mut ids = ids.to_vec();
        ids.retain(|id| results(&entries).all(|result| result.id != *id));
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.call_or(Vec::new(), |remote| remote.saves(&ids))
    }

    fn shared_names(&self, slug: &str) -> Result<Vec<SharedName>, StoreError> {
        self.call_or(Vec::new(), |remote| remote.shared_names(slug))
    }

    fn trend(
        &self,
        name: &str,
        slug: &str,
        limit: usize,
    ) -> Result<(FullResults, Vec<SharedName>), StoreError> {
        if !self.sendable()?.is_empty() {
            let results = self.full_results(&of_person(name, slug), None, limit)?;
            return Ok((results, self.shared_names(slug)?));
        }
        self.call_or(Default::default(), |remote| remote.trend(name, slug, limit))
    }

    fn latest_of_each(&self, slug: &str) -> Result<LatestResults, StoreError> {
        let entries = self.sendable()?;
        let latest = self.call_or(LatestResults::default(), |remote| {
            remote.latest_of_each(slug)
        })?;
        let pending = results(&entries).filter(|result| result.assessment.slug == slug);
        Ok(merge::latest(latest, pending.cloned()))
    }

    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let entries = self.sendable()?;
        let page = self.call_or(Page::default(), |remote| remote.page(scope, after, limit))?;
        let pending = results(&entries).filter(|result| merge::is_in(scope, result));
        Ok(merge::page(page, pending, Direction::Down(after), limit))
    }

    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        let entries = self.sendable()?;
        let page = self.call_or(Page::default(), |remote| remote.page_above(below, limit))?;
        let pending = results(&entries);
        Ok(merge::page(page, pending, Direction::Up(below), limit))
    }

    /// One round trip, or two if results are pending.
    fn list_page(&self, direction: Direction, limit: usize) -> Result<ListPage, StoreError> {
        // The counter first, so that a later change is noticed.
        let local_changes = self.shared.local.changes()?;
        let entries = self.sendable()?;
        let without = ListPage {
            changes: self.shared.changes.load(Ordering::Relaxed),
            ..ListPage::default()
        };
        let (list, arrived) = self.call_or((without, 0), |remote| {
            let arrived = arrived(remote, &entries)?;
            Ok((remote.list_page(direction, limit)?, arrived))
        })?;
        self.shared.changes.store(list.changes, Ordering::Relaxed);
        let pending = results(&entries);
        Ok(ListPage {
            page: merge::page(list.page, pending, direction, limit),
            total: list.total + entries.len().saturating_sub(arrived) as u64,
            changes: list.changes + local_changes + self.shared.server.status_changes(),
        })
    }

    fn full_results(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<FullResults, StoreError> {
        if !self.sendable()?.is_empty() {
            return full_results_of_page(self, scope, after, limit);
        }
        self.call_or(FullResults::default(), |remote| {
            remote.full_results(scope, after, limit)
        })
    }

    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        let entries = self.sendable()?;
        let mut rows = self.call_or(Vec::new(), |remote| remote.rows(ids))?;
        let missing = |result: &&AssessmentResult| rows.iter().all(|row| row.id != result.id);
        let pending: Vec<ResultRow> = results(&entries).filter(missing).map(Into::into).collect();
        rows.extend(pending);
        let row = |id: &Uuid| rows.iter().find(|row| row.id == *id).cloned();
        Ok(ids.iter().filter_map(row).collect())
    }

    /// The index of the server if nothing is pending. Otherwise an index of all rows, because pending
    /// results can be anywhere among them.
    fn search_index(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        if self.shared.server.check_pause().is_ok() && self.sendable()?.is_empty() {
            match self.call_now(|remote| remote.search_index(zone, goes_on)) {
                Err(error) if self.is_replaceable(&error) => {}
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
        match index.known(places) {
            Some(ids) => self.rows(&ids).map(Some),
            None => self.call_now(|remote| remote.rows_at(index, places)),
        }
    }

    fn place(&self, index: &SearchIndex, of: Position) -> Result<Option<u32>, StoreError> {
        match index.place(of.id) {
            Some(place) => Ok(Some(place)),
            None => self.call_now(|remote| remote.place(index, of)),
        }
    }

    fn ids_ending(
        &self,
        digits: &str,
        trashed: bool,
        most: usize,
    ) -> Result<Vec<Uuid>, StoreError> {
        let mut entries = self.sendable()?;
        entries.retain(|entry| !trashed && entry.result.id.simple().to_string().ends_with(digits));
        let mut ids = match self.call_or(Vec::new(), |remote| {
            remote.ids_ending(digits, trashed, most)
        }) {
            Err(error)
                if ServerFailure::from(&error) == ServerFailure::Away && !entries.is_empty() =>
            {
                Vec::new()
            }
            on_server => on_server?,
        };
        ids.extend(results(&entries).map(|result| result.id));
        ids.sort_unstable_by(|one, other| other.cmp(one));
        ids.dedup();
        ids.truncate(most);
        Ok(ids)
    }

    fn nth_latest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        if self.sendable()?.is_empty() {
            return self.call(|remote| remote.nth_latest(back));
        }
        let (mut left, mut after) = (back, None);
        loop {
            let page = self.page(&Scope::default(), after, ALL_ROWS)?;
            let rows = page.rows.iter().map(|row| (row.taken_at, row.id));
            let unreadable = page.unreadable.iter();
            let unreadable = unreadable.map(|one| (one.at.taken_at, one.at.id));
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

    fn count(&self) -> Result<u64, StoreError> {
        let entries = self.sendable()?;
        let (count, arrived) = self.call_or((0, 0), |remote| {
            let arrived = arrived(remote, &entries)?;
            Ok((remote.count()?, arrived))
        })?;
        Ok(count + entries.len().saturating_sub(arrived) as u64)
    }

    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        self.send_first(ids)?;
        self.call_as_owner(|remote| remote.delete(ids, at))
    }

    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.send_first(ids)?;
        self.call_as_owner(|remote| remote.restore(ids))
    }

    /// Also grows if the status of the server changes, because lists change with it.
    fn changes(&self) -> Result<u64, StoreError> {
        let known = self.shared.changes.load(Ordering::Relaxed);
        let changes = self.call_or(known, |remote| remote.changes())?;
        self.shared.changes.store(changes, Ordering::Relaxed);
        Ok(changes + self.shared.local.changes()? + self.shared.server.status_changes())
    }
}

/// How many of these pending results are on the server, so that they are counted once.
fn arrived(remote: &dyn RemoteStore, entries: &[OutboxEntry]) -> Result<usize, StoreError> {
    if entries.is_empty() {
        return Ok(0);
    }
    let ids: Vec<_> = results(entries).map(|result| result.id).collect();
    Ok(remote.rows(&ids)?.len())
}

impl Relay {
    /// The search index of all rows, page by page.
    fn index_of_rows(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        let (mut found, mut after) = (SearchRows::default(), None);
        while goes_on() {
            let page = self.page(&Scope::default(), after, ALL_ROWS)?;
            for row in &page.rows {
                let search = SearchRow {
                    id: row.id,
                    millis: row.taken_at.as_millisecond(),
                    slug: &row.slug,
                    assessment: &row.assessment,
                    name: &row.name,
                };
                found.push(&search, row.notes.iter().map(String::as_str));
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(SearchIndex::of(zone, [found]))
    }
}
