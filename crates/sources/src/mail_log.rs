//! Logs of mail servers, line by line: what became of a mail, and to whom it was sent. Postfix, Sendmail, Exim,
//! Exchange, and whatever writes an answer of SMTP behind an address.
//!
//! A permanent failure closes whom its line names. What was delivered, what is tried again and what the server says of
//! itself says nothing of consent.

/// Answers in words that no other try changes.
const GONE: &[&str] = &[
    "user unknown",
    "unknown user",
    "no such user",
    "no such mailbox",
    "no such recipient",
    "mailbox unavailable",
    "mailbox not found",
    "mailbox does not exist",
    "account does not exist",
    "address does not exist",
    "recipient not found",
    "recipientnotfound",
    "recipient address rejected",
    "invalid recipient",
    "unrouteable address",
    "unrouted address",
    "host not found",
    "host unknown",
    "undeliverable",
    "unzustellbar",
    "permanent failure",
    "permanent error",
    "permanently rejected",
    "hard bounce",
    "hardbounce",
];

/// What says that the mail is tried again.
const AGAIN: &[&str] = &[
    "deferred",
    "greylist",
    "graylist",
    "try again",
    "try later",
    "temporar",
    "will retry",
    "retry time",
    "delayed",
    "soft bounce",
];

/// Words in front of an address that receives.
const TO: &[&str] = &[
    "to",
    "orig_to",
    "rcpt",
    "recipient",
    "recipients",
    "recipient-address",
    "for",
    "**",
    "=>",
    "->",
    "==",
    "an",
    "empfänger",
    "destinataire",
    "addr",
    "address",
    "final-recipient",
    "rfc822",
    "mailbox",
    "user",
];

/// Words in front of an address that sends, or that is none.
const FROM: &[&str] = &[
    "from",
    "f",
    "sender",
    "mail-from",
    "return-path",
    "reply-to",
    "envelope-from",
    "<=",
    "message-id",
    "msgid",
    "id",
    "von",
    "helo",
    "p",
    "u",
];

/// The ends of events as Exchange calls them, between commas.
const EVENTS: &[&str] = &["FAIL", "SEND", "DELIVER", "RECEIVE", "DSN", "DEFER", "TRANSFER", "HAREDIRECT"];

/// Whether lines are those of a log of mail: they begin with their time, and some say what became of a mail.
pub(crate) fn is_log(start: &[u8]) -> bool {
    const N_LINES: usize = 200;
    let text = String::from_utf8_lossy(start);
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).take(N_LINES).collect();
    let own = lines.iter().filter(|line| !line.starts_with('#'));
    let (n_lines, n_timed) = (own.clone().count(), own.clone().filter(|line| begins_with_time(line)).count());
    let n_told = own.clone().filter(|line| verdict(line).is_some()).count();
    let names = |line: &&&str| line.contains('@');
    0 < n_lines && n_lines * 3 <= n_timed * 4 && n_lines <= n_told * 6 && own.clone().any(|line| names(&line))
}

/// `Nov 10 10:00:12`, `2026-11-10 10:00:12`, `10/Nov/2026:10:00:12`, `[2026-11-10T10:00:12]`.
fn begins_with_time(line: &str) -> bool {
    let head: String = line.trim_start_matches('[').chars().take(24).collect();
    let n_digits = head.chars().filter(char::is_ascii_digit).count();
    let has_clock = head.as_bytes().windows(5).any(
        |five| matches!(five, [a, b, b':', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit())),
    );
    let begins = head.starts_with(|c: char| c.is_ascii_digit())
        || ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            .iter()
            .any(|month| head.to_lowercase().starts_with(month));
    has_clock && begins && 6 <= n_digits
}

/// What a line says became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Delivered,
    Again,
    Failed,
}

/// Whether a line tells of a failure that no other try changes.
pub(crate) fn is_failure(line: &str) -> bool {
    verdict(line) == Some(Verdict::Failed)
}

fn verdict(line: &str) -> Option<Verdict> {
    let small = line.to_lowercase();
    if let Some(said) = by_status(&small).or_else(|| by_mark(line)) {
        return Some(said);
    }
    let code = status_codes(&small).max();
    let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
    match code.or_else(|| reply_code(&small)) {
        Some('5') => Some(Verdict::Failed),
        Some('4') => Some(Verdict::Again),
        _ if has(AGAIN) => Some(Verdict::Again),
        _ if has(GONE) => Some(Verdict::Failed),
        Some(_) => Some(Verdict::Delivered),
        None => None,
    }
}

/// What a log says of itself under a name: `status=bounced`, `stat=User unknown`, `dsn=5.1.1`.
fn by_status(small: &str) -> Option<Verdict> {
    let behind = |name: &str| {
        let (_, rest) = small.split_once(name)?;
        Some(rest.trim_start_matches([' ', '"', '\'']))
    };
    let dsn = behind("dsn=").or_else(|| behind("dsn:")).and_then(|rest| rest.chars().next());
    if let Some(digit @ ('2' | '4' | '5')) = dsn {
        return Some(of_digit(digit));
    }
    let said = behind("status=").or_else(|| behind("stat=")).or_else(|| behind("status: "))?;
    let begins = |words: &[&str]| words.iter().any(|word| said.starts_with(word));
    match () {
        _ if begins(&["sent", "delivered", "ok", "success"]) => Some(Verdict::Delivered),
        _ if begins(&["deferred", "delayed", "expired", "queued", "softbounce", "soft"]) => {
            Some(Verdict::Again)
        }
        _ if begins(&["bounced", "failed", "undeliverable", "hard"]) || begins(GONE) => Some(Verdict::Failed),
        _ => None,
    }
}

/// The signs of Exim between its words, and the events of Exchange between commas.
fn by_mark(line: &str) -> Option<Verdict> {
    let has = |mark: &str| line.split_whitespace().any(|word| word == mark);
    let event = line.split([',', '\t']).find(|cell| EVENTS.contains(&cell.trim()));
    match event.map(str::trim) {
        // Why it failed is in the line: an answer that asks for another try counts as that.
        Some("FAIL") if status_codes(line).any(|digit| digit == '4') => return Some(Verdict::Again),
        Some("FAIL") => return Some(Verdict::Failed),
        Some("DEFER") => return Some(Verdict::Again),
        Some("SEND" | "DELIVER" | "RECEIVE" | "TRANSFER") => return Some(Verdict::Delivered),
        _ => {}
    }
    match () {
        _ if has("**") => Some(Verdict::Failed),
        _ if has("==") => Some(Verdict::Again),
        _ if has("=>") || has("->") || has("<=") => Some(Verdict::Delivered),
        _ => None,
    }
}

fn of_digit(digit: char) -> Verdict {
    match digit {
        '5' => Verdict::Failed,
        '4' => Verdict::Again,
        _ => Verdict::Delivered,
    }
}

/// The first digits of the status codes in a text, as `5.1.1`: neither an address of four numbers nor the day a line
/// begins with.
///
/// Source: RFC 3463, section 2.
fn status_codes(text: &str) -> impl Iterator<Item = char> + '_ {
    let is_of_code = |c: char| c.is_ascii_digit() || c == '.';
    let begin = text.len() - text.trim_start().len();
    text.split(move |c: char| !is_of_code(c)).filter_map(move |piece| {
        let at = piece.as_ptr() as usize - text.as_ptr() as usize;
        let piece = piece.trim_end_matches('.');
        let mut groups = piece.split('.');
        let (first, second, third) = (groups.next()?, groups.next()?, groups.next()?);
        let is_code = matches!(first, "2" | "4" | "5")
            && second.len() == 1
            && (1..=3).contains(&third.len())
            && groups.next().is_none();
        (is_code && at != begin).then(|| first.chars().next()).flatten()
    })
}

/// The first digit of an answer without a status code, as `550 No such user`: behind a colon, a bracket, a quote or
/// at the beginning.
fn reply_code(small: &str) -> Option<char> {
    const CODES: &[&str] =
        &["550", "551", "552", "553", "554", "556", "521", "421", "450", "451", "452", "250"];
    let found = CODES.iter().flat_map(|code| small.match_indices(code));
    let mut codes: Vec<char> = found
        .filter(|(at, code)| {
            let before = small.get(..*at).unwrap_or_default().trim_end();
            let after = small.get(at + code.len()..).unwrap_or_default();
            let is_begun = before.is_empty()
                || before.ends_with([':', '(', '"', '\'', '=', ',', ';', '>'])
                || ["said", "error", "reply", "response", "code", "smtp"]
                    .iter()
                    .any(|word| before.ends_with(word));
            is_begun && (after.starts_with([' ', '-']))
        })
        .filter_map(|(_, code)| code.chars().next())
        .collect();
    codes.sort_unstable();
    codes.pop()
}

/// Whether a value is the code or the word of a failure that may pass: `4.2.2`, `452 4.2.2 mailbox full`, `Transient`.
pub(crate) fn is_passing(value: &str) -> bool {
    let small = value.trim().to_lowercase();
    let folded: String = small.chars().filter(char::is_ascii_alphanumeric).collect();
    const WORDS: &[&str] = &[
        "transient",
        "soft",
        "softbounce",
        "softbounced",
        "temporary",
        "temporaryfailure",
        "deferred",
        "deferral",
        "delayed",
        "greylisted",
        "graylisted",
        "undetermined",
        "mailboxfull",
        "tryagain",
        "transientfailure",
    ];
    let code = format!("code {small}");
    WORDS.contains(&folded.as_str())
        || status_codes(&code).max() == Some('4')
        || status_codes(&code).max().is_none() && reply_code(&small) == Some('4')
}

/// Whom a line says that a mail went to, or should have: addresses behind a word for the receiver, else the first one
/// that neither sends nor numbers a message.
pub(crate) fn recipients(line: &str) -> String {
    let between = |c: char| c.is_whitespace() || ",;()[]{}\"'|".contains(c);
    let words: Vec<&str> = line.split(between).filter(|word| !word.is_empty()).collect();
    let (mut named, mut others) = (Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.contains('@')) {
        let word = word.trim_end_matches([':', '.', '>']);
        let (label, address) = word.rsplit_once(['=', ':', '<']).unwrap_or(("", word));
        let label = label.trim_end_matches(['=', ':', '<']);
        let before = words.get(at.wrapping_sub(1)).copied().unwrap_or_default();
        let label = if label.is_empty() { before } else { label };
        let label = label.trim_end_matches([':', '=', '<']).to_lowercase();
        let address = address.trim_matches(['<', '>']);
        match () {
            _ if TO.contains(&label.as_str()) => named.push(address),
            _ if FROM.contains(&label.as_str()) => {}
            // Between commas a name in angles is the number of a message.
            _ if words.get(at).is_some_and(|whole| whole.starts_with('<')) && line.contains(',') => {}
            _ => others.push(address),
        }
    }
    if named.is_empty() {
        named.extend(others.first());
    }
    named.dedup();
    named.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_whom_a_mail_did_not_reach_for_good() {
        for (line, whom) in [
            (
                "Nov 16 10:06:12 mx1 postfix/smtp[2006]: 4F: to=<ann@x.org>, relay=mx.x.org[192.0.2.1]:25, delay=1.2, dsn=5.1.1, status=bounced (host mx.x.org said: 550 5.1.1 <ann@x.org>: Recipient address rejected: User unknown)",
                "ann@x.org",
            ),
            (
                "2026-11-16 10:06:12 1abcde-0001 ** ann@x.org R=dnslookup T=remote_smtp H=mx.x.org [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<ann@x.org>: 550 User unknown",
                "ann@x.org",
            ),
            (
                "Nov 16 10:06:12 mx sm-mta[99]: pAG: to=<ann@x.org>, delay=00:00:01, mailer=esmtp, relay=mx.x.org., dsn=5.1.1, stat=User unknown",
                "ann@x.org",
            ),
            (
                "2026-11-20T10:00:00.123Z,,,,mx1,,,ROUTING,FAIL,123,<m1@shop.example>,ann@x.org,550 5.1.10 RESOLVER.ADR.RecipientNotFound,99,1,News,news@shop.example",
                "ann@x.org",
            ),
            ("2026-11-20 10:00 from news@shop.example to ann@x.org: 550 no such user here", "ann@x.org"),
        ] {
            assert!(is_failure(line), "{line}");
            assert_eq!(recipients(line), whom, "{line}");
        }
    }

    #[test]
    fn what_is_delivered_or_tried_again_fails_nobody() {
        for line in [
            "Nov 10 10:00:12 mx1 postfix/smtp[2000]: 4F: to=<ann@x.org>, dsn=4.2.2, status=deferred (mailbox full)",
            "Nov 10 10:00:12 mx1 postfix/smtp[2000]: 4F: to=<ann@x.org>, dsn=2.0.0, status=sent (250 2.0.0 OK)",
            "Nov 10 10:00:12 mx1 postfix/smtp[2000]: 4F: to=<ann@x.org>, dsn=4.7.1, status=deferred (host said: 450 4.7.1 Greylisted, see 550 rules)",
            "2026-11-16 10:06:12 1abc => ann@x.org R=dnslookup T=remote_smtp H=mx [192.0.2.1] C=\"250 OK\"",
            "2026-11-16 10:06:12 1abc == ann@x.org R=dnslookup defer (-53): retry time not reached for any host",
            "2026-11-16 10:06:12 1abc <= news@shop.example H=app [10.5.1.1] P=esmtp S=550",
            "Nov 10 10:00:12 mx1 postfix/qmgr[1]: 4F: from=<news@shop.example>, size=5511, nrcpt=1 (queue active)",
            "5.1.26 10:00 ann@x.org sent",
        ] {
            assert!(!is_failure(line), "{line}");
        }
    }

    #[test]
    fn a_log_is_told_from_a_list() {
        let log =
            "Nov 10 10:00:12 mx1 postfix/smtp[2]: 4F: to=<ann@x.org>, dsn=2.0.0, status=sent (250 OK)\n"
                .repeat(5);
        assert!(is_log(log.as_bytes()));
        for list in [
            "ann@x.org\nben@x.org\n",
            "- Ann, ann@x.org (belde 3/11, boos)\n- Ben 06-02657200\n",
            "date,email,event\n2026-11-10 10:00:12,ann@x.org,open\n2026-11-10 10:00:13,ann@x.org,click\n",
        ] {
            assert!(!is_log(list.as_bytes()), "{list}");
        }
    }

    #[test]
    fn codes_and_words_of_what_may_pass() {
        for value in ["4.7.1", "452 4.2.2 mailbox full", "Transient", "soft", "421 try later", "Greylisted"] {
            assert!(is_passing(value), "{value}");
        }
        for value in ["5.1.1", "550 5.1.1 user unknown", "blocked", "Permanent", "bounce", "2026-11-04", "4"]
        {
            assert!(!is_passing(value), "{value}");
        }
    }
}
