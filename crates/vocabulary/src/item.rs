/// A product's name or number as it is compared: small letters, single blanks.
///
/// Shops write one product in many ways of capitals and blanks; nothing else is guessed.
pub fn item_key(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
