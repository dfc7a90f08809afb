//! Accounts and their drafts.

use crate::support::postgres;
use crate::support::store::{draft, put_draft, take_draft};

#[test]
fn accounts_keep_drafts_of_one_name_apart() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let one = database.store_of(&database.user("one", "levelup_member"));
    let two = database.store_of(&database.user("two", "levelup_member"));
    put_draft(&*one, &draft(1, "club", "Ada")).unwrap();
    one.remember_name("Ada").unwrap();

    assert_eq!(two.draft("Ada", "club").unwrap(), None);
    assert_eq!(two.last_name().unwrap(), None);
    put_draft(&*two, &draft(2, "club", "Ada")).unwrap();
    take_draft(&*two, "Ada", "club").unwrap();
    assert_eq!(
        one.draft("Ada", "club").unwrap(),
        Some(draft(1, "club", "Ada"))
    );
}
