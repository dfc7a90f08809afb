use std::path::PathBuf;

use super::assessment::Assessment;
use super::assessment_file::{Origin, SourceFile};
use crate::assessment::parse::parse;

/// An embedded file of `assessments/`, with the fields that lists show, so that a list parses none
/// of the files. The file name is the slug.
#[derive(Debug)]
pub(crate) struct BuiltInAssessment {
    path: &'static str,
    text: &'static str,
    pub(crate) name: &'static str,
    pub(crate) categories: usize,
}

macro_rules! shipped {
    ($path:literal, $name:literal, $categories:literal) => {
        BuiltInAssessment {
            path: $path,
            text: include_str!(concat!("../../assessments/", $path)),
            name: $name,
            categories: $categories,
        }
    };
}

/// The built-in assessments in the order of lists.
pub(crate) static SHIPPED: [BuiltInAssessment; 10] = [
    shipped!("starter.toml", "Starter", 6),
    shipped!("software-engineer.toml", "Software engineer", 12),
    shipped!("team-health.toml", "Team health", 11),
    shipped!("delivery.toml", "Delivery capabilities", 34),
    shipped!("platform.toml", "Platform engineering", 5),
    shipped!("software-assurance.toml", "Software assurance", 15),
    shipped!("cyber-resilience.toml", "Cyber resilience", 22),
    shipped!("finops.toml", "FinOps", 18),
    shipped!("accessibility.toml", "Accessibility", 7),
    shipped!("craft.toml", "Craft", 8),
];

impl BuiltInAssessment {
    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(self.path)
    }

    pub(crate) fn slug(&self) -> &'static str {
        self.path.trim_end_matches(".toml")
    }

    pub(crate) fn read(&self) -> Option<Assessment> {
        parse(self.text, self.slug()).assessment
    }

    /// Returns the description. Parses only the part of the file above the categories.
    pub(crate) fn description(&self) -> Option<String> {
        let (head, _) = self.text.split_once("\n[[categories]]")?;
        let head: toml::Table = head.parse().ok()?;
        head.get("description")?.as_str().map(str::to_owned)
    }
}

/// Returns the built-in files.
pub fn built_in() -> Vec<SourceFile> {
    let source = |shipped: &BuiltInAssessment| SourceFile {
        origin: Origin::BuiltIn,
        path: shipped.path(),
        content: Ok(shipped.text.as_bytes().to_vec()),
    };
    SHIPPED.iter().map(source).collect()
}
