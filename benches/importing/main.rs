//! How fast results come into a store, beside the database alone under the same bytes, and what
//! they take there: `cargo bench --bench importing -- 100000`.
#![allow(missing_docs, clippy::unwrap_used, clippy::cast_precision_loss)]
#![allow(unreachable_pub)]

#[path = "../made_up/mod.rs"]
#[allow(dead_code)]
mod made_up;

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use levelup::testing::{Bulk, Drafts, RedbStore};
use redb::{
    Builder, ConcurrencyMode, Database, ReadableDatabase as _, ReadableTable as _, TableDefinition,
    TableHandle as _,
};

const RESULTS: TableDefinition<u128, &[u8]> = TableDefinition::new("results");
const BY_TIME: TableDefinition<(i64, u128), ()> = TableDefinition::new("by_time");
const BY_ASSESSMENT: TableDefinition<(&str, i64, u128), ()> = TableDefinition::new("by_assessment");
const BY_PERSON: TableDefinition<(&str, &str, i64, u128), ()> =
    TableDefinition::new("by_assessment_and_person");
/// What the store sets.
const CACHE: usize = 32 << 20;
const ROUNDS: usize = 3;

/// What the store keeps of one result.
struct Kept {
    id: u128,
    millis: i64,
    record: Vec<u8>,
    slug: String,
    person: String,
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, only, path, count] = args.as_slice()
        && only.starts_with("--only")
    {
        let (path, count) = (Path::new(path), count.parse().unwrap());
        let _ = std::fs::remove_file(path);
        let mut all: Vec<_> = made_up::results(count).collect();
        if only == "--only-sorted" {
            all.sort_by_key(|result| result.id);
        }
        println!("{:?}", import_all(path, all));
        stats(path, count);
        return;
    }
    let counts = std::env::args().skip(1).filter_map(|arg| arg.parse().ok());
    let mut counts: Vec<usize> = counts.collect();
    if counts.is_empty() {
        counts = vec![1_000, 10_000, 100_000];
    }
    for count in counts {
        measure(count);
    }
}

fn measure(count: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("store.redb");
    import(&path, count);
    let kept = kept(&path, count);
    println!("{count} results");
    stats(&path, count);
    let bare = folder.path().join("bare.redb");
    let mut best = [Duration::MAX; 4];
    let rounds = if count < 1_000_000 { ROUNDS } else { 1 };
    for _ in 0..rounds {
        let times = [
            import(&path, count),
            records_and_keys(&bare, &kept),
            in_order(&bare, &kept),
            records_alone(&bare, &kept),
        ];
        for (best, time) in best.iter_mut().zip(times) {
            *best = time.min(*best);
        }
    }
    let [import, both, in_order, records] = best;
    let rate = |time: Duration| count as f64 / time.as_secs_f64();
    println!("  store.import           {:>10.0} a second", rate(import));
    for (what, bare) in [
        ("records and keys", both),
        ("the same sorted", in_order),
        ("records alone", records),
    ] {
        let ratio = rate(import) / rate(bare);
        println!(
            "  bare, {what:16} {:>10.0} a second; the import is {ratio:.2} of it",
            rate(bare)
        );
    }
}

fn import(path: &Path, count: usize) -> Duration {
    let _ = std::fs::remove_file(path);
    import_all(path, made_up::results(count).collect())
}

fn import_all(path: &Path, results: Vec<levelup::testing::AssessmentResult>) -> Duration {
    let store = RedbStore::at(path);
    // The database alone is made before the clock runs, too.
    store.remember_name("Ada").expect("a store");
    let begun = Instant::now();
    store
        .import(&mut results.into_iter().map(Ok), false)
        .expect("an import");
    begun.elapsed()
}

/// The bytes of the store, in the order in which the results come.
fn kept(path: &Path, count: usize) -> Vec<Kept> {
    let database = builder().open(path).expect("a store");
    let tx = database.begin_read().expect("a transaction");
    let results = tx.open_table(RESULTS).expect("a table");
    let mut names: HashMap<u128, [String; 2]> = HashMap::new();
    for entry in tx.open_table(BY_PERSON).unwrap().iter().unwrap() {
        let (slug, person, _, id) = entry.as_ref().unwrap().0.value();
        names.insert(id, [slug.to_owned(), person.to_owned()]);
    }
    made_up::results(count)
        .map(|result| {
            let id = result.id.as_u128();
            let [slug, person] = names.remove(&id).expect("it is indexed");
            Kept {
                id,
                millis: result.taken_at.as_millisecond(),
                record: results.get(id).unwrap().unwrap().value().to_vec(),
                slug,
                person,
            }
        })
        .collect()
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .set_cache_size(CACHE);
    builder
}

fn bare(path: &Path) -> Database {
    let _ = std::fs::remove_file(path);
    builder().create(path).expect("a database")
}

fn records_and_keys(path: &Path, kept: &[Kept]) -> Duration {
    let database = bare(path);
    let begun = Instant::now();
    let tx = database.begin_write().unwrap();
    {
        let mut results = tx.open_table(RESULTS).unwrap();
        let mut by_time = tx.open_table(BY_TIME).unwrap();
        let mut by_assessment = tx.open_table(BY_ASSESSMENT).unwrap();
        let mut by_person = tx.open_table(BY_PERSON).unwrap();
        for it in kept {
            results.insert(it.id, it.record.as_slice()).unwrap();
            by_time.insert((it.millis, it.id), ()).unwrap();
            let key = (it.slug.as_str(), it.millis, it.id);
            by_assessment.insert(key, ()).unwrap();
            let key = (it.slug.as_str(), it.person.as_str(), it.millis, it.id);
            by_person.insert(key, ()).unwrap();
        }
    }
    tx.commit().unwrap();
    begun.elapsed()
}

/// The same, each table in its own order, sorted before the clock runs.
fn in_order(path: &Path, kept: &[Kept]) -> Duration {
    let database = bare(path);
    let mut records: Vec<_> = kept
        .iter()
        .map(|it| (it.id, it.record.as_slice()))
        .collect();
    records.sort_unstable();
    let mut times: Vec<_> = kept.iter().map(|it| (it.millis, it.id)).collect();
    times.sort_unstable();
    let slug = |it: &Kept| (it.slug.clone(), it.millis, it.id);
    let mut slugs: Vec<_> = kept.iter().map(slug).collect();
    slugs.sort_unstable();
    let person = |it: &Kept| (it.slug.clone(), it.person.clone(), it.millis, it.id);
    let mut people: Vec<_> = kept.iter().map(person).collect();
    people.sort_unstable();
    let begun = Instant::now();
    let tx = database.begin_write().unwrap();
    {
        let mut table = tx.open_table(RESULTS).unwrap();
        for (id, record) in records {
            table.insert(id, record).unwrap();
        }
        let mut table = tx.open_table(BY_TIME).unwrap();
        for key in times {
            table.insert(key, ()).unwrap();
        }
        let mut table = tx.open_table(BY_ASSESSMENT).unwrap();
        for (slug, millis, id) in &slugs {
            table.insert((slug.as_str(), *millis, *id), ()).unwrap();
        }
        let mut table = tx.open_table(BY_PERSON).unwrap();
        for (slug, person, millis, id) in &people {
            let key = (slug.as_str(), person.as_str(), *millis, *id);
            table.insert(key, ()).unwrap();
        }
    }
    tx.commit().unwrap();
    begun.elapsed()
}

fn records_alone(path: &Path, kept: &[Kept]) -> Duration {
    let database = bare(path);
    let begun = Instant::now();
    let tx = database.begin_write().unwrap();
    {
        let mut results = tx.open_table(RESULTS).unwrap();
        for it in kept {
            results.insert(it.id, it.record.as_slice()).unwrap();
        }
    }
    tx.commit().unwrap();
    begun.elapsed()
}

fn stats(path: &Path, count: usize) {
    use redb::ReadableTableMetadata as _;
    let data = std::fs::metadata(path).expect("a file");
    let (file, disk) = (data.len(), on_disk(&data));
    let database = builder().open(path).expect("a store");
    let tx = database.begin_write().unwrap();
    let each = |bytes: u64| bytes as f64 / count as f64;
    let of = |name: &str, stats: redb::TableStats| {
        println!(
            "  {name:16} stored {:6.1}  branches {:5.1}  unused {:6.1} bytes a result",
            each(stats.stored_bytes()),
            each(stats.metadata_bytes()),
            each(stats.fragmented_bytes())
        );
        stats.stored_bytes()
    };
    let mut sum = 0;
    let results = tx.open_table(RESULTS).unwrap();
    let payload = of(RESULTS.name(), results.stats().unwrap());
    sum += payload;
    sum += of(
        BY_TIME.name(),
        tx.open_table(BY_TIME).unwrap().stats().unwrap(),
    );
    let by_assessment = tx.open_table(BY_ASSESSMENT).unwrap();
    sum += of(BY_ASSESSMENT.name(), by_assessment.stats().unwrap());
    let by_person = tx.open_table(BY_PERSON).unwrap();
    sum += of(BY_PERSON.name(), by_person.stats().unwrap());
    println!(
        "  on disk {:.1} bytes a result: {:.2} of the records and keys ({:.1}), {:.2} of the \
         records; the file is {:.1} long, with a hole at its end",
        each(disk),
        disk as f64 / sum as f64,
        each(sum),
        disk as f64 / payload as f64,
        each(file),
    );
}

/// What a file takes of the disk: behind the last page it has a hole.
#[cfg(unix)]
fn on_disk(data: &std::fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    data.blocks() * 512
}

#[cfg(not(unix))]
fn on_disk(data: &std::fs::Metadata) -> u64 {
    data.len()
}
