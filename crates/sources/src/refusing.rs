//! Names of columns that say that somebody wants no mail, in whole words of any language that is read: `Cancelou a
//! assinatura de todos os e-mails`, `Optó por no recibir correos`, `Не хочет получать письма`.
//!
//! Such a name is read as what people write of somebody is, by the one reader of noes in texts. What only an order, a
//! payment or a parcel can have is none, and neither is what tells when or why.
// tidy: list

use crate::consent_names::answer;
use crate::hearing::joined;
use crate::name_parts::name_words;
use crate::remark::{Heard, heard};
use crate::tongues::is_of_east;
use std::cell::RefCell;
use std::collections::HashMap;

/// Words of a name that asks when somebody said no, folded: as whole words.
const WHEN: &str = "at date datum dato data fecha time timestamp tarih tarihi paiva kuupaev datums dataja dagsetning ngay tanggal when since";

/// Words of a name that asks why, how often or by what somebody said no, folded: as whole words.
const BESIDE: &str = "uuid guid reason reasons grund grunde motiv motive motivo motivos motif raison reden arsag arsak syy pohjus iemesls priezastis powod duvod \
    dovod razlog oka neden nedeni sebep sebebi alasan sebab why warum pourquoi cause causa \
    number count anzahl nombre numero aantal antal liczba pocet broj szam sayisi jumlah rate quote taux tasa taxa \
    source quelle origine origen fuente fonte bron link url ip id ids campaign kampagne campagne campana campanha feedback \
    comment kommentar commentaire comentario note notes version method form page token hash code sent gesendet envoye \
    enviado inviata template vorlage";

/// As [`BESIDE`], in other letters.
const BESIDE_ELSEWHERE: &[&str] = &[
    "дата",
    "время",
    "час ",
    "причин",
    "количеств",
    "кількість",
    "брой",
    "број",
    "разлог",
    "ημερομην",
    "λόγος",
    "αιτία",
    "تاريخ",
    "سبب",
    "تاریخ",
    "עדד",
    "תאריך",
    "סיבה",
    "סיבת",
    "מספר",
    "तारीख",
    "दिनांक",
    "कारण",
    "日付",
    "日時",
    "年月日",
    "理由",
    "件数",
    "일시",
    "날짜",
    "사유",
    "이유",
    "日期",
    "时间",
    "時間",
    "原因",
    "数量",
    "數量",
    "วันที่",
    "เหตุผล",
];

/// Words by which somebody refuses, beside those that the reader of texts has, by how they begin: folded, or in their own
/// letters.
const REFUSES: &str = "chose_not dropped denied denies forbid prohib proib verbiet verbot untersag entzog interdi vieta sager_nej sier_nei siger_nej karsi choose_not chosen_not opted_not turned_off switched_off opposed opposes ausgeschloss abgewahlt \
    nego_a nego_el negou negad denego denega lasciat negat nekar nekat nekade avsag motsatt blocker blokker bloker \
    blokir memblok blocat blokov afvis afvist avvis avslo avsla fravalg fravael bortval naegte nagte nekte nekta trukket_tilba trukket_samty tilbagetr tilbaketr \
    hafna kielta kieltay perunut peruut peruttu vastust poistun namit nasprot protiv opoz odbi preklic umakn a_opus se_opun refuz \
    iebilst priestar tiltakoz ellenz karsi_cik reddet kataryg antitith itiraz \
    одби противи опозва відмов відкл заблок отказ возраж καταργ αντιτιθ αντιτίθ κατάργ запрет заборон не_да не_пого";

/// As [`REFUSES`], where no blanks part words.
const REFUSES_UNSPACED: &[&str] = &[
    "オプトアウト",
    "解約",
    "解除",
    "退会",
    "不要",
    "停止",
    "拒否",
    "不接收",
    "不接受",
    "不想收",
    "不希望",
    "拒绝",
    "拒絕",
    "거부",
    "해지",
    "철회",
];

/// What one refuses so: mail, its lists, and a consent to it, by how words begin.
const OBJECTS: &str = "prospection mail email emails newslet marketing mailing correo courriel correu epost sms reklam advert werb publicit publicid pubblicit \
    propagand boletin boletim butllet consent consens consimt einwillig samtyck samtykk samthykk toestemming nieuwsbr nyhedsbr \
    nyhetsbr markedsfor marknadsfor markadspost tolvupost frettabref sahkopost uutiskirj markkinoin suoramarkkin mainos suostum \
    uudiskir ekir turundus nousol epast jaunum piekris laisk naujienl rinkodar sutik zgod souhlas suhlas soglas suglasn saglasn \
    privol trzenj enovic novic hirlev hozzajar bulten eposta pazarlam ileti izin onay emel persetuj buletin billten bilten \
    имейл мейл мејл письм лист рассыл розсил реклам маркетинг билтен бюлетин соглас згод сагласн съгласи \
    ενημερ μαρκετ μάρκετ διαφημ συγκατ newsletter";

/// As [`OBJECTS`], where no blanks part words.
const OBJECTS_UNSPACED: &[&str] = &[
    "メール",
    "メルマガ",
    "ニュースレター",
    "DM",
    "広告",
    "配信",
    "邮件",
    "郵件",
    "广告",
    "廣告",
    "短信",
    "电子报",
    "電子報",
    "메일",
    "뉴스레터",
    "광고",
    "마케팅",
];

/// What is cancelled and refused as well, by how words begin: where nothing of mail stands beside it, it is meant.
const THINGS: &str = "order orders pedido compra purchas commande ordine ordini ordre ordrer bestell comand encomend tilaus tilauk tellim pasut \
    uzsak zamow objedn naroci narudz porudz rendel siparis pesan contract contrat vertrag subscription subscriptions abo abos abonnement abonnements box \
    payment pago pagam paiement zahlung betaling plata platn card tarjet carte cartao karte deliver entreg livrais liefer parcel colis \
    paczk zasilk retur return devoluc retour refund reembols booking reserv buchung appointm cita termin rendez consult curso course \
    matricul reklamac reklamatio reclamac reclamat invoice factur rechnung fattur ticket claim loan credit kredit";

/// Names that are kept as they were read.
const N_KEPT: usize = 1_000;

thread_local! {
    static KEPT: RefCell<HashMap<String, bool>> = RefCell::new(HashMap::new());
}

/// Whether a name says that somebody wants no mail. It is asked of each value, so that what was read is kept.
pub(crate) fn says_no(name: &str) -> bool {
    if let Some(known) = KEPT.with_borrow(|kept| kept.get(name).copied()) {
        return known;
    }
    let is_no = reads_no(name);
    KEPT.with_borrow_mut(|kept| {
        if N_KEPT <= kept.len() {
            kept.clear();
        }
        kept.insert(name.to_owned(), is_no);
    });
    is_no
}

/// Bytes of the longest name that is read.
const MAX_NAME: usize = 200;

fn reads_no(name: &str) -> bool {
    !is_too_long(name) && !is_beside(name) && says_so(name)
}

/// Whether a name tells when somebody wanted no mail any more: `Data de cancelamento da newsletter`.
pub(crate) fn tells_when(name: &str) -> bool {
    let words = name_words(name);
    let is_in = |list: &str, word: &String| list.split_whitespace().any(|known| known == word);
    let is_when = words.iter().any(|word| is_in(WHEN, word));
    let is_else = words.iter().any(|word| is_in(BESIDE, word));
    is_when && !is_else && !is_too_long(name) && is_of_mail(name) && says_so(name)
}

/// Whether a name has a word by which somebody refuses, and one of mail.
pub(crate) fn has_refusal(name: &str) -> bool {
    let words = compared(name);
    let is_unspaced = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let refuses = begins_with(REFUSES, &words) || is_unspaced(REFUSES_UNSPACED);
    refuses && (begins_with(OBJECTS, &words) || is_unspaced(OBJECTS_UNSPACED))
}

fn is_too_long(name: &str) -> bool {
    MAX_NAME < name.len() || name.contains('@')
}

fn says_so(name: &str) -> bool {
    let words = compared(name);
    let is_deleted =
        words.iter().any(|word| ["delet", "remov", "eras", "purg"].iter().any(|gone| word.starts_with(gone)));
    // A message that was deleted is another thing than who gets it.
    let is_message = is_deleted && words.iter().any(|word| word.starts_with("message"));
    let is_of_things = begins_with(THINGS, &words) || is_message;
    (heard(&in_words(name), false) == Heard::No || has_refusal(name))
        && (!is_of_things || is_of_mail(name))
        && !is_of_answers(name)
        && !is_of_numbers(&words)
}

/// Whether a name speaks of mail, its lists or a consent to it, beside whatever else can be cancelled or refused.
pub(crate) fn is_of_mail(name: &str) -> bool {
    let mut rest = compared(name);
    rest.retain(|word| !begins_with(THINGS, std::slice::from_ref(word)));
    begins_with(OBJECTS, &rest) || OBJECTS_UNSPACED.iter().any(|part| name.contains(part))
}

/// Whether a name says what may be answered: `Newsletter (ja/nein)`.
fn is_of_answers(name: &str) -> bool {
    let pieces: Vec<&str> = name.split(['/', '|']).collect();
    pieces.iter().zip(pieces.iter().skip(1)).any(|(before, behind)| {
        let is_sign = |c: char| !c.is_alphanumeric();
        let yes = before.rsplit(is_sign).find(|word| !word.is_empty()).unwrap_or_default();
        let no = behind.split(is_sign).find(|word| !word.is_empty()).unwrap_or_default();
        answer(yes) == Some(true) && answer(no) == Some(false)
    })
}

/// Whether a name counts, or promises no spam to whoever writes an address there: `No. of emails`, `Email (no spam)`.
fn is_of_numbers(words: &[String]) -> bool {
    const NONE: &[&str] = &[
        "no", "never", "without", "kein", "keine", "ohne", "pas", "de", "sin", "sem", "senza", "geen",
        "ingen",
    ];
    words
        .iter()
        .zip(words.iter().skip(1))
        .any(|(word, next)| word == "no" && next == "of" || NONE.contains(&word.as_str()) && next == "spam")
}

/// The words of a name as they are compared: folded, and those of other letters in small ones.
fn compared(name: &str) -> Vec<String> {
    let small = in_words(name);
    let own = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_ascii() && !word.is_empty());
    let folded = joined(&name_words(name).join(" "));
    folded.split(' ').chain(own).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a word, or two with `_` between, begins so.
fn begins_with(list: &str, words: &[String]) -> bool {
    list.split_whitespace().any(|begin| match begin.split_once('_') {
        Some((first, then)) => {
            words.iter().zip(words.iter().skip(1)).any(|(word, next)| word == first && next.starts_with(then))
        }
        None => words.iter().any(|word| match begin.chars().count() {
            0..=3 => word == begin,
            _ => word.starts_with(begin),
        }),
    })
}

/// A name as somebody would write it: with blanks where signs or capitals part its words.
fn in_words(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 8);
    let mut before = ' ';
    for c in name.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            text.push(' ');
        }
        text.push(if matches!(c, '_' | '.' | '/') { ' ' } else { c });
        before = c;
    }
    // `DM不要`: those are capitals for no reason of shouting.
    if is_of_east(name) { text } else { text.to_lowercase() }
}

/// Whether a name tells something beside a no: when, why, how often.
fn is_beside(name: &str) -> bool {
    let words = name_words(name);
    let last = words.last().map(String::as_str).unwrap_or_default();
    let is_it =
        |word: &String| [WHEN, BESIDE].iter().any(|list| list.split_whitespace().any(|of| of == word));
    // `Abgemeldet am`, `Cancelado em`, `Annullato il`.
    let ends = ["on", "am", "em", "il", "le", "el", "op", "den", "seit", "since", "zum"].contains(&last);
    ends || words.iter().any(is_it) || BESIDE_ELSEWHERE.iter().any(|part| name.to_lowercase().contains(part))
}
