//! What commands share: options, configuration, paths, the store, and messages on stderr.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::appearance::{Color, apply_environment};
use super::failure::{Exit, Failure};
use super::global_options::{GlobalOptions, variable};
use super::stderr::MessageLabel;
use crate::assessment::Origin;
use crate::config::{Config, Paths, read_config};
use crate::report::diagnostics;
use crate::results::{checked_name, shown};
use crate::runtime::{AssessmentDirectory, OpeningStore, paths_of_user, source};
use crate::store;
use crate::store::{Location, OnWait, OutboxFile, RedbStore, STORE_DEADLINE, Store};
use crate::toml_reader::Diagnostic;
use crate::words::{CommandLine, Hint};

/// What every command has: its global options, the configuration, and where files are.
#[derive(Debug, Clone)]
pub(crate) struct CommandContext {
    pub global: GlobalOptions,
    pub config: Config,
    /// The default paths.
    pub paths: Paths,
    /// The line of each setting and of each action in the configuration file.
    pub lines: BTreeMap<String, usize>,
    /// The warnings about the configuration file, one line each, for screens.
    pub remarks: Vec<String>,
}

/// The variable with the name of the person.
const NAME: &str = "LEVELUP_NAME";

impl CommandContext {
    /// Reads the configuration, and writes its problems to stderr.
    ///
    /// # Errors
    /// If there is no home directory, or the configuration is invalid.
    pub(crate) fn new(global: GlobalOptions) -> Result<Self, Failure> {
        let mut context = Self::without_config(global)?;
        context.read_config()?;
        apply_environment(&mut context.config)?;
        if let Some(name) = variable(NAME) {
            let name = checked_name(&name.to_string_lossy());
            let name = name.map_err(|error| Failure::invalid(format!("{NAME}: {error}")))?;
            context.config.name = Some(name);
        }
        Ok(context)
    }

    /// A context with the default settings; the configuration is not read.
    ///
    /// # Errors
    /// If there is no home directory.
    pub(crate) fn without_config(global: GlobalOptions) -> Result<Self, Failure> {
        let paths = paths_of_user().ok_or_else(|| {
            Failure::failed("cannot determine the home directory").hint("set HOME")
        })?;
        Ok(Self {
            global: global.without_empty_paths(),
            config: Config::default(),
            paths,
            lines: BTreeMap::new(),
            remarks: Vec::new(),
        })
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
        let places = read.places.iter();
        self.lines = places.map(|(key, at)| (key.clone(), line(*at))).collect();
        let remarks = read.diagnostics.iter();
        let remarks = remarks.map(|found| diagnostics::one_line(&path, &read.text, found));
        self.remarks = remarks.collect();
        self.config = read.config;
        Ok(())
    }

    /// The configuration file, which may not exist.
    pub(crate) fn config_path(&self) -> &Path {
        self.global.config.as_ref().unwrap_or(&self.paths.config)
    }

    /// The path or URL of the store: `--store`, else the configuration's, else the default.
    pub(crate) fn store_path(&self) -> &Path {
        let named = self.global.store.as_ref().or(self.config.store.as_ref());
        named.unwrap_or(&self.paths.store)
    }

    /// The directories of assessments; the first one that has a slug wins.
    pub(crate) fn folders(&self) -> Vec<AssessmentDirectory> {
        let folder = |origin, path: &Path, explicit| AssessmentDirectory {
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

    /// # Errors
    /// Code 5 if the URL of a store is invalid.
    pub(crate) fn location(&self) -> Result<Location, Failure> {
        Ok(Location::parse(self.store_path())?)
    }

    /// The store, which is opened when it is first used. A long wait is reported.
    pub(crate) fn store(&self) -> Result<Arc<dyn Store>, Failure> {
        Ok(self.store_at(&self.location()?))
    }

    /// Starts to open the store for a screen or the plain form.
    pub(crate) fn begin_opening(&self) -> Result<OpeningStore, Failure> {
        let location = self.location()?;
        Ok(OpeningStore::begin(&location, &self.paths.servers))
    }

    /// The store that a value like the one of `--store` names.
    pub(crate) fn store_named(&self, name: &Path) -> Result<Arc<dyn Store>, Failure> {
        Ok(self.store_at(&Location::parse(name)?))
    }

    /// The same, but a file must exist.
    ///
    /// # Errors
    /// Code 5 if the file does not exist, and as [`CommandContext::location`].
    pub(crate) fn existing_store(&self, name: &Path) -> Result<Arc<dyn Store>, Failure> {
        if Location::parse(name)?.file().is_some_and(is_missing) {
            let hint = Hint::run(CommandLine::new("paths")).text(" to see where your store is");
            let error = format!("no store at {}", shown(name).display());
            return Err(Failure::store(error).hint(hint));
        }
        self.store_named(name)
    }

    fn store_at(&self, location: &Location) -> Arc<dyn Store> {
        let outbox = OutboxFile {
            folder: &self.paths.servers,
            tell: None,
        };
        let on_wait = self.on_wait(location);
        store::open_with_outbox(location, STORE_DEADLINE, Some(on_wait), outbox)
    }

    /// The store for operations that only a file has. `instead` is a hint for a server.
    ///
    /// # Errors
    /// Code 5 if the store is on a server.
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
        let on_wait = Some(self.on_wait(&location));
        Ok(RedbStore::with_deadline(path, STORE_DEADLINE, on_wait))
    }

    fn on_wait(&self, location: &Location) -> OnWait {
        let text = match location.file() {
            Some(_) => "waiting for another levelup process to finish writing to the store",
            None => "waiting for the server",
        };
        let color = self.global.color;
        Box::new(move |waiting| {
            if waiting {
                MessageLabel::Note.write(text, color.on(&io::stderr()));
            }
        })
    }

    /// A command line to paste, with the options of this call that select the store and the
    /// assessments.
    pub(crate) fn again(&self, line: CommandLine) -> CommandLine {
        self.global.repeated_in(line)
    }

    /// Writes `note: …` to stderr.
    pub(crate) fn note(&self, text: &str) {
        MessageLabel::Note.write(text, self.color().on(&io::stderr()));
    }

    /// Writes `error: …` to stderr, for commands that report several errors.
    pub(crate) fn error(&self, text: &str) {
        MessageLabel::Error.write(text, self.color().on(&io::stderr()));
    }

    fn color(&self) -> Color {
        self.global.color
    }

    /// Writes the problems of a file to stderr, each with its place.
    pub(crate) fn diagnostics(&self, path: &Path, text: &str, diagnostics: &[Diagnostic]) {
        let styled = self.color().on(&io::stderr());
        let shown = diagnostics::render(path, text, diagnostics, styled);
        let _ = io::stderr().write_all(shown.as_bytes());
    }
}

/// Whether the file does not exist. A file in a directory that cannot be entered may exist.
pub(crate) fn is_missing(path: &Path) -> bool {
    match path.try_exists() {
        Ok(exists) => !exists,
        Err(error) => error.kind() == io::ErrorKind::NotADirectory,
    }
}

/// Whether two paths or URLs name one store.
pub(crate) fn is_same_store(one: &Path, other: &Path) -> bool {
    let absolute = |path: &Path| -> PathBuf {
        path.canonicalize()
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_path_buf())
    };
    absolute(one) == absolute(other)
}
