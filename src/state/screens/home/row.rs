use std::sync::Arc;

use crate::assessment::{Catalogue, LazyAssessment};
use crate::results::ResultRow;
use crate::text::text_key;

#[derive(Debug, Clone, PartialEq)]
pub enum HomeRow {
    Assessment(Arc<LazyAssessment>),
    /// An assessment file with errors.
    Broken {
        /// Index among the broken files of the catalogue.
        entry: usize,
        file: String,
        errors: usize,
    },
    /// A draft whose assessment was removed, or has errors.
    Lost {
        slug: String,
        /// The number of answers.
        answered: usize,
        changed_at: jiff::Timestamp,
    },
    /// A recent result.
    Recent(ResultRow),
}

impl HomeRow {
    pub(super) fn matches(&self, query: &str) -> bool {
        let texts = match self {
            Self::Assessment(assessment) => vec![&assessment.name, &assessment.slug],
            Self::Broken { file, .. } => vec![file],
            Self::Lost { slug, .. } => vec![slug],
            Self::Recent(row) => vec![&row.assessment, &row.slug, &row.name],
        };
        texts.iter().any(|text| text_key(text).contains(query))
    }
}

pub(super) fn rows_of(catalogue: &Catalogue) -> Vec<HomeRow> {
    let whole = catalogue.entries().iter();
    let whole = whole.map(|entry| HomeRow::Assessment(Arc::clone(&entry.listed)));
    let broken = catalogue.broken().iter().enumerate().map(|(entry, file)| {
        let name = file.path.file_name().unwrap_or(file.path.as_os_str());
        HomeRow::Broken {
            entry,
            file: name.to_string_lossy().into_owned(),
            errors: file.errors(),
        }
    });
    whole.chain(broken).collect()
}
