use memchr::memchr;

/// Folded texts by number, concatenated. They are bytes, because validating a million texts takes
/// time and few are read: invalid UTF-8 matches nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct TextTable {
    /// There is room after the last text, so that short ones are copied without checking their
    /// length.
    text: Vec<u8>,
    /// The end of each text.
    ends: Vec<u32>,
}

/// The usual maximum length of a text.
const USUAL: usize = 24;
/// The number of bytes copied at once, enough for most texts.
const WORD: usize = 16;
/// The number of bytes that are reserved at once.
const ROOM: usize = 1 << 12;

impl TextTable {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds a text with the next number.
    pub(crate) fn push(&mut self, folded: &str) {
        self.push_behind(0, folded.as_bytes());
    }

    /// Adds a text that shares its beginning with the previous one; returns `false` if that is
    /// shorter.
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

    /// Reserves memory for a number of texts of usual length.
    pub(crate) fn reserve(&mut self, count: usize) {
        self.ends.reserve_exact(count);
        self.text
            .reserve(count.saturating_mul(USUAL).saturating_add(ROOM));
    }

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

    /// The end of the last text.
    fn until(&self) -> usize {
        self.ends.last().map_or(0, |end| at(*end))
    }

    fn start(&self, number: usize) -> usize {
        let before = number.checked_sub(1);
        let end = before.and_then(|before| self.ends.get(before));
        end.map_or(0, |end| at(*end))
    }

    /// Returns the numbers of the texts that contain this byte. It searches all texts at once,
    /// because few contain it.
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

/// Converts a number to an index.
pub(crate) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
