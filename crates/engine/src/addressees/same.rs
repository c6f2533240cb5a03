//! Ids that an `alias` of a trusted source says are the same: a no under any of them closes whoever has another,
//! before anybody is unified and where nothing else is known of one of them.

use super::together::Together;
use super::{Kind, Person, Reach};
use crate::columns::{text, text_at};
use crate::persons::trust;
use crate::{Engine, EngineError};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use vocabulary::{Assertion, WorkspaceId};

/// An id that is said to be more people than this is that of a till or of every guest and ties nobody to anybody.
const N_PEOPLE_MAX: usize = 20;

/// What aliases say is the same.
#[derive(Default)]
pub(super) struct Same {
    /// Keys that are one person's.
    pub(super) one: Vec<BTreeSet<String>>,
    /// What is or may be a device, and the ids it was said to be, earliest first: its no closes each of them, but two
    /// who sign in on one device do not speak for each other.
    devices: Vec<(BTreeSet<String>, BTreeSet<String>)>,
}

/// One alias: the id of before, and the customer or else the device it is the same as.
struct Said {
    previous: String,
    user: Option<String>,
    anonymous: Option<String>,
}

fn customer(raw: &str) -> Option<String> {
    normalise::customer_id(raw).ok()
}

fn device(raw: &str) -> Option<String> {
    normalise::anonymous_id(raw).ok().map(|id| format!("anonymous_id:{id}"))
}

/// The keys under which a no may stand of who has an id: people alias by address and number, too.
fn keys(raw: &str) -> BTreeSet<String> {
    let addresses = if raw.contains('@') { Kind::Email.places(raw, None) } else { Vec::new() };
    let mut keys = BTreeSet::new();
    for place in addresses.into_iter().chain(Kind::Phone.places(raw, None)) {
        keys.extend(place.aliases);
        keys.insert(place.mailbox);
    }
    keys.extend(customer(raw).map(|id| format!("customer_id:{id}")));
    keys
}

impl Same {
    /// Reads what trusted sources said; what a browser says ties nobody.
    pub(super) async fn read(engine: &Engine, workspace: &WorkspaceId) -> Result<Self, EngineError> {
        let believed = trust::believed(engine, workspace, "e", Assertion::CustomerIds).await?;
        let sql = format!(
            "select e.previous_id, e.user_id, e.anonymous_id, min(e.occurred_at) as at from events e
             where e.type = 'alias' and e.previous_id is not null and {believed}
             group by e.previous_id, e.user_id, e.anonymous_id
             order by at, e.previous_id, e.user_id, e.anonymous_id"
        );
        let mut said = Vec::new();
        for batch in engine.query(workspace, &[], &sql).await? {
            let (previous, user) = (text(&batch, "previous_id")?, text(&batch, "user_id")?);
            let anonymous = text(&batch, "anonymous_id")?;
            said.extend((0..batch.num_rows()).map(|row| Said {
                previous: previous.value(row).to_owned(),
                user: text_at(&user, row),
                anonymous: text_at(&anonymous, row),
            }));
        }
        if said.is_empty() {
            return Ok(Self::default());
        }
        // An id that somebody has as their number is no device's.
        let of_records = trust::believed(engine, workspace, "r", Assertion::CustomerIds).await?;
        let sql = format!(
            "select distinct k.id from (
               select e.user_id as id from events e
                 where e.type <> 'alias' and e.user_id is not null and {believed}
               union select r.customer_id as id from records r where r.customer_id is not null and {of_records}) k
             join (select distinct upper(replace(previous_id, ' ', '')) as id from events where type = 'alias') n
               on upper(replace(k.id, ' ', '')) = n.id"
        );
        let mut known: HashSet<String> = HashSet::new();
        for batch in engine.query(workspace, &[], &sql).await? {
            known.extend(text(&batch, "id")?.iter().flatten().filter_map(customer));
        }
        Ok(Self::of(&said, known))
    }

    fn of(said: &[Said], mut known: HashSet<String>) -> Self {
        known.extend(said.iter().filter_map(|said| customer(said.user.as_deref()?)));
        let mut n_targets: BTreeMap<&str, usize> = BTreeMap::new();
        said.iter().for_each(|said| *n_targets.entry(&said.previous).or_default() += 1);
        let mut same = Self::default();
        for said in said {
            let Some(previous) = customer(&said.previous) else { continue };
            let before = keys(&said.previous);
            let Some(user) = said.user.as_deref() else {
                let device = said.anonymous.as_deref().and_then(device);
                same.devices.extend(device.map(|device| (BTreeSet::from([device]), before)));
                continue;
            };
            if customer(user).is_none() {
                continue;
            }
            let now = keys(user);
            let is_somebodys = known.contains(&previous) || 1 < before.len();
            let is_till = n_targets.get(said.previous.as_str()).is_some_and(|n| N_PEOPLE_MAX < *n);
            if is_somebodys && !is_till {
                same.one.push(before.union(&now).cloned().collect());
            }
            same.devices.push((before.into_iter().chain(device(&said.previous)).collect(), now));
        }
        same
    }

    /// The keys that are the same as one of `handles`, those among them.
    pub(super) fn as_any_of(&self, handles: &[String]) -> BTreeSet<String> {
        let mut together = Together::of(&self.one);
        let groups = together.groups();
        let roots: HashSet<usize> = handles.iter().filter_map(|handle| together.group_of(handle)).collect();
        roots.iter().filter_map(|root| groups.get(root)).flatten().cloned().collect()
    }
}

impl Reach {
    /// Gives who is known by a device alone the ids that it was said to be first, as a run will.
    pub(super) fn name_devices(&mut self, same: &Same) {
        let mut first: HashMap<&String, &BTreeSet<String>> = HashMap::new();
        for (keys, now) in &same.devices {
            for device in keys.iter().filter(|key| key.starts_with("anonymous_id:")) {
                first.entry(device).or_insert(now);
            }
        }
        for person in self.people.values_mut().filter(|_| !first.is_empty()) {
            if person.handles().any(|handle| handle.starts_with("customer_id:")) {
                continue;
            }
            let named = person.handles().filter_map(|handle| first.get(handle).copied());
            let named: Vec<String> = named.flatten().cloned().collect();
            person.identifiers.extend(named);
        }
    }

    /// Gives everybody the ids that were said to be theirs, and those who are said to be one what each other has.
    pub(super) fn share(&mut self, same: &Same) {
        let mut before: HashMap<&String, Vec<&String>> = HashMap::new();
        for (keys, now) in &same.devices {
            now.iter().for_each(|key| before.entry(key).or_default().extend(keys));
        }
        let mut together = Together::of(&same.one);
        let mut people_of: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (id, person) in self.people.iter_mut().filter(|_| !before.is_empty()) {
            let named: Vec<String> = person
                .handles()
                .filter_map(|handle| before.get(handle))
                .flatten()
                .map(|key| (*key).clone())
                .collect();
            let roots: BTreeSet<usize> =
                person.handles().filter_map(|handle| together.group_of(handle)).collect();
            person.identifiers.extend(named);
            roots.into_iter().for_each(|root| people_of.entry(root).or_default().push(id.clone()));
        }
        for people in people_of.values().filter(|people| (2..=N_PEOPLE_MAX).contains(&people.len())) {
            let all = people.iter().filter_map(|id| self.people.get(id)).flat_map(Person::handles);
            let all: BTreeSet<String> = all.cloned().collect();
            for id in people {
                self.people.get_mut(id).into_iter().for_each(|person| {
                    person.identifiers.extend(all.iter().cloned());
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(previous: &str, user: &str) -> Said {
        Said { previous: previous.to_owned(), user: Some(user.to_owned()), anonymous: None }
    }

    fn as_any_of(same: &Same, handle: &str) -> Vec<String> {
        same.as_any_of(&[handle.to_owned()]).into_iter().filter(|key| !key.starts_with("email:")).collect()
    }

    #[test]
    fn chains_are_followed_but_not_over_a_device_or_a_till() {
        let mut all = vec![said("mid", "c1"), said("old", "MID"), said("A@x.org", "c1")];
        all.extend([said("kiosk", "c2"), said("kiosk", "c3")]);
        all.extend((0..30).map(|n| said("till", &format!("t{n}"))));
        let same = Same::of(&all, HashSet::from(["TILL".to_owned(), "OLD".to_owned()]));
        let chain = [
            "customer_id:A@X.ORG",
            "customer_id:C1",
            "customer_id:MID",
            "customer_id:OLD",
            "mailbox:a@x.org",
        ];
        assert_eq!(as_any_of(&same, "customer_id:OLD"), chain);
        assert_eq!(as_any_of(&same, "customer_id:C2"), Vec::<String>::new());
        assert_eq!(as_any_of(&same, "customer_id:T3"), Vec::<String>::new());
    }
}
