//! All the results there are: opened, scrolled and filtered, by levelup and by fzf.

use crate::answers::Manner;
use crate::figures::Figures;
use crate::lists::{BROWSE, FZF, named};
use crate::place::{Place, written};
use crate::program::{Program, Size};

/// How many results the store has that opening all is compared with.
pub const FEW: usize = 100;
const DOWN: &str = "\u{1b}[B";
const BACKSPACE: &str = "\u{7f}";

/// How many there are, and how many fzf finds of them with each query.
pub struct Million {
    count: usize,
    found: Vec<(&'static str, usize)>,
}

impl Million {
    /// Of so many results.
    pub fn new(place: &Place, count: usize) -> Self {
        let queries = ["z", "zi", "rosa"];
        let queries = queries.into_iter().filter(|_| place.has_fzf);
        let found = queries.map(|query| (query, place.found_by_fzf(count, query)));
        Self {
            count,
            found: found.collect(),
        }
    }

    /// One round of both.
    pub fn round(&self, place: &Place, figures: &mut Figures, size: Size) {
        let at = named(size);
        let few = open(place, FEW, size).1;
        figures.add(BROWSE, "start few", &at, &[few]);
        let (program, start) = open(place, self.count, size);
        figures.add(BROWSE, "start many", &at, &[start]);
        self.levelup(program, figures, &at);
        if place.has_fzf {
            let mut program = Program::start(place.fzf(self.count), size, Manner::Prompt);
            let all = format!("{0}/{0}", self.count);
            let start = program.shows(|text| text.contains(&all));
            figures.add(FZF, "start many", &at, &[start]);
            self.fzf(program, figures, &at);
        }
    }

    fn levelup(&self, mut program: Program, figures: &mut Figures, at: &str) {
        let downs: Vec<f64> = (0..10).map(|_| program.press(DOWN).last).collect();
        figures.add(BROWSE, "Down many", at, &downs);
        figures.add(BROWSE, "peak open", at, &[program.usage().peak]);
        program.press("/");
        let all = format!("{} results", written(self.count));
        let filter = |program: &mut Program, keys: &str, then: &str| {
            let shown = format!("/ {then}");
            program.press_until_settled(
                keys,
                |text| text.lines().any(|line| line.trim_end() == shown),
                |text| settled(text, self.count),
            )
        };
        let first = filter(&mut program, "z", "z");
        figures.add(BROWSE, "echo", at, &[first.echo]);
        figures.add(BROWSE, "z", at, &[first.count]);
        figures.add(BROWSE, "peak filtered", at, &[program.usage().peak]);
        let next = filter(&mut program, "i", "zi");
        figures.add(BROWSE, "next letter", at, &[next.count]);
        let back = filter(&mut program, BACKSPACE, "z");
        figures.add(BROWSE, "backspace", at, &[back.count]);
        program.press_until(BACKSPACE, |text| text.contains(&all));
        let name = filter(&mut program, "rosa", "rosa");
        figures.add(BROWSE, "rosa", at, &[name.count]);
    }

    fn fzf(&self, mut program: Program, figures: &mut Figures, at: &str) {
        program.rest();
        let downs: Vec<f64> = (0..10).map(|_| program.press(DOWN).last).collect();
        figures.add(FZF, "Down many", at, &downs);
        figures.add(FZF, "peak open", at, &[program.usage().peak]);
        let filter = |program: &mut Program, keys: &str, then: &str| {
            let found = self.found.iter().find(|(query, _)| *query == then);
            let found = found.map_or(self.count, |(_, found)| *found);
            let shown = format!(" {found}/{}", self.count);
            let echo = format!("> {then}");
            program.press_until_settled(
                keys,
                |text| text.lines().any(|line| line.trim_end() == echo),
                |text| text.contains(&shown).then(|| shown.clone()),
            )
        };
        let first = filter(&mut program, "z", "z");
        figures.add(FZF, "echo", at, &[first.echo]);
        figures.add(FZF, "z", at, &[first.count]);
        figures.add(FZF, "peak filtered", at, &[program.usage().peak]);
        let next = filter(&mut program, "i", "zi");
        figures.add(FZF, "next letter", at, &[next.count]);
        let back = filter(&mut program, BACKSPACE, "z");
        figures.add(FZF, "backspace", at, &[back.count]);
        let all = format!(" {0}/{0}", self.count);
        program.press_until(BACKSPACE, |text| text.contains(&all));
        let name = filter(&mut program, "rosa", "rosa");
        figures.add(FZF, "rosa", at, &[name.count]);
    }
}

/// The browser over so many results, and how long it took to show them.
pub fn open(place: &Place, count: usize, size: Size) -> (Program, f64) {
    let command = place.levelup(count, &["browse"]);
    let mut program = Program::start(command, size, Manner::Prompt);
    let all = format!("{} results", written(count));
    let start = program.shows(|text| text.contains(&all));
    program.rest();
    (program, start)
}

/// The count of a filter in levelup's first line, where all has been counted.
pub fn settled(text: &str, of: usize) -> Option<String> {
    let header = text.lines().next()?;
    let (before, _) = header.split_once(&format!(" of {}", written(of)))?;
    let count = before.split_whitespace().last()?;
    // A number: not `…`, which stands there until something is counted, nor one with a plus.
    let is_number = |count: &&str| count.bytes().all(|c| c.is_ascii_digit() || c == b',');
    Some(count).filter(is_number).map(str::to_owned)
}
