//! The results that a login may see, asked for so that the server finds them in an index, whoever
//! asks.
//!
//! The policies of the database keep the results of others away, but they do not find what is
//! left: in a large store whose teams are closed the server would walk through the results of
//! everybody to a member's few. So a list is asked for in three parts, of which a login needs the
//! first or the other two: all, one's own, and those of each open team.

use tokio_postgres::types::Type;

use super::query::Query;

/// Whether a login sees all results: by its role, or because no policy is asked for it.
pub(super) const SEES_ALL: &str = "(pg_has_role(CURRENT_USER, 'levelup_lead', 'USAGE')
    OR NOT row_security_active('levelup.results'))";

/// The first `most` results in this order on which the conditions hold. The order of the whole is
/// the caller's to add.
pub(super) fn results(
    columns: &str,
    order: &str,
    most: i64,
    conditions: impl Fn(&mut Query),
) -> Query {
    let part = |query: &mut Query, whose: &str| {
        query.add(&format!(
            "(SELECT {columns} FROM levelup.results WHERE binned_at IS NULL AND {whose}"
        ));
        conditions(query);
        query.add(&format!("ORDER BY {order} LIMIT ?)"));
        query.value(most, Type::INT8);
    };
    let mut query = Query::new(&format!("SELECT {columns} FROM ("));
    part(&mut query, SEES_ALL);
    query.add("UNION ALL (");
    let own = format!("NOT {SEES_ALL} AND owner = CURRENT_USER::text");
    part(&mut query, &own);
    // One's own in an open team come twice, and are to be there once.
    query.add(&format!(
        "UNION SELECT theirs.* FROM (SELECT slug FROM levelup.open_teams WHERE NOT {SEES_ALL}) team,
        LATERAL"
    ));
    part(&mut query, "slug = team.slug");
    query.add("theirs)) visible");
    query
}

/// How many results a login may see.
pub(super) fn count() -> String {
    let of = |whose: &str| {
        format!("(SELECT count(*) FROM levelup.results WHERE binned_at IS NULL AND {whose})")
    };
    let (all, own) = (
        of(SEES_ALL),
        of(&format!("NOT {SEES_ALL} AND owner = CURRENT_USER::text")),
    );
    let theirs = of("slug = team.slug AND owner <> CURRENT_USER::text");
    format!(
        "SELECT ({all} + {own} + (SELECT coalesce(sum({theirs}), 0)
            FROM levelup.open_teams team WHERE NOT {SEES_ALL}))::bigint"
    )
}
