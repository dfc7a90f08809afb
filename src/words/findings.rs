use crate::results::{Finding, StorePart};

/// Describes a problem in a store.
pub(crate) fn finding_words(finding: &Finding) -> String {
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
