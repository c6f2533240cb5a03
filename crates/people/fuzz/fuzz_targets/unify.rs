#![no_main]
use libfuzzer_sys::fuzz_target;

#[path = "../holds.rs"]
mod holds;

fuzz_target!(|raw: &str| holds::check(raw));
