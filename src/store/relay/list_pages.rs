//! What lists need at once: of the server in one way there and back where nothing waits here, which
//! is nearly always, and in two where something does.

use std::sync::atomic::Ordering;

use jiff::tz::TimeZone;

use super::{Relay, merge};
use crate::results::{Position, SearchIndex, SearchRow, SearchRows, StoreError};
use crate::store::Results as _;
use crate::store::page::{Direction, FullResults, ListPage, Scope};
use crate::store::traits::full_results_of_page;

/// How many rows are read at a time where all are needed.
pub(crate) const PAGE: usize = 5_000;

impl Relay {
    pub(crate) fn leaf_of_both(
        &self,
        way: Direction,
        limit: usize,
    ) -> Result<ListPage, StoreError> {
        // Before anything is looked at: what comes later is a change.
        let here = self.shared.local.changes()?;
        let entries = self.on_their_way()?;
        let ids: Vec<_> = entries.iter().map(|entry| entry.result.id).collect();
        let without = ListPage {
            changes: self.shared.changes.load(Ordering::Relaxed),
            ..ListPage::default()
        };
        // What has arrived and still lies in the outbox counts once.
        let (leaf, arrived) = self.server((without, 0), |remote| {
            let arrived = if ids.is_empty() {
                0
            } else {
                remote.rows(&ids)?.len()
            };
            Ok((remote.list_page(way, limit)?, arrived))
        })?;
        self.shared.changes.store(leaf.changes, Ordering::Relaxed);
        let waiting = entries.iter().map(|entry| &entry.result);
        Ok(ListPage {
            page: match way {
                Direction::Down(after) => merge::page(leaf.page, waiting, after, limit),
                Direction::Up(below) => merge::page_above(leaf.page, waiting, below, limit),
            },
            total: leaf.total + entries.len().saturating_sub(arrived) as u64,
            changes: leaf.changes + here + self.shared.line.turns(),
        })
    }

    pub(crate) fn whole_of_both(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<FullResults, StoreError> {
        if !self.on_their_way()?.is_empty() {
            return full_results_of_page(self, scope, after, limit);
        }
        self.server(FullResults::default(), |remote| {
            remote.full_results(scope, after, limit)
        })
    }

    /// An index of all rows, a page after the other.
    pub(crate) fn index_of_rows(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        let (mut found, mut after) = (SearchRows::default(), None);
        while goes_on() {
            let page = self.page(&Scope::default(), after, PAGE)?;
            for row in &page.rows {
                let its = SearchRow {
                    id: row.id,
                    millis: row.taken_at.as_millisecond(),
                    slug: &row.slug,
                    assessment: &row.assessment,
                    name: &row.name,
                };
                found.push(&its, row.notes.iter().map(String::as_str));
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let mut index = SearchIndex::new(zone);
        for row in index.adopt(found) {
            index.push(row);
        }
        Ok(index)
    }
}
