/// Keywords of connection strings of libpq, ODBC, and ADO.NET.
const KEYWORDS: [&str; 18] = [
    "host",
    "hostaddr",
    "port",
    "dbname",
    "database",
    "data source",
    "user",
    "user id",
    "uid",
    "username",
    "password",
    "pwd",
    "passfile",
    "service",
    "server",
    "sslmode",
    "options",
    "application_name",
];

/// Whether the location of a store is an unsupported kind of connection string, such as
/// `host=db password=secret` or `jdbc:postgresql://db/team`. As a file, it would have a password in
/// its name. A path that begins with `/`, `./`, `../`, or `~/` is always a file.
pub(crate) fn is_connection_string(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    let text = text.split('=').map(str::trim).collect::<Vec<_>>().join("=");
    if text.strip_prefix("//").is_some_and(has_login) {
        return true;
    }
    if ["/", "./", "../", "~/"]
        .iter()
        .any(|path| text.starts_with(path))
    {
        return false;
    }
    let is_url = text.contains("://");
    let has_scheme = [
        "jdbc:",
        "postgres:",
        "postgresql:",
        "postgres//",
        "postgresql//",
    ]
    .iter()
    .any(|scheme| text.starts_with(scheme) && !(is_url && *scheme != "jdbc:"));
    has_scheme || text.split([';', ' ', '\t']).any(is_setting) || has_login(&text)
}

/// `host=db`.
fn is_setting(word: &str) -> bool {
    let key = word.split('=').next().unwrap_or_default();
    word.contains('=') && KEYWORDS.contains(&key.trim_matches('\''))
}

/// `ada:secret@db/team`.
fn has_login(text: &str) -> bool {
    let before_path = text.split('/').next().unwrap_or_default();
    let login = before_path.rsplit_once('@').map(|(login, _)| login);
    login.is_some_and(|login| login.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connection_strings_are_told_from_files() {
        for text in [
            "host=db password=secret",
            " host = db password = secret",
            "PASSWORD=secret",
            "dbname=team user=ada password='se cret'",
            "Server=db;Database=team;User Id=ada;Password=secret;",
            "jdbc:postgresql://db/team?user=ada&password=secret",
            "JDBC:postgresql:team",
            "postgres:ada:secret@db/team",
            "postgresql:/ada:secret@db",
            "ada:secret@db/team",
            "//ada:secret@db/team",
            "postgres//ada:secret@db/team",
        ] {
            assert!(is_connection_string(text), "{text}");
        }
        for text in [
            "levelup.redb",
            "host",
            "team=a.redb",
            "a folder/levelup.redb",
            "./host=db",
            "/srv/password=x/levelup.redb",
            "~/user=ada.redb",
            "ada@home.redb",
            "C:\\data\\levelup.redb",
            "postgres://ada@db/team",
            "postgresql://ada:secret@db/team",
        ] {
            assert!(!is_connection_string(text), "{text}");
        }
    }
}
