//! That two ids are the same, as `alias` calls say it: read at every run from the events, so that the order in which
//! they came does not matter.

use super::shared::Shared;
use arrow::array::RecordBatch;
use engine::columns::{text, text_at, time};
use engine::persons::Told;
use engine::{Engine, EngineError, persons::trust};
use lake::{Cursor, Table};
use people::Record;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::SourceTrusts;
use vocabulary::{Assertion, Identifier, IdentifierKind, WorkspaceId, grouped};

/// One distinct `alias` call: the id of before, and the id it is the same as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// When it was said first, in microseconds; earlier words win.
    at: i64,
    previous: String,
    user: Option<String>,
    anonymous: Option<String>,
    is_believed: bool,
    /// Whether its source is believed in addresses, too.
    tells_addresses: bool,
}

const SQL: &str = "select source, way, user_id, anonymous_id, previous_id, min(occurred_at) as at
    from events where type = 'alias' and previous_id is not null
    group by source, way, user_id, anonymous_id, previous_id";

/// All that was said of ids that are the same, earliest first.
pub async fn of_events(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<Alias>, EngineError> {
    let trusts = engine.store().source_trusts(workspace).await?;
    read(&engine.query(workspace, &[], SQL).await?, &trusts)
}

/// As [`of_events`], of the events that came since the cursor was last used.
pub async fn of_new_events(
    engine: &Engine,
    workspace: &WorkspaceId,
    cursor: &mut Cursor,
) -> Result<Vec<Alias>, EngineError> {
    let trusts = engine.store().source_trusts(workspace).await?;
    read(&engine.lake().query_new(workspace.as_str(), Table::Events, cursor, SQL).await?, &trusts)
}

fn read(batches: &[RecordBatch], trusts: &SourceTrusts) -> Result<Vec<Alias>, EngineError> {
    let mut aliases = Vec::new();
    for batch in batches {
        let (source, way) = (text(batch, "source")?, text(batch, "way")?);
        let (user, anonymous) = (text(batch, "user_id")?, text(batch, "anonymous_id")?);
        let (previous, at) = (text(batch, "previous_id")?, time(batch, "at")?);
        aliases.extend((0..batch.num_rows()).map(|row| {
            let trust = trust::of_row(trusts, source.value(row), text_at(&way, row).as_deref());
            Alias {
                at: at.value(row),
                previous: previous.value(row).to_owned(),
                user: text_at(&user, row),
                anonymous: text_at(&anonymous, row),
                is_believed: trust.may(Assertion::CustomerIds),
                tells_addresses: trust.may(Assertion::Addresses),
            }
        }));
    }
    aliases.sort_unstable();
    aliases.dedup();
    Ok(aliases)
}

impl Alias {
    /// What it says, whenever it was said.
    pub fn whenever(&self) -> Alias {
        Alias { at: 0, ..self.clone() }
    }

    /// Whether it says of a handle what else it is.
    pub fn names(&self, handle: &Identifier) -> bool {
        let ids = [Some(&self.previous), self.user.as_ref(), self.anonymous.as_ref()];
        ids.into_iter()
            .flatten()
            .any(|raw| normalise::identifier(handle.kind, raw).is_ok_and(|id| id == *handle))
    }
}

/// What the aliases of sources that are believed make of ids, and what those of browsers ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases {
    /// By customer id the one that all of its class are read as.
    customers: HashMap<String, String>,
    /// By device the customer it turned out to be.
    devices: HashMap<String, String>,
    /// By device the device it is the same as.
    same_device: HashMap<String, String>,
    /// Handles that are one person's, whatever else their records say.
    same: Vec<(Identifier, Identifier)>,
    /// What browsers said, as (the id of before, the id it is said to be), earliest first.
    pub claims: Vec<(Identifier, Identifier)>,
    n_filler: usize,
    n_contrary: usize,
}

/// The ids that are known as customers', as devices' and as addresses or numbers, of those that aliases name.
#[derive(Default)]
struct Known {
    customers: BTreeSet<String>,
    devices: BTreeSet<String>,
    addresses: BTreeSet<Identifier>,
    /// Customers' by records of their own: what an event says may be anything.
    on_record: BTreeSet<String>,
}

impl Known {
    fn of<'a, T: Iterator<Item = Cow<'a, Told>>>(
        aliases: &[Alias],
        told: impl Fn() -> T,
        shared: &Shared,
    ) -> Known {
        let named: BTreeSet<String> = aliases
            .iter()
            .flat_map(|alias| [Some(alias.previous.as_str()), alias.user.as_deref()])
            .flatten()
            .flat_map(readings)
            .map(|id| id.value)
            .collect();
        let mut known = Known::default();
        if named.is_empty() {
            return known;
        }
        for told in told() {
            for handle in told.handles() {
                if !named.contains(&handle.value) || shared.holds(&handle) {
                    continue;
                }
                match handle.kind {
                    IdentifierKind::CustomerId => {
                        if !told.is_seen() {
                            known.on_record.insert(handle.value.clone());
                        }
                        known.customers.insert(handle.value)
                    }
                    IdentifierKind::AnonymousId => known.devices.insert(handle.value),
                    _ => known.addresses.insert(handle),
                };
            }
        }
        let users = aliases.iter().filter_map(|alias| customer(alias.user.as_deref()?));
        known.customers.extend(users.map(|user| user.value));
        known
    }

    /// The addresses and numbers that an id is: people alias by them, too.
    fn addresses(&self, raw: &str) -> impl Iterator<Item = Identifier> {
        let is_number = customer(raw).is_some_and(|id| self.on_record.contains(&id.value));
        readings(raw).filter(move |id| !is_number && self.addresses.contains(id))
    }
}

/// All that an id may be.
fn readings(raw: &str) -> impl Iterator<Item = Identifier> {
    let of_kind = |kind| normalise::identifier(kind, raw).ok();
    let address = of_kind(IdentifierKind::Email).filter(|_| raw.contains('@'));
    [of_kind(IdentifierKind::CustomerId), of_kind(IdentifierKind::AnonymousId)]
        .into_iter()
        .chain([address, of_kind(IdentifierKind::Phone)])
        .flatten()
}

fn customer(raw: &str) -> Option<Identifier> {
    normalise::identifier(IdentifierKind::CustomerId, raw).ok()
}

fn device(raw: &str) -> Option<Identifier> {
    normalise::identifier(IdentifierKind::AnonymousId, raw).ok()
}

impl Aliases {
    /// Works out what they mean together with everything else that names ids.
    ///
    /// The id of before is a customer's, a device's or both, as anybody else has it. Two customer ids become one;
    /// a device belongs to one customer, the first that it was said to be: a shared device joins nobody.
    ///
    /// Shapes: `told` gives all rows.
    pub fn of<'a, T: Iterator<Item = Cow<'a, Told>>>(
        aliases: &[Alias],
        told: impl Fn() -> T,
        shared: &Shared,
    ) -> Aliases {
        let known = Known::of(aliases, told, shared);
        let mut out = Aliases::default();
        let mut joined = Classes::default();
        let mut same_device = Classes::default();
        let mut pointed: Vec<(String, String)> = Vec::new();
        let mut said: BTreeSet<(bool, String, Option<String>, Option<String>)> = BTreeSet::new();
        for alias in aliases {
            let now = alias.user.as_deref().and_then(customer);
            let now = now.or_else(|| device(alias.anonymous.as_deref().filter(|_| alias.user.is_none())?));
            let usable = |id: &Identifier| !shared.holds(id);
            let (Some(now), true) = (now.filter(usable), customer(&alias.previous).is_some()) else {
                out.n_filler += 1;
                continue;
            };
            let key =
                (alias.is_believed, alias.previous.clone(), alias.user.clone(), alias.anonymous.clone());
            if !said.insert(key) {
                continue;
            }
            if alias.is_believed && alias.tells_addresses && now.kind == IdentifierKind::CustomerId {
                let raw = [Some(&alias.previous), alias.user.as_ref()];
                let addresses = raw.into_iter().flatten().flat_map(|raw| known.addresses(raw));
                out.same.extend(addresses.map(|address| (address, now.clone())));
            }
            let before = [customer(&alias.previous), device(&alias.previous)].into_iter().flatten();
            for before in before.filter(|id| usable(id) && *id != now) {
                let is_known = match before.kind {
                    IdentifierKind::CustomerId => known.customers.contains(&before.value),
                    _ => known.devices.contains(&before.value),
                };
                match (before.kind, now.kind) {
                    _ if !is_known => {}
                    _ if !alias.is_believed => out.claims.push((before, now.clone())),
                    (IdentifierKind::CustomerId, IdentifierKind::CustomerId) => {
                        joined.join(&before.value, &now.value);
                        out.same.push((before, now.clone()));
                    }
                    (IdentifierKind::CustomerId, _) => pointed.push((now.value.clone(), before.value)),
                    (_, IdentifierKind::CustomerId) => pointed.push((before.value, now.value.clone())),
                    _ => same_device.join(&before.value, &now.value),
                }
            }
        }
        out.customers = joined.named();
        out.same_device = same_device.named();
        for (device, customer) in pointed {
            let device = out.same_device.get(&device).cloned().unwrap_or(device);
            let customer = out.customers.get(&customer).cloned().unwrap_or(customer);
            if *out.devices.entry(device).or_insert_with(|| customer.clone()) != customer {
                out.n_contrary += 1;
            }
        }
        out
    }

    /// Whether no id is read as another.
    pub fn is_empty(&self) -> bool {
        self.customers.is_empty() && self.devices.is_empty() && self.same_device.is_empty()
    }

    /// Pairs of records that are one person's: all those of the customers, and of an address one, of its own where
    /// there is one. An address that several customers share is a family's and joins nobody.
    pub fn joined<'a>(&self, told: impl Iterator<Item = Cow<'a, Told>>) -> BTreeSet<(String, String)> {
        let mut joined = BTreeSet::new();
        if self.same.is_empty() {
            return joined;
        }
        let wanted: BTreeSet<&Identifier> = self.same.iter().flat_map(|(one, other)| [one, other]).collect();
        let mut of_handle: BTreeMap<Identifier, BTreeSet<(bool, String)>> = BTreeMap::new();
        let mut customers: BTreeMap<Identifier, BTreeSet<String>> = BTreeMap::new();
        for told in told {
            let handles = told.handles();
            let number = handles.iter().find(|handle| handle.kind == IdentifierKind::CustomerId).cloned();
            for handle in handles.into_iter().filter(|handle| wanted.contains(handle)) {
                let numbers = customers.entry(handle.clone()).or_default();
                numbers.extend(
                    number.iter().map(|id| self.customers.get(&id.value).unwrap_or(&id.value).clone()),
                );
                let is_address = handle.kind != IdentifierKind::CustomerId;
                let records = of_handle.entry(handle).or_default();
                records.insert((told.is_seen(), told.record.record_id.clone()));
                if is_address && 1 < records.len() {
                    records.pop_last();
                }
            }
        }
        let mut classes = Classes::default();
        for (one, other) in &self.same {
            let is_familys = one.kind != IdentifierKind::CustomerId
                && customers.get(one).is_some_and(|numbers| 1 < numbers.len());
            if !is_familys {
                classes.join(&one.key(), &other.key());
            }
        }
        let named = classes.named();
        let mut of_class: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
        for (handle, records) in of_handle {
            if let Some(class) = named.get(&handle.key()) {
                of_class.entry(class).or_default().extend(records.into_iter().map(|(_, record)| record));
            }
        }
        for records in of_class.into_values() {
            let mut records = records.into_iter();
            let Some(first) = records.next() else { continue };
            joined.extend(records.map(|other| (first.clone(), other)));
        }
        joined
    }

    /// Reads the ids of a record as those they are the same as, for comparing it with others.
    pub fn apply(&self, record: &mut Record) {
        if self.is_empty() {
            return;
        }
        let of_device = record.anonymous_id.as_deref().and_then(device).map(|id| id.value);
        let of_device = of_device.map(|id| self.same_device.get(&id).cloned().unwrap_or(id));
        match record.customer_id.as_deref().and_then(customer) {
            Some(id) => {
                if let Some(now) = self.customers.get(&id.value) {
                    record.customer_id = Some(now.clone());
                }
            }
            None => {
                if let Some(now) = of_device.as_ref().and_then(|id| self.devices.get(id)) {
                    record.customer_id = Some(now.clone());
                }
            }
        }
        if let Some(id) = of_device {
            record.anonymous_id = Some(id);
        }
    }

    /// Whether it makes of a record what another reading does not.
    pub fn touches(&self, record: &Record) -> bool {
        let mut read = record.clone();
        self.apply(&mut read);
        read.customer_id != record.customer_id || read.anonymous_id != record.anonymous_id
    }

    /// What to tell the reader of the run.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if 0 < self.n_filler {
            let n = grouped(self.n_filler as u64);
            words
                .push(format!("{n} aliases name an id that is a filler or shared by many: they join nobody"));
        }
        if 0 < self.n_contrary {
            let n = grouped(self.n_contrary as u64);
            words.push(format!("{n} aliases give a device to a second customer: it stays with the first"));
        }
        words
    }
}

/// Ids that are the same, and what each class is called.
#[derive(Default)]
struct Classes {
    parent: BTreeMap<String, String>,
    /// Those that were an id of before: the class is called by one that is not, where there is one.
    is_before: BTreeSet<String>,
}

impl Classes {
    fn find(&self, id: &str) -> String {
        let mut at = id;
        while let Some(parent) = self.parent.get(at).filter(|parent| *parent != at) {
            at = parent;
        }
        at.to_owned()
    }

    fn join(&mut self, before: &str, now: &str) {
        let (a, b) = (self.find(before), self.find(now));
        for id in [before, now] {
            self.parent.entry(id.to_owned()).or_insert_with(|| id.to_owned());
        }
        self.is_before.insert(before.to_owned());
        let (root, child) = if a < b { (a, b) } else { (b, a) };
        self.parent.insert(child, root.clone());
        // Chains stay short: everybody points at the root.
        for id in [before, now] {
            self.parent.insert(id.to_owned(), root.clone());
        }
    }

    /// By id the name of its class.
    fn named(&self) -> HashMap<String, String> {
        let mut members: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        self.parent.keys().for_each(|id| members.entry(self.find(id)).or_default().push(id));
        let mut named = HashMap::new();
        for ids in members.into_values() {
            let last = ids.iter().find(|id| !self.is_before.contains(**id)).or(ids.first());
            let Some(name) = last.map(|id| (*id).clone()) else { continue };
            named.extend(ids.into_iter().map(|id| (id.clone(), name.clone())));
        }
        named
    }
}
