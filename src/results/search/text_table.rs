use memchr::memchr;

/// Folded texts by number, one behind the other. They are bytes, because a million are taken in at
/// once and few of them are ever looked at: what is no text matches nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextTable {
    /// Behind the last text there is room, so that short ones are copied without looking how long
    /// they are.
    text: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

/// Texts are seldom longer.
const USUAL: usize = 24;
/// What is copied at once: most beginnings and most ends of texts are not longer.
const WORD: usize = 16;
/// So much room is made at once.
const ROOM: usize = 1 << 12;

impl TextTable {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Takes a text in, under the next number.
    pub(crate) fn push(&mut self, folded: &str) {
        self.push_behind(0, folded.as_bytes());
    }

    /// Takes in a text that begins as the one before it does; false where that is shorter.
    pub(crate) fn push_behind(&mut self, shared: usize, own: &[u8]) -> bool {
        let (from, until) = (self.start(self.len().saturating_sub(1)), self.until());
        if shared > until - from {
            return false;
        }
        let own_from = until + shared;
        let end = own_from + own.len();
        if self.text.len() < end + WORD {
            self.text.resize(end, 0);
            self.text.extend_from_slice(&[0; ROOM]);
        }
        match self.text.get(from..from + WORD) {
            Some(word) if shared <= WORD => {
                let word: [u8; WORD] = word.try_into().unwrap_or_default();
                self.text[until..until + WORD].copy_from_slice(&word);
            }
            _ => self.text.copy_within(from..from + shared, until),
        }
        self.text[own_from..end].copy_from_slice(own);
        self.ends.push(u32::try_from(end).unwrap_or(u32::MAX));
        true
    }

    /// Makes room for so many texts, and for the letters of most of them.
    pub(crate) fn reserve(&mut self, count: usize) {
        self.ends.reserve_exact(count);
        self.text
            .reserve(count.saturating_mul(USUAL).saturating_add(ROOM));
    }

    /// All texts, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number))
    }

    pub(crate) fn get(&self, number: usize) -> &str {
        std::str::from_utf8(self.bytes(number)).unwrap_or_default()
    }

    pub(crate) fn bytes(&self, number: usize) -> &[u8] {
        let (from, until) = (self.start(number), self.start(number + 1));
        self.text.get(from..until).unwrap_or_default()
    }

    /// Where the last ends.
    fn until(&self) -> usize {
        self.ends.last().map_or(0, |end| at(*end))
    }

    fn start(&self, number: usize) -> usize {
        let before = number.checked_sub(1);
        let end = before.and_then(|before| self.ends.get(before));
        end.map_or(0, |end| at(*end))
    }

    /// The numbers of the texts that have this byte, in order. It is looked for in all of them at
    /// once: most have nothing else that must be looked at.
    pub(crate) fn with_byte(&self, byte: u8) -> impl Iterator<Item = usize> {
        let bytes = &self.text[..self.until()];
        let (mut from, mut number) = (0, 0);
        std::iter::from_fn(move || {
            let found = from + memchr(byte, bytes.get(from..)?)?;
            while self.start(number + 1) <= found {
                number += 1;
            }
            let has = number;
            number += 1;
            from = self.start(number);
            Some(has)
        })
    }
}

/// A number as an index.
pub(crate) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
