//! THE LOOP: what the program does with the world: folders and files, the terminal, effects.

pub mod assessments;
pub mod config;
pub mod paths;
