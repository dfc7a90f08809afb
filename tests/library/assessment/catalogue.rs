use std::path::PathBuf;

use levelup::testing::{Catalogue, Origin, Problem, ReadProblem, SourceFile, built_in};

use super::{SMALL, source};

fn named(name: &str) -> String {
    SMALL.replace("Small", name)
}

#[test]
fn first_origin_overrides_the_others() {
    let catalogue = Catalogue::new(vec![
        source(Origin::BuiltIn, "club.toml", named("Built in")),
        source(Origin::User, "user/club.toml", named("User")),
        source(Origin::Given, "given/club.toml", named("Given")),
        source(Origin::Here, "assessments/club.toml", named("Here")),
    ]);

    assert_eq!(catalogue.find("club").unwrap().name, "Given");
    let shadows: Vec<_> = catalogue.entries()[0]
        .shadows
        .iter()
        .map(|file| file.origin)
        .collect();
    assert_eq!(shadows, [Origin::Here, Origin::User, Origin::BuiltIn]);
}

#[test]
fn broken_file_overrides_nothing() {
    let catalogue = Catalogue::new(vec![
        source(Origin::Given, "given/club.toml", "name = "),
        source(Origin::User, "user/club.toml", named("User")),
        source(Origin::User, "user/other.toml", named("Other")),
    ]);

    assert_eq!(catalogue.find("club").unwrap().name, "User");
    assert_eq!(catalogue.find("other").unwrap().name, "Other");
    assert_eq!(catalogue.broken().len(), 1);
}

#[test]
fn slug_of_a_broken_file_is_reported() {
    let catalogue = Catalogue::new(vec![
        source(Origin::User, "user/club.toml", "nmae = 1\n"),
        source(Origin::User, "user/x.toml", "slug = \"team\"\nnmae = 1\n"),
    ]);

    assert!(catalogue.find("club").unwrap_err().broken);
    assert!(catalogue.find("team").unwrap_err().broken);
    assert!(!catalogue.find("x").unwrap_err().broken);
    assert_eq!(
        catalogue.broken_as("team").next().unwrap().path,
        PathBuf::from("user/x.toml")
    );
}

#[test]
fn unknown_slug_gets_a_suggestion() {
    let catalogue = Catalogue::new(built_in());

    let nearest = |slug: &str| catalogue.find(slug).unwrap_err().nearest;

    assert_eq!(nearest("strater").as_deref(), Some("starter"));
    assert_eq!(nearest("Team_Health").as_deref(), Some("team-health"));
    assert_eq!(nearest("zebra"), None);
}

#[test]
fn two_files_with_one_slug_are_both_broken() {
    let with_slug = format!("slug = \"club\"\n{SMALL}");
    let catalogue = Catalogue::new(vec![
        source(Origin::User, "user/club.toml", SMALL),
        source(Origin::User, "user/club-2.toml", &with_slug),
        source(Origin::User, "elsewhere/club.toml", named("Elsewhere")),
    ]);

    assert_eq!(catalogue.find("club").unwrap().name, "Elsewhere");
    let others: Vec<_> = catalogue
        .broken()
        .iter()
        .map(|file| match &file.diagnostics[0].problem {
            Problem::SameSlug { other, .. } => other.to_str().unwrap(),
            problem => panic!("{problem:?}"),
        })
        .collect();
    assert_eq!(others, ["user/club-2.toml", "user/club.toml"]);
    assert_eq!(catalogue.broken()[1].diagnostics[0].span, 7..13);
}

#[test]
fn unreadable_file_is_broken() {
    let unread = |problem| SourceFile {
        origin: Origin::Here,
        path: PathBuf::from("assessments/club.toml"),
        content: Err(problem),
    };
    for (file, problem) in [
        (unread(ReadProblem::TooLarge), Problem::TooLarge),
        (
            unread(ReadProblem::Unreadable("no".to_owned())),
            Problem::Unreadable("no".to_owned()),
        ),
        (
            source(Origin::Here, "a.toml", vec![b' '; (1 << 20) + 1]),
            Problem::TooLarge,
        ),
        (
            source(Origin::Here, "a.toml", b"\xff\xfe"),
            Problem::NotUtf8(true),
        ),
    ] {
        let catalogue = Catalogue::new(vec![file]);
        assert_eq!(catalogue.broken()[0].diagnostics[0].problem, problem);
    }
}
