use std::fmt::Write as _;
use std::path::Path;

use crate::assessment::{AssessmentFile, Catalogue, CatalogueEntry, Origin};
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::stdout::print_data;
use crate::cli::text_options::text_options;
use crate::report::{TextOptions, shown_path};
use crate::text::{cells, count, cut, padded, plural, visible};
use crate::toml_reader::Problem;
use crate::words::CommandLine;

/// The width of a line.
const WIDTH: usize = 80;

/// The origin of a built-in assessment.
const BUILT_IN: &str = "built-in";

pub(crate) const EXAMPLES: &str = "\
levelup list  # list assessments and their origin";

/// `levelup list`: prints the assessments with their origin, and then the files with errors.
pub(crate) fn run(context: &CommandContext) -> Result<(), Failure> {
    let catalogue = context.catalogue();
    print_data(&table(&catalogue, &text_options(context)))
}

struct AssessmentRow {
    slug: String,
    name: String,
    categories: String,
    from: String,
    /// Indented lines below the row.
    below: Vec<String>,
}

fn table(catalogue: &Catalogue, options: &TextOptions) -> String {
    let mut rows: Vec<_> = catalogue.entries().iter().map(row).collect();
    let head = AssessmentRow {
        slug: "SLUG".to_owned(),
        name: "NAME".to_owned(),
        categories: "CATEGORIES".to_owned(),
        from: "FROM".to_owned(),
        below: Vec::new(),
    };
    rows.insert(0, head);
    rows.extend(catalogue.broken().iter().map(broken));
    aligned(rows, options)
}

fn row(entry: &CatalogueEntry) -> AssessmentRow {
    let listed = &entry.listed;
    AssessmentRow {
        slug: listed.slug.clone(),
        name: visible(&listed.name).into_owned(),
        categories: listed.categories.to_string(),
        from: from(entry.file.origin, &entry.file.path),
        below: entry
            .shadows
            .iter()
            .map(|file| format!("overrides {}", from(file.origin, &file.path)))
            .collect(),
    }
}

fn broken(file: &AssessmentFile) -> AssessmentRow {
    let errors = file.errors();
    let (count, them) = (
        count(errors, "error", "errors"),
        plural(errors, "it", "them"),
    );
    let check = check_command(file);
    AssessmentRow {
        slug: file.slug.clone().unwrap_or_else(|| "-".to_owned()),
        name: "(broken)".to_owned(),
        categories: "-".to_owned(),
        from: from(file.origin, &file.path),
        below: vec![format!("{count}; run {check} to see {them}")],
    }
}

/// Checks the file, and all files with the same slug: each of them is valid only without the others.
fn check_command(file: &AssessmentFile) -> CommandLine {
    let others = file
        .diagnostics
        .iter()
        .filter_map(|found| match &found.problem {
            Problem::SameSlug { other, .. } => Some(other),
            _ => None,
        });
    let check = CommandLine::new("check").operand(&file.path);
    others.fold(check, CommandLine::operand)
}

fn from(origin: Origin, path: &Path) -> String {
    match origin {
        Origin::BuiltIn => BUILT_IN.to_owned(),
        _ => shown_path(path),
    }
}

/// Aligns the rows in columns. Long names are cut. If the paths do not fit, they are below their rows.
fn aligned(mut rows: Vec<AssessmentRow>, options: &TextOptions) -> String {
    let widest = |text: fn(&AssessmentRow) -> &str| rows.iter().map(|row| cells(text(row))).max();
    let slugs = widest(|row| &row.slug).unwrap_or(0);
    let names = widest(|row| &row.name).unwrap_or(0);
    let categories = widest(|row| &row.categories).unwrap_or(0);
    let froms = widest(|row| &row.from).unwrap_or(0);
    let names = names.min(WIDTH.saturating_sub(slugs + categories + BUILT_IN.len() + 6));
    let inline = slugs + names + categories + froms + 6 <= WIDTH;
    if !inline {
        rows.iter_mut().for_each(lower);
    }
    let mut out = String::new();
    for row in rows {
        let slug = padded(&row.slug, slugs);
        let name = padded(&cut(&row.name, names, options.ellipsis()), names);
        let line = format!(
            "{slug}  {name}  {:>categories$}  {}",
            row.categories, row.from
        );
        let _ = writeln!(out, "{}", line.trim_end());
        for line in row.below {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// Moves a path below its row.
fn lower(row: &mut AssessmentRow) {
    if row.from != BUILT_IN && row.from != "FROM" {
        row.below.insert(0, std::mem::take(&mut row.from));
    }
}
