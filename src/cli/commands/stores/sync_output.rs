//! The list of sent and pending results, as text and JSON.

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::results::{PendingReason, PendingResult};
use crate::store::Delivery;
use crate::text::{DateFormat, visible};
use crate::words::short_id;

pub(super) fn text(delivery: &Delivery, zone: &TimeZone, dates: &DateFormat) -> String {
    let day = |time| dates.date(time, zone);
    let line = |what: &str, one: &PendingResult, why: &str| {
        let PendingResult { name, slug, .. } = one;
        let (id, since) = (short_id(one.id), day(one.since));
        let line = format!("{what}  {id}  {slug}  {name}  since {since}{why}");
        visible(&line).into_owned() + "\n"
    };
    let sent = delivery.sent.iter().map(|one| line("sent ", one, ""));
    let left = delivery.left.iter().map(|one| {
        let why = format!(": {}", why_words(one.why));
        line("pending", one, &why)
    });
    sent.chain(left).collect()
}

fn why_words(why: PendingReason) -> &'static str {
    match why {
        PendingReason::NotTried => "not sent yet",
        PendingReason::Away => "server not reachable",
        PendingReason::Full => "server out of space",
        PendingReason::Conflict => "the server has a different result with this ID",
        PendingReason::Refused => "rejected by the server",
        PendingReason::Busy => "the server was busy",
    }
}

#[derive(Serialize)]
struct SyncReport<'d> {
    schema_version: u32,
    sent: Vec<SyncedResult<'d>>,
    pending: Vec<SyncedResult<'d>>,
}

#[derive(Serialize)]
struct SyncedResult<'d> {
    id: String,
    name: &'d str,
    assessment: &'d str,
    taken_at: String,
    since: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    message: &'d str,
}

pub(super) fn json(delivery: &Delivery) -> String {
    let report = SyncReport {
        schema_version: 1,
        sent: delivery.sent.iter().map(sent_json).collect(),
        pending: delivery.left.iter().map(pending_json).collect(),
    };
    serde_json::to_string(&report).unwrap_or_default() + "\n"
}

fn sent_json(one: &PendingResult) -> SyncedResult<'_> {
    SyncedResult {
        id: one.id.to_string(),
        name: &one.name,
        assessment: &one.slug,
        taken_at: format!("{:.3}", one.taken_at),
        since: format!("{:.3}", one.since),
        reason: None,
        message: "",
    }
}

fn pending_json(one: &PendingResult) -> SyncedResult<'_> {
    let reason = match one.why {
        PendingReason::NotTried => "not_tried",
        PendingReason::Away => "offline",
        PendingReason::Full => "full",
        PendingReason::Conflict => "conflict",
        PendingReason::Refused => "rejected",
        PendingReason::Busy => "busy",
    };
    SyncedResult {
        reason: Some(reason),
        message: &one.said,
        ..sent_json(one)
    }
}
