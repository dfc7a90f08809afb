use uuid::Uuid;

use super::fold_text::fold_text;
use super::text_numbers::TextNumbers;
use super::text_table::{TextTable, at};

/// The fields of a result that the index needs.
#[derive(Debug, Clone, Copy)]
pub struct SearchRow<'r> {
    pub id: Uuid,
    /// Milliseconds since 1970.
    pub millis: i64,
    pub slug: &'r str,
    pub assessment: &'r str,
    pub name: &'r str,
}

/// A field whose texts repeat among results, and are compared with a query once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchField {
    Name,
    Assessment,
    Notes,
}

impl SearchField {
    pub const ALL: [Self; 3] = [Self::Name, Self::Assessment, Self::Notes];
}

/// A result with numbers instead of texts. They sort oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberedRow {
    /// Milliseconds since 1970.
    pub millis: i64,
    pub id: Uuid,
    /// The number of the text in each field, in the order of [`SearchField::ALL`].
    pub texts: [u32; 3],
}

impl NumberedRow {
    /// The sort key.
    pub fn place(&self) -> (i64, Uuid) {
        (self.millis, self.id)
    }
}

/// Buffers for the folded texts of a result, to avoid allocations.
#[derive(Debug, Clone, Default)]
pub(crate) struct FoldedTexts {
    texts: [String; 3],
}

impl FoldedTexts {
    /// Returns the folded texts of a result, in the order of [`SearchField::ALL`].
    pub(crate) fn of<'n>(
        &mut self,
        row: &SearchRow<'_>,
        notes: impl Iterator<Item = &'n str>,
    ) -> [&str; 3] {
        let [name, assessment, words] = &mut self.texts;
        name.clear();
        fold_text(row.name, name);
        assessment.clear();
        fold_text(row.slug, assessment);
        assessment.push('\n');
        fold_text(row.assessment, assessment);
        words.clear();
        // A fuzzy match in an entire note would find the letters of any word.
        for word in notes.flat_map(str::split_whitespace) {
            if !words.is_empty() {
                words.push('\n');
            }
            fold_text(word, words);
        }
        self.texts.each_ref().map(String::as_str)
    }
}

/// Results before they are added to an index, with separate text numbers.
#[derive(Debug, Clone, Default)]
pub struct SearchRows {
    rows: Vec<NumberedRow>,
    texts: [TextTable; 3],
    numbers: [TextNumbers; 3],
    folded: FoldedTexts,
}

impl SearchRows {
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a result and its notes that are not empty.
    pub fn push<'n>(&mut self, row: &SearchRow<'_>, notes: impl Iterator<Item = &'n str>) {
        let mut texts = [0; 3];
        let folded = self.folded.of(row, notes);
        for (field, text) in folded.into_iter().enumerate() {
            let (number, is_new) = self.numbers[field].number(text);
            if is_new {
                self.texts[field].push(text);
            }
            texts[field] = number;
        }
        let (millis, id) = (row.millis, row.id);
        self.rows.push(NumberedRow { millis, id, texts });
    }

    /// Returns the rows with new text numbers. `number` is called with the field and the text.
    pub(crate) fn renumbered(
        self,
        mut number: impl FnMut(usize, &str) -> u32,
    ) -> impl Iterator<Item = NumberedRow> {
        let mut field = 0;
        let numbers = self.texts.map(|texts| {
            let new = texts.iter().map(|text| number(field, text)).collect();
            field += 1;
            new
        });
        let numbers: [Vec<u32>; 3] = numbers;
        self.rows.into_iter().map(move |mut row| {
            for (number, new) in row.texts.iter_mut().zip(&numbers) {
                *number = new[at(*number)];
            }
            row
        })
    }
}
