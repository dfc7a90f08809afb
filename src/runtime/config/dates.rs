use crate::assessment::Problem;
use crate::assessment::reading::{Fields, Findings};
use crate::results::DateFormat;

/// Reads `date = "%Y-%m-%d"`.
pub(super) fn dates(fields: &Fields<'_, '_>, findings: &mut Findings) -> DateFormat {
    let Some((pattern, span)) = fields.string("date", findings) else {
        return DateFormat::default();
    };
    DateFormat::new(pattern).unwrap_or_else(|why| {
        findings.error(span, Problem::BadDate(why));
        DateFormat::default()
    })
}
