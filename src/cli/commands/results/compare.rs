use clap::Args;
use uuid::Uuid;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::cli::result_reference::resolve_all;
use crate::cli::stdout::{print_data, print_page};
use crate::cli::text_options::text_options;
use crate::json::comparison_json;
use crate::report::{comparison_html, comparison_markdown, comparison_text};
use crate::results::{StoreError, compare};
use crate::words::{CommandLine, Hint};

const EXAMPLES: &str = "\
levelup compare @~1 @  # what changed since the previous result
levelup compare @~2 @~1 @ --format markdown  # compare three, for a wiki";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CompareArgs {
    /// Results to compare, left to right: IDs, ends of IDs, @ for the latest, @~N for the Nth before it
    #[arg(required = true, num_args = 1.., value_name = "ID", add = ValueKind::Id)]
    pub ids: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: CompareFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum CompareFormat {
    /// Table
    #[default]
    Text,
    /// One JSON object
    Json,
    /// Markdown tables
    Markdown,
    /// Self-contained HTML file
    Html,
}

/// `levelup compare`: results side by side, with changes from each one to the next.
pub(crate) fn run(args: &CompareArgs, context: &CommandContext) -> Result<(), Failure> {
    let store = context.store()?;
    let ids = resolve_all(store.as_ref(), &args.ids)?;
    let result = |id: &Uuid| Ok(store.result(*id)?.ok_or(StoreError::NotFound { id: *id })?);
    let results: Vec<_> = ids.iter().map(result).collect::<Result<_, Failure>>()?;
    if results.len() < 2 {
        let latest = CommandLine::new("compare").operand("@~1").operand("@");
        let hint = Hint::run(latest).text(" to compare the latest result with the one before");
        let error = "compare needs two or more different results";
        return Err(Failure::invalid(error).hint(hint));
    }
    let comparison = compare(&results.iter().collect::<Vec<_>>());
    let options = text_options(context);
    let text = match args.format {
        CompareFormat::Text => return print_page(&comparison_text(&comparison, &options)),
        CompareFormat::Json => comparison_json(&comparison),
        CompareFormat::Markdown => comparison_markdown(&comparison, &options.zone),
        CompareFormat::Html => comparison_html(&comparison, &options.zone),
    };
    print_data(&text)
}
