use clap::Args;
use uuid::Uuid;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::cli::result_reference::{resolve_all_in_trash, some_results};
use crate::words::short_id;

const EXAMPLES: &str = "\
levelup restore 8f3a21bc  # select by the end of the ID";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct RestoreArgs {
    /// Results to restore: IDs, or the last 4 or more characters of an ID
    #[arg(required = true, value_name = "ID", add = ValueKind::IdInTrash)]
    pub ids: Vec<String>,
}

/// `levelup restore`: restores results from trash, all or none.
pub(crate) fn run(args: &RestoreArgs, context: &CommandContext) -> Result<(), Failure> {
    let store = context.store()?;
    let ids = resolve_all_in_trash(store.as_ref(), &args.ids)?;
    let is_saved = |id: &Uuid| matches!(store.result(*id), Ok(Some(_)));
    let (saved, in_trash): (Vec<_>, Vec<_>) = ids.iter().copied().partition(is_saved);
    store.restore(&ids)?;
    for id in saved {
        context.note(&format!("{} is not in trash", short_id(id)));
    }
    if !in_trash.is_empty() {
        let short: Vec<_> = in_trash.iter().map(|id| short_id(*id)).collect();
        let results = some_results(in_trash.len());
        context.note(&format!("{results} restored: {}", short.join(" ")));
    }
    Ok(())
}
