//! What the rows of a file are: people, things that happened, consents; and whom and when they speak of.

use super::Asked;
use super::column::Column;
use super::columns::last;
use super::sample::Sample;
use crate::folded::folded;
use crate::header_line::is_day;
use crate::moment::civil;
use crate::no_words::{asks_in_words, asks_when, is_event_of_mail, is_no};
use crate::timepiece::Clock;
use crate::{Format, Lands, Role};
use people::Meaning;
use std::collections::BTreeSet;

/// Parts of names of columns that say when somebody said yes, folded.
pub(super) const SAID: &[&str] =
    &["asked", "agreed", "requested", "consent", "given", "answered", "replied", "wrote"];

/// Names of moments of sales that [`people::meaning`] does not tell.
const DAYS: &[&str] = &["datetime", "saledate", "solddate", "soldat"];

/// What the names of numbers of orders begin with.
const BEGINS_ORDER: &[&str] = &[
    "order",
    "bestell",
    "transaction",
    "invoice",
    "rechnung",
    "commande",
    "pedido",
    "bon",
    "beleg",
    "auftrag",
    "receipt",
    "sale",
    "vorgang",
    "transaktion",
];

/// Parts of such names.
const OF_ORDERS: &[&str] = &[
    "bestel",
    "factu",
    "fattur",
    "transact",
    "kassabon",
    "commande",
    "pedido",
    "ordine",
    "scontrino",
    "nticket",
    "noticket",
    "numeroticket",
    "numerodeticket",
    "verkoop",
    "伝票",
    "注文",
    "受注",
    "取引",
    "レシート",
];

/// The column that says when a row of sales happened, where no name says it alone.
fn day(columns: &[Column], sample: &Sample) -> Option<usize> {
    let is_day = |value: &str| {
        let is_point =
            value.split(['.', '/', '-']).filter(|part| part.bytes().any(|b| b.is_ascii_digit())).count();
        civil(value).is_some() || Clock::default().moment(value).is_some() || 3 <= is_point
    };
    let is_it = |column: &&Column| {
        let last = last(&column.name, sample.format);
        let is_free = matches!(column.role, Role::Extra | Role::Ignore) && !column.is_told();
        let n_values = sample.values(column.at).count();
        let n_days = sample.values(column.at).filter(|value| is_day(value)).count();
        let is_named =
            || DAYS.contains(&folded(last).as_str()) || people::meaning(last) == Some(Meaning::Day);
        is_free && is_named() && n_values < 2 * n_days
    };
    columns.iter().find(is_it).map(|column| column.at)
}

/// Whether a column holds the numbers of orders: with a moment they are orders, whether or not their amount is there.
fn names_orders(column: &Column, sample: &Sample) -> bool {
    let name = last(&column.name, sample.format);
    let is_order = || matches!(people::meaning(name), Some(Meaning::OrderNumber { .. }));
    let last = folded(name);
    let plain = normalise::fold(&last).replace(' ', "");
    column.role == Role::ExternalKey
        && (BEGINS_ORDER.iter().any(|begin| last.starts_with(begin))
            || OF_ORDERS.iter().any(|part| last.contains(part) || plain.contains(part))
            || is_order())
}

/// Whether every row has an address and no two have the same: rows of people, and no log of what they said.
fn each_has_own_address(columns: &[Column], sample: &Sample) -> bool {
    let is_of_log = |column: &Column| matches!(column.role, Role::Purpose | Role::Channel | Role::Action);
    let Some(address) = columns.iter().find(|column| column.role == Role::Email) else { return false };
    let values: Vec<String> = sample.values(address.at).map(|value| value.trim().to_lowercase()).collect();
    let different: BTreeSet<&String> = values.iter().collect();
    !columns.iter().any(is_of_log)
        && 1 < columns.len()
        && values.len() == sample.n_rows()
        && different.len() == values.len()
}

/// Whether a column asks somebody by its name, and is no answer by what stands in it alone: by a word, or as the
/// question of a form.
fn by_name(column: &Column) -> bool {
    let is_question = column.name.trim_end().ends_with(['?', '\u{ff1f}', '\u{61f}']);
    !column.is_by_values || is_question || asks_in_words(&column.name)
}

/// What the rows are by the roles of their columns.
fn guessed(columns: &[Column], is_noes: bool, has_day: bool, sample: &Sample) -> &'static str {
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    let by_channel = columns.iter().any(|column| column.role.is_answer());
    let has_moment = has(Role::OccurredAt) || has_day;
    let is_order = columns.iter().any(|column| names_orders(column, sample)) && has_moment;
    // Money without a moment is what somebody has spent so far.
    let is_sale = has(Role::Revenue) && (has_moment || has(Role::ObservedAt));
    let is_event = is_order || is_sale || has(Role::EventName);
    let is_person = [Role::GivenName, Role::FamilyName, Role::FullName].into_iter().any(has);
    // A list whose name says no is one of people who said it.
    let is_consent = by_channel || has(Role::Action) || (is_noes && !is_event);
    // A form's answers, one row for each address: who agreed there is somebody.
    let asks = |column: &Column| column.role == Role::EmailAction && by_name(column);
    let is_form = !is_noes && columns.iter().any(asks) && each_has_own_address(columns, sample);
    match () {
        _ if is_event && is_consent => "events+consents",
        _ if is_event => "events",
        _ if is_consent && (is_person || is_form) => "records+consents",
        _ if is_consent => "consents",
        _ => "records",
    }
}

/// What the rows are: people, events, consents.
pub(crate) fn lands(
    columns: &mut [Column],
    is_noes: bool,
    sample: &Sample,
    asked: &mut Asked<'_>,
    decisions: &mut Vec<String>,
) -> Vec<Lands> {
    if sample.format == Format::Segment {
        decisions.push(
            "each line is a message of the Segment spec: events, and people where it identifies".to_owned(),
        );
        return vec![Lands::Events, Lands::Records];
    }
    let day = day(columns, sample);
    let guess = guessed(columns, is_noes, day.is_some(), sample);
    let is_open = !asked.is_answered("rows");
    let guess = match guess {
        _ if is_open && is_list(columns) => match of_list(is_noes, asked) {
            Lands::Records => "records",
            _ => "consents",
        },
        // Whoever says that it is a list of noes says that it speaks of consent.
        "records" if is_open && asked.says("action", "withdrawn") => "records+consents",
        guess => guess,
    };
    let text = format!(
        "what is a row: records (people), events, consents, or records+consents? It looks like {guess}"
    );
    let answer = asked.ask("rows", text, Some(guess.to_owned())).unwrap_or_else(|| guess.to_owned());
    let is_word = |word: &str| matches!(word, "records" | "events" | "consents");
    if !answer.split(['+', ',', ' ']).filter(|word| !word.is_empty()).all(is_word) || answer.trim().is_empty()
    {
        asked.wrong("rows", &answer, "records, events, consents or records+consents");
    }
    decisions.push(format!("its rows are {answer}"));
    let lands: Vec<Lands> = answer
        .split(['+', ',', ' '])
        .filter_map(|word| match word {
            "records" => Some(Lands::Records),
            "events" => Some(Lands::Events),
            "consents" => Some(Lands::Consents),
            _ => None,
        })
        .collect();
    date_rows(columns, (&lands, is_noes), day, sample, asked);
    lands
}

/// What a row of tickets that cost nothing is called: who takes one has bought nothing.
pub(super) fn name_of_free(columns: &[Column], lands: &[Lands]) -> Option<&'static str> {
    const PARTS: &[&str] = &[
        "tickettype",
        "ticketclass",
        "ticketname",
        "tickettyp",
        "ticketart",
        "ticketsoort",
        "tickettier",
        "attendee",
        "teilnehmer",
        "deelnemer",
        "participant",
        "asistente",
        "partecipante",
        "typedebillet",
        "tipodeentrada",
        "tipobiglietto",
        "tipodebiglietto",
        "tipusdentrada",
        "tipodebilhete",
        "tipodeingresso",
        "participante",
        "billettype",
        "billettyp",
        "biljettyp",
        "biljettsort",
        "lipputyyppi",
        "piletitup",
        "piletiliik",
        "typvstupenky",
        "druhvstupenky",
        "typbiletu",
        "rodzajbiletu",
        "tipbilet",
        "tipuldebilet",
        "vrstavstopnice",
        "vrstaulaznice",
        "vrstakarte",
        "jegytipus",
        "biletotipas",
        "bilietotipas",
        "biletesveids",
        "bilettype",
        "bilettur",
        "jenistiket",
        "uczestnik",
        "ucastnik",
        "deltager",
        "deltagare",
        "osallistuja",
        "osaleja",
        "resztvevo",
        "sudionik",
        "udelezenec",
        "dalyvis",
        "dalibnieks",
        "katilimci",
        "peserta",
    ];
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    let is_of_tickets = |column: &Column| {
        PARTS.iter().any(|part| normalise::fold(&column.name).replace(' ', "").contains(part))
    };
    let is_it = lands.contains(&Lands::Events) && has(Role::Revenue) && !has(Role::EventName);
    (is_it && columns.iter().any(is_of_tickets)).then_some("Ticket Reserved")
}

/// Gives the rows their moment, by what they are.
fn date_rows(
    columns: &mut [Column],
    (lands, is_noes): (&[Lands], bool),
    day: Option<usize>,
    sample: &Sample,
    asked: &mut Asked<'_>,
) {
    if lands.contains(&Lands::Consents) && !lands.contains(&Lands::Events) {
        date_log_of_mail(columns, sample);
        if !is_noes {
            date_answers(columns, sample);
        }
    }
    match lands.contains(&Lands::Events) {
        true => date(columns, day, asked),
        false => {
            let money = columns.iter_mut().filter(|column| column.role == Role::Revenue && !column.is_told());
            money.for_each(|column| column.keep("kept: no row says when it was spent"));
        }
    }
}

/// Names of the moment of a row in logs of mail tools, folded.
const TIMES: &[&str] = &[
    "timestamp",
    "time",
    "date",
    "datetime",
    "processed",
    "eventtimestamp",
    "eventtime",
    "eventdate",
    "eventdatetime",
    "createdat",
    "created",
    "bouncedat",
    "changedat",
    "receivedat",
    "loggedat",
    "activitydate",
    "activitytime",
    "lastupdatetime",
    "tstamp",
    "ts",
];

/// Gives the rows of a log of what became of mails the moment that each of them tells: that of its no.
fn date_log_of_mail(columns: &mut [Column], sample: &Sample) {
    let tells = |column: &Column| {
        let words: Vec<String> = sample.values(column.at).map(|value| value.trim().to_lowercase()).collect();
        column.role.is_action()
            && !words.is_empty()
            && words.iter().all(|word| is_event_of_mail(word))
            && words.iter().any(|word| is_no(word))
    };
    if columns.iter().any(|column| column.role == Role::OccurredAt) || !columns.iter().any(tells) {
        return;
    }
    let is_time = |column: &Column| {
        let is_free =
            !column.is_told() && matches!(column.role, Role::Extra | Role::Ignore | Role::ObservedAt);
        let mut values = sample.values(column.at).peekable();
        let is_read = values.peek().is_some()
            && values.all(|value| civil(value).is_some() || Clock::default().moment(value).is_some());
        is_free && TIMES.contains(&folded(last(&column.name, sample.format)).as_str()) && is_read
    };
    let is_first = |column: &Column| {
        // Within an object of what happened stands when it did: `bounce.timestamp` beside `mail.timestamp`.
        let parent = column.name.rsplit_once('.').map_or("", |(parents, _)| parents);
        sample.format == Format::Jsonl && is_no(parent.rsplit('.').next().unwrap_or(parent))
    };
    let mut times: Vec<&mut Column> = columns.iter_mut().filter(|column| is_time(column)).collect();
    times.sort_by_key(|column| (!is_first(column), column.name.matches('.').count()));
    let n = times.iter().filter(|column| is_first(column)).count();
    for column in times.into_iter().take(n + 1) {
        column.role = Role::OccurredAt;
        "when what its row tells of happened".clone_into(&mut column.why);
    }
}

/// Gives each answer of an object the moment that stands beside it in the same object, as `consent.email.at` beside
/// `consent.email.status`; whether there is one.
fn date_beside(columns: &mut [Column], sample: &Sample) -> bool {
    const TIMES: &[&str] =
        &["at", "on", "date", "time", "timestamp", "since", "when", "updatedat", "changedat", "givenat"];
    if sample.format != Format::Jsonl {
        return false;
    }
    let parent = |column: &Column| column.name.rsplit_once('.').map(|(parent, _)| parent.to_owned());
    let answers =
        columns.iter().filter(|column| column.role.is_action() && column.role != Role::ContactAction);
    let parents: Vec<String> = answers.filter_map(parent).collect();
    let mut is_any = false;
    for column in columns.iter_mut() {
        let is_beside = parent(column).is_some_and(|parent| parents.contains(&parent));
        let is_time = TIMES.contains(&folded(last(&column.name, sample.format)).as_str());
        if is_beside && is_time && holds_moments(column, sample) {
            column.role = Role::OccurredAt;
            "when the answer beside it was given".clone_into(&mut column.why);
            is_any = true;
        }
    }
    is_any
}

/// Whether a column tells by its name when somebody said yes, and holds moments.
fn tells_when(column: &Column, sample: &Sample) -> bool {
    let folded = folded(last(&column.name, sample.format));
    SAID.iter().any(|said| folded.contains(said)) && !asks_when(&column.name) && holds_moments(column, sample)
}

/// Whether a column that is read for nothing else holds moments.
pub(super) fn holds_moments(column: &Column, sample: &Sample) -> bool {
    let is_free = !column.is_told() && matches!(column.role, Role::Extra | Role::Ignore | Role::ObservedAt);
    let is_moment =
        |value: &str| civil(value).is_some() || is_day(value) || Clock::default().moment(value).is_some();
    let n_values = sample.values(column.at).count();
    is_free && n_values < 2 * sample.values(column.at).filter(|value| is_moment(value)).count()
}

/// Gives the answers of rows that have no moment of their own the one at which the form was filled in, or else the day
/// on which somebody joined: without it a yes has no day.
fn date_answers(columns: &mut [Column], sample: &Sample) {
    let asks =
        |column: &Column| column.role.is_action() && column.role != Role::ContactAction && by_name(column);
    if columns.iter().any(|column| column.role == Role::OccurredAt) || !columns.iter().any(asks) {
        return;
    }
    if date_beside(columns, sample) {
        return;
    }
    let names: Vec<&str> = columns.iter().map(|column| last(&column.name, sample.format)).collect();
    let meanings = people::meanings(&names);
    let is_free = |column: &Column| {
        !column.is_told() && matches!(column.role, Role::Extra | Role::Ignore | Role::ObservedAt)
    };
    let found = |wanted: Meaning| {
        let mut pairs = columns.iter().zip(&meanings);
        pairs.position(|(column, meaning)| *meaning == Some(wanted) && is_free(column))
    };
    let answered = found(Meaning::Answered).map(|at| (at, "by its name: when it was answered"));
    let given = || {
        let at = columns.iter().position(|column| tells_when(column, sample))?;
        Some((at, "by its name: when it was given"))
    };
    let joined = || Some((found(Meaning::JoinDate)?, "by its name: when somebody joined"));
    if let Some((at, why)) = answered.or_else(given).or_else(joined)
        && let Some(column) = columns.get_mut(at)
    {
        column.role = Role::OccurredAt;
        why.clone_into(&mut column.why);
    }
}

/// Gives rows of what happened their moment.
fn date(columns: &mut [Column], day: Option<usize>, asked: &mut Asked<'_>) {
    if columns.iter().any(|column| column.role == Role::OccurredAt) {
        return;
    }
    let seen = columns.iter().find(|column| column.role == Role::ObservedAt).map(|column| column.at);
    let at = seen.or(day).or_else(|| {
        let text = "which column says when it happened?".to_owned();
        let names: Vec<(String, String)> = named(columns);
        asked_column(columns, asked, "when", text, &names)
    });
    if let Some(column) = columns.iter_mut().find(|column| Some(column.at) == at) {
        if column.role != Role::ObservedAt {
            "when it happened".clone_into(&mut column.why);
        }
        column.role = Role::OccurredAt;
    }
}

/// The names of columns, to choose from.
fn named(columns: &[Column]) -> Vec<(String, String)> {
    columns.iter().map(|column| (column.name.clone(), column.name.clone())).collect()
}

/// The column that is answered.
fn asked_column(
    columns: &[Column],
    asked: &mut Asked<'_>,
    key: &str,
    text: String,
    names: &[(String, String)],
) -> Option<usize> {
    let pairs: Vec<(&str, &str)> =
        names.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    let name = asked.ask_choosing(key, text, &pairs)?;
    let wanted = folded(&name);
    let found = columns.iter().find(|column| column.name == name || folded(&column.name) == wanted);
    if found.is_none() {
        asked.wrong(key, &name, "the name of a column");
    }
    found.map(|column| column.at)
}

/// Whether a file is nothing but addresses or numbers, whatever is written around them: being in it is all it says.
fn is_list(columns: &[Column]) -> bool {
    let has = |role: Role| columns.iter().any(|column| column.role == role);
    let holds = |column: &Column| matches!(column.role, Role::Email | Role::Phone);
    let is_bare =
        columns.iter().all(|column| holds(column) || matches!(column.role, Role::Extra | Role::Ignore));
    columns.len() == 1 && is_bare && (has(Role::Email) || has(Role::Phone))
}

/// What being in a file may mean.
pub(super) const OF_LIST: [(&str, &str); 3] = [
    ("withdrawn", "Nobody in this file may be written to"),
    ("granted", "Everybody in this file agreed to be written to"),
    ("nothing", "Neither: it is a list of people"),
];

/// What the rows are where being in the file says nothing of consent, by the answer: people.
pub(super) fn unless_nothing(
    lands: Vec<Lands>,
    columns: &[Column],
    sample: &Sample,
    asked: &mut Asked<'_>,
) -> Vec<Lands> {
    let has_answer = columns.iter().any(|column| column.role.is_action());
    let is_asked = lands.contains(&Lands::Consents) && !sample.is_headless && !has_answer;
    if !is_asked || !asked.says("action", "nothing") {
        return lands;
    }
    let text = "what does being in this file mean: granted, withdrawn or nothing?".to_owned();
    let _ = asked.ask_choosing("action", text, &OF_LIST);
    let mut others: Vec<Lands> = lands.into_iter().filter(|lands| *lands != Lands::Consents).collect();
    if others.is_empty() {
        others.push(Lands::Records);
    }
    others
}

/// What being in a list of addresses means is the one thing it does not say.
pub(super) fn of_list(is_noes: bool, asked: &mut Asked<'_>) -> Lands {
    let text = "what does being in this file mean: granted, withdrawn or nothing?".to_owned();
    let default = is_noes.then(|| "withdrawn".to_owned());
    match asked.ask_choosing_from("action", text, default, &OF_LIST).as_deref() {
        Some("nothing") => Lands::Records,
        _ => Lands::Consents,
    }
}

/// The answer by which the lines of a log of mail are read one by one.
pub(super) const FAILURES: &str = "failures";

/// What the lines of a log of mail mean: each says by itself what became of a mail.
pub(super) fn of_log(asked: &mut Asked<'_>) -> Lands {
    let text = "each line tells what became of a mail: does a permanent failure (failures) close whom its line names, or is everybody in this file out (withdrawn), or does it say nothing of consent (nothing)?";
    let choices = [
        (
            FAILURES,
            "A permanent failure closes whom its line names; delivered and deferred mails say nothing",
        ),
        ("withdrawn", "Nobody in this file may be written to"),
        ("nothing", "Neither: it is a list of people"),
    ];
    let answer = asked.ask_choosing_from("action", text.to_owned(), Some(FAILURES.to_owned()), &choices);
    match answer.as_deref() {
        Some("nothing") => Lands::Records,
        _ => Lands::Consents,
    }
}

/// Sees to it that rows name somebody: by what a column holds, else by an answer.
pub(super) fn name_somebody(columns: &mut [Column], lands: &[Lands], sample: &Sample, asked: &mut Asked<'_>) {
    if matches!(sample.format, Format::Segment) {
        return;
    }
    let has = |columns: &[Column], role: Role| columns.iter().any(|column| column.role == role);
    let reaches = |columns: &[Column]| {
        [Role::CustomerId, Role::Email, Role::Phone, Role::AnonymousId].iter().any(|role| has(columns, *role))
    };
    let is_named = match (lands.contains(&Lands::Consents), lands.contains(&Lands::Records)) {
        (true, _) => reaches(columns),
        // A number of the row's own is found later.
        (false, true) => reaches(columns) || has(columns, Role::ExternalKey) || has_own(columns, sample),
        _ => true,
    };
    if is_named {
        return;
    }
    let text =
        "which column says whom a row is about: by an e-mail address, a phone number or a customer's number?";
    let at = asked_column(columns, asked, "who", text.to_owned(), &named(columns));
    if let Some(column) = columns.iter_mut().find(|column| Some(column.at) == at) {
        column.role = handle(sample, column.at).unwrap_or(Role::CustomerId);
        "it says whom a row is about".clone_into(&mut column.why);
    }
}

/// Whether a column names the rows, each by a value of its own.
fn has_own(columns: &[Column], sample: &Sample) -> bool {
    columns.iter().any(|column| super::columns::names_rows(column, sample))
}

/// What the values of a column are in their majority: addresses or numbers to call.
pub(super) fn handle(sample: &Sample, at: usize) -> Option<Role> {
    let n_values = sample.values(at).count();
    let share =
        |is_it: fn(&str) -> bool| n_values <= 2 * sample.values(at).filter(|value| is_it(value)).count();
    let is_phone = |value: &str| {
        let n_digits = value.bytes().filter(u8::is_ascii_digit).count();
        8 <= n_digits && !value.contains(char::is_alphabetic) && !is_day(value)
    };
    match n_values {
        0 => None,
        _ if share(|value| !normalise::addresses(value).is_empty()) => Some(Role::Email),
        _ if share(is_phone) => Some(Role::Phone),
        _ => None,
    }
}

/// What some values of a column of free text are, whatever stands around them.
pub(super) fn some_handle(sample: &Sample, at: usize) -> Option<Role> {
    let n = |is_it: fn(&str) -> bool| sample.values(at).filter(|value| is_it(value)).count();
    let n_addresses = n(|value| !normalise::addresses(value).is_empty());
    let n_phones = n(|value| 8 <= value.bytes().filter(u8::is_ascii_digit).count());
    match () {
        _ if 0 < n_addresses && n_phones <= n_addresses => Some(Role::Email),
        _ if 0 < n_phones => Some(Role::Phone),
        _ => None,
    }
}
