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
        let _ = writeln!(text, "pending:      {}", thousands(waiting));
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
            format!("{} cannot be read completely: {what}", part_words(*part))
        }
        Finding::Record {
            part, key, what, ..
        } => format!("{} {key} cannot be read: {what}", record_words(*part)),
        Finding::NotIndexed { part, id } => {
            format!("{} does not contain result {id}", part_words(*part))
        }
        Finding::Stray { part, id } => format!(
            "{} refers to result {id}, which does not exist",
            part_words(*part)
        ),
        Finding::Count { slug, kept, there } => {
            format!("count for `{slug}` says {kept}, and there are {there}")
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
        StorePart::About => "the store metadata",
        StorePart::Results => "the results table",
        StorePart::Bin => "the trash",
        StorePart::Drafts => "the drafts table",
        StorePart::Outbox => "the outbox",
        StorePart::Here => "the file on this machine",
        StorePart::Definitions => "the assessments table",
        StorePart::ByTime => "the time index",
        StorePart::ByAssessment => "the assessment index",
        StorePart::ByPerson => "the person index",
        StorePart::Search => "the search index",
        StorePart::Counts => "the counts table",
    }
}

fn record_words(part: StorePart) -> &'static str {
    match part {
        StorePart::Results => "result",
        StorePart::Bin => "deleted result",
        StorePart::Drafts => "draft of",
        StorePart::Outbox => "pending result",
        StorePart::Definitions => "wording",
        StorePart::Counts => "count for",
        _ => "entry",
    }
}
