use std::sync::Arc;

use clap::Args;

use super::open_screen::{Opening, need_terminal, open};
use super::record_option::RecordArgs;
use super::take_plain;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::runtime::StartScreen;
use crate::words::CommandLine;

const EXAMPLES: &str = "\
levelup take craft  # start, or resume the draft
levelup take craft --name 'Ada Lovelace'  # answer for another person
levelup take craft --plain  # answer line by line, without a screen";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct TakeArgs {
    /// Slug of the assessment
    #[arg(add = ValueKind::Slug)]
    pub slug: String,
    /// Name of the person
    #[arg(long, add = ValueKind::Name)]
    pub name: Option<String>,
    /// Ask line by line instead of opening a screen, for screen readers and pipes
    #[arg(long)]
    pub plain: bool,
    #[command(flatten)]
    pub record: RecordArgs,
}

/// `levelup take`: opens the form, or asks line by line.
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
        return take_plain::run(&args.slug, args.name.as_deref(), context);
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
    let store = need_terminal(&instead).and_then(|()| context.begin_opening());
    let catalogue = Arc::new(context.catalogue());
    // Report problems of the assessment before those of the terminal.
    let assessment = context.find(&catalogue, slug)?;
    let opening = Opening {
        screen: StartScreen::Take(assessment),
        name: args.name.as_deref(),
        catalogue,
        store: store?,
        demo: false,
    };
    open(opening, args.record.or(record), context)
}
