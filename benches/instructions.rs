//! Instruction counts, which no busy machine disturbs. They need valgrind and the `gungraun-runner`
//! of the same version as the library; without them this says so and ends.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(unreachable_pub)]

#[allow(dead_code)]
mod common;
#[allow(dead_code)]
mod made_up;

use std::process::{Command, Stdio};

fn main() {
    let is_child = std::env::args().nth(1).as_deref() == Some("--gungraun-run");
    match missing() {
        Some(what) if !is_child => println!("instructions: skipped, there is no {what}"),
        _ => counted::run(),
    }
}

/// What is not here of what counting needs.
fn missing() -> Option<&'static str> {
    let runs = |program: &str| {
        let mut command = Command::new(program);
        let command = command.arg("--version").stdout(Stdio::null());
        command.stderr(Stdio::null()).status().is_ok()
    };
    let runner = std::env::var("GUNGRAUN_RUNNER").unwrap_or("gungraun-runner".to_owned());
    if !runs("valgrind") {
        Some("valgrind (the Debian package valgrind)")
    } else if !runs(&runner) {
        Some("gungraun-runner (cargo install gungraun-runner, in the version in Cargo.lock)")
    } else {
        None
    }
}

mod counted {
    use std::hint::black_box;

    use gungraun::{library_benchmark, library_benchmark_group, main};
    use levelup::testing::{Catalogue, Effect, Event, Parsed, State, built_in, parse, update};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use crate::common::events::happening;
    use crate::common::{SIZES, state_at};
    use crate::made_up;

    #[library_benchmark]
    #[bench::of_10(made_up::toml(10))]
    #[bench::of_1000(made_up::toml(1_000))]
    fn parse_and_check(text: String) -> Parsed {
        black_box(parse(&text, "wide"))
    }

    #[library_benchmark]
    fn read_those_that_ship() -> Catalogue {
        black_box(Catalogue::new(built_in().into_iter().collect()))
    }

    #[library_benchmark]
    #[bench::moves(happening("move"))]
    #[bench::rates(happening("rate"))]
    #[bench::levels_up(happening("level up"))]
    #[bench::types(happening("type into a note"))]
    #[bench::moves_in_1000(happening("move, 1,000 categories"))]
    #[bench::rates_in_1000(happening("rate, 1,000 categories"))]
    #[bench::rows_arrive(happening("rows arrive"))]
    #[bench::resizes(happening("resize"))]
    #[bench::ticks(happening("tick"))]
    fn update_on((mut state, event): (State, Event)) -> (State, Vec<Effect>) {
        let effects = update(&mut state, event);
        black_box((state, effects))
    }

    type Drawn = (State, Terminal<TestBackend>);

    /// A screen that was drawn once: what is counted is the next frame.
    fn drawn(screen: &str, size: (u16, u16)) -> Drawn {
        let state = state_at(screen, size);
        let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        terminal
            .draw(|frame| levelup::testing::draw(&state, frame))
            .unwrap();
        (state, terminal)
    }

    #[library_benchmark]
    #[bench::home(drawn("home", SIZES[1]))]
    #[bench::take(drawn("take", SIZES[1]))]
    #[bench::take_at_200x60(drawn("take", SIZES[2]))]
    #[bench::take_1000(drawn("take, 1,000 categories", SIZES[1]))]
    #[bench::result(drawn("result, table", SIZES[1]))]
    #[bench::browse(drawn("browse", SIZES[1]))]
    #[bench::browse_at_200x60(drawn("browse", SIZES[2]))]
    #[bench::team(drawn("team", SIZES[1]))]
    fn draw((state, mut terminal): Drawn) -> Drawn {
        terminal
            .draw(|frame| levelup::testing::draw(&state, frame))
            .unwrap();
        black_box((state, terminal))
    }

    library_benchmark_group!(
        name = reading,
        benchmarks = [parse_and_check, read_those_that_ship]
    );
    library_benchmark_group!(name = reducing, benchmarks = [update_on]);
    library_benchmark_group!(name = drawing, benchmarks = [draw]);
    main!(library_benchmark_groups = [reading, reducing, drawing]);

    pub fn run() {
        main();
    }
}
