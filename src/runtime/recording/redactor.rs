//! What people have written, replaced by something of the same shape.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar as _;

use crate::assessment::Assessment;
use crate::results::{AssessmentResult, Draft, ResultRow, SharedName, StoreError};
use crate::state::{ACTIONS, EditorFailure, Event, Key, State, TypingInto};
use crate::text::text_key;

/// Replaces names, notes and what is typed. A name is always replaced by the same one, and what
/// begins alike does so afterwards: what a filter finds it finds still. Of a note no more is left
/// than which characters were letters and which digits.
#[derive(Debug, Clone)]
pub struct Redactor {
    /// Known to nobody afterwards; none: everything stays as it is.
    secret: Option<[u8; 16]>,
    /// What is in the file anyway, as text keys: the words of assessments and of the program.
    known: Vec<String>,
    /// The words of names that were seen, as text keys.
    names: HashSet<String>,
}

impl Redactor {
    /// Replaces by this secret.
    pub fn new(secret: [u8; 16]) -> Self {
        let does = ACTIONS.iter().map(|spec| text_key(spec.description));
        Self {
            secret: Some(secret),
            known: does.collect(),
            names: HashSet::new(),
        }
    }

    /// Replaces nothing.
    pub fn none() -> Self {
        Self {
            secret: None,
            known: Vec::new(),
            names: HashSet::new(),
        }
    }

    /// Whether anything is replaced.
    pub fn is_on(&self) -> bool {
        self.secret.is_some()
    }

    /// What these assessments say is in the file anyway.
    pub fn may_tell(&mut self, assessments: &[&std::sync::Arc<Assessment>]) {
        for assessment in assessments {
            let assessment: &Assessment = assessment;
            let categories = assessment.categories.iter();
            let texts = categories.flat_map(|c| [Some(&c.name), Some(&c.key), c.group.as_ref()]);
            let texts = texts.flatten().chain([&assessment.name, &assessment.slug]);
            self.known.extend(texts.map(|text| text_key(text)));
        }
    }

    /// Another name, always the same for the same one.
    pub fn name(&mut self, name: &str) -> String {
        let words = name.unicode_words().map(text_key);
        self.names.extend(words);
        self.renamed(name)
    }

    fn renamed(&self, name: &str) -> String {
        let Some(secret) = self.secret else {
            return name.to_owned();
        };
        let mut word = String::new();
        let mut other = String::new();
        for c in name.chars() {
            if !c.is_alphanumeric() {
                word.clear();
                other.push(c);
                continue;
            }
            let step = step(secret, &word);
            word.push(folded(c));
            other.push(moved(c, step));
        }
        other
    }

    /// A text in which every letter is the same, and every digit.
    pub fn shape(&self, text: &str) -> String {
        if self.secret.is_none() {
            return text.to_owned();
        }
        text.chars().map(blurred).collect()
    }

    /// What was typed into a field that has `before` before its cursor.
    fn typed(&self, into: TypingInto, before: &str, text: &str) -> String {
        let whole = format!("{before}{text}");
        match into {
            TypingInto::Note | TypingInto::File => self.shape(text),
            TypingInto::Filter if self.is_known(&whole) => text.to_owned(),
            TypingInto::Filter | TypingInto::Name => {
                let whole = self.renamed(&whole).chars().collect::<Vec<_>>();
                let from = whole.len().saturating_sub(text.chars().count());
                whole[from..].iter().collect()
            }
        }
    }

    /// Whether a filter is about what is in the file anyway, and about nobody.
    fn is_known(&self, filter: &str) -> bool {
        let filter = text_key(filter);
        let mut words = filter.unicode_words();
        let of_a_name = |word: &str| self.names.iter().any(|name| name.starts_with(word));
        !words.any(of_a_name) && self.known.iter().any(|text| text.contains(&filter))
    }

    /// What happened, told without what people have written.
    pub fn event(&mut self, state: &State, event: Event) -> Event {
        if self.secret.is_none() {
            return event;
        }
        match (event, state.typing()) {
            (Event::Key(Key::Char(c)), Some(into)) => {
                let text = self.typed(into, state.typed(), &c.to_string());
                Event::Key(Key::Char(text.chars().next().unwrap_or(c)))
            }
            (Event::Paste(text), into) => {
                let into = into.unwrap_or(TypingInto::Note);
                Event::Paste(self.typed(into, state.typed(), &text))
            }
            (event, _) => self.answer(event),
        }
    }

    /// The outcome of an effect.
    fn answer(&mut self, event: Event) -> Event {
        match event {
            Event::Home(mut data) => {
                data.name = self.name(&data.name);
                let drafts = data.drafts.iter_mut().chain(&mut data.aside);
                drafts.for_each(|draft| self.draft(draft));
                let rows = data.last.iter_mut().chain(&mut data.recent);
                rows.for_each(|row| self.row(row));
                Event::Home(data)
            }
            Event::DraftOpened(mut found) => {
                found.name = self.name(&found.name);
                found.draft.iter_mut().for_each(|draft| self.draft(draft));
                found.last.iter_mut().for_each(|last| self.result(last));
                Event::DraftOpened(found)
            }
            Event::LastRead(mut last) => {
                self.result(&mut last);
                Event::LastRead(last)
            }
            Event::ResultOpened {
                mut result,
                mut before,
            } => {
                let both = result.iter_mut().chain(before.iter_mut());
                both.for_each(|result| self.result(result));
                Event::ResultOpened { result, before }
            }
            mut event => {
                match &mut event {
                    Event::Rows { rows, .. } => rows.iter_mut().for_each(|row| self.row(row)),
                    Event::Compared(results) => {
                        for result in results {
                            self.result(result);
                        }
                    }
                    Event::TrendRead {
                        results, shared, ..
                    }
                    | Event::TeamRead {
                        results, shared, ..
                    } => {
                        for result in results {
                            self.result(result);
                        }
                        self.shared(shared);
                    }
                    Event::Written { path, .. } => *path = self.shape(path),
                    Event::NoteEdited { outcome, .. } => self.outcome(outcome),
                    Event::Failed { error, .. } => self.error(error),
                    _ => {}
                }
                event
            }
        }
    }

    fn draft(&mut self, draft: &mut Draft) {
        draft.name = self.name(&draft.name);
        for (_, entry) in &mut draft.entries {
            entry.note = self.shape(&entry.note);
        }
    }

    fn result(&mut self, result: &mut AssessmentResult) {
        result.name = self.name(&result.name);
        for note in &mut result.notes {
            *note = self.shape(note);
        }
    }

    fn shared(&mut self, shared: &mut [SharedName]) {
        for name in shared {
            name.person = self.name(&name.person);
            for login in &mut name.logins {
                *login = self.name(login);
            }
        }
    }

    fn row(&mut self, row: &mut ResultRow) {
        row.name = self.name(&row.name);
        for note in &mut row.notes {
            *note = self.shape(note);
        }
    }

    fn outcome(&self, outcome: &mut Result<String, EditorFailure>) {
        match outcome {
            Ok(text)
            | Err(
                EditorFailure::BadCommand { command: text }
                | EditorFailure::NotStarted { editor: text, .. }
                | EditorFailure::Ended { editor: text, .. }
                | EditorFailure::NotText { kept: text }
                | EditorFailure::TooLong { kept: text, .. },
            ) => *text = self.shape(text),
            Err(EditorFailure::Gone | EditorFailure::System { .. }) => {}
        }
    }

    /// Folders are named after people.
    fn error(&self, error: &mut StoreError) {
        let shape = |path: &Path| PathBuf::from(self.shape(&path.to_string_lossy()));
        // A server's own words name logins, hosts and databases.
        if let StoreError::Away { why: said, .. }
        | StoreError::Denied { why: said, .. }
        | StoreError::Io { message: said, .. } = error
        {
            *said = self.shape(said);
        }
        match error {
            StoreError::Busy { path }
            | StoreError::Newer { path }
            | StoreError::Older { path }
            | StoreError::Damaged { path, .. }
            | StoreError::NoFile { path, .. }
            | StoreError::Unreadable { path }
            | StoreError::ReadOnly { path }
            | StoreError::Full { path }
            | StoreError::TooManyFiles { path }
            | StoreError::Away { path, .. }
            | StoreError::Denied { path, .. }
            | StoreError::NotSetUp { path }
            | StoreError::Io { path, .. } => *path = shape(path),
            StoreError::NotFound { .. } | StoreError::Conflict { .. } => {}
        }
    }
}

/// How far a letter is moved in its alphabet, by what stands before it in its word.
fn step(secret: [u8; 16], word: &str) -> u32 {
    let digest = Sha256::new().chain_update(secret).chain_update(word);
    let digest = digest.finalize();
    u32::from_be_bytes([0, digest[0], digest[1], digest[2]])
}

/// The same character for all spellings of a letter.
fn folded(c: char) -> char {
    let key = text_key(c.encode_utf8(&mut [0; 4]));
    key.chars().next().unwrap_or(c)
}

/// Another letter or digit of the same kind; never the same one where there are others.
fn moved(c: char, step: u32) -> char {
    let within = |first: char, count: u32| {
        let (first, own) = (u32::from(first), u32::from(c));
        let by = 1 + step % (count - 1);
        char::from_u32(first + (own - first + by) % count).unwrap_or(c)
    };
    let spread = |first: char, count: u32| {
        let own = u32::from(folded(c)).wrapping_mul(31).wrapping_add(step);
        char::from_u32(u32::from(first) + own % count).unwrap_or(c)
    };
    match blurred(c) {
        'x' => within('a', 26),
        'X' => within('A', 26),
        '0' => within('0', 10),
        'é' => spread('à', 23),
        'É' => spread('À', 23),
        'א' => spread('א', 27),
        '字' => spread('一', 0x1000),
        other => other,
    }
}

/// A letter or digit for all of the same kind: of the same width, the same case, the same direction
/// of writing. What is neither stays: it is what frames go wrong with.
fn blurred(c: char) -> char {
    match c {
        'a'..='z' => 'x',
        'A'..='Z' => 'X',
        '0'..='9' => '0',
        _ if c.is_ascii() || !c.is_alphanumeric() || c.width() == Some(0) => c,
        _ if c.width() == Some(2) => '字',
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FEFC}' => 'א',
        _ if c.is_uppercase() => 'É',
        _ => 'é',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_said_names_nobody() {
        let said = || "no pg_hba.conf entry for host 192.0.2.7, user ada".to_owned();
        let path = || PathBuf::from("postgres://ada@db/team");
        let (why, message) = (said(), said());
        for mut error in [
            StoreError::Away { path: path(), why },
            StoreError::Denied {
                path: path(),
                why: said(),
            },
            StoreError::Io {
                path: path(),
                message,
            },
        ] {
            Redactor::new([7; 16]).error(&mut error);
            let told = error.to_string();
            assert!(!told.contains("ada") && !told.contains('7'), "{told}");
            assert!(told.contains("xx xx_xxx.xxxx xxxxx xxx xxxx"), "{told}");
        }
    }

    #[test]
    fn spellings_of_one_name_are_found_alike() {
        let mut disguise = Redactor::new([7; 16]);
        for (one, other) in [
            ("Ada Lovelace", "ADA LOVELACE"),
            ("σοφος", "ΣΟΦΟΣ"),
            ("Élodie", "éLODIE"),
        ] {
            let replaced = disguise.name(one);
            assert_eq!(text_key(&replaced), text_key(&disguise.name(other)));
            assert_ne!(text_key(&replaced), text_key(one));
            assert!(!disguise.is_known(other), "{other}");
        }
    }

    #[test]
    fn a_filter_that_is_a_word_of_a_name_is_replaced_however_it_is_spelled() {
        let mut disguise = Redactor::new([7; 16]);
        disguise.known.push(text_key("Σοφος assessment"));
        assert!(disguise.is_known("ΣΟΦΟΣ"));

        disguise.name("σοφος");

        assert!(!disguise.is_known("ΣΟΦΟΣ"));
    }
}
