use super::assessment::{Assessment, Rating};
use super::category_matching::match_categories;

/// The changes between two versions of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionDiff {
    /// The earlier slug, under which its results are stored.
    pub old_slug: String,
    pub new_slug: String,
    pub old_version: String,
    pub new_version: String,
    /// The categories in the order of the later version; a removed one follows the one before it.
    pub categories: Vec<CategoryDiff>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryDiff {
    /// The later key if there are two.
    pub key: String,
    /// The later name if there are two.
    pub name: String,
    pub kind: CategoryDiffKind,
    /// Whether the labels or their number changed.
    pub ladder_changed: bool,
    /// Whether the name, group, description, level texts, or rating descriptions changed.
    pub wording_changed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CategoryDiffKind {
    /// The key is the same.
    Kept,
    /// The key is different, and `formerly` lists the old one.
    Renamed {
        /// The old key.
        from: String,
    },
    Added,
    Removed,
}

impl VersionDiff {
    /// Whether results of the two versions mean different things: a category was added, removed, or
    /// renamed, or its ladder changed.
    pub fn meaning_changed(&self) -> bool {
        let mut fates = self.categories.iter();
        fates.any(|fate| fate.ladder_changed || fate.kind != CategoryDiffKind::Kept)
    }

    /// Whether the meaning changed, but not the version.
    pub fn needs_a_version(&self) -> bool {
        self.meaning_changed() && self.old_version == self.new_version
    }
}

/// Compares two versions. Renames come only from `formerly` in `new`: that of `old` refers to even
/// earlier versions.
pub fn version_diff(old: &Assessment, new: &Assessment) -> VersionDiff {
    let mut without_past = old.clone();
    for category in &mut without_past.categories {
        category.formerly.clear();
    }
    let fates = match_categories(&[new, &without_past]).into_iter();
    VersionDiff {
        old_slug: old.slug.clone(),
        new_slug: new.slug.clone(),
        old_version: old.version.clone(),
        new_version: new.version.clone(),
        categories: fates
            .filter_map(|places| match places[..] {
                [Some(new_at), Some(old_at)] => Some(both(old, old_at, new, new_at)),
                [Some(at), None] => Some(alone(new, at, CategoryDiffKind::Added)),
                [None, Some(at)] => Some(alone(old, at, CategoryDiffKind::Removed)),
                _ => None,
            })
            .collect(),
    }
}

fn alone(assessment: &Assessment, at: usize, kind: CategoryDiffKind) -> CategoryDiff {
    let category = &assessment.categories[at];
    CategoryDiff {
        key: category.key.clone(),
        name: category.name.clone(),
        kind,
        ladder_changed: false,
        wording_changed: false,
    }
}

fn both(old: &Assessment, old_at: usize, new: &Assessment, new_at: usize) -> CategoryDiff {
    let (was, is) = (&old.categories[old_at], &new.categories[new_at]);
    let kind = if was.key == is.key {
        CategoryDiffKind::Kept
    } else {
        let from = was.key.clone();
        CategoryDiffKind::Renamed { from }
    };
    let (old_ladder, new_ladder) = (old.ladder(old_at), new.ladder(new_at));
    let ladder_changed = !old_ladder
        .iter()
        .map(label)
        .eq(new_ladder.iter().map(label));
    let texts = |of: &'_ super::assessment::Category| {
        (
            of.name.clone(),
            of.group.clone(),
            of.description.clone(),
            of.levels.clone(),
        )
    };
    let meant = |ladder: &[Rating]| -> Vec<_> {
        let described = ladder.iter().map(|rating| rating.description.clone());
        described.collect()
    };
    let wording_changed =
        texts(was) != texts(is) || (!ladder_changed && meant(old_ladder) != meant(new_ladder));
    CategoryDiff {
        key: is.key.clone(),
        name: is.name.clone(),
        kind,
        ladder_changed,
        wording_changed,
    }
}

fn label(rating: &Rating) -> &str {
    &rating.name
}
