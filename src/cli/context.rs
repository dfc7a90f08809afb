use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::styling::AnsiColor;

use super::args::{ASSESSMENTS, CONFIG, GlobalOptions, STORE};
use super::failure::{Exit, Failure, line};
use super::looks;
use crate::assessment::{
    Assessment, AssessmentFile, Catalogue, CatalogueEntry, FoundAt, NotFound, Origin,
};
use crate::config::{Config, Glyphs, Paths, read_config};
use crate::report::{Symbols, diagnostics};
use crate::results::{checked_name, shown};
use crate::runtime::{AssessmentFolder, FolderProblem, paths_of_user, source, sources};
use crate::store;
use crate::store::{Location, OnWait, OutboxFile, RedbStore, STORE_DEADLINE, Upkeep};
use crate::text::visible_output;
use crate::words::{CommandLine, Hint};

/// What every command has at hand: options, configuration, places, and the two ways to speak.
#[derive(Debug, Clone)]
pub(crate) struct CommandContext {
    /// The options of every command.
    pub global: GlobalOptions,
    /// The configuration.
    pub config: Config,
    /// Where things are if nothing else is said.
    pub paths: Paths,
    /// The line of the file at which each setting stands, and each action of the keys.
    pub lines: BTreeMap<String, usize>,
    /// What is to be said about the configuration, each on a line, for screens.
    pub remarks: Vec<String>,
}

/// The variable that names the person.
pub(crate) const NAME: &str = "LEVELUP_NAME";

impl CommandContext {
    /// Reads the configuration, and tells what is wrong with it.
    ///
    /// # Errors
    /// Where there is no home folder, or the configuration cannot be used.
    pub(crate) fn new(global: GlobalOptions) -> Result<Self, Failure> {
        let mut context = Self::without_config(global)?;
        context.read_config()?;
        looks::of_environment(&mut context.config)?;
        if let Some(name) = variable(NAME) {
            let name = checked_name(&name.to_string_lossy());
            let name = name.map_err(|error| Failure::invalid(format!("{NAME}: {error}")))?;
            context.config.name = Some(name);
        }
        Ok(context)
    }

    /// The places alone: the configuration is not read.
    ///
    /// # Errors
    /// Where there is no home folder.
    pub(crate) fn without_config(mut global: GlobalOptions) -> Result<Self, Failure> {
        // A variable that is set to nothing is not set.
        let given = |path: &PathBuf| !path.as_os_str().is_empty();
        global.store = global.store.filter(given);
        global.assessments = global.assessments.filter(given);
        global.config = global.config.filter(given);
        let paths = paths_of_user().ok_or_else(|| {
            Failure::failed("cannot determine the home directory").hint("set HOME")
        })?;
        Ok(Self {
            global,
            config: Config::default(),
            paths,
            lines: BTreeMap::new(),
            remarks: Vec::new(),
        })
    }

    /// The file with the configuration, whether it is there or not.
    pub(crate) fn config_path(&self) -> &Path {
        self.global.config.as_ref().unwrap_or(&self.paths.config)
    }

    /// The store's file: `--store`, else the configuration's, else the usual one.
    pub(crate) fn store_path(&self) -> &Path {
        let named = self.global.store.as_ref().or(self.config.store.as_ref());
        named.unwrap_or(&self.paths.store)
    }

    /// The folders in which assessments may be, the first that has a slug wins.
    pub(crate) fn folders(&self) -> Vec<AssessmentFolder> {
        let folder = |origin, path: &Path, explicit| AssessmentFolder {
            origin,
            path: path.to_path_buf(),
            explicit,
        };
        let given = self.global.assessments.iter();
        let mut folders: Vec<_> = given
            .map(|path| folder(Origin::Given, path, true))
            .collect();
        folders.push(folder(Origin::Here, Path::new("./assessments"), false));
        match &self.config.assessments {
            Some(named) => {
                folders.extend(named.iter().map(|path| folder(Origin::User, path, true)));
            }
            None => folders.push(folder(Origin::User, &self.paths.assessments, false)),
        }
        folders
    }

    /// Where the store is: a file, or on a server.
    ///
    /// # Errors
    /// Code 5 where it is a URL, and no store can be reached by it.
    pub(crate) fn location(&self) -> Result<Location, Failure> {
        Ok(Location::parse(self.store_path())?)
    }

    /// The store; nothing is opened before it is used. A long wait is told.
    ///
    /// # Errors
    /// As [`CommandContext::location`].
    pub(crate) fn store(&self) -> Result<Arc<dyn Upkeep>, Failure> {
        Ok(self.store_at(&self.location()?))
    }

    /// The store at a place, with whatever stands before it.
    pub(crate) fn store_at(&self, location: &Location) -> Arc<dyn Upkeep> {
        let on_wait = self.on_wait(location.file().is_some());
        let before = OutboxFile {
            folder: &self.paths.servers,
            tell: None,
        };
        store::open_with_outbox(location, STORE_DEADLINE, Some(on_wait), before)
    }

    /// The store, for what can be done to a file alone. `instead` is what one does on a server.
    ///
    /// # Errors
    /// Code 5 where the store is on a server.
    pub(crate) fn file_store(
        &self,
        what: &str,
        instead: impl Into<Hint>,
    ) -> Result<RedbStore, Failure> {
        let location = self.location()?;
        let Some(path) = location.file() else {
            let error =
                format!("{what} works only with a store in a file, and this store is on a server");
            return Err(Failure::store(error).hint(instead));
        };
        let on_wait = self.on_wait(true);
        Ok(RedbStore::with_deadline(
            path,
            STORE_DEADLINE,
            Some(on_wait),
        ))
    }

    /// Who tells that a call waits.
    fn on_wait(&self, is_file: bool) -> OnWait {
        let styled = self.global.color.on(&io::stderr());
        let on_wait = move |waiting| {
            if waiting {
                let text = if is_file {
                    "waiting for another levelup process to finish writing to the store"
                } else {
                    "waiting for the server"
                };
                line("note", AnsiColor::Green, styled, text);
            }
        };
        Box::new(on_wait)
    }

    /// All assessments. Folders that cannot be looked into are told.
    pub(crate) fn catalogue(&self) -> Catalogue {
        let (sources, problems) = sources(&self.folders());
        for problem in problems {
            match problem {
                FolderProblem::Missing(path) => {
                    self.note(&format!("directory {} does not exist", path.display()));
                }
                FolderProblem::Unreadable(path, why) => {
                    self.note(&format!("cannot read directory {}: {why}", path.display()));
                }
            }
        }
        Catalogue::with_built_in(sources)
    }

    /// The assessment with this slug.
    ///
    /// # Errors
    /// Code 3 where there is none, 4 where its file is broken: then what is wrong with it has been
    /// told.
    pub(crate) fn assessment(&self, slug: &str) -> Result<Arc<Assessment>, Failure> {
        self.find(&self.catalogue(), slug)
    }

    /// The assessment of this catalogue with this slug. A broken file that would come before it is
    /// told.
    ///
    /// # Errors
    /// As [`CommandContext::assessment`].
    pub(crate) fn find(
        &self,
        catalogue: &Catalogue,
        slug: &str,
    ) -> Result<Arc<Assessment>, Failure> {
        let found = catalogue.find(slug);
        let found = found.map_err(|missing| self.no_assessment(catalogue, missing))?;
        if let Some(entry) = catalogue.entry(slug) {
            let before = |file: &&AssessmentFile| file.origin <= entry.file.origin;
            for broken in catalogue.broken_as(slug).filter(before) {
                self.passed_over(broken, &entry.file, slug);
            }
            self.tell_overridden(entry);
        }
        Ok(found)
    }

    /// The signs that pages for people are written with.
    pub(crate) fn signs(&self) -> Symbols {
        match self.config.glyphs {
            Glyphs::Unicode | Glyphs::Auto => Symbols::UNICODE,
            Glyphs::Ascii => Symbols::ASCII,
        }
    }

    /// A command line to paste, with the options of this call that select the store and the
    /// assessments, without secrets. Variables are omitted, because they apply in the same shell.
    pub(crate) fn again(&self, line: CommandLine) -> CommandLine {
        let GlobalOptions {
            store,
            assessments,
            config,
            color: _,
        } = &self.global;
        let places = [
            ("--store", STORE, store),
            ("--assessments", ASSESSMENTS, assessments),
            ("--config", CONFIG, config),
        ];
        let given = places.into_iter().filter_map(|(option, name, path)| {
            let path = path.as_ref()?;
            (variable(name).as_deref() != Some(path.as_os_str())).then(|| (option, shown(path)))
        });
        given.fold(line, |line, (option, path)| line.option(option, path))
    }

    /// Writes `note: …` to stderr.
    pub(crate) fn note(&self, text: &str) {
        let styled = self.global.color.on(&io::stderr());
        line("note", AnsiColor::Green, styled, text);
    }

    /// Writes `error: …` to stderr, where there is more than one thing to say.
    pub(crate) fn error(&self, text: &str) {
        let styled = self.global.color.on(&io::stderr());
        line("error", AnsiColor::Red, styled, text);
    }

    /// Writes what is wrong with a file to stderr, each with its place.
    pub(crate) fn diagnostics(
        &self,
        path: &Path,
        text: &str,
        diagnostics: &[crate::toml_reader::Diagnostic],
    ) {
        let styled = self.global.color.on(&io::stderr());
        let shown = diagnostics::render(path, text, diagnostics, styled);
        let _ = io::stderr().write_all(shown.as_bytes());
    }

    /// Prints a note that a file in `./assessments` overrides others: it can come from a repository of
    /// a stranger.
    fn tell_overridden(&self, entry: &CatalogueEntry) {
        let overridden = entry
            .overridden_here()
            .iter()
            .map(|file| match file.origin {
                Origin::BuiltIn => "the built-in one".to_owned(),
                _ => diagnostics::shown_path(&file.path),
            });
        let overridden: Vec<_> = overridden.collect();
        if !overridden.is_empty() {
            let slug = &entry.listed.slug;
            let path = diagnostics::shown_path(&entry.file.path);
            let overridden = overridden.join(" and ");
            self.note(&format!("`{slug}` is {path}, which overrides {overridden}"));
        }
    }

    fn passed_over(&self, broken: &AssessmentFile, taken: &FoundAt, slug: &str) {
        let path = diagnostics::shown_path(&broken.path);
        let check = CommandLine::new("check").operand(&broken.path);
        let from = match taken.origin {
            Origin::BuiltIn => "the built-in one".to_owned(),
            _ => diagnostics::shown_path(&taken.path),
        };
        self.note(&format!(
            "{path} has errors and is skipped: `{slug}` is {from}; run {check} to see them"
        ));
    }

    fn no_assessment(&self, catalogue: &Catalogue, missing: NotFound) -> Failure {
        let slug = missing.slug;
        if missing.broken {
            for file in catalogue.broken_as(&slug) {
                self.diagnostics(&file.path, &file.text, &file.diagnostics);
            }
            let check = CommandLine::new("check");
            let check = catalogue
                .broken_as(&slug)
                .fold(check, |line, file| line.operand(&file.path));
            return Failure::invalid(format!("the file of assessment `{slug}` has errors"))
                .hint(format!("correct the errors above, then run {check}"));
        }
        Failure::no_assessment(NotFound { slug, ..missing })
    }

    fn read_config(&mut self) -> Result<(), Failure> {
        let path = self.config_path().to_path_buf();
        if self.global.config.is_none() && is_missing(&path) {
            return Ok(());
        }
        let read = read_config(source(Origin::Given, path.clone()), &self.paths);
        self.diagnostics(&path, &read.text, &read.diagnostics);
        if read.has_errors() {
            return Err(Failure::told(Exit::Invalid));
        }
        let line = |at: usize| diagnostics::line_and_column(&read.text, at).0;
        self.lines = read
            .places
            .iter()
            .map(|(key, at)| (key.clone(), line(*at)))
            .collect();
        let remarks = read.diagnostics.iter();
        let remarks = remarks.map(|found| diagnostics::one_line(&path, &read.text, found));
        self.remarks = remarks.collect();
        self.config = read.config;
        Ok(())
    }
}

/// Whether the file does not exist. A file in a directory that cannot be entered may exist.
pub(crate) fn is_missing(path: &Path) -> bool {
    match path.try_exists() {
        Ok(exists) => !exists,
        Err(error) => error.kind() == io::ErrorKind::NotADirectory,
    }
}

/// What a variable of the environment says. One that is set to nothing is not set.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Writes a page for people to stdout, with its colors.
///
/// # Errors
/// As [`print_data`].
pub(crate) fn print_page(text: &str) -> Result<(), Failure> {
    write(&for_stdout(text, true))
}

/// Writes data to stdout. A terminal gets placeholders for hidden characters, a pipe or a file gets
/// every character.
///
/// # Errors
/// If stdout cannot be written; with code 0 and no message if the reader has closed it.
pub(crate) fn print_data(text: &str) -> Result<(), Failure> {
    write(&for_stdout(text, false))
}

/// The text for stdout: with placeholders for hidden characters if stdout is a terminal.
pub(crate) fn for_stdout(text: &str, is_styled: bool) -> Cow<'_, str> {
    if !io::stdout().is_terminal() {
        return Cow::Borrowed(text);
    }
    // CSV begins with a byte order mark for spreadsheets.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    visible_output(text, is_styled)
}

fn write(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failure::stdout(&error))
}
