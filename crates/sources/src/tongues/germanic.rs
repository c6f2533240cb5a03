//! English, German, Dutch, Swedish, Danish and Norwegian, Icelandic; and Irish and Maltese, which stand beside English.
// tidy: list

use super::Tongue;

pub(super) const TONGUES: &[Tongue] = &[ENGLISH, GERMAN, DUTCH, SWEDISH, DANISH, ICELANDIC, IRISH, MALTESE];

const ENGLISH: Tongue = Tongue {
    alone: "left_the_newsletter* left_our_newsletter* left_your_newsletter* left_newsletter* left_the_mailing* \
        left_our_mailing* left_mailing* \
        left_the_list left_our_list left_the_email_list left_our_email_list left_the_distribution \
        leave_the_newsletter* leave_our_newsletter* \
        leave_your_newsletter* leave_newsletter* leave_the_mailing_list leave_mailing_list leave_the_list \
        leave_our_list leave_our_mailing* leaves_the_newsletter* \
        leaving_the_newsletter* leaving_our_newsletter* leaving_the_mailing_list leaving_our_mailing* \
        has_left_the_newsletter* dont_write_to_me dont_write_to_us dont_write_me dont_write_again \
        do_not_write_to_me \
        do_not_write_to_us do_not_write_to_her do_not_write_to_him do_not_write_again never_write_to stop_writing \
        dont_contact \
        dont_email dont_mail dont_message dont_reach_out do_not_reach_out do_not_contact do_not_email \
        do_not_message do_not_approach \
        not_to_be_contact* not_to_be_email* not_to_be_mailed not_contactable only_by_post only_by_letter \
        only_by_phone only_by_telephone only_by_mail_not_email by_post_only \
        by_letter_only by_phone_only phone_only post_only contact_by_post_please only_contact_by_post \
        only_contact_by_phone \
        contact_only_by_post contact_only_by_phone lose_my_email lose_my_address opted_out opt_out wants_out \
        wants_off wishes_to_opt_out \
        withdrew_consent withdraws_consent withdrew_her_consent withdrew_his_consent withdrawn_consent \
        revoked_consent no_consent \
        lacks_consent did_not_consent right_to_erasure right_to_be_forgotten right_to_object erase_my_data \
        erase_her_data erase_his_data \
        delete_my_data delete_her_data delete_his_data delete_all_data delete_personal_data pls_unsub \
        no_marketing not_interested_in_our_mail*",
    refuse: "taken_off take_off take_me_off take_him_off take_her_off took_herself_off took_himself_off come_off \
        came_off get_off remove_from removed_from drop_from exited ended_her ended_his sick_of fed_up \
        tired_of had_enough_of no_longer_wants no_longer_wishes no_longer_interested hates",
    many: "too_many too_much way_too_many so_many too_frequent bombard* flooded drowning overload* excessive",
    topic: "mailing_list* mailing_lists mailings mailing distribution_list email_list* mail_list* newsletter* \
        subscription_to_the_news* \
        advertising ads junk_mail circulars texts messages news_by_email news_by_mail updates_by_email \
        newsletter_subscription",
    mild: "needs_no_consent needed required stop_by stop_at invoice* parcel* deliver* order* receipt received \
        arrived problem* gift wedding waiting left_at left_the_mail \
        left_mail left_a_mail left_message left_a_message left_email left_an_email left_her_email left_his_email \
        never_stop dont_stop do_not_stop cannot_leave leave_mail leave_the_mail leave_a_message mailbox mailroom \
        letterbox \
        bus_stop pharmacy dont_cancel not_cancel not_enough havent_left not_left hasnt_left yet",
};

const GERMAN: Tongue = Tongue {
    alone: "kein_kontakt keinen_kontakt keine_kontaktaufnahme nicht_mehr_kontaktieren nicht_kontaktieren \
        nicht_anschreiben \
        nicht_mehr_anschreiben nicht_mehr_schreiben nicht_anmailen nicht_mehr_anmailen nur_noch_per_post \
        nur_per_post nur_noch_postalisch \
        nur_postalisch nur_telefonisch nur_noch_telefonisch nur_per_telefon ausschliesslich_per_post \
        ausschliesslich_telefonisch \
        abgemeldet_vom newsletterabmeldung newsletterkündigung einwilligung_widerrufen einwilligung_zurückgezogen \
        widerruft_einwilligung \
        hat_widerrufen widerruf_der_einwilligung keine_einwilligung ohne_einwilligung einwilligung_fehlt \
        werbewiderspruch werbesperre widerspruch_nach_art widerspruch_gem* widerspruch_gegen_* \
        daten_löschen datenlöschung löschung_seiner_daten löschung_ihrer_daten löschung_der_daten \
        löschung_seiner_e_mail* \
        löschung_ihrer_e_mail* löschung_der_e_mail* löschung_aller_daten recht_auf_vergessenwerden \
        will_nichts_mehr_hören \
        lasst_mich_in_ruhe robinsonliste",
    refuse: "raus rausnehmen rauszunehmen heraus herausnehmen nimmt_man streichen gestrichen beschwert \
        kein_interesse_an raus_aus raus_aus_dem ausgestiegen ausgetreten aussteigen austreten verlassen \
        verlässt gekündigt kündigt kündigen kündigung storniert_newsletter aufhören hört_auf schluss_mit \
        genug_von satt genervt nervt beendet abbestellt abbestellen stoppen einstellen keine_weiteren \
        keinerlei verzichtet verzichte lehnt ablehnung widerspricht widersprochen austragen ausgetragen",
    many: "zu_viele zuviele zu_viel zuviel so_viele zu_oft ständig dauernd überflut*",
    topic: "newsletter* newslettern mailverteiler* emailverteiler* verteiler verteilerliste mailings werbung \
        werbemail* werbepost \
        rundmail* rundbrief* rundschreib* infomail* infopost infobrief* nachrichten angebotsmail*",
    mild: "rechnung* bestell* liefer* paket* versand* bestätig* problem* angekommen erhalten gerne vergessen haus \
        wohnung filiale \
        nicht_abbestell* zeitung* zeitschrift*",
};

const DUTCH: Tongue = Tongue {
    alone: "geen_contact geen_contact_meer niet_contacteren niet_meer_contacteren niet_benaderen \
        niet_meer_benaderen niet_mailen niet_meer_mailen \
        niet_aanschrijven niet_meer_aanschrijven niet_meer_schrijven alleen_per_post enkel_per_post \
        uitsluitend_per_post alleen_telefonisch \
        enkel_telefonisch alleen_per_telefoon afgemeld_voor wil_eruit wil_er_uit wil_van_de_lijst \
        toestemming_ingetrokken trekt_toestemming_in intrekking_toestemming intrekking_van_de_toestemming \
        intrekking_van_toestemming \
        heeft_toestemming_ingetrokken geen_toestemming zonder_toestemming gegevens_verwijderen gegevens_wissen \
        recht_op_vergetelheid \
        recht_van_bezwaar wil_niets_meer_horen laat_me_met_rust bel_me_niet_register",
    refuse: "klaagt klacht gestapt stapt_uit uitgestapt eruit eruit_gestapt verlaten verlaat opgezegd opzeggen \
        zegt_op geannuleerd annuleer* annuleren gestopt genoeg_van klaar_met ophouden beu zat_van wil_geen \
        wil_niet geen_enkele niet_langer weiger* bedankt_voor ziet_af ingetrokken uitschrijf* schrapp* \
        geschrapt",
    many: "te_veel teveel zo_veel zoveel te_vaak overspoel*",
    topic: "nieuwsbrief* nieuwsbriev* nieuwsmail* mailinglijst* maillijst* verzendlijst* mailings mailing \
        reclame* aanbiedingsmail* \
        nieuwsberichten berichten onze_mails",
    mild: "factu* bestel* lever* pakket* ontvangen bevestig* probleem* graag_bellen vergeten niet_stoppen winkel \
        huis krant",
};

const SWEDISH: Tongue = Tongue {
    alone: "avböjer_kontakt avböjt_kontakt hör_inte_av vill_inte_bli_kontaktad* inte_bli_kontaktad* kontakta_inte \
        kontakta_ej ej_kontakt ingen_kontakt skriv_inte sluta_skriv* \
        sluta_mejla sluta_maila sluta_mejla_mig mejla_inte maila_inte inte_mejla inte_maila ej_mejl ej_mail \
        ej_utskick ej_reklam \
        endast_brev endast_per_brev endast_post endast_telefon bara_per_telefon bara_per_brev avregistrer* \
        avprenumer* \
        återkallat_samtycke återkallar_samtycke återkallat_sitt_samtycke inget_samtycke utan_samtycke \
        saknar_samtycke radera_uppgifter \
        radera_mina_uppgifter radera_alla_uppgifter rätt_att_bli_glömd rätten_att_bli_bortglömd lämna_mig_ifred \
        nix_registret spärrad",
    refuse: "borttagen borttagna bort klagat klagar anmält stoppa upphör upphöra avstår lämnat lämna lämnar \
        gått_ur gå_ur går_ur hoppat_av hoppa_av sagt_upp säger_upp säga_upp slippa slipper avsluta* avslutat \
        avslutar avbeställ* sluta slutat trött_på nog_med vill_inte vill_ej önskar_inte önskar_ej avböj* \
        tackar_nej tackat_nej motsätter invänt strök stryk stryka bort_från ta_bort tas_bort",
    many: "för_många för_mycket alldeles_för så_många",
    topic: "mejllistan maillistan utskicken utskickslistan maillista reklamutskick nyhetsbrev* mejl* epost* \
        e_post* utskick* mejllista* mejllistan e_postlista* utskickslista* sändlista* listan reklam* reklambrev \
        erbjudanden \
        prenumerationen_på_nyhetsbrev* meddelanden",
    mild: "faktur* beställ* order* leverans* paket* fått_inte fick_inte inte_fått bekräft* problem* glöm* dörren \
        posten väntelist* ingen_epost \
        ingen_mejladress",
};

const DANISH: Tongue = Tongue {
    alone: "meldte_sig_fra meldte_seg_av melder_seg_av reservert_seg_mot reserverer_seg_mot reserverte_seg_mot \
        reserveret_mod frabeder_sig frabedt_sig ikke_kontakt* kontakt_ikke må_ikke_kontaktes \
        ønsker_ikke_at_blive_kontakt* ønsker_ikke_å_bli_kontakt* vil_ikke_kontaktes \
        vil_ikke_bli_kontakt* ingen_kontakt skriv_ikke ikke_skriv stop_med_at_skrive slutt_å_skrive slutt_å_mail* \
        kun_med_post kun_per_post kun_pr_post \
        kun_brev kun_telefon kun_per_telefon kun_pr_telefon kun_på_telefon frameld* frabed* frabedt afmeldt \
        afmeldt_sig avmeldt har_meldt_seg_av \
        meldt_seg_av melde_seg_av meldt_sig_fra melder_sig_fra trukket_samtykke trukket_sit_samtykke \
        trukket_samtykket trakk_samtykket trukket_tilbake_samtykke* \
        trukket_tilbage_samtykke* tilbagekald* tilbakekalt intet_samtykke uden_samtykke uten_samtykke slet_data \
        slette_data slet_oplysninger \
        slett_opplysninger retten_til_at_blive_glemt retten_til_å_bli_glemt robinsonliste* reservert_mot \
        blive_slettet_fra_mail*",
    refuse: "klaget klager klaga ikke_send ikke_sende send_ikke ta_henne_bort ta_ham_bort ta_meg_bort tages_af \
        tage_af opsagt opsiger opsige sagt_opp sier_opp si_opp slippe slipper afmeld* meldt_av melde_av \
        meld_av forlad* forlatt forlate gået_ud_af slutt slutte slutter træt_af lei_av nok_af nok \
        ønsker_ikke vil_ikke ikke_flere nej_tak nei_takk fjern* slet slette sletter slettet slett ta_bort \
        av_lista av_listen fra_lista fra_listen fra_mailinglist* afvis* avvis* avslå* afslå* avbestil* \
        avbestill* afbestil*",
    many: "for_mange for_meget for_mye alt_for altfor så_mange",
    topic: "e_postlisten epostlisten postlisten nyhedsbrev* nyhetsbrev* mail* e_post* epost* eposter mailinglist* \
        listen lista fra_listen fra_lista e_postliste* reklame* reklamer tilbudsmail* \
        beskeder meldinger abonnement_på_nyhe* abonnementet_på_nyhe*",
    mild: "faktura* bestill* ordre* levering* pakke* ikke_fået ikke_fått ikke_modtaget ikke_mottatt bekræft* \
        bekreft* problem* glem* dør døren \
        venteliste* ingen_nødder har_ikke_mail har_ingen_mail",
};

const ICELANDIC: Tongue = Tongue {
    alone: "afskrá* skrá_sig_af skráði_sig_af vill_ekki_láta_hafa_samband ekki_hafa_samband ekki_hafið_samband \
        ekki_skrifa hætta_að_skrifa \
        vill_ekki_samband dró_samþykki afturkallaði_samþykki afturkalla* eyða_gögnum eyða_gögnunum eyðið_gögnum \
        látið_mig_í_friði \
        aðeins_í_pósti eingöngu_í_síma aðeins_í_síma án_samþykkis bannmerk* bannmerkt*",
    refuse: "kvarta* kvartaði skrá_af skráður_af skráð_af fjarlægð* vill_ekki vil_ekki ekki_senda sendið_ekki \
        ekki_fá óskar_ekki óska_ekki engin engan engar enga ekkert hætta hætti hættið hætt taka_af taka_út \
        tekin_af fjarlægja fjarlægið eyða eyðið sagði_upp segja_upp sagt_upp neita* hafna* hafnar afþakka* \
        afþakkar án_auglýsing* án_fréttabréf*",
    many: "of_margir of_mörg of_margar of_mikið alltof",
    topic: "tölvupóst* fréttabréf* póstlist* póst póstur pósta auglýsing* áskrift* áskriftinni skilaboð* tilboð* \
        markpóst* af_lista netpóst*",
    mild: "reikning* pöntun* pakk* sending* staðfest* ekki_fengið fékk_ekki hnet* vandamál* gleym*",
};

const IRISH: Tongue = Tongue {
    alone: "díliostáil* ná_déan_teagmháil ná_déanaigí_teagmháil ná_scríobh* ná_cuir_isteach gan_teagmháil \
        scrios_mo_shonraí \
        scrios_a_sonraí scrios_a_shonraí tharraing_siar* a_toiliú_siar gan_toiliú tríd_an_bpost_amháin \
        ar_an_nguthán_amháin",
    refuse: "níl uaidh uaithi níl_sé_ag_iarraidh níl_sí_ag_iarraidh níl_siad_ag_iarraidh níl_uaithi níl_uaidh \
        ní_theastaíonn ní_mian níor_mhaith ná_seol* ná_cuir* gan stop* cealaigh* chealaigh* cuireadh_ar_ceal \
        d'éirigh_as éirí_as bain_den bain_ón bain_de baineadh scrios* d'fhág fágáil dhiúltaigh diúltú \
        gan_a_thuilleadh níos_mó stadaigí stadfaidh",
    many: "an_iomarca barraíocht",
    topic: "ríomhphost* ríomhphoist ríomhphoist nuachtlitir* nuachtlitreacha liosta* den_liosta fógra* \
        fógraíocht* margaíocht* teachtaireacht* post_earraíochta síntiús*",
    mild: "sonrasc ordú beart dearbh* ní_bhfuair níl_ríomhphost",
};

const MALTESE: Tongue = Tongue {
    alone: "tikkuntattjahx tikkuntattjahiex tikkuntattjax tikkuntattjawx tikkuntattjawhiex tikkuntattjawhx \
        tiktbux tiktbulux tiktibx \
        tiddisturbax tiddisturbawx irtirat_il_kunsens irtira_il_kunsens rtirat_il_kunsens neħħew_il_kunsens \
        bla_kunsens ħassru_d_data \
        ħassar_id_data neħħi_d_data bil_posta_biss bit_telefon_biss ma_jridx_jiġi_kkuntattjat \
        ma_tridx_tiġi_kkuntattjata",
    refuse: "neħħ* tneħħ* tnaqqas ieqaf_ibgħat ma_jridx ma_tridx ma_rridx ma_jridux ma_nridx ma_nixtieqx \
        ma_jixtieqx ma_tixtieqx tibgħatx tibagħtx tibgħatux tibagħtux tibgħatulix tibgħatlix neħħi neħħuha \
        neħħuh neħħi_mil neħħini ikkanċella* kkanċella* ħassar* ħassru* waqqaf* waqqfu ieqaf ieqfu tlaq \
        telaq ħareġ ħarġet rrifjuta* irrifjuta* jirrifjuta* tirrifjuta* biżżejjed ebda bla_reklam* \
        bla_email* bla_newsletter*",
    many: "wisq ħafna_wisq",
    topic: "imejl* emails email* newsletter* newsletters tan_newsletter lista mil_lista reklam* reklami riklam* \
        abbonament* abbonament messaġġ* promozzjon* kummerċjali* posta_elettronika",
    mild: "fattura* ordni pakkett* konferma* ma_rċevietx ma_rċeviex ma_għandux_email ma_għandhiex_email",
};
