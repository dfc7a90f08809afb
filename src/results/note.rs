/// The most characters a note may have.
pub const NOTE_MAX: usize = 10_000;
