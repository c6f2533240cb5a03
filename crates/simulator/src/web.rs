use crate::calendar::Civil;
use crate::calendar::days_before;
use crate::defect::{Defect, draw_defect, impossible_date};
use crate::draw::{Draw, Stream};
use crate::person::Person;
use crate::shopper::Lifecycle;
use serde_json::{Value, json};
use vocabulary::{SECOND, Timestamp};

/// The protocol lets a message come without an id, so a missing one is no defect here.
const DEFECTS: &[Defect] = &[
    Defect::ImpossibleDate,
    Defect::FutureDate,
    Defect::TornLine,
    Defect::UnknownWord,
    Defect::WrongType,
    Defect::NoIdentity,
];

/// What is on the shelf: path, name, category, cents.
const PRODUCTS: &[(&str, &str, &str, i64)] = &[
    ("peaches", "Peaches, 2 lb", "produce", 599),
    ("pecans", "Pecan halves", "pantry", 1_249),
    ("grits", "Stone-ground grits", "pantry", 549),
    ("sweet-tea", "Sweet tea, gallon", "drinks", 399),
    ("vidalia-onions", "Vidalia onions", "produce", 449),
    ("pimento-cheese", "Pimento cheese", "dairy", 679),
    ("cornbread-mix", "Cornbread mix", "pantry", 329),
    ("coffee", "Coffee beans", "drinks", 1_399),
    ("eggs", "Eggs, dozen", "dairy", 429),
    ("collards", "Collard greens", "produce", 299),
];

/// What happened on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Happening {
    /// A page was seen.
    Page,
    /// A product was looked at.
    ProductViewed,
    /// The visitor signed in: device and customer are tied.
    SignedIn,
    /// The visitor left an e-mail address: device and address are tied.
    Subscribed,
    /// The old mailing tool reports a message; three in a week reach the frequency cap.
    EmailSent,
}

/// One message of the Segment protocol.
#[derive(Debug, Clone)]
pub(crate) struct WebRow {
    pub(crate) person: u32,
    pub(crate) message_id: u128,
    pub(crate) happening: Happening,
    pub(crate) at: Timestamp,
    /// Which of the person's devices; none when a server sends.
    pub(crate) device: Option<usize>,
    /// Whether the customer id is known to the sender.
    pub(crate) is_signed_in: bool,
    product: usize,
    pub(crate) defect: Option<Defect>,
}

/// Makes half a year of web traffic. One message in a hundred is delivered twice, byte for byte.
pub(crate) fn rows(seed: u64, now: Timestamp, people: &[Person]) -> Vec<WebRow> {
    let mut rows = Vec::new();
    for person in people {
        let mut draw = Draw::of(seed, Stream::Web, u64::from(person.index), 0);
        if draw.chance(0.72) {
            visits(person, now, &mut draw, &mut rows);
        }
        if draw.chance(0.02) {
            for sent in 0..3 {
                let at =
                    days_before(now, draw.between(0.3 + 2.0 * f64::from(sent), 2.2 + 2.0 * f64::from(sent)));
                rows.push(WebRow { defect: None, ..row(person, Happening::EmailSent, at, None, &mut draw) });
            }
        }
    }
    rows.sort_by_key(|row| (row.at, row.person, row.message_id));
    let again: Vec<WebRow> =
        rows.iter().skip(50).step_by(100).filter(|r| r.defect.is_none()).cloned().collect();
    rows.extend(again);
    rows
}

fn visits(person: &Person, now: Timestamp, draw: &mut Draw, rows: &mut Vec<WebRow>) {
    let earliest = match person.shopper.lifecycle {
        Lifecycle::Active => 0.1,
        Lifecycle::Lapsed => 20.0,
        Lifecycle::Prospect => 1.0,
        Lifecycle::Occasional | Lifecycle::Gone => 10.0,
    };
    let n_visits = 1 + draw.weighted(&[0.5, 0.3, 0.2]);
    for _ in 0..n_visits {
        let start = days_before(now, draw.between(earliest, 180.0));
        let device = Some(draw.below(u32::try_from(person.devices.len()).unwrap_or(1)) as usize);
        let mut at = start;
        let mut is_signed_in = false;
        for step in 0..=draw.below(3) {
            let happening = if step == 0 { Happening::Page } else { Happening::ProductViewed };
            rows.push(WebRow { is_signed_in, ..row(person, happening, at, device, draw) });
            at = at + SECOND.times(draw.int(5, 240));
            if step == 0 && person.customer_id.is_some() && draw.chance(0.55) {
                is_signed_in = true;
                rows.push(WebRow { is_signed_in, ..row(person, Happening::SignedIn, at, device, draw) });
            } else if step == 0 && person.customer_id.is_none() && draw.chance(0.5) {
                rows.push(row(person, Happening::Subscribed, at, device, draw));
            }
        }
    }
}

fn row(
    person: &Person,
    happening: Happening,
    at: Timestamp,
    device: Option<usize>,
    draw: &mut Draw,
) -> WebRow {
    WebRow {
        person: person.index,
        message_id: u128::from(draw.bits()) << 64 | u128::from(draw.bits()),
        happening,
        at,
        device,
        is_signed_in: false,
        product: draw.below(10) as usize,
        defect: draw_defect(DEFECTS, draw),
    }
}

/// The id as it is written.
pub(crate) fn message_id(id: u128) -> String {
    format!("web-{id:032x}")
}

fn message(row: &WebRow, person: &Person) -> Value {
    let at = Civil::of(row.at).milliseconds();
    let mut message = json!({ "messageId": message_id(row.message_id), "timestamp": at });
    let device = row.device.and_then(|device| person.devices.get(device));
    // The mailing tool knows people without account by a number of its own: the spec wants somebody named.
    let of_mailing_tool = (row.happening == Happening::EmailSent && person.customer_id.is_none())
        .then(|| json!(format!("mailing-{}", person.index)));
    set(&mut message, "anonymousId", device.map(|id| json!(id)).or(of_mailing_tool));
    let customer = person.customer_id.as_ref().map(|id| json!(id));
    set(
        &mut message,
        "userId",
        customer.filter(|_| row.is_signed_in || row.happening == Happening::EmailSent),
    );
    let (path, name, category, cents) = PRODUCTS.get(row.product).copied().unwrap_or(("", "", "", 0));
    let price = cents as f64 / 100.0;
    let (kind, rest) = match row.happening {
        Happening::Page => {
            ("page", json!({ "name": "Shelf", "properties": { "path": format!("/{category}") } }))
        }
        Happening::ProductViewed => {
            let properties =
                json!({ "product_id": path, "name": name, "category": category, "price": price });
            ("track", json!({ "event": "Product Viewed", "properties": properties }))
        }
        Happening::SignedIn | Happening::Subscribed => {
            ("identify", json!({ "traits": { "email": person.email() } }))
        }
        Happening::EmailSent => {
            let context = json!({ "traits": { "email": person.email() } });
            let properties = json!({ "campaign": "Weekly shelf", "tool": "old mailing tool" });
            ("track", json!({ "event": "Email Sent", "properties": properties, "context": context }))
        }
    };
    set(&mut message, "type", Some(json!(kind)));
    for (key, value) in rest.as_object().into_iter().flatten() {
        set(&mut message, key, Some(value.clone()));
    }
    message
}

fn set(message: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(fields), Some(value)) = (message.as_object_mut(), value) {
        fields.insert(key.to_owned(), value);
    }
}

fn unset(message: &mut Value, key: &str) {
    if let Some(fields) = message.as_object_mut() {
        fields.remove(key);
    }
}

/// The file: one message a line, broken lines broken.
pub(crate) fn jsonl(rows: &[WebRow], people: &[Person]) -> String {
    let mut out = String::with_capacity(rows.len() * 260);
    for (at, row) in rows.iter().enumerate() {
        let Some(person) = people.get(row.person as usize) else { continue };
        let mut message = message(row, person);
        let time = Civil::of(row.at).milliseconds();
        let clock = time.get(10..).unwrap_or_default();
        match row.defect {
            Some(Defect::ImpossibleDate) => {
                set(&mut message, "timestamp", Some(json!(format!("{}{clock}", impossible_date(at)))));
            }
            Some(Defect::FutureDate) => {
                set(&mut message, "timestamp", Some(json!(format!("2036-02-03{clock}"))))
            }
            Some(Defect::UnknownWord) => set(&mut message, "type", Some(json!("tracked"))),
            Some(Defect::WrongType) => set(&mut message, "properties", Some(json!("[object Object]"))),
            Some(Defect::NoIdentity) => {
                ["anonymousId", "userId", "traits", "context"].iter().for_each(|key| unset(&mut message, key))
            }
            _ => {}
        }
        let line = message.to_string();
        // A writer that was killed leaves the front of a line; messages are ASCII, any byte will do.
        let torn = row.defect == Some(Defect::TornLine);
        out.push_str(if torn { line.get(..line.len() * 2 / 3).unwrap_or(&line) } else { &line });
        out.push('\n');
    }
    out
}
