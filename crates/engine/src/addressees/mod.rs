//! Where people can be reached, read live: the addresses as they were given, who receives them, and everything
//! that may forbid it.
//!
//! The one place that knows whom a no closes. The gate of a release reads it, and [`may_reach`] answers by it for
//! audiences and for the page of a person.

mod agreed;
mod ask;
mod handles;
mod kept;
mod loose;
mod may;
mod same;
mod ties;
mod together;

pub use agreed::consent_states;
pub use ask::{Answer, Ask};
pub use kept::read_ahead;
pub(crate) use kept::{LastAnswers, LastReach};
use loose::Loose;
pub(crate) use loose::LooseEnds;
pub use loose::handles_of_nobody;
pub use may::{may_reach, may_reach_one};

use crate::columns::{boolean, text, text_at, time, time_at};
use crate::persons::{quoted, trust, views};
use crate::{Engine, EngineError};
use normalise::{GivenAddress, MailboxKey, Reason};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{Address, Reachable};
use vocabulary::{Assertion, Channel, PersonId, Purpose, Redacted, Timestamp, WorkspaceId};

/// Everybody who has an address on a channel, as they were when this was read.
pub struct Reach {
    /// As [`store::People::n_written`].
    pub n_written: i64,
    people: HashMap<String, Person>,
    /// By mailbox everybody of record who reads it.
    readers: HashMap<String, Vec<String>>,
    /// Whom a source that is believed knows; none where no source is doubted.
    known: Option<HashSet<String>>,
}

#[derive(Default)]
struct Person {
    identifiers: Vec<String>,
    /// Of rows that have changed: see [`store::Reachable::ties`].
    ties: Vec<String>,
    /// The preferred address first.
    addresses: Vec<Place>,
}

/// One address of a person.
struct Place {
    to: String,
    mailbox: String,
    aliases: Vec<String>,
    grantors: BTreeSet<String>,
    rank: Rank,
}

/// By what one address goes before another: that of a system of record, the one the page shows, the latest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    is_believed: bool,
    is_shown: bool,
    seen_at: Option<Timestamp>,
}

impl Reach {
    /// Reads who can be reached on `channel`: everybody, or those of `only`.
    ///
    /// Identifiers come from the map of the last run and of what was met since; addresses from the records, byte
    /// for byte. An address that no record gives but the page shows is one that was seen in events.
    pub async fn read(
        engine: &Engine,
        workspace: &WorkspaceId,
        channel: Channel,
        only: Option<&[String]>,
    ) -> Result<Self, EngineError> {
        let among = |column: &str| match only {
            None => "true".to_owned(),
            Some([]) => "false".to_owned(),
            Some(people) => {
                format!("{column} in ({})", quoted(&people.iter().map(String::as_str).collect::<Vec<_>>()))
            }
        };
        // Before the tables: what is written meanwhile makes this old.
        let n_written = engine.store.people_count(workspace).await?;
        let of_record = of_record(engine, workspace, &among("m.person_id")).await?;
        let known = known(engine, workspace, &among("m.person_id"), &of_record).await?;
        let mut reach = Self { n_written, people: HashMap::new(), readers: HashMap::new(), known };
        reach.read_identifiers(engine, workspace, &among("person_id")).await?;
        let kind = if channel == Channel::Sms { Kind::Phone } else { Kind::Email };
        let mut shown = reach.shown(engine, workspace, kind, &among("person_id")).await?;
        reach.read_records(engine, workspace, kind, &among("m.person_id"), &mut shown).await?;
        for (person, place) in shown.into_iter().filter_map(|(person, shown)| Some((person, shown.rest?))) {
            reach.people.entry(person).or_default().add(place);
        }
        // Whoever reads everybody may be a release: that asks the tables, always.
        let loose = match only {
            None => Loose::read(engine, workspace).await?.into(),
            Some(_) => Loose::kept(engine, workspace, n_written).await?,
        };
        reach.read_ties(engine, workspace, &among("m.person_id"), &loose).await?;
        for (id, person) in &mut reach.people {
            // Whom a source of record knows is never mailed where only a browser says so.
            if of_record.contains(id) {
                person.addresses.retain(|place| place.rank.is_believed || place.rank.is_shown);
            }
            person.addresses.sort_by(|a, b| b.rank.cmp(&a.rank).then_with(|| a.to.cmp(&b.to)));
            // INVARIANT: what a browser says makes nobody a reader of somebody else's mailbox. A no to the mailbox itself
            // closes it, whoever gave that.
            let is_known = reach.known.as_ref().is_none_or(|known| known.contains(id));
            for place in person.addresses.iter().filter(|_| is_known) {
                reach.readers.entry(place.mailbox.clone()).or_default().push(id.clone());
            }
        }
        reach.people.retain(|_, person| !person.addresses.is_empty());
        Ok(reach)
    }

    async fn read_identifiers(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        among: &str,
    ) -> Result<(), EngineError> {
        // Whole combinations of ids are keys of events only, and an identifier that lost its person is nobody's.
        let sql = format!(
            "select person_id, identifier from identifier_map
             where not starts_with(identifier, 'seen:') and person_id <> '' and {among} order by person_id, identifier"
        );
        for batch in engine.query(workspace, &[], &sql).await? {
            let (person, identifier) = (text(&batch, "person_id")?, text(&batch, "identifier")?);
            for row in 0..batch.num_rows() {
                let entry = self.people.entry(person.value(row).to_owned()).or_default();
                entry.identifiers.push(identifier.value(row).to_owned());
            }
        }
        Ok(())
    }

    /// By person the address that the page shows.
    async fn shown(
        &self,
        engine: &Engine,
        workspace: &WorkspaceId,
        kind: Kind,
        among: &str,
    ) -> Result<HashMap<String, Shown>, EngineError> {
        let sql = format!("select person_id, email, phone, country from people where {among}");
        let mut shown = HashMap::new();
        for batch in engine.query(workspace, &[], &sql).await? {
            let (person, value) = (text(&batch, "person_id")?, text(&batch, kind.column())?);
            let country = text(&batch, "country")?;
            for row in 0..batch.num_rows() {
                let Some(value) = text_at(&value, row) else { continue };
                let places = kind.places(&value, text_at(&country, row).as_deref());
                let Some(mut place) = places.into_iter().next() else { continue };
                place.rank.is_shown = true;
                let mailbox = place.mailbox.clone();
                shown.insert(person.value(row).to_owned(), Shown { mailbox, rest: Some(place) });
            }
        }
        Ok(shown)
    }

    /// INVARIANT: merging people never widens consent. A grant under a customer number opens an address only when
    /// one record of a source that is believed in both names them together.
    async fn read_records(
        &mut self,
        engine: &Engine,
        workspace: &WorkspaceId,
        kind: Kind,
        among: &str,
        shown: &mut HashMap<String, Shown>,
    ) -> Result<(), EngineError> {
        let addresses = trust::believed(engine, workspace, "r", Assertion::Addresses).await?;
        let customers = trust::believed(engine, workspace, "r", Assertion::CustomerIds).await?;
        let sql = format!(
            "select m.person_id, r.{} as address, r.country, r.customer_id, r.observed_at,
                {addresses} as is_believed,
                ({customers}) and coalesce(r.way, '') <> '{edited}' as is_customer_believed
             from records r join record_map m on m.record_id = r.record_id where r.{0} is not null and {among}",
            kind.column(),
            edited = sources::segment::EDITED,
        );
        for batch in engine.query(workspace, &[], &sql).await? {
            let (person, address) = (text(&batch, "person_id")?, text(&batch, "address")?);
            let (country, customer) = (text(&batch, "country")?, text(&batch, "customer_id")?);
            let (seen_at, is_believed) = (time(&batch, "observed_at")?, boolean(&batch, "is_believed")?);
            let is_customer_believed = boolean(&batch, "is_customer_believed")?;
            for row in 0..batch.num_rows() {
                let id = person.value(row);
                let is_believed = is_believed.value(row);
                let grantor = text_at(&customer, row)
                    .filter(|_| is_believed && is_customer_believed.value(row))
                    .and_then(|raw| normalise::customer_id(&raw).ok())
                    .map(|id| format!("customer_id:{id}"));
                let mut places = kind.places(address.value(row), text_at(&country, row).as_deref());
                // Whoever can write anything must not tie a second mailbox to one.
                places.truncate(if is_believed { usize::MAX } else { 1 });
                for mut place in places {
                    place.rank.is_believed = is_believed;
                    place.rank.seen_at = time_at(&seen_at, row);
                    place.grantors.extend(grantor.clone());
                    if let Some(shown) = shown.get_mut(id).filter(|shown| shown.mailbox == place.mailbox) {
                        place.rank.is_shown = true;
                        shown.rest = None;
                    }
                    self.people.entry(id.to_owned()).or_default().add(place);
                }
            }
        }
        Ok(())
    }

    /// The addresses and identifiers of a person; `None` without an address.
    pub fn find(&self, person: &PersonId) -> Option<Reachable> {
        let found = self.people.get(person.as_str())?;
        let of_place =
            |place: &Place| Address { others: self.others(person, &place.mailbox), ..place.address() };
        let addresses = found.addresses.iter().map(of_place).collect();
        Some(Reachable { addresses, identifiers: hidden(&found.identifiers), ties: hidden(&found.ties) })
    }

    /// The identifiers of everybody else who reads a mailbox.
    fn others(&self, person: &PersonId, mailbox: &str) -> Vec<Redacted<String>> {
        let readers = self.readers.get(mailbox).into_iter().flatten().filter(|id| *id != person.as_str());
        let of_reader = |id: &String| self.people.get(id).map(|reader| &reader.identifiers);
        hidden(readers.filter_map(of_reader).flatten())
    }

    /// The address at which a message is planned: the first one that a grant opens, else the preferred one.
    pub fn planned(&self, person: &PersonId, granted: &HashSet<String>) -> Option<Address> {
        let found = self.people.get(person.as_str())?;
        let is_open = |place: &&Place| {
            granted.contains(&place.mailbox) || place.grantors.iter().any(|key| granted.contains(key))
        };
        let place = found.addresses.iter().find(is_open).or(found.addresses.first())?;
        Some(place.address())
    }

    /// Whether a source that is believed knows a person: others are what browsers say.
    pub fn is_known(&self, person: &PersonId) -> bool {
        self.known.as_ref().is_none_or(|known| known.contains(person.as_str()))
    }

    /// Every identifier of a person.
    pub fn identifiers(&self, person: &PersonId) -> Vec<Redacted<String>> {
        let found = self.people.get(person.as_str()).map(|found| &found.identifiers);
        hidden(found.into_iter().flatten())
    }
}

/// The people of whom a source that is believed in something has a record.
async fn of_record(
    engine: &Engine,
    workspace: &WorkspaceId,
    among: &str,
) -> Result<HashSet<String>, EngineError> {
    let addresses = trust::believed(engine, workspace, "r", Assertion::Addresses).await?;
    let customers = trust::believed(engine, workspace, "r", Assertion::CustomerIds).await?;
    let sql = format!(
        "select distinct m.person_id from records r join record_map m on m.record_id = r.record_id
         where {among} and (({addresses}) or ({customers}))"
    );
    let mut people = HashSet::new();
    for batch in engine.query(workspace, &[], &sql).await? {
        let person = text(&batch, "person_id")?;
        people.extend((0..batch.num_rows()).map(|row| person.value(row).to_owned()));
    }
    Ok(people)
}

/// Those of record, and whom sources that are believed name in events alone; none where no post is doubted.
async fn known(
    engine: &Engine,
    workspace: &WorkspaceId,
    among: &str,
    of_record: &HashSet<String>,
) -> Result<Option<HashSet<String>>, EngineError> {
    if engine.store.source_trusts(workspace).await?.doubted_posts().is_empty() {
        return Ok(None);
    }
    let addresses = trust::believed(engine, workspace, "e", Assertion::Addresses).await?;
    let customers = trust::believed(engine, workspace, "e", Assertion::CustomerIds).await?;
    let sql = format!(
        "select distinct m.person_id from identifier_map m join (
           select distinct e.identifier from events e where ({addresses}) or ({customers})
         ) as told on told.identifier = m.identifier where {among} and m.is_owner = 1"
    );
    let mut known = of_record.clone();
    for batch in engine.query(workspace, &[], &sql).await? {
        known.extend(text(&batch, "person_id")?.iter().flatten().map(str::to_owned));
    }
    Ok(Some(known))
}

/// The address a page shows, until a record is found that gives it.
struct Shown {
    mailbox: String,
    rest: Option<Place>,
}

impl Place {
    /// As the gate takes it, without the others who read the mailbox: they are many where it is a filler.
    fn address(&self) -> Address {
        Address {
            to: Redacted::new(self.to.clone()),
            mailbox: Redacted::new(self.mailbox.clone()),
            aliases: hidden(&self.aliases),
            grantors: hidden(&self.grantors),
            others: Vec::new(),
        }
    }
}

impl Person {
    /// Everything they are known by.
    fn handles(&self) -> impl Iterator<Item = &String> {
        let of_places = self.addresses.iter().flat_map(|place| place.aliases.iter().chain([&place.mailbox]));
        self.identifiers.iter().chain(of_places)
    }

    /// Takes an address in: the same mailbox once, as the better source wrote it.
    fn add(&mut self, place: Place) {
        let Some(held) = self.addresses.iter_mut().find(|held| held.mailbox == place.mailbox) else {
            return self.addresses.push(place);
        };
        let mut grantors = std::mem::take(&mut held.grantors);
        grantors.extend(place.grantors.iter().cloned());
        let mut aliases: BTreeSet<String> = held.aliases.drain(..).collect();
        aliases.extend(place.aliases.iter().cloned());
        let is_better = (held.rank, &place.to) < (place.rank, &held.to);
        if is_better {
            (held.to, held.rank) = (place.to, place.rank);
        }
        (held.grantors, held.aliases) = (grantors, aliases.into_iter().collect());
    }
}

/// By what a channel reaches people.
#[derive(Clone, Copy)]
enum Kind {
    Email,
    Phone,
}

impl Kind {
    fn column(self) -> &'static str {
        match self {
            Kind::Email => "email",
            Kind::Phone => "phone",
        }
    }

    /// The addresses in a value of a record.
    fn places(self, value: &str, country: Option<&str>) -> Vec<Place> {
        match self {
            Kind::Email => {
                let given = normalise::addresses(value);
                given.iter().filter(|address| !is_filler(address.as_str())).map(place_of_mail).collect()
            }
            Kind::Phone => {
                let country = country.and_then(|country| normalise::country(country).ok());
                let numbers = normalise::phones(value, country.as_deref());
                numbers.into_iter().map(|number| place(format!("phone:{number}"), None, Vec::new())).collect()
            }
        }
    }
}

/// Whether a handle is a filler that anybody may have: nobody is reached by it, and nobody is tied to others by it.
pub(crate) fn is_nobodys(handle: &str) -> bool {
    let address = handle.strip_prefix("mailbox:").or_else(|| handle.strip_prefix("email:"));
    address.is_some_and(is_filler)
}

/// Whether an address is one that people and programs write where there is none: `noemail@noemail.com`.
fn is_filler(address: &str) -> bool {
    let read = normalise::email_into(address, &mut String::new());
    matches!(read, Err(Reason::FillerMailbox | Reason::FillerDomain))
}

fn place_of_mail(address: &GivenAddress) -> Place {
    let mailbox = MailboxKey::of(address);
    let keys: BTreeSet<String> = [
        normalise::email(address.as_str()).ok(),
        normalise::email(mailbox.as_str()).ok(),
        Some(address.as_str().to_owned()),
        Some(address.written()),
        Some(mailbox.as_str().to_owned()),
        normalise::closing_key(address),
    ]
    .into_iter()
    .flatten()
    .map(|key| format!("email:{key}"))
    .collect();
    // Older programs filed grants under comparison keys: one that is its own mailbox still opens it.
    let own = format!("email:{}", mailbox.as_str());
    let mut place = place(
        format!("email:{}", address.as_str()),
        Some(mailbox.identifier().key()),
        keys.into_iter().collect(),
    );
    place.grantors.insert(own);
    place
}

fn place(to: String, mailbox: Option<String>, aliases: Vec<String>) -> Place {
    let rank = Rank { is_believed: false, is_shown: false, seen_at: None };
    Place { mailbox: mailbox.unwrap_or_else(|| to.clone()), to, aliases, grantors: BTreeSet::new(), rank }
}

fn hidden<'a>(values: impl IntoIterator<Item = &'a String>) -> Vec<Redacted<String>> {
    values.into_iter().cloned().map(Redacted::new).collect()
}

/// The identifiers under which a grant of `purpose` on `channel` stands at `now`, of the whole workspace.
pub async fn granted(
    engine: &Engine,
    workspace: &WorkspaceId,
    purpose: Option<&Purpose>,
    channel: Channel,
    now: Timestamp,
) -> Result<HashSet<String>, EngineError> {
    let standing = views::standing_consents(engine, workspace, now).await?;
    let sql = format!(
        "select identifier from ({standing}) as s where action = 'granted' and channel = '{channel}' and purpose = '{}'",
        purpose.map_or("", |purpose| purpose.as_str())
    );
    let mut granted = HashSet::new();
    for batch in engine.query(workspace, &[], &sql).await? {
        granted.extend(text(&batch, "identifier")?.iter().flatten().map(str::to_owned));
    }
    Ok(granted)
}

/// Parts the members who are first at their mailbox from those whose mailbox somebody else has.
///
/// Decided before anybody is randomised and by nothing an arm depends on: whoever was planned before, then whom a
/// source of record knows before whom only a browser does, then the smaller id. So the arms stay comparable, one
/// mailbox gets one message, and nobody takes another's turn by typing their address.
pub fn first_at_mailbox<'a>(
    reach: &Reach,
    members: &'a [PersonId],
    addresses: &BTreeMap<&PersonId, Address>,
    planned: Vec<store::Mailbox>,
    today: &HashMap<PersonId, PersonId>,
) -> HashSet<&'a PersonId> {
    let mut holder_of: HashMap<String, PersonId> = HashMap::new();
    for held in planned {
        let person = today.get(&held.person_id).cloned().unwrap_or(held.person_id);
        let of_address = || {
            let value = held.address.expose().strip_prefix("email:")?;
            Some(GivenAddress::read(value).ok()?.mailbox().identifier().key())
        };
        let mailbox = held.mailbox.map(Redacted::into_inner).or_else(of_address);
        let mailbox = mailbox.unwrap_or_else(|| held.address.expose().clone());
        holder_of.entry(mailbox).or_insert(person);
    }
    let mut sorted: Vec<&PersonId> = members.iter().collect();
    sorted.sort_unstable_by_key(|person| (!reach.is_known(person), *person));
    let mut is_first = |person: &PersonId| {
        addresses.get(person).is_some_and(|address| {
            let holder = holder_of.entry(address.mailbox.expose().clone());
            *holder.or_insert_with(|| person.clone()) == *person
        })
    };
    sorted.into_iter().filter(|person| is_first(person)).collect()
}
