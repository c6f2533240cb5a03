//! Builds the server again when the page was built again: its files have other names then.

fn main() {
    let stdout = std::io::stdout();
    // A build script speaks to cargo on standard output; when that is gone there is nobody to tell.
    let _ = std::io::Write::write_all(&mut stdout.lock(), b"cargo::rerun-if-changed=../../web/dist\n");
}
