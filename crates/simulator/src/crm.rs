use crate::calendar::{Civil, date};
use crate::defect::{Defect, bad_email, draw_defect, impossible_date};
use crate::draw::{Draw, Stream};
use crate::names::NICKNAMES;
use crate::person::{Address, Person, fold};
use crate::text::{mojibake, phone, push_csv, typo};
use vocabulary::{DAY, SECOND, Timestamp};

const DEFECTS: &[Defect] = &[
    Defect::MissingId,
    Defect::ImpossibleDate,
    Defect::FutureDate,
    Defect::BadEmail,
    Defect::ExtraColumn,
    Defect::WrongType,
];

const HEADER: &[&str] = &[
    "crm_id",
    "first_name",
    "last_name",
    "email",
    "phone",
    "birth_date",
    "street",
    "city",
    "state",
    "zip",
    "loyalty_tier",
    "created_at",
];

/// One row of the CRM export, as the till, the call centre or the web form wrote it.
#[derive(Debug, Clone)]
pub(crate) struct CrmRow {
    pub(crate) person: u32,
    /// Given when the rows are in order.
    pub(crate) crm_id: String,
    first: String,
    last: String,
    pub(crate) email: String,
    phone: String,
    birth: String,
    street: String,
    city: &'static str,
    state: &'static str,
    zip: String,
    tier: &'static str,
    created_at: Timestamp,
    pub(crate) defect: Option<Defect>,
}

/// Makes the export: about seven people in ten, some of them twice.
pub(crate) fn rows(seed: u64, now: Timestamp, people: &[Person]) -> Vec<CrmRow> {
    let mut rows = Vec::new();
    for person in people {
        let mut draw = Draw::of(seed, Stream::Crm, u64::from(person.index), 0);
        let p_listed = if person.shopper.is_buyer() { 0.76 } else { 0.82 };
        if !draw.chance(p_listed) {
            continue;
        }
        rows.push(first_row(person, now, &mut draw));
        // 0.10 per listed person makes 9 rows in 100 duplicates.
        for p in [0.092, 0.1] {
            if !draw.chance(p) {
                break;
            }
            rows.push(duplicate(person, now, &mut draw));
        }
    }
    rows.sort_by_key(|row| (row.created_at, row.person));
    for (at, row) in rows.iter_mut().enumerate() {
        row.crm_id = format!("K{:06}", 100_001 + at);
    }
    rows
}

fn first_row(person: &Person, now: Timestamp, draw: &mut Draw) -> CrmRow {
    let (first, last) = styled(person.given.to_owned(), person.family.to_owned(), draw);
    let shared = person.shared_mailbox.as_deref().filter(|_| draw.chance(0.5));
    let email = shared.unwrap_or(person.email()).to_owned();
    let number = match &person.landline {
        Some(landline) if draw.chance(0.3) => landline,
        _ => &person.mobile,
    };
    let digits = phone(number, draw);
    let (street, zip) = (street(&person.home, draw), zip(&person.home, draw));
    let seconds = draw.int(0, 86_399);
    CrmRow {
        person: person.index,
        crm_id: String::new(),
        first,
        last,
        email: present(cased(email, draw), 0.9, draw),
        phone: present(digits, 0.8, draw),
        birth: present(person.birth.clone(), 0.62, draw),
        street: present(street, 0.86, draw),
        city: person.home.city,
        state: person.home.state,
        zip,
        tier: draw.pick_by_rank(&["", "bronze", "silver", "gold"]),
        created_at: now - DAY.times(draw.int(30, 2_500)) - SECOND.times(seconds),
        defect: draw_defect(DEFECTS, draw),
    }
}

/// The same person entered again. At least the e-mail, the phone or name with birth date and home
/// stay, so that a careful reader could tell.
fn duplicate(person: &Person, now: Timestamp, draw: &mut Draw) -> CrmRow {
    let mut row = first_row(person, now, draw);
    row.email = if draw.chance(0.8) { person.some_email(0.35, draw).to_owned() } else { String::new() };
    row.phone =
        if draw.chance(0.75) || row.email.is_empty() { phone(&person.mobile, draw) } else { row.phone };
    if draw.chance(0.5) {
        row.birth.clone_from(&person.birth);
    }
    let (given, family) = (person.given, person.family);
    match draw.weighted(&[0.24, 0.24, 0.2, 0.08, 0.12, 0.12]) {
        0 => row.last = typo(family, draw),
        1 => row.first = typo(given, draw),
        2 => row.first = nickname(given).to_owned(),
        3 => (row.first, row.last) = (family.to_owned(), given.to_owned()),
        4 => (row.first, row.last) = (String::new(), format!("{}, {given}", family.to_uppercase())),
        _ => {
            if let Some(home) = &person.former_home {
                (row.street, row.zip) = (street(home, draw), home.postcode.to_owned());
                (row.city, row.state) = (home.city, home.state);
            }
        }
    }
    if draw.chance(0.02) {
        row.birth = slipped_birth(&person.birth);
    }
    if draw.chance(0.02) && !row.email.is_empty() {
        row.email = typo(&row.email, draw);
    }
    row
}

/// Names in the styles of different forms: capitals, lower case, marks lost, bytes misread.
fn styled(first: String, last: String, draw: &mut Draw) -> (String, String) {
    match draw.weighted(&[0.8, 0.06, 0.05, 0.06, 0.03]) {
        1 => (first.to_uppercase(), last.to_uppercase()),
        2 => (first.to_lowercase(), last.to_lowercase()),
        3 => (fold(&first), fold(&last)),
        4 => (mojibake(&first), mojibake(&last)),
        _ => (first, last),
    }
}

fn cased(email: String, draw: &mut Draw) -> String {
    match draw.weighted(&[0.9, 0.06, 0.04]) {
        1 => email.to_uppercase(),
        2 => format!(" {email}"),
        _ => email,
    }
}

fn present(value: String, p: f64, draw: &mut Draw) -> String {
    if draw.chance(p) { value } else { String::new() }
}

fn nickname(given: &'static str) -> &'static str {
    NICKNAMES.iter().find(|(name, _)| *name == given).map_or(given, |(_, nickname)| nickname)
}

/// Day and month exchanged where that is a date too, else the next decade.
fn slipped_birth(birth: &str) -> String {
    let mut parts = birth.splitn(3, '-').map(|part| part.parse::<i64>().unwrap_or(1));
    let (year, month, day) =
        (parts.next().unwrap_or(1970), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    if day <= 12 && day != month { date(year, day, month) } else { date(year - 10, month, day) }
}

fn street(home: &Address, draw: &mut Draw) -> String {
    let kind = if draw.chance(0.5) { home.kind.0 } else { home.kind.1 };
    let unit = home.unit.map_or(String::new(), |unit| {
        let word = draw.pick(&["Apt", "Unit", "#"]);
        let comma = if draw.chance(0.4) { "," } else { "" };
        format!("{comma} {word} {unit}")
    });
    let line = format!("{} {} {kind}{unit}", home.number, home.street);
    if draw.chance(0.07) { line.to_uppercase() } else { line }
}

fn zip(home: &Address, draw: &mut Draw) -> String {
    if draw.chance(0.08) {
        return format!("{}-{:04}", home.postcode, draw.int(1, 9_999));
    }
    home.postcode.to_owned()
}

/// The file: header and rows.
pub(crate) fn csv(rows: &[CrmRow]) -> String {
    let mut out = String::with_capacity(rows.len() * 130);
    push_csv(&mut out, HEADER);
    for (at, row) in rows.iter().enumerate() {
        push_row(&mut out, row, at);
    }
    out
}

fn push_row(out: &mut String, row: &CrmRow, at: usize) {
    let mut row = row.clone();
    let mut created = Civil::of(row.created_at).date();
    match row.defect {
        Some(Defect::MissingId) => row.crm_id.clear(),
        Some(Defect::ImpossibleDate) => row.birth = impossible_date(at).to_owned(),
        Some(Defect::FutureDate) => created = date(2031, 1 + (at % 12) as i64, 9),
        Some(Defect::BadEmail) => row.email = bad_email(row.email.trim_matches([' ', '@']), at),
        Some(Defect::WrongType) => created = "last spring".to_owned(),
        _ => {}
    }
    let fields = [
        row.crm_id.as_str(),
        &row.first,
        &row.last,
        &row.email,
        &row.phone,
        &row.birth,
        &row.street,
        row.city,
        row.state,
        &row.zip,
        row.tier,
        &created,
    ];
    if row.defect == Some(Defect::ExtraColumn) {
        let plain = fields.map(|field| field.replace(',', ""));
        let [id, first, last, email, phone, birth, street, rest @ ..] = plain;
        let [city, state, zip, tier, created] = rest;
        out.push_str(&format!(
            "{id},{first},{last},{email},{phone},{birth},{street}, Rear,{city},{state},{zip},{tier},{created}\n"
        ));
        return;
    }
    push_csv(out, &fields);
}
