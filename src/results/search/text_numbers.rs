use std::collections::HashMap;

/// So many texts are remembered at most.
const MOST: usize = 1 << 17;
/// Longer texts hardly repeat.
const LONGEST: usize = 256;

/// Gives equal texts the same number, as far as that takes little memory: after very many
/// different ones a text can get a second number, which costs a comparison and changes nothing
/// else.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextNumbers {
    numbers: HashMap<Box<str>, u32>,
    next: u32,
}

impl TextNumbers {
    /// The number of a text, and whether it has just got it.
    pub(crate) fn number(&mut self, text: &str) -> (u32, bool) {
        if let Some(number) = self.numbers.get(text) {
            return (*number, false);
        }
        let number = self.next;
        self.next += 1;
        if text.len() <= LONGEST {
            if self.numbers.len() >= MOST {
                self.numbers.clear();
            }
            self.numbers.insert(text.into(), number);
        }
        (number, true)
    }
}
