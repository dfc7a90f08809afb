use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum as _};

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::PathParser;
use crate::cli::result_reference::has_results;
use crate::results::StoreError;
use crate::store::{GrantError, Location, ServerRole};
use crate::words::CommandLine;

const EXAMPLES: &str = "\
levelup store init postgres://admin@db.example/team  # once, by the server administrator
levelup store grant member ada  # grant a role to the login of a person
levelup store open team-health  # let all members read all its results";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct StoreArgs {
    #[command(subcommand)]
    pub action: StoreAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StoreAction {
    /// Set up a store on a server
    ///
    /// Creates the schema `levelup` and the roles `levelup_member`, `levelup_lead`, and
    /// `levelup_owner`, in one transaction. Running it again changes nothing.
    Init {
        /// Database, as `postgres://USER@HOST/DATABASE`; defaults to --store
        #[arg(value_name = "URL", value_parser = PathParser)]
        url: Option<PathBuf>,
    },
    /// Grant a role to a login of the server
    ///
    /// A member saves results and reads their own and those of open teams. A lead reads all results.
    /// An owner also deletes, restores, and replaces results, and opens and closes teams. Granting
    /// needs the right to do so: run it as the login that set up the store, or as a superuser.
    Grant {
        /// The role
        #[arg(value_name = "ROLE", value_enum)]
        role: RoleName,
        /// The login, exactly as the server spells it
        #[arg(value_name = "LOGIN")]
        login: String,
    },
    /// Let members read all results of an assessment, not only their own
    Open {
        /// Slug of the assessment
        #[arg(value_name = "SLUG")]
        slug: String,
    },
    /// Let members read only their own results of an assessment again
    Close {
        /// Slug of the assessment
        #[arg(value_name = "SLUG")]
        slug: String,
    },
}

/// A role, as typed on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum RoleName {
    /// Saves results, and reads their own and those of open teams
    Member,
    /// Reads all results
    Lead,
    /// Deletes, restores, and replaces results, and opens and closes teams
    Owner,
}

impl From<RoleName> for ServerRole {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Member => Self::Member,
            RoleName::Lead => Self::Lead,
            RoleName::Owner => Self::Owner,
        }
    }
}

/// `levelup store`: sets up a store on a server, grants roles, and opens and closes teams.
///
/// # Errors
/// Code 2 if the store is a file, 5 if the server denies access.
pub(crate) fn run(args: &StoreArgs, context: &CommandContext) -> Result<(), Failure> {
    let location = match &args.action {
        StoreAction::Init { url: Some(url) } => Location::parse(url)?,
        _ => context.location()?,
    };
    let shown = location.shown();
    let shown = shown.display();
    match &args.action {
        StoreAction::Init { .. } => {
            let is_new = location.init().ok_or_else(|| not_on_a_server(&location))?;
            context.note(&if is_new.map_err(not_set_up)? {
                let grant = CommandLine::new("store grant member LOGIN");
                let grant = grant.option("--store", shown.to_string());
                format!("{shown} is set up; run {grant} for each person")
            } else {
                format!("{shown} is already set up")
            });
            note_leads(&location, context);
        }
        StoreAction::Grant { role, login } => {
            let granted = location.grant((*role).into(), login);
            granted
                .ok_or_else(|| not_on_a_server(&location))?
                .map_err(|error| not_granted(error, login))?;
            context.note(&format!("granted {} to {login}", value_name(*role)));
        }
        StoreAction::Open { slug } => {
            let done = location.set_open(slug, true);
            done.ok_or_else(|| not_on_a_server(&location))??;
            context.note(&format!("all members can now read the results of `{slug}`"));
            note_unknown(slug, context);
        }
        StoreAction::Close { slug } => {
            let done = location.set_open(slug, false);
            done.ok_or_else(|| not_on_a_server(&location))??;
            context.note(&format!(
                "members can now read only their own results of `{slug}`"
            ));
        }
    }
    Ok(())
}

fn value_name(role: RoleName) -> String {
    let value = role.to_possible_value();
    value.map_or_else(String::new, |value| value.get_name().to_owned())
}

/// Why a store was not set up. No released version wrote an older schema.
fn not_set_up(error: StoreError) -> Failure {
    let is_older = matches!(error, StoreError::Older { .. });
    let failure = Failure::from(error);
    if is_older {
        failure.hint(
            "copy the results into a file with the build that made it (levelup copy), drop the \
             schema levelup, run levelup store init again, and copy them back; it was not changed",
        )
    } else {
        failure
    }
}

/// Writes a note with the logins that can already read all results: the roles belong to the server, and may
/// have been granted for another database.
fn note_leads(location: &Location, context: &CommandContext) {
    if let Some(Ok(leads)) = location.lead_logins()
        && !leads.is_empty()
    {
        let leads = leads.join(", ");
        context.note(&format!("logins that can read all results: {leads}"));
    }
}

fn not_granted(error: GrantError, login: &str) -> Failure {
    match error {
        GrantError::NoLogin => Failure::invalid(format!("no login named `{login}` on the server"))
            .hint("check the spelling, or ask the server administrator to create the login"),
        GrantError::NoRight { sql } => Failure::store("your login cannot grant this role").hint(
            format!("ask the server administrator to run this SQL: {sql};"),
        ),
        GrantError::Store(error) => error.into(),
    }
}

/// Writes a note if no assessment and no result has the slug: it may be a typing error.
fn note_unknown(slug: &str, context: &CommandContext) {
    let Err(missing) = context.catalogue().find(slug) else {
        return;
    };
    // The team is open already, so errors are ignored here.
    let store = context.store();
    if let Ok(Ok(false)) = store.map(|store| has_results(&*store, slug)) {
        let suggestion = missing
            .nearest
            .map(|nearest| format!("; did you mean `{nearest}`?"));
        context.note(&format!(
            "no results of `{slug}`, and no assessment with that name here{}",
            suggestion.unwrap_or_default()
        ));
    }
}

fn not_on_a_server(location: &Location) -> Failure {
    let shown = location.shown();
    Failure::usage(format!("the store {} is a file", shown.display())).hint(
        "a store in a file needs no setup and has no roles; for a store on a server, use postgres://USER@HOST/DATABASE",
    )
}
