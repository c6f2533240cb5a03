//! Who has died is written to no more: the words for it, in the languages that are read.
// tidy: list

use crate::tongues::{Index, begins, entries};
use std::sync::LazyLock;

/// Words and phrases for it; `_` stands for a blank, `*` for all that begin so.
const DIED: &str = "deceased died passed_away has_sadly_passed customer_is_dead client_is_dead she_is_dead \
    he_is_dead customer_dead \
    late_customer late_shri late_smt late_mr late_mrs customer_expired client_expired demise he_expired she_expired \
    uncle_expired aunty_expired sir_expired madam_expired rest_in_peace no_longer_alive no_longer_living death_of_the_customer death_of_customer death_certificate \
    died_in demised \
    verstorben* verstarb gestorben starb ist_tot ist_entschlafen entschlafen* ableben todesfall sterbefall \
    sterbeurkunde \
    overleden* overleed overlijd* overlijden is_dood gestorven overl \
    décédé* décès défunt* decede* est_mort est_morte n_est_plus_de_ce_monde \
    falleci* fallecimiento difunt* ha_muerto se_murió murió está_muerto está_muerta defunción óbito \
    decedut* deceduto defunt* è_morto è_morta è_mancato è_mancata venuto_a_mancare venuta_a_mancare decesso \
    è_scomparso è_scomparsa \
    falec* faleceu morreu óbito partiu_deste_mundo \
    difunt* va_morir ha_mort és_mort és_morta defunció traspassat traspassada \
    zmarł* nie_żyje zgon śmierć_klient* \
    avliden avlidne avlidit avlidna har_dött är_död dog_i dödsfall dödsbo gått_bort gick_bort har_gått_bort \
    afgået_ved_døden er_død døde død afdød* dødsfald dødsbo dødsfall gik_bort gået_bort gått_bort avdød avdøde \
    avgått_ved_døden \
    lést_í er_dáin* dáinn andaðist andast fallinn_frá fallin_frá \
    kuoll* kuoli menehty* edesmen* poisnukkunut poistunut_keskuudestamme kuolinpesä kuolinpesän \
    on_surnud suri_jaan* suri_veeb* suri_märts* suri_april* suri_aprill* suri_mai* suri_juun* suri_juul* \
    suri_augus* suri_sept* suri_okt* suri_nov* suri_dets* suri_eelmisel suri_sel klient_suri klient_on_surnud \
    surnud surnu meie_hulgast_lahkunud lahkus_meie_seast \
    miris_jan* miris_feb* miris_mar* miris_apr* miris_mai* miris_jū* miris_aug* miris_sep* miris_okt* miris_nov* \
    miris_dec* miris_pag* klients_miris ir_miris mirusi* nomiris nomira mirusī mūžībā aizgāj* aizgājis_mūžībā \
    mirė_saus* mirė_vas* mirė_kov* mirė_baland* mirė_geg* mirė_birž* mirė_liep* mirė_rugp* mirė_rugs* mirė_spal* \
    mirė_lapkr* mirė_gruod* mirė_pern* klientas_mirė klientė_mirė mirusi* miręs mirusis velionis velionė \
    mirus_klient* iškeliavo_anapilin iškeliavo_amžinybėn \
    zemřel* zesnul* úmrtí skonal* \
    zomrel* zosnul* umrel umrela je_mrtvý je_mrtvá je_mŕtvy je_mŕtva je_mrtav je_mrtva je_mrtev úmrtie \
    umrl* preminul* pokojn* preminuo preminula umro \
    decedat* a_murit răposat* a_decedat s_a_stins \
    meghalt elhunyt* elhalálozott elhalálozás halálozás \
    fuair_sé_bás fuair_sí_bás fuair_an_custaiméir_bás fuair_an_cliant_bás bhásaigh d_éag \
    miet mietet mejjet mejta \
    vefat* hakkın_rahmetine* hayatını_kaybetti rahmetli merhum merhume ölmüş \
    meninggal* wafat almarhum* mendiang kembali_ke_rahmatullah \
    qua_đời khách_đã_mất khách_hàng_đã_mất tạ_thế từ_trần khuất_núi mất_rồi_không_còn \
    умер умерла умерли умерший умершая умершего скончал* покойн* кончина смерть_клиента нет_в_живых ушел_из_жизни \
    ушла_из_жизни \
    помер померла померлий померлого небіжчи* не_стало немає_серед_живих смерть_клієнта пішов_з_життя пішла_з_життя \
    почина починал* починала умрял* умря покоин* \
    преминуо преминула преминуо* умро умрла умрл* покојн* \
    απεβίωσ* αποβίωσ* αποβιώσ* πέθαν* πεθαν* εκλιπ* εκλιπών θανών θανούσα απεβιωσε έφυγε_από_τη_ζωή \
    توفي توفيت توفى متوفى متوفي متوفاة متوفية توفاه_الله المرحوم المرحومة وفاة_العميل وفاة_الزبون انتقل_إلى_رحمة \
    נפטר נפטרה נפטרו נפטרים נפטרות המנוח המנוחה הלך_לעולמו הלכה_לעולמה שבק_חיים נפטר_ז_ל \
    درگذشت درگذشته درگذشته_است فوت فوت_شده فوت_کرد* مرحوم مرحومه متوفی وفات \
    swargwas* swargvas* swarg_sidhar* swargiya swargiy duniya_mein_nahi* duniya_me_nahi* nidhan_ho* nidhan_hua* dehant* guzar_gay* gujar_gay* guzar_chuk* gujar_chuk* \
    maut_ho* maut_hui* mar_gay* mar_chuk* mrityu* inteqal* intekal* intaqal* intqal* chal_base chal_basi duniya_se_chale* ab_nahi_rahe ab_nahi_rahi \
    wafaat te_varle varle_aahet varle_ahet te_vaarle maran_pav* mara_gech* mara_giyech* pranam_chere* guzri_gay* avsan_thay* swargvasi* \
    irandhu_vit* iranthu_vit* irandhu_pon* iranthu_pon* kaalamaan* chanipoy* maranincharu maraninchar* teerikondaru nidhanara* marichu_poyi maranappettu \
    t_waffa twaffa tawaffa allah_yer7am* allah_yar7am* mat_allah_yer7am* \
    رحمه_الله رحمها_الله يرحمه_الله يرحمها_الله توفاها_الله انتقلت_إلى_رحمة انتقل_الى_جوار* انتقال_کر_گئ* انتقال_ہو* وفات_پا* چل_بسے چل_بسا \
    वारले वारल्या वारला मरण_पाव* चल_बसे चल_बसी दुनिया_में_नहीं* अब_नहीं_रहे अब_नहीं_रहीं इंतकाल* इंतक़ाल* स्वर्गीय दुनिया_से_चल* मर_गए मर_गया मर_गई मर_चुक* मृत_हो* मृत्यु* \
    মারা_গেছ* মারা_গিয়েছ* মারা_যান মৃত প্রয়াত মৃত্যু* পরলোক* ইন্তেকাল* স্বর্গীয় ਗੁਜ਼ਰ_ਗ* ਸਵਰਗਵਾਸ* ਦੇਹਾਂਤ* ਮੌਤ ਮਰ_ਗ* ਅਕਾਲ_ਚਲਾਣ* \
    અવસાન* મૃત્યુ* ગુજરી_ગય* ગુજરી_ગયા સ્વર્ગવાસ* સ્વર્ગસ્થ* દેહાંત* મરણ_પામ* இறந்து* இறந்தார்* இறந்துவிட்ட* காலமான* மறைந்துவிட்ட* மரணம்* \
    చనిపోయ* మరణించ* మృతి* కన్నుమూ* స్వర్గస్తు* ನಿಧನ* ತೀರಿಕೊಂಡ* ಸತ್ತ* ಮೃತ* ಮರಣ* ಸ್ವರ್ಗಸ್ಥ* മരിച്ചു* മരണപ്പെട്ട* മരിച്ചുപോയി* അന്തരിച്ചു* നിര്യാത* \
    निधन मृत्यु देहांत देहान्त स्वर्गवास* मृतक दिवंगत मौत गुजर_गए गुज़र_गए \
    เสียชีวิต ถึงแก่กรรม ถึงแก่อนิจกรรม ตายแล้ว";

/// As [`DIED`], of letters that folding takes for others: `öldü` is no `oldu`.
const AS_WRITTEN: &[&str] = &["látinn", "er látin", "látnir", "mirė ", "öldü", "ölmüştür", "ölüm "];

/// In the letters of Japan, Korea and China.
const ELSEWHERE: &[&str] = &[
    "逝去",
    "亡くな",
    "死亡",
    "他界",
    "ご永眠",
    "永眠",
    "故人",
    "死去",
    "사망",
    "별세",
    "작고하",
    "돌아가셨",
    "돌아가심",
    "고인",
    "去世",
    "病逝",
    "逝世",
    "过世",
    "過世",
    "身故",
    "离世",
    "離世",
    "已故",
    "辞世",
];

/// What dies and is no customer: things, plants, animals; and a wreath is for somebody else.
const OTHERS: &str = "laughing laughter plant* phone* battery batterie* battery laptop* computer* device* engine* car server* line \
    connection mic tv \
    flower* tree* rose* bush* fish dog dogs cat cats pet pets puppy hamster horse bird wreath* condolence* \
    funeral* sympathy \
    pflanze* blume* baum akku* handy telefon* motor gerät* drucker fernseher hund* katze* pferd fisch hamster \
    haustier* kranz trauer* beileid* \
    hond kat paard vis accu telefoon toestel rouw* plante* chien chat téléphone pile couronne planta* perro gato \
    teléfono batería móvil cane \
    gatto pianta telefono batteria cão cachorro telemóvel celular bateria roślin* pies kot telefon* växt* hunden \
    katten hest hesten hunden \
    koira kissa kasvi pes kočka rostlin* kutya macska növény собак* кошк* растени* телефон* батаре* rakuten \
    цвет* φυτό σκύλος γάτα";

/// Who may have died while the customer lives: `her husband died`.
const KIN: &str = "husband wife mother father mum mom dad son daughter brother sister uncle aunt grandma grandpa \
    grandmother grandfather \
    parents friend partner neighbour neighbor family ehemann ehefrau ehegatte mutter vater oma opa sohn tochter \
    bruder schwester tante onkel \
    schwiegermutter schwiegervater grossmutter grossvater familie mann frau man vrouw moeder vader zoon dochter \
    broer zus echtgenoot echtgenote \
    mari femme mère père fils fille frère soeur famille marido mujer esposo esposa madre padre hijo hija hermano \
    hermana abuelo abuela familia \
    marito moglie figlio figlia fratello sorella nonno nonna famiglia mãe pai filho filha irmão irmã avó avô \
    família mąż żona matka ojciec syn córka \
    brat siostra rodzin* make maka hustru mor far bror syster søster mand kone ektemann mies vaimo äiti isä \
    puoliso manžel* matka otec férje \
    felesége anyja apja pati patni biwi bivi maa mummy papa pitaji mataji bhai behen beta beti dada dadi nana nani chacha pita mata \
    पति पत्नी बीवी माँ मां पिता पिताजी माताजी मम्मी पापा भाई बहन बेटा बेटी दादा दादी नाना नानी চাচা স্বামী স্ত্রী বাবা মা ছেলে মেয়ে \
    زوجها زوجته والدها والده والدته والدتها ابنه ابنها شوہر بیوی والد والدہ بھائی بہن بیٹا муж жена мать отец сын дочь брат сестра чоловік дружина мати батько";

/// What may stand between the two: `her husband has just died`.
const BETWEEN: &str = "has have had is was just recently sadly also ist war gerade leider is was net ist a est \
    vient de vient ha è está ha foi e \
    har er on je w v nedavno letztes last this jahr year suddenly plötzlich his her who ke ka ki ji ne uske unke iske mere meri pichle का की के जी उनके उनकी उसके मेरे मेरी";

/// Words and what they say, by how they begin.
struct Words(Index<(String, bool)>);

impl Words {
    fn of(list: &str) -> Self {
        let mut index = Index::new();
        for (text, is_begin) in entries(list) {
            index.put(&text.clone(), (text, is_begin));
        }
        Self(index)
    }

    fn is_at(&self, rest: &str) -> bool {
        self.0.at(rest).any(|(text, is_begin)| {
            let behind = rest.strip_prefix(text.as_str());
            behind.is_some_and(|behind| *is_begin || behind.is_empty() || behind.starts_with(' '))
        })
    }

    fn has(&self, word: &str) -> bool {
        self.is_at(word)
    }
}

static DIED_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(DIED));
static OTHER_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(OTHERS));
static KIN_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(KIN));
static BETWEEN_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(BETWEEN));

/// Whether a text says that the one it is about has died. Mailing the dead hurts more than one mail too few: what may
/// be read in two ways says so.
pub(crate) fn tells_death(text: &str, thoughts: &[String]) -> bool {
    let is_ascii = text.is_ascii();
    if !is_ascii && ELSEWHERE.iter().any(|word| text.contains(word)) {
        return !["ペット", "犬", "猫", "植物", "강아지", "고양이", "宠物", "寵物", "狗", "電池", "电池"]
            .iter()
            .any(|other| text.contains(other));
    }
    let is_as_written = !is_ascii && {
        let small = format!("{} ", text.to_lowercase());
        AS_WRITTEN.iter().any(|word| small.contains(word))
    };
    // `expired (death)`: what expires is a card elsewhere.
    let is_expired = thoughts.iter().any(|thought| thought == "death")
        && thoughts.iter().any(|thought| thought.contains("expired"));
    is_as_written || is_expired || thoughts.iter().any(|thought| is_of_death(thought))
}

/// Whether a word is of a day: `2024`, `mar`.
fn is_of_day(word: &str) -> bool {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep sept oct nov dec since in";
    word.bytes().all(|byte| byte.is_ascii_digit()) || MONTHS.split(' ').any(|month| month == word)
}

fn is_of_death(thought: &str) -> bool {
    let words: Vec<&str> = thought.split(' ').collect();
    let died = begins(thought).into_iter().find(|(place, _, is_behind)| {
        !is_behind && DIED_WORDS.is_at(thought.get(*place..).unwrap_or_default())
    });
    // `RIP` as a whole thought, and no rip in a cloth.
    let mut rest = words.iter();
    if rest.next().is_some_and(|first| *first == "rip") && rest.all(|word| is_of_day(word)) {
        return true;
    }
    let Some((_, at, _)) = died else { return false };
    if words.iter().any(|word| OTHER_WORDS.has(word)) {
        return false;
    }
    let before = words.get(..at).unwrap_or_default().iter().rev();
    let who = before.take(4).find(|word| !BETWEEN_WORDS.has(word));
    let behind = words.get(at + 1..).unwrap_or_default().iter();
    let whom = behind.take(4).any(|word| KIN_WORDS.has(word));
    let is_of_kin = who.is_some_and(|word| KIN_WORDS.has(word)) || whom && who.is_none();
    !is_of_kin
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tongues::thoughts;

    #[test]
    fn the_dead_are_told_from_what_else_dies() {
        for text in [
            "deceased",
            "Kunde ist im Mai verstorben",
            "Witwe rief an: Kunde verstorben",
            "faleceu em Maio",
            "décédée le 3 mars",
            "è morta",
            "zmarł",
            "avliden",
            "død i maj",
            "умер в мае",
            "помер",
            "απεβίωσε",
            "müşteri öldü",
            "توفي",
            "逝去",
        ] {
            assert!(tells_death(text, &thoughts(text)), "{text}");
        }
        for text in [
            "her phone died",
            "the plant has died",
            "her husband died last year",
            "Mann ist verstorben, braucht neue Karte",
            "son chien est mort",
            "falleció su marido",
            "latin",
            "Suri Cruise",
            "tarih kesin oldu",
            "Grabgesteck für die Trauerfeier",
            "verschieden große Pakete",
        ] {
            assert!(!tells_death(text, &thoughts(text)), "{text}");
        }
    }
}
