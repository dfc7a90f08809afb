//! The screens: what a person does with keys, and what they see, through the real loop and a real
//! store.

mod bytes_per_frame;
mod compare;
mod early_keys;
mod editor;
mod form;
mod form_phases;
mod frames;
mod home_and_browse;
mod key_bindings;
mod merged_draft_saves;
mod mouse;
mod offline;
mod palette;
mod plain;
mod plain_properties;
mod plain_session;
mod properties;
mod quit_and_help;
mod readme_images;
mod readme_keys;
mod recording;
mod resume;
mod save;
mod scenes;
mod terminal_input;
mod text_columns;
mod themes;
mod trend_and_team;

/// The seed: two categories, three ratings.
pub const CLUB: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"]]
"#;

/// Groups, level texts, an own ladder, four shared ratings.
pub const CRAFT: &str = r#"slug = "woodwork"
name = "Woodwork"
version = "2"
description = "How one works with wood."
ratings = ["Beginner", "Competent", "Fluent", "Leading"]

[[categories]]
key = "sawing"
name = "Sawing"
group = "Hands"
description = "How straight a board is cut."
levels = [
    "Follows a line that somebody else has drawn.",
    "Cuts to the line, and leaves it standing.",
    "Cuts joints that close without a gap.",
    "Shows others where the saw went wrong.",
]

[[categories]]
key = "planing"
name = "Planing"
group = "Hands"
description = "How flat a board becomes."

[[categories]]
key = "sharpening"
name = "Sharpening"
group = "Tools"
ratings = ["Blunt", "Sharp", "Shaves hair"]
formerly = ["honing"]

[[categories]]
key = "order"
name = "Order at the bench"
group = "Tools"
description = "Where a tool is found when it is needed."
"#;
