use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};

use super::encoded::EncodedDraft;
use super::error::{ServerError, ServerResult};
use super::sql_query::{Value, call, cell};
use super::{encoded, sql_query};
use crate::results::{Draft, DraftOutcome, DraftPlace, person_key};
use crate::store::batch::AllDrafts;
use crate::store::redb::RedbError;
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;

/// How often somebody else may come in between.
const TRIES: usize = 8;

fn place_of(draft: &EncodedDraft) -> [Value<'_>; 4] {
    [
        (&draft.person, Type::TEXT),
        (&draft.slug, Type::TEXT),
        (&draft.aside, Type::BOOL),
        (&draft.key, Type::UUID),
    ]
}

/// What is in the place of a draft.
fn found(its: &EncodedDraft, row: &Row) -> ServerResult<Option<(Draft, Vec<u8>)>> {
    let Some(record) = cell::<Option<Vec<u8>>>(row, 1)? else {
        return Ok(None);
    };
    let aside = its.aside.then_some(its.key);
    let draft = encoded::draft(&its.person, &its.slug, aside, &record)?;
    Ok(Some((draft, record)))
}

/// The records that may give way: what was seen, and what is to be written itself.
fn yielding(draft: &Draft, seen: Option<&Draft>, place: DraftPlace) -> ServerResult<Vec<Vec<u8>>> {
    let drafts = seen.into_iter().chain([draft]);
    drafts
        .map(|draft| Ok(EncodedDraft::new(draft, place)?.record))
        .collect()
}

pub(crate) async fn keep(
    client: &Client,
    draft: &Draft,
    seen: Option<&Draft>,
    place: DraftPlace,
    attempts: &mut UnconfirmedDrafts,
) -> ServerResult<DraftOutcome> {
    let its = EncodedDraft::new(draft, place)?;
    let mut yielding = yielding(draft, seen, place)?;
    let fresh = seen.is_none();
    for _ in 0..TRIES {
        let mut values = place_of(&its).to_vec();
        let more: [Value; 5] = [
            (&its.id, Type::UUID),
            (&its.record, Type::BYTEA),
            (&fresh, Type::BOOL),
            (&yielding, Type::BYTEA_ARRAY),
            (&draft.name, Type::TEXT),
        ];
        values.extend(more);
        let asked = call(client, "keep_draft", &values).await;
        drop(values);
        let rows = match asked {
            Ok(rows) => rows,
            Err(trouble) => {
                // It may have come about all the same, over what was seen.
                attempts.begin(seen, draft);
                return Err(trouble);
            }
        };
        let row = rows.first().ok_or(ServerError::Again)?;
        if cell(row, 0)? {
            return Ok(DraftOutcome::Done);
        }
        match found(&its, row)? {
            None if seen.is_some() => return Ok(DraftOutcome::Gone),
            None => {}
            Some((there, record))
                if attempts.is_ours(&there, seen) || there.has_same_answers(draft) =>
            {
                yielding.push(record);
            }
            Some((there, _)) => return Ok(DraftOutcome::Differs(Box::new(there))),
        }
    }
    Err(ServerError::Again)
}

pub(crate) async fn forget(
    client: &Client,
    seen: &Draft,
    place: DraftPlace,
    attempts: &UnconfirmedDrafts,
) -> ServerResult<DraftOutcome> {
    let its = EncodedDraft::new(seen, place)?;
    let mut yielding = vec![its.record.clone()];
    for _ in 0..TRIES {
        let mut values = place_of(&its).to_vec();
        values.push((&yielding, Type::BYTEA_ARRAY));
        let rows = call(client, "forget_draft", &values).await?;
        drop(values);
        let row = rows.first().ok_or(ServerError::Again)?;
        if cell(row, 0)? {
            return Ok(DraftOutcome::Done);
        }
        match found(&its, row)? {
            None => return Ok(DraftOutcome::Done),
            Some((there, record)) if attempts.is_ours(&there, Some(seen)) => yielding.push(record),
            Some((there, _)) => return Ok(DraftOutcome::Differs(Box::new(there))),
        }
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

/// The draft in a row.
fn draft(row: &Row) -> Result<Draft, RedbError> {
    let is_aside: bool = cell(row, 2)?;
    let aside = is_aside.then(|| cell(row, 3)).transpose()?;
    encoded::draft(cell(row, 0)?, cell(row, 1)?, aside, cell(row, 4)?)
}

/// The drafts of this person, by slug and id: those in their main place, or those kept aside.
pub(crate) async fn of(client: &Client, name: &str, aside: bool) -> ServerResult<Vec<Draft>> {
    let rows = read(client, Some(&person_key(name)), None, Some(aside)).await?;
    rows.iter().map(|row| Ok(draft(row)?)).collect()
}

/// All drafts of this account.
pub(crate) async fn all(client: &Client) -> ServerResult<AllDrafts> {
    let mut all = AllDrafts::default();
    for row in read(client, None, None, None).await? {
        let is_aside = cell(&row, 2)?;
        let place = if is_aside {
            DraftPlace::Aside
        } else {
            DraftPlace::Main
        };
        all.add(draft(&row).ok(), place);
    }
    Ok(all)
}

/// The draft that this person has of this assessment.
pub(crate) async fn main(client: &Client, name: &str, slug: &str) -> ServerResult<Option<Draft>> {
    let rows = read(client, Some(&person_key(name)), Some(slug), Some(false)).await?;
    Ok(rows.first().map(draft).transpose()?)
}

/// The name that this account used last.
pub(crate) async fn last_name(client: &Client) -> ServerResult<Option<String>> {
    let name: Option<Option<String>> = sql_query::value(client, "last_name", &[]).await?;
    Ok(name.flatten())
}

pub(crate) async fn remember_name(client: &Client, name: &str) -> ServerResult<()> {
    call(client, "remember_name", &[(&name, Type::TEXT)]).await?;
    Ok(())
}
