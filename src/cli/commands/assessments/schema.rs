use crate::assessment::schema;
use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// `levelup schema`: the JSON Schema of an assessment's file.
pub fn run(context: &Context) -> Result<(), Failure> {
    context.data(&schema())
}
