//! Portuguese, Spanish, Catalan, French, Italian, Romanian.
// tidy: list

use super::Tongue;

pub(super) const TONGUES: &[Tongue] = &[PORTUGUESE, SPANISH, CATALAN, FRENCH, ITALIAN, ROMANIAN];

const PORTUGUESE: Tongue = Tongue {
    alone: "não_contact* não_contat* não_nos_contact* não_incomod* não_perturb* não_escrev* não_importun* \
        não_quer_ser_contact* não_quer_ser_contat* não_quer_ser_incomod* não_deseja_ser_contact* \
        não_deseja_ser_contat* \
        não_pretende_ser_contact* deixem_me_em_paz deixar_em_paz deixe_me_em_paz fora_da_lista_de_email* \
        retirou_o_consentimento \
        retira_o_consentimento retirou_consentimento revogou_o_consentimento revoga_o_consentimento \
        retirou_a_autorização \
        retirou_autorização sem_consentimento sem_autorização_para_contact* opôs_se direito_ao_esquecimento \
        apagar_dados \
        apagar_os_dados apagar_os_meus_dados eliminar_dados eliminar_os_dados eliminar_os_meus_dados \
        apaguem_os_meus_dados \
        exclusão_de_dados exclusão_dos_dados excluir_meus_dados dessubscr* desinscr* descadastr* desassin* \
        lista_negra só_por_telefone só_por_carta apenas_por_telefone apenas_por_carta apenas_por_correio \
        só_por_correio \
        somente_por_telefone pare_de_me_escrever parem_de_me_escrever parem_de_escrever parar_de_escrever \
        cancelar_inscrição \
        não_receber_mais deixar_de_receber_mail*",
    refuse: "queix* denunci* marcou apagou_se retirou_se desinscre* cancelou_se não_tem_interesse \
        sem_interesse não_está_interessad* sair_da sair_das sair_do sair_dos sair_desta saiu_da saiu_das \
        saiu_do saiu_dos saiu_desta saiu_de sai_da sai_do saí_da saindo_da saindo_do saíram_da cancel* anul* \
        desist* deixar_de deixou_de deixem_de deixe_de parar pare parem parou páre chega_de basta farto_de \
        farta_de nada_de não_quer não_queria não_quero não_querem já_não_quer não_deseja não_desejo \
        não_pretende* não_gostaria não_autoriz* não_aceita* não_enviar* não_envie* não_enviem não_envia \
        não_mand* não_receb* não_recebe_mais não_mais não_consent* nunca_mais sem recus* rejeit* retir* \
        remov* tirar tirem tirou apag* elimin* exclu* bloque* opôs oposição renunci* rescind* revog* \
        dispensa* evitar abandonou abandonar tire_da tire_nos tire_me tirem_me",
    many: "demasiad* tantos tantas muitos_mails muitos_emails muitas_mensagens excesso_de cheio_de mails_a_mais \
        emails_a_mais mails_demais emails_demais",
    topic: "subscriç* subscrev* inscriç* lista_de_mail* lista_de_email* lista_de_e_mail* lista_de_contactos \
        lista_de_contatos \
        lista_de_distribuição lista_de_envio da_lista das_listas boletim boletins correio publicidade* \
        propaganda* comunicaç* \
        divulgação campanhas ofertas novidades mensagens mensagem assinatura_da consentimento \
        contactos_comerciais ser_contact* \
        ser_contat* nossos_contactos promoç*",
    mild: "fatura* factura* encomenda* pedido_n entrega* recebeu recebi chegou problema* espera casamento \
        presentes confirmação \
        esquec* recibo não_deixe não_deixem não_deixou não_pare não_parem orçamento reserva* mesa não_cancel* \
        medicação de_receita",
};

const SPANISH: Tongue = Tongue {
    alone: "no_contacte no_contacten no_contactes no_contactéis no_contactar* no_contactad no_contacto_por \
        no_nos_contact* no_molest* no_le_escrib* no_escrib* no_quiere_que_le_escrib* no_quiere_que_la_escrib* \
        no_quiere_que_le_contact* no_quiere_que_la_contact* no_quiere_ser_contact* no_desea_ser_contact* \
        no_quiere_que_lo_contact* \
        no_quiere_que_le_mand* no_quiere_que_le_envi* no_quiere_saber_nada no_quiere_que_le_moles* \
        dejen_de_escrib* dejad_de_escrib* \
        dejen_de_molest* retiró_el_consentimiento retira_el_consentimiento retiró_su_consentimiento \
        revocó_el_consentimiento \
        revoca_el_consentimiento revocó_su_consentimiento sin_consentimiento derecho_de_supresión derecho_al_olvido \
        derecho_de_oposición borrar_datos borrar_sus_datos borren_mis_datos suprimir_datos suprimir_sus_datos \
        eliminar_datos \
        eliminar_sus_datos desuscri* dessuscri* desuscrib* cancelar_la_suscripción solo_por_teléfono solo_por_carta \
        solo_por_correo_postal sólo_por_teléfono únicamente_por_teléfono se_dio_de_baja darse_de_baja \
        darle_de_baja dadle_de_baja \
        denle_de_baja pide_la_baja pidió_la_baja solicita_la_baja solicitó_la_baja solicita_baja pide_baja \
        lista_robinson lista_negra",
    refuse: "quej* denunci* marcó_como se_borró no_le_interes* no_está_interesad* no_interesad* salir_de* \
        salió_de* salirse_de* sale_de_la sale_del salga_de* salido_de* se_ha_salido darse_de sáquen* sáque* \
        saquen sacar* sácame sacadme cancel* anul* dejar_de dejó_de dejen_de dejad_de deje_de parar paren \
        paremos parad basta harto harta nada_de no_quiere* no_quiero no_quieren no_desea* no_deseo \
        no_acepta* no_autoriz* no_envi* no_mand* no_recib* no_más ya_no_quiere ya_no_desea nunca_más rechaz* \
        retir* quitar* quiten quite quitó elimin* borr* bloque* se_opone se_opuso opuesta opuesto renunci* \
        revoc* abandonó excluir excluid* cesar cese desapunt* desapúnt* desinscri*",
    many: "demasiad* tantos tantas muchos_correos muchos_mails muchos_emails muchísimos exceso_de",
    topic: "suscripc* lista_de_correo* lista_de_distribución lista_de_mail* lista_de_difusión lista_de_envío* \
        de_la_lista \
        de_las_listas de_nuestra_lista boletín boletines correo correos publicidad* propaganda comunicacion* \
        ofertas novedades mensajes \
        mensaje consentimiento contacto_comercial promoc* ser_contact* que_le_escrib* que_le_contact*",
    mild: "factura* pedido* entrega* recibió recibido recibí llegó llegaron problema* espera boda confirmación \
        olvid* paquete* \
        recibo no_dejen no_deje no_paren reserva* no_tiene correo_postal",
};

const CATALAN: Tongue = Tongue {
    alone: "no_contacteu no_contacti no_contactar* no_molest* no_vol_ser_contact* no_vol_que_li_escri* no_escri* \
        donat_de_baixa donada_de_baixa donar_de_baixa \
        se_n'ha_donat_de_baixa baixa_del_butlletí dessubscri* desubscri* ha_retirat_el_consentiment \
        retira_el_consentiment \
        revoca_el_consentiment esborrar_dades esborrar_les_seves_dades esborreu_les_meves_dades només_per_telèfon \
        només_per_carta deixeu_de_escriure deixeu_d'escriure no_vol_saber_res",
    refuse: "es_va_donar_de_baixa donar_se_de_baixa queixa* no_li_interes* no_està_interessad* no_vol* no_vull \
        no_desitja* no_envi* no_rebre no_accepta* no_autoritza* ja_no_vol cancel* ha_cancel* anul* treure \
        treieu tregueu sortir_de* surt_de* ha_sortit prou deixar_de deixeu_de parar pareu parem sense \
        rebutj* esborr* elimin* renunci* retir* res_de mai_més cap_correu cap_butlletí treu_me treu_la \
        treu_lo",
    many: "massa tants tantes",
    topic: "correu correus butlletí butlletins llista_de_correu* llista_de_distribució llista_de_difusió \
        de_la_llista subscripci* \
        publicitat propaganda comunicacions missatges missatge ofertes consentiment promoci* infocorreu",
    mild: "factura comanda entrega ha_rebut rebut arribat problema* no_té oblid* paquet",
};

const FRENCH: Tongue = Tongue {
    alone: "droit_à_l'effacement demande_d'effacement demande_de_suppression ne_pas_contact* ne_plus_contact* \
        ne_pas_écri* ne_plus_écri* ne_pas_solliciter ne_plus_solliciter ne_pas_relancer ne_plus_relancer \
        ne_pas_déranger ne_plus_déranger ne_veut_plus_être_contact* ne_souhaite_plus_être_contact* \
        ne_souhaite_pas_être_contact* \
        ne_veut_plus_qu'on_lui_écri* ne_veut_plus_entendre a_retiré_son_consentement retire_son_consentement \
        retrait_du_consentement \
        sans_consentement révoque_son_consentement droit_à_l'oubli droit_d'opposition droit_d'effacement \
        effacer_ses_données \
        effacez_mes_données supprimer_ses_données supprimez_mes_données désabo désabonn* désinscri* \
        uniquement_par_courrier \
        uniquement_par_téléphone seulement_par_courrier seulement_par_téléphone que_par_courrier que_par_téléphone \
        arrêtez_de_m'écrire arrêter_de_lui_écrire arrêtez_d'écrire liste_rouge liste_noire bloctel",
    refuse: "s'est_retiré* se_plaint plainte pas_intéress* signalé_comme quitter quitté quittée quitte a_quitté \
        sortir_de* sorti_de* sortie_de* sort_de* se_désabo* résili* annul* se_retire retiré retirer retirée \
        retirez stopper arrêt* cess* marre assez ras_le_bol fini_les finis_les ne_veut_plus ne_veut_pas \
        ne_souhaite_plus ne_souhaite_pas ne_désire_plus ne_désire_pas n'accepte_pas n'accepte_plus \
        ne_pas_envoyer ne_plus_envoyer n'envoyez_plus ne_plus_recevoir ne_pas_recevoir refus* rejet* \
        supprim* efface* effacer enlev* ôter exclu* s'oppose opposé opposée renonc* révoqu* radié radiée \
        radier radiez",
    many: "trop_de trop_d tant_de tellement_de submerg* inond*",
    topic: "lettre_d'information lettres_d'information infolettre* liste_de_diffusion liste_d'envoi de_la_liste \
        des_listes \
        courriel* publicit* pub pubs démarchage prospection sollicitation* abonnement_à_la_newsletter \
        inscription_à_la_newsletter \
        messages_publicitaires offres_commerciales promotions consentement",
    mild: "facture* commande* livraison* colis reçu reçue problème* attente mariage confirmation oubli* \
        arrêt_de_bus n'arrêtez_pas \
        ne_pas_supprimer carton échantillon",
};

const ITALIAN: Tongue = Tongue {
    alone: "non_contatt* non_disturb* non_scriv* non_più_scriv* non_vuole_essere_contatt* \
        non_desidera_essere_contatt* \
        non_vuole_più_essere_contatt* non_vuole_che_le_scriv* non_vuole_che_gli_scriv* non_importun* \
        smettete_di_scriv* \
        smettetela_di_scriv* ha_revocato_il_consenso revoca_il_consenso revocato_il_consenso revoca_del_consenso \
        ritirato_il_consenso \
        ritira_il_consenso senza_consenso negato_il_consenso diritto_all'oblio cancellare_i_dati \
        cancellare_i_suoi_dati \
        cancellate_i_miei_dati cancellazione_dei_dati disiscri* disiscr* disdett* solo_per_posta solo_per_telefono \
        solo_telefonicamente solo_via_telefono lista_nera registro_delle_opposizioni lasciatemi_in_pace \
        lasciateci_in_pace",
    refuse: "si_è_cancellat* lament* segnalat* non_interess* non_è_interessat* uscito_da* uscita_da* uscire_da* \
        esce_da* esca_da* usciti_da* annull* disdi* cancell* rinunci* recess* smett* basta stufo stufa \
        non_vuole* non_voglio non_desidera* non_gradisce* non_accett* non_autorizz* non_invi* non_mand* \
        non_sped* non_ricev* mai_più rifiut* toglie* togliet* tolto tolta rimuov* rimoss* rimozione elimin* \
        blocc* si_oppone opposto opposta opposizione revoc* ritir* esclud* esclus* interromp* sospend* \
        cessa*",
    many: "troppe troppi tropp* eccesso_di sommers* tante_mail tante_email",
    topic: "iscrizione_alla iscrizione_a lista_di_distribuzione lista_di_invio lista_di_posta dalla_lista \
        dalle_liste dall'elenco \
        pubblicità* comunicazion* messaggi messaggio posta_elettronica notiziario offerte consenso promozion* \
        abbonamento_alla \
        corrispondenza",
    mild: "fattur* ordin* consegna* pacco pacchi ricevuto ricevuta arrivat* problem* attesa nozze conferma \
        dimentic* non_smett* \
        preventivo prenotazion* non_ha_mail non_ha_email",
};

const ROMANIAN: Tongue = Tongue {
    alone: "dezabon* nu_contact* nu_mai_contact* nu_doreste_sa_fie_contact* nu_vrea_sa_fie_contact* nu_deranj* \
        nu_mai_scri* \
        nu_ii_mai_scri* nu_ne_mai_scri* nu_mi_mai_scri* nu_imi_mai_scri* nu_scrieti nu_mai_sunati_si_nu_mai_scrieti \
        retras_acordul retras_consimțământul și_a_retras_acordul retrage_acordul retrage_consimțământul \
        fără_acord fără_consimțământ \
        ștergeți_datele stergerea_datelor ștergerea_datelor șterge_datele dreptul_de_a_fi_uitat doar_prin_telefon \
        doar_prin_poștă \
        numai_prin_telefon numai_prin_poștă lăsați_mă_în_pace listă_neagră",
    refuse: "să_nu nu_i_se nu_se_mai să_nu_i_se_mai plâng* reclamat nu_doreşte ștergerea ştergere* nu_dor* \
        nu_vrea* nu_vreau nu_vrem nu_mai_dor* nu_mai_vrea* nu_mai_vreau nu_mai_trimit* nu_trimit* \
        nu_i_mai_trimit* nu_ii_mai_trimit* nu_mi_mai_trimit* nu_mai_primi* nu_accept* nu_este_de_acord \
        nu_este_interesat* fără renunț* a_renunțat anul* opri* opriți refuz* respin* șterg* elimin* scoat* \
        scoate scos scoasă scos_din ieșit_din iese_din ieși_din părăsit retra* destul ajunge încetați \
        înceteze încetarea",
    many: "prea_multe prea_mulți prea_mult atâtea",
    topic: "mailuri* reclame reclama reclamele reclamă e_mail* poșta_electronică corespondență buletin* știri \
        noutăți listă lista listei din_listă din_lista abonament* abonare mesaj* \
        oferte publicitate publicitar* comunicări ser_contactat consimțământ* acordul_pentru promoți*",
    mild: "factur* comand* livr* colet* nu_are nu_a_primit nu_am_primit primit confirm* parol* problem* uit* \
        așteptare",
};
