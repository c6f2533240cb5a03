//! Noes in the languages that [`crate::remark`] does not take apart word by word, and such turns of the others as say
//! together what none of their words says: `saiu da newsletter`, `ei enää sähköpostia`, `не надсилати листи`.
//!
//! Each language has its own lists, so that a word of one is not taken for that of another. Texts in the letters of
//! Greece, Russia, Arabia, Israel, India and Thailand are compared in their own letters, all others folded.

mod baltic;
mod brief;
mod brief_india;
mod brief_words;
mod cyrillic;
mod east;
mod finnic;
mod germanic;
mod india;
mod india_latin;
mod of_asia;
mod own_letters;
mod romance;
mod slavic;
mod states;
mod turkic;

pub(crate) use brief::{
    answered, asks_to_delete, heard_in_brief, is_of_mail, is_of_texts, names_refusers, names_unwilling,
};
pub(crate) use east::{answered_in_east, heard_in_east, is_of_east};
pub(crate) use own_letters::{is_of_other_letters, own_letters};
pub(crate) use states::{is_named_list_of_noes, is_of_who_left, is_out_of_news, is_state_of_no};

use crate::hearing::{Heard, joined};
use crate::remark_words::{BOUNDS, ONLY_TOLD};
use crate::slips::mended;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a language says no with. Blanks part the words of a list; `_` stands for a blank in a phrase, `*` behind a
/// word for all that begin so.
pub(crate) struct Tongue {
    /// Says no alone.
    pub(crate) alone: &'static str,
    /// Says no near a word of [`Tongue::topic`].
    pub(crate) refuse: &'static str,
    /// Too many, enough: a no near a word of mail.
    pub(crate) many: &'static str,
    /// Words of writing to somebody, beside those of [`EVERYWHERE`].
    pub(crate) topic: &'static str,
    /// Says that what stands near is of an order, of an address, or no no at all.
    pub(crate) mild: &'static str,
}

/// Words of mail that all languages have taken in.
const EVERYWHERE: &str = "mail* email* e_mail* newslet* mailing* marketing* spam* promo* reklam*";

/// Text messages, in the words that all languages have taken in.
const CALLS: &str = "sms whatsapp смс есемес смски смсок tekstiviest* īsziņ* एसएमएस סמס رسائل_نصية پیامک*";

/// Asks not to be called: of a no to calls mail is none.
const NO_CALLS: &str = "не_звонить не_звоните не_дзвонити не_дзвоніть ne_zvati ne_zovite nevolat nevolejte \
    nevolať nevolajte älkää_soittako \
    ei_soiteta ei_saa_soittaa ärge_helistage mitte_helistada ne_hívj* ne_telefonálj* nu_sunați nu_mai_sunați \
    aramayın nezvanīt nezvaniet neskambin* \
    μην_τηλεφων* μην_καλείτε jangan_telepon jangan_telefon jangan_menelepon jangan_call đừng_gọi không_gọi_điện \
    لا_تتصل* אל_תתקשרו לא_להתקשר फोन_न_करें \
    कॉल_न_करें ห้ามโทร อย่าโทร não_ligar não_liguem não_telefon* no_truqueu nie_dzwonić nie_dzwoń* ne_kličite \
    ne_klicati не_се_обаждайте не_звати не_зовите ná_glaoigh call_mat_* phone_mat_* call_na_kar* phone_na_kar* \
    call_nahi_chahi* call_nahi_karna phone_nahi_karna call_korben_na phone_korben_na call_panna_vend* call_pannadh* call_pannath* \
    call_cheyakandi call_cheyoddu call_madbed* vilikkarut* कॉल_मत* फोन_मत* फ़ोन_मत* फोन_करू_नका कॉल_करू_नका কল_করবেন_না ফোন_করবেন_না \
    ਫੋਨ_ਨਾ_ਕਰ* ਕਾਲ_ਨਾ_ਕਰ* ફોન_ના_કર* કોલ_ના_કર* ફોન_ન_કર* કોલ_ન_કર* அழைக்க_வேண்டாம் அழைக்காத* కాల్_చేయవద్దు* ఫోన్_చేయవద్దు* \
    కాల్_చేయకండి* ಕರೆ_ಮಾಡಬೇಡಿ* ಫೋನ್_ಮಾಡಬೇಡಿ* വിളിക്കരുത്* فون_نہ_کر* کال_نہ_کر* فون_مت_کر* کال_مت_کر* la_tettasel* la_titasel* \
    la_tetasel*";

/// Doors and their bells, which are not to be rung: no telephone.
const DOORS: &str = "door doorbell bell tür klingel türklingel deur deurbel porte sonnette timbre puerta campanello porta \
    campainha timbre drzwi drzwiami dzwonek dzwonkiem domofon* zvonek zvonček zvoniti zvonce zvono vrata dveře dveří dvere dverí ușă ușa \
    sonerie дверь двери звонок звонком домофон* дверях вратата врата звънец звънеца звоно звонце дзвінок дверима dør døren dörr dörren \
    dyraklukku bjölluna bjöllunni ovikello* ovea uks uksekell* ukse ajtó* csengő* csenget* duris durų skambutį durvīm zvanu κουδούνι \
    πόρτα dhoras cloigín bieb qanpiena zil* kapı* kapıyı bel_pintu loceng pintu chuông cửa الجرس الباب زنگ_در בפעמון בדלת פעמון \
    घंटी दरवाज़े दरवाजे กริ่ง ประตู";

/// Orders and bookings, of which one tells by mail: `cancelou a encomenda por e-mail`.
const BOOKED: &str = "appointment* booking* reserv* prenotazion* encomend* pedido* comanda* commande* zamówieni* \
    rezerwacj* bordet bord varauk* \
    tilauks* tellimus* broneering* objednáv* rezervac* narudžb* porudžbin* rezervaci* naročil* rendelés* \
    foglalás* sipariş* rezervasyon* pesanan* \
    order* bestell* bestill* beställ* buchung* termin* table ordin* pasūtījum* užsakym* заказ* замовлен* поръчк* \
    поруџбин* резервац* бронь бронюв* запис* \
    παραγγελ* κράτησ* طلب_رقم الطلبيه الحجز حجز* سفارش* رزرو* ההזמנה הזמנה* ऑर्डर* बुकिंग* đơn_hàng đặt_phòng \
    đặt_bàn คำสั่งซื้อ การจอง subscription_box";

/// What mail is called where it is only the way by which something was told.
const WAYS: &[&str] = &[
    "mail",
    "mejl",
    "post",
    "pošt",
    "post",
    "correo",
    "correu",
    "courriel",
    "e kir",
    "ekir",
    "laišk",
    "surel",
    "levél",
    "past",
    "pašt",
    "post",
    "мейл",
    "имейл",
    "імейл",
    "емейл",
    "майл",
    "почт",
    "пошт",
    "лист",
    "пись",
    "поща",
    "μειλ",
    "ηλεκτρον",
    "بريد",
    "ايميل",
    "ايمي",
    "מייל",
    "דואר",
    "ईमेल",
    "मेल",
    "อีเมล",
];

/// What none of them is about.
const ELSEWHERE: &str = "adres adrese adresa adresu adresy adresi adresas adresą adrese_nav adresse* address* \
    faktur* invoice* confirm* password* tracking* order* stop_by stop_at stop_in bus_stop";

/// What is also said of a parcel that is on its way: whom not to disturb, and how to reach somebody.
const OF_DELIVERY: &[&str] = &[
    "molest",
    "incomod",
    "perturb",
    "importun",
    "disturb",
    "derang",
    "deranj",
    "uznemir",
    "gnjavi",
    "nadleg",
    "moti",
    "niepoko",
    "neotrav",
    "neobtez",
    "zavar",
    "tulita",
    "trauc",
    "trukd",
    "rahatsiz",
    "ganggu",
    "lam phien",
    "беспоко",
    "тревож",
    "турбу",
    "безпоко",
    "узнемир",
    "ενοχλ",
    "להפריע",
    "להטריד",
    "ازعاج",
    "تزعج",
    "مزاحم",
    "परेशान",
    "डिस्टर्ब",
    "รบกวน",
    "phone",
    "telef",
    "telep",
    "puhelim",
    "postit",
    "тел",
    "по почт",
    "поштою",
    "τηλεφ",
    "ταχυδ",
    "طلفن",
    "تلفن",
    "هاتف",
    "בטלפון",
    "โทร",
    "फोन",
    "dien thoai",
    "tolefon",
    "post",
    "phost",
    "posta",
    "postou",
    "brev",
    "kun ",
    "alleen",
    "nur ",
];

/// How words begin by which orders are cancelled: beside one they say nothing of mail.
const CANCELS: &[&str] = &[
    "cancel",
    "anul",
    "annul",
    "storn",
    "zrus",
    "отмен",
    "скасув",
    "скасов",
    "анул",
    "аннул",
    "ακυρ",
    "iptal",
    "batal",
    "peru",
    "tuhist",
    "lemond",
    "torol",
    "atcel",
    "preklic",
    "avbest",
    "afbest",
    "disd",
    "huy",
    "ยกเลิก",
    "لغو",
    "الغ",
    "ביט",
    "रद्द",
];

/// What takes back a refusal that stands right behind it: `не отписывать`.
const NEGATORS: &[&str] = &[
    "not",
    "never",
    "no",
    "non",
    "nao",
    "nunca",
    "nem",
    "ne",
    "nie",
    "nicht",
    "kein",
    "keine",
    "niet",
    "pas",
    "jamais",
    "mai",
    "ei",
    "inte",
    "ej",
    "ikke",
    "ekki",
    "nu",
    "tidak",
    "khong",
    "не",
    "δεν",
    "δε",
    "μην",
    "μη",
    "لا",
    "לא",
    "नहीं",
    "नही",
    "मत",
    "mat",
    "nahi",
    "dont",
];

/// How many words may stand between a refusal and what is refused.
const N_BETWEEN: usize = 6;

/// How near a word that takes the edge off stands.
const N_BESIDE: usize = 3;

const FAMILIES: &[&[Tongue]] = &[
    baltic::TONGUES,
    cyrillic::TONGUES,
    finnic::TONGUES,
    germanic::TONGUES,
    india::TONGUES,
    india_latin::TONGUES,
    of_asia::TONGUES,
    romance::TONGUES,
    slavic::TONGUES,
    turkic::TONGUES,
];

/// What a word or phrase does in its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Alone,
    Refuse,
    Many,
    Topic,
    Mild,
    Calls,
    NoCalls,
    Booked,
    Bound,
    Door,
}

/// A word or phrase, as texts are compared.
struct Entry {
    text: String,
    is_begin: bool,
    /// `None` for one of every language.
    tongue: Option<usize>,
    does: Does,
    /// Whether it may be the way by which something else was told.
    is_way: bool,
}

impl Entry {
    fn is_at(&self, rest: &str) -> bool {
        let behind = rest.strip_prefix(self.text.as_str());
        behind.is_some_and(|behind| self.is_begin || behind.is_empty() || behind.starts_with(' '))
    }
}

/// All words and phrases, by their first three letters.
pub(crate) struct Index<T> {
    by_head: HashMap<String, Vec<T>>,
}

/// How many letters of a word are looked up.
const N_HEAD: usize = 3;

impl<T> Index<T> {
    pub(crate) fn new() -> Self {
        Self { by_head: HashMap::new() }
    }

    pub(crate) fn put(&mut self, text: &str, entry: T) {
        let head: String = text.chars().take(N_HEAD).take_while(|c| *c != ' ').collect();
        self.by_head.entry(head).or_default().push(entry);
    }

    /// What may begin where `rest` begins.
    pub(crate) fn at(&self, rest: &str) -> impl Iterator<Item = &T> {
        let mut ends = rest.char_indices().take_while(|(_, c)| *c != ' ').map(|(at, c)| at + c.len_utf8());
        let (first, second, third) = (ends.next(), ends.next(), ends.next());
        let is_unspaced = rest.chars().next().is_some_and(is_unspaced);
        let short = second.filter(|_| is_unspaced && third.is_some());
        let heads = [short, third.or(second).or(first)];
        heads.into_iter().flatten().filter_map(|end| self.by_head.get(rest.get(..end)?)).flatten()
    }
}

/// A word or phrase as texts are compared.
fn compared(text: &str) -> String {
    if is_of_other_letters(text) { own_letters(text) } else { joined(&normalise::fold(text)) }
}

/// The words of a list as they are compared, and whether each stands for all that begin so.
pub(crate) fn entries(list: &str) -> impl Iterator<Item = (String, bool)> {
    list.split_whitespace().map(|word| {
        let (text, is_begin) = word.strip_suffix('*').map_or((word, false), |begin| (begin, true));
        // Where no blanks are written, no word ends either.
        let is_begin = is_begin || text.chars().any(is_unspaced);
        (compared(&text.replace('_', " ")), is_begin)
    })
}

static INDEX: LazyLock<Index<Entry>> = LazyLock::new(|| {
    let mut index = Index::new();
    let ways: Vec<String> = WAYS.iter().map(|way| compared(way)).collect();
    let mut put = |list: &str, tongue: Option<usize>, does: Does| {
        for (text, is_begin) in entries(list) {
            let key = text.clone();
            let is_way = ways.iter().any(|way| key.contains(way));
            index.put(&key, Entry { text, is_begin, tongue, does, is_way });
        }
    };
    put(EVERYWHERE, None, Does::Topic);
    put(ELSEWHERE, None, Does::Mild);
    put(BOUNDS, None, Does::Bound);
    put(CALLS, None, Does::Calls);
    put(NO_CALLS, None, Does::NoCalls);
    put(BOOKED, None, Does::Booked);
    put(DOORS, None, Does::Door);
    for (at, tongue) in FAMILIES.iter().copied().flatten().enumerate() {
        put(tongue.alone, Some(at), Does::Alone);
        put(tongue.refuse, Some(at), Does::Refuse);
        put(tongue.many, Some(at), Does::Many);
        put(tongue.topic, Some(at), Does::Topic);
        put(tongue.mild, Some(at), Does::Mild);
    }
    index
});

/// A word of a thought that does something: which language's, and at which word it stands.
struct Found {
    at: usize,
    n_words: usize,
    tongue: Option<usize>,
    does: Does,
    is_way: bool,
}

/// What the thoughts of a text say in any of these languages.
pub(crate) fn heard_in_tongues(thoughts: &[String], is_order: bool) -> Heard {
    let (mut is_of_mail, mut is_of_calls) = (false, false);
    for thought in thoughts {
        // `abgemeldet vom Newsletter, versehentlich`.
        if ONLY_TOLD.iter().any(|told| thought.contains(told)) {
            continue;
        }
        let found = found(thought, is_order);
        if says_no(&found) {
            return Heard::No;
        }
        is_of_calls |= !is_order && says_no_to_calls(&found);
        is_of_mail |= found.iter().any(|found| found.does == Does::Topic && found.tongue.is_some());
    }
    match (is_of_calls, is_of_mail) {
        (true, _) => Heard::NoCalls,
        (_, true) => Heard::OfMail,
        _ => Heard::Nothing,
    }
}

/// The thoughts of a text, each as it is compared.
pub(crate) fn thoughts(text: &str) -> Vec<String> {
    let is_own = is_of_other_letters(text);
    let ends = |c: char| ",;!?|\"\n–—،؛؟।۔:()".contains(c);
    text.split(ends)
        .flat_map(|piece| piece.split(" - "))
        .flat_map(sentences)
        .map(|piece| {
            let folded = if is_own { own_letters(piece) } else { joined(&normalise::fold(piece)) };
            match folded.split(' ').any(|word| mended(word) != word) {
                true => folded.split(' ').map(mended).collect::<Vec<_>>().join(" "),
                false => folded,
            }
        })
        .filter(|thought| !thought.is_empty())
        .collect()
}

/// Sentences, of which a short word with a point ends none: `el. laiškų`.
fn sentences(piece: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in piece.match_indices(". ") {
        let before = piece.get(from..at).unwrap_or_default();
        let last = before.rsplit(' ').next().unwrap_or_default();
        if 3 < last.chars().count() {
            found.push(before);
            from = at + 1;
        }
    }
    found.push(piece.get(from..).unwrap_or_default());
    found
}

/// Where the words of a thought begin, and whether a shorter word may begin there too: behind the letters that are
/// written together with a word in Arabic and Hebrew, and anywhere where no blanks are written.
pub(crate) fn begins(thought: &str) -> Vec<(usize, usize, bool)> {
    const JOINED: &str = "وفبلكا והבלמשכ";
    let mut found = Vec::new();
    let (mut at, mut is_within, mut is_joined) = (0, false, false);
    for (place, c) in thought.char_indices() {
        if c == ' ' {
            at += 1;
            is_within = false;
            continue;
        }
        if !is_within || is_joined || is_unspaced(c) {
            found.push((place, at, is_within && !is_unspaced(c)));
        }
        is_joined = (!is_within || is_joined) && JOINED.contains(c);
        is_within = true;
    }
    found
}

/// Whether a letter is of a language that is written without blanks between its words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}

fn found(thought: &str, is_order: bool) -> Vec<Found> {
    let mut all = Vec::new();
    for (place, at, is_behind) in begins(thought) {
        let rest = thought.get(place..).unwrap_or_default();
        let before =
            thought.get(..place).unwrap_or_default().trim_end().rsplit(' ').next().unwrap_or_default();
        let is_negated = !is_behind && NEGATORS.contains(&before);
        for entry in INDEX.at(rest).filter(|entry| entry.is_at(rest)) {
            // What is left of a word is believed when it is long enough to be one.
            if is_behind && entry.text.chars().count() < 4 {
                continue;
            }
            let is_of_order = match entry.does {
                Does::Alone => is_of_delivery(&entry.text),
                Does::Refuse => CANCELS.iter().any(|begin| entry.text.starts_with(begin)),
                _ => false,
            };
            if is_order && is_of_order {
                continue;
            }
            if is_negated && matches!(entry.does, Does::Alone | Does::Refuse) {
                continue;
            }
            let n_words = entry.text.split(' ').count();
            all.push(Found { at, n_words, tongue: entry.tongue, does: entry.does, is_way: entry.is_way });
        }
    }
    all
}

fn is_of_delivery(text: &str) -> bool {
    OF_DELIVERY.iter().any(|part| text.contains(part))
}

/// Whether the telephone of a text is the bell of a door.
pub(crate) fn is_of_doors(thoughts: &[String]) -> bool {
    thoughts.iter().any(|thought| found(thought, false).iter().any(|found| found.does == Does::Door))
}

/// Whether a text says no by a word or a phrase that means nothing else.
pub(crate) fn says_no_alone(thoughts: &[String]) -> bool {
    thoughts.iter().any(|thought| found(thought, false).iter().any(|found| found.does == Does::Alone))
}

fn says_no_to_calls(found: &[Found]) -> bool {
    if found.iter().any(|word| word.does == Does::Door) {
        return false;
    }
    found.iter().any(|word| word.does == Does::NoCalls)
        || found.iter().filter(|word| word.does == Does::Refuse).any(|word| {
            found.iter().any(|call| call.does == Does::Calls && call.at.abs_diff(word.at) <= N_BETWEEN)
        })
}

fn says_no(found: &[Found]) -> bool {
    // `do not email before 9`.
    let is_bound = found.iter().any(|word| word.does == Does::Bound);
    let is_booked = found.iter().any(|word| word.does == Does::Booked);
    let is_softened = |from: usize, to: usize, tongue: Option<usize>| {
        found.iter().any(|mild| {
            mild.does == Does::Mild
                && (mild.tongue.is_none() || mild.tongue == tongue)
                && from <= mild.at + N_BESIDE
                && mild.at <= to + N_BESIDE
        })
    };
    found.iter().any(|word| match word.does {
        Does::Alone => {
            !is_bound
                && !found.iter().any(|mild| {
                    mild.does == Does::Mild
                        && mild.tongue == word.tongue
                        && mild.at.abs_diff(word.at) <= N_BESIDE
                })
        }
        Does::Refuse | Does::Many => found.iter().any(|topic| {
            let (from, to) = (word.at.min(topic.at), word.at.max(topic.at));
            let is_near = to - from <= N_BETWEEN + word.n_words;
            topic.does == Does::Topic
                && is_near
                && !(is_booked && topic.is_way)
                && (topic.tongue.is_none() || topic.tongue == word.tongue)
                && !is_softened(from, to, word.tongue)
        }),
        _ => false,
    })
}
