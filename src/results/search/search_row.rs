use uuid::Uuid;

use super::fold_text::fold_text;
use super::text_numbers::TextNumbers;
use super::text_table::{TextTable, at};

/// A result as a search takes it in.
#[derive(Debug, Clone, Copy)]
pub struct SearchRow<'r> {
    /// The result's id.
    pub id: Uuid,
    /// When it was saved, in milliseconds since 1970.
    pub millis: i64,
    /// The assessment's slug.
    pub slug: &'r str,
    /// The assessment's name as it was then.
    pub assessment: &'r str,
    /// The person.
    pub name: &'r str,
}

/// What of a result repeats among results, and is compared with a query once for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchField {
    /// The person.
    Name,
    /// The assessment's slug and name.
    Assessment,
    /// The words of all notes.
    Notes,
}

impl SearchField {
    /// Each of them, in the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Name, Self::Assessment, Self::Notes];
}

/// A result of which the texts are numbers. In order they come oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberedRow {
    /// When it was saved, in milliseconds since 1970.
    pub millis: i64,
    /// The result's id.
    pub id: Uuid,
    /// The number of its text in each field, in the order of [`SearchField::ALL`].
    pub texts: [u32; 3],
}

impl NumberedRow {
    /// Its place among others.
    pub fn place(&self) -> (i64, Uuid) {
        (self.millis, self.id)
    }
}

/// What is compared of a result, folded; one after the other, so that little is allocated.
#[derive(Debug, Clone, Default)]
pub(crate) struct FoldedTexts {
    texts: [String; 3],
}

impl FoldedTexts {
    /// The texts of a result with these notes, in the order of [`super::search_row::SearchField::ALL`].
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
        // Fuzzy over a whole note would find the letters of any word somewhere.
        for word in notes.flat_map(str::split_whitespace) {
            if !words.is_empty() {
                words.push('\n');
            }
            fold_text(word, words);
        }
        self.texts.each_ref().map(String::as_str)
    }
}

/// Some results as they are taken in, with the numbers of their texts among them alone.
#[derive(Debug, Clone, Default)]
pub struct SearchRows {
    rows: Vec<NumberedRow>,
    texts: [TextTable; 3],
    numbers: [TextNumbers; 3],
    folded: FoldedTexts,
}

impl SearchRows {
    /// How many results there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes a result in, and the notes that are not empty.
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

    /// The rows with the numbers that `number` gives their texts, of which it is told the field.
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
