//! A thousand rows and a form: levelup beside a plain list, fzf and less.

use std::thread;
use std::time::Duration;

use crate::answers::Manner;
use crate::figures::Figures;
use crate::place::{FORMS, Place, written};
use crate::program::{Program, Reaction, Size};

/// How many rows the lists have.
pub const ROWS: usize = 1_000;
/// How often each key is pressed in a round.
const PRESSES: usize = 20;
const FORM_PRESSES: usize = 10;

/// Who is measured: a name, and what the figures of it are called.
pub const PLAIN: &str = "plain list";
pub const BROWSE: &str = "levelup browse";
pub const HOME: &str = "levelup";
pub const FORM: &str = "levelup take";
pub const WIDE_FORM: &str = "levelup take, 1,000 categories";
pub const FZF: &str = "fzf";
pub const LESS: &str = "less";

/// Those who are here, in the order of the tables.
pub fn sides(place: &Place) -> Vec<&'static str> {
    let here = |name: &&str| match *name {
        FZF => place.has_fzf,
        LESS => place.has_less,
        _ => true,
    };
    let all = [PLAIN, HOME, BROWSE, FORM, WIDE_FORM, FZF, LESS];
    all.into_iter().filter(here).collect()
}

/// What a size is called.
pub fn named((columns, rows): Size) -> String {
    format!("{columns}x{rows}")
}

/// One round of all sides at one size, in this order or the other way round.
pub fn round(place: &Place, figures: &mut Figures, size: Size, is_even: bool) {
    let mut sides = sides(place);
    if !is_even {
        sides.reverse();
    }
    for side in sides {
        let (mut program, start) = started(place, side, size, Manner::Prompt);
        let at = named(size);
        figures.add(side, "start", &at, &[start]);
        match side {
            HOME => {}
            FORM | WIDE_FORM => form(&mut program, figures, side, &at),
            _ => list(&mut program, figures, side, &at),
        }
        figures.add(side, "peak", &at, &[program.usage().peak]);
    }
}

/// Starts of levelup in terminals that answer slowly, or never.
pub fn manners(place: &Place, figures: &mut Figures, size: Size) {
    let manners = [
        ("start, prompt", Manner::Prompt),
        ("start, slow", Manner::Slow),
        ("start, mute", Manner::Mute),
    ];
    for (what, manner) in manners {
        let (_, start) = started(place, HOME, size, manner);
        figures.add(HOME, what, &named(size), &[start]);
    }
}

/// What all of them do when nobody presses a key.
pub fn idle(place: &Place, figures: &mut Figures, size: Size, time: Duration) {
    let sides = sides(place);
    let mut programs: Vec<Program> = sides
        .iter()
        .map(|side| started(place, side, size, Manner::Prompt).0)
        .collect();
    thread::sleep(Duration::from_millis(500));
    programs.iter_mut().for_each(Program::rest);
    let before: Vec<_> = programs.iter().map(Program::usage).collect();
    thread::sleep(time);
    for ((side, mut program), before) in sides.into_iter().zip(programs).zip(before) {
        let after = program.usage();
        let at = named(size);
        figures.add(side, "idle cpu", &at, &[after.cpu - before.cpu]);
        let switches = after.switches - before.switches;
        figures.add(side, "idle wake-ups", &at, &[switches]);
        figures.add(side, "idle bytes", &at, &[program.idle(Duration::ZERO)]);
    }
}

fn started(place: &Place, who: &str, size: Size, manner: Manner) -> (Program, f64) {
    let command = match who {
        HOME => place.levelup(ROWS, &[]),
        BROWSE => place.levelup(ROWS, &["browse"]),
        FORM => place.form(FORMS[0]),
        WIDE_FORM => place.form(FORMS[1]),
        FZF => place.fzf(ROWS),
        LESS => place.less(ROWS),
        _ => place.plain(ROWS),
    };
    let complete = match who {
        HOME => "Recent results".to_owned(),
        BROWSE => format!("{} results", written(ROWS)),
        FORM => "0 of 12 answered".to_owned(),
        WIDE_FORM => "0 of 1000 answered".to_owned(),
        FZF => format!("{ROWS}/{ROWS}"),
        LESS => "results-".to_owned(),
        _ => "q quit".to_owned(),
    };
    let mut program = Program::start(command, size, manner);
    let start = program.shows(|text| text.contains(&complete));
    program.rest();
    (program, start)
}

fn list(program: &mut Program, figures: &mut Figures, side: &str, at: &str) {
    let key = if side == LESS { "j" } else { "\u{1b}[B" };
    let pressed: Vec<_> = (0..PRESSES).map(|_| program.press(key)).collect();
    add(figures, side, "Down", at, &pressed);
}

/// In the form the frame is the first thing a key brings; that the disk has it comes later.
fn form(program: &mut Program, figures: &mut Figures, side: &str, at: &str) {
    let mut pressed = |key: &str| {
        let press = |_| {
            let reaction = program.press(key);
            program.comes_to(|text| !text.contains("saving"));
            Reaction {
                last: reaction.first,
                ..reaction
            }
        };
        (0..FORM_PRESSES).map(press).collect::<Vec<_>>()
    };
    add(figures, side, "rate", at, &pressed("2"));
    add(figures, side, "Down", at, &pressed("k"));
    add(figures, side, "level up", at, &pressed(" "));
}

fn add(figures: &mut Figures, side: &str, what: &str, at: &str, pressed: &[Reaction]) {
    let of = |pick: fn(&Reaction) -> f64| pressed.iter().map(pick).collect::<Vec<_>>();
    figures.add(side, what, at, &of(|reaction| reaction.last));
    let what = |unit: &str| format!("{what} {unit}");
    figures.add(side, &what("bytes"), at, &of(|reaction| reaction.bytes));
    figures.add(side, &what("writes"), at, &of(|reaction| reaction.writes));
}
