//! Latvian and Lithuanian.
// tidy: list

use super::Tongue;

pub(super) const TONGUES: &[Tongue] = &[LATVIAN, LITHUANIAN];

const LATVIAN: Tongue = Tongue {
    alone: "nerakstīt nerakstiet neraksti nekontakt* nesazināties nesazinieties netraucēt netraucējiet neuzrunāt \
        nevēlas_saziņu nevēlas_kontakt* izrakstīj* atrakstīj* izrakstīt* atsauca_piekrišanu atsaukt_piekrišanu \
        atsauc_piekrišanu piekrišana_atsaukta bez_piekrišanas \
        nepiekrīt dzēst_datus dzēsiet_datus datu_dzēšan* tiesības_tikt_aizmirst* tikai_pa_pastu tikai_pa_tālruni \
        tikai_pa_telefonu tikai_telefoniski melnais_saraksts melnajā_sarakstā lieciet_mierā",
    refuse: "nevēl* negrib* nesūt* nesūtīt nesaņemt nepiekr* nav_ieinteres* neinteresē atteic* atteik* atsak* \
        atcel* atcēl* atsauc* dzēs* izdzēs* svītro* izsvītro* izņem* noņem* pārtrau* pārstā* beidz* beigt apturē* \
        aptur* izstāj* izstājās bez nekādu nekādas nekādus vairs_ne \
        vairāk_ne pamet* aizgāja_no pietiek noraid* bloķē* iebilst* iebilda sūdz*",
    many: "pārāk_daudz tik_daudz par_daudz",
    topic: "e_past* epast* e_pastu e_pastus e_pasta pastu vēstul* vēstules jaunum* jaunumiem ziņas ziņu ziņojum* \
        reklām* sarakst* saraksta adresātu_sarakst* abonement* abonēšan* piedāvājum* mārketing* biļeten* katalog* \
        surogātpast* piekrišan*",
    mild: "rēķin* pasūtīj* sūtījum* pakomāt* piegād* apstiprin* nesaņēma nav_saņēm* nav_pienāc* nav_atnāc* \
        problēm* aizmirst parol* nav_e_past* riekst*",
};

const LITHUANIAN: Tongue = Tongue {
    alone: "nerašyti nerašykite neberašyti neberašykite nekontakt* nesusisiekti nesusisiekite netrukdyti \
        netrukdykite nenori_kontakt* nenori_būti_kontakt* nepageidauja_kontakt* išsiregistr* atsiregistr* \
        atsisakė_prenumerat* atšaukė_sutikim* atšaukia_sutikim* sutikimas_atšaukt* be_sutikim* nesutinka nesutiko \
        ištrinti_duomen* ištrinkite_duomen* duomenų_ištryn* teisė_būti_pamiršt* tik_paštu_laišku tik_telefonu \
        juodas_sąrašas juodajame_sąraše palikite_ramybėje",
    refuse: "nenor* nebenor* nepageid* nebepageid* nesių* nesiųs* nesiun* nebesių* nebesiun* negauti nebegauti \
        nesidomi nesutin* atsisak* atšauk* išbrauk* ištrin* pašalin* išim* nutrauk* sustab* liautis liaukit* \
        baigti baikit* palik* išėj* išei* jokių jokios jokio nebe* daugiau_ne užtenka atmet* blokuo* \
        prieštarau* skund* be_reklam* be_laišk* be_naujienlaišk*",
    many: "per_daug tiek_daug per_dažn*",
    topic: "laišk* laiškų laiškus el_pašt* e_pašt* elektronin* naujienlaišk* naujien* reklam* sąraš* sąrašo \
        prenumerat* žinut* žinučių pranešim* pasiūlym* rinkodar* katalog* brukal* sutikim*",
    mild: "sąskait* užsakym* siunt* siuntin* pristat* patvirtin* negavo nėra_gav* neatėjo problem* pamirš* \
        slaptažod* neturi_el neturi_e riešut* nedirb*",
};
