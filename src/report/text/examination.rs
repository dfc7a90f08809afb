use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::results::{Examination, Finding, StorePart};
use crate::text::{thousands, visible};

/// What was found in a store, in lines for people.
pub(crate) fn examination_text(found: &Examination) -> String {
    let mut text = format!(
        "store:        {}\nresults:      {}\nin the bin:   {}\ndrafts:       {}\nassessments:  {}\n",
        visible(&found.path.display().to_string()),
        thousands(found.results),
        thousands(found.binned),
        thousands(found.drafts),
        thousands(found.definitions),
    );
    if let Some(waiting) = found.waiting {
        let _ = writeln!(text, "waiting:      {}", thousands(waiting));
    }
    if found.is_whole() {
        text.push_str("\neverything is whole\n");
        return text;
    }
    text.push_str("\nnot whole:\n");
    for finding in &found.findings {
        let _ = writeln!(text, "- {}", visible(&finding_words(finding)));
    }
    if found.more > 0 {
        let _ = writeln!(text, "- and {} more", thousands(found.more));
    }
    text
}

/// The same as one JSON object.
pub(crate) fn examination_json(found: &Examination) -> String {
    let findings: Vec<Value> = found
        .findings
        .iter()
        .map(|finding| json!({ "kind": kind(finding), "message": finding_words(finding) }))
        .collect();
    let mut object = json!({
        "schema_version": 1,
        "store": found.path.display().to_string(),
        "whole": found.is_whole(),
        "results": found.results,
        "bin": found.binned,
        "drafts": found.drafts,
        "definitions": found.definitions,
        "findings": findings,
        "more": found.more,
    });
    if let Some(waiting) = found.waiting {
        object["waiting"] = waiting.into();
    }
    format!("{object:#}\n")
}

fn finding_words(finding: &Finding) -> String {
    match finding {
        Finding::Database { what } => format!("the database is damaged: {what}"),
        Finding::Table { part, what } => {
            format!("{} cannot be read to the end: {what}", part_words(*part))
        }
        Finding::Record {
            part, key, what, ..
        } => format!("{} {key} cannot be read: {what}", record_words(*part)),
        Finding::NotIndexed { part, id } => {
            format!("{} does not name the result {id}", part_words(*part))
        }
        Finding::Stray { part, id } => format!(
            "{} names the result {id}, which is not there",
            part_words(*part)
        ),
        Finding::Count { slug, kept, there } => {
            format!("the count of `{slug}` says {kept}, and there are {there}")
        }
    }
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

fn part_words(part: StorePart) -> &'static str {
    match part {
        StorePart::About => "what the store says of itself",
        StorePart::Results => "the table of results",
        StorePart::Bin => "the bin",
        StorePart::Drafts => "the table of drafts",
        StorePart::Outbox => "the table of what waits for the server",
        StorePart::Here => "the file on this machine",
        StorePart::Definitions => "the table of assessments",
        StorePart::ByTime => "the index by time",
        StorePart::ByAssessment => "the index by assessment",
        StorePart::ByPerson => "the index by person",
        StorePart::Search => "the index that is searched",
        StorePart::Counts => "the table of counts",
    }
}

fn record_words(part: StorePart) -> &'static str {
    match part {
        StorePart::Results => "the result",
        StorePart::Bin => "the result in the bin",
        StorePart::Drafts => "the draft of",
        StorePart::Outbox => "the waiting result",
        StorePart::Definitions => "the wording",
        StorePart::Counts => "the count of",
        _ => "the entry",
    }
}
