use crate::{ConsentError, ConsentEvent, Suppression, SuppressionReason};
use vocabulary::{Channel, Digest, PersonId, Purpose, Redacted, Span, Timestamp};

/// All that the gate must know of one person, read in the transaction that will mark the delivery.
///
/// `events` and `suppressions` cover every identifier of the person; more lines can only restrict.
/// `grantors` is the one field that can widen, so it stays narrow: see there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub person: PersonId,
    /// Where the message would go, as `kind:value`, as it was given.
    pub address: Redacted<String>,
    /// Who receives what goes to `address`: the key under which a grant must stand to open it.
    pub mailbox: Redacted<String>,
    /// Other keys that may mean the mailbox, such as its comparison key: dead under one of them, it is dead.
    pub aliases: Vec<Redacted<String>>,
    /// Further identifiers whose grant covers `address`: those that one record of a trusted source names together
    /// with it (a CRM row with customer number and e-mail). The mailbox always covers itself.
    ///
    /// Never fill this with all identifiers of a merged person: a grant given under one address would then
    /// open another, and merging would have granted consent.
    pub grantors: Vec<Redacted<String>>,
    /// Identifiers that are not the person's, but that a row of consents once named together with one of theirs. A
    /// withdrawal under one of them forbids what was given before it; what was given since at the address itself, stands.
    pub ties: Vec<Redacted<String>>,
    /// Ledger lines of all identifiers of the person, and of the ties.
    pub events: Vec<ConsentEvent>,
    /// Suppressions of all identifiers of the person.
    pub suppressions: Vec<Suppression>,
    /// When messages were started to this person, in any state that may have reached them; old ones may be left out.
    pub sends: Vec<Timestamp>,
}

impl Contact {
    /// The suppression that applies to `address`, if any. A dead mailbox silences that mailbox;
    /// everything else silences the person.
    pub fn suppression(&self) -> Option<&Suppression> {
        self.suppressions
            .iter()
            .find(|s| s.reason != SuppressionReason::HardBounce || self.is_named_by(&s.identifier))
    }

    /// How many messages were started in the `window` that ends at `now` and excludes its start.
    pub fn n_sends_within(&self, window: Span, now: Timestamp) -> usize {
        let start = now - window;
        self.sends.iter().filter(|at| start < **at).count()
    }

    /// Whether a grant of `identifier` covers the address.
    pub(crate) fn is_covered_by(&self, identifier: &Redacted<String>) -> bool {
        *identifier == self.mailbox || self.grantors.contains(identifier)
    }

    /// Whether `identifier` can be read to mean the mailbox.
    fn is_named_by(&self, identifier: &Redacted<String>) -> bool {
        *identifier == self.mailbox || *identifier == self.address || self.aliases.contains(identifier)
    }
}

/// The keys under which everybody at the domain of a mailbox is filed, and at the domains above it:
/// `mailbox:*@mail.acme.example` and `mailbox:*@acme.example` for `mailbox:ann@mail.acme.example`.
///
/// A no under one of them closes the mailbox whenever it was given, until a yes under the same key ends it. A yes under
/// one opens nothing. None for what is no mailbox.
pub fn everybody_at(mailbox: &str) -> impl Iterator<Item = String> {
    let domain =
        mailbox.strip_prefix("mailbox:").and_then(|key| key.rsplit_once('@')).map(|(_, domain)| domain);
    std::iter::successors(domain, |domain| domain.split_once('.').map(|(_, above)| above))
        .filter(|domain| domain.contains('.'))
        .map(|domain| format!("mailbox:*@{domain}"))
}

/// What is asked of the gate, the same for every person and every arm of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    purposes: Vec<Purpose>,
    channel: Channel,
    release_hash: Digest,
}

impl Request {
    /// Asks for all of `purposes` on `channel`, for the release with `release_hash`.
    ///
    /// When any arm carries AI-written content, every arm asks for `ai_content` too: who may be in one arm
    /// must be who may be in another.
    ///
    /// Errors: [`ConsentError::NoPurpose`] when `purposes` is empty.
    pub fn new(
        purposes: impl IntoIterator<Item = Purpose>,
        channel: Channel,
        release_hash: Digest,
    ) -> Result<Self, ConsentError> {
        let mut purposes: Vec<Purpose> = purposes.into_iter().collect();
        purposes.sort_unstable();
        purposes.dedup();
        if purposes.is_empty() {
            return Err(ConsentError::NoPurpose);
        }
        Ok(Self { purposes, channel, release_hash })
    }

    /// Every purpose that needs a grant; never empty, sorted.
    pub fn purposes(&self) -> &[Purpose] {
        &self.purposes
    }

    /// By which way.
    pub fn channel(&self) -> Channel {
        self.channel
    }

    /// Which exact release.
    pub fn release_hash(&self) -> Digest {
        self.release_hash
    }
}

#[cfg(test)]
mod tests {
    use super::everybody_at;

    #[test]
    fn a_mailbox_belongs_to_its_domain_and_to_those_above() {
        let keys = |mailbox: &str| everybody_at(mailbox).collect::<Vec<_>>();
        assert_eq!(
            keys("mailbox:ann@mail.acme.example"),
            ["mailbox:*@mail.acme.example", "mailbox:*@acme.example"]
        );
        assert!(keys("phone:+4917012345").is_empty());
        assert!(keys("customer_id:a@b.example").is_empty());
    }
}
