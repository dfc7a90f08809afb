//! Sample data: a team of seven over two years. Apart from the dates, it is always the same.

use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use uuid::Builder;

use super::answer::Answer;
use super::assessment_result::AssessmentResult;
use crate::assessment::{Assessment, Category, built_in, parse};

/// A person of the sample team.
struct DemoPerson {
    name: &'static str,
    /// Months since the first result.
    joined: i64,
    /// Months since the latest result.
    last: i64,
    /// The first levels, one per category; 0 for "don't know".
    levels: [u8; 12],
    /// How many of 10 goals are met.
    growth: u64,
}

const TEAM: [DemoPerson; 7] = [
    DemoPerson {
        name: "Amara Okafor",
        joined: 24,
        last: 0,
        levels: [3, 3, 2, 3, 3, 2, 2, 2, 1, 3, 2, 2],
        growth: 7,
    },
    DemoPerson {
        name: "Björn Sandberg",
        joined: 24,
        last: 0,
        levels: [2, 2, 3, 2, 2, 1, 3, 3, 2, 2, 1, 1],
        growth: 6,
    },
    DemoPerson {
        name: "Chiara Conti",
        joined: 24,
        last: 0,
        levels: [1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 2, 1],
        growth: 9,
    },
    DemoPerson {
        name: "Dev Patel",
        joined: 24,
        last: 6,
        levels: [2, 2, 1, 3, 2, 2, 2, 3, 2, 1, 1, 1],
        growth: 4,
    },
    DemoPerson {
        name: "Elif Demir",
        joined: 24,
        last: 0,
        levels: [2, 3, 2, 2, 3, 3, 2, 1, 2, 3, 3, 3],
        growth: 6,
    },
    DemoPerson {
        name: "Jonas Weber",
        joined: 13,
        last: 0,
        levels: [1, 2, 2, 1, 1, 2, 1, 0, 0, 1, 2, 1],
        growth: 8,
    },
    DemoPerson {
        name: "Mei Tanaka",
        joined: 7,
        last: 0,
        levels: [2, 1, 2, 2, 1, 1, 0, 0, 3, 2, 1, 1],
        growth: 8,
    },
];

/// Notes on goals, by category.
const NOTES: [(&str, &str); 8] = [
    (
        "design",
        "drafting the export service, first review on Friday",
    ),
    ("testing", "the payments module has none yet"),
    ("debugging", "next outage: lead, do not follow"),
    ("planning", "cut the spring release into steps of two days"),
    ("shipping", "test the rollback before each release"),
    ("security", "threat list for the new login"),
    ("reviewing", "two reviews a week outside my own area"),
    ("mentoring", "pair with the next person who joins"),
];

/// The team health per category and quarter, oldest first, as a mean in tenths of a level.
const HEALTH: [(&str, [u8; 9]); 11] = [
    ("value", [16, 17, 18, 20, 22, 23, 24, 25, 26]),
    ("releasing", [10, 11, 13, 16, 18, 22, 24, 27, 28]),
    ("speed", [14, 14, 13, 14, 16, 18, 18, 20, 21]),
    ("codebase", [17, 16, 15, 14, 14, 15, 17, 18, 19]),
    ("teamwork", [19, 20, 22, 22, 23, 24, 24, 25, 26]),
    ("process", [13, 15, 17, 18, 20, 21, 20, 21, 22]),
    ("support", [15, 14, 14, 13, 13, 12, 13, 13, 14]),
    ("mission", [20, 20, 18, 15, 14, 17, 21, 23, 24]),
    ("own-say", [12, 13, 13, 15, 16, 18, 20, 20, 21]),
    ("learning", [16, 15, 13, 13, 15, 17, 20, 22, 23]),
    ("fun", [24, 23, 20, 17, 16, 19, 22, 25, 26]),
];

/// Days in a month, approximately.
const MONTH: i64 = 30;

/// Returns the sample results of the two years before `now`, oldest first: "Software engineer"
/// every half year and "Team health" every quarter. They are the same for the same `now`.
pub fn demo(now: Timestamp) -> Vec<AssessmentResult> {
    let mut results = Vec::new();
    if let Some(assessment) = shipped("software-engineer") {
        for (number, person) in TEAM.iter().enumerate() {
            results.extend(career(&assessment, number, person, now));
        }
    }
    if let Some(assessment) = shipped("team-health") {
        for (number, person) in TEAM.iter().enumerate() {
            results.extend(health(&assessment, number, person, now));
        }
    }
    results.sort_by_key(|result| (result.taken_at, result.id));
    results
}

fn shipped(slug: &str) -> Option<Arc<Assessment>> {
    let mut files = built_in().into_iter();
    let file = files.find(|file| file.path == Path::new(&format!("{slug}.toml")))?;
    let text = String::from_utf8(file.content.ok()?).ok()?;
    parse(&text, slug).assessment.map(Arc::new)
}

/// Returns the half-yearly results of a person.
fn career(
    assessment: &Arc<Assessment>,
    number: usize,
    person: &DemoPerson,
    now: Timestamp,
) -> Vec<AssessmentResult> {
    let mut dice = DemoRandom::new(number as u64 + 1);
    let mut answers: Vec<Answer> = Vec::new();
    let mut results = Vec::new();
    for half_year in 0..5 {
        let months = 24 - 6 * half_year;
        if months > person.joined || months < person.last {
            continue;
        }
        answers = if answers.is_empty() {
            person.levels.map(first_answer).to_vec()
        } else {
            answers
                .iter()
                .map(|answer| grown(*answer, person, &mut dice))
                .collect()
        };
        answers.truncate(assessment.categories.len());
        wish(&mut answers, assessment, &mut dice);
        let notes = notes(assessment, &answers, &mut dice);
        let at = moment(now, months, number, 0);
        results.push(result(
            assessment,
            person,
            at,
            &mut dice,
            answers.clone(),
            notes,
        ));
    }
    results
}

fn first_answer(level: u8) -> Answer {
    match level {
        0 => Answer::Unknown,
        level => Answer::rated(level, false, level),
    }
}

/// Returns the answer half a year later: most goals are met, and few other levels change.
fn grown(answer: Answer, person: &DemoPerson, dice: &mut DemoRandom) -> Answer {
    let roll = dice.below(100);
    let Answer::Rated { current, desired } = answer else {
        return if roll < 70 {
            Answer::rated(1, false, 1)
        } else {
            answer
        };
    };
    let level = if desired > current {
        current + u8::from(roll < 10 * person.growth)
    } else if roll < 9 {
        (current + 1).min(4)
    } else if roll > 95 {
        (current - 1).max(1)
    } else {
        current
    };
    Answer::rated(level, false, level)
}

/// Sets two or three goals.
fn wish(answers: &mut [Answer], assessment: &Assessment, dice: &mut DemoRandom) {
    let mut wishes = 2 + dice.below(2);
    for _ in 0..12 {
        let at = usize::try_from(dice.below(12)).unwrap_or(0);
        let Some(answer) = answers.get_mut(at).filter(|_| wishes > 0) else {
            return;
        };
        let top = assessment.top(at);
        if let Some(level) = answer.current().filter(|level| *level < top)
            && answer.gap() == 0
        {
            *answer = Answer::rated(level, true, top);
            wishes -= 1;
        }
    }
}

fn notes(assessment: &Assessment, answers: &[Answer], dice: &mut DemoRandom) -> Vec<String> {
    let note = |(category, answer): (&Category, &Answer)| {
        let known = NOTES.iter().find(|(key, _)| *key == category.key);
        let told = answer.gap() > 0 && dice.below(10) < 6;
        known
            .filter(|_| told)
            .map_or("", |(_, note)| *note)
            .to_owned()
    };
    assessment
        .categories
        .iter()
        .zip(answers)
        .map(note)
        .collect()
}

/// Returns the quarterly results of a person, around the values of the team.
fn health(
    assessment: &Arc<Assessment>,
    number: usize,
    person: &DemoPerson,
    now: Timestamp,
) -> Vec<AssessmentResult> {
    let mut dice = DemoRandom::new(number as u64 + 101);
    let mut results = Vec::new();
    for (quarter, months) in (0..9).map(|quarter| (quarter, 24 - 3 * quarter)) {
        let months = i64::try_from(months).unwrap_or(0);
        // Skip some quarters, as people on leave do.
        if months > person.joined || months < person.last || (months > 0 && dice.below(10) == 0) {
            continue;
        }
        let categories = assessment.categories.iter();
        let answers: Vec<_> = categories.map(|c| opinion(c, quarter, &mut dice)).collect();
        let notes = vec![String::new(); answers.len()];
        let at = moment(now, months, number, 1);
        results.push(result(assessment, person, at, &mut dice, answers, notes));
    }
    results
}

fn opinion(category: &Category, quarter: usize, dice: &mut DemoRandom) -> Answer {
    let line = HEALTH.iter().find(|(key, _)| *key == category.key);
    let tenths = line
        .and_then(|(_, line)| line.get(quarter))
        .copied()
        .unwrap_or(20);
    if dice.below(40) == 0 {
        return Answer::Unknown;
    }
    // Round up or down at random, so that the mean of all people is about the value of the table.
    let level = tenths / 10 + u8::from(dice.below(10) < u64::from(tenths % 10));
    let level_up = level < 3 && matches!(category.key.as_str(), "support" | "speed" | "codebase");
    Answer::rated(level, level_up && dice.below(3) > 0, 3)
}

/// Returns a time some months ago, on a day and at an hour that depend on the person. Never
/// later than `now`.
fn moment(now: Timestamp, months: i64, number: usize, kind: i64) -> Timestamp {
    let number = i64::try_from(number).unwrap_or(0);
    let days = months * MONTH + 1 + (number * 3 + kind * 5) % 11;
    let minutes = number * 47 + kind * 95;
    let earlier = SignedDuration::from_hours(days * 24) + SignedDuration::from_mins(minutes);
    let time = now.checked_sub(earlier).unwrap_or(now);
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}

fn result(
    assessment: &Arc<Assessment>,
    person: &DemoPerson,
    taken_at: Timestamp,
    dice: &mut DemoRandom,
    answers: Vec<Answer>,
    notes: Vec<String>,
) -> AssessmentResult {
    let millis = u64::try_from(taken_at.as_millisecond()).unwrap_or(0);
    let mut random = [0; 10];
    // Include the time: the random numbers of a person are the same in both assessments.
    let mut id_dice = DemoRandom::new(dice.next() ^ millis);
    let bytes = id_dice
        .next()
        .to_le_bytes()
        .into_iter()
        .chain(id_dice.next().to_le_bytes());
    random
        .iter_mut()
        .zip(bytes)
        .for_each(|(to, from)| *to = from);
    AssessmentResult {
        id: Builder::from_unix_timestamp_millis(millis, &random).into_uuid(),
        name: person.name.to_owned(),
        taken_at,
        assessment: Arc::clone(assessment),
        answers,
        notes,
    }
}

/// A deterministic random number generator (`SplitMix64`).
struct DemoRandom(u64);

impl DemoRandom {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}
