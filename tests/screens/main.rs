//! The screens: what a person does with keys, and what they see, through the real loop and a real
//! store.
#![allow(clippy::unwrap_used, missing_docs)]

mod answering;
mod browsing;
mod bytes;
mod coalescing;
mod comparing;
mod conversation;
mod frames;
mod handing_over;
mod hurry;
mod keys;
mod leaving;
mod looks;
mod mouse;
mod offline;
mod palette;
mod pictures;
mod plain;
mod plain_properties;
mod properties;
mod readme;
mod recording;
mod resuming;
mod saving;
mod scenes;
#[allow(dead_code)]
#[path = "../relay/server.rs"]
mod server;
mod session;
mod taking;
mod terminal_input;
mod texts;

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
