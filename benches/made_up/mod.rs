//! Made-up results for measuring: the same every time, and alike enough to real ones that nothing
//! is faster here than with those. Names hardly repeat, dates are spread over seven years, and
//! every fourth result has a note.

use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use levelup::testing::{Answer, Assessment, AssessmentResult, Category, Rating};
use uuid::Builder;

const FIRST: &str = "Ada Ben Cara Dmitri Elena Farid Greta Hugo Inês Jonas Kemal Lea Marta Nils \
    Olga Pavel Quinn Rosa Stefan Tara Umar Vera Willem Xenia Yusuf Zoë";
const LAST: &str = "Abel Bauer Costa Dietrich Eriksen Fischer García Haas Ivanov Jansen Keller \
    Lange Moreau Novák Okafor Petrov Quist Rossi Schmidt Tanaka Ueda Vogel Weber Xu Yılmaz Zimmer";
const ASSESSMENTS: &str = "Rust-ownership SQL-joins Python-typing Git-rebase Linux-permissions \
    HTTP-caching Docker-layers Regex-groups CSS-grid React-hooks Kubernetes-probes Unicode-text";
const NOTES: &str = "pair with the platform team|read the chapter on lifetimes|next outage: lead|\
    two reviews a week|cut the release into steps|ask for a mentor|draft is with the reviewers";

/// Categories of each made-up assessment.
const CATEGORIES: usize = 8;
/// Seven years, in milliseconds, from the beginning of 2020.
const YEARS: u64 = 7 * 365 * 24 * 3_600_000;
const BEGINNING: u64 = 1_577_836_800_000;

/// Numbers that look like chance and are the same every time (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        usize::try_from(self.roll() % limit).unwrap_or(0)
    }
}

static WORDS: LazyLock<[Vec<&str>; 3]> = LazyLock::new(|| {
    let words = |text: &'static str| text.split_whitespace().collect();
    [words(FIRST), words(LAST), NOTES.split('|').collect()]
});

static MADE_UP: LazyLock<Vec<Arc<Assessment>>> = LazyLock::new(|| {
    let names = ASSESSMENTS.split_whitespace();
    let named = |name: &str| Assessment {
        slug: name.to_lowercase(),
        name: name.replace('-', " "),
        ..wide(CATEGORIES)
    };
    names.map(|name| Arc::new(named(name))).collect()
});

/// An assessment of so many categories on a ladder of five.
pub fn wide(categories: usize) -> Assessment {
    let rating = |name: &str| Rating {
        name: name.to_owned(),
        description: None,
    };
    let category = |number: usize| Category {
        key: format!("category-{number}"),
        name: format!("Category number {number}"),
        ..Category::default()
    };
    Assessment {
        slug: "wide".to_owned(),
        name: "Wide".to_owned(),
        version: "1".to_owned(),
        ratings: ["None", "Some", "Good", "Strong", "Leads"]
            .map(rating)
            .into(),
        categories: (1..=categories).map(category).collect(),
        ..Assessment::default()
    }
}

/// The text of a file with so many categories, each with all that a category may have.
pub fn toml(categories: usize) -> String {
    let head = "slug = \"wide\"\nname = \"Wide\"\nversion = \"1\"\n\
        ratings = [\"None\", \"Some\", \"Good\", \"Strong\", \"Leads\"]\n";
    let category = |number: usize| {
        let group = number / 10;
        format!(
            "\n[[categories]]\nkey = \"category-{number}\"\nname = \"Category number {number}\"\n\
            group = \"Group {group}\"\ndescription = \"What is asked in number {number}.\"\n\
            levels = [\"Has heard of it.\", \"Does it with help.\", \"Does it alone.\", \
            \"Helps others do it.\", \"Changes how it is done.\"]\n\
            formerly = [\"older-{number}\"]\n"
        )
    };
    (1..=categories).fold(head.to_owned(), |text, number| text + &category(number))
}

/// The first `count` of the made-up results.
pub fn results(count: usize) -> impl Iterator<Item = AssessmentResult> {
    let mut dice = Dice(7);
    (0..count).map(move |_| one(&mut dice))
}

fn one(dice: &mut Dice) -> AssessmentResult {
    let [first, last, notes] = &*WORDS;
    let millis = BEGINNING + dice.roll() % YEARS;
    let mut random = [0; 10];
    random[..8].copy_from_slice(&dice.roll().to_le_bytes());
    let name = format!(
        "{} {} {:04}",
        first[dice.below(first.len())],
        last[dice.below(last.len())],
        dice.below(10_000)
    );
    let assessment = Arc::clone(&MADE_UP[dice.below(MADE_UP.len())]);
    let answers = assessment.categories.iter().map(|_| {
        let level = u8::try_from(dice.below(5)).unwrap_or(0) + 1;
        Answer::rated(level, dice.below(5) == 0, 5)
    });
    let answers = answers.collect();
    let mut said = vec![String::new(); assessment.categories.len()];
    if dice.below(4) == 0 {
        notes[dice.below(notes.len())].clone_into(&mut said[dice.below(CATEGORIES)]);
    }
    let taken_at = i64::try_from(millis).ok().map(Timestamp::from_millisecond);
    AssessmentResult {
        id: Builder::from_unix_timestamp_millis(millis, &random).into_uuid(),
        name,
        taken_at: taken_at.and_then(Result::ok).unwrap_or_default(),
        assessment,
        answers,
        notes: said,
    }
}
