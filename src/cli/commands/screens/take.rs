use std::sync::Arc;

use clap::Args;

use super::record_option::RecordArgs;
use super::take_plain;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::open_screen;
use crate::runtime::StartScreen;
use crate::words::CommandLine;

/// What `levelup take` is asked.
#[derive(Debug, Args)]
pub(crate) struct TakeArgs {
    /// Slug of the assessment
    pub slug: String,
    /// Name of the person
    #[arg(long)]
    pub name: Option<String>,
    /// Ask line by line instead of opening a screen, for screen readers and pipes
    #[arg(long)]
    pub plain: bool,
    /// Writing the run down.
    #[command(flatten)]
    pub record: RecordArgs,
}

/// `levelup take`: opens the form.
///
/// # Errors
/// Where there is no such assessment or no terminal, or the screen cannot be shown.
pub(crate) fn run(
    args: &TakeArgs,
    record: &RecordArgs,
    context: &CommandContext,
) -> Result<(), Failure> {
    if args.plain {
        if args.record.or(record).record.is_some() {
            return Err(Failure::usage("--record works only with a screen")
                .hint("use either --plain or --record"));
        }
        return take_plain::run(args, context);
    }
    let slug = &args.slug;
    let plain = CommandLine::new("take").operand(slug).switch("--plain");
    let submit = CommandLine::new("submit").operand(slug);
    let submit = submit.switch("--name NAME").switch("--set KEY=ANSWER");
    let instead = format!(
        "without one: {} asks line by line; {}",
        context.again(plain),
        context.again(submit)
    );
    let opening = open_screen::begin(context, &instead);
    let catalogue = Arc::new(context.catalogue());
    // What is wrong with the assessment comes before what is wrong with the terminal.
    let assessment = context.find(&catalogue, slug)?;
    let (first, name) = (StartScreen::Take(assessment), args.name.as_deref());
    open_screen::open(
        (first, name),
        args.record.or(record),
        catalogue,
        context,
        opening?,
    )
}
