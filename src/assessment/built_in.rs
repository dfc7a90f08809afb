use std::path::PathBuf;

use super::{Origin, SourceFile};

/// The repository's `assessments/`, in the order in which lists show them.
const SHIPPED: [(&str, &str); 6] = [
    (
        "starter.toml",
        include_str!("../../assessments/starter.toml"),
    ),
    (
        "software-engineer.toml",
        include_str!("../../assessments/software-engineer.toml"),
    ),
    (
        "team-health.toml",
        include_str!("../../assessments/team-health.toml"),
    ),
    (
        "delivery.toml",
        include_str!("../../assessments/delivery.toml"),
    ),
    (
        "software-assurance.toml",
        include_str!("../../assessments/software-assurance.toml"),
    ),
    ("craft.toml", include_str!("../../assessments/craft.toml")),
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
