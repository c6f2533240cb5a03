//! The people of a run in the order of their ids, by number: of a million ids no map is made.

use super::everybody::Places;
use super::records::Records;
use engine::persons::Told;
use people::Resolution;
use std::borrow::Cow;
use vocabulary::{Digest, PersonId};

/// The people of a run in the order of their ids, and by person the positions of their records, in order.
pub struct Roster<'a> {
    people: Vec<&'a PersonId>,
    /// By record the number of its person.
    pub of_record: Vec<u32>,
    /// Person and record, sorted.
    members: Vec<(u32, u32)>,
    /// By person the number of their household and one more; 0 for who shares no home.
    household_of: Vec<u32>,
    households: Vec<String>,
}

/// What orders ids as their texts do and mostly tells them apart: the first sixteen letters.
fn head(id: &PersonId) -> [u64; 2] {
    let mut letters = id.as_str().bytes();
    [(); 2].map(|()| u64::from_be_bytes([(); 8].map(|()| letters.next().unwrap_or(0))))
}

impl<'a> Roster<'a> {
    /// Numbers the people; places and people are one to one.
    pub fn of(places: &'a Places, resolution: &Resolution) -> Self {
        let numbered = (0u32..).zip(&places.ids);
        let mut people: Vec<([u64; 2], &PersonId, u32)> =
            numbered.map(|(place, person)| (head(person), person, place)).collect();
        people.sort_unstable();
        let mut number_of = vec![0u32; people.len()];
        for (number, (_, _, place)) in (0u32..).zip(&people) {
            number_of.get_mut(*place as usize).into_iter().for_each(|slot| *slot = number);
        }
        let number = |place: &u32| number_of.get(*place as usize).copied().unwrap_or(0);
        let of_record: Vec<u32> = places.place_of.iter().map(number).collect();
        let mut members: Vec<(u32, u32)> = of_record.iter().copied().zip(0u32..).collect();
        members.sort_unstable();
        let people = people.into_iter().map(|(_, person, _)| person).collect();
        let (household_of, households) = Default::default();
        let mut roster = Self { people, of_record, members, household_of, households };
        // Clusters are the first places.
        roster.house((0u32..).zip(&resolution.household_of).map(|(cluster, of)| (*of, number(&cluster))));
        roster
    }

    /// Gives everybody who shares a home their household, whose id is made of its smallest person id, so that it stays
    /// while that person stays.
    fn house(&mut self, household_and_person: impl Iterator<Item = (u32, u32)>) {
        let mut members: Vec<(u32, u32)> = household_and_person.collect();
        members.sort_unstable();
        self.household_of = vec![0; self.people.len()];
        for people in members.chunk_by(|a, b| a.0 == b.0).filter(|people| 1 < people.len()) {
            let first = people.first().map_or("", |(_, person)| self.person(*person));
            self.households.push(format!("h_{}", Digest::of(["household", first]).short()));
            for (_, person) in people {
                let slot = self.household_of.get_mut(*person as usize);
                slot.into_iter().for_each(|slot| *slot = self.households.len() as u32);
            }
        }
    }

    /// How many people there are.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// The id of a person.
    pub fn person(&self, number: u32) -> &'a str {
        self.people.get(number as usize).map_or("", |person| person.as_str())
    }

    fn household(&self, number: u32) -> Option<&str> {
        let at = self.household_of.get(number as usize)?.checked_sub(1)?;
        self.households.get(at as usize).map(String::as_str)
    }

    /// Each person with their household and the records of theirs.
    pub fn with_records<'r>(
        &'r self,
        records: &'r Records,
    ) -> impl Iterator<Item = (&'r PersonId, Option<&'r str>, Vec<Cow<'r, Told>>)> {
        self.members.chunk_by(|a, b| a.0 == b.0).filter_map(move |members| {
            let number = members.first()?.0;
            let person = self.people.get(number as usize)?;
            let told = members.iter().filter_map(|(_, at)| records.get(*at as usize)).collect();
            Some((*person, self.household(number), told))
        })
    }
}
