use clap::Args;

use super::load_results;
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::cli::stdout::{print_data, print_page};
use crate::cli::text_options::text_options;
use crate::json::team_json;
use crate::report::{team_csv, team_html, team_markdown, team_text};
use crate::results::{Team, team};
use crate::store::now;
use crate::words::CommandLine;

const EXAMPLES: &str = "\
levelup team software-engineer  # show as text
levelup team software-engineer --anonymous --format html > team.html  # share without names";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct TeamArgs {
    /// Slug of the assessment
    #[arg(value_name = "SLUG", add = ValueKind::SlugOfResults)]
    pub slug: String,
    /// Hide names: show "Person 1" and so on in arbitrary order, without IDs and times of day
    #[arg(long)]
    pub anonymous: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: TeamFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum TeamFormat {
    /// Text
    #[default]
    Text,
    /// One JSON object
    Json,
    /// One line per person and category
    Csv,
    /// Self-contained HTML file
    Html,
    /// Markdown tables
    Markdown,
}

/// `levelup team`: the latest result of each person.
pub(crate) fn run(args: &TeamArgs, context: &CommandContext) -> Result<(), Failure> {
    let mut team = find(args, context)?;
    if args.anonymous {
        team = team.anonymous();
    }
    let mut options = text_options(context);
    if args.anonymous {
        // Only dates in UTC are left of the times; another zone could show the day before.
        options.zone = jiff::tz::TimeZone::UTC;
    }
    let text = match args.format {
        TeamFormat::Text => return print_page(&team_text(&team, &options)),
        TeamFormat::Json => team_json(&team),
        TeamFormat::Csv => team_csv(&team),
        TeamFormat::Html => team_html(&team, &options.zone),
        TeamFormat::Markdown => team_markdown(&team, &options.zone),
    };
    print_data(&text)
}

fn find(args: &TeamArgs, context: &CommandContext) -> Result<Team, Failure> {
    let latest = load_results::latest_of_each(context, &args.slug)?;
    if let Some(team) = team(&latest.results.iter().collect::<Vec<_>>(), now()) {
        return Ok(team.with_shared(&latest.shared));
    }
    // Results outlive the file of their assessment: it must exist only if there are none.
    let slug = &context.assessment(&args.slug)?.slug;
    let error = format!("no results of `{slug}` yet");
    let take = context.again(CommandLine::new("take").operand(slug));
    Err(Failure::not_found(error).hint(format!("run {take} to create the first")))
}
