use futures_util::future::join;
use jiff::Timestamp;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::columns::list_row;
use super::error::{ServerError, ServerResult};
use super::sql_query::{Value, call, cell, one_more};
use crate::results::{Position, SearchRow, SearchRows, SharedName, person_key};
use crate::store::format::{instant, millis, rounded_up};
use crate::store::page::{Direction, ListPage, Page, Scope, Unreadable};

/// The number of results in a call that reads the search index.
const SEARCH_ROWS: usize = 20_000;

/// A scope as parameters, and the position after which a page begins.
pub(crate) struct ScopeValues {
    slug: Option<String>,
    person: Option<String>,
    since: Option<i64>,
    until: Option<i64>,
    time: Option<i64>,
    id: Option<Uuid>,
}

impl ScopeValues {
    pub(crate) fn new(scope: &Scope, after: Option<Position>) -> Self {
        Self {
            slug: scope.assessment.clone(),
            person: scope.name.as_deref().map(person_key),
            since: scope.since.map(rounded_up),
            until: scope.until.map(millis),
            time: after.map(|after| millis(after.taken_at)),
            id: after.map(|after| after.id),
        }
    }

    /// These parameters, and those that follow them.
    pub(crate) fn and<'v>(&'v self, more: &[Value<'v>]) -> Vec<Value<'v>> {
        let mut values: Vec<Value> = vec![
            (&self.slug, Type::TEXT),
            (&self.person, Type::TEXT),
            (&self.since, Type::INT8),
            (&self.until, Type::INT8),
            (&self.time, Type::INT8),
            (&self.id, Type::UUID),
        ];
        values.extend_from_slice(more);
        values
    }
}

/// At most `limit` rows in `scope` after `after`.
pub(crate) async fn page(
    client: &Client,
    scope: &Scope,
    after: Option<Position>,
    limit: usize,
) -> ServerResult<Page> {
    list(client, scope, after, false, limit).await
}

/// At most `limit` rows directly above `below`.
pub(crate) async fn page_above(
    client: &Client,
    below: Option<Position>,
    limit: usize,
) -> ServerResult<Page> {
    let mut page = list(client, &Scope::default(), below, true, limit).await?;
    page.rows.reverse();
    Ok(page)
}

async fn list(
    client: &Client,
    scope: &Scope,
    from: Option<Position>,
    upward: bool,
    limit: usize,
) -> ServerResult<Page> {
    let scope = ScopeValues::new(scope, from);
    let most = one_more(limit);
    let values = scope.and(&[(&upward, Type::BOOL), (&most, Type::INT8)]);
    let rows = call(client, "list_page", &values).await?;
    let mut page = Page::default();
    for row in rows.iter().take(limit) {
        let at = position(row)?;
        match list_row(row) {
            Ok(row) => page.rows.push(row),
            Err(error) => page.unreadable.push(Unreadable {
                at,
                why: error.reason(),
            }),
        }
        // After an impossible time, there is no position to continue from.
        let is_end = cell(row, 1).is_ok_and(|time: i64| {
            if upward {
                time > millis(Timestamp::MAX)
            } else {
                time < millis(Timestamp::MIN)
            }
        });
        page.next = (rows.len() > limit && !is_end).then_some(at);
    }
    Ok(page)
}

/// The position of a result, from the first columns, `id` and `taken_at`. An impossible time becomes
/// the nearest possible one: the record has a different time, so it is reported as damaged.
pub(crate) fn position(row: &Row) -> ServerResult<Position> {
    let taken_at: i64 = cell(row, 1)?;
    let nearest = if taken_at < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Ok(Position {
        id: cell(row, 0)?,
        taken_at: instant(taken_at).unwrap_or(nearest),
    })
}

/// The number of results, and the counter of changes at that time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    changes: u64,
    total: u64,
}

/// A page and its counts in one round trip. Counting takes the server longer than reading a page, so
/// it counts only if something has changed.
pub(crate) async fn list_page(
    client: &Client,
    direction: Direction,
    limit: usize,
    known: Option<Counts>,
) -> ServerResult<(ListPage, Counts)> {
    let page = async {
        match direction {
            Direction::Down(after) => page(client, &Scope::default(), after, limit).await,
            Direction::Up(below) => page_above(client, below, limit).await,
        }
    };
    // The counts first, so that the counter is from before the page.
    let (counts, page) = join(counts(client, known), page).await;
    let counts = counts?;
    let list = ListPage {
        page: page?,
        total: counts.total,
        changes: counts.changes,
    };
    Ok((list, counts))
}

async fn counts(client: &Client, known: Option<Counts>) -> ServerResult<Counts> {
    let at = known.and_then(|known| i64::try_from(known.changes).ok());
    let rows = call(client, "count_both", &[(&at, Type::INT8)]).await?;
    let row = rows.first().ok_or(ServerError::Again)?;
    let number = |of: i64| u64::try_from(of).unwrap_or(0);
    let total = cell::<Option<i64>>(row, 1)?.map(number);
    Ok(Counts {
        changes: number(cell(row, 0)?),
        total: total.or(known.map(|known| known.total)).unwrap_or(0),
    })
}

/// All results for the search index, unless `goes_on` returns false. The deadline applies to each
/// call.
pub(crate) async fn search_rows(
    client: &Client,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> ServerResult<Vec<SearchRows>> {
    let (mut parts, mut after) = (Vec::new(), None);
    loop {
        let page = page(client, &Scope::default(), after, SEARCH_ROWS).await?;
        let mut part = SearchRows::default();
        for row in &page.rows {
            let search = SearchRow {
                id: row.id,
                millis: millis(row.taken_at),
                slug: &row.slug,
                assessment: &row.assessment,
                name: &row.name,
            };
            part.push(&search, row.notes.iter().map(String::as_str));
        }
        parts.push(part);
        after = page.next;
        if after.is_none() || !goes_on() {
            return Ok(parts);
        }
    }
}

/// The names in an assessment under which several logins saved results.
pub(crate) async fn shared_names(client: &Client, slug: &str) -> ServerResult<Vec<SharedName>> {
    let rows = call(client, "read_shared_names", &[(&slug, Type::TEXT)]).await?;
    let names = rows.iter().map(|row| {
        Ok(SharedName {
            person: cell(row, 0)?,
            logins: cell(row, 1)?,
        })
    });
    names.collect()
}
