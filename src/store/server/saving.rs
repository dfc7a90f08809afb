use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::super::attempts::Attempts;
use super::super::fault::Fault;
use super::records::{self, Sealed, SealedDraft};
use super::schema;
use super::trouble::{Outcome, Trouble};
use crate::results::{AssessmentResult, Draft, DraftOutcome, DraftPlace};

/// One statement, and so one transaction and one round trip: the wording if it is new, the result
/// if its id is, the drafts that became it, and the count of changes; none of it where a newer
/// levelup has changed the schema. What was there before and the drafts come back.
const SAVE: &str = "WITH there AS (SELECT record, binned_at FROM levelup.results WHERE id = $1),
    fits AS (SELECT 1 FROM levelup.about WHERE name = 'schema' AND value = $18),
    word AS (INSERT INTO levelup.definitions (hash, record) SELECT $12, $13
        WHERE NOT EXISTS (SELECT 1 FROM levelup.definitions WHERE hash = $12)
            AND EXISTS (SELECT 1 FROM fits)
        ON CONFLICT (hash) DO NOTHING),
    saved AS (INSERT INTO levelup.results (id, tail, taken_at, slug, person, assessment, name,
            categories, rated, level_ups, mean, definition, record)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $14
        WHERE NOT EXISTS (SELECT 1 FROM there) AND EXISTS (SELECT 1 FROM fits)
        ON CONFLICT (id) DO NOTHING RETURNING 1),
    kept AS (SELECT 1 FROM saved
        UNION ALL SELECT 1 FROM there, fits WHERE record = $14 AND binned_at IS NULL),
    mine AS (SELECT person, slug, aside, record FROM levelup.drafts
        WHERE owner = CURRENT_USER::text AND id = $1),
    gone AS (DELETE FROM levelup.drafts WHERE owner = CURRENT_USER::text AND id = $1
        AND ($15 OR record = ANY($16)) AND EXISTS (SELECT 1 FROM kept)),
    bump AS (INSERT INTO levelup.changes (shard, n)
        SELECT $17, 1 WHERE EXISTS (SELECT 1 FROM saved)
        ON CONFLICT (owner, shard) DO UPDATE SET n = (changes.n + 1) % 1099511627776)
    SELECT (SELECT count(*) FROM saved), there.record, there.binned_at,
        mine.person, mine.slug, mine.aside, mine.record, EXISTS (SELECT 1 FROM fits)
    FROM (SELECT 1) one LEFT JOIN there ON true LEFT JOIN mine ON true";

/// Which drafts become the result.
#[derive(Clone, Copy)]
pub(super) enum Ours<'d> {
    /// Whatever they say.
    All,
    /// Those that say what was seen, or what was tried to be kept.
    Seen(Option<&'d Draft>, &'d Attempts),
}

impl Ours<'_> {
    fn has(self, draft: &Draft) -> bool {
        match self {
            Self::All => true,
            Self::Seen(seen, attempts) => attempts.is_ours(draft, seen),
        }
    }

    /// What they look like as records.
    fn records(self) -> Outcome<Vec<Vec<u8>>> {
        let Self::Seen(Some(seen), _) = self else {
            return Ok(Vec::new());
        };
        let places = [DraftPlace::Main, DraftPlace::Aside];
        let sealed = places.map(|place| SealedDraft::new(seen, place));
        let records = sealed.into_iter().map(|sealed| Ok(sealed?.record));
        records.collect()
    }
}

/// Saves a result, and takes the drafts away that became it.
pub(super) async fn save(
    client: &Client,
    result: &AssessmentResult,
    ours: Ours<'_>,
) -> Outcome<DraftOutcome> {
    let its = Sealed::new(result)?;
    let known = ours.records()?;
    // What is there now was not there yet when this looked: then it looks again. What is there and
    // does not show is another's.
    for _ in 0..2 {
        let rows = ask(client, &its, ours, &known).await?;
        let Some(first) = rows.first() else {
            continue;
        };
        if !first.get::<_, bool>(7) {
            // Made by another levelup since the line was made.
            schema::may_use(client).await?;
            return Err(Trouble::Again);
        }
        let (saved, there): (i64, Option<&[u8]>) = (first.get(0), first.get(1));
        let binned: Option<i64> = first.get(2);
        match there {
            None if saved == 0 => {}
            Some(there) if there != its.record => return Err(Fault::Conflict(its.id).into()),
            Some(_) if binned.is_some() => {
                match restore(client, &[its.id]).await {
                    // Who may not take it out of the bin has handed it in all the same, and need
                    // not do so for ever.
                    Err(Trouble::Denied(_)) => {
                        return rest(client, its.id, &rows, ours, &known).await;
                    }
                    // Among the results it takes its drafts along, the next time.
                    outcome => outcome?,
                }
            }
            _ => return rest(client, its.id, &rows, ours, &known).await,
        }
    }
    Err(Fault::Conflict(its.id).into())
}

async fn ask(
    client: &Client,
    its: &Sealed,
    ours: Ours<'_>,
    known: &[Vec<u8>],
) -> Outcome<Vec<Row>> {
    let all = matches!(ours, Ours::All);
    let shard = shard(its.id);
    let schema = schema::SCHEMA.to_string();
    let values: [(&(dyn tokio_postgres::types::ToSql + Sync), Type); 18] = [
        (&its.id, Type::UUID),
        (&its.tail, Type::TEXT),
        (&its.taken_at, Type::INT8),
        (&its.slug, Type::TEXT),
        (&its.person, Type::TEXT),
        (&its.assessment, Type::TEXT),
        (&its.name, Type::TEXT),
        (&its.categories, Type::INT4),
        (&its.rated, Type::INT4),
        (&its.level_ups, Type::INT4),
        (&its.mean, Type::FLOAT8),
        (&its.hash, Type::BYTEA),
        (&its.definition, Type::BYTEA),
        (&its.record, Type::BYTEA),
        (&all, Type::BOOL),
        (&known, Type::BYTEA_ARRAY),
        (&shard, Type::INT4),
        (&schema, Type::TEXT),
    ];
    Ok(client.query_typed(SAVE, &values).await?)
}

/// The drafts with the id of a saved result that did not go with it: they go now where they say
/// the same in other bytes, and are handed back where somebody changed them.
async fn rest(
    client: &Client,
    id: Uuid,
    rows: &[Row],
    ours: Ours<'_>,
    known: &[Vec<u8>],
) -> Outcome<DraftOutcome> {
    let mut outcome = DraftOutcome::Done;
    for row in rows {
        let Some(record) = row.get::<_, Option<&[u8]>>(6) else {
            continue;
        };
        let aside = row.get::<_, bool>(5).then_some(id);
        // One that cannot be read is nobody's reason not to save a result.
        let Ok(draft) = records::draft(row.get(3), row.get(4), aside, record) else {
            continue;
        };
        if !ours.has(&draft) {
            outcome = DraftOutcome::Differs(Box::new(draft));
        } else if !matches!(ours, Ours::All) && !known.iter().any(|known| known == record) {
            let sql = "DELETE FROM levelup.drafts
                WHERE owner = CURRENT_USER::text AND id = $1 AND record = $2";
            let values = [
                (
                    &id as &(dyn tokio_postgres::types::ToSql + Sync),
                    Type::UUID,
                ),
                (&record, Type::BYTEA),
            ];
            client.query_typed(sql, &values).await?;
        }
    }
    Ok(outcome)
}

/// Which of the numbers of changes a result is counted in.
pub(super) fn shard(id: Uuid) -> i32 {
    i32::from(id.as_bytes()[15] & 15)
}

/// Does something to results, all of them or none: those that `missing` finds hinder it, and come
/// back; and so does another schema than `$3`, which comes back as no id.
macro_rules! moving {
    ($there:literal, $change:literal) => {
        concat!(
            "WITH fits AS (SELECT 1 FROM levelup.about WHERE name = 'schema' AND value = $3),
            want AS (SELECT unnest($1::uuid[]) AS id),
            missing AS (SELECT want.id FROM want LEFT JOIN levelup.results r
                ON r.id = want.id",
            $there,
            " WHERE r.id IS NULL), moved AS (",
            $change,
            " AND NOT EXISTS (SELECT 1 FROM missing) AND EXISTS (SELECT 1 FROM fits) RETURNING 1),
            bump AS (INSERT INTO levelup.changes (shard, n)
                SELECT $2, 1 WHERE EXISTS (SELECT 1 FROM moved)
                ON CONFLICT (owner, shard) DO UPDATE SET n = (changes.n + 1) % 1099511627776)
            SELECT id FROM missing
            UNION ALL SELECT NULL WHERE NOT EXISTS (SELECT 1 FROM fits)"
        )
    };
}

/// Puts results into the bin.
pub(super) async fn delete(client: &Client, ids: &[Uuid], millis: i64) -> Outcome<()> {
    let sql = moving!(
        " AND r.binned_at IS NULL",
        "UPDATE levelup.results SET binned_at = $4 WHERE id = ANY($1) AND binned_at IS NULL"
    );
    moved(client, sql, ids, Some(millis)).await
}

/// Takes results out of the bin; those that are not in it stay as they are.
pub(super) async fn restore(client: &Client, ids: &[Uuid]) -> Outcome<()> {
    let sql = moving!(
        "",
        "UPDATE levelup.results SET binned_at = NULL
        WHERE id = ANY($1) AND binned_at IS NOT NULL"
    );
    moved(client, sql, ids, None).await
}

/// Takes results out of the bin for good.
pub(super) async fn delete_forever(client: &Client, ids: &[Uuid]) -> Outcome<()> {
    let sql = moving!(
        " AND r.binned_at IS NOT NULL",
        "DELETE FROM levelup.results WHERE id = ANY($1) AND binned_at IS NOT NULL"
    );
    moved(client, sql, ids, None).await
}

async fn moved(client: &Client, sql: &str, ids: &[Uuid], millis: Option<i64>) -> Outcome<()> {
    let Some(first) = ids.first() else {
        return Ok(());
    };
    let (shard, schema) = (shard(*first), schema::SCHEMA.to_string());
    let mut values: Vec<(&(dyn tokio_postgres::types::ToSql + Sync), Type)> = vec![
        (&ids, Type::UUID_ARRAY),
        (&shard, Type::INT4),
        (&schema, Type::TEXT),
    ];
    if let Some(millis) = &millis {
        values.push((millis, Type::INT8));
    }
    let missing = client.query_typed(sql, &values).await;
    let missing =
        missing.map_err(|error| Trouble::from(error).of_owners("delete and restore results"))?;
    let missing: Vec<Option<Uuid>> = missing.iter().map(|row| row.get(0)).collect();
    if missing.contains(&None) {
        schema::may_use(client).await?;
        return Err(Trouble::Again);
    }
    match ids.iter().find(|id| missing.contains(&Some(**id))) {
        Some(id) => Err(Fault::NotFound(*id).into()),
        None => Ok::<(), Trouble>(()),
    }
}
