use clap::Args;
use uuid::Uuid;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::ValueKind;
use crate::cli::result_reference::{resolve_all, some_results};
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

/// `levelup restore`: takes results out of the bin, all of them or none. One that is there stays.
pub(crate) fn run(args: &RestoreArgs, context: &CommandContext) -> Result<(), Failure> {
    let store = context.store()?;
    let ids = resolve_all(store.as_ref(), &args.ids, true)?;
    let is_there = |id: &Uuid| matches!(store.result(*id), Ok(Some(_)));
    let (there, binned): (Vec<_>, Vec<_>) = ids.iter().copied().partition(is_there);
    store.restore(&ids)?;
    for id in there {
        context.note(&format!("{} is not in the trash", short_id(id)));
    }
    if !binned.is_empty() {
        let short: Vec<_> = binned.iter().map(|id| short_id(*id)).collect();
        let results = some_results(binned.len());
        context.note(&format!("{results} restored: {}", short.join(" ")));
    }
    Ok(())
}
