//! The HTML in a real browser, if one is installed.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::tz::TimeZone;
use levelup::testing::{
    AssessmentResult, compare, comparison_html, demo, result_html, result_svg, team, team_html,
};

use crate::report::hostile_text::hostile;

/// Debian calls it `chromium`; others are tried as well.
fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let path = std::env::var_os("PATH")?;
    let directories: Vec<_> = std::env::split_paths(&path).collect();
    let files = names.iter().flat_map(|name| {
        directories
            .iter()
            .map(move |directory| directory.join(name))
    });
    files.into_iter().find(|file| file.is_file())
}

/// The pages, under the names of their files.
fn pages() -> Vec<(&'static str, String)> {
    let now = "2026-11-22T10:00:00Z".parse().unwrap();
    let results = demo(now);
    let career: Vec<&AssessmentResult> = results
        .iter()
        .filter(|result| result.assessment.slug == "software-engineer")
        .collect();
    let own: Vec<_> = career
        .iter()
        .copied()
        .filter(|result| result.name == "Chiara Conti")
        .collect();
    let zone = TimeZone::UTC;
    let nasty = hostile();
    vec![
        ("result.html", result_html(own.last().unwrap(), &zone)),
        ("compare.html", comparison_html(&compare(&own), &zone)),
        ("team.html", team_html(&team(&career, now).unwrap(), &zone)),
        ("hostile.html", result_html(&nasty, &zone)),
        (
            "hostile-team.html",
            team_html(&team(&[&nasty], now).unwrap(), &zone),
        ),
        ("card.svg", result_svg(own.last().unwrap(), &zone)),
        ("hostile.svg", result_svg(&nasty, &zone)),
    ]
}

/// Asks the browser for `what` of a page, and gives what it prints.
fn ask(browser: &Path, directory: &Path, what: &[&str], page: &str) -> (String, String) {
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
        ])
        .args(["--enable-logging=stderr", "--force-color-profile=srgb"])
        .arg(format!(
            "--user-data-dir={}",
            directory.join("profile").display()
        ))
        .args(what)
        .arg(format!("file://{}", directory.join(page).display()))
        .env("HOME", directory)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn browser_shows_every_page() {
    let Some(browser) = browser() else {
        println!("skipped: there is no chromium on this machine");
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    for (name, page) in pages() {
        std::fs::write(directory.path().join(name), &page).unwrap();
        let (dom, log) = ask(&browser, directory.path(), &["--dump-dom"], name);

        assert!(!log.contains("CONSOLE"), "{name}: {log}");
        assert!(!dom.contains("parsererror"), "{name}: {dom}");
        // No text of a result became an element.
        for tag in [
            "<tr", "<td", "<rect", "<circle", "<title", "<h1", "<img", "<script",
        ] {
            assert_eq!(
                dom.matches(tag).count(),
                page.matches(tag).count(),
                "{name}: {tag}"
            );
        }
    }
}

#[test]
fn phone_shows_pages_without_horizontal_scrolling() {
    let Some(browser) = browser() else {
        println!("skipped: there is no chromium on this machine");
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    for (name, page) in pages()
        .into_iter()
        .filter(|(name, _)| !name.contains("svg"))
    {
        // A frame of a phone's width says how wide its content wants to be; the page itself must
        // have no scripts, so that the policy is taken out for the measurement.
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        assert!(page.contains(policy), "{name}");
        let measured = page.replace(policy, "").replace(
            "</body>",
            "<script>document.title = 'wide ' + document.documentElement.scrollWidth;</script></body>",
        );
        std::fs::write(directory.path().join(name), measured).unwrap();
        let frame = format!("<iframe src=\"{name}\" width=\"390\" height=\"800\"></iframe>");
        std::fs::write(directory.path().join("frame.html"), frame).unwrap();
        let script = "<!doctype html><body style='margin:0'><script>onload = () => { document.title = 'done'; const f = document.querySelector('iframe'); document.body.dataset.wide = f.contentDocument.title; };</script>";
        let frame = std::fs::read_to_string(directory.path().join("frame.html")).unwrap();
        std::fs::write(
            directory.path().join("frame.html"),
            format!("{script}{frame}"),
        )
        .unwrap();
        let what = [
            "--dump-dom",
            "--allow-file-access-from-files",
            "--virtual-time-budget=2000",
        ];
        let (dom, log) = ask(&browser, directory.path(), &what, "frame.html");

        assert!(
            dom.contains("data-wide=\"wide 390\""),
            "{name}: {dom} {log}"
        );
    }
}
