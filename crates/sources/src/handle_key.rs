//! Keys of JSON that name somebody.

/// Whether a key is the address or the number of somebody.
pub(crate) fn is_handle(key: &str) -> bool {
    let n_digits = key.bytes().filter(u8::is_ascii_digit).count();
    let is_dialled = |c: char| c.is_ascii_digit() || " ()-./".contains(c);
    match key.strip_prefix('+') {
        Some(number) if number.chars().all(is_dialled) => (8..=15).contains(&n_digits),
        _ => key.find('@').is_some_and(|at| 0 < at) && normalise::email(key).is_ok(),
    }
}

/// Whether a key is the number of a row.
pub(crate) fn is_number(key: &str) -> bool {
    (1..=20).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_digit())
}
