use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::columns::{DraftColumns, ResultColumns, draft};
use super::error::{ServerError, ServerResult};
use super::sql_query::{Value, call, cell};
use crate::results::{AssessmentResult, Draft, DraftOutcome, DraftPlace};
use crate::store::format::FormatResult;
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;

/// Which drafts with the ID of a result are removed when it is saved.
#[derive(Clone, Copy)]
pub(crate) enum OwnDrafts<'d> {
    All,
    /// Those with the answers of the seen draft, or of a draft whose writing failed.
    Seen(Option<&'d Draft>, &'d UnconfirmedDrafts),
}

impl OwnDrafts<'_> {
    fn contains(self, draft: &Draft) -> bool {
        match self {
            Self::All => true,
            Self::Seen(seen, unconfirmed) => unconfirmed.is_ours(draft, seen),
        }
    }

    /// The records of the seen draft in both places.
    fn records(self) -> FormatResult<Vec<Vec<u8>>> {
        let Self::Seen(Some(seen), _) = self else {
            return Ok(Vec::new());
        };
        let places = [DraftPlace::Main, DraftPlace::Aside].into_iter();
        let records = places.map(|place| Ok(DraftColumns::new(seen, place)?.record));
        records.collect()
    }
}

/// Saves a result, and removes its drafts. Restores a result that is in trash; if this login cannot
/// do that, the result still counts as saved and is not sent again.
pub(crate) async fn save(
    client: &Client,
    result: &AssessmentResult,
    own: OwnDrafts<'_>,
) -> ServerResult<DraftOutcome> {
    let columns = ResultColumns::new(result)?;
    let known = own.records()?;
    let all = matches!(own, OwnDrafts::All);
    let values: [Value; 18] = [
        (&columns.id, Type::UUID),
        (&columns.taken_at, Type::INT8),
        (&columns.slug, Type::TEXT),
        (&columns.person, Type::TEXT),
        (&columns.assessment, Type::TEXT),
        (&columns.name, Type::TEXT),
        (&columns.notes, Type::TEXT),
        (&columns.categories, Type::INT4),
        (&columns.rated, Type::INT4),
        (&columns.level_ups, Type::INT4),
        (&columns.mean[0], Type::INT4),
        (&columns.mean[1], Type::INT4),
        (&columns.mean[2], Type::INT4),
        (&columns.hash, Type::BYTEA),
        (&columns.record, Type::BYTEA),
        (&columns.definition, Type::BYTEA),
        (&all, Type::BOOL),
        (&known, Type::BYTEA_ARRAY),
    ];
    let rows = call(client, "save_result", &values).await?;
    let outcome: &str = cell(rows.first().ok_or(ServerError::Again)?, 0)?;
    if ["c", "d"].contains(&outcome) {
        return Err(ServerError::Conflict(columns.id));
    }
    remove_other_drafts(client, columns.id, &rows, own, &known).await
}

/// Removes the drafts of a saved result that have the seen answers in other bytes. A draft that
/// another window changed stays and is returned; one that cannot be read stays.
async fn remove_other_drafts(
    client: &Client,
    id: Uuid,
    rows: &[Row],
    own: OwnDrafts<'_>,
    known: &[Vec<u8>],
) -> ServerResult<DraftOutcome> {
    let mut outcome = DraftOutcome::Done;
    for row in rows {
        let Some(record) = cell::<Option<&[u8]>>(row, 4)? else {
            continue;
        };
        let aside = cell::<bool>(row, 3)?.then_some(id);
        let Ok(draft) = draft(cell(row, 1)?, cell(row, 2)?, aside, record) else {
            continue;
        };
        if !own.contains(&draft) {
            outcome = DraftOutcome::Differs(Box::new(draft));
        } else if !matches!(own, OwnDrafts::All) && !known.iter().any(|known| known == record) {
            let values: [Value; 2] = [(&id, Type::UUID), (&record, Type::BYTEA)];
            call(client, "remove_saved_draft", &values).await?;
        }
    }
    Ok(outcome)
}

/// Moves all of these results, or none if one is missing: `delete` to trash at this time, `restore`
/// from trash, or `delete forever` from trash.
pub(crate) async fn move_results(
    client: &Client,
    action: &str,
    ids: &[Uuid],
    millis: Option<i64>,
) -> ServerResult<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let values: [Value; 3] = [
        (&ids, Type::UUID_ARRAY),
        (&action, Type::TEXT),
        (&millis, Type::INT8),
    ];
    let missing = call(client, "move_results", &values).await;
    let missing = missing.map_err(|error| error.only_owners("delete and restore results"))?;
    match missing.first() {
        Some(row) => Err(ServerError::NotFound(cell(row, 0)?)),
        None => Ok(()),
    }
}
