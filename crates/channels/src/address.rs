use std::fmt;

/// RFC 5321, 4.5.3.1.3: a path is 256 octets with its two angle brackets.
const MAX_ADDRESS_BYTES: usize = 256 - 2;
/// RFC 5321, 4.5.3.1.1.
const MAX_LOCAL_BYTES: usize = 64;
/// RFC 1035, 2.3.4.
const MAX_LABEL_BYTES: usize = 63;

/// Why no mail server could take an address. It never holds the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFault {
    /// No `@`, or nothing on one of its sides.
    Parts,
    /// Too long as a whole, or the part before the `@` is.
    TooLong,
    /// A space, a control character, or a bracket, comma, quote or the like.
    Character,
    /// A dot at the start, at the end, or two in a row.
    Dots,
    /// The part after the `@` is not a domain name.
    Domain,
}

impl fmt::Display for AddressFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AddressFault::Parts => "the address is not of the form name@domain",
            AddressFault::TooLong => "the address is longer than mail allows",
            AddressFault::Character => "the address has a character that mail does not allow",
            AddressFault::Dots => "the address has a dot where mail does not allow one",
            AddressFault::Domain => "the part after the @ is not a domain name",
        })
    }
}

/// Checks that a mail server could take `address` at all; whether the mailbox exists is not asked.
///
/// Letters beyond ASCII pass (RFC 6531); quoted local parts, comments and bare hosts do not: no customer has one
/// and they are how headers are smuggled in.
///
/// Errors: [`AddressFault`].
pub fn check_address(address: &str) -> Result<(), AddressFault> {
    let (local, domain) = address.rsplit_once('@').ok_or(AddressFault::Parts)?;
    if local.is_empty() || domain.is_empty() {
        return Err(AddressFault::Parts);
    }
    if MAX_ADDRESS_BYTES < address.len() || MAX_LOCAL_BYTES < local.len() {
        return Err(AddressFault::TooLong);
    }
    let is_forbidden = |c: char| c.is_whitespace() || c.is_control() || "\"(),:;<>@[\\]".contains(c);
    if local.chars().any(is_forbidden) {
        return Err(AddressFault::Character);
    }
    if local.split('.').any(str::is_empty) {
        return Err(AddressFault::Dots);
    }
    let is_top_level_numeric =
        domain.rsplit('.').next().is_some_and(|top| top.bytes().all(|b| b.is_ascii_digit()));
    if !domain.contains('.') || is_top_level_numeric || !domain.split('.').all(is_label) {
        return Err(AddressFault::Domain);
    }
    Ok(())
}

fn is_label(label: &str) -> bool {
    let is_allowed = |c: char| c == '-' || c.is_alphanumeric();
    let is_inner_hyphen = !label.starts_with('-') && !label.ends_with('-');
    !label.is_empty() && label.len() <= MAX_LABEL_BYTES && is_inner_hyphen && label.chars().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let long_local = format!("{}@example.com", "a".repeat(65));
        let long_label = format!("a@{}.com", "b".repeat(64));
        let long_domain = format!("a@{}com", "b.".repeat(130));
        for (address, expect) in [
            ("ann@example.com", None),
            ("ann.o'neil+win@mail.example.co.uk", None),
            ("jürgen@müller.de", None),
            ("a@xn--mller-kva.de", None),
            ("", Some(AddressFault::Parts)),
            ("ann", Some(AddressFault::Parts)),
            ("@example.com", Some(AddressFault::Parts)),
            ("ann@", Some(AddressFault::Parts)),
            ("ann@@example.com", Some(AddressFault::Character)),
            ("ann smith@example.com", Some(AddressFault::Character)),
            ("ann@example.com\r\nBcc: eve@example.com", Some(AddressFault::Character)),
            ("ann\n@example.com", Some(AddressFault::Character)),
            ("Ann <ann@example.com>", Some(AddressFault::Character)),
            (".ann@example.com", Some(AddressFault::Dots)),
            ("ann..b@example.com", Some(AddressFault::Dots)),
            ("ann@localhost", Some(AddressFault::Domain)),
            ("ann@example", Some(AddressFault::Domain)),
            ("ann@example..com", Some(AddressFault::Domain)),
            ("ann@-example.com", Some(AddressFault::Domain)),
            ("ann@exa_mple.com", Some(AddressFault::Domain)),
            ("ann@10.0.0.1", Some(AddressFault::Domain)),
            ("ann@example.com ", Some(AddressFault::Domain)),
            (&long_local, Some(AddressFault::TooLong)),
            (&long_label, Some(AddressFault::Domain)),
            (&long_domain, Some(AddressFault::TooLong)),
        ] {
            assert_eq!(check_address(address).err(), expect, "{address}");
        }
    }
}
