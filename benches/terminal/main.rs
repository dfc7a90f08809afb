//! Measures the program in a real pseudo-terminal, beside others.
#![allow(missing_docs)]

#[path = "../made_up/mod.rs"]
mod made_up;

use levelup::store::{RedbStore, Store as _};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args.get(1).map(String::as_str) == Some("--make-store") {
        let count = args[3].parse().expect("a number");
        let store = RedbStore::at(&args[2]);
        let begun = std::time::Instant::now();
        let outcome = store.import(&mut made_up::results(count).map(Ok), false);
        println!("{:?} {:?}", outcome.map(|_| ()), begun.elapsed());
    }
    if args.get(1).map(String::as_str) == Some("--scan") {
        let store = RedbStore::at(&args[2]);
        for _ in 0..2 {
            let begun = std::time::Instant::now();
            let chunks = std::sync::Mutex::new(Vec::new());
            store
                .scan(&|place, mut chunk| {
                    if args.len() > 3 {
                        chunk.finish(&jiff::tz::TimeZone::system());
                    }
                    chunks.lock().unwrap().push((place, chunk));
                    std::ops::ControlFlow::Continue(())
                })
                .unwrap();
            println!("scan {:?}", begun.elapsed());
        }
    }
}
