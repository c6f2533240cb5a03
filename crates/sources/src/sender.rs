//! Who sent a mail, in what tools tell of it: never whom it was sent to, so that nothing that came back closes them.

use crate::folded::folded;

/// Last words of such paths, folded.
const SENDERS: &[&str] = &[
    "from",
    "fromaddress",
    "fromemail",
    "frommail",
    "fromname",
    "mailfrom",
    "envelopefrom",
    "headerfrom",
    "friendlyfrom",
    "sender",
    "senderemail",
    "senderaddress",
    "sendermail",
    "returnpath",
    "replyto",
    "sendingaccountid",
    "sourcearn",
    "sourceip",
    "calleridentity",
];

/// Those that are never whoever wrote an answer, wherever they stand.
const OF_ENVELOPES: &[&str] = &["returnpath", "sendingaccountid", "sourcearn", "calleridentity"];

/// What whom a mail was sent to is called beside them.
const RECEIVERS: &[&str] =
    &["email", "emailaddress", "to", "recipient", "recipients", "rcpt", "rcptto", "destination", "toaddress"];

/// Whether a column or the path of a value holds who sent a mail: `mail.source`, `commonHeaders.from`, `Return-Path`. A
/// bare `From` may be whoever wrote that they want no more.
pub(crate) fn is_of_sender(path: &str) -> bool {
    let mut parts = path.rsplit('.').map(folded);
    let last = parts.next().unwrap_or_default();
    let parent = parts.next();
    let is_named = SENDERS.contains(&last.as_str()) && parent.is_some();
    let is_of_mail = last == "source" && parent.is_some_and(|parent| parent == "mail");
    is_named || is_of_mail || OF_ENVELOPES.contains(&last.as_str())
}

/// Whether a column holds who sent what another one of the file says to whom it was sent.
pub(crate) fn is_beside_receiver(name: &str, others: &[&str]) -> bool {
    let is_receiver = |other: &&str| RECEIVERS.contains(&folded(other).as_str());
    is_of_sender(name) || SENDERS.contains(&folded(name).as_str()) && others.iter().any(is_receiver)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sent_a_mail_is_told_from_whom_it_was_sent_to() {
        for path in ["mail.source", "mail.commonHeaders.from", "Return-Path", "mail.sendingAccountId"] {
            assert!(is_of_sender(path), "{path}");
        }
        for path in
            ["source", "lead.source", "mail.destination", "To", "recipient", "Email", "From", "from_city"]
        {
            assert!(!is_of_sender(path), "{path}");
        }
        assert!(is_beside_receiver("From", &["From", "Email"]));
        assert!(!is_beside_receiver("From", &["From", "Text"]));
    }
}
