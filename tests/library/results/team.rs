//! A team: the newest result of each person, the spread, the gaps, who can help whom.

use jiff::Timestamp;
use levelup::testing::{Answer, Rating, Team, demo, team};

use crate::results::comparison::{rated, taken};
use crate::results::versions::version;

fn now() -> Timestamp {
    Timestamp::from_second(100 * 86_400 + 3600).unwrap()
}

fn four() -> Team {
    let old = version("1", &["hop", "run"]);
    let new = version("2", &["jump<hop", "run"]);
    let mut five = version("3", &["jump", "run"]);
    five.ratings = ["1", "2", "3", "4", "5"].map(Rating::named).to_vec();
    let results = [
        taken(9, "Bob", &new, &[rated(1, 3), rated(2, 3)]),
        taken(50, "Zoe", &five, &[rated(3, 5), Answer::NotApplicable]),
        taken(10, "Ada", &old, &[rated(3, 3), Answer::Unknown]),
        taken(20, "ADA", &new, &[rated(2, 3), Answer::Unanswered]),
        taken(90, "Cleo", &new, &[rated(3, 3), rated(1, 2)]),
    ];
    team(&results.each_ref(), now()).unwrap()
}

fn team_of_nobody() -> Option<Team> {
    team(&[], now())
}

fn names(team: &Team) -> Vec<&str> {
    team.people
        .iter()
        .map(|member| member.name.as_str())
        .collect()
}

#[test]
fn team_takes_the_latest_result_per_person() {
    let team = four();

    assert_eq!(names(&team), ["ADA", "Bob", "Cleo", "Zoe"]);
    let days: Vec<_> = team.people.iter().map(|member| member.days).collect();
    assert_eq!(days, [80, 91, 10, 50]);
    let longest: Vec<_> = team
        .longest_ago()
        .iter()
        .map(|member| member.days)
        .collect();
    assert_eq!(longest, [91, 80, 50, 10]);
    assert_eq!(team_of_nobody(), None);
}

#[test]
fn category_has_distribution_and_counts() {
    let team = four();

    let [jump, run] = &team.categories[..] else {
        panic!("two categories")
    };
    // Three sit on ladders of three while the newest one, Cleo's, is what the columns are.
    assert_eq!(
        (jump.of(), &jump.distribution[..], jump.other_ladder),
        (3, &[1, 1, 1][..], 1)
    );
    assert_eq!((jump.rated(), jump.level_ups, jump.gap), (4, 3, 5));
    assert_eq!(&run.distribution[..], &[1, 1, 0]);
    assert_eq!((run.unanswered, run.not_applicable, run.unknown), (1, 1, 0));
    let gaps: Vec<_> = team.gaps().iter().map(|gap| gap.key.as_str()).collect();
    assert_eq!(gaps, ["jump", "run"]);
}

#[test]
fn different_labels_make_a_different_ladder() {
    let old = version("1", &["jump"]);
    let mut new = version("2", &["jump"]);
    new.ratings = ["A", "B", "C"].map(Rating::named).to_vec();
    let results = [
        taken(1, "Ada", &old, &[rated(2, 2)]),
        taken(2, "Bob", &new, &[rated(2, 2)]),
    ];

    let found = team(&results.each_ref(), now()).unwrap();

    let jump = &found.categories[0];
    assert_eq!(
        (&jump.distribution[..], jump.other_ladder),
        (&[0, 1, 0][..], 1)
    );
    let elsewhere: Vec<_> = jump
        .cells
        .iter()
        .flatten()
        .map(|c| jump.is_elsewhere(c))
        .collect();
    assert_eq!(elsewhere, [true, false]);
}

#[test]
fn who_can_help_lists_people_at_the_goal() {
    let team = four();
    let told = |category: usize| -> Vec<_> {
        let names = names(&team);
        let helps = team.categories[category].helps().into_iter();
        helps
            .map(|help| {
                let helpers: Vec<_> = help.helpers.iter().map(|helper| names[*helper]).collect();
                format!(
                    "{} {} {}: {}",
                    names[help.person],
                    help.goal,
                    help.label,
                    helpers.join(" ")
                )
            })
            .collect()
    };

    assert_eq!(
        told(0),
        ["ADA 3 Best: Cleo", "Bob 3 Best: Cleo", "Zoe 5 5: Cleo"]
    );
    assert_eq!(told(1), ["Bob 3 Best: ", "Cleo 2 Better: Bob"]);
}

#[test]
fn long_helper_list_is_cut_and_counted() {
    let base = demo(now()).remove(0);
    let results: Vec<_> = (0..200_u128)
        .map(|n| {
            let mut result = base.clone();
            result.id = uuid::Uuid::from_u128(n + 1);
            result.name = format!("Person {n:03}");
            let level = if n < 30 { 1 } else { 4 };
            result.answers.fill(Answer::rated(level, n < 30, 5));
            result
        })
        .collect();
    let team = team(&results.iter().collect::<Vec<_>>(), now()).unwrap();

    let helps = team.categories[0].helps();
    assert_eq!(helps.len(), 30);
    for help in helps {
        assert_eq!(help.helpers, (30..50).collect::<Vec<_>>());
        assert_eq!((help.others, help.count()), (150, 170));
    }
    let paper = levelup::testing::TextOptions::default();
    let text = levelup::testing::team_text(&team, &paper);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("and 150 more"), "{text}");
    assert!(levelup::testing::team_json(&team).contains("\"more_helpers\": 150"));
}

#[test]
fn anonymous_team_keeps_the_figures() {
    let named = four();
    let found = named.clone().anonymous();

    assert_eq!(
        names(&found),
        ["Person 1", "Person 2", "Person 3", "Person 4"]
    );
    let text = format!("{found:?}").to_lowercase();
    for name in ["ada", "bob", "cleo", "zoe"] {
        assert!(!text.contains(name), "{name}");
    }
    for (with, without) in named.categories.iter().zip(&found.categories) {
        assert_eq!(with.distribution, without.distribution);
        assert_eq!(
            (with.level_ups, with.gap, with.rated()),
            (without.level_ups, without.gap, without.rated())
        );
        assert_eq!(with.helps().len(), without.helps().len());
    }
    let mut days = [named.people, found.people.clone()]
        .map(|people| people.iter().map(|member| member.days).collect::<Vec<_>>());
    for days in &mut days {
        days.sort_unstable();
    }
    assert_eq!(days[0], days[1]);
    assert!(found.people.iter().all(|member| member.id.is_none()));
    assert_eq!(found.clone().anonymous(), found, "twice is once");
}

#[test]
fn anonymous_order_reveals_nothing() {
    let now = "2026-11-22T10:00:00Z".parse().unwrap();
    let results = demo(now);
    let career: Vec<_> = results
        .iter()
        .filter(|r| r.assessment.slug == "software-engineer")
        .collect();
    let named = team(&career, now).unwrap();
    let days = |team: &Team| {
        team.people
            .iter()
            .map(|member| member.days)
            .collect::<Vec<_>>()
    };
    let found = named.clone().anonymous();

    assert_ne!(days(&named), days(&found), "not by name");
    let mut by_time = days(&found);
    by_time.sort_unstable();
    assert_ne!(by_time, days(&found), "nor by time");
    by_time.reverse();
    assert_ne!(by_time, days(&found));
    assert_eq!(found, named.anonymous(), "the same every time");
}

#[test]
fn sample_data_is_complete_and_stable() {
    let now: Timestamp = "2026-11-22T10:00:00.123456Z".parse().unwrap();
    let results = demo(now);

    assert_eq!(results, demo(now));
    let mut ids: Vec<_> = results.iter().map(|result| result.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), results.len());
    let mut names: Vec<_> = results.iter().map(|result| result.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 7);
    for result in &results {
        assert_eq!(result.id.get_version_num(), 7);
        assert!(result.taken_at < now && result.taken_at.as_nanosecond() % 1_000_000 == 0);
        assert_eq!(result.answers.len(), result.assessment.categories.len());
        assert_eq!(result.notes.len(), result.answers.len());
        for (index, answer) in result.answers.iter().enumerate() {
            let top = result.assessment.top(index);
            assert!(
                answer.desired().is_none_or(|desired| desired <= top),
                "{result:?}"
            );
            assert!(answer.current().is_none_or(|current| current >= 1));
        }
    }
    let days = now.duration_since(results[0].taken_at).as_hours() / 24;
    assert!((700..760).contains(&days), "two years: {days}");
}

#[test]
fn sample_data_shows_progress() {
    let now = "2026-11-22T10:00:00Z".parse().unwrap();
    let results = demo(now);
    let of = |name: &str| -> Vec<_> {
        let own = results
            .iter()
            .filter(|r| r.name == name && r.assessment.slug == "software-engineer");
        own.collect()
    };
    let chiara = of("Chiara Conti");
    let mean = |at: usize| chiara[at].scores().mean.unwrap().value();

    assert_eq!(chiara.len(), 5);
    assert!(mean(4) > mean(0) + 0.5, "{} {}", mean(0), mean(4));
    let found = team(
        &results
            .iter()
            .filter(|r| r.assessment.slug == "team-health")
            .collect::<Vec<_>>(),
        now,
    )
    .unwrap();
    assert!(
        found.longest_ago()[0].days > 180,
        "somebody has not answered for long"
    );
    assert!(!found.gaps().is_empty());
}
