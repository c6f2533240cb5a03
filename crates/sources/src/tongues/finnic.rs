//! Finnish, Estonian, Hungarian.
// tidy: list

use super::Tongue;

pub(super) const TONGUES: &[Tongue] = &[FINNISH, ESTONIAN, HUNGARIAN];

const FINNISH: Tongue = Tongue {
    alone: "ei_saa_ottaa_yhteyttä ei_yhteydenotto* älkää_ottako_yhteyttä älä_ota_yhteyttä ei_halua_yhteydenotto* \
        ei_halua_että_otetaan_yhteyttä ei_toivo_yhteydenotto* ei_kirjoiteta älkää_kirjoittako \
        peruutti_suostumu* perui_suostumu* perunut_suostumu* suostumus_peruttu suostumus_peruutettu \
        ei_suostumusta ilman_suostumusta tietojen_poist* poistakaa_tietoni poistettava_tiedot tiedot_poistettava \
        oikeus_tulla_unohdetuksi vain_postitse vain_puhelimitse vain_kirjeitse vain_kirjeellä ei_markkinoint* \
        markkinointikiel* suoramarkkinointikiel* kieltäytyi_markkin* kieltänyt_markkin* jättäkää_rauhaan \
        mustalla_listalla",
    refuse: "valit* valitus ilmoitti_roskapost* poistett* poista* poistua ei_kiinnosta ei_kiinnostunut eroon \
        ei_enää ei_halua ei_halunnut ei_tahdo ei_toivo ei_lähetetä ei_saa_lähettää ei_saa ei_kiitos ei_mitään ei \
        älkää_lähettäkö älkää_enää älä_lähetä älkää perui peruu peruutt* perunut peruttu peruutta* poist* \
        irtisano* lopet* lakat* kielt* kieltäyt* \
        lähti_pois pois_listalta pois_uutiskirj* haluaa_pois eroaa erosi eronnut ilman hylkä* hylkäsi kyllästy* \
        riittää kyllin tarpeeksi estetty valitti",
    many: "liikaa liian_monta liian_paljon niin_paljon",
    topic: "sähköpost* säpo* säposti* uutiskirj* mainos* mainoks* mainoksia postituslist* postilist* \
        sähköpostilist* listalta listalle viesti viestiä viestejä viestit markkinoint* suoramarkkinoint* tilaus \
        tilauksen_uutiskir* tiedotte* \
        kampanja* tarjouks* kuvasto* suostumus* roskapost* postitukse*",
    mild: "lasku* laskua toimit* paket* pakett* vahvist* ei_saanut ei_ole_saanut ei_tullut ongelm* unohd* \
        salasan* ei_ole_sähköpost* ei_ole_email* pähkin* ei_haittaa ei_ongelmaa odotuslist*",
};

const ESTONIAN: Tongue = Tongue {
    alone: "ärge_kirjutage mitte_kirjutada ärge_võtke_ühendust mitte_võtta_ühendust mitte_ühendust_võtta \
        ei_soovi_kontakti ei_taha_kontakti ärge_tülitage mitte_tülitada ärge_helistage_ega_kirjutage \
        võttis_nõusoleku_tagasi nõusolek_tagasi \
        võtab_nõusoleku_tagasi nõusolek_tagasi_võetud nõusolekuta ei_ole_nõus kustutage_andmed kustutada_andmed \
        andmete_kustutamine õigus_olla_unustatud ainult_postiga ainult_telefoni_teel ainult_telefonitsi \
        jätke_rahule mustas_nimekirjas",
    refuse: "kaebas kaebab kaebus eemalda eemaldati eemaldatud välja_arvata ei_huvita palus_eemaldada ei_soovi \
        ei_sooviks ei_taha ei_tahaks ei_soovita ei_saada mitte_saata ärge_saatke ära_saada palun_mitte_saata \
        mitte_saada pole_huvitatud loobus loobub loobuda loobunud tühista* tühistas lõpeta* lõpetage keeldu* \
        keeldub eemalda* eemaldage \
        kustuta* kustutage välja_listist listist_välja lahkus_listist lahkub ilma ei_mingit ei_mingeid ei_enam \
        enam_mitte mitte_enam piisab aitab katkesta* peata* blokeeri* vastu",
    many: "liiga_palju nii_palju liiga_tihti",
    topic: "e_kir* ekir* e_kirju kirju kirja kirjad uudiskir* reklaam* meililist* postiloend* listist nimekirjast \
        nimekiri e_post* epost* meil meile meili sõnum* pakkumis* tellimus_uudis* tellimuse_uudis* \
        uudiskirja_tellim* turundus* rämpspost* teavitus* nõusolek*",
    mild: "arve* tellimus_nr pakk pakki kohaletoimet* kinnit* ei_saanud pole_saanud ei_tulnud probleem* unusta* \
        parool* pole_e_post* pole_meili pähkl*",
};

const HUNGARIAN: Tongue = Tongue {
    alone: "le_akar_iratkoz* le_szeretne_iratkoz* leiratk* kiiratkoz* iratkozzon_le lemondja_a_hírlevel* \
        leiratkoz* leirat* lemondott_a_hírlevél* nem_kereshet* ne_keress* ne_keresd* ne_keressék \
        nem_kér_megkeres* nem_kíván_megkeres* ne_írj* ne_írjanak ne_írjatok ne_zavarj* ne_zavarják \
        nem_szeretné_hogy_keress* nem_szeretne_kapcsolat* \
        ne_vegyék_fel_a_kapcsolatot ne_lépjenek_kapcsolatba visszavonta_a_hozzájárul* visszavonta_hozzájárul* \
        hozzájárulás_visszavon* hozzájárulását_visszavon* hozzájárulás_nélkül nincs_hozzájárul* nem_járul_hozzá \
        nem_járult_hozzá törölni_az_adat* adatok_törl* adatainak_törl* \
        töröljék_az_adat* adattörl* elfeledtetés* csak_postán csak_telefonon csak_levélben hagyjanak_békén \
        hagyjatok_békén feketelist* tiltólist*",
    refuse: "nem_szeretn* nem_kell nem_tart_igényt nem_kér* nem_akar* nem_szeretne* nem_kíván* nem_óhajt* \
        nem_fogad* nem_érdek* ne_küld* többet_ne többé_ne nem_kap* ne_kap* lemond* töröl* törl* kiszáll* kilép* \
        kilépett kivenni vegyék_ki vegyenek_le vegyék_le levenni abbahagy* hagyjuk_abba hagyják_abba megszünt* \
        megszüntet* leállít* állítsák_le visszautas* elutasít* visszavon* nélkül semmi semmilyen elég_a elég_volt \
        elege_van tiltakoz* letilt* tiltja tilos panasz* spamnek",
    many: "túl_sok túl_gyak* rengeteg ennyi",
    topic: "hírlevelet hírlevél* e_mail* emailt hírlev* hírleve* reklám* leveleket levelet levelező_list* \
        levelezőlist* listáról listárol listából hirdet* üzenet* feliratkoz* előfizet* kampány* ajánlat* \
        katalógus* marketing* szórólap* hozzájárul* körlev* kéretlen*",
    mild: "számla* számlát rendel* csomag* szállít* visszaigazol* megerősít* nem_kapta nem_érkez* gond probléma* \
        jelszó* nincs_e_mail* nincs_email* elfelejt* dió* várólist*",
};
