//! The authentication methods that `require_auth` allows, with the syntax of libpq.

use crate::store::server::error::MethodNotAllowed;

/// A method, its name in `require_auth`, and the number by which a server asks for it.
const METHODS: [(&str, i32); 4] = [
    ("none", 0),
    ("password", 3),
    ("md5", 5),
    ("scram-sha-256", 10),
];
/// Methods of libpq that this program does not support.
const OTHERS: [&str; 3] = ["gss", "sspi", "oauth"];

/// The numbers of the allowed methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Allowed(Vec<i32>);

impl Default for Allowed {
    fn default() -> Self {
        Self(METHODS.map(|(_, number)| number).to_vec())
    }
}

impl Allowed {
    /// Reads `scram-sha-256,none` or `!password,!md5`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let all = || METHODS.iter().map(|(name, _)| *name).chain(OTHERS);
        let names: Vec<_> = text.split(',').map(str::trim).collect();
        let excludes = names[0].starts_with('!');
        let mut given = Vec::new();
        for name in names {
            let bare = name.strip_prefix('!');
            if bare.is_some() != excludes {
                return Err("require_auth mixes methods with and without `!`".to_owned());
            }
            let bare = bare.unwrap_or(name);
            if !all().any(|known| known == bare) {
                let known: Vec<_> = all().collect();
                return Err(format!(
                    "require_auth contains an unknown method; use {}",
                    known.join(", ")
                ));
            }
            given.push(bare);
        }
        let allowed = METHODS
            .iter()
            .filter(|(name, _)| given.contains(name) != excludes);
        let allowed: Vec<_> = allowed.map(|(_, number)| *number).collect();
        if allowed.is_empty() {
            let ours: Vec<_> = METHODS.iter().map(|(name, _)| *name).collect();
            return Err(format!(
                "require_auth allows no method that levelup supports; use {}",
                ours.join(", ")
            ));
        }
        Ok(Self(allowed))
    }

    /// Returns an error if a server asks for this method and it is not allowed.
    pub(crate) fn check(&self, method: i32) -> Result<(), MethodNotAllowed> {
        if self.0.contains(&method) {
            return Ok(());
        }
        let name = METHODS.iter().find(|(_, number)| *number == method);
        Err(MethodNotAllowed(
            name.map_or("another method", |(name, _)| name),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(text: &str) -> Vec<i32> {
        Allowed::parse(text).map_or(Vec::new(), |allowed| allowed.0)
    }

    #[test]
    fn require_auth_is_read_like_in_libpq() {
        assert_eq!(allowed("scram-sha-256"), [10]);
        assert_eq!(allowed("scram-sha-256,none,gss"), [0, 10]);
        assert_eq!(allowed("!password,!md5"), [0, 10]);
        for refused in [
            "",
            "gss",
            "sspi,oauth",
            "scram",
            "!md5,password",
            "md5,!gss",
        ] {
            assert!(Allowed::parse(refused).is_err(), "{refused}");
        }
        assert!(Allowed::default().check(10).is_ok());
        assert!(Allowed::default().check(7).is_err());
    }
}
