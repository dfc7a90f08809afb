//! What the system knows of the person: the last resort for a name.

/// The name of the account: the person's where the system knows it, else the login's; empty where
/// it knows neither.
pub fn account() -> String {
    listed().or_else(asked).unwrap_or_default()
}

/// The name as the list of accounts on this machine has it. To be asked for it, the system looks for
/// its services first, which takes as long as all else that a store is asked for the first frame.
#[cfg(unix)]
fn listed() -> Option<String> {
    let number = rustix::process::geteuid().as_raw().to_string();
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    // LOGIN:PASSWORD:NUMBER:GROUP:PERSON,OFFICE,PHONE:HOME:SHELL
    let fields = |line| <[&str; 7]>::try_from(str::split(line, ':').collect::<Vec<_>>()).ok();
    let [login, _, _, _, about, ..] = list
        .lines()
        .filter_map(fields)
        .find(|[_, _, of, ..]| *of == number)?;
    let person = about.split(',').next().unwrap_or_default();
    // A sign for the login, which the system would have to write out.
    (!person.contains('&')).then(|| if is_blank(person) { login } else { person }.to_owned())
}

#[cfg(not(unix))]
fn listed() -> Option<String> {
    None
}

/// The name as the system says it, whatever it asks for it.
fn asked() -> Option<String> {
    let named = whoami::realname().ok().filter(|name| !is_blank(name));
    named.or_else(|| whoami::username().ok())
}

fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}
