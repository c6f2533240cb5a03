//! Handles of a person in the form in which tables join on them.

/// The address without blanks around it and in lower case; `None` when nothing is left.
///
/// The part before the `@` may in theory tell capitals apart; no provider does.
pub(crate) fn canonical_email(email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    (!email.is_empty()).then_some(email)
}

/// The number in E.164; a ten-digit number without a country is of North America.
///
/// Returns: `None` when it cannot be a number of any country.
pub(crate) fn canonical_phone(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let is_international = phone.trim_start().starts_with('+');
    match digits.len() {
        // 8 to 15: the shortest in use and the longest allowed by E.164.
        8..=15 if is_international => Some(format!("+{digits}")),
        10 => Some(format!("+1{digits}")),
        11 if digits.starts_with('1') => Some(format!("+{digits}")),
        _ => None,
    }
}

/// The strongest handle as `kind:value`, from canonical values.
pub(crate) fn identifier_key(
    customer_id: Option<&str>,
    email: Option<&str>,
    phone: Option<&str>,
    anonymous_id: Option<&str>,
) -> Option<String> {
    let keyed = |kind: &str, value: &str| {
        let mut key = String::with_capacity(kind.len() + value.len());
        key.push_str(kind);
        key.push_str(value);
        key
    };
    customer_id
        .map(|id| keyed("customer_id:", id))
        .or_else(|| email.map(|email| keyed("email:", email)))
        .or_else(|| phone.map(|phone| keyed("phone:", phone)))
        .or_else(|| anonymous_id.map(|id| keyed("anonymous_id:", id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_strongest() {
        for ((customer, email, phone, browser), expect) in [
            ((Some("C1"), Some("a@b.c"), None, Some("x")), Some("customer_id:C1")),
            ((None, Some("a@b.c"), Some("+14045550123"), Some("x")), Some("email:a@b.c")),
            ((None, None, Some("+14045550123"), Some("x")), Some("phone:+14045550123")),
            ((None, None, None, Some("x")), Some("anonymous_id:x")),
            ((None, None, None, None), None),
        ] {
            assert_eq!(identifier_key(customer, email, phone, browser).as_deref(), expect);
        }
    }

    #[test]
    fn makes_handles_canonical() {
        for (phone, expect) in [
            ("(404) 555-0123", Some("+14045550123")),
            ("1-404-555-0123", Some("+14045550123")),
            ("+49 30 901820", Some("+4930901820")),
            ("555-0123", None),
            ("", None),
        ] {
            assert_eq!(canonical_phone(phone).as_deref(), expect, "{phone}");
        }
        assert_eq!(canonical_email(" Ann@Example.COM ").as_deref(), Some("ann@example.com"));
        assert_eq!(canonical_email("  "), None);
    }
}
