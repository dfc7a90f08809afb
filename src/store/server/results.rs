use std::collections::HashMap;
use std::sync::PoisonError;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::columns::list_row;
use super::sql_query::{Value, call, call_for_number, call_for_value, cell, row_count};
use super::write_results::{OwnDrafts, move_results, save};
use super::{ServerStore, full_results, pages};
use crate::results::{
    AssessmentResult, Position, ResultRow, SavedBy, SearchIndex, SharedName, StoreError,
};
use crate::store::Results;
use crate::store::format::{instant, millis};
use crate::store::page::{Direction, FullResults, LatestResults, ListPage, Page, Scope, of_person};

impl Results for ServerStore {
    /// Each record is checked when it is read, and PostgreSQL checks the rest.
    fn verify(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn save(&self, result: &AssessmentResult) -> Result<(), StoreError> {
        self.connection
            .call(async |client| save(client, result, OwnDrafts::All).await)
            .map(drop)
    }

    fn result(&self, id: Uuid) -> Result<Option<AssessmentResult>, StoreError> {
        self.results(&[id]).map(|mut found| found.pop())
    }

    fn results(&self, ids: &[Uuid]) -> Result<Vec<AssessmentResult>, StoreError> {
        self.connection
            .call(async |client| full_results::results(client, ids).await)
    }

    fn latest_of_each(&self, slug: &str) -> Result<LatestResults, StoreError> {
        self.connection
            .call(async |client| full_results::latest_of_each(client, slug).await)
    }

    fn page(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<Page, StoreError> {
        self.connection
            .call(async |client| pages::page(client, scope, after, limit).await)
    }

    fn page_above(&self, below: Option<Position>, limit: usize) -> Result<Page, StoreError> {
        self.connection
            .call(async |client| pages::page_above(client, below, limit).await)
    }

    fn list_page(&self, direction: Direction, limit: usize) -> Result<ListPage, StoreError> {
        let known = || self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *known();
        let (list, counts) = self
            .connection
            .call(async |client| pages::list_page(client, direction, limit, before).await)?;
        *known() = Some(counts);
        Ok(list)
    }

    fn full_results(
        &self,
        scope: &Scope,
        after: Option<Position>,
        limit: usize,
    ) -> Result<FullResults, StoreError> {
        self.connection
            .call(async |client| full_results::page(client, scope, after, limit).await)
    }

    fn rows(&self, ids: &[Uuid]) -> Result<Vec<ResultRow>, StoreError> {
        self.connection.call(async |client| {
            let rows = call(client, "list_results", &[(&ids, Type::UUID_ARRAY)]).await?;
            let readable = rows.iter().filter_map(|row| list_row(row).ok());
            let by_id: HashMap<Uuid, ResultRow> = readable.map(|row| (row.id, row)).collect();
            Ok(ids.iter().filter_map(|id| by_id.get(id).cloned()).collect())
        })
    }

    fn search_index(
        &self,
        zone: &TimeZone,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Result<SearchIndex, StoreError> {
        // A separate connection, so that a page does not wait for the index.
        let connection = self.connection.for_long_read();
        let parts =
            connection.call_unlimited(async |client| pages::search_rows(client, goes_on).await)?;
        Ok(SearchIndex::of(zone, parts))
    }

    fn rows_at(
        &self,
        index: &SearchIndex,
        places: &[u32],
    ) -> Result<Option<Vec<ResultRow>>, StoreError> {
        let ids = index.known(places).unwrap_or_default();
        self.rows(&ids).map(Some)
    }

    fn place(&self, index: &SearchIndex, of: Position) -> Result<Option<u32>, StoreError> {
        Ok(index.place(of.id))
    }

    fn saves(&self, ids: &[Uuid]) -> Result<Vec<SavedBy>, StoreError> {
        self.connection.call(async |client| {
            let rows = call(client, "read_saves", &[(&ids, Type::UUID_ARRAY)]).await?;
            let saved = rows.iter().map(|row| {
                Ok(SavedBy {
                    id: cell(row, 0)?,
                    at: instant(cell(row, 1)?)?,
                    by: cell(row, 2)?,
                })
            });
            saved.collect()
        })
    }

    fn shared_names(&self, slug: &str) -> Result<Vec<SharedName>, StoreError> {
        self.connection
            .call(async |client| pages::shared_names(client, slug).await)
    }

    fn trend(
        &self,
        name: &str,
        slug: &str,
        limit: usize,
    ) -> Result<(FullResults, Vec<SharedName>), StoreError> {
        let scope = of_person(name, slug);
        self.connection
            .call(async |client| full_results::trend(client, slug, &scope, limit).await)
    }

    fn ids_ending(
        &self,
        digits: &str,
        trashed: bool,
        most: usize,
    ) -> Result<Vec<Uuid>, StoreError> {
        let is_end = (1..=32).contains(&digits.len());
        if !is_end || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Ok(Vec::new());
        }
        // The server indexes the digits in reverse.
        let reversed: String = digits.to_ascii_lowercase().chars().rev().collect();
        let most = row_count(most);
        self.connection.call(async |client| {
            let values: [Value; 3] = [
                (&reversed, Type::TEXT),
                (&trashed, Type::BOOL),
                (&most, Type::INT8),
            ];
            let rows = call(client, "find_ids", &values).await?;
            rows.iter().map(|row| Ok(cell(row, 0)?)).collect()
        })
    }

    fn nth_latest(&self, back: u64) -> Result<Option<Uuid>, StoreError> {
        let Some(back) = i64::try_from(back).ok().filter(|back| *back < i64::MAX) else {
            return Ok(None);
        };
        self.connection
            .call(async |client| call_for_value(client, "nth_latest", &[(&back, Type::INT8)]).await)
    }

    fn count(&self) -> Result<u64, StoreError> {
        self.connection
            .call(async |client| call_for_number(client, "count_results").await)
    }

    fn delete(&self, ids: &[Uuid], at: Timestamp) -> Result<(), StoreError> {
        let at = Some(millis(at));
        self.connection
            .call_once(async |client| move_results(client, "delete", ids, at).await)
    }

    fn restore(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        self.connection
            .call(async |client| move_results(client, "restore", ids, None).await)
    }

    fn changes(&self) -> Result<u64, StoreError> {
        self.connection
            .call(async |client| call_for_number(client, "count_changes").await)
    }
}
