use crate::draw::{Draw, Stream};
use crate::names::{FAMILIES, MAIL_DOMAINS, MEN, WOMEN};
use crate::places::{STREET_KINDS, STREETS, TOWNS};
use crate::{calendar, shopper::Shopper};
use std::collections::{HashMap, HashSet};

/// Where someone lives.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) number: u32,
    pub(crate) street: &'static str,
    /// Kind of street, in full and abbreviated.
    pub(crate) kind: (&'static str, &'static str),
    pub(crate) unit: Option<u32>,
    pub(crate) city: &'static str,
    pub(crate) state: &'static str,
    pub(crate) postcode: &'static str,
    pub(crate) area_code: &'static str,
}

/// One true person: what no source knows whole.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) index: u32,
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
    /// ISO date.
    pub(crate) birth: String,
    /// The address in use first, then a former or second one. Never empty, nobody else's.
    pub(crate) emails: Vec<String>,
    /// Ten digits; nobody else's.
    pub(crate) mobile: String,
    /// Ten digits, shared by the household.
    pub(crate) landline: Option<String>,
    pub(crate) home: Address,
    pub(crate) former_home: Option<Address>,
    pub(crate) customer_id: Option<String>,
    /// The mailbox of the household that this person also gives out: another person's.
    pub(crate) shared_mailbox: Option<String>,
    /// Ids of the browsers and phones used.
    pub(crate) devices: Vec<String>,
    pub(crate) shopper: Shopper,
}

impl Person {
    /// The address the person uses now.
    pub(crate) fn email(&self) -> &str {
        self.emails.first().map_or("", String::as_str)
    }

    /// The address in use with probability `1 - p_other`, else a second one if there is any.
    pub(crate) fn some_email(&self, p_other: f64, draw: &mut Draw) -> &str {
        let other = draw.chance(p_other);
        self.emails.get(usize::from(other)).map_or(self.email(), String::as_str)
    }
}

/// What must stay unique across people while they are made.
#[derive(Default)]
struct Registry {
    emails: HashSet<String>,
    n_phones: HashMap<&'static str, u32>,
}

impl Registry {
    /// A number nobody has. Exchanges from 555 on, which are not given to subscribers.
    fn phone(&mut self, area_code: &'static str) -> String {
        let n = self.n_phones.entry(area_code).or_insert(0);
        let (exchange, line) = (555 + *n / 10_000, (*n % 10_000 * 3_331 + 17) % 10_000);
        *n += 1;
        format!("{area_code}{exchange:03}{line:04}")
    }

    /// A mailbox nobody has, made from the name as people make them.
    fn email(&mut self, given: &str, family: &str, year: i64, draw: &mut Draw) -> String {
        let (given, family) = (slug(given), slug(family));
        let initial = given.get(..1).unwrap_or_default();
        let domain = draw.pick_by_rank(MAIL_DOMAINS);
        let stem = match draw.weighted(&[0.34, 0.2, 0.2, 0.1, 0.16]) {
            0 => format!("{given}.{family}"),
            1 => format!("{given}{family}"),
            2 => format!("{initial}{family}"),
            3 => format!("{given}_{family}"),
            _ => format!("{family}.{given}"),
        };
        let mut digits = match draw.weighted(&[0.5, 0.3, 0.2]) {
            0 => String::new(),
            1 => format!("{:02}", year % 100),
            _ => year.to_string(),
        };
        loop {
            let email = format!("{stem}{digits}@{domain}");
            if self.emails.insert(email.clone()) {
                return email;
            }
            digits = draw.int(100, 9_999).to_string();
        }
    }
}

/// Lower-case ASCII letters of a name, as they stand in a mailbox.
fn slug(name: &str) -> String {
    fold(name).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A name without its marks, as an old till writes it.
pub(crate) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => folded.push('a'),
            'Á' | 'Å' => folded.push('A'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'í' | 'ï' | 'î' => folded.push('i'),
            'ó' | 'ô' | 'ö' | 'õ' | 'ø' => folded.push('o'),
            'ú' | 'ü' => folded.push('u'),
            'ñ' => folded.push('n'),
            'ç' => folded.push('c'),
            '’' => folded.push('\''),
            c => folded.push(c),
        }
    }
    folded
}

fn address(draw: &mut Draw) -> Address {
    let weights: Vec<f64> = TOWNS.iter().map(|town| town.weight).collect();
    let at = draw.weighted(&weights);
    let (city, state, postcode, area_code) = TOWNS
        .get(at)
        .map_or(("Atlanta", "GA", "30303", "404"), |t| (t.city, t.state, t.postcode, t.area_code));
    Address {
        number: u32::try_from(draw.int(1, 4_999)).unwrap_or(1),
        street: draw.pick(STREETS),
        kind: draw.pick_by_rank(STREET_KINDS),
        unit: draw.chance(0.2).then(|| u32::try_from(draw.int(1, 400)).unwrap_or(1)),
        city,
        state,
        postcode,
        area_code,
    }
}

fn device(draw: &mut Draw) -> String {
    let (a, b) = (draw.bits(), draw.bits());
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        a >> 32,
        a >> 16 & 0xffff,
        a & 0xfff,
        b >> 52,
        b & 0xffff_ffff_ffff
    )
}

/// Makes `n` people, household after household.
pub(crate) fn people(seed: u64, n: u32) -> Vec<Person> {
    let mut registry = Registry::default();
    let mut people: Vec<Person> = Vec::with_capacity(n as usize);
    for index in 0..n {
        let mut draw = Draw::of(seed, Stream::Person, u64::from(index), 0);
        let housemate = people.last().filter(|_| draw.chance(0.28));
        let person = person(index, housemate, &mut registry, &mut draw);
        people.push(person);
    }
    people
}

fn person(index: u32, housemate: Option<&Person>, registry: &mut Registry, draw: &mut Draw) -> Person {
    let (given, family, year) = name_and_year(housemate, draw);
    let mut birth = calendar::date(year, draw.int(1, 12), draw.int(1, 28));
    let mut home = address(draw);
    let (mut landline, mut shared_mailbox) = (None, None);
    if let Some(mate) = housemate {
        home = mate.home.clone();
        landline = mate.landline.clone();
        if draw.chance(0.06) {
            shared_mailbox = Some(mate.email().to_owned());
        }
        if draw.chance(0.01) && mate.given != given {
            birth.clone_from(&mate.birth); // Twins: the birth date alone must not merge them.
        }
    } else if draw.chance(0.35) {
        landline = Some(registry.phone(home.area_code));
    }
    let mut emails = vec![registry.email(given, family, year, draw)];
    if draw.chance(0.25) {
        emails.push(registry.email(given, family, year, draw));
    }
    let n_devices = 1 + draw.weighted(&[0.5, 0.35, 0.15]);
    let shopper = Shopper::of(draw);
    let has_account = draw.chance(if shopper.is_buyer() { 0.86 } else { 0.4 });
    Person {
        index,
        given,
        family,
        birth,
        emails,
        mobile: registry.phone(home.area_code),
        landline,
        former_home: draw.chance(0.12).then(|| address(draw)),
        home,
        // A permutation of 0..9,999,991 (a prime), so that numbers do not follow the truth's order.
        customer_id: has_account.then(|| format!("C{:07}", (u64::from(index) * 7_919 + 13) % 9_999_991)),
        shared_mailbox,
        devices: (0..n_devices).map(|_| device(draw)).collect(),
        shopper,
    }
}

/// A name and a year of birth; with a housemate, often the same family name, and now and then the
/// same given name a generation later, which is the pair that naive matching merges.
fn name_and_year(housemate: Option<&Person>, draw: &mut Draw) -> (&'static str, &'static str, i64) {
    let year = (1979.0 + 16.0 * draw.normal()).clamp(1932.0, 2007.0) as i64;
    let names = if draw.chance(0.44) { MEN } else { WOMEN };
    let given = draw.pick_by_rank(names);
    let Some(mate) = housemate else {
        return (given, draw.pick_by_rank(FAMILIES), year);
    };
    let mate_year: i64 = mate.birth.get(..4).and_then(|year| year.parse().ok()).unwrap_or(year);
    if draw.chance(0.05) {
        let offset = draw.int(22, 34);
        let year = if mate_year < 1975 { mate_year + offset } else { mate_year - offset };
        return (mate.given, mate.family, year);
    }
    let family = if draw.chance(0.85) { mate.family } else { draw.pick_by_rank(FAMILIES) };
    (if given == mate.given { "Jordan" } else { given }, family, year)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn identifiers_are_nobody_elses() {
        let people = people(3, 8_000);
        let count = |keys: Vec<&str>| (keys.len(), keys.into_iter().collect::<HashSet<_>>().len());
        let emails = people.iter().flat_map(|p| p.emails.iter().map(String::as_str)).collect();
        let customers = people.iter().filter_map(|p| p.customer_id.as_deref()).collect();
        let mobiles = people.iter().map(|p| p.mobile.as_str()).collect();
        for (n, n_distinct) in [count(emails), count(customers), count(mobiles)] {
            assert_eq!(n, n_distinct);
        }
    }

    #[test]
    fn some_people_are_made_to_be_confused() {
        let people = people(3, 8_000);
        let pairs = || people.windows(2).map(|pair| (&pair[0], &pair[1]));
        let namesakes =
            pairs().filter(|(a, b)| (a.given, a.family) == (b.given, b.family) && a.birth != b.birth).count();
        let mailboxes = people.iter().filter(|p| p.shared_mailbox.is_some()).count();
        let twins = pairs().filter(|(a, b)| a.birth == b.birth && a.given != b.given).count();
        for (n, at_least) in [(namesakes, 60), (mailboxes, 80), (twins, 8)] {
            assert!(at_least <= n, "{n}");
        }
    }
}
