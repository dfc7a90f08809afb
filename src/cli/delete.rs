use clap::Args;

use jiff::Timestamp;

use super::reference::{resolve_all, some_results};
use super::{Context, Failure};
use crate::report::short_id;
use crate::store::Store as _;

/// What `levelup delete` is asked.
#[derive(Debug, Args)]
pub struct DeleteArgs {
    /// The results: ids, 4 or more characters of their ends, @ for the newest
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// `levelup delete`: puts results into the bin, all of them or none.
pub fn run(args: &DeleteArgs, context: &Context) -> Result<(), Failure> {
    let store = context.store();
    let ids = resolve_all(&store, &args.ids, false)?;
    store.delete(&ids, Timestamp::now())?;
    let short: Vec<_> = ids.iter().map(|id| short_id(*id)).collect();
    let (results, them) = (
        some_results(ids.len()),
        if ids.len() == 1 { "it" } else { "them" },
    );
    context.note(&format!(
        "{results} put into the bin; bring {them} back with levelup restore {}",
        short.join(" ")
    ));
    Ok(())
}
