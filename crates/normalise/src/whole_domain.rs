//! Everybody at a domain, as lists of noes name them: `@acme.example`, `*@acme.example`, `*.acme.example`.

use super::given::{GivenAddress, is_at, is_wildcard};
use super::mail_lists::{KNOWN_DOMAINS, PROVIDERS};
use super::mail_providers::provider_of;

/// The key under which everybody at the domain is filed that a cell names by signs for it: `*@acme.example`.
///
/// For a no, which stands in the way of each address there and below it, and for the yes that ends it. It opens and
/// reaches nobody: no address that is mailed has this form.
/// Returns: none for anything else in the cell, and for the domain of a mail provider, where strangers live: whoever
/// writes `@gmail.com` lost the name before it.
pub fn whole_domain(cell: &str) -> Option<String> {
    let text = cell.trim().trim_matches(['"', '\'', '<', '>']).trim();
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let domain = match text.split_once(is_at) {
        Some((local, domain)) if local.is_empty() || is_wildcard(local) => domain,
        Some(_) => return None,
        None => text.strip_prefix("*.")?,
    };
    key_of(domain.strip_prefix("*.").unwrap_or(domain))
}

/// As [`whole_domain`] for a cell that is the name of a domain and nothing else, `acme.example`: where a column asks
/// for one, or for want of any other reading.
pub fn bare_domain(cell: &str) -> Option<String> {
    let text = cell.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/');
    whole_domain(cell).or_else(|| key_of(text))
}

fn key_of(domain: &str) -> Option<String> {
    let mailbox = GivenAddress::read(&format!("x@{domain}")).ok()?.mailbox();
    let domain = mailbox.as_str().strip_prefix("x@")?;
    let is_of_words = domain.rsplit('.').next().is_some_and(|top| 2 <= top.chars().count());
    (is_of_words && !is_of_strangers(domain)).then(|| format!("*@{domain}"))
}

fn is_of_strangers(domain: &str) -> bool {
    let is_known = || KNOWN_DOMAINS.iter().any(|line| line.split(' ').any(|known| known == domain));
    let is_large = || {
        let (name, end) = domain.split_once('.').unwrap_or_default();
        PROVIDERS.iter().any(|(large, ends)| *large == name && ends.contains(&end))
    };
    provider_of(domain).is_some() || is_known() || is_large()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::addresses;

    #[test]
    fn signs_for_everybody_are_read() {
        for cell in [
            "@acme.example",
            "*@acme.example",
            " %@Acme.Example ",
            "*@*.acme.example",
            "*.acme.example",
            "＠acme.example",
            "<*@acme.example>",
        ] {
            assert_eq!(whole_domain(cell).as_deref(), Some("*@acme.example"), "{cell}");
            assert!(addresses(cell).is_empty(), "{cell} is nobody's address");
        }
        assert_eq!(whole_domain("*@xn--mller-kva.example").as_deref(), Some("*@müller.example"));
    }

    #[test]
    fn an_address_a_provider_and_a_word_are_none() {
        for cell in [
            "ann@acme.example",
            "@gmail.com",
            "*@yahoo.com",
            "@web.de",
            "@",
            "*@",
            "@acme",
            "acme.example",
            "*.1",
        ] {
            assert_eq!(whole_domain(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_bare_name_is_read_where_it_is_asked_for() {
        for cell in ["acme.example", "www.acme.example", "https://www.acme.example/", "@acme.example"] {
            assert_eq!(bare_domain(cell).as_deref(), Some("*@acme.example"), "{cell}");
        }
        for cell in ["gmail.com", "acme", "ann@acme.example", "3.5", "a b.example"] {
            assert_eq!(bare_domain(cell), None, "{cell}");
        }
    }
}
