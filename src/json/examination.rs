use serde_json::{Value, json};

use crate::results::{Examination, Finding};
use crate::words::finding_words;

/// Returns an examination as one JSON object.
pub(crate) fn examination_json(found: &Examination) -> String {
    let findings: Vec<Value> = found
        .findings
        .iter()
        .map(|finding| json!({ "kind": kind(finding), "message": finding_words(finding) }))
        .collect();
    let mut object = json!({
        "schema_version": 1,
        "store": found.path.display().to_string(),
        "whole": found.has_no_problems(),
        "results": found.results,
        "bin": found.trashed,
        "drafts": found.drafts,
        "definitions": found.definitions,
        "findings": findings,
        "more": found.more,
    });
    if let Some(waiting) = found.waiting {
        object["pending"] = waiting.into();
    }
    format!("{object:#}\n")
}

fn kind(finding: &Finding) -> &'static str {
    match finding {
        Finding::Database { .. } => "database",
        Finding::Table { .. } => "table",
        Finding::Record { .. } => "record",
        Finding::NotIndexed { .. } => "not-indexed",
        Finding::Stray { .. } => "stray",
        Finding::Count { .. } => "count",
    }
}
