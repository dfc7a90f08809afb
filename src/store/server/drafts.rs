use std::sync::{MutexGuard, PoisonError};

use tokio_postgres::Client;
use tokio_postgres::types::Type;

use super::ServerStore;
use super::columns::{DraftColumns, draft, draft_in};
use super::error::{ServerError, ServerResult};
use super::sql_query::{Value, call, call_for_value, cell};
use super::write_results::{self, OwnDrafts};
use crate::results::{AssessmentResult, Draft, DraftOutcome, DraftPlace, StoreError, person_key};
use crate::store::Drafts;
use crate::store::batch::AllDrafts;
use crate::store::unconfirmed_drafts::UnconfirmedDrafts;

/// How often another window may change a draft during a call.
const TRIES: usize = 8;

impl Drafts for ServerStore {
    fn save_draft(
        &self,
        draft: &Draft,
        seen: Option<&Draft>,
        place: DraftPlace,
    ) -> Result<DraftOutcome, StoreError> {
        let mut unconfirmed = self.unconfirmed();
        let outcome = self
            .connection
            .call(async |client| save(client, draft, seen, place, &unconfirmed).await);
        match &outcome {
            Ok(_) => unconfirmed.settle(),
            // It may have been saved before the error.
            Err(_) => unconfirmed.begin(seen, draft),
        }
        outcome
    }

    fn remove_draft(&self, seen: &Draft, place: DraftPlace) -> Result<DraftOutcome, StoreError> {
        let mut unconfirmed = self.unconfirmed();
        let outcome = self
            .connection
            .call(async |client| remove(client, seen, place, &unconfirmed).await)?;
        unconfirmed.settle();
        Ok(outcome)
    }

    fn save_and_remove_draft(
        &self,
        result: &AssessmentResult,
        seen: Option<&Draft>,
    ) -> Result<DraftOutcome, StoreError> {
        let mut unconfirmed = self.unconfirmed();
        let own = OwnDrafts::Seen(seen, &unconfirmed);
        let outcome = self
            .connection
            .call(async |client| write_results::save(client, result, own).await)?;
        unconfirmed.settle();
        Ok(outcome)
    }

    fn draft(&self, name: &str, slug: &str) -> Result<Option<Draft>, StoreError> {
        let drafts = self.drafts_of(name, Some(slug), false)?;
        Ok(drafts.into_iter().next())
    }

    fn drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.drafts_of(name, None, false)
    }

    fn other_drafts(&self, name: &str) -> Result<Vec<Draft>, StoreError> {
        self.drafts_of(name, None, true)
    }

    fn all_drafts(&self) -> Result<AllDrafts, StoreError> {
        self.connection.call(async |client| {
            let mut all = AllDrafts::default();
            let values: [Value; 3] = [
                (&None::<&str>, Type::TEXT),
                (&None::<&str>, Type::TEXT),
                (&None::<bool>, Type::BOOL),
            ];
            for row in call(client, "read_drafts", &values).await? {
                let place = if cell(&row, 2)? {
                    DraftPlace::Aside
                } else {
                    DraftPlace::Main
                };
                all.add(draft_in(&row, 0).ok(), place);
            }
            Ok(all)
        })
    }

    fn last_name(&self) -> Result<Option<String>, StoreError> {
        self.connection
            .call(async |client| call_for_value(client, "last_name", &[]).await)
    }

    fn remember_name(&self, name: &str) -> Result<(), StoreError> {
        self.connection.call(async |client| {
            call(client, "remember_name", &[(&name, Type::TEXT)]).await?;
            Ok(())
        })
    }
}

impl ServerStore {
    fn unconfirmed(&self) -> MutexGuard<'_, UnconfirmedDrafts> {
        self.unconfirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The drafts of a person, by slug and ID: the main ones, or the other ones.
    fn drafts_of(
        &self,
        name: &str,
        slug: Option<&str>,
        aside: bool,
    ) -> Result<Vec<Draft>, StoreError> {
        let person = person_key(name);
        let values: [Value; 3] = [
            (&person, Type::TEXT),
            (&slug, Type::TEXT),
            (&aside, Type::BOOL),
        ];
        self.connection.call(async |client| {
            let rows = call(client, "read_drafts", &values).await?;
            rows.iter().map(|row| Ok(draft_in(row, 0)?)).collect()
        })
    }
}

async fn save(
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

async fn remove(
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
