use super::assessment::{Assessment, Rating};
use super::category_matching::match_categories;

/// What became of an assessment from one version of its file to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionDiff {
    /// The earlier slug: what results under it are found by.
    pub old_slug: String,
    /// The later slug.
    pub new_slug: String,
    /// The earlier version.
    pub old_version: String,
    /// The later version.
    pub new_version: String,
    /// What became of each category, in the later version's order; those that were removed stand
    /// behind what stood before them.
    pub categories: Vec<CategoryDiff>,
}

/// What became of one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryDiff {
    /// The key, the later one where there are two.
    pub key: String,
    /// The name, the later one where there are two.
    pub name: String,
    /// What happened to the category.
    pub kind: CategoryDiffKind,
    /// Whether its labels, or how many there are, are others now.
    pub ladder_changed: bool,
    /// Whether another text is: name, group, description, levels, what a rating means.
    pub wording_changed: bool,
}

/// What happened to a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CategoryDiffKind {
    /// It has the key that it had.
    Kept,
    /// It has another key, and `formerly` names the one it had.
    Renamed {
        /// The key that it had.
        from: String,
    },
    /// It is new.
    Added,
    /// It is there no more.
    Removed,
}

impl VersionDiff {
    /// Whether results of the two versions mean something else: a category was added, removed or
    /// renamed, or has another ladder.
    pub fn meaning_changed(&self) -> bool {
        let mut fates = self.categories.iter();
        fates.any(|fate| fate.ladder_changed || fate.kind != CategoryDiffKind::Kept)
    }

    /// Whether the meaning changed while the version stayed what it was.
    pub fn needs_a_version(&self) -> bool {
        self.meaning_changed() && self.old_version == self.new_version
    }
}

/// What became of each category of `old` in `new`. What was renamed, `new` alone says: what `old`
/// was formerly is about versions before it.
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
