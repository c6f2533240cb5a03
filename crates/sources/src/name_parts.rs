//! What the parts of a column's name are about, however it is written: `hard_bounces`, `bounceType`, `GDPR deleted`,
//! `liststatus`. A name with one part that is none of these is about something else: `deleted_items`, `bounce_rate`.
// tidy: list

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};
use std::sync::LazyLock;

/// What words are about, several at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Kinds(u32);

impl Kinds {
    pub(crate) const NONE: Self = Self(0);
    /// Somebody's data are deleted.
    pub(crate) const GONE: Self = Self(1);
    /// Somebody is shut out.
    pub(crate) const SHUT: Self = Self(1 << 1);
    /// Somebody complained.
    pub(crate) const COMPLAINED: Self = Self(1 << 2);
    /// Mail came back.
    pub(crate) const BOUNCED: Self = Self(1 << 3);
    /// Somebody has left, or objects.
    pub(crate) const LEFT: Self = Self(1 << 4);
    /// Somebody has died.
    pub(crate) const DIED: Self = Self(1 << 5);
    /// For a while only.
    pub(crate) const SOFT: Self = Self(1 << 6);
    /// It says nothing of its own: `is`, `flag`, `date`.
    pub(crate) const NEUTRAL: Self = Self(1 << 7);
    /// A person, or the law that speaks of their data.
    pub(crate) const PERSON: Self = Self(1 << 8);
    /// A way of writing to somebody, or what is written.
    pub(crate) const MAIL: Self = Self(1 << 9);
    /// How often.
    pub(crate) const OFTEN: Self = Self(1 << 10);
    /// A space of time.
    pub(crate) const PERIOD: Self = Self(1 << 11);
    /// What somebody prefers.
    pub(crate) const PREFERRED: Self = Self(1 << 12);
    /// Whether something is to be.
    pub(crate) const ENABLED: Self = Self(1 << 13);
    /// What somebody subscribes to.
    pub(crate) const SUBSCRIBED: Self = Self(1 << 14);
    /// What one chooses several of: lists, topics.
    pub(crate) const CHOSEN: Self = Self(1 << 15);
    /// How something stands.
    pub(crate) const STATUS: Self = Self(1 << 16);
    /// What somebody is on, or is there.
    pub(crate) const LISTED: Self = Self(1 << 17);
    /// Somebody agreed.
    pub(crate) const AGREED: Self = Self(1 << 18);
    /// Which of several, as `type`, `reason`.
    pub(crate) const SORT: Self = Self(1 << 19);
    /// How many.
    pub(crate) const COUNT: Self = Self(1 << 20);
    /// It may stand beside a wish: `we`, `of`, `max`.
    pub(crate) const BESIDE: Self = Self(1 << 21);
    /// Spam: a complaint about mail.
    pub(crate) const SPAM: Self = Self(1 << 22);
    /// Where it is alone it is something else: the block of a street.
    pub(crate) const WEAK: Self = Self(1 << 23);
    /// When.
    pub(crate) const WHEN: Self = Self(1 << 24);
    /// What comes again, and is wanted or not: `notifications`.
    pub(crate) const NOTICE: Self = Self(1 << 25);
    /// Being written to as such: `communication`.
    pub(crate) const COMMS: Self = Self(1 << 26);
    /// So much in each space of time: `per`.
    pub(crate) const PER: Self = Self(1 << 27);
    /// By which way.
    pub(crate) const VIA: Self = Self(1 << 28);
    /// The law on somebody's data.
    pub(crate) const LAW: Self = Self(1 << 29);
    /// Somebody lives.
    pub(crate) const ALIVE: Self = Self(1 << 30);

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Kinds {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Words by what they are about, folded; `*` stands for up to [`N_END`] more letters.
const WORDS: &[(Kinds, &str)] = &[
    (
        Kinds::GONE,
        "delete deletes deleted deletion deletions deleting delet erase erased erasure erasures forget forgotten rtbf \
         anonymis* anonymiz* anonym pseudonymis* pseudonymiz* purge purged scrubbed redacted removed removal remove \
         geloscht* geloescht* loschung loeschung loschen loeschen loschantrag loeschantrag anonymisiert vergessen \
         supprime supprimee supprimes effacement efface effacee oublie oubli borrado borrada eliminado eliminada eliminato \
         eliminata suprimido suprimida olvidado rimosso rimossa cancellazione apagado apagada excluido excluida removido \
         removida verwijderd verwijdering gewist vergeten usuniety usunieta usuniete usuniecie wymazany smazan smazany \
         smazano vymazan vymazany raderad borttagen slettet sletning sletting poistettu torolt torolve sters stearsa silindi \
         udalen udaleno vidaleno",
    ),
    (
        Kinds::SHUT,
        "blocked blocking blocklisted blocklist blacklisted blacklist banned denylisted denylist barred suppress \
         suppressed suppression suppressions muted silenced stoplist restricted restriction dnc dnd donotcontact gesperrt sperre sperrvermerk \
         blockiert bloque bloquee bloques bloqueado bloqueada bloccato bloccata geblokkeerd zablokowany zablokowana \
         zablokowan sparrad blokeret blokkert blokovan engellendi estetty letiltva blocat",
    ),
    (
        Kinds::SHUT.also(Kinds::WEAK),
        "block blocks ban bans mute paused suspended snoozed stopped disabled deactivated terminated cancelled canceled",
    ),
    (
        Kinds::COMPLAINED,
        "complained complaint complaints complains beschwerde beschwerden plainte plaintes queja quejas klacht klachten",
    ),
    (
        Kinds::COMPLAINED.also(Kinds::SPAM),
        "abuse abusereport junk spamtrap spam spammed fbl feedbackloop spamreport spamreports spamcomplaint spamcomplaints",
    ),
    (
        Kinds::BOUNCED,
        "bounce bounces bounced bouncing hardbounce hardbounces hardbounced undeliverable undelivered unzustellbar \
         unmailable nondeliverable rebond rebonds rebote rebotado rebotada rimbalzo rimbalzato teruggestuurd onbestelbaar",
    ),
    (
        Kinds::LEFT,
        "unsub unsubs unsubscribe unsubscribed unsubscribes unsubscription unsubscriptions optout optouts optedout \
         withdrawn withdrew withdrawal revoked revocation objected objection objections abgemeldet abmeldung \
         abbestellt widerruf widerrufen widerspruch widersprochen desabonne desabonnee desinscrit desinscrite desinscription \
         disiscritto disiscritta uitgeschreven afgemeld wypisany avregistrerad",
    ),
    (
        Kinds::DIED,
        "deceased died verstorben gestorben decede decedee fallecido fallecida deceduto deceduta falecido falecida \
         overleden zmarly zmarla avliden",
    ),
    (Kinds::LEFT.also(Kinds::WEAK), "left quit exited"),
    (Kinds::ALIVE, "alive lebt"),
    (
        Kinds::LAW.also(Kinds::PERSON),
        "gdpr dsgvo rgpd ccpa lgpd popia kvkk privacy datenschutz dsar dsr processing verarbeitung",
    ),
    (Kinds::SOFT, "soft transient temporary temp weich mou blando zacht mjuk"),
    (
        Kinds::NEUTRAL,
        "is has was had been be are flag flagged kz kennzeichen ind indicator request requests requested requester exercised \
         used done completed confirmed marked report reports reported ever last first recent latest hard permanent perm \
         permanently globally yn bool boolean the a an value result info from in ist wurde hat est fue stato filed received submitted raised lodged made given logged processed finished executed effective final",
    ),
    (
        Kinds::NEUTRAL.also(Kinds::STATUS),
        "status state stage statut statuses zustand estado etat stav durum tila",
    ),
    (Kinds::STATUS, "standing lifecycle condition"),
    (
        Kinds::NEUTRAL.also(Kinds::SORT),
        "type typ kind class category reason code grund motif motivo subtype classification by who via source method channel way level how",
    ),
    (
        Kinds::NEUTRAL.also(Kinds::COUNT),
        "count counter counts cnt n nr num number total totals sum anzahl nombre numero",
    ),
    (
        Kinds::NEUTRAL.also(Kinds::WHEN),
        "at date on time ts timestamp datetime day when since datum am le seit until",
    ),
    (
        Kinds::PERSON,
        "gdpr dsgvo rgpd ccpa lgpd popia kvkk privacy data user users customer customers client clients kunde kunden kund \
         klant cliente contact contacts kontakt contatto contacto account konto compte cuenta profile profil person member \
         mitglied subscriber subscribers lead recipient recipients record crm right consent",
    ),
    (
        Kinds::MAIL,
        "email emails mail mails mailbox inbox sms text texts message contact contacts kontakt contacto push post whatsapp \
         letter letters news advertising ads correo correos courriel courriels epost mejl posta adverts call calls mailed \
         emailed contacted written",
    ),
    (
        Kinds::MAIL.also(Kinds::NOTICE),
        "newsletter newsletters marketing mailing mailings messages messaging notification notifications promos promotions \
         promotional offers digest digests updates werbung publicite publicidad pubblicita nieuwsbrief boletin infolettre \
         angebote",
    ),
    (
        Kinds::MAIL.also(Kinds::NOTICE).also(Kinds::COMMS),
        "comm comms communication communications kommunikation outreach",
    ),
    (
        Kinds::OFTEN,
        "frequency frequencies freq frequence frecuencia frequenz frequenza frequentie frequencia haufigkeit haeufigkeit \
         frekvens czestotliwosc cadence cadency interval rhythm rhythmus often oft souvent sikligi",
    ),
    (Kinds::PERIOD, "week month year day woche monat jahr semaine mois semana mes"),
    (Kinds::PERIOD.also(Kinds::PER), "per pro par por weekly monthly"),
    (
        Kinds::PREFERRED,
        "preference preferences pref prefs preferred preferring setting settings wish wishes wunsch einstellungen praferenzen \
         praeferenzen preferencias preferenze voorkeur voorkeuren",
    ),
    (
        Kinds::ENABLED,
        "enabled enable active allowed allow allows ok okay wanted wants want accepted accepts accept receive receives \
         receiving get gets send sending can may on permitted permit value deliverable reachable mailable",
    ),
    (
        Kinds::SUBSCRIBED,
        "subscription subscriptions subs subscribed subscribes abos abonnements abonnement suscripciones",
    ),
    (
        Kinds::CHOSEN,
        "topic topics list lists channels categories groups streams themes themen sujets temas types methods",
    ),
    (Kinds::VIA, "channel channels method methods medium way ways"),
    (
        Kinds::LISTED,
        "list lists mail email mailing newsletter subscriber subscribers subscription subscriptions audience marketing contact \
         member mailbox sms recipient crm",
    ),
    (
        Kinds::AGREED,
        "optin optedin consent consents consented permission permissions agreed agreement einwilligung einwilligungen",
    ),
    (
        Kinds::BESIDE,
        "we us you your our my me is be do does want of the for from how may max maximum cap limit by in a should can like \
         write contact hear desired chosen selected current campaign campaigns",
    ),
];

impl Kinds {
    const fn also(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Letters that stand for `*`.
const N_END: usize = 6;

struct Lexicon {
    whole: HashMap<&'static str, Kinds>,
    begins: Vec<(&'static str, Kinds)>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { whole: HashMap::new(), begins: Vec::new() };
    for (kinds, words) in WORDS {
        for word in words.split_whitespace() {
            match word.strip_suffix('*') {
                Some(begin) => lexicon.begins.push((begin, *kinds)),
                None => *lexicon.whole.entry(word).or_default() |= *kinds,
            }
        }
    }
    lexicon
});

fn kinds(word: &str) -> Kinds {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Kinds::NEUTRAL;
    }
    let own = LEXICON.whole.get(word).copied().unwrap_or_default();
    let begins = LEXICON
        .begins
        .iter()
        .filter(|(begin, _)| word.strip_prefix(begin).is_some_and(|end| end.len() <= N_END));
    begins.fold(own, |kinds, (_, more)| kinds | *more)
}

/// The words of a name in small letters without marks: parted by signs, and where a capital begins one.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut text = String::with_capacity(name.len() + 8);
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let is_small = |c: Option<&char>| c.is_some_and(|c| c.is_lowercase());
        let begins = c.is_uppercase()
            && (is_small(before)
                || before.is_some_and(|c| c.is_uppercase()) && is_small(letters.get(at + 1)));
        if begins {
            text.push(' ');
        }
        text.push(if c.is_alphanumeric() { *c } else { ' ' });
    }
    let folded = normalise::fold(&text).replace("opt out", "optout").replace("opted out", "optedout");
    let folded = match folded.strip_prefix("e mail") {
        Some(rest) => format!("email{rest}"),
        None => folded.replace(" e mail", " email"),
    };
    let folded = folded.replace("feedback loop", "feedbackloop").replace("spam trap", "spamtrap");
    let folded = folded.replace("opt in", "optin").replace("opted in", "optedin");
    folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Bytes of the longest name that is parted.
const MAX_NAME: usize = 120;

/// Letters of the longest word that is looked at for several in one.
const MAX_GLUED: usize = 40;

/// The words that a word is made of, each of at least two letters: `hardbounces`, `liststatus`.
fn unglued(word: &str) -> Option<Vec<Kinds>> {
    if word.len() < 5 || MAX_GLUED < word.len() || !word.is_ascii() {
        return None;
    }
    // How each beginning is best parted: into the fewest words.
    let mut parts: Vec<Option<Vec<Kinds>>> = vec![None; word.len() + 1];
    if let Some(first) = parts.first_mut() {
        *first = Some(Vec::new());
    }
    for end in 2..=word.len() {
        let fewest = (0..end.saturating_sub(1))
            .filter_map(|from| {
                let before = parts.get(from)?.as_ref()?;
                let own = kinds(word.get(from..end)?);
                (own != Kinds::NONE).then(|| [before.as_slice(), &[own]].concat())
            })
            .min_by_key(Vec::len);
        if let Some(part) = parts.get_mut(end) {
            *part = fewest;
        }
    }
    parts.pop().flatten()
}

/// What each part of a name is about; `None` where one is about nothing that is known here.
pub(crate) fn name_parts(name: &str) -> Option<Vec<Kinds>> {
    // Keys may be addresses, or as long as they like.
    if MAX_NAME < name.len() || name.contains('@') {
        return None;
    }
    let words = name_words(name);
    if words.is_empty() || 12 < words.len() {
        return None;
    }
    let mut found = Vec::with_capacity(words.len());
    for word in &words {
        match kinds(word) {
            Kinds::NONE => found.extend(unglued(word)?),
            own => found.push(own),
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_folded() {
        for word in WORDS.iter().flat_map(|(_, words)| words.split_whitespace()) {
            let word = word.trim_end_matches('*');
            assert!(normalise::fold(word) == word, "{word}");
        }
    }

    #[test]
    fn a_name_is_parted_however_it_is_written() {
        for name in
            ["hard_bounces", "hardBounces", "Hard Bounces", "HARD_BOUNCES", "hardbounces", "hard-bounces"]
        {
            let parts = name_parts(name).unwrap_or_default();
            assert!(parts.iter().any(|part| part.has(Kinds::BOUNCED)), "{name}: {parts:?}");
        }
        for name in ["GDPRDeleted", "gdpr_deleted", "gdprdeleted", "GDPR gelöscht"] {
            let parts = name_parts(name).unwrap_or_default();
            assert!(parts.len() == 2 && parts.iter().any(|part| part.has(Kinds::GONE)), "{name}: {parts:?}");
        }
        for name in ["deleted_items", "bounce_rate", "deletedfiles", "blockhours", "city", ""] {
            assert_eq!(name_parts(name), None, "{name}");
        }
    }
}
