use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};

use super::columns::{DraftColumns, draft, draft_in};
use super::error::{ServerError, ServerResult};
use super::sql_query::{Value, call, cell};
use crate::results::{Draft, DraftOutcome, DraftPlace, person_key};
use crate::store::batch::AllDrafts;
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;

/// How often another window may change a draft during a call.
const TRIES: usize = 8;

pub(crate) async fn keep(
    client: &Client,
    draft: &Draft,
    seen: Option<&Draft>,
    place: DraftPlace,
    unconfirmed: &UnconfirmedDrafts,
) -> ServerResult<DraftOutcome> {
    let columns = DraftColumns::new(draft, place)?;
    let mut replaceable = vec![columns.record.clone()];
    if let Some(seen) = seen {
        replaceable.push(DraftColumns::new(seen, place)?.record);
    }
    let fresh = seen.is_none();
    let before: [Value; 3] = [
        (&columns.id, Type::UUID),
        (&columns.record, Type::BYTEA),
        (&fresh, Type::BOOL),
    ];
    let values = [&before[..], &[(&draft.name, Type::TEXT)]];
    let is_ours = |there: &Draft| unconfirmed.is_ours(there, seen) || there.has_same_answers(draft);
    match change(client, "keep_draft", &columns, values, replaceable, is_ours).await? {
        DraftOutcome::Gone if fresh => Err(ServerError::Again),
        outcome => Ok(outcome),
    }
}

pub(crate) async fn forget(
    client: &Client,
    seen: &Draft,
    place: DraftPlace,
    unconfirmed: &UnconfirmedDrafts,
) -> ServerResult<DraftOutcome> {
    let columns = DraftColumns::new(seen, place)?;
    let replaceable = vec![columns.record.clone()];
    let is_ours = |there: &Draft| unconfirmed.is_ours(there, Some(seen));
    let values = [&[][..]; 2];
    match change(
        client,
        "forget_draft",
        &columns,
        values,
        replaceable,
        is_ours,
    )
    .await?
    {
        DraftOutcome::Gone => Ok(DraftOutcome::Done),
        outcome => Ok(outcome),
    }
}

/// Replaces or removes the draft in a place if its record is one of `replaceable`, or if it is ours in
/// other bytes. The values are those before and after the parameter `replaceable`.
async fn change(
    client: &Client,
    function: &str,
    columns: &DraftColumns,
    [before, after]: [&[Value<'_>]; 2],
    mut replaceable: Vec<Vec<u8>>,
    is_ours: impl Fn(&Draft) -> bool,
) -> ServerResult<DraftOutcome> {
    for _ in 0..TRIES {
        let rows = {
            let mut values: Vec<Value> = vec![
                (&columns.person, Type::TEXT),
                (&columns.slug, Type::TEXT),
                (&columns.aside, Type::BOOL),
                (&columns.key, Type::UUID),
            ];
            values.extend_from_slice(before);
            values.push((&replaceable, Type::BYTEA_ARRAY));
            values.extend_from_slice(after);
            call(client, function, &values).await?
        };
        let row = rows.first().ok_or(ServerError::Again)?;
        if cell(row, 0)? {
            return Ok(DraftOutcome::Done);
        }
        let Some(record) = cell::<Option<Vec<u8>>>(row, 1)? else {
            return Ok(DraftOutcome::Gone);
        };
        let aside = columns.aside.then_some(columns.key);
        let there = draft(&columns.person, &columns.slug, aside, &record)?;
        if !is_ours(&there) {
            return Ok(DraftOutcome::Differs(Box::new(there)));
        }
        replaceable.push(record);
    }
    Err(ServerError::Again)
}

/// Drafts of this login: all, or those of a person, an assessment, and a place.
async fn read(
    client: &Client,
    person: Option<&str>,
    slug: Option<&str>,
    aside: Option<bool>,
) -> ServerResult<Vec<Row>> {
    let values: [Value; 3] = [
        (&person, Type::TEXT),
        (&slug, Type::TEXT),
        (&aside, Type::BOOL),
    ];
    call(client, "read_drafts", &values).await
}

/// The drafts of a person by slug and ID: those in their main place, or the other drafts.
pub(crate) async fn of_person(
    client: &Client,
    name: &str,
    aside: bool,
) -> ServerResult<Vec<Draft>> {
    let rows = read(client, Some(&person_key(name)), None, Some(aside)).await?;
    rows.iter().map(|row| Ok(draft_in(row, 0)?)).collect()
}

/// All drafts of this login.
pub(crate) async fn all(client: &Client) -> ServerResult<AllDrafts> {
    let mut all = AllDrafts::default();
    for row in read(client, None, None, None).await? {
        let place = if cell(&row, 2)? {
            DraftPlace::Aside
        } else {
            DraftPlace::Main
        };
        all.add(draft_in(&row, 0).ok(), place);
    }
    Ok(all)
}

/// The draft of a person and an assessment.
pub(crate) async fn main(client: &Client, name: &str, slug: &str) -> ServerResult<Option<Draft>> {
    let rows = read(client, Some(&person_key(name)), Some(slug), Some(false)).await?;
    Ok(rows.first().map(|row| draft_in(row, 0)).transpose()?)
}
