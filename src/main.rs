//! The door: parse, run, exit code.

fn main() -> std::process::ExitCode {
    levelup::main()
}
