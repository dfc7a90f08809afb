//! How the program is linked.

/// Made by `cargo bench --bench layout -- --write`.
const LAYOUT: &str = "benches/layout/start.ld";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={LAYOUT}");
    let target = |name: &str| std::env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    // At a fixed address nothing is left to relocate at the start: ten thousand places in fifty
    // pages, a tenth of the time to the first frame. There is no unsafe code of ours to protect.
    if target("OS") == "linux" && target("ENV") == "gnu" && target("ARCH") == "x86_64" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
    // What a start runs, side by side: a third of the memory and of the faults it takes to read it.
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    if target("OS") == "linux" && release {
        let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{folder}/{LAYOUT}");
    }
}
