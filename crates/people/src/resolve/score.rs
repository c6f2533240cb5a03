//! The fuzzy pass: how likely two records are one person, in bits.

use super::blocks::candidates;
use super::clusters::{Agreement, Clusters, NameRule};
use super::features::{Features, NONE, Row};
use super::similar::{is_one_slip, jaro_winkler};
use super::typed::Ignored;
use super::{Link, Veto, Work};

/// Links candidate pairs whose score passes the threshold, best first.
pub(super) fn link_by_similarity(work: &mut Work<'_>, ignored: &Ignored) {
    let pairs = candidates(work.features, ignored, work.rules.n_block_max);
    let prior = -(work.features.len().max(2) as f64).log2();
    let threshold = bits_of(work.rules.threshold);
    let mut found: Vec<(f64, u32, u32)> = Vec::new();
    for (a, b) in pairs {
        if work.clusters.find(a) == work.clusters.find(b) {
            continue;
        }
        let (x, y) = (work.clusters.row(a), work.clusters.row(b));
        let mut weights = Weights { features: work.features, ignored, clusters: &mut work.clusters };
        let score = prior + weights.compare(&x, &y).iter().sum::<f64>();
        if threshold <= score {
            found.push((score, a, b));
        }
    }
    // Ties by rank, so that the order of the joins is fixed.
    found.sort_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(&q.1)).then(p.2.cmp(&q.2)));
    for (score, a, b) in found {
        let (x, y) = (work.clusters.row(a), work.clusters.row(b));
        match work.clusters.join(a, b, NameRule::Agree) {
            Ok(false) => {}
            Ok(true) => {
                let mut weights = Weights { features: work.features, ignored, clusters: &mut work.clusters };
                let reason = words(&weights.compare(&x, &y));
                let (left, right) = (a as usize, b as usize);
                work.links.push(Link {
                    left,
                    right,
                    rule: "similar",
                    reason,
                    score: Some(probability(score)),
                });
            }
            Err(conflict) => {
                let reason = format!("{} in spite of a high similarity", conflict.words());
                work.vetoes.push(Veto { left: a as usize, right: b as usize, reason });
            }
        }
    }
}

fn bits_of(probability: f64) -> f64 {
    let odds = probability / (1.0 - probability);
    odds.max(f64::MIN_POSITIVE).log2()
}

fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

const GIVEN: usize = 0;
const FAMILY: usize = 1;
const BIRTH: usize = 2;
const PHONE: usize = 3;
const EMAIL: usize = 4;
const ADDRESS: usize = 5;

/// Names the evidence that speaks for a pair, strongest first.
fn words(bits: &[f64; 7]) -> String {
    let texts = [
        (GIVEN, "given name"),
        (FAMILY, "family name"),
        (BIRTH, "birth date"),
        (PHONE, "phone number"),
        (EMAIL, "e-mail address"),
        (ADDRESS, "address"),
    ];
    let mut known: Vec<(f64, &str)> =
        texts.iter().map(|(at, text)| (bits.get(*at).copied().unwrap_or(0.0), *text)).collect();
    known.retain(|(bits, _)| 1.0 <= *bits);
    known.sort_by(|a, b| b.0.total_cmp(&a.0));
    let list: Vec<String> = known.iter().map(|(bits, text)| format!("{text} (+{bits:.1})")).collect();
    format!("matching {}", list.join(", "))
}

struct Weights<'a, 'b> {
    features: &'b Features,
    ignored: &'b Ignored,
    clusters: &'b mut Clusters<'a>,
}

impl Weights<'_, '_> {
    /// Bits for (positive) and against (negative) two records being one person, by field.
    ///
    /// Agreement weighs the surprise of the value, `log2(m / u)` with its share as u, capped so that
    /// no single field can decide. The m are conservative hand values.
    fn compare(&mut self, x: &Row, y: &Row) -> [f64; 7] {
        let (given, family) = self.names(x, y);
        [
            given,
            family,
            agree(x.birth_date, y.birth_date, |birth| self.features.births.bits(birth).min(13.0), -20.0),
            self.phone(x, y),
            self.email(x, y),
            self.address(x, y),
            match (x.suffix == NONE, y.suffix == NONE) {
                (false, false) if x.suffix != y.suffix => -20.0,
                (true, false) | (false, true) => -12.0,
                _ => 0.0,
            },
        ]
    }

    fn names(&mut self, x: &Row, y: &Row) -> (f64, f64) {
        let names = &self.features.names;
        let surprise = |name: u32| (names.bits(name) - 0.5).clamp(1.0, 12.0);
        let is_swapped = x.given == y.family && x.family == y.given && x.given != NONE && x.family != NONE;
        if is_swapped && x.given != x.family {
            return (surprise(x.given) - 2.0, surprise(x.family));
        }
        let given = match self.clusters.given_agreement(x.given, y.given) {
            _ if x.given == NONE || y.given == NONE => 0.0,
            Agreement::Same if names.text(x.given).len() == 1 => 2.0,
            Agreement::Same => surprise(x.given),
            Agreement::Variant => surprise(x.given).min(surprise(y.given)).min(7.0) - 2.0,
            Agreement::Initial => 1.5,
            Agreement::Unclear => -0.5,
            Agreement::Different => -7.0,
        };
        if x.family == NONE || y.family == NONE {
            return (given, 0.0);
        }
        if x.family == y.family {
            return (given, surprise(x.family));
        }
        let (a, b) = (names.text(x.family), names.text(y.family));
        let likeness = surprise(x.family).max(surprise(y.family)).min(9.0);
        let family = match jaro_winkler(a, b) {
            _ if 4 <= a.len().min(b.len()) && is_one_slip(a, b) => likeness - 1.5,
            similarity if 0.92 <= similarity => likeness - 2.5,
            similarity if 0.84 <= similarity => 1.0,
            _ => -4.0,
        };
        (given, family)
    }

    fn phone(&self, x: &Row, y: &Row) -> f64 {
        if x.phone == NONE || y.phone == NONE {
            return 0.0;
        }
        if self.ignored.phones.contains(&x.phone) || self.ignored.phones.contains(&y.phone) {
            return 0.0;
        }
        let phones = &self.features.phones;
        if x.phone == y.phone {
            return phones.bits(x.phone).min(11.0);
        }
        let (a, b) = (phones.text(x.phone), phones.text(y.phone));
        if a.len() == b.len() && is_one_slip(a, b) { 8.0 } else { -0.7 }
    }

    fn email(&self, x: &Row, y: &Row) -> f64 {
        if x.email == NONE || y.email == NONE {
            return 0.0;
        }
        if self.ignored.emails.contains(&x.email) || self.ignored.emails.contains(&y.email) {
            return 0.0;
        }
        if x.email == y.email {
            return 11.0;
        }
        let split = |email: u32| self.features.emails.text(email).split_once('@').unwrap_or_default();
        let ((a, at), (b, bt)) = (split(x.email), split(y.email));
        let digits = |local: &str| local.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
        let n_short = a.len().min(b.len());
        // A mailbox with digits of its own belongs to one person, so one that all but agrees says nearly
        // what the whole would: as much as it takes to single out one of all mailboxes, less the chance
        // of a namesake. Without digits it only repeats the name.
        let single = (self.features.emails.len().max(2) as f64).log2().min(18.0);
        let is_long = 6 <= n_short;
        if is_long && a == b {
            return if digits(a).is_empty() { 3.0 } else { (single - 6.0).max(3.0) };
        }
        if is_long && at == bt && digits(a) == digits(b) && is_one_slip(a, b) {
            return if digits(a).is_empty() { 6.0 } else { (single - 3.0).max(6.0) };
        }
        -0.7
    }

    fn address(&self, x: &Row, y: &Row) -> f64 {
        let Features { streets, postcodes, cities, .. } = self.features;
        let zip = agree(x.postcode, y.postcode, |code| postcodes.bits(code).min(11.0), -2.5);
        let city = agree(x.city, y.city, |city| cities.bits(city).min(8.0), -1.0);
        let state = agree(x.state, y.state, |_| 0.5, -1.5);
        let place = if 0.0 < zip {
            zip
        } else if 0.0 < city {
            city + zip.min(0.0)
        } else {
            zip + city.min(0.0)
        };
        if x.street == NONE || y.street == NONE {
            return place + state.min(0.0);
        }
        if x.street == y.street {
            return (streets.bits(x.street).min(11.0) + 0.5 * place).clamp(4.0, 14.0);
        }
        let (a, b) = (streets.text(x.street), streets.text(y.street));
        let number = |street: &str| street.split(' ').next().map(str::to_owned);
        if 0.0 < place && (is_one_slip(a, b) || (number(a) == number(b) && 0.9 <= jaro_winkler(a, b))) {
            return (place + 3.0).min(12.0);
        }
        // Another street in the same town: people move, but strangers live there, too.
        (0.5 * place).min(4.0) - 1.5 + state.min(0.0)
    }
}

fn agree(x: u32, y: u32, same: impl Fn(u32) -> f64, different: f64) -> f64 {
    match (x, y) {
        (NONE, _) | (_, NONE) => 0.0,
        _ if x == y => same(x),
        _ => different,
    }
}
