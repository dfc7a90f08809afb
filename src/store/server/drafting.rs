use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::super::AllDrafts;
use super::super::attempts::Attempts;
use super::super::fault::Fault;
use super::records::{self, SealedDraft};
use super::trouble::{Outcome, Trouble};
use crate::results::{Draft, DraftOutcome, DraftPlace, person_key};

/// The place of a draft: `$1` to `$4`.
macro_rules! place {
    () => {
        "owner = CURRENT_USER::text AND person = $1 AND slug = $2 AND aside = $3 AND key = $4"
    };
}

/// Keeps a draft where what is kept there is one of the records in `$8`, or nothing where `$7`
/// says so, and remembers its name: in one round trip.
const KEEP: &str = concat!(
    "WITH there AS (SELECT record FROM levelup.drafts WHERE ",
    place!(),
    "), put AS (INSERT INTO levelup.drafts (person, slug, aside, key, id, record)
        SELECT $1, $2, $3, $4, $5, $6 WHERE $7 OR EXISTS (SELECT 1 FROM there)
        ON CONFLICT (owner, person, slug, aside, key)
        DO UPDATE SET id = excluded.id, record = excluded.record
        WHERE drafts.record = ANY($8) RETURNING 1),
    named AS (INSERT INTO levelup.names (name)
        SELECT $9 WHERE $9 <> '' AND EXISTS (SELECT 1 FROM put)
        ON CONFLICT (owner) DO UPDATE SET name = excluded.name)
    SELECT (SELECT count(*) FROM put), (SELECT record FROM there)"
);

const FORGET: &str = concat!(
    "WITH there AS (SELECT record FROM levelup.drafts WHERE ",
    place!(),
    "), gone AS (DELETE FROM levelup.drafts WHERE ",
    place!(),
    " AND record = ANY($5) RETURNING 1)
    SELECT (SELECT count(*) FROM gone), (SELECT record FROM there)"
);

/// How often somebody else may come in between.
const TRIES: usize = 8;

type Value<'v> = (&'v (dyn ToSql + Sync), Type);

fn place_of(draft: &SealedDraft) -> [Value<'_>; 4] {
    [
        (&draft.person, Type::TEXT),
        (&draft.slug, Type::TEXT),
        (&draft.aside, Type::BOOL),
        (&draft.key, Type::UUID),
    ]
}

/// What is in the place of a draft.
fn found(its: &SealedDraft, row: &Row) -> Outcome<Option<(Draft, Vec<u8>)>> {
    let Some(record) = row.get::<_, Option<Vec<u8>>>(1) else {
        return Ok(None);
    };
    let aside = its.aside.then_some(its.key);
    let draft = records::draft(&its.person, &its.slug, aside, &record)?;
    Ok(Some((draft, record)))
}

/// The records that may give way: what was seen, and what is to be written itself.
fn yielding(draft: &Draft, seen: Option<&Draft>, place: DraftPlace) -> Outcome<Vec<Vec<u8>>> {
    let drafts = seen.into_iter().chain([draft]);
    drafts
        .map(|draft| Ok(SealedDraft::new(draft, place)?.record))
        .collect()
}

pub(super) async fn keep(
    client: &Client,
    draft: &Draft,
    seen: Option<&Draft>,
    place: DraftPlace,
    attempts: &mut Attempts,
) -> Outcome<DraftOutcome> {
    let its = SealedDraft::new(draft, place)?;
    let mut yielding = yielding(draft, seen, place)?;
    let fresh = seen.is_none();
    for _ in 0..TRIES {
        let mut values = place_of(&its).to_vec();
        values.extend([
            (&its.id as &(dyn ToSql + Sync), Type::UUID),
            (&its.record, Type::BYTEA),
            (&fresh, Type::BOOL),
            (&yielding, Type::BYTEA_ARRAY),
            (&draft.name, Type::TEXT),
        ]);
        let asked = client.query_typed(KEEP, &values).await;
        drop(values);
        let rows = match asked {
            Ok(rows) => rows,
            Err(error) => {
                // It may have come about all the same, over what was seen.
                attempts.begin(seen, draft);
                return Err(error.into());
            }
        };
        let row = rows.first().ok_or(Trouble::Again)?;
        if row.get::<_, i64>(0) > 0 {
            return Ok(DraftOutcome::Done);
        }
        match found(&its, row)? {
            None if seen.is_some() => return Ok(DraftOutcome::Gone),
            None => {}
            Some((there, record))
                if attempts.is_ours(&there, seen) || there.says_the_same(draft) =>
            {
                yielding.push(record);
            }
            Some((there, _)) => return Ok(DraftOutcome::Differs(Box::new(there))),
        }
    }
    Err(Trouble::Again)
}

pub(super) async fn forget(
    client: &Client,
    seen: &Draft,
    place: DraftPlace,
    attempts: &Attempts,
) -> Outcome<DraftOutcome> {
    let its = SealedDraft::new(seen, place)?;
    let mut yielding = vec![its.record.clone()];
    for _ in 0..TRIES {
        let mut values = place_of(&its).to_vec();
        values.push((&yielding, Type::BYTEA_ARRAY));
        let rows = client.query_typed(FORGET, &values).await?;
        drop(values);
        let row = rows.first().ok_or(Trouble::Again)?;
        if row.get::<_, i64>(0) > 0 {
            return Ok(DraftOutcome::Done);
        }
        match found(&its, row)? {
            None => return Ok(DraftOutcome::Done),
            Some((there, record)) if attempts.is_ours(&there, Some(seen)) => yielding.push(record),
            Some((there, _)) => return Ok(DraftOutcome::Differs(Box::new(there))),
        }
    }
    Err(Trouble::Again)
}

/// Keeps a draft over whatever is there, unless a newer levelup wrote it.
pub(super) async fn put(client: &Client, draft: &Draft) -> Outcome<()> {
    let its = SealedDraft::new(draft, DraftPlace::Main)?;
    let sql = "INSERT INTO levelup.drafts (person, slug, aside, key, id, record)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (owner, person, slug, aside, key)
        DO UPDATE SET id = excluded.id, record = excluded.record
        WHERE get_byte(drafts.record, 0) <= $7 RETURNING 1";
    let format = i32::from(super::super::record::V1);
    let mut values = place_of(&its).to_vec();
    values.extend([
        (&its.id as &(dyn ToSql + Sync), Type::UUID),
        (&its.record, Type::BYTEA),
        (&format, Type::INT4),
    ]);
    if client.query_typed(sql, &values).await?.is_empty() {
        return Err(Fault::Newer.into());
    }
    Ok(())
}

/// The drafts of this person, by slug and id: those in their main place, or those kept aside.
pub(super) async fn of(client: &Client, name: &str, aside: bool) -> Outcome<Vec<Draft>> {
    let sql = "SELECT slug, key, record FROM levelup.drafts
        WHERE owner = CURRENT_USER::text AND person = $1 AND aside = $2 ORDER BY slug, key";
    let person = person_key(name);
    let values: [Value; 2] = [(&person, Type::TEXT), (&aside, Type::BOOL)];
    let rows = client.query_typed(sql, &values).await?;
    let read = rows.iter().map(|row| {
        let key: Uuid = row.get(1);
        Ok(records::draft(
            &person,
            row.get(0),
            aside.then_some(key),
            row.get(2),
        )?)
    });
    read.collect()
}

/// All drafts of this account.
pub(super) async fn all(client: &Client) -> Outcome<AllDrafts> {
    let sql = "SELECT person, slug, aside, key, record FROM levelup.drafts
        WHERE owner = CURRENT_USER::text ORDER BY aside, person, slug, key";
    let mut all = AllDrafts::default();
    for row in client.query_typed(sql, &[]).await? {
        let is_aside = row.get::<_, bool>(2);
        let (aside, place) = if is_aside {
            (Some(row.get(3)), DraftPlace::Aside)
        } else {
            (None, DraftPlace::Main)
        };
        let read = records::draft(row.get(0), row.get(1), aside, row.get(4));
        all.add(read, place)?;
    }
    Ok(all)
}

/// The draft that this person has of this assessment.
pub(super) async fn main(client: &Client, name: &str, slug: &str) -> Outcome<Option<Draft>> {
    let sql = "SELECT record FROM levelup.drafts
        WHERE owner = CURRENT_USER::text AND person = $1 AND slug = $2 AND NOT aside";
    let person = person_key(name);
    let values: [Value; 2] = [(&person, Type::TEXT), (&slug, Type::TEXT)];
    let rows = client.query_typed(sql, &values).await?;
    let read = rows
        .first()
        .map(|row| records::draft(&person, slug, None, row.get(0)));
    Ok(read.transpose()?)
}

pub(super) async fn remove(client: &Client, name: &str, slug: &str) -> Outcome<()> {
    let sql = "DELETE FROM levelup.drafts
        WHERE owner = CURRENT_USER::text AND person = $1 AND slug = $2 AND NOT aside";
    let person = person_key(name);
    let values: [Value; 2] = [(&person, Type::TEXT), (&slug, Type::TEXT)];
    client.query_typed(sql, &values).await?;
    Ok(())
}

/// The name that this account used last.
pub(super) async fn last_name(client: &Client) -> Outcome<Option<String>> {
    let sql = "SELECT name FROM levelup.names WHERE owner = CURRENT_USER::text";
    let rows = client.query_typed(sql, &[]).await?;
    Ok(rows.first().map(|row| row.get(0)))
}

pub(super) async fn remember_name(client: &Client, name: &str) -> Outcome<()> {
    if name.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO levelup.names (name) VALUES ($1)
        ON CONFLICT (owner) DO UPDATE SET name = excluded.name";
    client.query_typed(sql, &[(&name, Type::TEXT)]).await?;
    Ok(())
}
