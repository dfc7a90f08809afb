use futures_util::future::join;
use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::error::{ServerError, ServerResult};
use super::pages::{page, page_above};
use super::sql_query::{call, cell};
use crate::store::page::{Direction, ListPage, Scope};

/// How many results there were, and the counter of changes at that time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    changes: u64,
    total: u64,
}

/// A page with what stands around it: asked together, and so in one way there and back. To count
/// takes the server longer than a page does: it counts only where something has changed.
pub(crate) async fn leaf(
    client: &Client,
    way: Direction,
    limit: usize,
    known: Option<Counted>,
) -> ServerResult<(ListPage, Counted)> {
    // In this order, and so the counter from before the page.
    let numbers = numbers(client, known);
    let page = async {
        match way {
            Direction::Down(after) => page(client, &Scope::default(), after, limit).await,
            Direction::Up(below) => page_above(client, below, limit).await,
        }
    };
    let (counted, page) = join(numbers, page).await;
    let (counted, page) = (counted?, page?);
    let leaf = ListPage {
        page,
        total: counted.total,
        changes: counted.changes,
    };
    Ok((leaf, counted))
}

async fn numbers(client: &Client, known: Option<Counted>) -> ServerResult<Counted> {
    let at = known.and_then(|known| i64::try_from(known.changes).ok());
    let rows = call(client, "count_both", &[(&at, Type::INT8)]).await?;
    let row = rows.first().ok_or(ServerError::Again)?;
    let number = |of: i64| u64::try_from(of).unwrap_or(0);
    let total = cell::<Option<i64>>(row, 1)?.map(number);
    Ok(Counted {
        changes: number(cell(row, 0)?),
        total: total.or(known.map(|known| known.total)).unwrap_or(0),
    })
}
