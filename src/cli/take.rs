use std::sync::Arc;

use clap::Args;

use super::record::RecordArgs;
use super::{Context, Failure, screen};
use crate::runtime::First;

/// What `levelup take` is asked.
#[derive(Debug, Args)]
pub struct TakeArgs {
    /// The assessment
    pub slug: String,
    /// Whose answers they are
    #[arg(long)]
    pub name: Option<String>,
    /// Writing the run down.
    #[command(flatten)]
    pub record: RecordArgs,
}

/// `levelup take`: opens the form.
///
/// # Errors
/// Where there is no such assessment or no terminal, or the screen cannot be shown.
pub fn run(args: &TakeArgs, record: &RecordArgs, context: &Context) -> Result<(), Failure> {
    let slug = &args.slug;
    let instead = format!("without one: levelup submit {slug} --name NAME --set KEY=ANSWER");
    let opening = screen::begin(context, &instead);
    let catalogue = Arc::new(context.catalogue());
    // What is wrong with the assessment comes before what is wrong with the terminal.
    let assessment = context.find(&catalogue, slug)?;
    let (first, name) = (First::Take(assessment), args.name.as_deref());
    screen::open(
        (first, name),
        args.record.or(record),
        catalogue,
        context,
        opening?,
    )
}
