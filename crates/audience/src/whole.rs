//! Whole numbers as people write them, with an error that says what to write instead.

use serde::Deserializer;
use serde::de::{Error, Visitor};
use std::fmt;

/// Reads a whole number from 0 on; a key without a value is none.
pub(crate) fn whole<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    from.deserialize_any(Whole)
}

struct Whole;

fn wrong<E: Error>(input: impl fmt::Display) -> E {
    E::custom(format!("`{input}` is not a whole number: write 1, 2, 3 and so on, at most {}", u32::MAX))
}

impl<'de> Visitor<'de> for Whole {
    type Value = Option<u32>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<Self::Value, E> {
        u32::try_from(n).map(Some).map_err(|_| wrong(n))
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<Self::Value, E> {
        u32::try_from(n).map(Some).map_err(|_| wrong(n))
    }

    fn visit_f64<E: Error>(self, n: f64) -> Result<Self::Value, E> {
        Err(wrong(n))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        text.trim().parse().map(Some).map_err(|_| wrong(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(Whole)
    }
}
