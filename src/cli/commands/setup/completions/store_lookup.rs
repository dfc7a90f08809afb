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
use crate::store::{Location, Scope, Upkeep};

/// How long another program is waited for: a shell stands still until the answer comes.
const PATIENCE: Duration = Duration::from_millis(300);
/// How many of the newest results are looked at.
const SEEN: usize = 1_000;
/// How many results of the bin are shown, of each end.
const BINNED: usize = 8;

/// The store, the assessments and the configuration that the line means, without a word about what
/// is wrong with them. Nothing is made that is not there.
pub(crate) struct StoreLookup {
    context: CommandContext,
    store: Arc<dyn Upkeep>,
    /// It has failed once: whoever waits at a prompt does not wait for it twice.
    failed: AtomicBool,
}

impl StoreLookup {
    /// None where there is no home folder.
    pub(crate) fn of(line: &TypedLine) -> Option<Self> {
        let mut context = CommandContext::without_config(line.global()).ok()?;
        let file = source(Origin::Given, context.config_path().to_path_buf());
        context.config = read_config(file, &context.paths).config;
        let location = Location::parse(context.store_path()).ok()?;
        let store = store::open(&location, PATIENCE, None, false);
        let failed = AtomicBool::new(false);
        Some(Self {
            context,
            store,
            failed,
        })
    }

    fn ask<T>(&self, job: impl FnOnce(&dyn Upkeep) -> Result<T, StoreError>) -> Option<T> {
        if self.failed.load(Ordering::Relaxed) {
            return None;
        }
        let asked = job(&*self.store);
        self.failed.store(asked.is_err(), Ordering::Relaxed);
        asked.ok()
    }

    /// The assessments that can be found.
    pub(crate) fn catalogue(&self) -> Catalogue {
        Catalogue::with_built_in(sources(&self.context.folders()).0)
    }

    /// The newest results, of one assessment where it is named.
    pub(crate) fn rows(&self, slug: Option<String>) -> Vec<ResultRow> {
        let scope = Scope {
            assessment: slug,
            ..Scope::default()
        };
        let page = self.ask(|store| store.page(&scope, None, SEEN));
        page.map(|page| page.rows).unwrap_or_default()
    }

    /// Results that lie in the bin, newest first; as many as are found in time.
    pub(crate) fn binned(&self) -> Vec<Uuid> {
        let until = Instant::now() + PATIENCE;
        let ends = "0123456789abcdef".chars().map(String::from);
        let mut found: Vec<_> = ends
            .take_while(|_| Instant::now() < until)
            .map_while(|end| self.ask(|store| store.ids_ending(&end, true, BINNED)))
            .flatten()
            .collect();
        found.sort_unstable();
        found.reverse();
        found
    }

    /// The names that are nearest at hand: the configuration's, and the last one used.
    pub(crate) fn own_names(&self) -> Vec<String> {
        let last = self.ask(|store| store.last_name()).flatten();
        self.context
            .config
            .name
            .clone()
            .into_iter()
            .chain(last)
            .collect()
    }
}
