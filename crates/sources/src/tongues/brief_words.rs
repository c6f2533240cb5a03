//! The words of short answers and short orders, by language: of forms, of stop lists, of margins.
// tidy: list

/// The words of a language that a short text is made of. Blanks part the words of a list; `_` stands for a blank in a
/// phrase, `*` behind a word for all that begin so.
pub(super) struct Brief {
    /// Answers yes.
    pub(super) yes: &'static str,
    /// Denies what stands beside it, or answers no.
    pub(super) no: &'static str,
    /// Writes, sends, adds, comes; of a wish also receives.
    pub(super) send: &'static str,
    /// Denies and sends in one word: `yazma`, `nepište`.
    pub(super) unsent: &'static str,
    /// Wants, agrees, allows.
    pub(super) wish: &'static str,
    /// Denies and wants in one word: `istemiyor`, `nechce`.
    pub(super) unwilling: &'static str,
    /// Calls by telephone.
    pub(super) call: &'static str,
    /// Denies and calls in one word.
    pub(super) uncalled: &'static str,
    /// No longer, again, ever.
    pub(super) more: &'static str,
    /// Mail, news, lists, consent.
    pub(super) topic: &'static str,
    /// Changes nothing: politeness, persons, what is sent whatever it is.
    pub(super) beside: &'static str,
    /// Says of somebody or of an answer that it is a no.
    pub(super) refused: &'static str,
    /// Says no as a whole text, wherever it stands.
    pub(super) left: &'static str,
    /// The data that are kept of somebody.
    pub(super) data: &'static str,
    /// Deletes them.
    pub(super) erase: &'static str,
}

pub(super) const NONE: Brief = Brief {
    yes: "",
    no: "",
    send: "",
    unsent: "",
    wish: "",
    unwilling: "",
    call: "",
    uncalled: "",
    more: "",
    topic: "",
    beside: "",
    refused: "",
    left: "",
    data: "",
    erase: "",
};

/// What languages have taken from each other.
pub(super) const TAKEN: &str = "mail* email* e_mail* newslet* mailing* marketing* spam* promo* e_posta* eposta* bülten* \
    e_bülten* nieuwsbri* nyhedsbrev* nyhetsbrev* hírlev* biuletyn* boletin* butllet* infolettre* correo* courriel* рассылк* \
    розсилк* бюлетин* имейл* мейл* uutiskirj* uudiskir* naujienlaišk* sähköpost* e_post* epost* fréttabréf* tölvupóst* ایمیل* \
    ईमेल* מייל* ניוזלטר*";

/// Text messages, which are a way of their own.
pub(super) const TEXTS: &str = "sms smsy smsov smsów whatsapp смс смски एसएमएस";

/// Receives, so that a no may be one of what has not come.
pub(super) const GOT: &str = "receive receiving get getting bekommen erhalten haben ontvangen krijgen hebben recevoir reçoit \
    recibir ricevere receber rebre primi primească otrzymywać dostawać dostávat dostávať prejemati primati примати получать \
    получает отримувати отримує получава λαμβάνει λάβει få fá modtage motta vastaanottaa saada saa saama kapni kap kapjon gauti \
    saņemt fháil nhận_được terima menerima استلام تلقي לקבל";

/// Says that it shall not be, so that receiving is meant.
pub(super) const SHALL: &str = "should must soll sollen darf dürfen mag moet zal doit doivent debe deben deve devem devono trebuie \
    należy ma_być должен должна повинен повинна ska skall skal må";

/// Stops: beside a further negation it says the contrary.
pub(super) const STOPS: &str = "stop stopp stoppa sluta slutt slut basta pare parem dejen deje dur ngừng dừng berhenti стоп στοπ \
    stopper";

/// Says that it is not so yet.
pub(super) const YET: &str = "yet noch nog encore aún todavía ancora ainda jeszcze ještě ešte još još_uvijek ещё ще још henüz \
    enn endnu ennå vielä veel még dar vēl belum chưa нет_почты нет_имейла нет_емейла нет_мейла nincs_email nincs_e_mail* nincs_mail* \
    אין_מייל אין_אימייל pole_meili pole_e_posti* níl_ríomhphost* e_postası_yok \
    eposta_adresi_yok e_posta_adresi_yok maili_yok mail_adresi_yok nahi_hai nahin_hai nhi_hai nahi_hain नहीं_है नही_है नहीं_हैं \
    email_id_nahi* mail_id_nahi* نہیں_ہے";

/// Leaves open whether and when: a yes beside it is none.
pub(super) const MAYBE: &str = "maybe perhaps possibly later vielleicht später eventuell eigentlich misschien peut_être plus_tard tard quizás \
    tal_vez luego tarde forse più_tardi tardi talvez depois potser poate târziu może później możná později možno neskôr mogoče morda \
    pozneje kasneje možda kasnije kanske senare måske kanskje senere kannski seinna ehkä myöhemmin võib_olla hiljem talán később gal \
    galbūt vėliau varbūt vēlāk b'fhéidir forsi iktar_tard belki sonra daha_sonra mungkin nanti có_lẽ sau ربما لاحقا شاید بعدا אולי \
    אחר_כך शायद बाद может потом позже може потім пізніше може_би после можда касније ίσως αργότερα";

/// Has been written to, or lies where letters are put: nobody's wish.
pub(super) const MAILED: &str = "mailed emailed e_mailed mailbox mailboxes mailboxen gemailt";

/// Denies only what stands behind it, so that it answers nothing alone.
pub(super) const WITHOUT: &str = "without sans ohne sin senza sem sense fără bez brez zonder uten uden utan ilman ilma nélkül gan bla \
    без χωρίς بدون دون בלי ללא बिना tanpa";

/// Laws by which somebody asks for it.
pub(super) const LAWS: &str = "gdpr rgpd lgpd rodo dsgvo avg kvkk* pdpa pdpl dpdp dpdpa popia ccpa";

pub(super) const BRIEFS: &[Brief] = &[
    // English.
    Brief {
        yes: "sure_thing do_agree yes yeah yep sure ok okay of_course certainly absolutely definitely sounds_good agreed agree agrees consented \
            granted accepted accept accepts gladly happy_to",
        no: "no not dont doesnt didnt do_not does_not never wont nope nah shouldnt cannot without stop no_way",
        send: "send sending write writing add include receive receiving get getting contact approach put message forward \
            be_sent be_written be_added be_contacted be_approached",
        wish: "want wants like wish wishes interested agree",
        call: "call calling phone ring",
        unsent: "dont_market do_not_market not_to_market never_market",
        uncalled: "dnd_for_call* dnd_for_sms* dnd_for_phone* dnd_for_text* dnd_on_call* dnd_on_sms* dnd_on_phone* dnd_only_for* dnd_calls* dnc_for_call* \
            dnc_for_sms* dnd_for_calls_only dnd_for_call_only dnd_for_calls_and_sms dnd_only_for_calls dnd_only_for_sms dnd_for_sms_only \
            dnd_for_sms_and_calls dnd_calls_only",
        more: "more anymore again any_more no_longer ever further",
        topic: "mails emails newsletters list lists news offers ads advertising adverts post letters leaflets texts catalogue \
            catalogues catalog catalogs messages communication communications comms",
        beside: "very so this_time time please pls plz thanks thank you thankyou i id me us him her them it this that he she they we to be should must \
            for at the moment now right just maybe later rather a an of my our your on in from with any anything those who \
            people customers persons do does would will all these and or is are may by time being customer client caller lady gentleman req reqd \
            said says told tells asked asks replied texted requested requests kindly strictly twice immediately sir madam maam him_too \
            registered active activated marked since stop_by stop_at stop_over stop_in not_spam isnt_spam not_a_spam is_not_spam not_on_dnd not_in_dnd no_dnd not_dnd \
            please_stop_by please_stop_at please_stop_in \
            please_stop_over pls_stop_by to_stop_by to_stop_at to_stop_over said_stop_by",
        refused: "not_required not_needed not_wanted isnt_needed unwilling who_refused have_refused objecting refused refusal refusals refusers withdrawn opposed objected not_for_now not_now maybe_later \
            objectors leavers",
        left: "no_more wants_out not_interested people_who_left those_who_left who_left_us no_longer_wants \
            blocked_us has_blocked_us blocked_our_mails blocked_our_emails dnd ndnc dndc dnc to_stop said_stop says_stop replied_stop texted_stop wrote_stop sent_stop please_stop pls_stop plz_stop \
            kindly_stop stop_please stop_pls stop_plz stop_it stop_now stop_immediately stop_all just_stop only_whatsapp whatsapp_only \
            whatsapp_msg_only only_call call_only calls_only only_calls phone_only only_phone sms_only only_sms texts_only only_texts \
            only_on_whatsapp only_by_phone only_on_phone only_by_whatsapp only_via_whatsapp whatsapp_or_call_only by_phone_only \
            on_whatsapp_only gone_away goneaway has_gone_away legal_notice legal_notice_sent legal_notice_received sent_legal_notice \
            asked_to_be_forgotten wants_to_be_forgotten to_be_forgotten",
        data: "data details record records",
        erase: "delete deleted deletion erase erased erasure remove removed",
        ..NONE
    },
    // German.
    Brief {
        yes: "ja gern gerne klar natürlich selbstverständlich sicher einverstanden zugestimmt stimme_zu unbedingt \
            auf_jeden_fall akzeptiert erlaubt genehmigt",
        no: "nich nix nein nicht kein keine keinen keinerlei nie niemals nichts ne nee ohne stop",
        send: "schreiben schreibt anschreiben angeschrieben_werden mailen anmailen schicken schickt zuschicken senden zusenden \
            bekommen erhalten kontaktieren kontaktiert_werden kontaktierung eintragen aufnehmen hinzufügen zustellen",
        wish: "will wollen möchte möchten wünscht wünschen wünsche mag stimme zustimmen interesse akzeptiere erlaube erteilt",
        call: "anrufen angerufen_werden telefonieren",
        more: "mehr wieder länger weiterhin weitere weiteren",
        topic: "newsletter mail mails e_mails post werbung rundbrief rundbriefe briefe verteiler liste listen infos angebote \
            prospekte katalog kataloge nachrichten einwilligung zustimmung werbemails infopost",
        beside: "sehr aber heute erst mal einfach nochmal augenblick noch_mal bitte danke dank vielen schön ich mir mich uns ihm ihr ihn sie er es wir kunde kundin soll sollen darf dürfen \
            werden wird vorerst derzeit momentan zurzeit jetzt gerade lieber eher im moment aktuell per von der die das den dem \
            in auf aus an zu zur zum mit haben hat diese leute kunden personen welche wer und oder noch heute erstmal später \
            vielleicht eigentlich",
        refused: "haben_abgelehnt nicht_einverstanden nicht_gewünscht unerwünscht nicht_erlaubt verweigert verweigerer verweigerung verweigerungen abgelehnt ablehnung ablehnungen ablehner nicht_erteilt \
            zurückgezogen widerrufen widerspruch widersprüche widersprecher abmelder abmeldungen ausgetragene abgemeldete \
            vorerst_nicht derzeit_nicht lieber_nicht",
        left: "kein_interesse kein_interesse_mehr",
        data: "daten kundendaten datensatz konto profil",
        erase: "lösch* gelösch* entfern* vergessen",
        ..NONE
    },
    // Dutch.
    Brief {
        yes: "ja graag zeker natuurlijk akkoord prima hoor vanzelfsprekend toestemming_gegeven toegestaan geaccepteerd",
        no: "nee niet geen nooit niets niks zonder stop",
        send: "mailen gemaild_worden worden_gemaild schrijven aanschrijven sturen stuur toesturen zenden ontvangen krijgen toevoegen zetten contacteren \
            benaderen benaderd_worden worden_benaderd aangeschreven_worden gecontacteerd_worden",
        wish: "wil willen wenst wensen wens interesse geïnteresseerd ga_akkoord",
        call: "bellen gebeld_worden opbellen bel",
        more: "meer langer weer verder ooit",
        topic: "nieuwsbrief nieuwsbrieven mails post reclame lijst maillijst folders aanbiedingen berichten toestemming \
            verzendlijst e_mails nieuwsbriefje",
        beside: "heel erg zeer wel dank dankjewel bedankt dankuwel je u wel alstublieft alsjeblieft aub svp ik mij me ons hem haar hen ze hij zij \
            het er mag mogen worden liever nu voorlopig even op dit moment de van in aan per klant klanten die wie mensen en of \
            misschien later meer_hebben hebben hoeft zal moet",
        refused: "hebben_geweigerd niet_akkoord niet_toegestaan geweigerd weigering weigeringen weigeraars ingetrokken afgewezen niet_gegeven nu_niet liever_niet \
            voorlopig_niet opzeggers",
        left: "bel_me_niet geen_interesse niet_geïnteresseerd",
        data: "gegevens account klantgegevens data",
        erase: "verwijder* wis wissen gewist",
        ..NONE
    },
    // French.
    Brief {
        yes: "oui volontiers avec_plaisir d'accord bien_sûr accepté acceptée accepte j'accepte certainement ok absolument \
            autorisé autorisée accordé",
        no: "non pas ne jamais sans aucun aucune rien stop ni plus_de plus_rien",
        send: "n'écris m'écrire me_contacter dérange écrire écrivez écris écrit envoyer envoyez n'envoyez m'envoyez m'envoyer envoi contacter être_contact* être_sollicité* être_démarché* \
            contactez recevoir reçoit ajouter ajoutez inscrire solliciter démarcher mailer n'écrivez m'écrivez nous_envoyez \
            n'ajoutez m'ajoutez",
        wish: "veut veulent veux voulons souhaite souhaitent souhaitons désire accepte acceptent désirent intéressé intéressée \
            intéressés consent",
        call: "appeler appelez n'appelez m'appeler m'appelez téléphoner téléphonez rappeler",
        more: "plus davantage encore",
        topic: "mails emails courriel courriels courrier courriers newsletter newsletters infolettre pub publicité publicités \
            liste listes prospectus promotions lettres messages catalogue catalogues consentement démarchage",
        beside: "n' très beaucoup tout fait instant merci s'il vous plaît svp je me m' nous moi lui leur il elle ils elles client clients cliente à la le les au aux \
            de des du d' doit doivent être pour l'instant le_moment moment maintenant plutôt actuellement ceux celles qui par un \
            une cette en sur dans pour_l'instant et ou peut_être tard plus_tard surtout",
        refused: "ont_refusé a_refusé pas_d'accord désaccord refus refusé refusée refusés refuse je_refuse opposition oppositions opposé opposée opposants retiré retirée \
            révoqué pas_maintenant plutôt_non rejeté",
        left: "pas_intéressé pas_intéressée ne_veut_plus ne_veulent_plus ne_souhaite_plus n'en_veut_plus",
        data: "données compte fiche coordonnées",
        erase: "supprim* effac* suppression",
        unsent: "n'écrivez n'écris n'écrire n'envoyez n'envoie n'ajoutez n'envoyer ne_m'écrivez",
        uncalled: "n'appelez n'appelle",
        ..NONE
    },
    // Spanish.
    Brief {
        yes: "sí si claro acepto aceptado aceptada acepta autorizado autorizada autorizo por_supuesto de_acuerdo vale encantado \
            encantada concedido otorgado consiento",
        no: "no nunca jamás sin nada ningún ninguna tampoco stop",
        send: "escrib* envíe* envie* enviar* mandar* mande* contactar* contacten* escribir escriban escribas escribáis escríbanme escribirle enviar envíen envíe enviarme mandar manden mande \
            mandarme contactar contacten contactarle recibir agregar agreguen añadir añadan incluir mailing enviarle mandarle \
            molestar escriba",
        wish: "quiere quieren quiero desea desean deseo acepta aceptan acepto autoriza autorizan autorizo interesa consiente",
        call: "llamen* llamar llamen llame llames llamarle telefonear",
        more: "más ya ni de_nuevo",
        topic: "correo correos mails emails boletín boletines newsletter publicidad lista listas propaganda ofertas promociones \
            cartas mensajes catálogo catálogos consentimiento emailing",
        beside: "muy mucho mismo ahorita gracias por favor muchas yo me nos le les lo los la las él ella ellos cliente clientes a al de del el en un una \
            ahora momento por_ahora de_momento prefiero mejor hoy los_que que quienes se debe deben ser para este estos y o \
            quizás luego tarde enviarle_nada mi mis su sus",
        refused: "han_rechazado dijeron_no dijo_no han_dicho_no no_de_acuerdo rechazado rechazada rechazados rechazo rechaza denegado denegada revocado revocada opuesto no_autorizado \
            prefiero_no ahora_no por_ahora_no negado excluidos_de_publicidad",
        left: "no_interesado no_interesada no_le_interesa ya_no_quiere ya_no_quieren",
        data: "datos cuenta ficha",
        erase: "borr* elimin* suprim* cancelar_mis cancelación_de_datos",
        ..NONE
    },
    // Italian.
    Brief {
        yes: "sì si certo volentieri accetto accettato accettata acconsento acconsente certamente d'accord d'accordo \
            autorizzo autorizzato prestato concesso ok assolutamente",
        no: "no non mai senza niente nessun nessuna nulla basta stop",
        send: "scriv* mandate* mandar* inviate* inviar* contattate* contattar* aggiung* scrivere scrivete scrivetemi scrivetegli mandare mandate mandatemi inviare inviate inviatemi invio contattare essere_contattat* va_contattat* contattate contattatemi ricevere aggiungere aggiungete inserire inserite contattarlo contattarla",
        wish: "vuole vogliono voglio desidera desiderano desidero accetta accettano accetto acconsente interessa nega nego presta",
        call: "chiamate* chiamar* telefonate* chiamare chiamate chiamatemi telefonare telefonate",
        more: "più ancora oltre",
        topic: "mail posta newsletter pubblicità lista liste promozioni offerte lettere messaggi catalogo cataloghi consenso \
            volantini email comunicazioni",
        beside: "molto moltissimo ne attualmente grazie prego per favore io mi ci gli le lo la li lui lei cliente clienti a al alla allo da del della di il i in \
            un una ora adesso momento per_ora preferisco meglio deve va essere chi quelli che e o forse tardi più_tardi \
            piacere cortesia si_deve vanno",
        refused: "nega ha_rifiutato hanno_rifiutato hanno_detto_no non_interessa rifiutato rifiutata rifiuto rifiuti rifiuta negato negata nego revocato revocata revoca opposto opposta \
            non_prestato preferisco_di_no per_ora_no non_adesso respinto usciti",
        left: "non_interessato non_interessata non_gli_interessa non_vuole_più non_vogliono_più",
        data: "dati account profilo scheda",
        erase: "cancell* elimin* rimuov* rimoss*",
        ..NONE
    },
    // Portuguese.
    Brief {
        yes: "sim claro aceito aceita aceite aceitou autorizado autorizada autorizo concordo concorda com_certeza quero pode \
            naturalmente consentido concedido ok consinto",
        no: "não nunca jamais sem nada nenhum nenhuma nem parem pare stop",
        send: "escrev* mandem* mandar* enviem* enviar* escrever escrevam escreva mandar mandem mande enviar enviem envie contactar contactem contacte ser_contact* ser_contat* contatar contatem receber adicionar adicionem incluir perturbar incomodar perturbe \
            inscrever",
        wish: "quer querem quero deseja desejam desejo aceita aceitam aceito autoriza autorizam autorizo interesse interessa \
            pretende pretendem permite",
        call: "liguem* telefonem* ligar liguem ligue telefonar telefonem telefone",
        more: "mais já novamente",
        topic: "mail mails emails e_mails email correio boletim boletins newsletter publicidade propaganda lista listas ofertas \
            promoções cartas mensagens catálogo consentimento contato contacto",
        beside: "muito mesmo obrigado obrigada por favor muito eu me nos lhe lhes o a os as ele ela eles cliente clientes de do da em no na um \
            uma ao à agora momento enquanto por_enquanto prefiro melhor deve devem ser para quem que se e ou talvez depois tarde \
            gentileza hoje meu minha meus minhas esse este",
        refused: "recusaram disseram_não não_concordo recusado recusada recusados recusa recusou revogado revogada negado negada retirado não_autorizado \
            rejeitado por_enquanto_não prefiro_não agora_não saíram opt_out",
        left: "sem_interesse não_tem_interesse não_quer_mais não_querem_mais já_não_quer",
        data: "dados conta cadastro ficha",
        erase: "apag* elimin* exclu* remov* delet*",
        ..NONE
    },
    // Catalan.
    Brief {
        yes: "sí si és_clar clar accepto accepta acceptat autoritzat autoritzo d'acord i_tant concedit per_descomptat",
        no: "no mai sense res cap stop",
        send: "escriure escriviu escrigueu escriguin escriure'm escriure'ls enviar envieu enviïn enviar'me rebre contactar contacteu \
            afegir afegiu incloure m'escriviu m'envieu li_escriviu",
        wish: "vol volen vull desitja desitgen accepta accepten accepto autoritza interessa",
        call: "trucar truqueu truquin trucar'me telefonar",
        more: "més ja de_nou",
        topic: "correu correus mails butlletí butlletins publicitat llista llistes ofertes promocions cartes missatges catàleg \
            consentiment",
        beside: "molt mateix ara_mateix gràcies si_us_plau us plau jo em ens li els el la les ell ella client clients a al de del d' en un una ara moment \
            de_moment per_ara prefereixo millor ha d'escriure ser per que qui se s'ha i o potser tard qui_no que_no",
        refused: "han_rebutjat rebutjat rebutjada rebutjats revocat revocada denegat refusat ara_no de_moment_no prefereixo_que_no retirat",
        left: "no_li_interessa ja_no_vol ja_no_volen no_interessat no_se_li_ha_d'escriure",
        data: "dades compte fitxa",
        erase: "esborr* elimin* suprim*",
        ..NONE
    },
    // Romanian.
    Brief {
        yes: "da desigur sigur accept acceptat acceptă de_acord sunt_de_acord acordat cu_plăcere bineînțeles ok",
        no: "nu niciodată fără nimic niciun nicio stop",
        send: "mai_trimiteti trimiteti scrieti contactati contactat scrie scrieți scriu trimite trimiteți trimiteti trimis primi primească contacta contactați fi_contactat* trebuie_contactat* adăuga adăugați \
            adaugati adaugă include includeți",
        wish: "vrea vor vreau dorește doresc doreste accept acceptă interesat interesată interesează permite",
        call: "sunati suna sunați sunati suni telefona telefonați",
        more: "mai niciodată_mai din_nou",
        topic: "mail mailuri emailuri poștă newsletter newslettere reclame reclamă listă lista oferte promoții mesaje scrisori \
            catalog consimțământ acord",
        beside: "foarte mult momentan cu în_acest mulțumesc multumesc vă va rog te mi îmi nu_mi ne îl o le lui ei el ea client clienți clientul la pe de a al în \
            acum deocamdată moment prefer mai_bine trebuie cei care să sa fie se și sau poate târziu mie nouă meu mea",
        refused: "au_refuzat a_refuzat nu_sunt_de_acord refuzat refuzată refuz refuzuri refuzați retras retrasă respins respinsă revocat nu_acum deocamdată_nu neacordat",
        left: "nu_mai_vrea nu_mai_vor nu_mai_dorește neinteresat nu_e_interesat nu_este_interesat",
        data: "date datele cont contul",
        erase: "șterg* ștergeți elimin*",
        ..NONE
    },
    // Polish.
    Brief {
        yes: "tak chętnie oczywiście poproszę zgadzam_się zgadzam wyrażam wyrażam_zgodę wyrażona udzielona udzielono zgoda \
            jasne pewnie akceptuję zaakceptowano",
        no: "nie nigdy bez żadnych żadne żaden żadnej nic stop",
        send: "pisać piszcie pisz wysyłać wysyłajcie wysyłaj przysyłać przysyłajcie przesyłać słać otrzymywać dostawać dodawać \
            dodawajcie dodać kontaktować kontaktujcie mailować wpisywać niepokoić zapisywać",
        wish: "chce chcą chcę życzy życzą życzę zgadza zgadzam wyraża wyrażam interesuje zainteresowany zainteresowana akceptuje",
        call: "dzwonić dzwońcie dzwoń telefonować",
        more: "więcej już ponownie dłużej",
        topic: "mail maili maile mailem mejli mejle e_maili poczty newsletter newslettera newslettery reklam reklamy ulotek listy \
            lista listę ofert oferty wiadomości listów katalogów katalogu zgody zgoda zgodę",
        beside: "o aby żeby bardzo tej chwili w_tej_chwili momencie dziękuję dzięki proszę prosze poproszę ja mi mnie nam nas do go jej im jemu się sobie klient klienci klientka na \
            razie teraz chwilę obecnie raczej wolę należy trzeba ma być ci co którzy kto którym z w i lub może później ich \
            uprzejmie bardzo ją jego",
        refused: "odmówili zrezygnowali zrezygnował zrezygnowała nie_zgadzam_się odmowa odmowy odmówił odmówiła odmówiono cofnięta cofnięto cofnięte odrzucono odrzucona wycofana wycofano \
            rezygnacja rezygnacje brak sprzeciw sprzeciwy wypisani na_razie_nie niewyrażona nieudzielona odmawiający",
        left: "już_nie_chce już_nie_chcą nie_jest_zainteresowany nie_jest_zainteresowana niezainteresowany niezainteresowana",
        data: "dane danych konto konta",
        erase: "usun* usuń usuwa* skasow* wykreśl*",
        unsent: "niepisać niepisac niewysyłać niewysyłanie nieprzesyłanie nieprzysyłanie niepisanie niekontaktowanie niekontaktować nieprzysyłać niedodawać",
        unwilling: "niechce niechcę niechcą niezainteresowani",
        uncalled: "niedzwonić niedzwonienie niedzwońcie",
    },
    // Czech and Slovak.
    Brief {
        yes: "nejsem_proti nie_som_proti ano áno jo jasně jasne rád ráda rada samozřejmě samozrejme souhlasím súhlasím udělen udelený udeleno udelené určitě \
            určite souhlasí súhlasí beze_všeho",
        no: "ne nie nikdy bez žádné žádný žádnou žiadne žiadny žiadnu nic nič nijaké stop nemá_být nemají_být nemá_byť nemajú_byť",
        send: "psát písat písať posílat posielat posielať zasílat zasielať dostávat dostávať kontaktovat kontaktovať být_kontaktov* byť_kontaktov* přidávat pridávať přidat pridať",
        unsent: "neposílání nezasílání neposielanie nezasielanie neposílej nepsát nepsat nepsát nepísať nepište nepíšte nepiš neposílat neposielať neposílejte neposielajte nezasílat nezasielať \
            nepřidávat nepridávať nepřidávejte nepridávajte nekontaktovat nekontaktovať nekontaktujte nemá_být_kontaktov* nemá_byť_kontaktov* nesmí_být_kontaktov* \
            nesmie_byť_kontaktov* nedávat nedávať \
            nemailovat nemailovať nezařazovat nezaraďovať nemailujte",
        wish: "chce chci chcem chtějí chcú přeje praje želá souhlasí súhlasí zájem záujem",
        unwilling: "nechce nechci nechcem nechtějí nechcú nechceme nepřeje nepraje neželá nepřeji neželám nesouhlas* nesúhlas* \
            nezajímá nezaujíma",
        call: "volat volať telefonovat telefonovať",
        uncalled: "nevolat nevolať nevolejte nevolajte netelefonovat netelefonovať",
        more: "už více viac víc znovu zase opäť opakovaně dále ďalej",
        topic: "mail mailů maily mailov e_maily e_mailů e_mailov poštu pošty reklamu reklamy newsletter newslettery novinky odběr \
            odber seznam seznamu zoznam zoznamu nabídky ponuky zprávy správy letáky katalog katalogy souhlas súhlas",
        beside: "moc velmi veľmi opravdu nás tom momentu prosím děkuji děkuju dík díky ďakujem vďaka já ja mi mě ma nám nás jemu jí jej zákazník zákazníci do na z ze zo v \
            si se sa teď teraz zatím zatiaľ momentálně momentálne raději radšej být byť ti ten kdo kto co čo kteří ktorí a nebo \
            alebo možná později neskôr mu jim im tohle toto chvíli",
        refused: "odmítli odmietli odhlásili odhlásili_se odmítnuto odmítnut odmítnutý odmítnutí odmítnutie odmietnuté odmietnutí odmietnutie odmietol odmítl odmítla \
            odvolán odvolaný odvolané odvoláno zamítnuto zamietnuté neudělen neudělený neudelený neuděleno neudelené zrušen \
            odhlášen odhlášeni odhlásení odhlášení zatím_ne teď_ne zatiaľ_nie teraz_nie odmítači",
        left: "už_nechce už_nechtějí už_nechcú nemá_zájem nemá_záujem bez_zájmu bez_záujmu",
        data: "údaje údajů údajov data dáta účet",
        erase: "smaz* vymaz* výmaz* odstran* odstrán* zmaz*",
    },
    // Slovenian.
    Brief {
        yes: "da seveda soglašam soglaša podano dano strinjam_se strinjam z_veseljem vsekakor sprejmem dovolim",
        no: "ne ni nikoli brez noben nobene nobenih nič stop",
        send: "pošiljaj kontaktiraj pisati pišite piši pošiljati pošiljajte pošiljaj pošljite prejemati dodajati dodajajte dodati dodaj kontaktirati \
            kontaktirajte obveščati vpisovati obveščajte",
        wish: "želi želijo želim soglaša soglašam dovoli dovoljeno dovolim zanima zainteresiran zainteresirana",
        unwilling: "noče nočejo nočem nočemo",
        call: "klicati kličite kliči telefonirati",
        more: "več ponovno naprej",
        topic: "mail mailov maile mailom pošte pošto e_pošte e_pošto novice novic reklam reklame oglasov seznam seznama ponudb \
            sporočil obvestil katalog katalogov soglasje privolitev",
        beside: "zelo tem trenutku prosim hvala jaz mi me nam nas mu ji jim stranka stranke na za v iz z se zaenkrat trenutno zdaj raje bolje sme je \
            kdor ki tisti in ali morda pozneje kasneje najlepša ga jo",
        refused: "ne_strinjam_se ne_strinja_se zavrnili zavrnjeno zavrnjen zavrnil zavrnila zavrnitev zavrnitve preklicano preklican preklic umaknjeno odjavljeni \
            zaenkrat_ne zdaj_ne odklonjeno odklonili",
        left: "noče_več nočejo_več ga_ne_zanima je_ne_zanima ni_zainteresiran ni_zainteresirana ne_želi_več",
        data: "podatke podatki podatkov račun",
        erase: "izbriš* izbris* zbriš* odstran* pobriš*",
        ..NONE
    },
    // Croatian and its kin in Latin letters.
    Brief {
        yes: "da naravno naravski svakako pristajem pristaje suglasan suglasna saglasan saglasna saglasan_sam suglasan_sam slažem_se \
            prihvaćam prihvatam rado dano",
        no: "ne nije nikad nikada bez nikakve nikakav ništa nemoj nemojte stop",
        send: "šaljete kontaktiraj pisati pišite piši slati šaljite šalji primati dodavati dodavajte dodajte kontaktirati kontaktirajte javljati \
            javljajte uznemiravati uvrštavati poslati",
        wish: "želi žele želim pristaje pristajem smije sme zanima dozvoljava zainteresiran zainteresovan prihvaća prihvata hoće",
        unwilling: "neće neću nećemo neće",
        call: "zvati zovite zovi nazivati telefonirati",
        more: "više ponovno ponovo opet",
        topic: "mail mailove mailova mejl mejlove mejlova poštu pošte e_poštu e_pošte obavijesti obaveštenja reklame reklama listu \
            liste popis popisa spisak spiska ponude poruke bilten biltena newsletter katalog kataloge privola suglasnost \
            saglasnost pristanak",
        beside: "jako vrlo veoma ovom trenutku molim hvala vas vam ja mi me nam nas mu joj im ga ih kupac kupci korisnik korisnici na za u s sa iz se sada sad \
            zasad trenutno radije bolje da_se koji tko ko i ili možda kasnije lijepa lepa da_ga li",
        refused: "nisam_suglasan nisam_suglasna nisam_saglasan nije_suglasan ne_slažem_se odbijeno odbijen odbijena odbijeni odbio odbila odbijanje povučena povučeno povučen opozvano opozvana odjavljeni \
            zasad_ne ne_sada odbili",
        left: "više_ne_želi više_ne_žele nije_zainteresiran nije_zainteresirana nije_zainteresovan ne_zanima_ga ne_zanima_je",
        data: "podatke podaci podataka račun nalog",
        erase: "obriš* obris* izbriš* izbris* ukloni* briši* brisanj*",
        ..NONE
    },
    // Serbian in its own letters.
    Brief {
        yes: "да наравно свакако пристајем пристаје сагласан сагласна слажем_се прихватам радо дато",
        no: "не није никад никада без никакве никакав ништа немој немојте стоп",
        send: "писати пишите пиши слати шаљите шаљи примати додавати додајте контактирати контактирајте јављати јављајте узнемиравати",
        wish: "жели желе желим пристаје пристајем сме занима дозвољава заинтересован прихвата хоће",
        unwilling: "неће нећу нећемо",
        call: "звати зовите зови телефонирати",
        more: "више поново опет",
        topic: "мејл мејлове мејлова имејл имејлове пошту поште обавештења реклам* листу листе списак списка понуде поруке билтен \
            билтена каталог сагласност пристанак имејла имејлова",
        beside: "јако веома овом тренутку молим хвала вас вам ја ми ме нам нас му јој им га их купац купци корисник на за у с са из се сада сад засад тренутно \
            радије боље да_се који ко и или можда касније лепо",
        refused: "нисам_сагласан нисам_сагласна не_слажем_се одбијено одбијен одбијена одбијени одбио одбила повучена повучено опозвано одјављени засад_не не_сада одбили",
        left: "више_не_жели више_не_желе није_заинтересован није_заинтересована",
        data: "податке подаци података налог",
        erase: "обриш* обрис* избриш* избрис* уклони* брисањ*",
        ..NONE
    },
    // Russian.
    Brief {
        yes: "не_против не_возражаю да конечно согласен согласна согласны дано разрешено разрешаю с_удовольствием хорошо ладно непременно давайте принято",
        no: "не нет никогда без никаких ничего ни стоп нельзя",
        send: "писать пишите пиши слать шлите присылать присылайте присылай отправлять отправляйте получать получает добавлять \
            добавляйте включать вносить контактировать связываться беспокоить рассылать высылать подписывать",
        wish: "хочет хотят хочу желает желают желаю согласен согласна даю дал дала надо нужно нужна нужны нужен разрешаю \
            интересно интересует интересуется",
        call: "звонить звоните звони перезванивать",
        more: "больше снова опять впредь более далее",
        topic: "письм* писем рассылк* рассыло* реклам* мейл* майл* имейл* почт* список списка списки новост* сообщен* уведомлен* \
            предложен* каталог* подписк* согласи* бюллетен*",
        beside: "очень данный момент в_данный_момент тут пожалуйста спасибо большое я мне нам нас ему ей им его ее их клиент клиенты клиентка в во на из к по от с для пока \
            сейчас лучше скорее просит просил просила просьба должен должна кто которые те и или может потом позже быть мой моей \
            мою меня вам эту этот",
        refused: "отказываюсь отказывается против возражаю не_интересует отказ отказы отказано отказался отказалась отказались отказавшиеся отказники отозвано отозван отклонено отклонен \
            запрещено запрет не_согласен не_сейчас пока_нет",
        left: "больше_не_хочет больше_не_хотят не_интересуется не_интересно не_заинтересован не_заинтересована",
        data: "данные данных аккаунт профиль персональные",
        erase: "удал* сотр* стер* уничтож*",
        unsent: "неписать непишите неслать нешлите неприсылать неотправлять небеспокоить недобавлять",
        unwilling: "нехочет нехочу нехотят нежелает нежелают",
        uncalled: "незвонить незвоните",
    },
    // Ukrainian.
    Brief {
        yes: "не_проти так звичайно згоден згодна згодні надано дозволено дозволяю із_задоволенням добре авжеж прийнято",
        no: "не ні ніколи без жодних ніяких нічого стоп",
        send: "писати пишіть пиши слати шліть надсилати надсилайте присилати присилайте відправляти отримувати отримує додавати \
            додавайте включати контактувати зв'язуватися турбувати розсилати",
        wish: "хоче хочуть хочу бажає бажають бажаю згоден згодна даю дав дала треба потрібно потрібна потрібні дозволяю цікавить",
        call: "дзвонити дзвоніть телефонувати телефонуйте",
        more: "більше знову надалі",
        topic: "лист листи листів листа розсилк* розсило* реклам* мейл* імейл* пошт* список списку новин* повідомлен* пропозиц* \
            каталог* підписк* згода згоди згоду бюлетен*",
        beside: "дуже даний момент на_даний_момент будь ласка дякую дуже я мені нам нас йому їй їм його її їх клієнт клієнти в у на з із до по від для поки зараз краще \
            скоріше просить просив просила прохання повинен повинна хто які ті і або може потім пізніше бути мої мене цей",
        refused: "відмовляюсь відмовляюся відмовляється проти відмова відмови відмовлено відмовився відмовилась відмовились відкликано відхилено заборонено не_згоден не_зараз \
            поки_ні відписані",
        left: "більше_не_хоче більше_не_хочуть не_цікавить не_зацікавлений не_зацікавлена",
        data: "дані даних акаунт профіль персональні",
        erase: "видал* зітр* стер* знищ*",
        unsent: "неписати непишіть ненадсилати нетурбувати",
        unwilling: "нехоче нехочу нехочуть",
        uncalled: "недзвонити недзвоніть",
    },
    // Bulgarian.
    Brief {
        yes: "не_против да разбира_се съгласен съгласна съгласен_съм дадено разрешено с_удоволствие добре приемам прието",
        no: "не без никакви никога нищо стоп",
        send: "пишете пиши пише пращайте пращат праща изпращайте изпращат изпраща получава добавяйте добавят включвайте контактува \
            свързвайте безпокойте пращаме",
        wish: "иска искат искам желае желаят желая съм приема приемам съгласен съгласна интересува",
        call: "звънете звъни звънят обаждайте обаждат обажда се_обаждайте",
        more: "повече вече отново",
        topic: "имейл* мейл* поща писма писмо бюлетин* реклам* списък списъка новини съобщения известия оферти каталог* съгласие \
            съгласието",
        beside: "много данния моля благодаря аз ми ме ни му ѝ й им го я ги клиент клиенти клиентът да се са в на от към по за засега сега момента \
            по_добре предпочитам които който и или може би после по_късно мен нас си съм е",
        refused: "против не_съм_съгласен не_съм_съгласна отказ откази отказано отказан отказаха отказали оттеглено оттеглен отхвърлено отхвърлен забранено не_сега \
            засега_не отписани несъгласен несъгласна",
        left: "вече_не_иска вече_не_искат не_се_интересува не_е_заинтересован",
        data: "данни данните акаунт профил",
        erase: "изтри* изтрий* заличи* премах*",
        ..NONE
    },
    // Greek.
    Brief {
        yes: "ναι βεβαίως φυσικά συμφωνώ συμφωνεί αποδέχομαι αποδέχεται αποδεκτό δεκτό ευχαρίστως εννοείται σύμφωνοι",
        no: "όχι μην μη δεν δε ποτέ χωρίς τίποτα κανένα καμία στοπ",
        send: "γράφετε γράψετε ξαναγράψετε γράφεις στέλνετε στείλετε στέλνονται ξαναστείλετε στέλνεις αποστέλλετε λαμβάνει λάβει \
            προσθέσετε προσθέτετε βάλετε επικοινωνείτε επικοινωνήσετε γίνει επικοινωνία ενοχλείτε",
        wish: "θέλω θέλει θέλουν επιθυμώ επιθυμεί επιθυμούν συμφωνώ συμφωνεί συναινώ συναινεί ενδιαφέρεται ενδιαφέρομαι",
        call: "τηλεφωνείτε τηλεφωνήσετε καλείτε καλέσετε πάρετε_τηλέφωνο",
        more: "πια πλέον ξανά άλλα άλλο άλλη",
        topic: "email emails mail mails μέιλ ενημερωτικό ενημερωτικά ενημέρωση διαφημίσεις διαφημιστικά μηνύματα μήνυμα λίστα λίστας \
            προσφορές γράμματα επιστολές κατάλογο νέα συγκατάθεση",
        beside: "πάρα στιγμή αυτή παρακαλώ ευχαριστώ πολύ εγώ μου με μας του της τους τον την ο η το οι τα πελάτης πελάτες να στη στην στο στον σε από \
            τώρα παρόν προς προσ_το_παρόν καλύτερα προτιμώ όσοι που αυτοί και ή ίσως αργότερα για δεκτά πάλι",
        refused: "διαφωνώ διαφωνεί αρνούμαι απορρίφθηκε αρνήθηκε αρνήθηκαν άρνηση αρνήσεις ανακλήθηκε ανάκληση αποσύρθηκε διαγραφέντες διαγραμμένοι όχι_τώρα \
            απόρριψη",
        left: "δεν_θέλει_πια δεν_θέλουν_πια δεν_ενδιαφέρεται δε_θέλει_πια δεν_θέλει_άλλο",
        data: "δεδομένα δεδομένων στοιχεία στοιχείων λογαριασμό",
        erase: "διαγρ* διαγράψτε σβήσ* σβήστε αφαιρ*",
        ..NONE
    },
    // Swedish.
    Brief {
        yes: "ja gärna självklart absolut godkänner godkänt samtyckt samtycker visst javisst naturligtvis beviljat accepterar",
        no: "nej inte ej inga inget ingen aldrig utan sluta stopp icke",
        send: "skriv skriva skicka skickas skickar mejla mejlas maila få kontakta kontaktas lägg lägga lägga_till utskick motta \
            ta_emot",
        wish: "vill önskar önska samtycker godkänner intresserad intresserade accepterar",
        call: "ring ringa ringas ringer",
        more: "mer mera längre igen fler flera",
        topic: "mejl mail mailen e_post epost post nyhetsbrev nyhetsbrevet reklam lista listan utskick erbjudanden brev meddelanden \
            katalog kataloger samtycke dm",
        beside: "mycket väldigt tack snälla vänligen jag mig oss honom henne dem han hon kund kunder kunden till på av från den det de ha ska skall \
            bör bli just nu helst hellre för tillfället som vilka och eller kanske senare något nån är må",
        refused: "nekat nekad nekade avböjt avböjd avslag återkallat återkallad avregistrerade avregistrerad avanmälda avvisat \
            avvisade inte_just_nu helst_inte spärrade spärrad nix",
        left: "ej_intresserad inte_intresserad ointresserad vill_inte_längre vill_ej_längre",
        data: "uppgifter uppgifterna data konto",
        erase: "radera* raderas ta_bort slett* stryk*",
        ..NONE
    },
    // Danish and Norwegian.
    Brief {
        yes: "ja gerne gjerne selvfølgelig accepterer aksepterer godtar godkender godkjenner samtykker givet gitt naturligvis klart \
            ja_da absolut absolutt",
        no: "nej nei ikke ingen intet ingenting aldrig aldri uden uten stop stopp slutt slut",
        send: "skriv skrive skrives send sende sendes maile modtage motta få kontakt kontakte kontaktes kontaktet tilføj tilføje legg \
            legge legg_til leg",
        wish: "vil ønsker ønske samtykker godtar accepterer aksepterer interesseret interessert",
        call: "ring ringe ringes",
        more: "mere mer længere lenger igen igjen flere",
        topic: "mail mails mailer e_post e_poster epost post nyhedsbrev nyhedsbreve nyhetsbrev nyhetsbrevet reklame reklamer lista \
            listen liste tilbud brev beskeder meldinger katalog kataloger samtykke",
        beside: "meget veldig øyeblikket tak takk venligst vennligst vær_så_snill jeg mig meg os oss ham hende henne dem de han hun kunde kunder kunden til på \
            af av fra den det have ha må skal bør blive bli lige akkurat nu nå helst heller for øjeblikket som der og eller måske \
            kanskje senere noget noe med at å er i ikke_sende",
        refused: "afvist avvist afviste avviste afslået avslått afslag avslag tilbagetrukket trukket trukket_tilbage afmeldte avmeldte \
            afmeldt avmeldt reserverte reserveret reservert nægtet nektet helst_ikke ikke_lige_nu ikke_nå",
        left: "ikke_interesseret ikke_interessert uinteressert uinteresseret vil_ikke_længere vil_ikke_lenger ønsker_ikke_lenger \
            ønsker_ikke_længere",
        data: "data dataene oplysninger opplysninger konto personoplysninger",
        erase: "slet slette* slett* fjern*",
        ..NONE
    },
    // Icelandic.
    Brief {
        yes: "já endilega auðvitað samþykki samþykkt samþykkir gjarnan sjálfsagt veitt jájá",
        no: "nei ekki engan engin enga ekkert aldrei án hættið hætta stopp",
        send: "skrifa skrifið senda sendið fá hafa_samband hafið_samband bæta bætið skrá",
        wish: "vill vilja vil óskar óska samþykki samþykkir áhuga",
        call: "hringja hringið",
        more: "lengur meira aftur fleiri framar",
        topic: "póst póstur pósta tölvupóst tölvupósta fréttabréf auglýsingar auglýsingu lista póstlista tilboð skilaboð samþykki \
            bæklinga",
        beside: "mjög bili í_augnablikinu takk kærlega vinsamlegast ég mér mig okkur honum henni þeim hann hún viðskiptavinur viðskiptavinir á í við til að af \
            frá má skal samband núna bara helst í_bili frekar sem þeir og eða kannski seinna neitt hef hefur",
        refused: "samþykkir_ekki samþykki_ekki hafnað hafnaði hafna afturkallað afturköllun synjað neitað afskráðir afskráður ekki_núna helst_ekki bannmerktir \
            bannmerktur",
        left: "hefur_ekki_áhuga ekki_áhuga vill_ekki_lengur vilja_ekki_lengur dró_samþykki_til_baka dregið_samþykki_til_baka",
        data: "gögnum gögn gögnunum upplýsingum upplýsingar",
        erase: "eyða eyðið eytt fjarlæg*",
        ..NONE
    },
    // Finnish.
    Brief {
        yes: "mielellään kyllä joo juu totta_kai mielelläni mieluusti hyväksyn hyväksyy hyväksytty suostun suostuu annettu ilman_muuta tietysti \
            sallittu sallin",
        no: "ei en eivät emme älä älkää ilman stop koskaan",
        send: "kirjoita kirjoittakaa kirjoittako kirjoittaa lähetä lähettää lähettäkää lähettäkö lähetetä vastaanottaa saa saada \
            ottaa ottakaa ottako ota yhteyttä lisää lisätä lisätkö lisätkää lähestykö laita",
        wish: "haluu halua haluaa haluavat haluan tahdo toivo suostu hyväksy hyväksyä kiinnosta kiinnostunut salli",
        call: "soita soittakaa soittako soittaa soiteta",
        more: "enää enempää uudestaan enää_koskaan lisää_viestejä",
        topic: "sähköposti sähköpostia sähköposteja sähköpostit postia posteja viestejä viestiä mainoksia mainos mainontaa uutiskirje \
            uutiskirjettä uutiskirjeitä lista listalle listalta tarjouksia kirjeitä markkinointia mainospostia kuvastoja \
            suostumusta suostumus",
        beside: "oikein erittäin mielellään ihan just kiitos kiitti ole hyvä minä minulle meille hänelle heille minua häntä asiakas asiakkaat nyt toistaiseksi juuri \
            mieluummin mitään jotka se että ja tai ehkä myöhemmin tällä hetkellä pyydän saa_tulla vielä",
        refused: "kielletty kielto kiellot kieltänyt kieltäneet kieltäytynyt kieltäytyneet peruutettu peruttu perunut peruneet \
            hylätty poistunut poistuneet ei_nyt mieluummin_ei ei_toistaiseksi evätty",
        left: "ei_kiinnosta ei_kiinnostunut ei_ole_kiinnostunut ei_halua_enää eivät_halua_enää",
        data: "tiedot tietoni tietojen tietojeni tietonsa",
        erase: "poista* poisto* poistet*",
        ..NONE
    },
    // Estonian.
    Brief {
        yes: "jaa jah muidugi nõus nõustun nõustub hea_meelega loomulikult antud lubatud kindlasti luban olen_nõus",
        no: "ei ära ärge mitte ilma mingeid mingit kunagi stopp pole ei_tohi",
        send: "kirjuta kirjutage kirjutada saada saatke saata saadeta saatma võtta võtke võtta_ühendust ühendust lisa lisage lisada \
            saama meilige",
        wish: "soovi soovib soovin taha tahab tahan nõustu nõustub nõus huvita huvitatud luba",
        call: "helista helistage helistada",
        more: "enam rohkem uuesti",
        topic: "kiri kirju kirja kirjadeta kirjad e_kirju e_kirja meile meili uudiskiri uudiskirja uudiskirju reklaami nimekirja \
            nimekiri nimekirjast listi listist pakkumisi sõnumeid katalooge nõusolek nõusolekut postitusi",
        beside: "väga ole on hetkel palun aitäh tänan mina mulle meile talle neile klient kliendid praegu hetkel pigem midagi kes need ja või võib_olla \
            hiljem seda tohi ta nad mind ma",
        refused: "pole_nõus ei_ole_nõus keeldus keelduja keeldujad keeldunud keelatud loobus loobuja loobujad loobunud tagasi_võetud tagasi_lükatud \
            tühistatud praegu_ei pigem_mitte",
        left: "ei_huvita ei_ole_huvitatud pole_huvitatud ei_taha_enam ei_soovi_enam",
        data: "andmed andmeid andmete konto",
        erase: "kustuta* eemalda*",
        ..NONE
    },
    // Hungarian.
    Brief {
        yes: "igen szívesen természetesen persze elfogadom elfogadja elfogadva megadva hozzájárulok hozzájárul hozzájárult rendben \
            engedélyezve kérem_szépen",
        no: "nem ne soha se semmit semmi nélkül stop nincs tilos",
        send: "írj írjon írjanak írjatok küldj küldjön küldjenek küldjetek kapni kap kapjon keress keressen keressenek megkeresni \
            vegyenek vegyék felvenni fel adj adják hozzáadni küldeni írni zavarjanak",
        wish: "kér kéri kérik kérek kérnek akar akarja akarok szeretne szeretném kíván járulok járul fogadom hozzá szabad érdekel \
            érdekli engedélyezem",
        call: "hívj hívd hívjon hívjanak hívni telefonáljanak",
        more: "többet többé több már újra",
        topic: "mail mailt maileket e_mail e_mailt e_maileket levelet levél leveleket hírlevél hírlevelet reklám reklámot listára \
            lista listáról ajánlatot üzenetet katalógust értesítést marketinget hozzájárulás hozzájárulást",
        beside: "el nagyon éppen kérem köszönöm köszi szépen én nekem nekünk neki nekik engem őt ügyfél ügyfelek most egyelőre jelenleg inkább a az \
            akik aki azok és vagy talán később lehet legyenek szíveskedjenek",
        refused: "nem_fogadom_el nem_fogadta_el elutasítom elutasítva elutasította elutasítók elutasított elutasítás visszavonva visszavonta megtagadva megtagadta letiltva \
            leiratkozottak leiratkozók most_nem egyelőre_nem tiltakozók nem_adott nem_adta_meg",
        left: "nem_érdekli nem_érdekel már_nem_kéri már_nem_kérik már_nem_kér",
        data: "adataimat adatait adatok adatot adataim fiókot fiókomat",
        erase: "töröl* törl* törölj*",
        ..NONE
    },
    // Lithuanian.
    Brief {
        yes: "taip mielai žinoma sutinku sutinka duotas gautas leidžiu būtinai sutiko gerai",
        no: "ne be jokių jokios niekada nieko nereikia negalima stop",
        send: "rašyti rašykite siųsti siųskite gauti įtraukti susisiekti susisiekite pridėti",
        unsent: "nerašyti nerašykite nerašyk neberašyti neberašykite nesiųsti nesiųskite nebesiųsti nebesiųskite neįtraukti \
            neįtraukite nesusisiekti nesusisiekite nepridėti nepridėkite netrukdyti nekontaktuoti negauti",
        wish: "nori norėtų pageidauja sutinka sutinku domina",
        unwilling: "nenori nenoriu nebenori nebenoriu nepageidauja nepageidauju nebepageidauja nesutinku nesutinka nesutiko \
            nedomina nesidomi neleidžiu",
        call: "skambinti skambinkite",
        uncalled: "neskambinti neskambinkite nebeskambinti nebeskambinkite",
        more: "daugiau vėl nebe",
        topic: "laiškų laiškus laiškai laišką e_laiškų el_laiškų naujienlaiškis naujienlaiškių naujienlaiškio naujienų reklamos \
            reklamų sąrašą sąrašo sąrašas pasiūlymų pranešimų žinučių katalogų sutikimas sutikimo",
        beside: "labai šiuo_metu prašau prašome ačiū dėkui labai aš man mums mane mus jam jai jiems klientas klientai kurie kas į iš su dabar kol kas \
            kol_kas verčiau geriau ir ar gal vėliau šiuo metu ačiu",
        refused: "atmesta atmestas atsisakė atsisakę atsisakymas atsisakymai atšaukta atšauktas atšaukė ne_dabar kol_kas_ne \
            nesutikimas uždrausta",
        left: "nesidomi nebenori jau_nenori",
        data: "duomenis duomenų duomenys paskyrą",
        erase: "ištrin* pašalin* panaikin*",
    },
    // Latvian.
    Brief {
        yes: "jā labprāt protams piekrītu piekrīt dota saņemta atļauju noteikti labi",
        no: "nē ne bez nekādu nekādus nekādas neko nekad nedrīkst nevajag stop",
        send: "rakstīt rakstiet sūtīt sūtiet saņemt pievienot sazināties sazinieties",
        unsent: "nerakstīt nerakstiet neraksti nesūtīt nesūtiet nesūti nepievienot nepievienojiet nesazināties nesazinieties \
            netraucēt nesaņemt neiekļaut",
        wish: "vēlas grib piekrīt piekrītu interesē",
        unwilling: "nevēlas nevēlos negrib negribu nepiekrītu nepiekrīt neinteresē neatļauju nevēlamies",
        call: "zvanīt zvaniet",
        uncalled: "nezvanīt nezvaniet nezvani",
        more: "vairs vairāk atkal",
        topic: "vēstules vēstuļu vēstuli e_pastus e_pastu e_pastiem e_pasta jaunumi jaunumus jaunumu reklāmas reklāmu sarakstā \
            sarakstam saraksta sarakstu piedāvājumus ziņas ziņojumus katalogus piekrišana piekrišanas",
        beside: "ļoti pašlaik lūdzu paldies es man mums mani mūs viņam viņai viņiem klients klienti kas kuri uz no ar tagad pagaidām labāk drīzāk \
            un vai varbūt vēlāk šobrīd liels tos",
        refused: "noraidīts noraidīta noraidīja atteikts atteikums atteikumi atteicās atteikušies atsaukta atsaukts atsauca \
            atrakstījušies pagaidām_nē ne_tagad aizliegts",
        left: "nav_ieinteresēts nav_ieinteresēta vairs_nevēlas vairs_negrib",
        data: "datus datu dati kontu",
        erase: "dzēs* izdzēs* noņem* dzēsiet",
    },
    // Irish.
    Brief {
        yes: "sea cinnte toilím toilíonn tugtha is_mian_liom glacaim ceart_go_leor ba_mhaith_liom",
        no: "ní níl ná gan níor níos stop ní_hea nár aon_rud_níos",
        send: "scríobh scríobhaigí seol seolaigí cuir cuirigí teagmháil déan fháil",
        wish: "mhaith mian thoilím thoilíonn uaidh uaithi uathu teastaíonn theastaíonn toilím",
        call: "glaoigh glaoch glaoigí",
        more: "thuilleadh arís níos_mó a_thuilleadh",
        topic: "ríomhphost ríomhphoist nuachtlitir nuachtlitreacha fógraí fógra liosta litreacha teachtaireachtaí margaíocht toiliú",
        beside: "an_mhór le do thoil go raibh maith agat liom leis léi leo linn mé mo é í iad an na ag ar a aon rud anois faoi láthair is agus \
            nó b'fhéidir custaiméir custaiméirí chuig chugam orm",
        refused: "diúltaithe diúltuithe dhiúltaigh diúltú tarraingthe tarraingthe_siar ní_anois díliostáilte",
        left: "níl_spéis níl_uaidh_a_thuilleadh níl_uaithi_a_thuilleadh",
        data: "shonraí sonraí",
        erase: "scrios* bain bain_amach",
        ..NONE
    },
    // Maltese.
    Brief {
        yes: "iva naqbel jaqbel mogħti ċert żgur aċċettat naċċetta b'pjaċir",
        no: "le mhux mhix l_ebda ebda bla xejn qatt ma stop",
        send: "ikteb tibgħat tibgħatu tiktbu tikkuntattja jibgħat ibgħat żid",
        unsent: "m'għandux_jiġi_kkuntattjat m'għandhiex_tiġi_kkuntattjata tiktbux tiktibx tiktbulix tiktbulux tibagħtux tibgħatux tibgħatx tibgħatulix tibgħatulux iżżidux tżidx tikkuntattjawx \
            tikkuntattjax tikkuntattjawhx",
        wish: "irid iridu",
        unwilling: "jridx tridx rridx jridux naqbilx jaqbilx jixtieqx tixtieqx nixtieqx interessatx",
        call: "ċempel ċemplu",
        uncalled: "iċċemplux tċempilx iċċempilx iċċemplulux iċċemplulix",
        more: "aktar iżjed",
        topic: "emails email imejls newsletter riklami reklami lista posta ittri messaġġi kunsens promozzjonijiet",
        beside: "ħafna jekk jogħġbok grazzi lili lilna lilu lilha klijent klijenti issa bħalissa għal il l li min aħjar u jew forsi iktar tard \
            fil fil_lista mal",
        refused: "irrifjutat irrifjutati rifjutat irtirat irtira mhux_issa irrifjuta",
        left: "mhux_interessat mhux_interessata ma_jridx_aktar ma_tridx_aktar",
        data: "dejta data d_dejta id_dejta",
        erase: "ħassar* ħassru* neħħi* neħħu* tħassar*",
    },
    // Turkish.
    Brief {
        yes: "evet tabii tabi tabii_ki elbette olur onay onaylı onaylandı onaylıyorum onayladı kabul kabul_ediyorum kabul_etti \
            istiyorum isterim izin_verildi izin_verdi memnuniyetle lütfen_evet izinli onaylanmış",
        no: "hayır yok asla hiçbir hiç değil olmaz olmasın istemeden dur",
        send: "mail_at yaz gönder",
        unsent: "yazma yazmayın yazmayınız yazmasın yazmasınlar yazmayacak yazılmasın yazılmayacak yazılmayacaklar yazılmaz yazılmamalı \
            gönderme göndermeyin göndermeyiniz göndermesin göndermesinler gönderilmesin gönderilmeyecek gönderilmeyecekler \
            gönderilmez gönderilmemeli gönderilmemesini atma atmayın atmayınız atmasın atmasınlar atılmasın atılmayacak \
            atılmayacaklar atılmaz atılmamalı atılmamasını yollama yollamayın yollamayınız yollamasın yollanmasın yollanmayacak \
            yollanmayacaklar ekleme eklemeyin eklemeyiniz eklemesin eklenmesin eklenmeyecek eklenmeyecekler eklenmemeli \
            gelmesin gelmeyecek gitmesin gitmeyecek iletme iletmeyin iletilmesin iletilmeyecek almasın \
            almayacak almak_istemiyor almak_istemiyorum alınmasın geçme geçmeyin geçilmesin geçilmeyecek kurmayın kurulmasın \
            rahatsız_etmeyin rahatsız_etmeyiniz rahatsız_edilmesin yapılmasın yapmayın paylaşmayın bildirmeyin",
        wish: "istedi istedik istediler talep_ediyor talep_etti rica_ediyor ister istiyor",
        unwilling: "kabul_edilmedi onaylamadı izin_verilmiyor razı_olmadı izin_vermedi rıza_göstermedi istemiyor istemiyorum istemiyoruz istemiyorlar istemez istemem istemedi istemeyen istemeyenler istenmiyor \
            istememektedir onaylamıyor onaylamıyorum onaylanmadı kabul_etmiyor kabul_etmiyorum kabul_etmedi izin_vermiyor \
            izin_vermiyorum izin_vermedi izin_verilmedi ilgilenmiyor ilgilenmiyorum razı_değil",
        call: "ara aransın",
        uncalled: "aramayın aramayınız aramasın aramasınlar aranmasın aranmayacak aranmayacaklar aranmaz aranmamalı \
            aranmak_istemiyor aranmak_istemeyenler",
        more: "artık bir_daha daha bundan_sonra tekrar",
        topic: "mail mailler maili e_posta eposta posta bülten bülteni bültenler e_bülten reklam reklamlar kampanya kampanyalar mesaj \
            mesajlar ileti iletiler liste listeye listenize listemize listesi listesine duyuru haber tanıtım katalog iletişim \
            izin onay rıza iys elektronik ticari pazarlama",
        beside: "çok gerçekten henüz lütfen teşekkürler teşekkür ederim ederiz sağ ol olun sağolun sağol bana bize ona onlara beni bizi onu müşteri \
            müşteriler kişi kişiler şimdilik şu an anda şimdi belki sonra daha_sonra kesinlikle de da dedi diyor ve veya ben biz o \
            istiyoruz ediyorum tercih etmem sadece şey adresime bu var mısınız misiniz mi mı musunuz edin",
        refused: "ret red reddedildi reddetti reddeden reddedenler reddedilenler ret_listesi ret_verenler geri_alındı geri_aldı \
            onayını_geri_aldı onayı_yok izni_yok izinsiz onaysız çıkanlar ayrılanlar çıkarılanlar listeden_çıkanlar iptal_edenler \
            şimdilik_hayır",
        left: "mail_kapalı bülten_kapalı bülteni_kapalı sms_kapalı e_posta_kapalı ileti_kapalı mailleri_kapalı iptal_ettirdi iptal_ettirdiler aboneliğini_sonlandırdı aboneliğini_sonlandır* rızasını_geri_al* onayını_geri_al* \
            iznini_geri_al* rızayı_geri_al* listenizden_çıkar* listeden_çıkar* kaydımı_sil* kaydını_sil* kaydı_silinsin \
            üyeliğimi_sil* üyeliğini_sil* artık_istemiyor artık_istemiyorlar bizi_istemiyor çıkmak_istiyor ilgilenmiyor",
        data: "veri* bilgilerim* bilgilerin* bilgileri kaydım* hesabım*",
        erase: "sil silin siliniz silinsin silinme* silinmesini sildir* silme*",
    },
    // Indonesian and Malay.
    Brief {
        yes: "ya iya tentu boleh setuju disetujui dibenarkan bersedia sudah_tentu sila tentu_saja mau mahu diizinkan silakan",
        no: "tidak tak jangan bukan belum tanpa tiada gak nggak ga usah stop berhenti",
        send: "telpon tulis menulis kirim kirimi mengirim dikirim hantar menghantar hubungi dihubungi menghubungi terima menerima masukkan \
            tambahkan menambahkan tambah email emel e_mel whatsapp kontak",
        wish: "mau ingin nak mahu hendak setuju bersetuju minat berminat tertarik bersedia boleh perlu",
        call: "telpon telepon telefon menelepon ditelepon call panggil",
        more: "lagi sudah dah lagi_sudah",
        topic: "surel buletin newsletter iklan daftar senarai promosi tawaran penawaran pesan mesej surat katalog persetujuan \
            berita_email",
        beside: "sangat sekali untuk_saat_ini tolong terima_kasih kasih terima saya kami kita dia mereka pelanggan ke kepada dalam dari daripada untuk yang sekarang \
            dulu saat_ini buat masa ini nanti saja lebih_baik mohon harap dan atau mungkin apa apa_apa apapun sesuatu aja lah pun di",
        refused: "tidak_bersedia gak_mau ditolak menolak penolakan dicabut ditarik_balik ditarik tidak_disetujui nanti_saja belum_dulu tidak_dibenarkan \
            menarik_balik",
        left: "tidak_tertarik tidak_berminat sudah_tidak_mau dah_tak_nak sudah_tidak_ingin",
        data: "data akun akaun maklumat",
        erase: "hapus* padam* dihapus dipadam",
        ..NONE
    },
    // Vietnamese.
    Brief {
        yes: "có vâng dạ được tất_nhiên đồng_ý đã_đồng_ý chấp_thuận sẵn_lòng chắc_chắn cho_phép",
        no: "không đừng chớ ngừng thôi dừng",
        send: "viết gửi gởi nhận liên_hệ liên_lạc thêm nhắn",
        wish: "muốn thích cần đồng_ý quan_tâm cho_phép chấp_thuận",
        call: "gọi gọi_điện",
        more: "nữa lại",
        topic: "mail email thư bản_tin quảng_cáo tin_nhắn danh_sách khuyến_mãi tin tin_tức thông_báo tờ_rơi",
        beside: "rất chứ ạ nhé vui_lòng làm_ơn xin cảm_ơn cám_ơn tôi chúng_tôi em anh chị họ khách khách_hàng cho vào từ ra bây_giờ lúc_này phải \
            tạm_thời hiện_tại những ai người và hoặc có_lẽ sau gì được cả còn",
        refused: "từ_chối đã_từ_chối đã_rút rút_lại bị_từ_chối chưa_phải_lúc_này tạm_thời_không",
        left: "không_quan_tâm không_muốn_nữa",
        data: "dữ_liệu thông_tin tài_khoản",
        erase: "xóa xoá",
        ..NONE
    },
    // Arabic.
    Brief {
        yes: "بالتأكيد نعم بالطبع أوافق موافق موافقة أكيد طبعا حسنا مقبول تمت_الموافقة بكل_سرور",
        no: "لا لم لن ليس بدون دون عدم كلا",
        send: "تكتب تكتبوا ترسل ترسلوا ارسال إرسال تراسل تراسلوا تراسلوني تتواصل تتواصلوا التواصل تضيف تضيفوا تضيفوني إضافة استلام تلقي \
            يجوز_التواصل ترسلوا_لي الإرسال الارسال مراسلة المراسلة مراسلتي مراسلتنا إزعاج الإزعاج تزعجوني تزعجونا ترسلون ترسلين تبعث تبعثوا تبعثوا_لي \
            تبعثون تراسلني تطرش تطرشون ترسلولي ترسلي",
        wish: "أريد يريد تريد يريدون أرغب يرغب ترغب يرغبون أوافق يوافق توافق مهتم يود يعد_يريد تعد_تريد الراغبين",
        call: "تتصل تتصلوا تتصلوا_بي الاتصال اتصال",
        more: "بعد الآن مجددا المزيد يعد تعد",
        topic: "بريد بريدا البريد رسائل رسالة الرسائل نشرة النشرة إعلانات إعلان قائمة القائمة قائمتكم عروض تسويق ايميل ايميلات كتالوج \
            اشتراك الإلكتروني",
        beside: "جدا بالتأكيد ارجوكم أرجوكم ارجو أرجو من فضلك لو سمحت شكرا جزيلا رجاء الرجاء أنا لي لنا له لها بي به بها معه معها العميل عميل العملاء إلى على في عن أي شيء \
            شيئا حاليا حالا أفضل الذين من_لا و أو ربما لاحقا غير يجوز يجب",
        refused: "أزيلوني أرفض رافضو مرفوض رفض الرافضون رافضون الرافضين غير_موافق غير_موافقين تم_السحب سحب ليس_الآن ملغى ملغو_الاشتراك غير_الراغبين ما_أبي ما_ابي مابي ما_أبغى ما_ابغى مابغى ما_يبي ما_يبغى مش_عايز* مش_عاوز* ما_بدي مابدي ما_بغيت* \
            وقفوا أوقفوا بلاش كفاية شيلوا",
        left: "ألغوا_اشتراكي الغوا_اشتراكي ألغوا_الاشتراك مو_مهتم مو_مهتمة مب_مهتم مش_مهتم مش_مهتمة لست_مهتما لست_مهتمة لا_داعي شيلوني شيلوا_اسمي شيلو_اسمي احذفوني احذفوا_اسمي \
            احذف_اسمي أزيلوا_اسمي غير_مهتم غير_مهتمة لم_يعد_يريد لم_تعد_تريد لم_يعد_مهتما",
        data: "حسابي بياناتي بيانات البيانات معلوماتي بياناته",
        erase: "احذف* حذف امسح* مسح ازال* أزيلوا",
        ..NONE
    },
    // Persian.
    Brief {
        yes: "البته_که بله حتما موافقم موافق البته باشه قبول تایید_شد رضایت_دارم با_کمال_میل",
        no: "نه خیر هرگز بدون هیچ",
        send: "بنویسید بفرستید",
        unsent: "ننویسید ننویس نفرستید نفرست نفرستند نزنید نزن ندهید نده نکنید نکن نکند نگیرید نگیر نشود نباید",
        wish: "میخواهد می_خواهد مایل",
        unwilling: "نمی_خواهم نمیخواهم نمی_خواهد نمیخواهد نمی_خواهند نمیخواهند نمیخوام نمی_خوام نیستم نیست نیستند ندارد ندارم ندارند \
            نمی_خواد نمیخواد",
        call: "تلفن زنگ تماس",
        uncalled: "زنگ_نزنید زنگ_نزن تلفن_نزنید تماس_نگیرید تماس_نگیر زنگ_زده_نشود",
        more: "دیگر دیگه بیشتر دوباره",
        topic: "ایمیل ایمیلی پیام پیامک خبرنامه تبلیغ تبلیغات لیست فهرست نامه پیشنهاد کاتالوگ رضایت بازاریابی",
        beside: "خیلی حال حاضر که لطفا لطف ممنون متشکرم مرسی من ما به از را رو برای مشتری مشتریان او آنها ایشان فعلا الان اکنون چیزی اضافه ارسال \
            موافق مایل علاقه کسانی که و یا شاید بعدا گرفت گرفته هم اصلا",
        refused: "رد_شد رد_کرد رد لغو_شد لغو مخالف مخالفان مخالفم انصراف انصرافی انصرافی_ها انصرافیها فعلا_نه پس_گرفت",
        left: "علاقه_ندارد علاقه_مند_نیست رضایت_را_پس_گرفت دیگر_نمی_خواهد دیگر_نمیخواهد",
        data: "اطلاعات داده* حساب",
        erase: "حذف پاک",
    },
    // Hebrew.
    Brief {
        yes: "כן בטח מסכים מסכימה מאשר מאשרת בוודאי ברור אשמח בשמחה מאושר אושר",
        no: "לא אין אל בלי ללא אסור די",
        send: "לכתוב תכתבו לשלוח תשלחו שולחים לקבל ליצור לפנות תפנו להוסיף תוסיפו להטריד צרו",
        wish: "רוצה רוצים מעוניין מעוניינת מעוניינים מסכים מסכימה מסכימים מאשר מאשרת",
        call: "להתקשר תתקשרו לצלצל_אליו לטלפן",
        more: "יותר כבר שוב עוד",
        topic: "מייל מיילים דוא_ל ניוזלטר עלון פרסומות פרסום רשימה לרשימה מרשימה הודעות דיוור מכתבים מבצעים קטלוג קשר הסכמה",
        beside: "מאוד מאד שכן תודה בבקשה נא רבה אני לי לנו לו לה להם אותי אותו אותה לקוח לקוחות כרגע עכשיו בינתיים עדיף כלום שום דבר מי שלא אלה ש \
            ו או אולי אחר_כך איתו איתה אליי אליו מי_שלא שום_דבר",
        refused: "נדחה בוטל סירב סירבה סירובים סירוב מסרב מסרבת מסרבים הוסרו הוסר לא_כרגע בינתיים_לא נשלל",
        left: "לא_מעוניין לא_מעוניינת כבר_לא_רוצה משך_הסכמה משכה_הסכמה משך_את_ההסכמה",
        data: "הנתונים נתונים הפרטים פרטים המידע",
        erase: "מחק* למחוק תמחקו מחיק* הסירו",
        ..NONE
    },
    // Hindi.
    Brief {
        yes: "हाँ हां जी_हाँ जी ज़रूर जरूर सहमत मंज़ूर मंजूर स्वीकार स्वीकृत ठीक_है बिल्कुल अनुमति_है",
        no: "नहीं नही मत न ना बिना कभी_नहीं बंद",
        send: "लिखो लिखें लिखिए लिखना भेजो भेजें भेजिए भेजना भेजे जोड़ो जोड़ें जोड़ना करना संपर्क डालो",
        wish: "चाहिए चाहते चाहता चाहती सहमत रुचि",
        call: "कॉल फोन फ़ोन",
        more: "अब दोबारा और फिर आगे",
        topic: "ईमेल मेल न्यूज़लेटर विज्ञापन संदेश मैसेज सूची लिस्ट प्रचार ऑफर कैटलॉग सहमति पत्र",
        beside: "बहुत कृपया धन्यवाद शुक्रिया मुझे मुझको हमें उसे उन्हें उनको ग्राहक ग्राहकों को में से पर का की के कुछ भी अभी फिलहाल बेहतर जो \
            वाले और या शायद बाद है हैं करो करें करिए कर दें जिन्हें बंद_मत_कर* बंद_न_कर* बंद_ना_कर* मत_रोक*",
        refused: "अस्वीकृत अस्वीकार असहमत नामंज़ूर नामंजूर इनकार इंकार मना मना_करने_वाले वापस_ली वापस अभी_नहीं मना_किया",
        left: "नहीं_चाह* रुचि_नहीं दिलचस्पी_नहीं अब_नहीं_चाहिए",
        data: "डेटा डाटा जानकारी खाता",
        erase: "हटा* मिटा* डिलीट*",
        ..NONE
    },
];
