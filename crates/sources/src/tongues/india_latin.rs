//! The languages of India, Pakistan and Arabia as people write them on telephones: in Latin letters, spelt as heard.
//!
//! `mat` is also a thing to stand on, `band` also closed, `na` also a request: they count with their verb alone.
// tidy: list

use super::Tongue;

pub(super) const TONGUES: &[Tongue] =
    &[HINDUSTANI, MARATHI, GUJARATI, BENGALI, TAMIL, TELUGU, KANNADA, MALAYALAM, ARABIC];

const HINDUSTANI: Tongue = Tongue {
    alone: "contact_mat_kar* contact_na_kar* contact_nahi_kar* sampark_na_kar* sampark_mat_kar* sampark_nahi_kar* \
        rabta_na_kar* rabta_mat_kar* pareshan_mat_kar* pareshan_na_kar* disturb_mat_kar* disturb_na_kar* tang_mat_kar* \
        tang_na_kar* data_delete_kar* data_mita* data_hata* naam_hata_do naam_hata_dijiye list_se_hata* list_se_nikal* \
        list_se_nikaal* list_se_naam_hata* sirf_whatsapp_par sirf_phone_par",
    refuse: "mat_bhej* matt_bhej* mat_send* na_bhej* naa_bhej* nahi_bhejna nahi_bhejni nahin_bhejna nahin_bhejni nhi_bhejna nhi_bhejni nahi_leni nahi_lena nahi_bhejo nahi_bhejiye nahi_bhejen \
        nahi_bhejein bhejna_nahi mat_kar* math_kar* mat_krna mat_kro mat_krna na_karo na_karna na_kare na_karen na_karein \
        na_kariye na_kijiye nahi_karna nahi_karo mat_do mat_dena mat_dijiye mat_dalo nahi_chahi* nahin_chahi* nhi_chahi* nahi_chaiye \
        nahi_chaie nahi_chahye nahi_chiye nhi_chaiye nhi_chahye nahin_chaiye chahiye_nahi chahiye_hi_nahi nahi_chahta \
        nahi_chahti nahi_chahte nahi_mangta nahi_mangte nahi_chahida nahi_chahide nai_chahida zarurat_nahi jarurat_nahi \
        zaroorat_nahi band_kar* bandh_kar* bnd_kar* band_kr* band_kijiye band_ho_jaye band_ho_jana band_hona bhejna_band \
        bhejne_band rok_do rok_dijiye rok_den roko rokna_hai rokiye hata_do hata_dijiye hata_den hatao hataiye nikal_do \
        nikaal_do nikal_dijiye khatam_kar* mana_kar* mana_kiya mana_hai inkar_kar* interest_nahi interested_nahi \
        shikayat* pareshan_ho* tang_aa*",
    many: "bahut_zyada bahut_jyada bohot_zyada itne_saare roz_roz",
    topic: "mail* msg msgs message* sandesh* offer* list vigyapan* ishtehar* prachar* notification* update* ads",
    mild: "order* parcel* packet* delivery invoice* bill* mila mili mile aaya aayi aaye aya ayi pahuncha password otp \
        payment dikkat problem koi_baat band_mat* band_na_* band_nahi_* mat_rok* na_rok*",
};

const MARATHI: Tongue = Tongue {
    alone: "sampark_karu_naka tras_deu_naka",
    refuse: "pathvu_nak* pathavu_nak* pathau_nak* pathu_nak* karu_naka nako_ahe nako_aahe nako_ahet nakoy nakot band_kara \
        bandh_kara thambva thambava kadhun_taka",
    many: "khup_jasta",
    topic: "mail* msg message* sandesh* offer* list jahirat*",
    mild: "order* parcel* bill* milala_nahi milali_nahi ala_nahi ali_nahi",
};

const GUJARATI: Tongue = Tongue {
    alone: "sampark_na_karo heran_na_karo heran_karsho_nahi",
    refuse: "na_mokl* na_mokal* mokalsho_nahi moklsho_nahi mokalso_nahi mokalta_nahi nathi_joit* nathi_joyt* joitu_nathi \
        joita_nathi joiti_nathi joito_nathi bandh_karo bandh_kari kadhi_nakh*",
    many: "bahu_vadhare",
    topic: "mail* msg message* sandesh* offer* list jaherat*",
    mild: "order* parcel* bill* malyo_nathi malyu_nathi mali_nathi avyo_nathi",
};

const BENGALI: Tongue = Tongue {
    alone: "jogajog_korben_na jogajog_koro_na birokto_korben_na birokto_koro_na",
    refuse: "pathaben_na pathabe_na pathio_na pathiyo_na pathaiyen_na pathano_bondho pathano_bandho chai_na chaichi_na \
        lagbe_na dorkar_nei dorkar_nai proyojon_nei bondho_kor* bandho_kor* bondo_kor* diben_na dio_na korben_na koro_na \
        diyen_na dien_na bad_din bad_dao muche_fel* agrohi_noi",
    many: "khub_beshi onek_beshi",
    topic: "mail* msg message* barta offer* list biggapon*",
    mild: "order* parcel* bill* paini asheni aseni pai_ni ashe_ni bondho_korben_na bondho_koro_na",
};

const TAMIL: Tongue = Tongue {
    alone: "thodarbu_kolla_vend* thontharavu_seyya* thondharavu_seyya* thollai_pann* disturb_pannadh* disturb_pannath* \
        disturb_panna_vend*",
    refuse: "anuppa_vend* anuppavend* anupa_vend* anuppa_ven* anuppaadh* anupaadh* anuppaath* anupaath* anuppadh* anuppath* anupadh* anupath* anuppadi* anuppati* \
        anuppade* pannadh* pannath* niruth* nirutthu* niruththu* vendaam venaam thevai_ill* thevaiyill* thevaill* \
        eduthud* eduthuru* neekk* remove_pannu* stop_pannu*",
    many: "romba_adhigam romba_jasthi",
    topic: "mail* msg* message* offer* list minnanjal* vilambaram*",
    mild: "order* parcel* bill* varala varavill* varale kidaikkala kidaikkavill* nirutha_vend* niruthaadh* niruthadh* \
        stop_pannadh* stop_panna_vend*",
};

const TELUGU: Tongue = Tongue {
    alone: "sampradinchavaddu sampradinchakandi ibbandi_pettavaddu ibbandi_pettakandi disturb_cheyakandi disturb_cheyyakandi \
        disturb_cheyavaddu disturb_cheyoddu",
    refuse: "pampavadd* pampavad* pampodd* pampakand* pampinchavadd* pampinchakand* pampinchodd* vaddu vaddandi voddu akkarledu \
        akkaraledu akkarle avasaram_ledu aapandi aapeyandi apeyandi nilipiveyandi teeseyandi theeseyandi cheyakandi \
        cheyyakandi cheyavaddu cheyoddu stop_cheyandi stop_cheyyandi",
    many: "chala_ekkuva",
    topic: "mail* msg* message* offer* list prakatana*",
    mild: "order* parcel* bill* raledu andaledu aapakandi aapavaddu stop_cheyakandi stop_cheyavaddu",
};

const KANNADA: Tongue = Tongue {
    alone: "samparkisabed* tondare_kodabed* tondre_kodbed* disturb_madbed* disturb_madabed*",
    refuse: "kaluhisabed* kalisabed* kalsabed* kalsbed* kalisbed* kaluhisbed* kalisuvudu_beda bekilla bekagilla nillisi nilsi \
        nilisi tegedu* tegeyiri madbed* madabed* stop_madi",
    many: "tumba_jasti",
    topic: "mail* msg* message* offer* list jahirat*",
    mild: "order* parcel* bill* bandilla sikkilla nillisabed* nilsbed* stop_madbed* stop_madabed*",
};

const MALAYALAM: Tongue = Tongue {
    alone: "bandhappedaruth* bandhapedaruth* shalyam_cheyyaruth* shalyam_cheyaruth*",
    refuse: "ayakkarut* ayakarut* ayakkanda ayakkenda ayakenda ayakanda ayakkalle aavashyamilla avashyamilla avasyamilla \
        thalparyamilla talparyamilla nirthu* nirthoo* nirtho ozhivakk* cheyyarut* cheyarut*",
    many: "valare_kooduthal",
    topic: "mail* msg* message* offer* list parasyam*",
    mild: "order* parcel* bill* kittiyilla vannilla nirtharuth* nirthalle nirthanda",
};

const ARABIC: Tongue = Tongue {
    alone: "la_tetwasal* la_titwasal* la_tez3ej* la_tez3ij* la_tiz3ij* la_tez3aj* mish_3ayez_rasa2el sheelni_mn shilni_men sheeloni_mn",
    refuse: "la_tersel* la_tersil* la_tursel* la_tursil* la_tirsel* la_tirsil* la_trsel* la_trsil* la_torsel* la_tb3at* \
        la_tib3at* la_teb3at* la_tab3at* la_teb3ath* la_tatrsh* la_tetrsh* la_ttrsh* ma_tersel* ma_tb3at* ma_teb3at* \
        ma_abi ma_abee ma_abgha ma_abga ma_abgi mabi mabgha mabga ma_yabi ma_yabgha ma_tabi ma_bidi ma_biddi ma_baddi \
        mabidi mish_3ayez* mish_3awez* mish_3ayz* msh_3ayez* msh_3awez* msh_3ayz* mesh_3ayez* mesh_3awez* mish_mohtam* \
        msh_mohtam* mesh_mohtam* mo_mohtam* mu_mohtam* mob_mohtam* ghair_mohtam* ghayr_mohtam* wa2ef* wa2if* wa22ef* waqqef* \
        wagef* waggef* wa2fo* wagfo* waqfo* elghi* ilghi* alghi* elgha2 ilgha2 ems7* emsa7* shilo sheelo balash balach",
    many: "kteer_ktir kteer_awi ktheer_wayed",
    topic: "mail* emailat* imail* eemail* rasayel rasa2el rasael risala risalat 3orood 3roodh 3rood offers i3lanat e3lanat \
        da3aya ishtirak eshterak list",
    mild: "order* talab* fatoora fatura tawseel mushkila moshkela mwsl ma_wasal ma_wsl la_twa2ef* la_twagef*",
};
