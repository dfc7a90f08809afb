//! Entry point: runs the command-line interface and returns its exit code.

fn main() -> std::process::ExitCode {
    levelup::main()
}
