use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::values::PathParser;
use super::{Context, Failure};
use crate::store::{Location, Scope};

/// What `levelup store` is asked.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// What to do.
    #[command(subcommand)]
    pub deed: StoreDeed,
}

/// What can be done to a store on a server.
#[derive(Debug, Subcommand)]
pub enum StoreDeed {
    /// Set a store up on a server, or bring it up to this version
    ///
    /// Makes the schema `levelup` and the roles `levelup_member`, `levelup_lead` and
    /// `levelup_owner`, in one transaction. Once more changes nothing.
    Init {
        /// The database, as `postgres://USER@HOST/DATABASE`; left out: --store
        #[arg(value_name = "URL", value_parser = PathParser)]
        url: Option<PathBuf>,
    },
    /// Let members read all results of an assessment, not only their own
    Open {
        /// The assessment
        #[arg(value_name = "SLUG")]
        slug: String,
    },
    /// Let members read only their own results of an assessment again
    Close {
        /// The assessment
        #[arg(value_name = "SLUG")]
        slug: String,
    },
}

/// `levelup store`: sets up a store on a server, and says who reads what there.
///
/// # Errors
/// Code 5 where the store is a file, or the server does not let this person do it.
pub fn run(args: &StoreArgs, context: &Context) -> Result<(), Failure> {
    let location = match &args.deed {
        StoreDeed::Init { url: Some(url) } => Location::parse(url)?,
        _ => context.location()?,
    };
    let shown = location.shown();
    let shown = shown.display();
    match &args.deed {
        StoreDeed::Init { .. } => {
            let made = location.init().ok_or_else(|| is_a_file(&location))??;
            context.note(&if made {
                format!("{shown} is set up; GRANT levelup_member TO LOGIN lets somebody in")
            } else {
                format!("{shown} is set up already")
            });
        }
        StoreDeed::Open { slug } => {
            let done = location.set_open(slug, true);
            done.ok_or_else(|| is_a_file(&location))??;
            context.note(&format!("every member reads the results of `{slug}` now"));
            tell_unknown(slug, context);
        }
        StoreDeed::Close { slug } => {
            let done = location.set_open(slug, false);
            done.ok_or_else(|| is_a_file(&location))??;
            context.note(&format!("members read their own results of `{slug}` alone"));
        }
    }
    Ok(())
}

/// A slug that is not used yet may be meant, or be a slip.
fn tell_unknown(slug: &str, context: &Context) {
    let Err(missing) = context.catalogue().find(slug) else {
        return;
    };
    let scope = Scope {
        assessment: Some(slug.to_owned()),
        ..Scope::default()
    };
    // It is open by now, whatever becomes of this question.
    let page = context.store().map(|store| store.page(&scope, None, 1));
    let Ok(Ok(page)) = page else { return };
    if page.rows.is_empty() && page.unreadable.is_empty() {
        let meant = missing
            .nearest
            .map(|nearest| format!("; did you mean `{nearest}`?"));
        context.note(&format!(
            "there is no result of `{slug}` yet, and no assessment of that name here{}",
            meant.unwrap_or_default()
        ));
    }
}

fn is_a_file(location: &Location) -> Failure {
    let shown = location.shown();
    Failure::usage(format!("the store {} is a file", shown.display())).hint(
        "it needs no setting up, and who may read it reads all of it; postgres://USER@HOST/DATABASE is a server",
    )
}
