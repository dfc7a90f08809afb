//! The structure of `src/`: which directory imports which, circles of imports, names that a
//! directory must not contain, types of the same name, and the size of files and directories.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The directories of `src/`. Each imports only those before its own row.
const ORDER: [&[&str]; 9] = [
    &["text"],
    &["toml_reader"],
    &["assessment"],
    &["results"],
    &["words"],
    &["json", "report", "state", "store"],
    &["view", "config"],
    &["runtime"],
    &["cli"],
];

/// Crates and the only directories that name them.
const ONLY_IN: [(&str, &[&str]); 7] = [
    ("ratatui::", &["view", "runtime"]),
    ("crossterm::", &["runtime/terminal"]),
    ("redb::", &["store/redb"]),
    ("tokio::", &["store/server"]),
    ("tokio_postgres::", &["store/server"]),
    ("postgres::", &["store/server"]),
    ("rustls::", &["store/server"]),
];

/// Directories and names that they must not contain.
const FORBIDDEN: [(&[&str], &[&str]); 2] = [
    // No input or output, clock, random IDs, threads, or environment: these come in as values.
    (
        &[
            "text",
            "toml_reader",
            "assessment",
            "results",
            "words",
            "json",
            "report",
            "state",
            "config",
        ],
        &[
            "std::fs",
            "std::thread",
            "std::net",
            "std::env",
            "std::process",
            "SystemTime",
            "Instant::now",
            "Timestamp::now",
            "now_v7",
            "new_v4",
        ],
    ),
    // Drawing changes nothing and reads nothing but the state.
    (
        &["view"],
        &["&mut State", "std::fs", "std::thread", "Timestamp::now"],
    ),
];

/// Types that have the same name on purpose: one per platform or per feature.
const ONE_PER_PLATFORM: [&str; 3] = ["Address", "Input", "Listening"];

/// Imports and names that are still to be removed. New ones fail.
const OPEN: [&str; 0] = [];

/// Circles that are still to be removed. Others fail, and so do larger ones.
const OPEN_CIRCLES: [&[&str]; 0] = [];

/// The path of a module, without `crate`.
type Module = Vec<String>;
type Edges = BTreeMap<Module, BTreeSet<Module>>;

struct Source {
    /// Relative to `src/`.
    path: String,
    module: Module,
    text: String,
}

impl Source {
    fn is_directory(&self) -> bool {
        self.path.ends_with("mod.rs") || self.path == "lib.rs"
    }

    fn is_in(&self, directory: &str) -> bool {
        let rest = self.path.strip_prefix(directory);
        rest.is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
    }

    /// The lines of code with their numbers, without comments and unit tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]").unwrap_or(self.text.len());
        let lines = (1..).zip(self.text[..end].lines());
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut directories = vec![src.clone()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&src).unwrap();
                let inside = inside.to_string_lossy().replace('\\', "/");
                let names = inside.trim_end_matches(".rs").split('/');
                found.push(Source {
                    module: names
                        .filter(|name| !matches!(*name, "mod" | "lib"))
                        .map(str::to_owned)
                        .collect(),
                    text: fs::read_to_string(&path).unwrap(),
                    path: inside,
                });
            }
        }
    }
    assert!(found.len() > 50, "src/ was not found");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Identifiers, `::`, and single characters.
fn tokens(source: &Source) -> Vec<String> {
    let code: Vec<&str> = source.code().map(|(_, line)| line).collect();
    let code = code.join("\n");
    let mut rest = code.as_str();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            tokens.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    tokens
}

/// All paths of a source that begin with `crate`, `super`, or `self`, in imports and in code.
fn paths(source: &Source) -> Vec<Vec<String>> {
    let tokens = tokens(source);
    let mut tokens = tokens.iter().map(String::as_str).peekable();
    let mut paths = Vec::new();
    let mut before = "";
    while let Some(token) = tokens.next() {
        if token == "use" {
            use_tree(&mut tokens, &[], &mut paths);
        } else if matches!(token, "crate" | "super" | "self") && !matches!(before, "::" | "$") {
            let mut path = vec![token.to_owned()];
            while tokens.next_if_eq(&"::").is_some() {
                path.extend(tokens.next().map(str::to_owned));
            }
            paths.push(path);
        }
        before = token;
    }
    paths.retain(|path| path.len() > 1 && matches!(path[0].as_str(), "crate" | "super" | "self"));
    paths
}

/// Reads one branch of a `use`, up to the `,`, `}`, or `;` behind it.
fn use_tree<'a>(
    tokens: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>,
    prefix: &[String],
    paths: &mut Vec<Vec<String>>,
) {
    let mut path = prefix.to_vec();
    let mut has_branches = false;
    while let Some(token) = tokens.next_if(|token| !matches!(*token, "," | "}" | ";")) {
        match token {
            "::" => {}
            "as" => drop(tokens.next()),
            "{" => {
                has_branches = true;
                use_tree(tokens, &path, paths);
                while tokens.next_if_eq(&",").is_some() {
                    use_tree(tokens, &path, paths);
                }
                tokens.next_if_eq(&"}");
            }
            name => path.push(name.to_owned()),
        }
    }
    if !has_branches && path.len() > prefix.len() {
        paths.push(path);
    }
}

/// Which module each module names, as far as the path consists of modules.
fn imports(sources: &[Source]) -> Edges {
    let modules: BTreeSet<&[String]> = sources.iter().map(|one| &*one.module).collect();
    let mut edges = Edges::new();
    for source in sources {
        for path in paths(source) {
            let mut path = path.as_slice();
            let mut named = match path[0].as_str() {
                "crate" => Vec::new(),
                _ => source.module.clone(),
            };
            while let Some(rest) = path.strip_prefix(&["super".to_owned()]) {
                named.pop();
                path = rest;
            }
            if let Some(("crate" | "self", rest)) =
                path.split_first().map(|(first, rest)| (&**first, rest))
            {
                path = rest;
            }
            for name in path {
                named.push(name.clone());
                if !modules.contains(named.as_slice()) {
                    named.pop();
                    break;
                }
            }
            if named != source.module {
                edges
                    .entry(source.module.clone())
                    .or_default()
                    .insert(named);
            }
        }
    }
    edges
}

/// All modules that a module imports, directly or not.
fn reachable<'a>(edges: &'a Edges, from: &'a Module) -> BTreeSet<&'a Module> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(module) = open.pop() {
        let named = edges.get(module).into_iter().flatten();
        open.extend(named.filter(|to| seen.insert(*to)));
    }
    seen
}

/// The groups of modules in which each imports every other, directly or not.
fn circles(edges: &Edges) -> Vec<Vec<String>> {
    let reachable: BTreeMap<_, _> = edges
        .keys()
        .map(|from| (from, reachable(edges, from)))
        .collect();
    let mut circles = BTreeSet::new();
    for (from, reached) in &reachable {
        let circle = reached.iter().filter(|to| {
            let back = reachable.get(**to);
            back.is_some_and(|back| back.contains(*from))
        });
        circles.insert(circle.map(|module| module.join("/")).collect::<Vec<_>>());
    }
    circles.retain(|circle| circle.len() > 1);
    circles.into_iter().collect()
}

/// Fails if there is a violation that is not among the open ones.
fn expect_none(violations: impl IntoIterator<Item = String>) {
    let new: Vec<String> = violations
        .into_iter()
        .filter(|violation| !OPEN.contains(&violation.as_str()))
        .collect();
    assert!(new.is_empty(), "{}", new.join("\n"));
}

fn expect_no_circles(circles: impl IntoIterator<Item = Vec<String>>) {
    let is_open = |circle: &[String]| {
        let has_all = |open: &&[&str]| circle.iter().all(|one| open.contains(&one.as_str()));
        OPEN_CIRCLES.iter().any(has_all)
    };
    let new = circles.into_iter().filter(|circle| !is_open(circle));
    expect_none(new.map(|circle| format!("import each other: {}", circle.join(", "))));
}

#[test]
fn directories_import_only_those_before_them() {
    let rank = |module: &Module| {
        let name = module.first()?;
        ORDER.iter().position(|row| row.contains(&name.as_str()))
    };
    let mut violations = Vec::new();
    for (from, named) in imports(&sources()) {
        for to in named.iter().filter(|to| to.first() != from.first()) {
            let is_before = rank(to) < rank(&from) || rank(&from).is_none();
            if !is_before && !to.is_empty() {
                violations.push(format!("{} imports {}", from.join("/"), to.join("/")));
            }
        }
    }
    expect_none(violations);
}

#[test]
fn every_directory_is_in_the_order() {
    for source in sources().iter().filter(|source| source.module.len() > 1) {
        let name = source.module[0].as_str();
        assert!(ORDER.iter().any(|row| row.contains(&name)), "{name}");
    }
}

#[test]
fn at_most_three_files_import_each_other() {
    let sources = sources();
    let directories: BTreeSet<&Module> = sources
        .iter()
        .filter(|source| source.is_directory())
        .map(|source| &source.module)
        .collect();
    let is_parent = |a: &Module, b: &Module| directories.contains(a) && b.starts_with(a);
    let mut edges = imports(&sources);
    for (from, named) in &mut edges {
        named.retain(|to| !is_parent(from, to) && !is_parent(to, from));
    }
    expect_no_circles(
        circles(&edges)
            .into_iter()
            .filter(|circle| circle.len() > 3),
    );
}

#[test]
fn no_directories_import_each_other() {
    let sources = sources();
    let directory = |module: &Module| {
        let source = sources.iter().find(|one| one.module == *module).unwrap();
        let parents = usize::from(!source.is_directory());
        module[..module.len() - parents].to_vec()
    };
    let mut edges = Edges::new();
    for (from, named) in imports(&sources) {
        for to in named {
            let (from, to) = (directory(&from), directory(&to));
            let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            // The order covers the directories of `src/` itself.
            if shared > 0 && shared < from.len() && shared < to.len() {
                let lifted = edges.entry(from[..=shared].to_vec()).or_default();
                lifted.insert(to[..=shared].to_vec());
            }
        }
    }
    expect_no_circles(circles(&edges));
}

#[test]
fn directories_do_not_name_what_belongs_elsewhere() {
    let mut violations = Vec::new();
    for source in &sources() {
        for (_, line) in source.code() {
            let has = |name: &str| {
                line.match_indices(name).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                })
            };
            for (name, directories) in ONLY_IN {
                if has(name) && !directories.iter().any(|directory| source.is_in(directory)) {
                    violations.push(format!("{} names {name}", source.path));
                }
            }
            for (directories, names) in FORBIDDEN {
                if directories.iter().any(|directory| source.is_in(directory)) {
                    let named = names.iter().filter(|name| line.contains(**name));
                    violations.extend(named.map(|name| format!("{} names {name}", source.path)));
                }
            }
        }
    }
    expect_none(violations);
}

#[test]
fn files_have_at_most_400_lines() {
    expect_none(sources().iter().filter_map(|source| {
        let lines = source.text.lines().count();
        (lines > 400).then(|| format!("{} has {lines} lines", source.path))
    }));
}

#[test]
fn a_directory_has_at_most_15_files() {
    let mut files = BTreeMap::new();
    for source in sources().iter().filter(|source| !source.is_directory()) {
        let directory = source.module[..source.module.len() - 1].join("/");
        *files.entry(directory).or_insert(0) += 1;
    }
    let many = files.iter().filter(|(_, count)| **count > 15);
    expect_none(many.map(|(directory, count)| format!("{directory} has {count} files")));
}

#[test]
fn no_two_types_have_the_same_name() {
    let mut files = BTreeMap::<String, BTreeSet<String>>::new();
    for source in &sources() {
        for (_, line) in source.code() {
            let line = line.split_once(") ").map_or(line, |(visibility, rest)| {
                if visibility.starts_with("pub(") {
                    rest
                } else {
                    line
                }
            });
            let line = line.strip_prefix("pub ").unwrap_or(line);
            let kinds = ["struct ", "enum ", "trait ", "type "];
            let named = kinds.iter().find_map(|kind| line.strip_prefix(kind));
            let name = named.and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
            if let Some(name) = name {
                let paths = files.entry(name.to_owned()).or_default();
                paths.insert(source.path.clone());
            }
        }
    }
    let is_double = |(name, paths): &(String, BTreeSet<String>)| {
        paths.len() > 1 && !ONE_PER_PLATFORM.contains(&name.as_str())
    };
    let doubles = files.into_iter().filter(is_double);
    expect_none(doubles.map(|(name, paths)| {
        let paths: Vec<String> = paths.into_iter().collect();
        format!("{name} is in {}", paths.join(", "))
    }));
}

#[test]
fn the_library_exports_only_main_and_the_test_interface() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let lib = lib.unwrap();
    let exports: Vec<&str> = lib.lines().filter(|line| line.starts_with("pub")).collect();
    assert_eq!(exports, ["pub mod testing;", "pub use cli::main;"]);
}
