use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Context, Failure};
use crate::store::{RedbStore, STORE_DEADLINE, Store};

/// The store that a text names, as `--store` does. `is_there`: one that is not there is an error,
/// else the first write makes it.
pub(super) fn store_at(text: &Path, is_there: bool) -> Result<Arc<dyn Store>, Failure> {
    if text.to_string_lossy().contains("://") {
        return Err(Failure::store(
            "this levelup keeps results in files, and cannot reach a server",
        )
        .hint("give the path of a file"));
    }
    if is_there && !text.exists() {
        return Err(
            Failure::store(format!("there is no store at {}", text.display())).hint(
                "give the path of a file that levelup made; levelup paths says where yours is",
            ),
        );
    }
    Ok(Arc::new(RedbStore::waiting(text, STORE_DEADLINE, None)))
}

/// The store of `--store`, with whatever stands before it.
pub(super) fn store_of(context: &Context) -> Arc<dyn Store> {
    Arc::new(context.store())
}

/// Whether two texts name one file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| -> PathBuf {
        path.canonicalize()
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_path_buf())
    };
    whole(one) == whole(other)
}
