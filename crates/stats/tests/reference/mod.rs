//! The figures of the reference tools, made by `bench/reference/stats_reference.py`.
#![allow(dead_code)]

use serde_json::Value;
use std::sync::LazyLock;

static FIGURES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("figures.json")).unwrap());

/// The value at a JSON pointer.
pub fn at(pointer: &str) -> &'static Value {
    FIGURES.pointer(pointer).unwrap_or_else(|| panic!("no figure at {pointer}"))
}

pub fn number(pointer: &str) -> f64 {
    at(pointer).as_f64().unwrap_or_else(|| panic!("no number at {pointer}"))
}

pub fn numbers(pointer: &str) -> Vec<f64> {
    let list = at(pointer).as_array().unwrap_or_else(|| panic!("no list at {pointer}"));
    list.iter().map(|item| item.as_f64().unwrap()).collect()
}

/// Relative distance, of numbers below 1e-300 and of p-values too.
#[track_caller]
pub fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    let distance = (found - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
    assert!(distance <= tolerance, "{what}: {found} is not {expected} ({distance:e})");
}

/// As [`close`], against the figure at a pointer.
#[track_caller]
pub fn agrees(found: f64, pointer: &str, tolerance: f64) {
    close(found, number(pointer), tolerance, pointer);
}
