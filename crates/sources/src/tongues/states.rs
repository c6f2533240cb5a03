//! Words by which a column of answers, an event or the name of a list says that somebody is out.
// tidy: list

use super::{Index, begins, entries};
use std::sync::LazyLock;

/// States of who said no, by language, `*` for all that begin so, `_` for a blank.
const STATES: &str = "dessubscr* desinscr* falecid* retirad* recusad* anulad* cancelad* cancelou anulou fallecid* \
    rechaz* desuscri* \
    rebutja* difunt* retirat* retir* refus* résilié* radié* deced* revoca* disdett* cancellat* annullat* anulat* \
    refuz* retras* șters* decedat* renunțat \
    odmow* cofnię* cofnął cofnęł* wycofan* rezygn* skreśl* wypisan* odmítn* zamítn* odvolán* zrušen* nesouhlas* \
    smazán* vymazán* odhláš* \
    zamietnut* odmietn* odvolan* nesúhlas* vymazan* zmazan* zavrnjen* preklican* izbrisan* odjav* odhlás* \
    atrakstīš* cancel_lad* odbijen* povučen* opozvan* otkazan* obrisan* \
    одбијен* повучен* опозван* отказан* обрисан* избрисан* одјав* отписа* отписв* отказа* оттегл* изтрит* заличен* \
    отказ* отозва* отписк* удален* аннулир* відпис* відмов* відклик* скасов* видален* διαγράφ* διαγραφ* διαγραμμ* \
    αρνήθηκ* άρνησ* ανακλήθηκ* \
    ανάκλησ* ακυρώθ* ακυρωμ* απεγγρ* απεγγεγρ* απορρίφθ* leiratk* elutasít* visszavon* törölve törölt lemondott \
    lemondta lemondva letiltv* tiltott \
    peruut* peruttu perunut kieltäyt* kielletty poistettu poistunut estetty loobu* keeldu* tühistat* tühistas \
    eemaldat* kustutat* atteic* atteik* atrakst* \
    izrakst* atsaukt* dzēst* noraidīt* atsisak* išsiregistr* atšaukt* ištrint* atmest* pašalint* nutraukt* \
    díliostáil* diúltai* cealai* \
    irtirat* irrifjut* ikkanċell* mħassar* reddet* reddedil* iptal silindi* silinmiş* istemiyor* abonelikten_çık* \
    onaylamıyor* \
    ملغى* ملغي* الغي* رفض* مرفوض* محذوف* غير_مشترك* غير_موافق* سحب* الغاء* הוסר* סירב* בוטל* מסרב* הסיר* לא_רשום* \
    לא_מאשר* נמחק* הסרה ביטול \
    لغو* رد_شد* حذف_شد* خیر نه انصراف* रद्द* अस्वीकार* हटाया* हटाई* अनसब्सक्राइब* berhenti* ditolak* dibatal* \
    dihapus* menolak* dikeluarkan* \
    đã_hủy từ_chối* đã_xóa hủy_đăng_ký* ยกเลิก ปฏิเสธ ลบแล้ว avslutad* avslutat borttag* nekad* nekat återkall* \
    sagt_upp uppsagd* afvist avvist avslått \
    slettet trukket* fravalg* frameld* afmeld* avmeld* opsagt* afskrá* hafnað* hafnar afturkall* gekündigt* \
    opgezegd* gestopt baixa baja";

/// What is read again and again, which somebody may be out of.
const NEWS: &str = "newslet* nyhetsbrev* nyhedsbrev* nieuwsbrief* nieuwsbriev* uutiskirj* uudiskirj* hírlev* \
    hírleve* naujienlaišk* jaunum* boletí* \
    butlletí* bülten* buletin* biuletyn* bilten* zpravodaj* novic* novinek noviniek odběru odberu fréttabréf* \
    póstlist* nuachtlitir* subscriç* suscripci* \
    subscripci* рассылк* розсилк* бюлетин* билтен* ενημερωτικ* خبرنامه* نشرة* النشرة* ניוזלטר* דיוור* תפוצה \
    न्यूज़लेटर* bản_tin จดหมายข่าว mailing* \
    abbonament_tan* langganan* berlangganan";

/// Names of such lists, whole words or beginnings of them.
const LISTS: &str = "baixes* donats_de_baixa liste_d'opposition oppositions neposiel* neposíl* nesūt* nesių* \
    nebesių* spärrlist* spærrelist* sperrelist* \
    bannlist* estolist* kieltolist* tiltólist* gönderilme* gönderme* henti_langgan* irtirati* mitte_kontakt* \
    must_nimekiri mustanimekir* musta_lista \
    melnais_saraksts juodasis_sąrašas čierna_listina crni_popis crna_lista crni_spisak listă_neagră fekete_lista \
    feketelist* kara_liste daftar_hitam \
    senarai_hitam danh_sách_đen liosta_dubh svarta_listan svarti_listinn reserverte reserverede не_се_свързва* \
    чёрный_список черный_список \
    чорний_список черен_списък црна_листа стоп_лист μαύρη_λίστα لا_ترسل* القائمة_السوداء متوف* المتوف* לא_לשלוח \
    רשימה_שחורה הסרות فوت_شدگان \
    لیست_سیاه ब्लैकलिस्ट* काली_सूची शिकायत* তালিকা_থেকে_বাদ ব্ল্যাকলিস্ট* บัญชีดำ llista_negra lista_nera no_enviar* ne_slati peruuttane* \
    tikkuntattjah* bajas baja_voluntaria bajas_voluntarias falecidos fallecidos difunts décédés deceduti zmarli \
    zemřelí zomrelí umrli \
    преминули починали померлі умершие avlidna avdøde overledenen verstorbene";

/// States that orders have, too.
const OF_ORDERS: &str = "cancel* anul* annul* zrušen* zavrnjen* odbijen* otkazan* odmítn* zamítn* zamietnut* \
    odmietn* одбијен* отказан* отказ* отмен* аннулир* \
    скасов* відмов* ακυρ* απορρ* iptal* batal* dibatal* ditolak* peruut* peruttu perunut tühist* lemond* töröl* \
    törölve törölt elutasít* preklican* avslut* \
    refuz* refus* reddet* reddedil* rechaz* rejeit* recusad* retir* rebutja* rezygn* odmow* atšaukt* atsaukt* \
    nutraukt* atmest* noraid* slettet trukket* afvist \
    avvist avslått nekad* nekat رفض* مرفوض* ملغى* ملغي* الغي* الغاء* محذوف* سحب* בוטל* ביטול הוסר* הסיר* לא_רשום \
    לא_מאשר* נמחק* لغو* رد_شد* حذف_شد* خیر نه रद्द* \
    अस्वीकार* हटाया* हटाई* đã_hủy từ_chối* đã_xóa ยกเลิก ปฏิเสธ ลบแล้ว silindi* silinmiş* dihapus* dikeluarkan* \
    hafna* cealai* diúltai* ikkanċell* mħassar* gestopt uppsagd* borttag* \
    revoca* cancellat* disdett* kielletty poistettu poistunut estetty eemaldat* kustutat* dzēst* ištrint* \
    pašalint* retirad* retirat* wycofan* cofnięt* smazán* \
    vymazán* vymazan* zmazan* obrisan* izbrisan* обрисан* избрисан* изтрит* заличен* удален* видален* opozvan* \
    povučen* odvolán* odvolan* baixa șters* decedat* baja";

static ORDER_WORDS: LazyLock<Index<(String, bool)>> = LazyLock::new(|| words_of(OF_ORDERS));
static STATE_WORDS: LazyLock<Index<(String, bool)>> = LazyLock::new(|| words_of(STATES));
static NEWS_WORDS: LazyLock<Index<(String, bool)>> = LazyLock::new(|| words_of(NEWS));
static LIST_WORDS: LazyLock<Index<(String, bool)>> = LazyLock::new(|| words_of(LISTS));

/// What is low in Spanish and Portuguese, and nobody's leave: places, floors, seasons.
const LOW: [&str; 9] = [
    "baja california",
    "baja sajonia",
    "baja austria",
    "baja normandia",
    "baja silesia",
    "planta baja",
    "temporada baja",
    "gama baja",
    "baixa califórnia",
];

/// How many words a state has at most: what is longer is a text.
const MAX_WORDS: usize = 4;

fn words_of(list: &str) -> Index<(String, bool)> {
    let mut index = Index::new();
    for (text, is_begin) in entries(list) {
        index.put(&text.clone(), (text, is_begin));
    }
    index
}

fn has(index: &Index<(String, bool)>, thought: &str) -> bool {
    begins(thought).into_iter().any(|(place, _, is_behind)| {
        let rest = thought.get(place..).unwrap_or_default();
        index.at(rest).any(|(text, is_begin)| {
            let behind = rest.strip_prefix(text.as_str());
            (!is_behind || 4 <= text.chars().count())
                && behind.is_some_and(|behind| *is_begin || behind.is_empty() || behind.starts_with(' '))
        })
    })
}

/// Whether a short text, as texts are compared, is a state of who said no.
pub(crate) fn is_state_of_no(thought: &str) -> bool {
    let is_of_places = LOW.iter().any(|low| thought.contains(low));
    thought.split(' ').count() <= MAX_WORDS && !is_of_places && has(&STATE_WORDS, thought)
}

/// Whether a short name says that people are out, by a word that is no state of an order: `Отписавшиеся`.
pub(crate) fn is_of_who_left(thought: &str) -> bool {
    is_state_of_no(thought) && !has(&ORDER_WORDS, thought)
}

/// Whether a name says that somebody is out of what is read again and again: `Nyhetsbrev avslutat`.
pub(crate) fn is_out_of_news(thought: &str) -> bool {
    has(&NEWS_WORDS, thought) && has(&STATE_WORDS, thought)
}

/// Whether a name is that of a list of those who said no, or have died.
pub(crate) fn is_named_list_of_noes(thought: &str) -> bool {
    has(&LIST_WORDS, thought)
}
