//! Values from the store, the assessments, and the configuration that a line selects.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::typed_line::TypedLine;
use crate::assessment::{Catalogue, Origin};
use crate::cli::context::CommandContext;
use crate::config::read_config;
use crate::results::{ResultRow, StoreError};
use crate::runtime::{source, sources};
use crate::store;
use crate::store::{Location, Scope, Store};

/// How long to wait for other programs that use the store. The shell is blocked until then.
const DEADLINE: Duration = Duration::from_millis(300);
/// How many of the latest results are read.
const ROWS: usize = 1_000;
/// How many results in trash are read per last digit.
const IDS_PER_DIGIT: usize = 8;

/// Ignores all errors, and creates no files.
pub(crate) struct StoreLookup {
    context: CommandContext,
    store: Arc<dyn Store>,
    /// Whether the store failed once. It is not used again then, to block the shell only once.
    failed: AtomicBool,
}

impl StoreLookup {
    /// `None` if there is no home directory, or the store's URL is invalid.
    pub(crate) fn of(line: &TypedLine) -> Option<Self> {
        let mut context = CommandContext::without_config(line.global()).ok()?;
        let file = source(Origin::Given, context.config_path().to_path_buf());
        context.config = read_config(file, &context.paths).config;
        let location = Location::parse(context.store_path()).ok()?;
        let store = store::open(&location, DEADLINE, None, false);
        let failed = AtomicBool::new(false);
        Some(Self {
            context,
            store,
            failed,
        })
    }

    fn read<T>(&self, query: impl FnOnce(&dyn Store) -> Result<T, StoreError>) -> Option<T> {
        if self.failed.load(Ordering::Relaxed) {
            return None;
        }
        let found = query(&*self.store);
        self.failed.store(found.is_err(), Ordering::Relaxed);
        found.ok()
    }

    pub(crate) fn catalogue(&self) -> Catalogue {
        Catalogue::with_built_in(sources(&self.context.folders()).0)
    }

    /// The latest results, of all assessments or of one.
    pub(crate) fn rows(&self, slug: Option<String>) -> Vec<ResultRow> {
        let scope = Scope {
            assessment: slug,
            ..Scope::default()
        };
        let page = self.read(|store| store.page(&scope, None, ROWS));
        page.map(|page| page.rows).unwrap_or_default()
    }

    /// Results in trash, latest first; as many as are read before the deadline.
    pub(crate) fn ids_in_trash(&self) -> Vec<Uuid> {
        let until = Instant::now() + DEADLINE;
        let ends = "0123456789abcdef".chars().map(String::from);
        let mut found: Vec<_> = ends
            .take_while(|_| Instant::now() < until)
            .map_while(|end| self.read(|store| store.ids_ending(&end, true, IDS_PER_DIGIT)))
            .flatten()
            .collect();
        found.sort_unstable();
        found.reverse();
        found
    }

    /// The name of the configuration, and the last one used.
    pub(crate) fn own_names(&self) -> Vec<String> {
        let last = self.read(|store| store.last_name()).flatten();
        self.context
            .config
            .name
            .clone()
            .into_iter()
            .chain(last)
            .collect()
    }
}
