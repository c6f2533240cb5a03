//! Who sent a mail, in what tools tell of it: never whom it was sent to, so that nothing that came back closes them.

use crate::Property;
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

/// Whether a column or the path of a value holds who sent a mail: `mail.source`, `commonHeaders.from`, `Return-Path`.
pub(crate) fn is_of_sender(path: &str) -> bool {
    let mut parts = path.rsplit('.').map(folded);
    let last = parts.next().unwrap_or_default();
    let mut is_of_mail = || parts.next().is_some_and(|parent| parent == "mail");
    SENDERS.contains(&last.as_str()) || last == "source" && is_of_mail()
}

/// Whether what a row says of this property may name whom it is about: it is a column, and not that of the sender.
pub(crate) fn may_name(property: &Property) -> bool {
    property.constant.is_none() && !property.names().any(is_of_sender)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sent_a_mail_is_told_from_whom_it_was_sent_to() {
        for path in ["mail.source", "mail.commonHeaders.from", "From", "Return-Path", "mail.sendingAccountId"]
        {
            assert!(is_of_sender(path), "{path}");
        }
        for path in ["source", "lead.source", "mail.destination", "To", "recipient", "Email", "from_city"] {
            assert!(!is_of_sender(path), "{path}");
        }
    }
}
