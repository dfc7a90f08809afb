use clap::Args;
use jiff::tz::TimeZone;

use super::load_results::{PAGE, note_unreadable, readable};
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::cli::pending_notes::note_pending;
use crate::cli::result_reference::has_results;
use crate::cli::stdout::print_data;
use crate::cli::text_options::text_options;
use crate::cli::time_argument::{DayEdge, instant};
use crate::json::{to_json_array, to_json_line};
use crate::report::{results_csv, results_table};
use crate::results::{AssessmentResult, ResultRow, Scorer, SearchQuery};
use crate::runtime::system::time_zone;
use crate::store::{Scope, Store, Unreadable};
use crate::words::local_date;

const EXAMPLES: &str = "\
levelup results --limit 10  # latest 10 results
levelup results --name 'Ada Lovelace' --since 2026-01-01  # one person's results since a date
levelup results --format jsonl | jq .current  # for scripts";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ResultsArgs {
    /// Filter by name, assessment, date, or note
    pub query: Option<String>,
    /// Show only results of this assessment
    #[arg(long, value_name = "SLUG", add = ValueKind::SlugOfResults)]
    pub assessment: Option<String>,
    /// Show only results of this person (case-insensitive)
    #[arg(long, add = ValueKind::Name)]
    pub name: Option<String>,
    /// Show only results from this local date or time on
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Show only results up to this local date or time
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Maximum number of results
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: ResultsFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum ResultsFormat {
    /// Table
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object per line
    Jsonl,
    /// One line per result, for spreadsheets
    Csv,
}

/// `levelup results`: lists results, latest first.
pub(crate) fn run(args: &ResultsArgs, context: &CommandContext) -> Result<(), Failure> {
    let zone = time_zone::local();
    let scope = scope(args, &zone)?;
    let store = context.store()?;
    let found = find(store.as_ref(), &scope, args, &zone)
        .inspect_err(|_| note_pending(store.as_ref(), context))?;
    if found.rows.is_empty() && found.unreadable.is_empty() {
        check_assessment(args, store.as_ref(), context)?;
    }
    note_unreadable(&found.unreadable, context);
    note_pending(&*store, context);
    match args.format {
        ResultsFormat::Table if found.rows.is_empty() => {
            context.note("no results");
            Ok(())
        }
        ResultsFormat::Table => print_data(&results_table(&found.rows, &text_options(context))),
        ResultsFormat::Csv => print_data(&results_csv(&found.rows)),
        ResultsFormat::Json => print_data(&to_json_array(&full_results(
            store.as_ref(),
            &found.rows,
            context,
        )?)),
        ResultsFormat::Jsonl => full_results(store.as_ref(), &found.rows, context)?
            .iter()
            .try_for_each(|result| print_data(&to_json_line(result))),
    }
}

/// # Errors
/// Code 3 if neither an assessment nor a result has the slug of `--assessment`.
fn check_assessment(
    args: &ResultsArgs,
    store: &dyn Store,
    context: &CommandContext,
) -> Result<(), Failure> {
    let Some(slug) = &args.assessment else {
        return Ok(());
    };
    if has_results(store, slug)? {
        return Ok(());
    }
    match context.catalogue().find(slug) {
        Err(missing) if !missing.broken => Err(Failure::no_assessment(missing)),
        _ => Ok(()),
    }
}

fn scope(args: &ResultsArgs, zone: &TimeZone) -> Result<Scope, Failure> {
    let edge = |option, text: &Option<String>, edge| {
        let time = text
            .as_deref()
            .map(|text| instant(option, text, zone, edge));
        time.transpose()
    };
    Ok(Scope {
        assessment: args.assessment.clone(),
        name: args.name.clone(),
        since: edge("--since", &args.since, DayEdge::Start)?,
        until: edge("--until", &args.until, DayEdge::End)?,
    })
}

#[derive(Default)]
struct FoundResults {
    rows: Vec<ResultRow>,
    unreadable: Vec<Unreadable>,
}

fn find(
    store: &dyn Store,
    scope: &Scope,
    args: &ResultsArgs,
    zone: &TimeZone,
) -> Result<FoundResults, Failure> {
    let query = args.query.as_deref().map(SearchQuery::new);
    let limit = args.limit.unwrap_or(usize::MAX);
    // Without a query, the first page has all the rows.
    let page = if query.is_some() {
        PAGE
    } else {
        PAGE.min(limit)
    };
    let mut scorer = Scorer::new();
    let mut found = FoundResults::default();
    let mut after = None;
    while found.rows.len() < limit {
        let page = store.page(scope, after, page)?;
        let matching = page.rows.into_iter().filter(|row| {
            let date = local_date(row.taken_at, zone);
            query
                .as_ref()
                .is_none_or(|query| query.matches(row, &date, &mut scorer).is_some())
        });
        found.rows.extend(matching.take(limit - found.rows.len()));
        found.unreadable.extend(page.unreadable);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(found)
}

/// The results of these rows. Results that were deleted in between are left out.
fn full_results(
    store: &dyn Store,
    rows: &[ResultRow],
    context: &CommandContext,
) -> Result<Vec<AssessmentResult>, Failure> {
    let mut results = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(PAGE) {
        let ids: Vec<_> = chunk.iter().map(|row| row.id).collect();
        results.extend(readable(store, &ids, context)?);
    }
    Ok(results)
}
