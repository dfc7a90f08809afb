use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::checks;
use super::checks::at_most;
use super::record::FormatResult;
use crate::assessment::{Assessment, CATEGORIES_MAX, Category, RATINGS_MAX, Rating};

/// More earlier keys than any category needs.
const FORMERLY_MAX: usize = 10_000;

/// The frozen wording of an assessment. The slug is the result's.
#[derive(Serialize, Deserialize)]
pub(crate) struct DefinitionV1 {
    name: String,
    version: String,
    description: Option<String>,
    source: Option<String>,
    wide_category: bool,
    #[serde(deserialize_with = "at_most::<RATINGS_MAX, _, _>")]
    ratings: Vec<RatingV1>,
    #[serde(deserialize_with = "at_most::<CATEGORIES_MAX, _, _>")]
    categories: Vec<CategoryV1>,
}

#[derive(Serialize, Deserialize)]
struct RatingV1 {
    name: String,
    description: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct CategoryV1 {
    key: String,
    name: String,
    group: Option<String>,
    description: Option<String>,
    #[serde(deserialize_with = "at_most::<RATINGS_MAX, _, _>")]
    levels: Vec<String>,
    #[serde(deserialize_with = "at_most::<RATINGS_MAX, _, _>")]
    ratings: Vec<RatingV1>,
    #[serde(deserialize_with = "at_most::<FORMERLY_MAX, _, _>")]
    formerly: Vec<String>,
}

impl DefinitionV1 {
    /// The body of the record and the hash it is stored under.
    pub(crate) fn encode(assessment: &Assessment) -> FormatResult<([u8; 32], Vec<u8>)> {
        let body = postcard::to_stdvec(&Self::from(assessment))?;
        Ok((Sha256::digest(&body).into(), body))
    }

    /// The assessment that was answered, under the slug of its result.
    pub(crate) fn decode(body: &[u8], slug: &str) -> FormatResult<Assessment> {
        let definition: Self = postcard::from_bytes(body)?;
        let assessment = definition.into_assessment(slug);
        checks::wording(&assessment)?;
        Ok(assessment)
    }

    fn into_assessment(self, slug: &str) -> Assessment {
        Assessment {
            slug: slug.to_owned(),
            name: self.name,
            version: self.version,
            description: self.description,
            source: self.source,
            wide_category: self.wide_category,
            ratings: self.ratings.into_iter().map(Into::into).collect(),
            categories: self.categories.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<&Assessment> for DefinitionV1 {
    fn from(assessment: &Assessment) -> Self {
        Self {
            name: assessment.name.clone(),
            version: assessment.version.clone(),
            description: assessment.description.clone(),
            source: assessment.source.clone(),
            wide_category: assessment.wide_category,
            ratings: assessment.ratings.iter().map(Into::into).collect(),
            categories: assessment.categories.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Category> for CategoryV1 {
    fn from(category: &Category) -> Self {
        Self {
            key: category.key.clone(),
            name: category.name.clone(),
            group: category.group.clone(),
            description: category.description.clone(),
            levels: category.levels.clone(),
            ratings: category.ratings.iter().map(Into::into).collect(),
            formerly: category.formerly.clone(),
        }
    }
}

impl From<CategoryV1> for Category {
    fn from(category: CategoryV1) -> Self {
        Self {
            key: category.key,
            name: category.name,
            group: category.group,
            description: category.description,
            levels: category.levels,
            ratings: category.ratings.into_iter().map(Into::into).collect(),
            formerly: category.formerly,
        }
    }
}

impl From<&Rating> for RatingV1 {
    fn from(rating: &Rating) -> Self {
        Self {
            name: rating.name.clone(),
            description: rating.description.clone(),
        }
    }
}

impl From<RatingV1> for Rating {
    fn from(rating: RatingV1) -> Self {
        Self {
            name: rating.name,
            description: rating.description,
        }
    }
}
