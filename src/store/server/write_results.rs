use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::encoded;
use super::encoded::{EncodedDraft, EncodedResult};
use super::error::{ServerError, ServerResult};
use super::sql_query::{Value, call, cell};
use crate::results::{AssessmentResult, Draft, DraftOutcome, DraftPlace};
use crate::store::redb::RedbError;
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;

/// Which drafts become the result.
#[derive(Clone, Copy)]
pub(crate) enum OwnDrafts<'d> {
    /// Whatever they say.
    All,
    /// Those that say what was seen, or what was tried to be kept.
    Seen(Option<&'d Draft>, &'d UnconfirmedDrafts),
}

impl OwnDrafts<'_> {
    fn has(self, draft: &Draft) -> bool {
        match self {
            Self::All => true,
            Self::Seen(seen, attempts) => attempts.is_ours(draft, seen),
        }
    }

    /// What they look like as records.
    fn records(self) -> ServerResult<Vec<Vec<u8>>> {
        let Self::Seen(Some(seen), _) = self else {
            return Ok(Vec::new());
        };
        let places = [DraftPlace::Main, DraftPlace::Aside];
        let sealed = places.map(|place| EncodedDraft::new(seen, place));
        let records = sealed.into_iter().map(|sealed| Ok(sealed?.record));
        records.collect()
    }
}

/// Saves a result, and removes its drafts. Restores a result that is in trash; if this login cannot
/// do that, the result still counts as saved and is not sent again.
pub(crate) async fn save(
    client: &Client,
    result: &AssessmentResult,
    ours: OwnDrafts<'_>,
) -> ServerResult<DraftOutcome> {
    let its = EncodedResult::new(result)?;
    let known = ours.records()?;
    let all = matches!(ours, OwnDrafts::All);
    let mean = its.mean_columns();
    let values: [Value; 18] = [
        (&its.id, Type::UUID),
        (&its.taken_at, Type::INT8),
        (&its.slug, Type::TEXT),
        (&its.person, Type::TEXT),
        (&its.assessment, Type::TEXT),
        (&its.name, Type::TEXT),
        (&its.notes, Type::TEXT),
        (&its.categories, Type::INT4),
        (&its.rated, Type::INT4),
        (&its.level_ups, Type::INT4),
        (&mean[0], Type::INT4),
        (&mean[1], Type::INT4),
        (&mean[2], Type::INT4),
        (&its.hash, Type::BYTEA),
        (&its.record, Type::BYTEA),
        (&its.definition, Type::BYTEA),
        (&all, Type::BOOL),
        (&known, Type::BYTEA_ARRAY),
    ];
    let rows = call(client, "save_result", &values).await?;
    let became: &str = cell(rows.first().ok_or(ServerError::Again)?, 0)?;
    if ["c", "d"].contains(&became) {
        return Err(RedbError::Conflict(its.id).into());
    }
    rest(client, its.id, &rows, ours, &known).await
}

/// The drafts with the id of a saved result that did not go with it: they go now where they say
/// the same in other bytes, and are handed back where somebody changed them.
async fn rest(
    client: &Client,
    id: Uuid,
    rows: &[Row],
    ours: OwnDrafts<'_>,
    known: &[Vec<u8>],
) -> ServerResult<DraftOutcome> {
    let mut outcome = DraftOutcome::Done;
    for row in rows {
        let Some(record) = cell::<Option<&[u8]>>(row, 4)? else {
            continue;
        };
        let aside = cell::<bool>(row, 3)?.then_some(id);
        // One that cannot be read is nobody's reason not to save a result.
        let Ok(draft) = encoded::draft(cell(row, 1)?, cell(row, 2)?, aside, record) else {
            continue;
        };
        if !ours.has(&draft) {
            outcome = DraftOutcome::Differs(Box::new(draft));
        } else if !matches!(ours, OwnDrafts::All) && !known.iter().any(|known| known == record) {
            let values: [Value; 2] = [(&id, Type::UUID), (&record, Type::BYTEA)];
            call(client, "remove_saved_draft", &values).await?;
        }
    }
    Ok(outcome)
}

/// Puts results into the bin.
pub(crate) async fn delete(client: &Client, ids: &[Uuid], millis: i64) -> ServerResult<()> {
    moved(client, "delete", ids, Some(millis)).await
}

/// Takes results out of the bin; those that are not in it stay as they are.
pub(crate) async fn restore(client: &Client, ids: &[Uuid]) -> ServerResult<()> {
    moved(client, "restore", ids, None).await
}

/// Takes results out of the bin for good.
pub(crate) async fn delete_forever(client: &Client, ids: &[Uuid]) -> ServerResult<()> {
    moved(client, "delete forever", ids, None).await
}

/// Moves all of these results, or none if some are missing. Returns the missing ones.
async fn moved(client: &Client, deed: &str, ids: &[Uuid], millis: Option<i64>) -> ServerResult<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let values: [Value; 3] = [
        (&ids, Type::UUID_ARRAY),
        (&deed, Type::TEXT),
        (&millis, Type::INT8),
    ];
    let missing = call(client, "move_results", &values).await;
    let missing = missing.map_err(|trouble| trouble.of_owners("delete and restore results"))?;
    match missing.first() {
        Some(row) => Err(RedbError::NotFound(cell(row, 0)?).into()),
        None => Ok(()),
    }
}
