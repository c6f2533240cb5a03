//! Polish, Czech and Slovak, Slovenian, Croatian and its kin in Latin letters.
// tidy: list

use super::Tongue;

pub(super) const TONGUES: &[Tongue] = &[POLISH, CZECH, SLOVENIAN, CROATIAN];

const POLISH: Tongue = Tongue {
    alone: "nie_kontakt* nie_pisać nie_pisz* proszę_nie_pisać nie_niepokoić nie_nękać nie_chce_kontaktu \
        nie_życzy_sobie_kontaktu \
        nie_życzy_sobie_reklam nie_mailować nie_mailujcie przestańcie_pisać prosi_o_niekontaktowanie \
        tylko_listownie tylko_telefonicznie \
        tylko_pocztą wyłącznie_listownie wyłącznie_telefonicznie wypis* odwołał_zgodę odwołała_zgodę cofnął_zgodę \
        cofnęła_zgodę \
        cofnięcie_zgody wycofał_zgodę wycofała_zgodę wycofanie_zgody brak_zgody bez_zgody nie_wyraża_zgody \
        nie_wyraził_zgody \
        nie_wyraziła_zgody usunąć_dane usunąć_moje_dane usunięcie_danych prawo_do_bycia_zapomnianym \
        zapomnieć_dane sprzeciw_wobec \
        wniosła_sprzeciw wniósł_sprzeciw zgłosił_sprzeciw zgłosiła_sprzeciw czarna_lista dajcie_mi_spokój \
        dajcie_spokój",
    refuse: "skarż* zgłosił_spam zgłosiła_spam zgłasza_spam nie_zainteresowan* niezainteresowan* nie_zgadza \
        zrezygn* rezygn* nie_chce nie_chcę nie_chcą nie_życzy nie_życzę nie_przysył* nie_wysył* nie_przesył* \
        nie_wysłać nie_otrzymywać \
        nie_dostawać już_nie bez żadnych żadne żadnej dość przestać przestańcie przestali prosi_o_zaprzest* \
        zaprzest* odmaw* odmówił* \
        odrzuc* odwoł* cofn* wycof* anulow* usun* usunięcie skreśl* wykreśl* opuści* odszedł_z wypis* koniec \
        blokad* zablok* sprzeciw*",
    many: "za_dużo zbyt_wiele zbyt_dużo tyle",
    topic: "z_bazy bazy_mailingowej newslettera maili mailami maile mejl* mejli e_maili listy_mailingowej listy \
        z_listy lista_mailingowa newsletter* subskrypc* biuletyn* reklam* ofert* zgoda zgody zgodę \
        wiadomości korespondencj* powiadomień promocj* materiałów_reklamowych informacji_handlow* poczty",
    mild: "faktur* zamów* przesył* paczk* dostaw* potwierdz* problem* nie_dotar* nie_dosta* nie_otrzyma* zapomn* \
        rachun* nie_przestaw* \
        nie_rezygn* oczekuj* sklep* hasł* bez_cukru nie_ma_mail* nie_ma_e_mail* nie_ma_adres*",
};

const CZECH: Tongue = Tongue {
    alone: "nekontakt* nepsat nepište nepíšte neobtěž* neotravuj* nevolat_ani_nepsat odhlás* odhlás* odhlášen* \
        odvolal_souhlas odvolala_souhlas \
        odvolání_souhlasu odvolal_súhlas odvolala_súhlas odvolanie_súhlasu odvoláva_súhlas odvolává_souhlas \
        nesouhlasí nesúhlasí bez_souhlasu \
        bez_súhlasu smazat_údaje vymazat_údaje vymazať_údaje výmaz_údajů výmaz_údajov výmaz_osobních \
        právo_být_zapomenut právo_na_výmaz \
        právo_byť_zabudnutý pouze_poštou jen_poštou len_poštou iba_poštou pouze_telefonicky jen_telefonicky \
        iba_telefonicky len_telefonicky \
        nepřeje_si_být_kontakt* nepraje_si_byť_kontakt* neželá_si_byť_kontakt* nechce_být_kontakt* \
        nechce_byť_kontakt* nechte_mě_na_pokoji \
        dajte_mi_pokoj neposílat_nic neposielať_nič už_neposílejte už_neposielajte",
    refuse: "stěžuj* stěžoval* sťažuj* sťažoval* nahlás* nemá_zájem nemá_záujem bez_zájmu výmaz vymazanie \
        vyřazení vyradenie nechce nechci nechcem nechtějí nechcú nepřeje nepraje neželá neželám nesouhlas* \
        nesúhlas* neposíl* neposiel* nezasíl* nezasiel* nedostávat nedostávať \
        zruš* zrušila zrušil zrušiť zrušit žádné žádný žádnou žiadne žiadny žiadnu už_ne bez odmít* odmiet* \
        odstran* odstrán* vyřad* vyrad* vymaz* \
        smaz* zmaz* vyškrt* přestat přestaňte prestať prestaňte ukonč* opust* opúšť* odešel_z dost dosť stop \
        zastav* odvol* zakázal* zakazuje zákaz",
    many: "příliš_mnoho příliš_moc moc_mailů moc_emailů moc_e_mailů přiliš priveľa príliš_veľa veľmi_veľa tolik \
        toľko",
    topic: "z_databáze z_databázy databáz* z_mailinglistu mailů maily e_mailů e_maily emailov mailov e_mailov \
        odběr* odber* novin* novink* noviniek zasílání zasielanie zasielaním reklam* obchodní_sdělení \
        obchodných_oznámení obchodné_oznámenia sdělení oznámení zprávy zpráv správy správ seznam* zoznam* \
        ze_seznamu zo_zoznamu z_databáze z_databázy letáky nabídk* ponuk* \
        souhlas* súhlas* zpravodaj* spravodaj* mailing* pošty",
    mild: "faktur* objedn* balík* zásilk* zásielk* doruč* potvrz* potvrd* problém* nedošel nedošla neprišiel \
        neprišla neprišiel nepřišel nepřišla nedostal* \
        zapom* zabud* heslo nemá_mail nemá_e_mail nemá_email nepřest* neprest* nerušit nerušiť čekac* čakac* kurz*",
};

const SLOVENIAN: Tongue = Tongue {
    alone: "ne_kontakt* ne_pišite ne_pisati ne_piši ne_nadleg* ne_moti* ne_želi_biti_kontakt* ne_želi_kontakta \
        ne_želi_stika preklical_soglasje \
        preklicala_soglasje preklic_soglasja umaknil_soglasje umaknila_soglasje umik_soglasja umik_privolitve \
        preklic_privolitve \
        brez_soglasja brez_privolitve izbrisati_podatke izbris_podatkov pravica_do_izbrisa pravica_do_pozabe \
        samo_po_pošti le_po_pošti \
        samo_po_telefonu odjav* pustite_me_pri_miru prenehajte_pisati",
    refuse: "pritož* prijavil_spam ni_zainteres* ne_zanima izbris ne_želi* ne_želim ne_želijo nočem ne_pošilj* \
        ne_poslati ne_prejemati ne_dovoli* ne_soglaša ne_bi_rad* ne_bi_več brez nobenih nobene nobenega \
        preneha* ustavi* zavrača zavrnil* zavrniti odpoved* odpovedal* prekin* preklic* prekliče izbris* \
        zbris* odstran* umakn* zapustil* izstopil* izpis* dovolj nič_več ne_več črta* noče_več noče_novic \
        noče_mail* noče_e* noče_prejemati noče_reklam*",
    many: "preveč toliko",
    topic: "obvešč* novicah e_pošte e_pošto epošte epošto e_poštnih elektronske_pošte e_novic* novic novice \
        novicami e_novic pisem sporočil* obvestil* reklam* oglas* seznam* s_seznama \
        naročnin* ponudb* katalog* soglasj* poštnega_seznama",
    mild: "račun* naročil* paket* dostav* potrd* ni_prejel* ni_dobil* težav* pozab* geslo nima_e_pošte nima_maila",
};

const CROATIAN: Tongue = Tongue {
    alone: "ne_kontakt* ne_pisati ne_pišite ne_piši ne_uznemir* ne_gnjavi* ne_smetaj* ne_želi_biti_kontakt* \
        ne_želi_da_ga_kontakt* ne_želi_da_je_kontakt* ne_želi_kontakt \
        ne_javljati_se ne_javljajte_se povukao_pristanak povukla_pristanak povukao_privolu povukla_privolu \
        povlačenje_privole povlačenje_pristanka \
        povukao_saglasnost povukla_saglasnost opozvao_privolu opozvala_privolu bez_privole bez_pristanka \
        bez_saglasnosti \
        obrisati_podatke obrišite_podatke brisanje_podataka pravo_na_zaborav pravo_na_brisanje samo_poštom \
        samo_telefonom samo_telefonski samo_pismom \
        odjav* ostavite_me_na_miru prestanite_pisati",
    refuse: "žali_se prijavi* nije_zainteres* ne_zanima brisanje brisanj* brisan* uklanjanj* ne_želi* ne_želim \
        ne_žele neće neću neče ne_šalj* ne_šalji ne_slati ne_primati ne_pristaje ne_dozvoljava ne_dopušta \
        ne_prihvaća ne_prihvata više_ne bez nikakve nikakav \
        nikakvih presta* prestani* zaustav* stop otkaz* odbij* odbio odbila odrek* poništ* brisati briši briš* \
        obriš* obris* ukloni* uklon* izbris* izbriš* \
        skini* skinuti skinite izaš* izać* napusti* ispis* maknuti makni* maknite dosta prekini* prekid* povuk* \
        odust*",
    many: "previše toliko prekomjern*",
    topic: "s_popisa sa_popisa sa_spiska s_mailing* obaviješt* mailov* mejlov* mejl* mailova mejlova e_pošte \
        e_poštu e_pošta pošte poštu pretplat* bilten* reklam* oglas* obavijest* obavešt* poruk* liste listu \
        sa_liste s_liste \
        mejling_liste mailing_liste dopis* ponud* privol* promotivn* katalog* vijesti vesti",
    mild: "račun* narudž* porudž* paket* dostav* isporuk* potvr* nije_primi* nije_dobi* nije_stig* problem* \
        zaborav* lozink* nema_mail* nema_mejl* nema_e_mail* orah* čekanj*",
};
