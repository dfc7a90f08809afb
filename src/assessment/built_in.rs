use std::path::PathBuf;

use super::{Origin, SourceFile};

/// A file of the repository's `assessments/`, embedded.
macro_rules! shipped {
    ($name:literal) => {
        ($name, include_str!(concat!("../../assessments/", $name)))
    };
}

/// The repository's `assessments/`, in the order in which lists show them.
const SHIPPED: [(&str, &str); 10] = [
    shipped!("starter.toml"),
    shipped!("software-engineer.toml"),
    shipped!("team-health.toml"),
    shipped!("delivery.toml"),
    shipped!("platform.toml"),
    shipped!("software-assurance.toml"),
    shipped!("cyber-resilience.toml"),
    shipped!("finops.toml"),
    shipped!("accessibility.toml"),
    shipped!("craft.toml"),
];

/// The files that are built into the program.
pub fn built_in() -> Vec<SourceFile> {
    SHIPPED
        .into_iter()
        .map(|(path, text)| SourceFile {
            origin: Origin::BuiltIn,
            path: PathBuf::from(path),
            content: Ok(text.as_bytes().to_vec()),
        })
        .collect()
}
