use std::io;

/// Who speaks to the person.
pub trait Speaker {
    /// How many columns a line may have.
    fn width(&self) -> u16;

    /// Says a line that has nothing hidden in it and is no wider than [`Speaker::width`].
    fn say(&mut self, line: &str) -> io::Result<()>;

    /// Asks for a line, which is typed behind the prompt.
    fn prompt(&mut self, text: &str) -> io::Result<()>;

    /// What was typed behind the prompt; whether it was a line with its end, behind which the next
    /// one begins.
    fn answered(&mut self, ended: bool);

    /// Tells what is wrong, and what would be right.
    fn warn(&mut self, error: &str, hint: Option<&str>);

    /// Tells what has nothing to do with an answer.
    fn note(&mut self, text: &str);
}
