use crate::text::DateFormat;
use crate::toml_reader::{ConfigProblem, Findings, Problem, TableReader};

/// Reads `date = "%Y-%m-%d"`.
pub(crate) fn dates(fields: &TableReader<'_, '_>, findings: &mut Findings) -> DateFormat {
    let Some((pattern, span)) = fields.string("date", findings) else {
        return DateFormat::default();
    };
    DateFormat::new(pattern).unwrap_or_else(|why| {
        findings.error(span, Problem::Config(ConfigProblem::BadDate(why)));
        DateFormat::default()
    })
}
