use crate::agreement::{self, ConsentRow};
use crate::crm::{self, CrmRow};
use crate::defect::{BrokenRow, Defect};
use crate::person::{Person, people};
use crate::purchase::{self, OrderRow};
use crate::text::windows_1252;
use crate::truth::Truth;
use crate::web::{self, Happening, WebRow};
use crate::{Config, SimulatorError};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A market with known truth: people, what four sources say of them, and how they would react.
#[derive(Debug)]
pub struct World {
    pub(crate) config: Config,
    pub(crate) people: Vec<Person>,
    crm: Vec<CrmRow>,
    web: Vec<WebRow>,
    orders: Vec<OrderRow>,
    consents: Vec<ConsentRow>,
    truth: Truth,
}

/// Where the sources were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// CSV in Windows-1252, with UTF-8 bytes in a few names.
    pub crm: PathBuf,
    /// Segment messages, one a line, UTF-8.
    pub web: PathBuf,
    /// Parquet.
    pub orders: PathBuf,
    /// CSV in UTF-8.
    pub consents: PathBuf,
}

impl World {
    /// Makes the world of a seed. The same configuration gives the same world on every platform.
    pub fn generate(config: &Config) -> Self {
        let people = people(config.seed, config.n_people);
        let (seed, now) = (config.seed, config.now);
        let mut world = Self {
            crm: crm::rows(seed, now, &people),
            web: web::rows(seed, now, &people),
            orders: purchase::rows(seed, now, &people),
            consents: agreement::rows(seed, now, &people),
            config: config.clone(),
            people,
            truth: Truth::default(),
        };
        world.truth = world.find_truth();
        world
    }

    /// Writes `crm.csv`, `web.jsonl`, `orders.parquet` and `consents.csv` into `dir`, which is made
    /// when it is missing. Existing files are replaced.
    ///
    /// Errors: [`SimulatorError::Write`] with the path when the disk refuses.
    pub fn write_sources(&self, dir: &Path) -> Result<Files, SimulatorError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| SimulatorError::Write { path, source }
        };
        std::fs::create_dir_all(dir).map_err(failed(dir))?;
        let files = Files {
            crm: dir.join("crm.csv"),
            web: dir.join("web.jsonl"),
            orders: dir.join("orders.parquet"),
            consents: dir.join("consents.csv"),
        };
        std::fs::write(&files.crm, windows_1252(&crm::csv(&self.crm))).map_err(failed(&files.crm))?;
        std::fs::write(&files.web, web::jsonl(&self.web, &self.people)).map_err(failed(&files.web))?;
        std::fs::write(&files.consents, agreement::csv(&self.consents)).map_err(failed(&files.consents))?;
        purchase::write(&self.orders, self.config.now, &files.orders)?;
        Ok(files)
    }

    /// Who is who in the valid rows.
    pub fn truth(&self) -> &Truth {
        &self.truth
    }

    /// How many rows each file has, in the order crm, web, orders, consents; duplicates counted.
    pub fn n_rows(&self) -> [usize; 4] {
        [self.crm.len(), self.web.len(), self.orders.len(), self.consents.len()]
    }

    /// Every row that was broken on purpose, file by file.
    pub fn broken(&self) -> Vec<BrokenRow> {
        let mut broken = Vec::new();
        let mut add = |source, row: usize, key: &str, defect: Option<Defect>| {
            if let Some(defect) = defect {
                let key = (defect != Defect::MissingId).then(|| key.to_owned());
                broken.push(BrokenRow { source, row: row + 1, key, defect });
            }
        };
        for (at, row) in self.crm.iter().enumerate() {
            add("crm", at, &row.crm_id, row.defect);
        }
        for (at, row) in self.web.iter().enumerate().filter(|(_, row)| row.defect.is_some()) {
            add("web", at, &web::message_id(row.message_id), row.defect);
        }
        for (at, row) in self.orders.iter().enumerate() {
            add("orders", at, &row.order_id, row.defect);
        }
        for (at, row) in self.consents.iter().enumerate() {
            add("consents", at, &row.consent_id, row.defect);
        }
        broken
    }

    fn find_truth(&self) -> Truth {
        let mut truth = Truth::default();
        let mut seen = HashSet::new();
        let owners: HashMap<&str, u32> = self
            .people
            .iter()
            .flat_map(|person| person.emails.iter().map(move |email| (email.as_str(), person.index)))
            .collect();
        let email = |truth: &mut Truth, email: &str, person: u32| {
            let email = email.trim().to_lowercase();
            if !email.is_empty() {
                let owner = owners.get(email.as_str()).copied().unwrap_or(person);
                truth.add_identifier("email", &email, owner);
            }
        };
        for row in self.crm.iter().filter(|row| row.defect.is_none()) {
            truth.add_record("crm", &row.crm_id, row.person);
            email(&mut truth, &row.email, row.person);
            seen.insert(row.person);
        }
        for row in self.orders.iter().filter(|row| row.defect.is_none()) {
            truth.add_record("orders", &row.order_id, row.person);
            email(&mut truth, row.email.as_deref().unwrap_or_default(), row.person);
            customer(&mut truth, row.customer_id.as_deref(), row.person);
            seen.insert(row.person);
        }
        for row in self.consents.iter().filter(|row| row.defect.is_none()) {
            truth.add_record("consents", &row.consent_id, row.person);
            email(&mut truth, &row.email, row.person);
            customer(&mut truth, row.customer_id.as_deref(), row.person);
            seen.insert(row.person);
        }
        for row in self.web.iter().filter(|row| row.defect.is_none()) {
            let Some(person) = self.people.get(row.person as usize) else { continue };
            if let Some(device) = row.device.and_then(|device| person.devices.get(device)) {
                truth.add_identifier("anonymous_id", device, row.person);
            }
            if row.is_signed_in || row.happening == Happening::EmailSent {
                customer(&mut truth, person.customer_id.as_deref(), row.person);
            }
            if matches!(row.happening, Happening::SignedIn | Happening::Subscribed | Happening::EmailSent) {
                if row.happening != Happening::EmailSent {
                    truth.add_record("web", &web::message_id(row.message_id), row.person);
                }
                email(&mut truth, person.email(), row.person);
            }
            seen.insert(row.person);
        }
        truth.count(seen.len());
        truth
    }
}

fn customer(truth: &mut Truth, id: Option<&str>, person: u32) {
    if let Some(id) = id {
        truth.add_identifier("customer_id", id, person);
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::purchase::tests::spend;
    use vocabulary::Purpose;

    impl World {
        /// The demo's audience by the truth: two orders in 180 days, none in 60, both consents; with
        /// their orders and cents in those 180 days.
        pub(crate) fn audience(&self) -> Vec<(u32, u32, i64)> {
            let (now, n) = (self.config.now, self.people.len());
            let willing =
                agreement::tests::willing(&self.consents, &[Purpose::Marketing, Purpose::AiContent]);
            let recent = spend(&self.orders, now, -1, 60, n);
            let all = spend(&self.orders, now, -1, 180, n);
            let people = recent.iter().zip(&all).zip(0u32..);
            let lapsed = people
                .filter(|((recent, all), person)| recent.0 == 0 && 2 <= all.0 && willing.contains(person));
            lapsed.map(|((_, all), person)| (person, all.0, all.1)).collect()
        }
    }

    /// Lapsed as of two weeks before, who bought in these: as often as the holdout does in the two weeks after.
    #[test]
    fn the_lapsed_come_back_before_as_they_do_after() {
        let (mut n_lapsed, mut n_back) = (0, 0);
        for seed in 1..=3 {
            let world = World::generate(&Config::new(seed));
            let (now, n) = (world.config.now, world.people.len());
            let in_days = |from, to| spend(&world.orders, now, from, to, n);
            let (window, recent, all) = (in_days(-1, 14), in_days(14, 74), in_days(14, 194));
            for ((window, recent), all) in window.iter().zip(&recent).zip(&all) {
                let is_lapsed = recent.0 == 0 && 2 <= all.0;
                n_lapsed += u32::from(is_lapsed);
                n_back += u32::from(is_lapsed && 0 < window.0);
            }
        }
        let share = f64::from(n_back) / f64::from(n_lapsed);
        // Regular shoppers who paused for 60 days are among them, whom nobody counts as lapsed once they are back.
        assert!((0.03..0.065).contains(&share), "{share}");
    }

    #[test]
    fn the_audience_has_the_size_the_story_needs() {
        for seed in 1..=3 {
            let world = World::generate(&Config::new(seed));
            let n = world.audience().len();
            assert!((4_000..=6_000).contains(&n), "{n}");
            assert!((18_500..20_000).contains(&world.truth().n_people()), "{}", world.truth().n_people());
        }
    }
}
