//! Mails as they are: one that came back closes whom it did not reach, one in which somebody says no closes who wrote
//! it. Whom a mail is sent to is never who said something: that is our own mailbox.
//!
//! Sources: RFC 3464 (reports of delivery), RFC 5965 (reports of abuse), RFC 4155 (several mails in one file).

use super::notices::{tells_failure, unreached};
use super::packed::unpacked;
use super::{Found, LooseRow};
use crate::no_words::{is_plain_no, is_strong_no};

/// Fields at the head of a mail; one that begins with another is no mail.
const FIELDS: &[&str] = &[
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "content-type",
    "reply-to",
    "sender",
    "dkim-signature",
    "arc-seal",
    "authentication-results",
    "auto-submitted",
];

/// Lines of a mail in which somebody may say no; what is further down is seldom their own.
const N_LINES: usize = 40;

/// Bytes of what somebody wrote that are kept as evidence.
const N_BYTES: usize = 200;

/// Fields of a head, in small letters, with their values.
type Fields = Vec<(String, String)>;

/// Whether a text is a mail, or several of them.
pub(super) fn is_mail(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches(['\u{feff}', '\r', '\n', ' ']);
    let text =
        if text.starts_with("From ") { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text };
    let head = fields(text.lines());
    let known = head.iter().filter(|(name, _)| FIELDS.contains(&name.as_str())).count();
    let begins = head.first().is_some_and(|(name, _)| is_field(name));
    let has = |name: &str| head.iter().any(|(known, _)| known == name);
    // Rows of names and values have such fields, too.
    let is_table = ["email", "e-mail", "action", "mail"].iter().any(|name| has(name));
    begins && has("from") && 2 <= known && !is_table
}

fn is_field(name: &str) -> bool {
    FIELDS.contains(&name) || name.starts_with("x-") || name.starts_with("list-") || name.contains('-')
}

/// The rows of mails: one for each mailbox that said no or is gone. `is_listed` where being in the file is a no.
pub(super) fn rows(text: &str, is_listed: bool) -> Found {
    let mut found = Found::default();
    for (line, mail) in mails(text) {
        let mail = unpacked(mail);
        let head = fields(mail.lines());
        let body = body(&mail);
        let field =
            |name: &str| head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let mut add = |who: &str, why: &str| {
            let mut row = LooseRow { line, ..LooseRow::default() };
            row.add("email", who);
            row.add("unsubscribed", why);
            found.rows.push(row);
        };
        if let Some(came_back) = came_back(&head, body) {
            came_back.iter().for_each(|(who, why)| add(who, why));
            continue;
        }
        // What is sent to many has a way out in it, which nobody has taken yet.
        let is_to_many =
            ["list-unsubscribe", "list-id", "feedback-id"].iter().any(|name| field(name).is_some())
                || field("precedence").is_some_and(|word| ["bulk", "list"].contains(&word.trim()));
        if is_to_many && !is_listed {
            continue;
        }
        let said = said(field("subject").unwrap_or_default(), field("to").unwrap_or_default(), body);
        let said = said.or_else(|| is_listed.then(|| "a mail in a list of noes".to_owned()));
        if let (Some(who), Some(why)) = (field("from"), said) {
            add(who, &format!("wrote: {}", without(&why, field("to").unwrap_or_default())));
        }
    }
    found
}

/// A text without the mailboxes that a mail was sent to: they are ours.
fn without(text: &str, to: &str) -> String {
    let own = normalise::addresses(to);
    let is_own = |word: &str| normalise::readings(word).iter().any(|read| own.contains(read));
    text.split(' ').filter(|word| !word.contains('@') || !is_own(word)).collect::<Vec<_>>().join(" ")
}

/// The mails of a file, each with the line where it begins.
fn mails(text: &str) -> Vec<(u64, &str)> {
    let mut begins = vec![(0, 1)];
    let (mut at, mut is_after_blank) = (0, false);
    for (line, nth) in text.split_inclusive('\n').zip(1_u64..) {
        // A mail within a mail has its lines of this kind behind `>`.
        if is_after_blank && line.starts_with("From ") && line.contains([':', '@']) {
            begins.push((at, nth));
        }
        is_after_blank = line.trim().is_empty();
        at += line.len();
    }
    let ends = begins.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let mails = begins.iter().zip(ends);
    mails.filter_map(|((begin, line), end)| Some((*line, text.get(*begin..end)?))).collect()
}

/// The fields of a head up to the first blank line, those of several lines in one.
fn fields<'a>(lines: impl Iterator<Item = &'a str>) -> Fields {
    let mut found: Fields = Vec::new();
    for line in lines.skip_while(|line| line.trim().is_empty()).take_while(|line| !line.trim().is_empty()) {
        match line.split_once(':') {
            _ if line.starts_with([' ', '\t']) => {
                if let Some((_, value)) = found.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            Some((name, value)) if !name.contains(' ') => {
                let value = normalise::words_decoded(value.trim()).into_owned();
                found.push((name.trim().to_lowercase(), value));
            }
            _ => {}
        }
    }
    found
}

/// What stands below the head of a mail.
fn body(mail: &str) -> &str {
    let mut at = 0;
    for line in mail.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() && !mail.get(..at).unwrap_or_default().trim().is_empty() {
            return mail.get(at..).unwrap_or_default();
        }
    }
    ""
}

/// Whom a mail did not reach, or who complained of it, and why; `None` for a mail that somebody wrote.
fn came_back(head: &Fields, body: &str) -> Option<Vec<(String, String)>> {
    let field = |name: &str| head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let blocks: Vec<Fields> = blocks(body).into_iter().map(|block| fields(block.lines())).collect();
    let has = |name: &str| blocks.iter().flatten().any(|(known, _)| known == name);
    if has("final-recipient") || has("original-recipient") {
        return Some(blocks.iter().filter_map(failed).collect());
    }
    if has("feedback-type") {
        return Some(complained(&blocks));
    }
    if let Some(who) = field("x-failed-recipients") {
        let is_passing = body.lines().any(|line| crate::mail_log::is_passing(line.trim()));
        return Some(if is_passing { Vec::new() } else { vec![(who.to_owned(), CAME_BACK.to_owned())] });
    }
    let (from, subject) =
        (field("from").unwrap_or_default().to_lowercase(), field("subject").unwrap_or_default());
    // Mails of servers come from nobody, and are answered by nobody.
    let is_answer = || {
        field("return-path").is_some_and(|path| path.trim() == "<>")
            || field("auto-submitted").is_some_and(|how| how.trim().to_lowercase().starts_with("auto-"))
    };
    let is_of_server =
        OF_SERVERS.iter().any(|name| from.contains(name)) || tells_failure(subject) && is_answer();
    is_of_server.then(|| {
        let unreached = unreached(subject, body).into_iter();
        unreached.map(|who| (who, CAME_BACK.to_owned())).collect()
    })
}

/// Parts of the names of servers that tell what became of a mail.
const OF_SERVERS: &[&str] = &[
    "mailer-daemon",
    "mailer_daemon",
    "mailerdaemon",
    "postmaster@",
    "mail delivery",
    "mail-daemon",
    "microsoftexchange",
];

const CAME_BACK: &str = "its mail came back for good";

/// The recipient of one block of a report, where the mail failed for good.
fn failed(block: &Fields) -> Option<(String, String)> {
    let field = |name: &str| block.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim());
    let of_kind = |value: &str| value.split_once(';').map_or(value, |(_, address)| address).trim().to_owned();
    let named = [field("original-recipient"), field("final-recipient")];
    let mut who: Vec<String> = named.into_iter().flatten().map(of_kind).collect();
    who.dedup();
    let status = field("status").unwrap_or_default();
    let is_failed = match status.chars().next() {
        Some('5') => field("action").is_none_or(|action| action.eq_ignore_ascii_case("failed")),
        Some(_) => false,
        None => field("action").is_some_and(|action| action.to_lowercase().starts_with("fail")),
    };
    let status = status.split([' ', '(']).next().unwrap_or_default();
    (is_failed && !who.is_empty()).then(|| (who.join("; "), format!("{CAME_BACK} {status}")))
}

/// Who complained of a mail: whom the report names, else whom the mail was sent to that it holds.
fn complained(blocks: &[Fields]) -> Vec<(String, String)> {
    let of = |names: &[&str]| -> Vec<String> {
        let all = blocks.iter().flatten();
        all.filter(|(name, _)| names.contains(&name.as_str())).map(|(_, value)| value.clone()).collect()
    };
    let is_other = of(&["feedback-type"]).iter().any(|kind| kind.to_lowercase().contains("not-spam"));
    if is_other {
        return Vec::new();
    }
    let told = of(&["original-rcpt-to", "removal-recipient", "x-hmxmroriginalrecipient"]);
    let who = if told.is_empty() { of(&["to"]) } else { told };
    who.into_iter().map(|who| (who, "complained of a mail".to_owned())).collect()
}

/// The pieces of a body between blank lines.
fn blocks(body: &str) -> Vec<&str> {
    let (mut found, mut begin, mut at) = (Vec::new(), 0, 0);
    for line in body.split_inclusive('\n') {
        if line.trim().is_empty() {
            found.extend(body.get(begin..at).filter(|block| !block.is_empty()));
            begin = at + line.len();
        }
        at += line.len();
    }
    found.extend(body.get(begin..).filter(|block| !block.is_empty()));
    found
}

/// What somebody says in a mail of their own, where it is a no: in its subject, in what they wrote above what they
/// answer to, or by the mailbox they wrote to.
fn said(subject: &str, to: &str, body: &str) -> Option<String> {
    let is_no = |text: &str| is_strong_no(text, false) || (text.len() <= 30 && is_plain_no(text));
    let subject = bare(subject);
    let is_of_way_out = |to: &str| {
        let to = to.trim().trim_start_matches(['<', '"']).to_lowercase();
        ["unsubscribe", "unsub+", "unsub-", "unsub@", "optout", "opt-out"]
            .iter()
            .any(|name| to.starts_with(name))
    };
    if is_no(subject) {
        return Some(cut(subject));
    }
    if to.split([',', '<']).any(is_of_way_out) {
        return Some("to the mailbox for noes".to_owned());
    }
    let body = decoded(body);
    let body = body.lines().map(untagged).collect::<Vec<_>>();
    let own: Vec<&str> = body
        .iter()
        .map(|line| line.trim())
        .take_while(|line| !is_quoted(line))
        .filter(|line| !line.is_empty() && !is_of_part(line))
        .take(N_LINES)
        .collect();
    let by_line = own.iter().find(|line| is_no(line.trim_end_matches(['.', '!']))).map(|line| cut(line));
    by_line.or_else(|| {
        let whole = own.join(" ");
        is_strong_no(&whole, false).then(|| cut(&whole))
    })
}

/// A subject without what says that it answers another.
fn bare(subject: &str) -> &str {
    let mut text = subject.trim();
    while let Some((mark, rest)) = text.split_once(':')
        && ["re", "aw", "sv", "antw", "fwd", "fw", "wg", "odp", "vs", "ynt", "rif", "tr"]
            .contains(&mark.trim().to_lowercase().as_str())
    {
        text = rest.trim();
    }
    text
}

/// Whether what somebody answers to begins here.
fn is_quoted(line: &str) -> bool {
    let line = line.trim();
    let small = line.to_lowercase();
    line.starts_with('>')
        || (line.starts_with("-----") && line.contains(' '))
        || line.starts_with("________")
        || small.starts_with("--- below this line is a copy")
        || (line.ends_with(':') && line.contains('@') && !small.starts_with("to:"))
        || (small.starts_with("on ") && small.ends_with("wrote:"))
        || (small.starts_with("am ") && small.contains("schrieb"))
}

/// Whether a line is of the shape of a mail and nothing that somebody wrote.
fn is_of_part(line: &str) -> bool {
    let small = line.to_lowercase();
    line.starts_with("--") || small.starts_with("content-") || small.starts_with("charset=")
}

/// A line without marks of HTML.
fn untagged(line: &str) -> String {
    let mut is_tag = false;
    let text = line.chars().filter(|c| {
        let is_text = !is_tag && *c != '<';
        is_tag = (is_tag || *c == '<') && *c != '>';
        is_text
    });
    text.collect()
}

/// A body whose letters are spelt in signs, as letters.
fn decoded(body: &str) -> String {
    let small = body.get(..body.floor_char_boundary(2_000)).unwrap_or_default().to_lowercase();
    let is_quoted =
        body.contains("=\n") || body.contains("=\r\n") || body.contains("=C3=") || body.contains("=20");
    if is_quoted {
        let body = body.replace("=\r\n", "").replace("=\n", "");
        let lines = body.lines().map(|line| {
            let word = format!("=?utf-8?Q?{}?=", line.replace(' ', "_").replace('?', "=3F"));
            if line.contains('=') { normalise::words_decoded(&word).into_owned() } else { line.to_owned() }
        });
        return lines.collect::<Vec<_>>().join("\n");
    }
    let is_packed = |block: &&str| {
        let text: String = block.split_whitespace().collect();
        let is_of_it = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        4 <= text.len()
            && text.len().is_multiple_of(4)
            && text.chars().all(is_of_it)
            && !block.trim().contains(' ')
    };
    if !small.contains("base64") && blocks(body).iter().any(|block| !is_packed(block)) {
        return body.to_owned();
    }
    let texts = blocks(body).into_iter().map(|block| {
        let packed: String = block.split_whitespace().collect();
        match is_packed(&block) {
            true => normalise::words_decoded(&format!("=?utf-8?B?{packed}?=")).into_owned(),
            false => block.to_owned(),
        }
    });
    texts.collect::<Vec<_>>().join("\n\n")
}

fn cut(text: &str) -> String {
    text.get(..text.floor_char_boundary(N_BYTES)).unwrap_or(text).to_owned()
}
