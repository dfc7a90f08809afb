use clap::Args;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::cli::result_reference::{resolve_all, resolve_all_in_trash, some_results};
use crate::results::StoreError;
use crate::store::{Store, now};
use crate::text::plural;
use crate::words::{CommandLine, Hint, short_id};

const EXAMPLES: &str = "\
levelup delete @  # move the latest result to trash
levelup delete --forever 8f3a21bc  # delete permanently from trash";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct DeleteArgs {
    /// Results to delete: IDs, the last 4 or more characters of an ID, or @ for the latest
    #[arg(required = true, value_name = "ID", add = ValueKind::Id)]
    pub ids: Vec<String>,
    /// Permanently delete results that are in trash; this cannot be undone
    ///
    /// Deletes only the results you name, and only from trash. To move a result to trash first, run levelup delete ID.
    #[arg(long)]
    pub forever: bool,
}

/// `levelup delete`: moves results to trash, all or none.
pub(crate) fn run(args: &DeleteArgs, context: &CommandContext) -> Result<(), Failure> {
    let store = context.store()?;
    if args.forever {
        return forever(store.as_ref(), &args.ids, context);
    }
    let ids = resolve_all(store.as_ref(), &args.ids)?;
    store.delete(&ids, now())?;
    let (results, them) = (some_results(ids.len()), plural(ids.len(), "it", "them"));
    let short = ids.iter().map(|id| short_id(*id));
    let restore = context.again(short.fold(CommandLine::new("restore"), CommandLine::operand));
    context.note(&format!(
        "{results} moved to trash; run {restore} to restore {them}"
    ));
    Ok(())
}

/// Permanently deletes results from trash, all or none.
fn forever(store: &dyn Store, ids: &[String], context: &CommandContext) -> Result<(), Failure> {
    let ids = resolve_all_in_trash(store, ids)?;
    store
        .delete_permanently(&ids)
        .map_err(|error| match error {
            StoreError::NotFound { id } => Failure::not_found(format!("{id} is not in trash"))
                .hint(
                    Hint::from("nothing was deleted; to move the result to trash first, run ")
                        .command(CommandLine::new("delete").operand(short_id(id))),
                ),
            error => error.into(),
        })?;
    context.note(&format!("{} permanently deleted", some_results(ids.len())));
    Ok(())
}
