//! What registers of consents call the ways by which somebody is written to: `EPOSTA`, `MESAJ`, `Correo electrónico`.
// tidy: list

use vocabulary::Channel;

/// Words for e-mail, folded and without blanks.
const EMAIL: &str = "email emails mail mails eposta elektronikposta courriel courrielelectronique mel correo correoelectronico \
    correuelectronic postaelettronica correioeletronico correioelectronico sahkoposti epost epostbrev mejl epostadress eposti \
    ekiri epastas epasts elpastas elektroninispastas elektroniskaispasts eposto eposta elektronskaposta elektronickaposta \
    elektronicnaposta postaelektronik pocztaelektroniczna emailmarketing tolvupostur riomhphost imejl emel surel \
    thudientu newsletter emailnewsletter einewsletter poczelektroniczna";

/// In other letters, as they are written in small letters.
const EMAIL_ELSEWHERE: &[&str] = &[
    "электронная почта",
    "эл. почта",
    "эл.почта",
    "почта",
    "имейл",
    "емейл",
    "мейл",
    "е-мейл",
    "електронна пошта",
    "ел. пошта",
    "пошта",
    "електронна поща",
    "поща",
    "имејл",
    "мејл",
    "електронска пошта",
    "ηλεκτρονικό ταχυδρομείο",
    "ημέιλ",
    "البريد الإلكتروني",
    "بريد إلكتروني",
    "بريد",
    "ایمیل",
    "پست الکترونیک",
    "מייל",
    "דואר אלקטרוני",
    "דוא\"ל",
    "דוא״ל",
    "ईमेल",
    "อีเมล",
    "อีเมล์",
    "メール",
    "eメール",
    "電子メール",
    "이메일",
    "메일",
    "전자우편",
    "邮件",
    "電郵",
    "电邮",
    "电子邮件",
    "電子郵件",
];

/// Words for text messages.
const SMS: &str = "sms mesaj kisamesaj textmessage textmessages text texts mms smsmms tekstiviesti tekstiviestit textmeddelande \
    mensajedetexto mensajetexto messaggiotesto messaggio smsmesaj textos tekstbericht kurznachricht wiadomoscsms sporocilosms \
    tinnhan pesansingkat";

const SMS_ELSEWHERE: &[&str] = &[
    "смс",
    "смс-сообщение",
    "sms-сообщение",
    "رسالة نصية",
    "رسائل نصية",
    "پیامک",
    "סמס",
    "מסרון",
    "एसएमएस",
    "ข้อความ",
    "ショートメール",
    "ショートメッセージ",
    "문자",
    "문자메시지",
    "短信",
    "簡訊",
];

/// Words for letters.
const POST: &str = "post letter letters directmail brief briefpost courrier courrierpostal correopostal postacartacea postaordinaria \
    carta lettera correiopostal poczta pocztatradycyjna brev postadresa postal mektup kirje kiri level laiskas vestule dopis pismo";

const POST_ELSEWHERE: &[&str] =
    &["письмо", "почтой", "лист", "писмо", "郵送", "ハガキ", "우편", "信件", "邮寄", "郵寄"];

/// Words for calls, by which nobody writes: a no to them closes text messages, a yes opens nothing.
const CALLS: &str = "arama call calls voice voicecall phonecall telephone telefon telefono telefone phone anruf anrufe appel appels \
    llamada llamadas chiamata chiamate ligacao chamada telefonia polaczenie polaczenia telefonat hovor hovory poziv pozivi puhelu \
    puhelut puhelin kone helistamine hivas zvans zvani skambutis skambuciai opkald oppringning samtal simtal glao panggilan cuocgoi \
    telefonla sesliarama";

const CALLS_ELSEWHERE: &[&str] = &[
    "звонок",
    "звонки",
    "телефон",
    "дзвінок",
    "дзвінки",
    "обаждане",
    "обаждания",
    "позив",
    "τηλέφωνο",
    "κλήση",
    "مكالمة",
    "اتصال",
    "هاتف",
    "تماس",
    "تلفن",
    "טלפון",
    "שיחה",
    "कॉल",
    "फोन",
    "โทรศัพท์",
    "電話",
    "전화",
    "电话",
    "通话",
];

/// Words for what an app shows.
const PUSH: &str = "push pushnotification pushnotifications apppush mobilepush pushbildirim bildirim notificationpush pushbericht";

fn is_in(list: &str, elsewhere: &[&str], word: &str) -> bool {
    let small = word.trim().to_lowercase();
    let joined = normalise::fold(word).replace(' ', "");
    elsewhere.contains(&small.as_str()) || is_latin(word) && list.split_whitespace().any(|own| own == joined)
}

/// Whether a word stands in our letters: folding makes words of others alike.
fn is_latin(word: &str) -> bool {
    word.chars().all(|c| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c))
}

/// The channel that a word means in a column of channels; `None` for one of ours and for any that is not known.
pub(crate) fn channel_called(word: &str) -> Option<Channel> {
    match () {
        _ if is_in(EMAIL, EMAIL_ELSEWHERE, word) => Some(Channel::Email),
        _ if is_in(SMS, SMS_ELSEWHERE, word) => Some(Channel::Sms),
        _ if is_in(POST, POST_ELSEWHERE, word) => Some(Channel::Post),
        _ if is_in(PUSH, &[], word) => Some(Channel::Push),
        _ => None,
    }
}

/// Whether a word in a column of channels means calls.
pub(crate) fn is_of_calls(word: &str) -> bool {
    is_in(CALLS, CALLS_ELSEWHERE, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_known_by_what_registers_call_them() {
        for (word, channel) in [
            ("EPOSTA", Channel::Email),
            ("E-posta", Channel::Email),
            ("Courriel", Channel::Email),
            ("Correo electrónico", Channel::Email),
            ("Posta elettronica", Channel::Email),
            ("Sähköposti", Channel::Email),
            ("E-pošta", Channel::Email),
            ("Электронная почта", Channel::Email),
            ("メール", Channel::Email),
            ("이메일", Channel::Email),
            ("MESAJ", Channel::Sms),
            ("SMS", Channel::Sms),
            ("문자", Channel::Sms),
            ("Tekstiviesti", Channel::Sms),
            ("Correo postal", Channel::Post),
            ("Push notification", Channel::Push),
        ] {
            assert_eq!(channel_called(word), Some(channel), "{word}");
        }
        for word in ["ARAMA", "Anruf", "Appel", "llamada", "звонок", "電話"] {
            assert!(is_of_calls(word) && channel_called(word).is_none(), "{word}");
        }
        for word in ["shop", "Instagram", "POS", "online", ""] {
            assert!(!is_of_calls(word) && channel_called(word).is_none(), "{word}");
        }
    }

    #[test]
    fn words_that_are_compared_folded_stand_folded() {
        for word in [EMAIL, SMS, POST, CALLS, PUSH].iter().flat_map(|list| list.split_whitespace()) {
            assert_eq!(normalise::fold(word), word);
        }
    }
}
