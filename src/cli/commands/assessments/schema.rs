use crate::assessment::schema;
use crate::cli::failure::Failure;
use crate::cli::stdout::print_data;

/// `levelup schema`: the JSON Schema of an assessment's file.
pub(crate) fn run() -> Result<(), Failure> {
    print_data(&schema())
}
