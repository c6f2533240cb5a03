//! The words by which mail tools, forms and people say no.
// tidy: list

use crate::by_parts;
use crate::consent_names::{self, Named};
use crate::death::tells_death;
use crate::folded::folded;
use crate::ids::{is_id, is_of_programs, names_id};
use crate::letters::unescaped;
use crate::list_names;
use crate::neither::{ends_in_neither, is_neither, is_of_no_wish};
use crate::refusing;
use crate::remark::{Heard, heard};
use crate::tongues::{is_state_of_no, thoughts};
use vocabulary::Channel;

/// Parts of a word or phrase that mean no, wherever they stand: folded, without blanks and marks.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    // English, and the exports of Mailchimp, Klaviyo, HubSpot, SendGrid, SES, Postmark, Mailgun, Braze, Iterable,
    // Salesforce, Dynamics, Brevo, ActiveCampaign, Customer.io.
    "unsub", "desubscrib", "optout", "optedout", "optingout", "optsout", "withdr", "revok", "rescind", "complain",
    "spamreport", "reportedasspam", "markedasspam", "markasspam", "spamcomplaint", "spamtrap", "abuse", "bounce",
    "cleaned", "suppress", "blocklist", "blacklist", "denylist", "stoplist", "donotcontact", "donotemail",
    "donotmail", "donotcall", "donotsms", "donottext", "donotdisturb", "donotphone", "donotsend", "donotmarket",
    "objected", "objection", "objects", "opposed", "nothanks", "removeme", "forgetme", "globalunsub", "dropped",
    "undeliverable", "nondeliverable", "invalidemail", "invalidaddress", "invalidmail", "hardfail", "mailboxnotfound",
    "nosuchuser", "userunknown", "unknownuser", "disallow", "disagree", "disabled", "disapprov", "dissent",
    "disconsent", "erase", "erasure", "forgotten", "deletion", "deletedby", "deleted", "deleteme", "deletereq",
    "gdprdelete", "rtbf", "anonymised", "anonymized", "pseudonymi", "purged", "archived", "deactivat", "deregister",
    "delisted", "terminat", "deceased", "declin", "denied", "denial", "reject", "refus", "forbid", "forbad",
    "prohibit", "banned", "blocked", "exclud", "removed", "removalreq", "cancel", "restricted", "restriction",
    "unconsent", "unauthor", "unpermit", "unwilling", "notinterest", "leftlist", "quitlist", "feedbackloop",
    "stopped", "stopall", "stopmail", "stopemail", "stopsms", "takemeoff", "takenoff", "nosuchmailbox",
    "mailboxunavailable", "addressnotfound", "recipientnotfound",
    // German.
    "abgemeldet", "abmeld", "abbestell", "widerruf", "widersproch", "widerspruch", "ausgetragen", "austrag",
    "gesperrt", "sperrliste", "werbesperre", "kontaktsperre", "geloscht", "geloescht", "loschung", "loeschung",
    "abgelehnt", "ablehn", "verweiger", "untersag", "verbot", "gekundigt", "gekuendigt", "unzustellbar",
    "ausgeschlossen", "entfernt", "zuruckgezogen", "zurueckgezogen", "storniert", "deaktiviert", "inaktiv",
    "blockiert", "ungultig", "ungueltig", "vergessen", "beschwerde", "keinewerbung",
    // French.
    "desabonn", "desinscri", "retract", "retiree", "retrait", "revoqu", "oppose", "opposition", "supprim",
    "efface", "bloque", "rejet", "plainte", "desactiv", "resili", "listenoire", "rebond", "radie", "annule", "oublie",
    // Spanish, Italian, Portuguese.
    "dadodebaja", "baja", "desuscri", "dessuscri", "revocad", "revocat", "revogad", "retirad", "ritirat", "rechaz",
    "denegad", "negado", "negato", "bloquead", "bloccat", "eliminad", "eliminat", "borrad", "rebotad", "rebote",
    "queja", "suprimid", "soppress", "anulad", "annullat", "desactivad", "disattivat", "olvidad", "disiscri",
    "disiscr", "revoca", "cancelad", "cancellat", "rifiut", "rimoss", "rimbalz", "segnalat", "descadastr",
    "desinscrev", "removid", "recusad", "excluid", "apagad", "rejeitad", "devolvid", "reclama", "oposicion", "opposto",
    // Dutch, Polish, the North, Czech, Hungarian, Turkish, Russian.
    "uitgeschreven", "afgemeld", "ingetrokken", "geweigerd", "geblokkeerd", "verwijderd", "opgezegd", "gewist",
    "bezwaar", "afgewezen", "klacht", "wypisan", "wycofan", "rezygn", "odmow", "odrzuc", "zablokowan", "usuniet",
    "sprzeciw", "anulowan", "avregistr", "avprenumer", "avbojt", "avbojd", "avslag", "nekad", "sparrad", "borttagen",
    "raderad", "aterkall", "avmeldt", "afmeldt", "tilbagetrukket", "tilbagekald", "slettet", "blokeret", "blokkert",
    "peruttu", "poistettu", "kielletty", "odhlas", "zrusen", "odvolan", "zamitn", "leiratkoz", "visszavon", "iptal",
    "otpisan", "otkaz", "otozvan",
    // Vietnamese, Indonesian and Malay, Romanian, Croatian, Greek in our letters.
    "huydangky", "huydk", "tuchoi", "khongdongy", "ngungnhan", "berhenti", "batalkan", "dibatal", "menolak", "ditolak",
    "tidaksetuju", "dezabon", "refuzat", "retras", "odjavljen", "odjava", "opozvan", "diagraf", "apegraf",
    // What the first lists had not: Brazilian, Norwegian, Danish, Finnish, German, Italian, Dutch, Turkish.
    "baixa", "frameld", "fravalg", "peruutet", "verstorben", "kundigung", "kuendigung", "opposizion", "afmeld",
    "avmeld", "redact", "abonelikten", "lapsed",
];

/// Whole words that mean no.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "no", "n", "false", "f", "0", "stop", "end", "quit", "out", "off", "deny", "dnc", "dne", "spam", "junk", "fbl",
    "never", "inactive", "dead", "invalid", "remove", "removal", "delete", "block", "erase", "forget", "refuse",
    "nein", "nie", "niemals", "falsch", "aus", "non", "ne", "faux", "jamais", "nunca", "mai", "falso", "nao", "nee",
    "nooit", "onwaar", "nej", "nei", "aldrig", "aldri", "nigdy", "falsz", "ei", "nem", "hayir", "niet", "net", "ikke",
    "expired", "stopp", "lopeta", "abgelaufen", "inte", "nix", "nope", "nay", "unchecked", "inattivo", "inactif", "inactivo", "inativo", "inactief", "nieaktywny",
    "inaktiv", "passiv", "dnm", "dns", "optdown", "leave", "left", "gone", "exit", "minor", "underage", "minderjahrig",
    "nolonger", "nomore", "notanymore", "nichtmehr", "neplus", "yano", "yanomas", "nonpiu", "naomais", "nietmeer", "intelangre",
    "huy", "khong", "tidak", "tolak", "batal", "nu", "dnd", "formersubscriber", "formerlysubscribed", "wassubscribed",
    "exsubscriber", "pastsubscriber", "subscriptionended", "subscriptionexpired", "membershipended", "muted", "snoozed",
    "darfnicht", "weigert", "weigerte", "zapreshcheno", "zapreshchen", "zapreshchena", "zaboroneno", "zabraneno", "apochorisi",
];

/// What takes a word back, wherever it stands in a phrase.
#[rustfmt::skip]
pub(crate) const NEGATIONS: &[&str] = &[
    "not", "never", "no", "non", "dont", "doesnt", "didnt", "cannot", "cant", "wont", "without", "isnt", "hasnt",
    "false", "nicht", "kein", "keine", "keinen", "keinerlei", "nie", "nein", "ohne", "pas", "jamais", "sans", "aucun",
    "aucune", "sin", "nunca", "senza", "nessun", "nessuna", "mai", "nao", "sem", "nenhum", "nenhuma", "niet", "geen",
    "nooit", "zonder", "nee", "brak", "bez", "nigdy", "ej", "inte", "inget", "ikke", "ingen", "uden", "uten", "aldrig",
    "nej", "ei", "ne", "nem", "nyet", "net", "не", "нет", "ні", "нема", "няма", "nije", "nisam", "nav", "nera", "pole",
];

/// Parts of words by which somebody says yes: with a negation they are a no. A word that may stand for a blank
/// (`not set`, `not known`, `not confirmed`) is none of them.
#[rustfmt::skip]
const YES_PARTS: &[&str] = &[
    "subscri", "consent", "optin", "optedin", "optsin", "optingin", "permi", "allow", "agree", "accept", "grant",
    "approv", "authori", "contact", "mail", "sms", "call", "phone", "text", "market", "newslett", "news", "promo", "offers",
    "advert", "send", "sent", "write", "disturb", "interested", "wish", "want", "willing", "active", "enrol",
    "registered", "deliverable", "angemeldet", "eingetragen", "abonn", "zugestimmt", "zustimm", "einwillig",
    "eingewilligt", "erlaub", "werbung", "kontakt", "anschreib", "erteilt", "gestattet", "einverst", "erwunscht",
    "gewunscht", "aktiv", "inscri", "consenti", "autoris", "souhait", "publicit", "accord", "suscri", "acept", "autoriz",
    "publici", "iscritt", "consens", "accett", "pubblicit", "aceit", "ingeschreven", "toestemming", "aangemeld", "akkoord",
    "toegestaan", "zgod", "zapisan", "subskry", "wyraz", "akcept", "samtyck", "samtykk", "prenumer", "godkan",
    "godkend", "tillad", "tillat", "reklam", "souhlas", "tilmeld", "pameld", "podpisan", "pidpisan", "abonir",
    "prihlas", "feliratk", "abonat", "prijavljen", "tellin", "pieteik",
];

/// What sounds like a no and takes one back.
const TAKEN_BACK: &[&str] = &[
    "unblock",
    "unsuppress",
    "unarchiv",
    "undelet",
    "resubscri",
    "reactivat",
    "reinstat",
    "whitelist",
    "entsperrt",
];

/// No in letters that are not folded.
const SIGNS: &[&str] = &[
    "✗",
    "✘",
    "❌",
    "🚫",
    "⛔",
    "退订",
    "退訂",
    "取消",
    "拒绝",
    "拒絕",
    "拒否",
    "解除",
    "退会",
    "停止",
    "不同意",
    "👎",
    "いいえ",
    "希望しない",
    "希望しません",
    "希望なし",
    "配信停止",
    "거부",
    "거절",
    "철회",
    "취소",
    "수신거부",
    "ยกเลิก",
    "hủy đăng ký",
    "huỷ đăng ký",
    "từ chối",
    "không đồng ý",
    "ไม่",
    "ปฏิเสธ",
    "ถอน",
    "नहीं",
    "रद्द",
    "لغو",
    "رفض",
    "відпис",
    "відмов",
    "απεγγραφ",
    "διαγραφ",
    "해지",
    "탈퇴",
    "삭제",
    "退出",
    "削除済",
    "已删除",
    "已刪除",
    "아니",
    "הסר",
    "إلغاء",
    "الغاء",
];

/// Whether a value says no: withdrawn, unsubscribed, complained, bounced, suppressed, or a yes with a negation
/// (`not subscribed`, `keine Einwilligung`), in the spellings in use.
///
/// `not unsubscribed` and `no bounce` say neither yes nor no, and so does a word that is on no list.
pub(crate) fn is_no(value: &str) -> bool {
    // An answer stands in front of its reasons.
    let value = unescaped(head(value, 200));
    let value = value.as_ref();
    if is_id(value) || is_abbreviation(value) {
        return false;
    }
    let parts_clauses = |c: char| ",;()[]|!–—\n".contains(c);
    SIGNS.iter().any(|sign| value.contains(sign))
        || BARE_ELSEWHERE.contains(&value.trim())
        || is_no_clause(value)
        || value
            .split(parts_clauses)
            .flat_map(|text| text.split(": "))
            .flat_map(|text| text.split(" - "))
            .any(is_no_clause)
        || is_no_elsewhere(value)
}

/// Whether a value says no in one of the languages that [`crate::tongues`] reads: a state, or that somebody has died.
fn is_no_elsewhere(value: &str) -> bool {
    if is_neither(value) || !value.chars().any(char::is_alphabetic) {
        return false;
    }
    let thoughts = thoughts(value);
    let is_denied = |thought: &str| thought.split(' ').any(|word| NEGATIONS.contains(&word));
    thoughts.iter().any(|thought| !is_denied(thought) && is_state_of_no(thought))
        || tells_death(value, &thoughts)
}

/// The beginning of a text, `n_bytes` at most.
fn head(text: &str, n_bytes: usize) -> &str {
    let mut end = n_bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether a value is single letters with points behind them, as `n. e.` for who was not reached: short for anything.
fn is_abbreviation(value: &str) -> bool {
    let letters: Vec<&str> = value.trim().split('.').map(str::trim).collect();
    let is_letter = |letter: &&str| letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic);
    let n_letters = letters.iter().filter(|letter| is_letter(letter)).count();
    2 <= n_letters && letters.iter().all(|letter| letter.is_empty() || is_letter(letter))
}

fn is_no_clause(clause: &str) -> bool {
    let folded = normalise::fold(clause);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let joined: String = words.concat();
    if WHOLE.contains(&joined.as_str()) || joined.contains("nothank") || joined.contains("removeme") {
        return true;
    }
    if 60 < joined.len() {
        return false;
    }
    let is_negation = |word: &&str| NEGATIONS.contains(word);
    let (mut is_taken_back, mut is_said) = (false, false);
    for (at, word) in words.iter().enumerate().filter(|(_, word)| !is_negation(word)) {
        let next = words.get(at + 1).filter(|next| !is_negation(next)).copied().unwrap_or_default();
        let is_beside = 1 < words.len() && WHOLE_BESIDE.contains(word);
        if is_beside || has_no(word) || has_no(&format!("{word}{next}")) {
            let before = words.get(at.saturating_sub(2)..at).unwrap_or_default();
            let is_negated = before.iter().any(is_negation);
            (is_taken_back, is_said) = (is_taken_back || is_negated, is_said || !is_negated);
        }
    }
    if is_said || is_taken_back {
        return is_said;
    }
    if ends_in_neither(&joined) {
        return false;
    }
    let said: String = words.iter().filter(|word| !is_negation(word)).copied().collect();
    // `do not contact` is a no by its yes-word.
    let is_negated = said.len() < joined.len() && YES_PARTS.iter().any(|part| said.contains(part));
    let is_glued = NEGATIONS.iter().any(|negation| {
        let rest =
            joined.strip_prefix(negation).or_else(|| joined.strip_prefix("do")?.strip_prefix(negation));
        rest.is_some_and(|rest| YES_PARTS.iter().any(|part| rest.starts_with(part)))
    });
    is_negated || is_glued || is_answered_no(&words)
}

/// Whether a part of a word means no, and no other takes it back.
fn has_no(word: &str) -> bool {
    let left = TAKEN_BACK.iter().fold(word.to_owned(), |text, part| text.replace(part, " "));
    PARTS.iter().any(|part| left.contains(part))
}

/// Words that mean no beside others.
const WHOLE_BESIDE: &[&str] =
    &["spam", "junk", "dead", "invalid", "inactive", "stop", "remove", "delete", "quit"];

/// `opt in = 0`: a short word that means no beside what it answers.
fn is_answered_no(words: &[&str]) -> bool {
    let asks = |word: &&str| {
        YES_PARTS.iter().any(|part| word.contains(part)) || matches!(*word, "opt" | "opted" | "enabled")
    };
    let answers =
        ["n", "f", "0", "off", "out", "false", "falsch", "faux", "falso", "expired", "ended", "abgelaufen"];
    words.last().is_some_and(|last| answers.contains(last)) && words.iter().any(asks)
}

/// As [`is_no`], for a value whose column nobody knows: short words such as `no` may mean anything there.
pub(crate) fn is_plain_no(value: &str) -> bool {
    let n_letters = value.chars().filter(|c| c.is_alphabetic()).count();
    4 <= n_letters && !value.trim().eq_ignore_ascii_case("false") && is_no(value)
}

/// Whether a word does no more than answer no: in a column that asks for a no it says nothing.
pub(crate) fn is_bare_no(word: &str) -> bool {
    let answers = [
        "n",
        "f",
        "0",
        "off",
        "falsch",
        "faux",
        "falso",
        "falsz",
        "unchecked",
        "onwaar",
        "niemals",
        "nope",
        "nay",
    ];
    let joined = normalise::fold(word).replace(' ', "");
    joined != "not"
        && !is_abbreviation(word)
        && (answers.contains(&joined.as_str()) || NEGATIONS.contains(&joined.as_str()))
}

/// Words that say yes to whatever is asked, so that a column that asks for a no hears one.
const AFFIRMATIVE: &[&str] = &[
    "yes",
    "y",
    "true",
    "t",
    "1",
    "x",
    "on",
    "ja",
    "j",
    "oui",
    "o",
    "si",
    "sí",
    "sim",
    "s",
    "wahr",
    "vrai",
    "vero",
    "verdadero",
    "verdadeiro",
    "waar",
    "sant",
    "sand",
    "prawda",
    "tak",
    "da",
    "ano",
    "igen",
    "evet",
    "kylla",
    "v",
    "w",
    "-1",
    "да",
    "так",
    "áno",
    "jah",
    "jā",
    "taip",
    "tá",
    "iva",
    "já",
    "kyllä",
    "ya",
    "vâng",
    "có",
    "ใช่",
    "بله",
    "آری",
    "हां",
    "ναι",
    "はい",
    "예",
    "네",
    "是",
    "有",
    "نعم",
    "כן",
    "हाँ",
    "yep",
    "ok",
    "set",
    "checked",
    "✓",
    "✔",
    "☑",
    "☒",
    "✅",
    "•",
    "*",
];

/// Parts of the names of columns that ask for a no. Letters and digits in small letters.
const OUT_NAMES: &[&str] = &[
    "debaja",
    "bajavoluntaria",
    "nodesea",
    "noenviar",
    "naoenviar",
    "nãoenviar",
    "refusde",
    "nesouhaitepas",
    "nepassolliciter",
    "stoppub",
    "abmeld",
    "unerwünscht",
    "unerwuenscht",
    "sperrvermerk",
    "sperrkennzeichen",
    "afgemeld",
    "uitgeschreven",
    "geenreclame",
    "disiscritt",
    "descadastr",
    "wypisan",
    "avregistrer",
    "avmeld",
    "ingenreklam",
    "marketingsuspend",
    "donotallow",
    "neverwrite",
    "righttoobject",
    "rightofobjection",
    "objectionto",
    "objectedto",
    "objectto",
    "righttobeforgotten",
    "righttoerasure",
    "rechtaufloschung",
    "rechtauflöschung",
    "unmailable",
    "unemailable",
    "nonmailable",
    "notmailable",
    "notemailable",
    "emaildisabled",
    "emailsdisabled",
    "smsdisabled",
    "mailblocked",
    "emailblocked",
    "smsblocked",
    "emailstopped",
    "keineemail",
    "keinemail",
    "keinsms",
    "keinesms",
    "отказотрассыл",
    "отказотреклам",
    "отказотподпис",
    "небеспокоить",
    "配信拒否",
    "拒收",
    "拒信",
    "unsub",
    "optout",
    "optedout",
    "optingout",
    "optsout",
    "blacklist",
    "blocklist",
    "suppress",
    "donotcontact",
    "donotemail",
    "donotmail",
    "donotcall",
    "donotsms",
    "donottext",
    "donotmarket",
    "donotsend",
    "dontcontact",
    "dontemail",
    "nomarketing",
    "noemail",
    "nosms",
    "nonewsletter",
    "abgemeldet",
    "abbestellt",
    "widerrufen",
    "widerspruch",
    "werbesperre",
    "kontaktsperre",
    "mailsperre",
    "newslettersperre",
    "anrufsperre",
    "telefonsperre",
    "postsperre",
    "werbeverbot",
    "werbestopp",
    "keinewerbung",
    "keinkontakt",
    "nichtkontaktieren",
    "nichtanschreiben",
    "nichtmehranschreiben",
    "nichtmehrkontaktieren",
    "gesperrt",
    "nepascontacter",
    "nocontactar",
    "noncontattare",
    "naocontatar",
    "nãocontatar",
    "nietcontacteren",
    "robinson",
    "donotdisturb",
    "donotphone",
    "donotbulk",
    "donotpostal",
    "dontcall",
    "donttext",
    "dontsend",
    "nocontact",
    "nocall",
    "notcontactable",
    "uncontactable",
    "withdrawn",
    "revoked",
    "desinscri",
    "désinscri",
    "desabonn",
    "désabonn",
    "nepluscontacter",
    "donotsolicit",
    "donotwrite",
    "donotmessage",
    "donotspam",
    "nomail",
    "noadvertising",
    "spamcomplaint",
    "spamreport",
    "markedasspam",
    "hardbounced",
    "isbounced",
    "emailbounced",
    "gdprerased",
    "erased",
    "erasurerequest",
    "forgotten",
    "anonymised",
    "anonymized",
    "отпис",
    "配信停止",
    "退订",
    "退訂",
    "退会",
    "수신거부",
    "الغاءالاشتراك",
    "إلغاءالاشتراك",
    "הסרה",
];

/// Names of columns that ask for a no, whole.
const OUT_WHOLE: &[&str] = &[
    "dnd",
    "dndstatus",
    "dndemail",
    "dndsms",
    "dndall",
    "dndcall",
    "dndcalls",
    "dndactive",
    "emaildnd",
    "smsdnd",
    "isdnd",
    "dncflag",
    "dncstatus",
    "isdnc",
    "dncchannel",
    "blocked",
    "isblocked",
    "contactblocked",
    "objection",
    "objections",
    "hasobjected",
    "deceased",
    "isdeceased",
    "dead",
    "verstorben",
    "gestorben",
    "décédé",
    "decede",
    "fallecido",
    "deceduto",
    "falecido",
    "overleden",
    "under13",
    "under14",
    "under16",
    "under18",
    "unter16",
    "unter18",
    "isminor",
    "isunderage",
    "underage",
    "minderjährig",
    "minderjaehrig",
    "isdeleted",
    "isarchived",
    "isanonymized",
    "isanonymised",
    "erasure",
    "widersprochen",
    "opposition",
    "oposición",
    "opposizione",
    "dnc",
    "dne",
    "bounced",
    "hardbounce",
    "complained",
    "complaint",
    "lopeta",
    "stop",
    "baja",
    "afmelden",
    "rtbf",
];

/// Parts of the names of columns that ask for a yes.
const IN_NAMES: &[&str] = &[
    "emailallowed",
    "emailsallowed",
    "mailallowed",
    "smsallowed",
    "emailsubscribe",
    "smssubscribe",
    "pushsubscribe",
    "mailok",
    "emailok",
    "smsok",
    "contactok",
    "okmail",
    "emailable",
    "mailable",
    "agreeto",
    "permissionto",
    "permissionfor",
    "permissionemail",
    "permissionsms",
    "permissionmarketing",
    "permissioncontact",
    "contactpermission",
    "callpermission",
    "phonepermission",
    "mailpermission",
    "postpermission",
    "prospection",
    "comunicacionescomerciales",
    "comunicaçõescomerciais",
    "comunicazionicommerciali",
    "kontaktiertwerden",
    "estadodesuscripci",
    "estadodelasuscripci",
    "許諾",
    "購読",
    "согласи",
    "수신동의",
    "接收",
    "optin",
    "optedin",
    "optsin",
    "consent",
    "acceptsmarketing",
    "acceptsemail",
    "acceptssms",
    "acceptmarketing",
    "emailmarketing",
    "smsmarketing",
    "marketingemail",
    "marketingsms",
    "marketingallowed",
    "marketingpermission",
    "emailpermission",
    "smspermission",
    "receivesmarketing",
    "newsletter",
    "subscribed",
    "subscriptionstatus",
    "subscriberstatus",
    "gdpr",
    "dsgvo",
    "allowemail",
    "allowsms",
    "allowmarketing",
    "maycontact",
    "maymail",
    "mayemail",
    "cancontact",
    "canemail",
    "oktoemail",
    "oktocontact",
    "einwilligung",
    "zustimmung",
    "werbeerlaubnis",
    "consentimiento",
    "consentimento",
    "contactable",
    "oktocall",
    "erlaubt",
    "erlaubnis",
    "werbung",
    "publicidad",
    "publicité",
    "publicite",
    "pubblicit",
    "publicidade",
    "zgod",
    "toestemming",
    "samtyck",
    "samtykk",
    "souhlas",
    "suostumus",
    "consenso",
    "mailing",
];

/// Names of columns that ask for a yes, whole.
const IN_WHOLE: &[&str] = &[
    "marketing",
    "opt",
    "optstatus",
    "optinout",
    "permission",
    "permissions",
    "permissionstatus",
    "contactpermission",
    "erlaubniswerbung",
];

/// Ends of names that ask for no answer but tell when, why or how one was given.
const BESIDE: &[&str] = &[
    "at",
    "date",
    "datum",
    "time",
    "timestamp",
    "reason",
    "grund",
    "link",
    "url",
    "campaign",
    "campaigntitle",
    "ip",
    "ipaddress",
    "source",
    "quelle",
    "id",
    "text",
    "version",
    "method",
    "count",
    "type",
    "by",
    "page",
    "form",
    "feedback",
    "comment",
    "note",
    "language",
    "evidence",
    "proof",
    "level",
    "since",
    "seit",
    "token",
    "hash",
    "key",
    "code",
    "rate",
];

/// What a column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asks {
    /// `Accepts marketing`: a yes is a consent.
    Yes,
    /// `Unsubscribed`: a yes is a withdrawal.
    No,
}

impl Asks {
    /// Whether a word in a column that asks so says no: the one rule, whether a contract names the column or not.
    pub(crate) fn hears_no(self, word: &str) -> bool {
        match self {
            Asks::Yes => {
                is_no(word)
                    || is_bare_no(word)
                    || consent_names::answer(word) == Some(false)
                    // Who may agree to several things and agreed to none.
                    || by_parts::is_hollow(word)
                    || heard(word, false) == Heard::No
            }
            Asks::No => closes(word),
        }
    }
}

/// Parts of names of columns that hold a permission, so that a word for nothing in them says that there is none.
#[rustfmt::skip]
const PERMISSIONS: &[&str] = &[
    "consent", "permis", "optin", "optedin", "approval", "agreement", "authori", "autori", "einwilligung", "zustimmung",
    "erlaubnis", "einverst", "genehmigung", "accord", "consens", "permess", "toestemming", "zgod", "samtyck", "samtykk",
    "tilladelse", "tillatelse", "souhlas", "suostumus", "согласи",
];

/// Words for nothing, folded and without blanks: `Permission: none`, `Consent status: absent`.
#[rustfmt::skip]
const ABSENT: &[&str] = &[
    "none", "nonegiven", "absent", "missing", "lacking", "nothing", "nil", "notgiven", "notobtained", "notpresent",
    "notheld", "notonfile", "notthere", "nonexistent", "fehlt", "fehlend", "fehlendeeinwilligung", "nichtvorhanden",
    "nichtgegeben", "liegtnichtvor", "nichts", "absente", "manquant", "manquante", "nondonne", "pasdonne", "rien",
    "ausente", "ninguno", "ninguna", "nada", "nootorgado", "nodado", "noexiste", "falta", "assente", "mancante", "nessuno",
    "niente", "nondato", "nenhum", "faltando", "ontbreekt", "afwezig", "nietgegeven", "saknas", "mangler", "puuttuu",
    "chybi", "zadny",
];

/// Names of columns in which somebody chooses by what they are written to: none of it is a no.
const WAYS_CHOSEN: &[&str] = &[
    "comms",
    "communications",
    "commspreference",
    "commspreferences",
    "communicationpreference",
    "communicationpreferences",
    "contactpreference",
    "contactpreferences",
    "marketingpreference",
    "marketingpreferences",
    "emailpreferences",
    "mailpreferences",
];

/// Whether a word in a column of this name says that there is no permission. In any other column it says nothing.
pub(crate) fn lacks(name: &str, word: &str) -> bool {
    // Most words are none of these, and what the column asks is dear to know.
    let word = normalise::fold(word).replace(' ', "");
    if !ABSENT.contains(&word.as_str()) {
        return false;
    }
    let folded = folded(name);
    WAYS_CHOSEN.contains(&folded.as_str()) && word == "none"
        || asks(name) == Some(Asks::Yes) && PERMISSIONS.iter().any(|part| folded.contains(part))
}

/// The channels that the name of a column speaks of; none where it names none.
pub(crate) fn channels_named(name: &str) -> Vec<Channel> {
    let folded = folded(name);
    let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    let calls = [
        "sms",
        "textmessage",
        "donottext",
        "whatsapp",
        "donotcall",
        "donotphone",
        "nocall",
        "dontcall",
        "phonecall",
        "callsallowed",
        "allowcalls",
        "allowphone",
        "telefonanruf",
        "phoneoptout",
        "callsoptout",
    ];
    [
        (Channel::Sms, &calls[..]),
        (Channel::Push, &["push"]),
        (Channel::Post, &["directmail", "postal", "letterpost", "perpost"]),
        (Channel::Email, &["email", "newsletter", "mailing", "donotmail", "bounce", "clean"]),
    ]
    .into_iter()
    .filter(|(channel, parts)| {
        // `ring inte`, `не звонить`: calls are closed as text messages are.
        has(parts) || *channel == Channel::Sms && heard(name, false) == Heard::NoCalls
    })
    .map(|(channel, _)| channel)
    .collect()
}

/// What a column of this name asks for; `None` when it does not ask for a consent.
pub(crate) fn asks(name: &str) -> Option<Asks> {
    let folded = folded(name);
    let has = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
    // What HubSpot writes behind it is the name of a list, whatever it ends in.
    let is_list = ["optedoutofemail", "donot", "dont"].iter().any(|begin| folded.starts_with(begin));
    let is_about = folded.contains("reason") || folded.contains("campaign");
    let is_permission = consent_names::names_permission(name) && !is_denied(name);
    // Nobody writes faxes here.
    let is_of_fax = folded.contains("fax") && channels_named(name).is_empty();
    if is_of_programs(&folded) || is_of_fax || is_of_no_wish(name) {
        return None;
    }
    if !is_permission && refusing::says_no(name) {
        return Some(Asks::No);
    }
    if !is_list
        && !is_permission
        && (is_about || begins_when(name) || BESIDE.iter().any(|end| folded.ends_with(end)))
    {
        return None;
    }
    match () {
        _ if consent_names::is_of_register(name) => Some(Asks::No),
        _ if has(OUT_NAMES) || OUT_WHOLE.contains(&folded.as_str()) => Some(Asks::No),
        _ if is_denied(name) || denies_a_way(name) => Some(Asks::No),
        _ if by_parts::asks_of_outcome(name) == Some(true) => Some(Asks::No),
        // What became of mail is no agreement, whatever else the name holds: `newsletter_bounces`.
        _ if by_parts::asks_of_outcome(name) == Some(false) => None,
        _ if is_permission => Some(Asks::Yes),
        _ if is_of_place(&folded) || is_of_counts(&folded) => None,
        _ if has(IN_NAMES) || IN_WHOLE.contains(&folded.as_str()) => Some(Asks::Yes),
        _ if matches!(consent_names::named(name), Named::Letter | Named::Asks) => Some(Asks::Yes),
        _ => None,
    }
}

/// Whether a column asks for a consent by what its name says together, and not by a name that tools give one: a yes in
/// it opens nothing until somebody says that it does.
pub(crate) fn asks_in_words(name: &str) -> bool {
    let folded = folded(name);
    let is_listed = IN_NAMES.iter().any(|part| folded.contains(part)) || IN_WHOLE.contains(&folded.as_str());
    let is_in_words = !is_listed && consent_names::named(name) == Named::Asks;
    asks(name) == Some(Asks::Yes) && (is_in_words || may_refuse(name))
}

/// Whether a name has a word by which somebody refuses or leaves, of whatever: a yes under it may be a no.
pub(crate) fn may_refuse(name: &str) -> bool {
    let has_sign = SIGNS.iter().any(|sign| name.contains(sign));
    has_sign
        || normalise::fold(name).split(' ').any(has_no)
        || refusing::has_refusal(name)
        || refusing::says_no(name)
}

/// Whether a name is that of a part of an address, as `Mailing Street`: where letters go, not whether any may.
fn is_of_place(folded: &str) -> bool {
    const ENDS: &[&str] = &[
        "street",
        "strasse",
        "straße",
        "street1",
        "street2",
        "city",
        "town",
        "stadt",
        "ort",
        "state",
        "stateprovince",
        "province",
        "statecode",
        "provincecode",
        "county",
        "country",
        "land",
        "countrycode",
        "zip",
        "zipcode",
        "zippostalcode",
        "postalcode",
        "postcode",
        "plz",
        "address",
        "address1",
        "address2",
        "addressline1",
        "addressline2",
        "adresse",
        "latitude",
        "longitude",
        "geocodeaccuracy",
    ];
    ENDS.iter().any(|end| folded.ends_with(end))
}

/// Whether a name counts what became of mails, as `Marketing emails opened`.
fn is_of_counts(folded: &str) -> bool {
    ["opened", "clicked", "delivered", "replied", "anzahl"].iter().any(|end| folded.ends_with(end))
}

/// Whether a column of this name tells when somebody said no, as `Unsubscribed at`.
pub(crate) fn asks_when(name: &str) -> bool {
    let folded = folded(name);
    if is_of_programs(&folded) {
        return false;
    }
    let last = words(name).pop().unwrap_or_default();
    let ends = ["at", "on", "date", "datum", "time", "timestamp", "since", "moment"];
    let is_when = ends.iter().any(|end| folded.ends_with(end))
        || ["am", "op", "il", "le", "el", "den", "ts", "seit", "wann", "when"].contains(&last.as_str());
    // A box that is full today says nothing of tomorrow.
    let is_soft = folded.contains("soft");
    let parts = OUT_NAMES.iter().chain(&["clean", "bounce", "complain", "spam", "blocked"]);
    let of_death = ["deceased", "verstorben", "gestorben", "décédé", "decede", "fallecid", "overleden"];
    let is_of_death = ["dateofdeath", "deathdate", "sterbedatum", "todesdatum", "sterbetag"]
        .contains(&folded.as_str())
        || (is_when && of_death.iter().any(|part| folded.contains(part)));
    is_of_death
        || by_parts::tells_when(name, true)
        || !is_soft && refusing::tells_when(name)
        || (is_when || begins_when(name)) && !is_soft && parts.clone().any(|part| folded.contains(part))
}

/// Whether a column of this name tells when somebody said yes, as `Datum der Einwilligung`.
pub(crate) fn asks_when_yes(name: &str) -> bool {
    let folded = folded(name);
    begins_when(name) && !asks_when(name) && IN_NAMES.iter().any(|part| folded.contains(part))
}

/// Whether a column of this name tells when somebody joined, so that no no of its row was said then: `OPTIN_TIME`,
/// `Subscribed at`, `Anmeldedatum`.
pub(crate) fn tells_joining(name: &str) -> bool {
    let folded = folded(name);
    let parts = [
        "optin",
        "optedin",
        "confirm",
        "subscribed",
        "subscribetime",
        "subscriptiondate",
        "signup",
        "signedup",
        "joined",
        "anmeld",
        "bestatig",
        "bestätig",
        "eingetragen",
        "inscri",
        "fechadealta",
        "iscri",
        "granted",
        "agreed",
    ];
    let is_joining = || people::meaning(name) == Some(people::Meaning::JoinDate);
    !asks_when(name) && (parts.iter().any(|part| folded.contains(part)) || is_joining())
}

/// Whether a column of this name tells of a consent, as `Consent date`: of one that is given or, in a book of both, of
/// what the row says.
pub(crate) fn tells_consent(name: &str) -> bool {
    let folded = folded(name);
    !asks_when(name) && IN_NAMES.iter().any(|part| folded.contains(part))
}

const LISTS_OF_NOES: &[&str] = &[
    "unsub",
    "optout",
    "optedout",
    "suppress",
    "blocklist",
    "blacklist",
    "stoplist",
    "denylist",
    "donot",
    "dontmail",
    "dontcontact",
    "nomarketing",
    "nonewsletter",
    "nocontact",
    "robinson",
    "abgemeldet",
    "abmeldung",
    "abmelder",
    "abbestell",
    "ausgetragen",
    "widerspruch",
    "widerspruche",
    "widersprüche",
    "werbesperre",
    "kontaktsperre",
    "sperrliste",
    "gesperrt",
    "nichtanschreiben",
    "nichtmehranschreiben",
    "nichtkontaktieren",
    "nichtmehrkontaktieren",
    "keinewerbung",
    "keinnewsletter",
    "keinenewsletter",
    "keinkontakt",
    "werbeverbot",
    "werbestop",
    "désinscri",
    "desinscri",
    "désabonn",
    "desabonn",
    "nepascontacter",
    "pasdepub",
    "listenoire",
    "dadosdebaja",
    "debaja",
    "nocontactar",
    "disiscritt",
    "noncontattare",
    "descadastr",
    "naocontatar",
    "uitgeschreven",
    "afgemeld",
    "afmelding",
    "geenreclame",
    "nietmailen",
    "wypisan",
    "avregistrer",
    "avmeld",
    "ingenreklam",
    "отпис",
    "配信停止",
    "退订",
    "退会",
    "hardbounce",
    "bounces",
    "complaints",
    "spamreports",
    "ndnc",
    "righttobeforgotten",
    "rightforgotten",
    "rechtaufvergessen",
    "droitaloubli",
    "derechoalolvido",
    "dirittoalloblio",
    "matbhej",
    "bandkaro",
    "nahichahiye",
];
const WHOLE_LISTS_OF_NOES: &[&str] =
    &["dnc", "dne", "bounce", "bounced", "complaint", "bajas", "optouts", "dndc", "dnm", "rtbf"];

/// Parts of names of lists of those who had their data deleted, or asked for it.
const LISTS_OF_ERASED: &[&str] = &[
    "erasure",
    "erased",
    "forgetme",
    "deletionreq",
    "deleterequest",
    "removalrequest",
    "removerequest",
    "loschantrag",
    "löschantrag",
    "loeschantrag",
    "loschantrage",
    "löschanträge",
    "loeschantraege",
    "löschbegehren",
    "löschverlangen",
    "verwijderverzoek",
    "demandesdesuppression",
    "demandesuppression",
    "solicituddesupresi",
    "solicitudesdesupresi",
    "richiestedicancellazione",
];

/// Words that keep a name from being that of such a list: what is told of it, and nobody's name.
const NOT_OF_ERASED: &[&str] = &[
    "policy",
    "report",
    "template",
    "stats",
    "statistics",
    "summary",
    "procedure",
    "process",
    "guide",
    "manual",
    "faq",
    "order",
    "orders",
    "product",
    "products",
    "concert",
    "tickets",
    "tour",
    "setlist",
    "not",
    "never",
    "coding",
    "log",
    "vorlage",
    "bericht",
    "richtlinie",
    "items",
    "files",
    "disk",
    "disks",
];

/// Whether a name is that of a list of those who had their data deleted: `dpdp_erasure.csv`.
fn is_of_erased(folded: &str, words: &[String]) -> bool {
    // A row of a table is no name.
    words.len() <= 8
        && LISTS_OF_ERASED.iter().any(|part| folded.contains(part))
        && !words.iter().any(|word| NOT_OF_ERASED.contains(&word.as_str()))
}

/// Whether a name is that of the register of those who are not to be disturbed: `DND`, `dnd_list_2026`. With a game of
/// that name anything else may stand.
fn is_of_undisturbed(words: &[String]) -> bool {
    const BESIDE: &[&str] = &[
        "list",
        "lists",
        "customers",
        "customer",
        "numbers",
        "number",
        "contacts",
        "registry",
        "register",
        "registered",
        "final",
        "new",
        "latest",
        "all",
        "emails",
        "email",
        "mail",
        "mails",
        "master",
        "active",
        "export",
        "clients",
        "people",
        "data",
        "sheet",
        "v",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "and",
        "the",
        "our",
        "india",
        "trai",
        "do",
        "not",
    ];
    let is_beside =
        |word: &String| BESIDE.contains(&word.as_str()) || word.bytes().any(|byte| byte.is_ascii_digit());
    words.iter().any(|word| word == "dnd") && words.iter().all(|word| word == "dnd" || is_beside(word))
}
const LISTS_OF_BOTH: &[&str] = &["consents", "subscribed", "without", "ohne", "except", "bereinigt"];

/// Whether the name of a file or a sheet says that who is in it said no: `KEINE WERBUNG`, `unsubscribed_2026.csv`.
/// A name that speaks of both says nothing.
pub fn is_list_of_noes(name: &str) -> bool {
    let stem = match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && end.len() <= 6 => {
            stem.trim_end_matches(".csv").trim_end_matches(".json")
        }
        _ => name,
    };
    let folded = folded(stem);
    let words = words(&stem.replace('_', " "));
    let is_of_both = words.iter().any(|word| LISTS_OF_BOTH.contains(&word.as_str()))
        || [
            "resub",
            "optin",
            "notunsub",
            "nonunsub",
            "nosuppress",
            "nonsubscri",
            "notsubscri",
            "neversubscri",
            "comeback",
            "cameback",
            "backagain",
            "wantagain",
            "wantsagain",
            "rejoin",
        ]
        .iter()
        .any(|part| folded.contains(part));
    let is_named = LISTS_OF_NOES.iter().any(|part| folded.contains(part))
        || words.iter().any(|word| WHOLE_LISTS_OF_NOES.contains(&word.as_str()))
        || STRONG.contains(&folded.as_str())
        || is_denied(&stem.replace('_', " "));
    let is_cleaned = is_cleaned_out(&words) || is_of_erased(&folded, &words) || is_of_undisturbed(&words);
    (is_named || is_cleaned || list_names::says_no(stem)) && !is_of_both && !is_neither(stem)
}

/// Whether a file is what a mail tool calls the addresses that it has cleaned out of a list, for they bounced:
/// `cleaned_members_export_ab12.csv`. A list that somebody has cleaned up is another thing.
fn is_cleaned_out(words: &[String]) -> bool {
    let has = |word: &str| words.iter().any(|known| known == word);
    words.first().is_some_and(|first| first == "cleaned")
        && has("export")
        && (has("members") || has("audience"))
}

/// Whether a column of this name tells why or by what somebody said no, as `Opt-out reason`: who gave one said no.
pub(crate) fn asks_why(name: &str) -> bool {
    let folded = folded(name);
    if is_of_programs(&folded) || names_id(name) {
        return false;
    }
    // `UNSUB_CAMPAIGN_ID`, `feedbackId`: what a program made, and nobody's word.
    if ["id", "ids", "guid", "uuid"].iter().any(|end| folded.ends_with(end)) {
        return false;
    }
    let is_why = ["reason", "grund", "feedback", "campaign", "motivo", "motif"];
    let is_of_no = OUT_NAMES.iter().chain(&["hardbounce", "complain"]).any(|part| folded.contains(part))
        || folded.starts_with("dnc")
        || folded.starts_with("dnd");
    is_of_no && is_why.iter().any(|part| folded.contains(part))
}

/// The words of a name, in small letters.
fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether a name begins with what tells a moment: `Date of consent`, `Fecha de baja`.
fn begins_when(name: &str) -> bool {
    let words = words(name);
    let word = |at: usize| words.get(at).map(String::as_str).unwrap_or_default();
    match word(0) {
        "datum" | "date" | "zeitpunkt" | "fecha" | "dato" | "tidpunkt" | "timestamp" | "päivämäärä" => {
            true
        }
        // In English it is what is processed.
        "data" => matches!(word(1), "di" | "de" | "del" | "della" | "do" | "da" | "zgody" | "wypisania"),
        _ => false,
    }
}

/// Whether a name denies what it asks for, as `Kein Newsletter`: a yes in it is a no.
fn is_denied(name: &str) -> bool {
    const DENY: &[&str] = &[
        "no", "not", "non", "never", "without", "kein", "keine", "keinen", "nicht", "nie", "ohne", "pas",
        "jamais", "sans", "aucun", "aucune", "sin", "nunca", "senza", "nessun", "nessuna", "sem", "não",
        "nao", "niet", "geen", "nooit", "zonder", "bez", "brak", "inget", "ingen", "ikke", "inte", "aldrig",
    ];
    const ANSWERS: &[&str] =
        &["yes", "y", "ja", "j", "oui", "o", "si", "sí", "sì", "sim", "tak", "true", "of"];
    let words = words(name);
    // `Newsletter (yes/no)`, `No. of newsletters`.
    if words.iter().any(|word| ANSWERS.contains(&word.as_str())) {
        return false;
    }
    let denied = words.iter().position(|word| DENY.contains(&word.as_str()));
    let rest: String = denied.map_or(String::new(), |at| words.iter().skip(at + 1).cloned().collect());
    let is_yes = |part: &&str| rest.contains(*part);
    IN_NAMES.iter().any(is_yes) || ["marketing", "kontakt", "contact"].iter().any(is_yes)
}

/// Whether a name denies a way and says nothing else, as `keine E-Mails`. Of a list it is no name: `customers no email`
/// holds those who gave no address.
fn denies_a_way(name: &str) -> bool {
    const WAYS: &[&str] = &["email", "emails", "mail", "mails", "sms", "calls", "anrufe", "post", "briefe"];
    const DENY: &[&str] = &["no", "never", "kein", "keine", "keinen", "nicht", "pas", "sin", "geen", "ingen"];
    let words = words(name);
    let first = words.first().map(String::as_str).unwrap_or_default();
    let rest: String = words.iter().skip(1).cloned().collect();
    DENY.contains(&first) && WAYS.contains(&rest.as_str())
}

/// What says neither yes nor no.
const NOTHING: &[&str] = &[
    "",
    "-",
    "--",
    "–",
    "—",
    ".",
    "?",
    "n/a",
    "na",
    "n.a.",
    "none",
    "null",
    "nil",
    "nan",
    "undefined",
    "unknown",
    "unbekannt",
    "inconnu",
    "desconocido",
    "pending",
    "blank",
    "(blank)",
    "empty",
    "tbd",
    "not set",
    "not specified",
    "not_specified",
    "not known",
    "not confirmed",
    "k.a.",
    "keine angabe",
];

/// No in the letters of languages that are not folded to ours.
const BARE_ELSEWHERE: &[&str] = &[
    "未订阅",
    "未訂閱",
    "미구독",
    "구독안함",
    "未登録",
    "未購読",
    "không",
    "nē",
    "níl",
    "tidak",
    "hayır",
    "نه",
    "خیر",
    "नहीं",
    "ไม่",
    "ไม่ใช่",
    "ei",
    "否定",
    // Boxes that were left open.
    "☐",
    "⬜",
    "□",
    "◻",
    "▢",
    "✕",
    "╳",
    "いいえ",
    "아니요",
    "아니오",
    "否",
    "不",
    "不是",
    "没有",
    "無",
    "לא",
    "لا",
    "όχι",
    "нет",
    "ні",
    "не",
    "nope",
];

/// Words that say themselves that somebody may be written to, whatever their column asks: the one list of them.
pub(crate) const CONSENTS: &[&str] = &[
    "granted",
    "subscribed",
    "active subscriber",
    "opted in",
    "opted_in",
    "opted-in",
    "opt in",
    "opt_in",
    "opt-in",
    "optin",
    "consented",
    "confirmed",
    "accepted",
    "angemeldet",
    "abonniert",
    "inscrit",
    "abonné",
    "suscrito",
    "iscritto",
];

/// Words that are no consent of their own, and no objection either.
const NO_OBJECTION: &[&str] =
    &["active", "allow", "allowed", "reachable", "deliverable", "valid", "ok to contact"];

/// What did not happen, behind `not`.
const NOT_HAPPENED: &[&str] = &[
    "requested",
    "applicable",
    "yet",
    "required",
    "needed",
    "necessary",
    "started",
    "done",
    "relevant",
    "beantragt",
    "angefordert",
    "nötig",
    "erforderlich",
    "zutreffend",
];

/// Whether a cell of a column that can say nothing but no says it: by anything that is neither blank nor plainly
/// negative, as a tick, a date, `1.0`, a word of no, a remark.
pub(crate) fn closes(cell: &str) -> bool {
    if is_id(cell) {
        return false;
    }
    let small = cell.trim().trim_matches(['"', '\'']).to_lowercase();
    let small = small.as_str();
    if BARE_ELSEWHERE.contains(&small) || NOTHING.contains(&small) || CONSENTS.contains(&small) {
        return false;
    }
    // An empty list says nothing: `[]`.
    let is_hollow = small.chars().all(|c| c.is_whitespace() || "[]{}()\"'".contains(c)) || small == "[null]";
    if NO_OBJECTION.contains(&small) || is_hollow || is_neither(small) {
        return false;
    }
    // `not requested` tells of nothing that happened.
    let not = small.strip_prefix("not ").or_else(|| small.strip_prefix("nicht "));
    if not.is_some_and(|rest| NOT_HAPPENED.contains(&rest.trim())) {
        return false;
    }
    // `0`, `0.0`, `0000-00-00`.
    let is_zero = small.contains('0') && !small.chars().any(|c| c.is_alphanumeric() && c != '0');
    if is_zero || !small.chars().any(|c| !c.is_whitespace()) {
        return false;
    }
    // `no`, `false;`, `nein (Vorgabe)`; `no longer here` and `off the list` say more.
    let first = small.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let rest = small.get(first.len()..).unwrap_or_default().trim_start();
    let is_alone = !rest.starts_with(char::is_alphanumeric);
    let takes_back =
        NEGATIONS.contains(&normalise::fold(first).trim()) && has_no(&normalise::fold(rest).replace(' ', ""));
    match is_alone && !first.is_empty() && is_bare_no(first) {
        true => is_plain_no(rest),
        false => is_plain_no(small) || !takes_back,
    }
}

/// Words that say no by themselves, whatever their column is called: folded as names of columns are. None of them
/// is the state of an order.
pub(crate) const STRONG: &[&str] = &[
    "erasure",
    "righttoerasure",
    "righttobeforgotten",
    "gdprerasure",
    "dataerasure",
    "deletionrequest",
    "objecttomarketing",
    "objectiontomarketing",
    "objectionmarketing",
    "abusereport",
    "feedbackloop",
    "userunsubscribed",
    "usersuppressed",
    "manualsuppression",
    "groupunsubscribe",
    "groupunsubscribed",
    "spamcomplaints",
    "hardbounces",
    "permanentbounce",
    "suppressionlist",
    "nosuchmailbox",
    "退会",
    "退会済み",
    "退会済",
    "解除済み",
    "拒收",
    "отписка",
    "keinewerbung",
    "keinenewsletter",
    "keinennewsletter",
    "keinkontakt",
    "keinekontaktaufnahme",
    "keinewerbungmehr",
    "nichtanschreiben",
    "nichtmehranschreiben",
    "nichtkontaktieren",
    "nichtmehrkontaktieren",
    "werbewiderspruch",
    "werbeverbot",
    "werbestopp",
    "mailsperre",
    "newslettersperre",
    "newsletterabbestellt",
    "donotmarket",
    "donotsend",
    "nocontact",
    "noemail",
    "noemails",
    "nonewsletter",
    "unsubscribed",
    "unsubscribe",
    "unsubscribedbyadmin",
    "unsubscribedbyuser",
    "globallyunsubscribed",
    "optedout",
    "optout",
    "optedoutofemail",
    "optedoutofsms",
    "hardbounce",
    "hardbounced",
    "spamcomplaint",
    "spamreport",
    "spamreported",
    "markedasspam",
    "reportedasspam",
    "donotcontact",
    "donotemail",
    "donotmail",
    "donotcall",
    "donottext",
    "donotsms",
    "donotdisturb",
    "nomarketing",
    "newsletterabgemeldet",
    "désinscrit",
    "désinscrite",
    "désabonné",
    "désabonnée",
    "desinscrit",
    "desabonne",
    "uitgeschreven",
    "dadodebaja",
    "dadodebaixa",
    "disiscritto",
    "descadastrado",
    "wypisany",
    "avregistrerad",
    "отписан",
    "отписался",
    "退订",
    "退訂",
    "配信停止",
    "수신거부",
    "abgemeldet",
    "ausgetragen",
    "werbesperre",
    "kontaktsperre",
    "gdprerased",
    "erasurerequest",
    "erasurerequested",
];

/// As [`STRONG`], but for the rows of orders, where they are a state of the order.
const STRONG_OF_PEOPLE: &[&str] = &[
    "bounce",
    "abuse",
    "dnd",
    "optedoutofall",
    "hardbouncing",
    "deleted",
    "redacted",
    "junk",
    "stop",
    "stopall",
    "permanentfail",
    "permanentfailure",
    "withdrawn",
    "consentwithdrawn",
    "revoked",
    "consentrevoked",
    "cleaned",
    "bounced",
    "complained",
    "complaint",
    "suppressed",
    "blocklisted",
    "blacklisted",
    "dnc",
    "widerrufen",
    "widerspruch",
    "spam",
    "optedoutall",
    "desuscrito",
    "retirado",
    "verstorben",
    "deceased",
    "objected",
    "optedouteverything",
];

/// Words behind the name of a list of those who said no: `Unsubscribed contacts`.
const OF_LISTS: &[&str] =
    &["contacts", "list", "users", "people", "customers", "emails", "addresses", "profiles"];

/// Whether a column of this name holds names, in which any word may stand.
pub(crate) fn is_of_names(name: &str) -> bool {
    let folded = folded(name);
    let parts =
        ["name", "company", "firma", "city", "stadt", "ville", "street", "product", "produkt", "title"];
    let is_of_lists = ["list", "segment", "audience", "status", "state", "event", "tag", "flag", "label"];
    parts.iter().any(|part| folded.contains(part)) && !is_of_lists.iter().any(|part| folded.contains(part))
}

/// Whether a cell says no whatever its column is called: by a word that it is whole, by one of several (tags, a list
/// of lists), by a remark, or by what a mail server answers of an address that is not there; `is_order` for a row
/// that may be an order, whose states look alike.
pub(crate) fn is_strong_no(cell: &str, is_order: bool) -> bool {
    if cell.len() < 2 || is_id(cell) {
        return false;
    }
    // The address of a page that unsubscribes is no word, and neither is that of a mailbox.
    let is_address = |word: &str| word.contains("://") || word.contains("www.") || word.contains('@');
    if is_address(cell) {
        let words: Vec<&str> = cell.split_whitespace().filter(|word| !is_address(word)).collect();
        let rest = words.join(" ");
        return is_strong_word(&rest, is_order) || says_no_in_words(&rest, is_order);
    }
    // Most cells are numbers and days.
    if cell.bytes().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()) {
        return is_answer_of_server(cell);
    }
    is_strong_word(cell, is_order) || is_answer_of_server(cell) || says_no_in_words(cell, is_order) || {
        let between = |c: char| ",;|[]()\"\n".contains(c);
        cell.contains(between) && cell.split(between).any(|piece| is_strong_word(piece, is_order))
            || cell.contains(" - ") && cell.split(" - ").any(|piece| is_strong_word(piece, is_order))
    }
}

pub(crate) fn is_strong_word(text: &str, is_order: bool) -> bool {
    let text = text.trim();
    if text.len() < 2 || 60 < text.len() {
        return false;
    }
    let of_list = text.rsplit_once(' ').filter(|(_, last)| OF_LISTS.contains(&last.to_lowercase().as_str()));
    let folded = folded(of_list.map_or(text, |(before, _)| before));
    let is_it = |word: &&str| *word == folded;
    STRONG.iter().any(is_it) || !is_order && STRONG_OF_PEOPLE.iter().any(is_it) || folded == "suppression"
}

/// Whether a text says no, in whatever words.
pub(crate) fn says_no_in_words(text: &str, is_order: bool) -> bool {
    matches!(heard(text, is_order), Heard::No | Heard::NoCalls)
}

/// Whether a text is what a mail server says of a mailbox that is not there: `550 5.1.1 …`.
///
/// Source: RFC 3463, section 3.2 (5.1.1 to 5.1.6) and 3.3 (5.2.1).
pub(crate) fn is_answer_of_server(text: &str) -> bool {
    let text = text.trim();
    let code = match text.split_once([' ', '-']) {
        Some((reply, rest)) if reply.len() == 3 && reply.starts_with('5') => rest,
        _ => text,
    };
    let gone = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.2.1"];
    let mut behind = gone.iter().filter_map(|gone| code.strip_prefix(gone));
    behind.any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
}

/// Whether a word is what a tool that sends mail calls something that became of one, or of an address.
pub(crate) fn is_event_of_mail(word: &str) -> bool {
    const EVENTS: &[&str] = &[
        "open",
        "opened",
        "click",
        "clicked",
        "send",
        "sent",
        "deliver",
        "delivery",
        "delivered",
        "processed",
        "accepted",
        "deferred",
        "failed",
        "rendering failure",
        "subscribe",
        "subscribed",
        "resubscribe",
        "resubscribed",
        "groupresubscribe",
        "stored",
        "forward",
        "forwarded",
        "reply",
        "replied",
    ];
    let folded = folded(word);
    let bare = folded.strip_prefix("email").filter(|rest| !rest.is_empty()).unwrap_or(&folded);
    EVENTS.contains(&bare) || is_plain_no(bare) || is_strong_no(word, false)
}

/// Whether a word does no more than answer no, in letters that are not folded to ours.
pub(crate) fn is_foreign_no(word: &str) -> bool {
    BARE_ELSEWHERE.contains(&word.trim().to_lowercase().as_str())
}

/// Whether a word is a yes to whatever is asked.
pub(crate) fn is_affirmative(word: &str) -> bool {
    AFFIRMATIVE.contains(&word.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_no_reason_and_no_answer() {
        for name in [
            "UNSUB_CAMPAIGN_ID",
            "complaint.feedbackId",
            "feedbackId",
            "optout_reason_id",
            "unsubscribe uuid",
        ] {
            assert!(!asks_why(name) && !asks_when(name) && asks(name).is_none(), "{name}");
        }
        for name in ["UNSUB_CAMPAIGN_TITLE", "Opt-out reason", "unsubscribe_feedback"] {
            assert!(asks_why(name), "{name}");
        }
        // What a word says there it says all the same.
        assert!(
            is_strong_no("unsubscribed", false)
                && !is_strong_no("a1b2c3", false)
                && !is_strong_no("f5", false)
        );
    }

    #[test]
    fn lists_of_erased_people_and_of_registers_are_told_from_what_else_is_called_so() {
        for name in
            ["dpdp_erasure.csv", "Erasure requests 2026.xlsx", "NDNC.csv", "dnd_numbers_nov.csv", "rtbf.csv"]
        {
            assert!(is_list_of_noes(name), "{name}");
        }
        for name in [
            "erasure_policy.pdf",
            "dnd_players.csv",
            "whatsapp_only.csv",
            "not_needed.csv",
            "asked_to_come_back.csv",
            "disk_erasure_log.csv",
        ] {
            assert!(!is_list_of_noes(name), "{name}");
        }
    }

    #[test]
    fn words_that_are_compared_folded_stand_folded() {
        for list in [PARTS, WHOLE, YES_PARTS, TAKEN_BACK, crate::neither::VALUES, WHOLE_BESIDE] {
            for word in list {
                assert_eq!(normalise::fold(word).replace(' ', ""), *word);
            }
        }
    }

    #[test]
    fn reads_a_no_in_the_spellings_of_mail_tools() {
        for word in [
            "not subscribed",
            "opt in expired",
            "opted-in=0",
            "enabled=false",
            "notSubscribed",
            "Non-Subscribed",
            "nicht angemeldet",
            "non inscrit",
            "no suscrito",
            "niet ingeschreven",
            "withdrawn",
            "Withdrawn ",
            "WITHDREW",
            "unsubscribed",
            "Unsubscribed",
            "UNSUBSCRIBE",
            "un-subscribed",
            "opt-out",
            "opted_out",
            "Opted Out",
            "optout",
            "revoked",
            "complaint",
            "complained",
            "spam report",
            "SpamComplaint",
            "hard_bounce",
            "HardBounce",
            "soft bounced",
            "cleaned",
            "suppressed",
            "Suppression",
            "blacklisted",
            "do not email",
            "DO_NOT_CONTACT",
            "STOP",
            "No",
            "false",
            "0",
            "abgemeldet",
            "Widerrufen",
            "désinscrit",
            "baja",
            "uitgeschreven",
            "declined",
            "no consent",
            "unsubscribed by admin",
            "No, unsubscribed",
            "Unsubscribed - no longer interested",
            "opted out, does not want any mail",
            "yes (no sms)",
            "never",
            "disallowed",
            "erased",
            "erasure requested",
            "forgotten",
            "deleted by request",
            "archived",
            "spam",
            "Spam (reported)",
            "blocked by user",
            "denied",
            "revoked",
            "do not contact",
            "don't email",
            "dont-mail",
            "doNotEmail",
            "no consent given",
            "consent: no",
            "opt-in: false",
            "opt in = 0",
            "subscribed: n",
            "No, not subscribed",
            "without consent",
            "no longer subscribed",
            "hasn't opted in",
            "not interested",
            "no marketing",
            "N",
            "nein",
            "Nein danke, keine Werbung",
            "nicht zugestimmt",
            "keine Einwilligung",
            "ohne Zustimmung",
            "gelöscht",
            "Widerspruch",
            "gekündigt",
            "non",
            "pas de consentement",
            "désabonnée",
            "DÉSABONNÉ",
            "opposé",
            "résilié",
            "jamais",
            "baja",
            "dado de baja",
            "sin consentimiento",
            "cancelado",
            "rechazado",
            "disiscritto",
            "senza consenso",
            "annullato",
            "não",
            "sem consentimento",
            "descadastrado",
            "excluído",
            "geen toestemming",
            "uitgeschreven",
            "wypisany",
            "brak zgody",
            "nie wyrażono zgody",
            "usunięty",
            "avregistrerad",
            "ikke samtykket",
            "отписан",
            "退订",
            "✗",
            "d&eacute;sabonn&eacute;",
        ] {
            assert!(is_no(word), "{word}");
        }
        for word in [
            "granted",
            "subscribed",
            "yes",
            "true",
            "1",
            "opted in",
            "opt-in",
            "active",
            "confirmed",
            "",
            "maybe",
            "NEVER_SUBSCRIBED",
            "status: never subscribed",
            "unconfirmed",
            "transactional",
            "not unsubscribed",
            "never bounced",
            "no bounce",
            "pending",
            "double opt-in",
            "resubscribed",
            "unblocked",
            "reactivated",
            "not set",
            "not specified",
            "not known",
            "not confirmed",
            "n/a",
            "no spam complaints",
            "not blocked",
            "nicht gesperrt",
            "pas désabonné",
            "angemeldet",
            "abonniert",
            "inscrit",
            "suscrito",
            "zapisany",
            "ja",
            "oui",
            "sí",
            "x",
            "customer",
            "november",
            "notified",
            "nominal",
        ] {
            assert!(!is_no(word), "{word}");
        }
    }
}
