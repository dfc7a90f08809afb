use clap::Args;

use super::load_results;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::cli::stdout::{print_data, print_page};
use crate::cli::text_options::text_options;
use crate::json::trend_json;
use crate::report::{trend_csv, trend_text};
use crate::results::{PersonHistory, checked_name, history};
use crate::store::Scope;
use crate::words::CommandLine;

const EXAMPLES: &str = "\
levelup trend craft --name Ada  # show as text
levelup trend craft --name Ada --format csv > ada.csv  # export for a chart";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct TrendArgs {
    /// Slug of the assessment
    #[arg(value_name = "SLUG", add = ValueKind::SlugOfResults)]
    pub slug: String,
    /// Name of the person (case-insensitive); defaults to the name in the configuration file
    #[arg(long, add = ValueKind::Name)]
    pub name: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: TrendFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum TrendFormat {
    /// Text
    #[default]
    Text,
    /// One JSON object
    Json,
    /// One line per result and category; `mean` and `mean_of` are the mean level of the whole result
    Csv,
}

/// `levelup trend`: one person's results of one assessment over time.
pub(crate) fn run(args: &TrendArgs, context: &CommandContext) -> Result<(), Failure> {
    let history = find(args, context)?;
    let text = match args.format {
        TrendFormat::Text => {
            let shared = context.store()?.shared_names(&args.slug)?;
            let history = history.with_shared(&shared);
            return print_page(&trend_text(&history, &text_options(context)));
        }
        TrendFormat::Json => trend_json(&history),
        TrendFormat::Csv => trend_csv(&history),
    };
    print_data(&text)
}

fn find(args: &TrendArgs, context: &CommandContext) -> Result<PersonHistory, Failure> {
    let given = args.name.as_deref().or(context.config.name.as_deref());
    let name = checked_name(given.unwrap_or_default())
        .map_err(|error| Failure::from(error).hint("use --name NAME to choose a person"))?;
    let scope = Scope {
        assessment: Some(args.slug.clone()),
        name: Some(name.clone()),
        ..Scope::default()
    };
    let results = load_results::all(context, &scope)?;
    if let Some(history) = history(&results.iter().collect::<Vec<_>>()) {
        return Ok(history);
    }
    // Results outlive the file of their assessment: it must exist only if there are none.
    let assessment = context.assessment(&args.slug)?;
    let slug = &assessment.slug;
    let error = format!("no results of `{slug}` for `{name}`");
    let list = CommandLine::new("results").option("--assessment", slug);
    let list = context.again(list);
    Err(Failure::not_found(error).hint(format!("run {list} to see all results")))
}
