use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::assessment::{FoundAt, Origin, fixed_slug, is_slug};
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::new_file::write_new_file;
use crate::cli::option_values::{PathParser, check_target};
use crate::cli::stdout::print_data;
use crate::report::shown_path;
use crate::words::CommandLine;

const TEMPLATE: &str = include_str!("new.toml");

const EXAMPLES: &str = "\
levelup new running-club  # create a file to edit
levelup new running-club --dir .  # in this directory";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct NewArgs {
    /// Slug of the new assessment: a-z, 0-9, and `-`
    slug: String,
    /// Directory to create the file in; defaults to ./assessments if it exists, otherwise to your own assessments directory
    #[arg(long, value_name = "DIR", value_parser = PathParser)]
    dir: Option<PathBuf>,
}

/// `levelup new`: creates a file to edit, and prints its path.
pub(crate) fn run(args: &NewArgs, context: &CommandContext) -> Result<(), Failure> {
    let slug = &args.slug;
    if !is_slug(slug) {
        let failure = Failure::invalid(format!("invalid slug `{slug}`"));
        let rule = "a slug has 1 to 64 characters: a-z, 0-9, and `-`";
        return Err(match fixed_slug(slug) {
            Some(fixed) => {
                let new = context.again(CommandLine::new("new").operand(fixed));
                failure.hint(format!("{rule}: {new}"))
            }
            None => failure.hint(rule),
        });
    }
    if let Some(dir) = &args.dir {
        check_target(dir, "--dir")?;
    }
    let folder = args.dir.clone().unwrap_or_else(|| default_folder(context));
    let path = folder.join(format!("{slug}.toml"));
    let mut text = template(slug);
    if folder.join("schema.json").is_file() {
        text.insert_str(0, "#:schema ./schema.json\n");
    }
    let exists = "it was not changed; choose another slug, or another directory with --dir";
    write_new_file(&path, &text, exists)?;
    print_data(&format!("{}\n", shown_path(&path)))?;
    note_overridden(slug, &path, context);
    Ok(())
}

/// Writes a note if another file has the slug, and which of them is used.
fn note_overridden(slug: &str, path: &Path, context: &CommandContext) {
    let catalogue = context.catalogue();
    let Some(entry) = catalogue.entry(slug) else {
        return;
    };
    let real = |path: &Path| fs::canonicalize(path).ok();
    let is_new = |file: &FoundAt| {
        file.origin != Origin::BuiltIn && real(&file.path).is_some_and(|is| real(path) == Some(is))
    };
    let origin = |file: &FoundAt| match file.origin {
        Origin::BuiltIn => "the built-in assessment".to_owned(),
        _ => shown_path(&file.path),
    };
    let shown = shown_path(path);
    if is_new(&entry.file) {
        for other in &entry.shadows {
            let other = origin(other);
            context.note(&format!("`{slug}` is now {shown}, which overrides {other}"));
        }
    } else if entry.shadows.iter().any(is_new) {
        let used = origin(&entry.file);
        context.note(&format!(
            "`{slug}` is still {used}, which overrides {shown}"
        ));
    }
}

fn default_folder(context: &CommandContext) -> PathBuf {
    let local = PathBuf::from("./assessments");
    if local.is_dir() {
        return local;
    }
    let named = context.config.assessments.as_ref();
    let first = named.and_then(|folders| folders.first());
    first.unwrap_or(&context.paths.assessments).clone()
}

fn template(slug: &str) -> String {
    let mut name = slug.replace('-', " ").trim().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let name = if name.is_empty() { slug } else { &name };
    TEMPLATE.replace("{slug}", slug).replace("{name}", name)
}
