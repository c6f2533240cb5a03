//! Handles of a person in the form in which tables join on them.

/// The address of an event as it was given, and the key by which it finds its person; the address as it was
/// written, in small letters, where that is no evidence of a person, as `info@`.
pub(crate) fn event_email(raw: &str) -> Option<(String, String)> {
    let given = normalise::GivenAddress::read(raw).ok()?;
    let key = normalise::email(raw).unwrap_or_else(|_| given.written());
    Some((given.into(), key))
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
    fn an_address_is_kept_as_given_and_found_by_its_key() {
        for (raw, given, key) in [
            (" Ann.B+x@GMail.com ", "Ann.B+x@gmail.com", "annb@gmail.com"),
            ("Info@Firm.com", "Info@firm.com", "info@firm.com"),
        ] {
            assert_eq!(event_email(raw), Some((given.to_owned(), key.to_owned())));
        }
        assert_eq!(event_email("  "), None);
        assert_eq!(event_email("ann"), None);
    }
}
