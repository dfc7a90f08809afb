//! The screens in a terminal, with a server that goes offline and online.

use crate::server::client::{COUNT, Client, wait_for};
use crate::support::postgres;

#[test]
fn offline_result_is_sent_automatically() {
    offline_result_is_sent(false);
}

#[test]
fn result_is_sent_after_the_server_was_silent() {
    offline_result_is_sent(true);
}

fn offline_result_is_sent(is_silent: bool) {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let client = Client::new(&database, &database.user("ada", "levelup_member"));
    let mut form = client.screen(&["take", "starter", "--name", "Ada"]);
    form.shows("0 of 6 answered");
    form.press("1");
    form.shows("1 of 6 answered · saved");

    let silence = if is_silent {
        Some(client.silence())
    } else {
        client.go_offline();
        None
    };
    client.disconnect();
    form.press("22222");
    form.shows("6 of 6 answered · saved");
    form.press("s");
    form.shows("1 pending");
    form.shows("6 of 6 rated");
    form.shows("offline · 1 pending");
    // Keys still work.
    form.press("v");
    form.shows("outermost: top level");
    assert_eq!(database.sql("postgres", COUNT).unwrap(), "0");
    if silence.is_some() {
        client.go_offline();
    }
    drop(silence);
    client.go_online();

    wait_for(&database, COUNT, "1");
    form.until("nothing waits", |seen| !seen.text().contains("pending"));
    form.press("q");
    assert_eq!(form.code(), 0);
    assert_eq!(database.sql("postgres", COUNT).unwrap(), "1");
}

#[test]
fn only_owners_delete_and_undo_in_the_browser() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = Client::new(&database, &database.user("ada", "levelup_member"));
    let olga = Client::new(&database, &database.user("olga", "levelup_owner"));
    for name in ["Ada", "Zoe"] {
        ada.submits(name);
    }
    let mut browser = ada.screen(&["browse"]);
    browser.shows("2 results");
    browser.press("/zoe");
    browser.shows("1 of 2");
    browser.press("\r");
    browser.press("D");
    browser.shows("only owners can delete and restore");
    browser.press("qqq");
    assert_eq!(database.sql("postgres", COUNT).unwrap(), "2");

    let there = "SELECT count(*) FROM levelup.results WHERE binned_at IS NULL";
    let mut browser = olga.screen(&["browse"]);
    browser.shows("2 results");
    browser.press("D");
    wait_for(&database, there, "1");
    browser.shows("1 result");
    browser.press("u");
    wait_for(&database, there, "2");
    browser.shows("2 results");
    browser.press("q");
    assert_eq!(browser.code(), 0);
}

#[test]
fn offline_list_says_the_server_is_unreachable() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = Client::new(&database, &database.user("ada", "levelup_member"));
    ada.submits("Ada");
    ada.go_offline();

    let mut browser = ada.screen(&["browse"]);
    browser.shows("Server offline");
    browser.until("apart from the count", |seen| {
        seen.text().contains("0 results · offline")
    });
    ada.go_online();
    browser.shows("1 result");
    browser.press("q");
    assert_eq!(browser.code(), 0);
}
