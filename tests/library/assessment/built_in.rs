use levelup::testing::{AssessmentFile, Catalogue, CatalogueEntry, Origin, built_in, schema};

#[test]
fn every_built_in_file_is_valid() {
    for source in built_in() {
        let file = AssessmentFile::read(source);

        assert_eq!(file.diagnostics, [], "{}", file.path.display());
        assert!(file.text.starts_with("#:schema ./schema.json\n"));
        let assessment = file.assessment.unwrap();
        assert!(assessment.can_be_saved());
        assert_eq!(
            format!("{}.toml", assessment.slug),
            file.path.to_str().unwrap()
        );
    }
}

#[test]
fn every_file_in_the_directory_is_built_in() {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/assessments");
    let mut there: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "schema.json")
        .collect();
    let mut shipped: Vec<_> = built_in()
        .into_iter()
        .map(|source| source.path.to_str().unwrap().to_owned())
        .collect();

    there.sort();
    shipped.sort();

    assert_eq!(shipped, there);
}

#[test]
fn built_in_assessments_keep_their_order() {
    let catalogue = Catalogue::new(built_in());

    let slugs: Vec<_> = catalogue
        .entries()
        .iter()
        .map(|entry| entry.listed.slug.as_str())
        .collect();

    assert_eq!(
        slugs,
        [
            "starter",
            "software-engineer",
            "team-health",
            "delivery",
            "platform",
            "software-assurance",
            "cyber-resilience",
            "finops",
            "accessibility",
            "craft"
        ]
    );
    assert!(
        catalogue
            .entries()
            .iter()
            .all(|entry| entry.file.origin == Origin::BuiltIn)
    );
}

#[test]
fn built_in_list_matches_the_files() {
    let listed = Catalogue::with_built_in(Vec::new());
    let read = Catalogue::new(built_in());

    for (entry, read) in listed.entries().iter().zip(read.entries()) {
        let told = |entry: &CatalogueEntry| {
            let listed = &entry.listed;
            let (slug, name) = (listed.slug.clone(), listed.name.clone());
            let about = listed.about().to_owned();
            (slug, name, listed.categories, about, entry.file.clone())
        };
        assert_eq!(told(entry), told(read));
        assert!(!entry.listed.about().is_empty());
        assert_eq!(entry.listed.whole(), read.listed.whole());
    }
    assert_eq!(listed.entries().len(), read.entries().len());
}

#[test]
fn schema_file_matches_the_printed_schema() {
    let there = include_str!("../../../assessments/schema.json");

    assert_eq!(
        there,
        schema(),
        "run: cargo run -- schema > assessments/schema.json"
    );
}
