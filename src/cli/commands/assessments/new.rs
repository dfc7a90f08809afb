use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::assessment::{FoundAt, Origin, fixed_slug, is_slug};
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::option_values::{PathParser, check_target};
use crate::cli::stdout::print_data;
use crate::report::shown_path;
use crate::store::{put_in_place, remove_abandoned, said, temporary_in};
use crate::words::CommandLine;

/// What a new file says.
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

/// `levelup new`: writes a file that explains itself, and prints its path.
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
    let folder = args.dir.clone().unwrap_or_else(|| usual_folder(context));
    let path = folder.join(format!("{slug}.toml"));
    let schema = folder.join("schema.json").is_file();
    write(&folder, &path, &text(slug, schema)).map_err(|error| failure(&path, &error))?;
    print_data(&format!("{}\n", shown_path(&path)))?;
    tell_shadows(slug, &path, context);
    Ok(())
}

/// Says which other file has the slug, and which of the two wins.
fn tell_shadows(slug: &str, path: &Path, context: &CommandContext) {
    let catalogue = context.catalogue();
    let Some(entry) = catalogue.entry(slug) else {
        return;
    };
    let real = |path: &Path| fs::canonicalize(path).ok();
    let is_new = |file: &FoundAt| {
        file.origin != Origin::BuiltIn && real(&file.path).is_some_and(|is| real(path) == Some(is))
    };
    let from = |file: &FoundAt| match file.origin {
        Origin::BuiltIn => "the built-in assessment".to_owned(),
        _ => shown_path(&file.path),
    };
    let shown = shown_path(path);
    if is_new(&entry.file) {
        for other in &entry.shadows {
            let other = from(other);
            context.note(&format!("`{slug}` is now {shown}, which overrides {other}"));
        }
    } else if entry.shadows.iter().any(is_new) {
        let winner = from(&entry.file);
        context.note(&format!(
            "`{slug}` is still {winner}, which overrides {shown}"
        ));
    }
}

fn usual_folder(context: &CommandContext) -> PathBuf {
    let here = PathBuf::from("./assessments");
    if here.is_dir() {
        return here;
    }
    let named = context.config.assessments.as_ref();
    let first = named.and_then(|folders| folders.first());
    first.unwrap_or(&context.paths.assessments).clone()
}

fn text(slug: &str, schema: bool) -> String {
    let mut name = slug.replace('-', " ").trim().to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let name = if name.is_empty() { slug } else { &name };
    let text = TEMPLATE.replace("{slug}", slug).replace("{name}", name);
    if schema {
        format!("#:schema ./schema.json\n{text}")
    } else {
        text
    }
}

/// All of the file or nothing of it, and never over another one.
pub(crate) fn write(folder: &Path, path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    remove_abandoned(folder);
    let mut file = temporary_in(folder, readable())?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    put_in_place(&file.into_temp_path(), path)
}

/// An assessment is no secret: its file is like any other that the person makes.
#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)] // Elsewhere there are none.
fn readable() -> Option<fs::Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn readable() -> Option<fs::Permissions> {
    None
}

fn failure(path: &Path, error: &io::Error) -> Failure {
    let shown = path.display();
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Failure::invalid(format!("{shown} already exists"))
            .hint("it was not changed; choose another slug, or another directory with --dir");
    }
    Failure::failed(format!("cannot write {shown}: {}", said(error)))
}
