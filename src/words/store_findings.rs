use crate::results::{Finding, StorePart};

/// Describes a problem in a store.
pub(crate) fn finding_words(finding: &Finding) -> String {
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
            format!("the count for `{slug}` is {kept}, but there are {there} results")
        }
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
