//! Writes the figures as Markdown.

use std::fmt::Write as _;

use crate::bars::bars;
use crate::figures::Figures;
use crate::growth;
use crate::lists::{BROWSE, FZF, PLAIN, named};
use crate::machine::machine;
use crate::place::written;
use crate::program::Size;
use crate::short::{COMMANDS, LINE};

/// The figures, and how they were measured.
pub struct Page<'a> {
    pub figures: &'a Figures,
    pub sizes: &'a [Size],
    pub sides: Vec<&'static str>,
    pub counts: &'a [usize],
    pub rounds: usize,
}

impl Page<'_> {
    /// All tables.
    pub fn text(&self) -> String {
        let many = self.counts.last().copied().unwrap_or(0);
        let lists: String = self
            .sizes
            .iter()
            .map(|size| self.side_by_side(*size))
            .collect();
        let rounds = self.rounds;
        format!(
            "Medians of {rounds} interleaved rounds on {}; a ratio is the median of the ratios \
             within a round.\n\n{lists}{}{}{}\n{}",
            machine(),
            self.many(many),
            self.commands(),
            self.growth(),
            self.bars()
        )
    }

    fn side_by_side(&self, size: Size) -> String {
        let at = named(size);
        let mut text = format!(
            "{at}, 1,000 rows, as a ratio to a plain ratatui list of them (absolute figures \
             for the list):\n\n| program | start to frame | move to frame | bytes per move | writes | \
             peak memory | idle: ms, wake-ups, bytes |\n|---|---|---|---|---|---|---|\n"
        );
        for side in &self.sides {
            let ratio = |what: &str, unit: &str| {
                if *side == PLAIN {
                    let figure = self.figures.get(PLAIN, what, &at);
                    return figure.map_or("–".into(), |figure| format!("{figure:.1} {unit}"));
                }
                let ratio = self.figures.ratio((side, what), (PLAIN, what), &at);
                ratio.map_or("–".into(), |ratio| format!("{ratio:.2}x"))
            };
            let plain = |what: &str| {
                let figure = self.figures.get(side, what, &at);
                figure.map_or("–".into(), |figure| format!("{figure:.0}"))
            };
            let (start, key) = (ratio("start", "ms"), ratio("Down", "ms"));
            let (bytes, writes) = (plain("Down bytes"), plain("Down writes"));
            let idle = ["idle cpu", "idle wake-ups", "idle bytes"].map(plain);
            let (peak, idle) = (ratio("peak", "MiB"), idle.join(", "));
            let _ = writeln!(
                text,
                "| {side} | {start} | {key} | {bytes} | {writes} | {peak} | {idle} |"
            );
        }
        text + "\n"
    }

    fn many(&self, many: usize) -> String {
        let at = named(self.sizes[0]);
        let mut text = format!(
            "{} results, at {at}:\n\n| | {BROWSE} | {FZF} | ratio |\n|---|---|---|---|\n",
            written(many)
        );
        let rows = [
            ("all counted", "start many", "ms"),
            ("move to frame", "Down many", "ms"),
            ("memory, open", "peak open", "MiB"),
            ("memory, filtered", "peak filtered", "MiB"),
            ("filter key to its echo", "echo", "ms"),
            ("`z` settled", "z", "ms"),
            ("next letter (`zi`) settled", "next letter", "ms"),
            ("backspace settled", "backspace", "ms"),
            ("`rosa` settled", "rosa", "ms"),
        ];
        for (name, what, unit) in rows {
            let figure = |side: &str| {
                let figure = self.figures.get(side, what, &at);
                figure.map_or("–".into(), |figure| format!("{figure:.1} {unit}"))
            };
            let ratio = self.figures.ratio((BROWSE, what), (FZF, what), &at);
            let ratio = ratio.map_or("–".into(), |ratio| format!("{ratio:.2}x"));
            let (own, other) = (figure(BROWSE), figure(FZF));
            let _ = writeln!(text, "| {name} | {own} | {other} | {ratio} |");
        }
        text + "\n"
    }

    fn commands(&self) -> String {
        let mut text =
            format!("Commands, as a ratio to {LINE}:\n\n| command | time |\n|---|---|\n");
        for name in COMMANDS {
            let ratio = self.figures.ratio((name, "time"), (LINE, "time"), "");
            let ratio = ratio.map_or("–".into(), |ratio| format!("{ratio:.2}x"));
            let _ = writeln!(text, "| `{name}` | {ratio} |");
        }
        text + "\n"
    }

    fn bars(&self) -> String {
        let mut text = String::from("| what | at most | measured | |\n|---|---|---|---|\n");
        for bar in bars(self.figures, self.sizes) {
            text += &bar.row();
            text.push('\n');
        }
        format!("Limits:\n\n{text}")
    }

    fn growth(&self) -> String {
        let heads: Vec<String> = self.counts.iter().map(|count| written(*count)).collect();
        let mut text = format!(
            "Growth with the number of results:\n\n| | {} | proportional to |\n|---{}|---|\n",
            heads.join(" | "),
            "|---".repeat(heads.len())
        );
        let side = named(self.sizes[0]);
        for (what, unit) in growth::ROWS {
            let figure = |count: usize| self.figures.get(&side, what, &count.to_string());
            let words = |count: &usize| {
                figure(*count).map_or("–".into(), |figure| format!("{figure:.1} {unit}"))
            };
            let cells: Vec<String> = self.counts.iter().map(words).collect();
            let (few, many) = (self.counts[0], self.counts[self.counts.len() - 1]);
            let ends = figure(few).zip(figure(many));
            let times = written(many / few).replace(',', "").parse().unwrap_or(1.0);
            let to = ends.map_or("", |(few, many)| growth::proportional(many / few, times));
            let _ = writeln!(text, "| {what} | {} | {to} |", cells.join(" | "));
        }
        text
    }
}
