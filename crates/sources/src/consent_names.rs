//! Names of columns that hold a consent, read by what they are made of: somebody may, and what of: `Mag mailen`,
//! `May we contact you with news?`, `Recibir ofertas`.
// tidy: list

use crate::hearing::joined;
use crate::tongues::{answered, answered_in_east};

/// A letter that comes again and again: a column of that name says who gets it, and needs no verb.
const LETTERS: &str = "newsletter nieuwsbrief nieuwsbrieven infolettre boletin boletim nyhedsbrev nyhetsbrev \
    biuletyn \
    zpravodaj hirlevel uutiskirje bulten newslettera newsletteru werbemail werbemails reclame reclamemail reklam \
    reklama \
    reklame publicidad publicidade pubblicita publicite pub actiemail actiemails aanbiedingsmails infomail \
    infomails rundmail \
    rundbrief mailing mailings notiziario newsbrief nyheder epostreklam mailreklam butlleti newsletterul \
    newslettery newsletterem newslettere enovice novice novinek noviniek odber uudiskiri \
    uudiskirjad frettabref frettabrefum postlisti postlista nuachtlitir bilten biltena ebulten bulteni buletin \
    naujienlaiskis naujienlaiskiai hirlevelek hirlevelet \
    uutiskirjeet markkinointilupa turundusnousolek";

/// In other letters.
const LETTERS_ELSEWHERE: &[&str] = &[
    "メルマガ",
    "メールマガジン",
    "ニュースレター",
    "뉴스레터",
    "메일수신",
    "이메일수신",
    "광고수신",
    "마케팅수신",
    "电子报",
    "電子報",
    "邮件订阅",
    "рассылка",
    "рассылку",
    "розсилка",
    "ενημερωτικ",
    "розсилк",
    "рассылк",
    "билтен",
    "бюлетин",
    "мејлинг",
    "خبرنامه",
    "نشرة",
    "النشرة",
    "ניוזלטר",
    "דיוור",
    "न्यूज़लेटर",
    "न्यूजलेटर",
    "จดหมายข่าว",
    "รับข่าวสาร",
];

/// What turns a permission round.
const DENIES: &str =
    "no not non never nao nie ne nicht kein keine geen niet pas sin sem senza bez ei nem nu ikke inte";

/// As [`LETTERS`], of more than one word.
const LETTER_PHRASES: &[&str] = &[
    "surat berita",
    "ban tin",
    "nhan ban tin",
    "jaunumu vestule",
    "jaunumu vestules",
    "lettre dinformation",
    "e mel",
    "berita emel",
];

/// What somebody may be sent, by parts of words.
const OF: &str = "mail newslet nieuwsbr nyhetsbr nyhedsbr news nieuws nouvelles novedad novita novidad nyheter \
    nyheder nowosc \
    novink offers angebot aanbieding acties offres ofert offerte erbjudand tilbud nabid promo werb reclame reklam \
    publicit \
    publicid pubblicit pub marketing advert contact kontakt contatt contat updates updated informed posted \
    informier infos \
    informatie informat sms whatsapp catalog katalog prospekt komunik communic communicat kommunik mejl epost \
    correo courriel \
    benader correu emel emailuri turundus rinkodar trzenj hirlev hirlevelhez uudiskir pemasaran ilet tolvupost \
    epast laisk margaiocht pazarlama jaunum novic \
    novinek noviniek obvest reklamn jaunumiem";

/// That somebody may, wants to, agrees.
const MAY: &str = "may can could ok okay allow allowed allows want wants would like wish wishes receive receives \
    get accept \
    accepts accepted agree agrees agreed send keep permission permit permitted subscribe subscribes approve \
    approved yes happy \
    darf durfen duerfen erlaubt erlauben mochte moechte mochten wunscht wunsche gewunscht erwunscht zusenden \
    erhalten bekommen \
    einverstanden zustimmen stimme ja will \
    mag mogen toegestaan wil ontvangen akkoord sturen krijgen \
    accepte acceptez accepter souhaite souhaitez recevoir autorise autorisez accord envoyer peut pouvons peuton \
    puisje \
    recibir recibe acepta acepto aceptar desea deseo quiere quiero enviar permite permito podemos puede autoriza \
    autorizo \
    riceve ricevere accetta accetto vuole vuoi desidera inviare possiamo autorizza \
    recebe receber aceita aceito aceitar quer quero deseja \
    zgoda zgadza chce otrzymywac mozemy moze wyraza \
    vill far fa godkanner samtycker skicka skickas ta emot \
    vil modtage ma godkender accepterer sende \
    souhlas souhlasi zasilat posilat muzeme suhlas suhlasi zasielat \
    accepta acord consimtamant primeste doreste rebre rep vol autoritza hozzajarulas hozzajarul kaphat kuldheto \
    nousolek nousoleku noustun lubatud soovib \
    suostumus suostun lupa saa haluaa piekrisana piekrit sanemt velas sutikimas sutinka gauti nori soglasje \
    soglasam zeli prejema prejemati dovoljuje privola \
    pristanak suglasnost saglasnost prima primati dozvoljava toiliu kunsens samthykki izin izni onay onayi riza \
    rizasi kabul istiyorum persetujuan setuju bersedia \
    menerima kebenaran dong nhan consentimento consentimiento consenso consentement samtykke samtycke";

/// Consent by its own name, by how words begin; folded: `Privola`, `Rıza`.
const CONSENTS: &str = "consent einwillig zustimmung werbeerlaub toestemming samtyck samtykk samthykk zgod souhlas suhlas \
    soglas suglasnost saglasnost privol pristan consimtam hozzajarul suostumu nousolek sutikim piekris toili kunsens \
    persetuj riza opt optin consentiment consentement consenso dong_y chap_thuan iys \
    markedsforingstilladels markedsforingssamtyk markkinointilup sahkopostilup emaillup smslup turundusnousol";

/// A permission or an agreement, which may be one to anything: it needs a word of mail, of a state or of a law beside it.
const PERMITS: &str = "izin izni onay onayi erlaubnis permiso permissao permess permisiun permission tilladels tillatels \
    tillstand leyfi cead luba lupa engedel leidim atlauj dovoljen dozvol kebenaran ijin cho_phep povolen zezwol pozwol setuj";

/// As [`PERMITS`], of words that payments and orders have, too: they need a word of mail or of a law.
const WEAK_PERMITS: &str = "freigabe genehmig autoriz autoris acord accord acuerdo akkoord aceite aceita acepta accetta accept \
    godkann godkend godta odobr lov permis wunsch gewunscht bersedia";

/// States and other words that add nothing to the name of a permission: `Stav souhlasu`, `onay durumu`.
const OF_STATE: &str = "status durum durumu stand stato stav stan estado estat etat statut staat state tila olek allapot \
    allapota busena statuss stare stadas stat stanje stada trang thai value answer antwort reponse respuesta risposta resposta \
    flag e of de del der des di da do la le el za na s pre per til till for zum zur to en op on tal tat te et a as o os is i ai \
    al all alle";

/// Ways, laws and kinds of mail, beside those of [`OF`].
const OF_WAYS: &str = "marketing marketingowe marketingowa marketingova marketinga gdpr dsgvo rgpd lgpd rodo avg kvkk kvk lopd pdpa pecr \
    152 fz iys acik privacy sms commerciale comercial ticari elektronik kampanya bilgilendirme tanitim dati datos dados donnees \
    daten veri tiep thi margaiochta rinkodaros markkinointi markedsforing marknadsforing propaganda obchodni obchodny handlowe \
    handlowa envio envios envoi envois invio invii enviar kirjadeks kirju kirjad sutit siusti nhan tin ban ebulten \
    email emails mail mails saata saatmiseks lahettaa skicka wysylke wysylki zasilani zasilanie zasilanim zaslat kuldesre trimitere \
    verzending versand zusendung recebimento recibir recevoir ricevere receber primire slanje slanja posiljanje";

/// Registers of those who want none, and what else says so by its name: folded, as parts.
const REGISTERS: &[&str] = &[
    "bloctel",
    "robinson",
    "opposizion",
    "reservasjonsregist",
    "reservasjon mot",
    "bannmerk",
    "markkinointikiel",
    "suoramarkkinointikiel",
    "nix sparr",
    "nixsparr",
    "nix regist",
    "bel me niet",
    "belmeniet",
    "naoperturbe",
    "nao perturbe",
    "nao me perturbe",
    "no molestar",
    "tps status",
    "tps ctps",
    "tps match",
    "tps flag",
    "do not disturb",
    "dnd status",
    "markedsforingsforbud",
    "reklamforbud",
    "reklamspar",
    "reklamsparr",
    "direktreklam nej",
    "robinsonlist",
    "henvendelse forbud",
    "sprzeciw",
    "stop pub",
    "ret durumu",
    "tiltolist",
    "reklamtilt",
    "neobtezovat",
    "reklaminis draud",
];

/// Whether a name is that of a register of those who want none.
pub(crate) fn is_of_register(name: &str) -> bool {
    let folded = joined(&normalise::fold(&parted(name)));
    let elsewhere = [
        "небеспоко",
        "не беспоко",
        "стоп-лист",
        "отказ от рекл",
        "отказ от расс",
        "두낫콜",
        "数信拒否",
        "谢绝来电",
    ];
    let small = name.to_lowercase();
    REGISTERS.iter().any(|part| folded.contains(part)) || elsewhere.iter().any(|part| small.contains(part))
}

/// Whether a name is that of a consent or of a permission, and of nothing besides: `İzin Durumu`, `Statut du consentement`.
fn is_permission(words: &[&str], folded: &str) -> bool {
    let text = folded
        .replace("dong y", "dong_y")
        .replace("chap thuan", "chap_thuan")
        .replace("cho phep", "cho_phep");
    let words: Vec<&str> = if text == folded { words.to_vec() } else { text.split(' ').collect() };
    let begins = |list: &str, word: &str| {
        list.split_whitespace().any(|begin| match begin.len() {
            0..=3 => word == begin,
            _ => word.starts_with(begin),
        })
    };
    let is_whole = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let is_way = |word: &str| {
        OF.split_whitespace().any(|part| word.starts_with(part) || 4 < part.len() && word.contains(part))
            || word.starts_with("newslet")
            || is_whole(LETTERS, word)
            || is_whole(OF_WAYS, word)
    };
    let is_consent = words.iter().any(|word| begins(CONSENTS, word));
    let is_permit = |word: &str| begins(PERMITS, word);
    let is_weak = |word: &str| begins(WEAK_PERMITS, word);
    let may_stand = |word: &&str| {
        begins(CONSENTS, word) || is_permit(word) || is_weak(word) || is_whole(OF_STATE, word) || is_way(word)
    };
    if 6 < words.len() || !words.iter().all(may_stand) {
        return false;
    }
    // `status` and its like, and no `of`.
    let is_state = |word: &&str| 3 < word.len() && is_whole(OF_STATE, word);
    let is_told = |word: &&str| !is_permit(word) && !is_weak(word) && is_way(word);
    let any = |is: &dyn Fn(&str) -> bool| words.iter().any(|word| is(word));
    is_consent
        || any(&is_permit) && words.iter().any(|word| is_state(word) || is_told(word))
        || any(&is_weak) && words.iter().any(is_told)
}

/// Whether a name is that of a consent or a permission, and of nothing besides.
pub(crate) fn names_permission(name: &str) -> bool {
    let folded = joined(&normalise::fold(&parted(name)));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    !words.is_empty() && is_permission(&words, &folded)
}

/// In other letters: a consent or a permission.
const PERMITS_ELSEWHERE: &[&str] = &[
    "соглас",
    "разрешен",
    "згод",
    "дозвіл",
    "дозвол",
    "съгласи",
    "сагласн",
    "пристан",
    "συγκατάθεσ",
    "συγκαταθεσ",
    "συναίνεσ",
    "άδεια",
    "αποδοχή",
    "موافق",
    "إذن",
    "اذن",
    "رضایت",
    "اجازه",
    "موافقت",
    "הסכמ",
    "אישור",
    "सहमति",
    "अनुमति",
    "ยินยอม",
    "อนุญาต",
    "同意",
    "承諾",
    "許諾",
    "許可",
    "オプトイン",
    "動의",
    "동의",
    "授权",
    "授權",
    "订阅",
    "訂閱",
    "수신",
];

/// In other letters: a state, a law, a way.
const STATES_ELSEWHERE: &[&str] = &[
    "статус",
    "стан",
    "152",
    "фз",
    "пдн",
    "обработ",
    "обробк",
    "κατάσταση",
    "حالة",
    "الرسائل",
    "التسويق",
    "وضعیت",
    "سטטוס",
    "סטטוס",
    "स्थिति",
    "สถานะ",
    "状況",
    "状態",
    "ステータス",
    "可否",
    "여부",
    "상태",
    "状态",
    "狀態",
    "smS",
    "sms",
    "смс",
    "gdpr",
    "pdpa",
    "הטבות",
    "דיוור",
    "夜間",
    "야간",
    "特定電子",
];

/// In other letters: somebody may be sent it.
const MAY_ELSEWHERE: &[&str] = &[
    "希望",
    "許可",
    "可否",
    "同意",
    "受信",
    "受け取",
    "配信",
    "承諾",
    "동의",
    "수신",
    "허용",
    "接收",
    "允许",
    "允許",
    "愿意",
    "订阅",
    "соглас",
    "згод",
    "съгласие",
    "сагласн",
    "пристан",
    "прима",
    "получ",
    "отрим",
    "желае",
    "желает",
    "приема",
    "разреш",
    "дозвол",
    "συγκατάθεσ",
    "συναίνεσ",
    "δέχεται",
    "αποδέχ",
    "επιθυμ",
    "λήψη",
    "موافق",
    "يوافق",
    "السماح",
    "يقبل",
    "הסכמ",
    "אישור",
    "מאשר",
    "رضایت",
    "اجازه",
    "सहमति",
    "अनुमति",
    "ยินยอม",
    "อนุญาต",
    "ยอมรับ",
    "รับ",
];
const OF_ELSEWHERE: &[&str] = &[
    "メール",
    "DM",
    "ＤＭ",
    "お知らせ",
    "案内",
    "ニュース",
    "連絡",
    "広告",
    "宣伝",
    "情報",
    "메일",
    "광고",
    "마케팅",
    "소식",
    "연락",
    "문자",
    "邮件",
    "郵件",
    "广告",
    "廣告",
    "营销",
    "資訊",
    "资讯",
    "推送",
    "短信",
    "联系",
    "имейл",
    "мейл",
    "мејл",
    "имейли",
    "письм",
    "лист",
    "рассыл",
    "розсил",
    "реклам",
    "маркетинг",
    "новост",
    "новин",
    "ενημερ",
    "μάρκετινγκ",
    "διαφημ",
    "رسائل",
    "البريد",
    "تسويق",
    "إعلان",
    "عروض",
    "ایمیل",
    "پیام",
    "بازاریاب",
    "تبلیغ",
    "מייל",
    "שיווק",
    "פרסום",
    "פרסומ",
    "ईमेल",
    "मार्केटिंग",
    "विपणन",
    "विज्ञापन",
    "อีเมล",
    "การตลาด",
    "ข่าว",
    "โฆษณา",
];

/// What makes a name one of something else.
const OTHERWISE: &str = "address adresse adres confirm confirmed confirmation verified invoice receipt order \
    orders sent opened \
    clicked count last first number password format html client person name type method channel way preferred \
    domain valid date \
    datum status source id key bounce bounced reason city country street owner primary secondary work home \
    private alt \
    alternative shipping billing terms agb history";

/// Questions to somebody.
const QUESTIONS: &[&str] = &[
    "can we",
    "may we",
    "could we",
    "shall we",
    "should we",
    "is it ok",
    "are you happy",
    "do you want",
    "would you like",
    "durfen wir",
    "duerfen wir",
    "mochten sie",
    "mogen we",
    "mogen wij",
    "wilt u",
    "wil je",
    "pouvons nous",
    "peut on",
    "souhaitez vous",
    "voulez vous",
    "podemos",
    "quieres",
    "desea",
    "possiamo",
    "vuoi",
    "vuole",
    "quer receber",
    "czy mozemy",
    "czy chcesz",
    "far vi",
    "vill du",
    "ma vi",
    "vil du",
    "muzeme",
    "chcete",
    "i would like",
    "i want",
    "i agree",
    "ich mochte",
    "ich bin einverstanden",
    "ik wil",
    "j accepte",
    "je souhaite",
    "jaccepte",
    "keep me",
    "keep you",
    "contact me",
    "email me",
    "mail me",
    "text me",
    "stay in touch",
    "keep in touch",
];

/// How a name reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// The name of a letter: `Nieuwsbrief`.
    Letter,
    /// It asks who may be written to: `Mag mailen`.
    Asks,
    /// It speaks of mail or puts a question, and may be a consent: its values tell.
    MayBe,
    /// It says nothing of it.
    Silent,
    /// It is plainly something else.
    Otherwise,
}

/// As [`is_permission`], in other letters, where no day is asked for.
fn is_permission_elsewhere(has: &dyn Fn(&[&str]) -> bool) -> bool {
    let is_of_days = [
        "дата",
        "тарих",
        "ημερομηνία",
        "تاريخ",
        "تاریخ",
        "תאריך",
        "日時",
        "일시",
        "날짜",
        "日期",
        "时间",
        "วันที่",
    ];
    let is_state = has(STATES_ELSEWHERE) || has(&["オプトイン", "동의여부"]);
    has(PERMITS_ELSEWHERE) && is_state && !has(&is_of_days)
}

/// What a name says by the words that it is made of.
pub(crate) fn named(name: &str) -> Named {
    let small = name.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part) || small.contains(part));
    let is_of_address = has(&["адрес", "διεύθυνσ", "عنوان", "כתובת", "آدرس", "पता", "ที่อยู่"]);
    if has(LETTERS_ELSEWHERE) && !is_of_address {
        return Named::Letter;
    }
    if !is_of_address && is_permission_elsewhere(&has) {
        return Named::Asks;
    }
    if (has(OF_ELSEWHERE) || has(&["mail", "marketing", "newsletter"]))
        && has(MAY_ELSEWHERE)
        && !is_of_address
    {
        return Named::Asks;
    }
    let folded = joined(&normalise::fold(&parted(name)));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let is_in = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let any = |list: &str| words.iter().any(|word| is_in(list, word));
    let is_otherwise = any(OTHERWISE);
    let of = words.iter().any(|word| {
        OF.split_whitespace().any(|part| word.starts_with(part) || 4 < part.len() && word.contains(part))
    });
    let padded = format!(" {folded} ");
    // `Recebe e-mails`; of `Email` alone nothing is asked.
    let is_of_email = (2..=4).contains(&words.len())
        && words.iter().any(|word| word.starts_with("email"))
        && !words.iter().any(|word| DENIES.split(' ').any(|known| known == *word));
    let is_question = QUESTIONS.iter().any(|begin| padded.contains(&format!(" {begin} ")));
    let is_by = ["by", "via", "per", "par", "por", "met", "med"].iter().any(|by| words.contains(by));
    let is_letter = |word: &&str| is_in(LETTERS, word);
    match () {
        _ if is_permission(&words, &folded) => Named::Asks,
        _ if is_otherwise && !is_question => Named::Otherwise,
        _ if words.len() <= 3
            && words.iter().any(is_letter)
            && words.iter().all(|word| is_letter(word) || is_in(MAY, word)) =>
        {
            Named::Letter
        }
        _ if LETTER_PHRASES.iter().any(|phrase| folded == *phrase) => Named::Letter,
        _ if (of || is_of_email) && (any(MAY) || is_question) => Named::Asks,
        _ if of
            && is_by
            && words.first().is_some_and(|word| word.starts_with("conta") || word.starts_with("konta")) =>
        {
            Named::Asks
        }
        _ if of || is_question || name.trim_end().ends_with(['?', '？']) || has(OF_ELSEWHERE) => {
            Named::MayBe
        }
        _ if is_plainly_else(&words) => Named::Otherwise,
        _ => Named::Silent,
    }
}

/// A name with a blank where a small letter meets a capital one: `canEmail`.
fn parted(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    let mut is_small = false;
    for c in name.chars() {
        if is_small && c.is_uppercase() {
            text.push(' ');
        }
        is_small = c.is_lowercase();
        text.push(c);
    }
    text
}

/// What a yes or no is often about that is no consent to mail, by how its words begin.
const ELSE: &str = "activ aktiv actief paid bezahl betaald paye pagad pagat vip member mitglied lid membre soci \
    taxab tax steuer btw vat \
    fulfil ship deliver return refund verif test demo guest gift geschenk cadeau premium pro admin staff employee \
    mitarbeit owner has is was \
    loyal stamm card karte kaart carte tarjeta child kid kinder enfant hijo pet dog cat hund hond student senior \
    adult erwachs male female \
    gender married verheirat driver smok raucher vegetar vegan allerg gluten attend check present anwesend \
    aanwezig parking \
    car business company firma b2b b2c wholesale resell supplier lieferant new neu nieuw nouveau nuevo repeat \
    trial churn enabled locked \
    archiv duplic complet insur versicher warranty garant pickup abhol invoic rechnung express mobile app ios \
    android online \
    store discount rabat coupon gutschein stock avail verfugbar publish visible public default purchas bought \
    buyer kauf gekauft \
    customer kund klant client lead prospect convert won lost tasting workshop event erschienen teilgenommen \
    deelgenomen eu \
    citizen resident insured home owns cancel storn erledigt done processed imported synced exempt recurring \
    install instant signature";

fn is_plainly_else(words: &[&str]) -> bool {
    words.iter().any(|word| {
        ELSE.split_whitespace().any(|begin| match begin.len() {
            0..=3 => *word == begin,
            _ => word.starts_with(begin),
        })
    })
}

/// Words that answer yes, in small letters.
const YES: &str = "jah jā já tá áno ναι כן نعم بله हाँ हां yes y true ja j oui o s si sí sì sim tak da ano igen evet はい 可 希望する 希望 受け取る 예 네 是 да так on \
    aan an ok \
    opt-in optin opted-in granted accepted accept agreed allowed allow subscribed x ✓ ✔ ☑ ✅ ○ ◯ 〇 1 1.0 kyllä \
    kylla wahr vrai vero verdadero \
    verdadeiro prawda";

/// Words that answer no.
const NO: &str = "ret όχι לא لا نه خیر no n false nein non nej nei nee nie não nao ne nem hayır hayir いいえ 不可 希望しない 希望しません 不要 受け取らない 아니오 \
    아니요 否 нет ні не off uit aus opt-out optout opted-out declined decline denied refused withdrawn unsubscribed \
    afgemeld abgemeldet \
    uitgeschreven désinscrit desinscrit désabonné baja × ✕ ✗ ✘ ❌ 0 0.0 unchecked ei falsch faux falso fałsz";

/// Whether a word answers yes, `Some(false)` where it answers no.
pub(crate) fn answer(word: &str) -> Option<bool> {
    let small = word.trim().to_lowercase().replace(' ', "-");
    let is_in = |list: &str| list.split_whitespace().any(|known| known == small);
    match (is_in(YES), is_in(NO)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => answered_in_east(word).or_else(|| answered(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_compared_folded_stand_folded() {
        let lists = [CONSENTS, PERMITS, WEAK_PERMITS, OF_STATE, OF_WAYS];
        let words = lists.iter().flat_map(|list| list.split_whitespace()).chain(REGISTERS.iter().copied());
        for word in words {
            assert_eq!(normalise::fold(word), word.replace('_', " "));
        }
    }
}
