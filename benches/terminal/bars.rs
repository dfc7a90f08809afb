//! What must hold: each figure beside its bar.

use crate::figures::Figures;
use crate::lists::{BROWSE, FORM, FZF, HOME, PLAIN, WIDE_FORM, named};
use crate::program::Size;

/// A bar, and what was measured.
pub struct Bar {
    what: String,
    to: &'static str,
    most: f64,
    measured: Option<f64>,
}

impl Bar {
    fn new(what: impl Into<String>, to: &'static str, most: f64, measured: Option<f64>) -> Self {
        Self {
            what: what.into(),
            to,
            most,
            measured,
        }
    }

    /// A row of a Markdown table: what, bar, measured, and whether it holds.
    pub fn row(&self) -> String {
        let unit = if self.to.is_empty() { "" } else { "x" };
        let words = |figure: f64| {
            if unit.is_empty() {
                format!("{figure:.0}")
            } else {
                format!("{figure:.2}{unit}")
            }
        };
        let (measured, verdict) = match self.measured {
            None => ("not measured".to_owned(), ""),
            Some(figure) if figure <= self.most => (words(figure), "ok"),
            Some(figure) => (words(figure), "**missed**"),
        };
        let to = if unit.is_empty() { "" } else { " " };
        let (what, most) = (&self.what, words(self.most));
        format!(
            "| {what} | {most}{to}{} | {measured} | {verdict} |",
            self.to
        )
    }
}

/// All bars, with the sizes they were measured at: the usual one first.
pub fn bars(figures: &Figures, sizes: &[Size]) -> Vec<Bar> {
    let mut bars = start(figures, &named(sizes[0]));
    for size in sizes {
        bars.extend(keys(figures, &named(*size)));
    }
    if let [small, large, ..] = sizes {
        bars.extend(widths(figures, &named(*small), &named(*large)));
    }
    bars.extend(memory(figures, &named(sizes[0])));
    bars.extend(filter(figures, &named(sizes[0])));
    bars.extend(idle(figures, &named(sizes[0])));
    bars
}

fn start(figures: &Figures, at: &str) -> Vec<Bar> {
    let to = |side, other| figures.ratio((side, "start"), (other, "start"), at);
    let plain = "the plain list";
    let many = figures.ratio((BROWSE, "start many"), (BROWSE, "start few"), at);
    let manner = |what| figures.ratio((HOME, what), (HOME, "start, prompt"), at);
    vec![
        Bar::new("start, home", plain, 1.6, to(HOME, PLAIN)),
        Bar::new("start, browse", plain, 1.6, to(BROWSE, PLAIN)),
        Bar::new("start, form", plain, 1.6, to(FORM, PLAIN)),
        Bar::new("start, home", FZF, 0.8, to(HOME, FZF)),
        Bar::new("start, browse over all results", "100 results", 1.15, many),
        Bar::new(
            "start, terminal replies after 50 ms",
            "immediate replies",
            1.1,
            manner("start, slow"),
        ),
        Bar::new(
            "start, no replies",
            "immediate replies",
            1.1,
            manner("start, mute"),
        ),
    ]
}

fn keys(figures: &Figures, at: &str) -> Vec<Bar> {
    let keys = [
        (BROWSE, "Down", "move in the results"),
        (FORM, "Down", "move in the form"),
        (FORM, "rate", "rate"),
        (FORM, "level up", "level up"),
        (WIDE_FORM, "rate", "rate, of 1,000 categories"),
    ];
    let bar = |(side, key, what): (&str, &str, &str)| {
        let ratio = figures.ratio((side, key), (PLAIN, "Down"), at);
        Bar::new(format!("{what}, {at}"), "the plain list", 1.1, ratio)
    };
    let mut bars: Vec<Bar> = keys.into_iter().map(bar).collect();
    let bytes = figures.ratio((BROWSE, "Down bytes"), (FZF, "Down bytes"), at);
    bars.push(Bar::new(format!("bytes per move, {at}"), FZF, 0.75, bytes));
    for (side, key, what) in &keys[..2] {
        let writes = figures.get(side, &format!("{key} writes"), at);
        bars.push(Bar::new(format!("writes, {what}, {at}"), "", 1.0, writes));
    }
    bars
}

fn widths(figures: &Figures, small: &str, large: &str) -> Vec<Bar> {
    let ratio = |side, what| figures.ratio_at((side, what, large), (side, what, small));
    let bytes = |side| ratio(side, "Down bytes");
    let move_at = format!("bytes per move at {large}");
    vec![
        Bar::new(
            format!("{move_at}, results"),
            "the smaller size",
            1.0,
            bytes(BROWSE),
        ),
        Bar::new(
            format!("{move_at}, form"),
            "the smaller size",
            1.0,
            bytes(FORM),
        ),
    ]
}

fn memory(figures: &Figures, at: &str) -> Vec<Bar> {
    let plain = |side| figures.ratio((side, "peak"), (PLAIN, "peak"), at);
    let fzf = |what| figures.ratio((BROWSE, what), (FZF, what), at);
    let list = "the plain list";
    vec![
        Bar::new("memory, form", list, 1.5, plain(FORM)),
        Bar::new("memory, browse", list, 1.5, plain(BROWSE)),
        Bar::new("memory, all results", FZF, 0.05, fzf("peak open")),
        Bar::new("memory, filtered", FZF, 0.35, fzf("peak filtered")),
    ]
}

fn filter(figures: &Figures, at: &str) -> Vec<Bar> {
    let fzf = |what| figures.ratio((BROWSE, what), (FZF, what), at);
    let own = |what, to| figures.ratio((BROWSE, what), (BROWSE, to), at);
    let (down, first) = ("Down many", "the first letter");
    vec![
        Bar::new("filter: echo", "a move", 1.2, own("echo", down)),
        Bar::new("filter: `z` settled", FZF, 0.25, fzf("z")),
        Bar::new("filter: `rosa` settled", FZF, 0.25, fzf("rosa")),
        Bar::new("filter: next letter", first, 0.3, own("next letter", "z")),
        Bar::new("filter: backspace", "a move", 2.0, own("backspace", down)),
    ]
}

fn idle(figures: &Figures, at: &str) -> Vec<Bar> {
    let mut bars = Vec::new();
    for side in [HOME, BROWSE, FORM] {
        for (what, unit) in [
            ("idle cpu", "ms of CPU time"),
            ("idle wake-ups", "wake-ups"),
            ("idle bytes", "bytes"),
        ] {
            let figure = figures.get(side, what, at);
            let what = format!("idle, {unit}, {side}");
            bars.push(Bar::new(what, "", 0.0, figure));
        }
    }
    bars
}
