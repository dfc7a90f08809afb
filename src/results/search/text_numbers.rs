use std::collections::HashMap;

/// The maximum number of remembered texts.
const MOST: usize = 1 << 17;
/// The maximum length of a remembered text. Longer ones rarely repeat.
const LONGEST: usize = 256;

/// Gives equal texts the same number. To limit memory, a text can get a second number after very
/// many different ones; that only costs a comparison.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextNumbers {
    numbers: HashMap<Box<str>, u32>,
    next: u32,
}

impl TextNumbers {
    /// Returns the number of a text, and whether it is new.
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
