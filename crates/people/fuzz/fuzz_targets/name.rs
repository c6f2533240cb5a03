#![no_main]
use libfuzzer_sys::fuzz_target;
use normalise::ValueKind;

#[path = "../twice.rs"]
mod twice;

fuzz_target!(|raw: &str| twice::check(
    &[ValueKind::FullName, ValueKind::GivenName, ValueKind::FamilyName],
    raw
));
