//! Drawing each screen: wall time of a frame, from the state to the cells that changed.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(unreachable_pub)]

#[allow(dead_code)]
mod common;
#[allow(dead_code)]
mod made_up;

use common::{SCREENS, SIZES, state_at};
use divan::Bencher;
use levelup::testing::draw;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn main() {
    divan::main();
}

#[divan::bench(args = SCREENS)]
fn at_80x24(bencher: Bencher, screen: &str) {
    draw_frames(bencher, screen, SIZES[0]);
}

#[divan::bench(args = SCREENS)]
fn at_120x36(bencher: Bencher, screen: &str) {
    draw_frames(bencher, screen, SIZES[1]);
}

#[divan::bench(args = SCREENS)]
fn at_200x60(bencher: Bencher, screen: &str) {
    draw_frames(bencher, screen, SIZES[2]);
}

fn draw_frames(bencher: Bencher, screen: &str, size: (u16, u16)) {
    let state = state_at(screen, size);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    bencher.bench_local(|| {
        terminal.draw(|frame| draw(&state, frame)).unwrap();
    });
}
