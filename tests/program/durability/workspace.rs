use std::collections::BTreeSet;
use std::path::PathBuf;

use levelup::testing::{RedbStore, Results, Scope};
use tempfile::TempDir;
use uuid::Uuid;

/// A folder with an assessment, and the path of a store that nobody has made yet.
pub struct Place {
    pub folder: TempDir,
    pub path: PathBuf,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let club = "slug = \"club\"\nname = \"Club\"\nratings = [\"Good\", \"Better\", \"Best\"]\n\
            categories = [[\"Jumping\", \"jumping\"], [\"Running\", \"running\"]]\n";
        std::fs::create_dir(folder.path().join("assessments")).unwrap();
        std::fs::write(folder.path().join("assessments/club.toml"), club).unwrap();
        let path = folder.path().join("data/levelup.redb");
        Self { folder, path }
    }

    pub fn store(&self) -> RedbStore {
        RedbStore::at(&self.path)
    }

    /// The ids of all results, each of which is read whole.
    pub fn ids(&self) -> BTreeSet<Uuid> {
        let store = self.store();
        let page = store.page(&Scope::default(), None, usize::MAX).unwrap();
        assert_eq!(page.unreadable, []);
        let ids: BTreeSet<Uuid> = page.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), page.rows.len(), "nothing is there twice");
        assert_eq!(store.count().unwrap(), ids.len() as u64);
        for row in page.rows {
            let result = store.result(row.id).unwrap().unwrap();
            assert_eq!(result.name, row.name);
            assert_eq!(result.notes[1], format!("by {}", row.name));
        }
        let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
        assert!(found.has_no_problems(), "{found:?}");
        ids
    }
}

/// What `LEVELUP_TRIALS` says, else the little that an ordinary run does.
pub fn trials(ordinary: usize) -> usize {
    let said = std::env::var("LEVELUP_TRIALS").ok();
    said.map_or(ordinary, |said| said.parse().unwrap())
}
