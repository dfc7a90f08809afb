//! How the program is linked.

use std::env::var;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |name: &str| var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" && target("ARCH") == "x86_64" {
        // At a fixed address nothing is left to relocate at the start: ten thousand places in fifty
        // pages, a tenth of the time to the first frame. There is no unsafe code of ours to protect.
        println!("cargo:rustc-link-arg-bins=-no-pie");
        if let Err(error) = unwinder_inside() {
            println!("cargo:warning=linked with libgcc_s.so, and so starts slower: {error}");
        }
    }
}

/// Puts the unwinder into the program, where the compiler of C has it as an archive: std asks for
/// `libgcc_s.so`, and finds here a script for the linker that names the archive instead. A shared
/// library to be found, mapped and bound at each start is a sixth of the time to the first frame.
/// The archive of gcc 12 and later asks for glibc 2.35: what is to run on older systems is built with
/// an older one, as the releases are.
fn unwinder_inside() -> io::Result<()> {
    let archive = archive("libgcc_eh.a")?;
    let (Ok(host), Ok(target), Ok(out)) = (var("HOST"), var("TARGET"), var("OUT_DIR")) else {
        return Ok(());
    };
    if host == target && archive.is_absolute() {
        let script = Path::new(&out).join("libgcc_s.so");
        fs::write(script, "GROUP ( -lgcc_eh -lgcc )\n")?;
        println!("cargo:rustc-link-search=native={out}");
    }
    Ok(())
}

/// Where the linker finds this archive; the mere name, where it has none.
fn archive(name: &str) -> io::Result<PathBuf> {
    println!("cargo:rerun-if-env-changed=RUSTC_LINKER");
    let linker = var("RUSTC_LINKER").unwrap_or_else(|_| "cc".to_owned());
    let ask = format!("-print-file-name={name}");
    let said = Command::new(linker).arg(ask).output()?.stdout;
    Ok(PathBuf::from(String::from_utf8_lossy(&said).trim()))
}
