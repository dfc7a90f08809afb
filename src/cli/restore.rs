use clap::Args;

use super::reference::resolve_all;
use super::{Context, Failure};
use crate::store::Store as _;

/// What `levelup restore` is asked.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The results: ids, or 4 or more characters of their ends
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
}

/// `levelup restore`: takes results out of the bin, all of them or none. One that is there stays.
pub fn run(args: &RestoreArgs, context: &Context) -> Result<(), Failure> {
    let store = context.store();
    let ids = resolve_all(&store, &args.ids, true)?;
    Ok(store.restore(&ids)?)
}
