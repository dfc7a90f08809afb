use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The keywords for answers without a level: don't know, not applicable, and none yet.
pub(crate) const ANSWER_KEYWORDS: [&str; 3] = ["unknown", "n/a", "unanswered"];

/// One step of a ladder, such as "Better".
///
/// In files and in JSON a rating is a plain string, or `{ name, description }` where it says more.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "RatingToml", into = "RatingToml")]
pub struct Rating {
    /// The label, unique on its ladder, 1 to 200 characters.
    pub name: String,
    /// What the label means in any category.
    pub description: Option<String>,
}

impl Rating {
    /// A rating that has a label alone.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
        }
    }
}

/// A rating: its label, or a table with its label and description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum RatingToml {
    /// The label only.
    Name(#[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))] String),
    /// The label and its description.
    #[schemars(extend("additionalProperties" = false))]
    Described {
        /// The label, unique on its ladder.
        #[schemars(length(min = 1, max = 200), regex(pattern = r"\S"))]
        name: String,
        /// What the label means, whatever the category.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
}

impl From<RatingToml> for Rating {
    fn from(form: RatingToml) -> Self {
        match form {
            RatingToml::Name(name) => Self {
                name,
                description: None,
            },
            RatingToml::Described { name, description } => Self { name, description },
        }
    }
}

impl From<Rating> for RatingToml {
    fn from(rating: Rating) -> Self {
        match rating.description {
            None => Self::Name(rating.name),
            description => Self::Described {
                name: rating.name,
                description,
            },
        }
    }
}
