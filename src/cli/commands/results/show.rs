use clap::Args;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::cli::result_reference::resolve;
use crate::cli::stdout::{print_data, print_page};
use crate::cli::text_options::text_options;
use crate::json::to_json;
use crate::report::{result_html, result_markdown, result_svg, result_text, saved_text};
use crate::results::StoreError;
use crate::runtime::system::time_zone;

const EXAMPLES: &str = "\
levelup show @  # latest result
levelup show @~1 --format markdown  # the result before it, with its plan
levelup show 8f3a21bc --format html > result.html  # select by the end of the ID";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ShowArgs {
    /// Result to show: its ID, the last 4 or more characters of the ID, @ for the latest, or @~N for the Nth before it
    #[arg(add = ValueKind::Id)]
    pub id: String,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: ShowFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum ShowFormat {
    /// Text
    #[default]
    Text,
    /// One JSON object
    Json,
    /// Markdown, with the plan as a checklist
    Markdown,
    /// Self-contained HTML file
    Html,
    /// SVG card, for example for a wiki
    Svg,
}

/// `levelup show`: prints one result.
pub(crate) fn run(args: &ShowArgs, context: &CommandContext) -> Result<(), Failure> {
    let store = context.store()?;
    let id = resolve(store.as_ref(), &args.id)?;
    let result = store.result(id)?.ok_or(StoreError::NotFound { id })?;
    let zone = time_zone::local();
    let text = match args.format {
        ShowFormat::Json => to_json(&result),
        ShowFormat::Markdown => result_markdown(&result, &zone),
        ShowFormat::Html => result_html(&result, &zone),
        ShowFormat::Svg => result_svg(&result, &zone),
        ShowFormat::Text => {
            let options = text_options(context);
            let mut text = result_text(&result, &options);
            // Without the login that saved it, the result is still complete.
            let saves = store.saves(&[id]).unwrap_or_default();
            if let Some(saved) = saves.first() {
                text.push_str(&saved_text(saved, &options));
            }
            return print_page(&text);
        }
    };
    print_data(&text)
}
