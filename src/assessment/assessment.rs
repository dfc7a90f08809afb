use serde::{Deserialize, Serialize};

use super::category::Category;
use super::rating::Rating;

/// An assessment: what is asked, on which ladder.
///
/// Written as JSON this is the `definition` that a result freezes. The slug is not part of it: a
/// result names its assessment beside the definition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The name by which commands and files know it: `[a-z0-9-]{1,64}`.
    #[serde(skip)]
    pub slug: String,
    /// What people read, 1 to 200 characters.
    pub name: String,
    /// Free text; "1" where the file has none.
    pub version: String,
    /// Markdown, one paragraph or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whose model it is, and its licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether category names get the wider share of a row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wide_category: bool,
    /// The shared ladder, lowest first; empty, or 2 to 9.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// What is rated, in the order of the file with groups drawn together.
    pub categories: Vec<Category>,
}

impl Assessment {
    /// The ladder of the category at `index`: its own, else the shared one.
    ///
    /// # Panics
    /// Where there is no such category.
    pub fn ladder(&self, index: usize) -> &[Rating] {
        let own = &self.categories[index].ratings;
        if own.is_empty() { &self.ratings } else { own }
    }

    /// The highest level of the category at `index`; 0 where it cannot be rated.
    pub fn top(&self, index: usize) -> u8 {
        u8::try_from(self.ladder(index).len()).unwrap_or(u8::MAX)
    }

    /// The label of a 1-based `level` of the category at `index`.
    pub fn label(&self, index: usize, level: u8) -> Option<&str> {
        let step = usize::from(level).checked_sub(1)?;
        self.ladder(index)
            .get(step)
            .map(|rating| rating.name.as_str())
    }

    /// Where the category with this key stands.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.categories
            .iter()
            .position(|category| category.key == key)
    }

    /// Where a category stands that has, or had in an earlier version, this key.
    pub fn position_or_formerly(&self, key: &str) -> Option<usize> {
        let formerly = |category: &Category| category.formerly.iter().any(|old| old == key);
        self.position(key)
            .or_else(|| self.categories.iter().position(formerly))
    }

    /// Whether it can be answered at all: one category or more, each with a ladder.
    pub fn can_be_saved(&self) -> bool {
        !self.categories.is_empty() && (0..self.categories.len()).all(|index| self.top(index) > 0)
    }
}
