//! Wrong clocks, and impossible times.

use std::path::Path;

use super::CLUB;
use crate::cli::saved_results::{saved, with_results};
use crate::support::workspace::Workspace;

const SUBMIT: &str = "submit running-club --name Ada --set jumping=1 --set running=1";

/// A cli whose programs see a different time; `None` if libfaketime is not installed.
fn at(cli: Workspace, time: &str) -> Option<Workspace> {
    let library = ["x86_64", "aarch64"]
        .map(|arch| format!("/usr/lib/{arch}-linux-gnu/faketime/libfaketimeMT.so.1"))
        .into_iter()
        .find(|path| Path::new(path).exists());
    let Some(library) = library else {
        eprintln!("skipped: libfaketime is not installed");
        return None;
    };
    Some(
        cli.variable("LD_PRELOAD", &library)
            .variable("FAKETIME", time),
    )
}

#[test]
fn impossible_clock_is_an_error_when_saving() {
    for (time, year) in [
        ("@1960-05-05 00:00:00", "1960-05-0"),
        ("@2019-12-31 00:00:00", "2019-12-3"),
        ("+8500y", "9999-12-30"),
        ("+20000y", "9999-12-30"),
    ] {
        let Some(cli) = at(with_results(), time) else {
            return;
        };
        let submitted = cli.run(SUBMIT);
        assert_eq!(submitted.code, 1, "{time}: {submitted}");
        let error = format!("error: the clock of this computer is set to {year}");
        assert!(submitted.stderr.starts_with(&error), "{time}: {submitted}");
        assert!(submitted.stderr.contains("hint: set the clock"), "{time}");
        let given = cli.run(&format!("{SUBMIT} --taken-at 2026-11-22T10:00:00Z"));
        assert_eq!(given.code, 1, "{time}: {given}");

        for command in [
            "results",
            "show @",
            "trend running-club --name 'Ada Lovelace'",
            "team running-club",
            "delete bbbb",
            "restore bbbb",
            "export",
            "backup copy.redb",
            "doctor",
            "doctor --salvage new.redb",
            "copy --from copy.redb --to other.redb",
            "paths",
        ] {
            let outcome = cli.run(command);
            assert_eq!(outcome.code, 0, "{time}: {outcome}");
        }
        assert_eq!(saved(&cli).len(), 3);
    }
}

#[test]
fn taken_at_is_at_most_a_day_ahead_of_the_clock() {
    let cli = Workspace::new().assessment(CLUB);
    let in_days = |days: i64| {
        let time = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * days);
        cli.run(&format!("{SUBMIT} --taken-at {time}"))
    };

    let future = in_days(2);
    assert_eq!(future.code, 4);
    assert!(future.stderr.contains("is more than a day in the future"));
    assert!(future.stderr.contains("hint: check"));
    assert_eq!(in_days(0).code, 0);
    assert_eq!(saved(&cli).len(), 1);
}

#[test]
fn times_are_in_the_years_1_to_9999() {
    let cli = Workspace::new().assessment(CLUB);
    for time in ["0000-12-31T23:59:59Z", "-000001-01-01T00:00:00Z"] {
        let taken = cli.run(&format!("{SUBMIT} --taken-at={time}"));
        assert_eq!(taken.code, 4, "{taken}");
        assert!(taken.stderr.contains("out of range"), "{taken}");
        assert!(taken.stderr.contains("years 0001 to 9999"), "{taken}");
    }
    let first = cli.run(&format!("{SUBMIT} --taken-at 0001-01-01T00:00:00Z"));
    assert_eq!(first.code, 0, "{first}");

    let exported = cli.run("export").stdout;
    for (time, code) in [
        ("0000-12-31T23:59:59.999Z", 4),
        ("0001-01-01T00:00:00.000Z", 0),
    ] {
        let text = exported.replace("0001-01-01T00:00:00.000Z", time);
        let imported = Workspace::new().stdin(&text).run("import -");
        assert_eq!(imported.code, code, "{time}: {imported}");
    }
}

#[test]
fn repeated_hour_is_in_the_period() {
    let cli = Workspace::new()
        .assessment(CLUB)
        .variable("TZ", "Europe/Berlin");
    // 02:30 is 00:30 UTC, and again 01:30 UTC.
    for time in ["00:15", "00:45", "01:15", "01:45"] {
        let taken = cli.run(&format!("{SUBMIT} --taken-at 2025-10-26T{time}:00Z"));
        assert_eq!(taken.code, 0, "{taken}");
    }
    let times = |options: &str| {
        let listed = cli.run(&format!("results --format json {options}"));
        listed.stdout.matches("\"taken_at\"").count()
    };

    assert_eq!(times("--since 2025-10-26T02:30"), 3);
    assert_eq!(times("--until 2025-10-26T02:30"), 3);
    assert_eq!(times("--since 2025-10-26 --until 2025-10-26"), 4);
}

#[test]
fn schema_version_0_is_rejected() {
    let exported = with_results().run("export").stdout;
    let text = exported.replace("\"schema_version\":1", "\"schema_version\":0");

    let imported = Workspace::new().stdin(&text).run("import -");

    assert_eq!(imported.code, 4);
    assert!(
        imported
            .stderr
            .contains("schema_version: unknown version 0"),
        "{imported}"
    );
}

#[cfg(feature = "postgres")]
#[test]
fn clock_before_1970_does_not_crash_tls() {
    let Some(cli) = at(Workspace::new(), "@1960-05-05 00:00:00") else {
        return;
    };

    for mode in ["require", "verify-full"] {
        let url = format!("postgres://ada@127.0.0.1:1/team?sslmode={mode}");
        let outcome = cli.run(&format!("results --store '{url}'"));

        assert_eq!(outcome.code, 5, "{outcome}");
        let error = "the clock of this computer is set to a time before 1970";
        assert!(outcome.stderr.contains(error), "{outcome}");
    }
}
