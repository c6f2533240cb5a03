//! What mail providers are known to ignore in an address: by this one mailbox is told from another.
//!
//! An entry needs the provider's own word. What is not here counts: an address wrongly taken for another mailbox
//! is asked for once too often, one wrongly taken for the same would be opened by somebody else's grant.
// tidy: list

/// Domains of one provider, and what it ignores in front of the `@`.
pub(super) struct Provider {
    /// The domains; the first is the main one.
    pub domains: &'static [&'static str],
    /// The same name is the same mailbox under all of them.
    pub is_one_mailbox: bool,
    /// `name+tag` is delivered to `name`.
    pub drops_tag: bool,
    /// `tag@name.domain` is delivered to `name@domain`.
    pub has_subdomains: bool,
    /// Characters that are not seen at all.
    pub ignores: &'static [char],
    /// Where the provider says so.
    #[cfg_attr(not(test), allow(dead_code))]
    pub source: &'static str,
}

/// The providers, each with its own word.
pub(super) const MAIL_PROVIDERS: &[Provider] = &[
    Provider {
        domains: &["gmail.com", "googlemail.com"],
        is_one_mailbox: true,
        drops_tag: true,
        has_subdomains: false,
        ignores: &['.'],
        source: "Gmail Help, \"Dots don't matter in Gmail addresses\" and \"Use Gmail aliases\"",
    },
    Provider {
        domains: &["icloud.com", "me.com", "mac.com"],
        is_one_mailbox: true,
        drops_tag: true,
        has_subdomains: false,
        ignores: &[],
        source: "Apple Support, \"If you have an @mac.com or @me.com email address\" and iCloud Mail's plus addresses",
    },
    Provider {
        domains: &["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
        is_one_mailbox: true,
        drops_tag: true,
        has_subdomains: false,
        ignores: &['.', '-', '_'],
        source: "Proton Support, \"Addresses and aliases\"; usernames that differ in dots, hyphens and underscores are one",
    },
    Provider {
        domains: &["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua"],
        is_one_mailbox: true,
        drops_tag: true,
        has_subdomains: false,
        ignores: &[],
        source: "Yandex 360 Help, \"Special email addresses\": every mailbox is reached at all domains of Yandex",
    },
    Provider {
        domains: &[
            "outlook.com",
            "outlook.de",
            "outlook.es",
            "outlook.fr",
            "outlook.it",
            "hotmail.com",
            "hotmail.co.uk",
            "hotmail.de",
            "hotmail.es",
            "hotmail.fr",
            "hotmail.it",
            "live.com",
            "live.co.uk",
            "live.nl",
            "msn.com",
        ],
        is_one_mailbox: false,
        drops_tag: true,
        has_subdomains: false,
        ignores: &[],
        source: "Microsoft Learn, \"Plus addressing in Exchange Online\", on which Outlook.com runs",
    },
    Provider {
        domains: &["fastmail.com", "fastmail.fm"],
        is_one_mailbox: false,
        drops_tag: true,
        has_subdomains: true,
        ignores: &[],
        source: "Fastmail Help, \"Plus addressing and subdomain addressing\": mail to anything@name.domain arrives as name+anything@domain (https://www.fastmail.help/hc/en-us/articles/360060591053)",
    },
    Provider {
        domains: &["mailbox.org"],
        is_one_mailbox: false,
        drops_tag: true,
        has_subdomains: false,
        ignores: &[],
        source: "mailbox.org Knowledge base, \"Using mail extensions\"",
    },
    Provider {
        domains: &["posteo.de"],
        is_one_mailbox: false,
        drops_tag: true,
        has_subdomains: false,
        ignores: &[],
        source: "Posteo Help, \"What is plus addressing?\"",
    },
    Provider {
        domains: &["runbox.com"],
        is_one_mailbox: false,
        drops_tag: true,
        has_subdomains: false,
        ignores: &[],
        source: "Runbox Help, \"Sub-addressing\"",
    },
    Provider {
        domains: &["hey.com"],
        is_one_mailbox: false,
        drops_tag: true,
        has_subdomains: false,
        ignores: &[],
        source: "HEY Help, \"Plus addressing\"",
    },
    Provider {
        domains: &["zoho.com"],
        is_one_mailbox: false,
        drops_tag: true,
        has_subdomains: false,
        ignores: &[],
        source: "Zoho Mail Help, \"Plus addressing\"",
    },
];

/// The provider of a domain in small letters.
pub(super) fn provider_of(domain: &str) -> Option<&'static Provider> {
    MAIL_PROVIDERS.iter().find(|provider| provider.domains.contains(&domain))
}

/// The name and the domain of a mailbox whose name stands in front of the domain, as `ann` and `fastmail.com` in
/// `shop@ann.fastmail.com`.
pub(super) fn by_subdomain(domain: &str) -> Option<(&str, &str)> {
    let (name, domain) = domain.split_once('.')?;
    provider_of(domain)
        .is_some_and(|provider| provider.has_subdomains && !name.is_empty())
        .then_some((name, domain))
}

impl Provider {
    /// The domain that stands for `domain`, one of its own.
    pub(super) fn main<'a>(&'a self, domain: &'a str) -> &'a str {
        match self.domains.first() {
            Some(main) if self.is_one_mailbox => main,
            _ => domain,
        }
    }

    /// What stands before the `@` without its tag; whole where that leaves no name that a mailbox can have.
    pub(super) fn untagged<'a>(&self, local: &'a str) -> &'a str {
        let drops_dots = self.ignores.contains(&'.');
        match local.split_once('+') {
            Some((name, _)) if self.drops_tag && !name.is_empty() && (drops_dots || !name.ends_with('.')) => {
                name
            }
            _ => local,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_cites_its_source_and_no_domain_stands_twice() {
        let mut domains: Vec<&str> = Vec::new();
        for provider in MAIL_PROVIDERS {
            assert!(!provider.source.is_empty() && !provider.domains.is_empty());
            domains.extend(provider.domains);
        }
        let n = domains.len();
        domains.sort_unstable();
        domains.dedup();
        assert_eq!(domains.len(), n);
    }
}
