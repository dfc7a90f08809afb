use super::{Context, Failure};
use crate::assessment::schema;

/// `levelup schema`: the JSON Schema of an assessment's file.
pub fn run(context: &Context) -> Result<(), Failure> {
    context.data(&schema())
}
