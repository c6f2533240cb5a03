//! Names of events that are somebody's no, as tools that send mail write them.

use crate::death::tells_death;
use crate::folded::folded;
use crate::hearing::Heard;
use crate::no_words::{NEGATIONS, STRONG};
use crate::tongues::{heard_in_east, is_of_east, is_out_of_news, says_no_alone, thoughts};

/// Parts of such names, folded.
#[rustfmt::skip]
const NOES: &[&str] = &[
    "unsubscri", "newsletterleft", "leftnewsletter", "leftthenewsletter", "optedout", "optout", "markedasspam", "markedemailasspam", "emailmarkedspam", "spamreport",
    "reportedspam", "spamcomplaint", "complained", "complaint", "hardbounce", "bounced", "emaildropped", "droppedemail",
    "suppressed", "blocklisted", "blacklisted", "donotcontact", "consentwithdrawn", "withdrewconsent",
    "withdrawnconsent", "consentrevoked", "revokedconsent", "consentdenied", "marketingdeclined", "abgemeldet",
    "newsletterabbestellt", "newsletterabmeldung", "newsletterabbestellung", "abmeldungnewsletter", "emailabmeldung",
    "widersprochen", "werbewiderspruch", "desinscrit", "désinscrit", "désinscription", "desinscription", "désabonné",
    "desabonne", "désabonnement", "dadodebaja", "bajanewsletter", "bajadelnewsletter", "cancelarsuscripcion",
    "disiscritto", "disiscrizione", "descadastr", "uitgeschreven", "nieuwsbriefafgemeld", "wypisan", "avregistrer",
    "avprenumerer", "erasurerequested", "deletionrequested", "datadeletion", "отписа", "отписк", "відпис", "退订", "退訂",
    "取消订阅", "取消訂閱", "配信停止", "購読解除", "購読停止", "配信解除", "メルマガ解除", "수신거부", "구독취소", "구독해지",
    "إلغاءالاشتراك", "الغاءالاشتراك", "ביטולהרשמה", "הסרהמרשימתהתפוצה", "απεγγραφ",
];

/// Whether a name tells that a permission ended, or that somebody came onto a list of those who want none: `Do Not Contact
/// Requested`, `Added To Suppression List`, `Marketing Permission Removed`, `Newsletter Cancelled`. Here the word that denies
/// or cancels is the no itself.
fn is_of_permission_lost(words: &[String], folded: &str) -> bool {
    let has = |parts: &[&str]| words.iter().any(|word| parts.contains(&word.as_str()));
    let holds = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    let is_seen = words.iter().any(|word| NOT_YET_ENDS.contains(&word.as_str()))
        || has(&[
            "viewed",
            "opened",
            "clicked",
            "started",
            "failed",
            "undone",
            "reverted",
            "dismissed",
            "export",
            "import",
        ]);
    if is_seen {
        return false;
    }
    let is_lifted = has(&["removed", "remove", "deleted", "lifted", "cleared"]);
    let is_of_list = holds(&[
        "donotcontact",
        "donotemail",
        "donotmail",
        "donotcall",
        "donotmarket",
        "suppressionlist",
        "blocklist",
    ]) || has(&["dnc", "dne"]);
    // `Removed From Suppression List` is the way back.
    if is_of_list && !is_lifted {
        return true;
    }
    let is_ended = has(&[
        "cancelled",
        "canceled",
        "removed",
        "revoked",
        "withdrawn",
        "denied",
        "declined",
        "lost",
        "ended",
    ]);
    let is_permission = has(&["permission", "consent", "optin", "newsletter"]) || holds(&["optin"]);
    let is_objection = has(&["objection", "objected", "objects"]) && holds(&["market", "mail", "contact"]);
    let is_blocked =
        has(&["blocked", "blocks"]) && has(&["email", "emails", "mail", "mails", "messages", "sms"]);
    // Off which list, nothing says: one of wishes has its own name.
    let rest = words.iter().filter(|word| !BESIDE.contains(&word.as_str()));
    let is_off_list = has(&["list", "lists"]) && rest.eq(["removed"].iter());
    is_permission && is_ended && !is_of_list || is_objection || is_blocked || is_off_list
}

/// How words begin that tell of something before a no, after it or beside it.
#[rustfmt::skip]
const NOT_YET: &[&str] = &[
    "view", "preview", "seen", "opened", "page", "clicked", "link", "button", "form", "started", "survey", "failed",
    "cancelled", "soft", "resubscri", "resend", "undone", "reverted", "attempt", "prevent", "shown", "displayed",
    "dismiss", "abandon", "impression", "hover", "modal", "popup", "dialog", "export", "import", "upload", "download",
];

/// Ends of longer words that mean the same: `webform`, `landingpage`.
const NOT_YET_ENDS: &[&str] = &["view", "viewed", "page", "link", "button", "webform"];

/// Words by which a tool calls somebody's no where only tools, ways and people stand beside them.
#[rustfmt::skip]
const OF_MAIL: &[&str] = &[
    "unsubscribe", "unsubscribes", "unsub", "unsubs", "unsubbed", "bounce", "bounces", "complaint", "complaints", "stop", "stopall",
    "spam", "spammed", "markspam", "markedspam", "cleaned",
];

/// What may stand beside them.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "e", "email", "emails", "mail", "mails", "sms", "text", "push", "whatsapp", "message", "messages", "messaging", "user",
    "users", "contact", "contacts", "customer", "customers", "profile", "subscriber", "subscribers", "recipient", "member",
    "person", "newsletter", "newsletters", "marketing", "event", "events", "webhook", "webhooks", "list", "lists", "group", "channel",
    "from", "to", "by", "all", "the", "as", "reply", "replied", "received", "keyword", "inbound", "iterable", "klaviyo",
    "sendgrid", "mailchimp", "mailgun", "mailjet", "mandrill", "sparkpost", "postmark", "braze", "customerio", "cio",
    "hubspot", "brevo", "sendinblue", "activecampaign", "moe", "ses", "twilio", "attentive", "onesignal",
];

/// Whether an event of this name is somebody's no: `Email Unsubscribed`, `emailUnSubscribe`, `users.messages.email.Bounce`.
/// Who looks at a page of that name has said nothing yet.
pub(crate) fn is_event_of_no(name: &str) -> bool {
    let folded = folded(name);
    let words = words(name);
    if STRONG.contains(&folded.as_str()) || OF_MAIL.contains(&folded.as_str()) {
        return true;
    }
    // What SparkPost calls a no by the link in the mail's body.
    if words == ["link", "unsubscribe"] {
        return true;
    }
    if is_of_permission_lost(&words, &folded) {
        return true;
    }
    if words.iter().any(|word| NEGATIONS.contains(&word.as_str())) || is_not_yet(&words, &folded) {
        return false;
    }
    if is_no_of_tongues(name, &words) {
        return true;
    }
    let bare: Vec<&str> = words.iter().map(String::as_str).filter(|word| !BESIDE.contains(word)).collect();
    NOES.iter().any(|part| folded.contains(part))
        || OF_MAIL.contains(&bare.concat().as_str())
        || words.iter().any(|word| matches!(word.as_str(), "unsub" | "unsubs" | "unsubbed"))
}

/// Whether a name says no in one of the languages that [`crate::tongues`] reads.
fn is_no_of_tongues(name: &str, words: &[String]) -> bool {
    if is_of_east(name) {
        return heard_in_east(name, false) == Heard::No;
    }
    // Signs of vowels part words, so that names in other letters are taken as they stand.
    let plain = if name.is_ascii() { words.join(" ") } else { name.replace(['_', '-', '.'], " ") };
    let said = thoughts(&plain);
    let is_out = said.iter().any(|thought| is_out_of_news(thought));
    // Who signs out of an account signs out by the same word in Czech and Croatian.
    let is_of_account =
        said.iter().any(|thought| ["odhlas", "odjav", "одјав"].iter().any(|part| thought.contains(part)));
    is_out || !is_of_account && says_no_alone(&said) || tells_death(&plain, &said)
}

/// Whether a name tells of what comes before a no or takes it back.
fn is_not_yet(words: &[String], folded: &str) -> bool {
    if folded.contains("resubscri") || folded.contains("removedfrom") {
        return true;
    }
    // In one word without any sign its parts are not told apart.
    let is_one = words.len() < 2;
    let parts = NOT_YET.iter();
    parts.clone().any(|part| words.iter().any(|word| word.starts_with(part)))
        || words.iter().any(|word| NOT_YET_ENDS.iter().any(|end| word.ends_with(end)))
        || is_one && parts.clone().any(|part| folded.contains(part))
}

/// The words of a name in small letters, parted at signs and where small letters turn to capitals: `emailUnSubscribe` is
/// `email`, `un` and `subscribe`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut is_within = false;
    let letters: Vec<char> = name.chars().collect();
    for (at, c) in letters.iter().enumerate() {
        if !c.is_alphanumeric() {
            is_within = false;
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let behind = letters.get(at + 1).copied().unwrap_or(' ');
        // `SMSStop` is `sms` and `stop`.
        let is_new =
            c.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && behind.is_lowercase());
        if !is_within || is_new {
            words.push(String::new());
        }
        is_within = true;
        if let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noes_are_heard_in_the_names_that_mail_tools_give() {
        for name in [
            "emailUnSubscribe",
            "[Iterable] emailUnSubscribe",
            "Email Un-Subscribed",
            "EMAIL_UNSUBSCRIBE",
            "email.unsubscribe",
            "emailUnsubscribe",
            "UnSubscribed",
            "Unsubscribed from list",
            "User Unsubscribed",
            "Opted Out of Email",
            "emailComplaint",
            "hardBounce",
            "Email Hard Bounced",
            "Email Marked As Spam",
            "Spam Complaint",
            "users.behaviors.subscription.email.unsubscribed",
            "email_unsub",
            "List Unsubscribe",
            "Newsletter Abgemeldet",
            "退订邮件",
            "メルマガ配信停止",
            "list_unsubscribe",
            "link_unsubscribe",
            "group_unsubscribe",
            "hostedUnsubscribeClick",
            "users.messages.email.Unsubscribe",
            "users.messages.email.MarkAsSpam",
            "users.messages.email.Bounce",
            "EMAIL_SPAM",
            "email_spammed",
            "SMSStop",
            "sms.stop",
            "Reply STOP",
            "email-opt-out",
            "emailOptOut",
            "EMAIL OPT OUT",
            "Unsubscribe Requested",
            "contact.unsubscribed",
            "unsub",
            "customer_unsubscribed",
            "email_bounced",
            "Unsubscribe Confirmed",
            "unsubscribed from platform mails",
            "Do Not Contact Requested",
            "Added to Do Not Contact List",
            "Added To Suppression List",
            "Removed From List",
            "Newsletter Cancelled",
            "Newsletter Subscription Cancelled",
            "Marketing Permission Removed",
            "Marketing Objection",
            "Opt In Removed",
            "User Blocked Emails",
            "DNC",
        ] {
            assert!(is_event_of_no(name), "{name}: {:?}", words(name));
        }
    }

    #[test]
    fn what_comes_before_a_no_or_takes_it_back_is_none() {
        for name in [
            "Removed From Suppression List",
            "Removed From Do Not Contact List",
            "Product Removed From List",
            "Product Removed From Wishlist",
            "Order Cancelled",
            "Subscription Cancelled",
            "Consent Page Viewed",
            "Newsletter Modal Dismissed",
            "Unsubscribe Page Viewed",
            "unsubscribePageViewed",
            "unsubscribe_link_clicked",
            "Viewed Unsubscribe Form",
            "Resubscribed",
            "emailReSubscribed",
            "email_resubscribe",
            "Unsubscribe Undone",
            "users.messages.email.SoftBounce",
            "softBounce",
            "Email Subscribed",
            "emailSubscribe",
            "Not Unsubscribed",
            "Unsubscribe Modal Shown",
            "unsubscribeSurveyStarted",
            "Order Completed",
            "email_opened",
            "Message Sent",
            "Product Viewed",
            "Spam Filter Opened",
            "Unsubscribe Attempted",
            "unsubscribepageview",
            "Non-stop Flight Booked",
            "Bus Stop Found",
            "Contact Us",
        ] {
            assert!(!is_event_of_no(name), "{name}: {:?}", words(name));
        }
    }
}
