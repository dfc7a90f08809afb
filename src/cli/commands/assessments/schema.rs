use crate::assessment::schema;
use crate::cli::failure::Failure;
use crate::cli::stdout::print_data;

pub(crate) const EXAMPLES: &str = "\
levelup schema > schema.json  # next to your assessment files";

/// `levelup schema`: prints the JSON Schema for assessment files.
pub(crate) fn run() -> Result<(), Failure> {
    print_data(&schema())
}
