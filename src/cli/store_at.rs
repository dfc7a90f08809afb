use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::context::{CommandContext, is_missing};
use super::failure::Failure;
use crate::results::shown;
use crate::store::{Location, Upkeep};
use crate::words::{CommandLine, Hint};

/// The store that a text names, as `--store` does. `is_there`: one that is not there is an error,
/// else the first write makes it.
pub(crate) fn store_at(
    text: &Path,
    is_there: bool,
    context: &CommandContext,
) -> Result<Arc<dyn Upkeep>, Failure> {
    let location = Location::parse(text)?;
    if is_there && location.file().is_some_and(is_missing) {
        let hint = Hint::run(CommandLine::new("paths")).text(" to see where your store is");
        let error = format!("no store at {}", shown(text).display());
        return Err(Failure::store(error).hint(hint));
    }
    Ok(context.store_at(&location))
}

/// Whether two texts name one store.
pub(crate) fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| -> PathBuf {
        path.canonicalize()
            .or_else(|_| std::path::absolute(path))
            .unwrap_or_else(|_| path.to_path_buf())
    };
    whole(one) == whole(other)
}
