//! The words of which a no in a text is made, in the languages that are read: folded, one blank between two.
//!
//! A word with `*` behind it stands for all that begin so, one with `*` before it too for all that hold it.
// tidy: list

/// Denies the noun behind it: `no mails`, `keine Post`.
pub(crate) const NO: &str = "no zero without kein keine keinen keiner keinerlei keinem ohne geen zonder sans aucun \
    aucune sin ningun ninguna senza niente nessun nessuna nessuno sem nenhum nenhuma bez brak zadne zadny zadnou zadna ingen \
    inga inget ingenting uden uten utan ei nulle";

/// Denies the verb behind it, or what stands before it at the end.
pub(crate) const NOT: &str = "no not never dont doesnt didnt wont cannot cant isnt arent wouldnt shouldnt mustnt \
    nicht nie niemals nimmer nein nee niet nooit pas jamais ne non mai nunca jamas nao nie nigdy inte ej aldrig ikke \
    nej nei aldri nem nu nechc* nechte nesmi nepreje* nezad* nikdy rather nope neither";

/// As [`NOT`], and everything at once: `nichts mehr`.
pub(crate) const NOTHING: &str = "nothing anything stuff nichts nix niets niks rien nada niente nulla nic inget intet ingenting things crap";

/// Refuses, takes back or takes out what stands beside it.
pub(crate) const STOP: &str = "stop stops stopped stopping stopp stoppt stopt stoppen stoppa stopper quit cease ceasing desist remov* \
    delet* eras* cancel* refus* declin* reject* withdr* revok* object objects objected objection objecting oppos* \
    unwanted discontinu* halt enough abbestell* abmeld* abgemeld* austrag* ausgetrag* streich* gestrich* entfern* losch* \
    gelosch* loesch* geloesch* widerr* widerspr* ablehn* abgelehnt lehnt verweiger* verbitt* verbeten verboten untersag* unerwunsch* \
    unerwuensch* gekundigt kundigt kundigung gekuendigt kuendig* gesperrt sperr* nimmt beendet uitschrij* uitgeschr* afmeld* \
    afgemeld* opgezegd opzeg* verwijder* weiger* geweigerd bezwaar stopzet* ongewenst* retir* enlev* supprim* suppress* \
    desabonn* desinscri* arret* cess* resili* radi* effac* indesir* quitar quiten quitad quita borr* elimin* rechaz* \
    dejen dejar deje dejad anul* revoc* tolg* toglier* rimuov* rimoz* rimoss* rifiut* basta smett* disd* parem parar pare \
    apag* recus* exclu* wypis* usun* rezygn* odmaw* skresl* avregist* avsluta* sluta radera* avboj* avanmal* slet slette* \
    fjern* afvis* framel* frabed* frabe* odhlas* zrus* smaz* odmit* vymaz* odvol* istemiyor* iptal peru peruuta* poista* \
    otkaz* otmen* torol* lemond* leirat* dezabon* boycott*";

/// Refuses whatever is meant, and needs nothing beside it.
pub(crate) const ALONE: &str = "unsub* desubscrib* optout optedout optingout optsout abgemeld* abmeld* afgemeld* afmeld* \
    uitschrij* uitgeschr* desabonn* desinscri* dessuscri* desuscri* disiscri* descadastr* desinscrev* avregist* avmeld* avprenum* \
    wypis* werbesperr* werbewiderspr* werbeverbot* kontaktsperr* newslettersperr* mailsperr* neposil* nezasil* nekontakt* \
    neotravuj* nepist* otpis* odhlas* leiratkoz* dnc dnm dne blacklist* blocklist* robinson* stoplijst optdown";

/// As [`ALONE`], where the text says little else: elsewhere it may be about anything.
pub(crate) const ALONE_WHEN_SHORT: &str =
    "baja bajas afmelding klachten unsubs ausgetragen abbestellt disdetta";

/// What writing to somebody is called.
pub(crate) const TOPIC: &str = "*mail* *mejl* epost eposta *newslet* *nieuwsbr* *nyhetsbr* *nyhedsbr* *werbung* *werbe* \
    *reclame* *reklam* *publicit* *publicid* *pubblicit* pub pubs propaganda *marketing* promo promos promotion* promoti* \
    promocion* promocao promozion* advert* ad ads *offers *spam* *contact* *contatt* *contat* *kontakt* *courriel* courrier* \
    correo* communicat* *boletin* boletim bulletin* infolettre* demarch* prospection *angebote* *aanbieding* acties ofert* offerte *offres \
    katalog* *catalog* catalog* prospekt* infopost* infomateri* infos *zusend* *zuzend* zusenden infobrief* rundschreib* rundbrief* \
    rundmail* anschreib* angeschrieb* anzuschreib* aanschrij* aangeschrev* benader* post werbepost mailings messages messag* nachricht* \
    berichten mensaje* messaggi* mensage* wiadomosc* meddelande* besked* zprav* biuletyn* utskick* odber* zpravodaj* hirlevel* \
    uutiskirj* sahkopost* markkinoint* rassyl* letters briefe brieven lettres cartas nl news updates flyer* folders publimail* \
    telemark* bother* solicit* subscription* suscripc* suscriz* abonn* prenumer* inscricao pisat* prospectus bulten* haber* \
    spamming dm dms *verteiler* campaign* kampagn* campagn* campan*";

/// As [`TOPIC`], but only of one that stands after words like `from`: a list may be of anything.
pub(crate) const LIST: &str = "*list* *lijst* verteiler* fichier* bestand adressbest* base database databas* registr* mailingl* \
    system kartei* elenc* zoznam* seznam* rejestr*";

/// What stands before a list that somebody leaves.
pub(crate) const FROM: &str = "from off out of aus vom von van uit de du des da dal dalla della do z ze fran fra av del das \
    einer listy listen listan lijst";

/// Takes out of a list, beside [`STOP`].
pub(crate) const TAKE: &str = "off take taken takes takeoff nehmen genommen nimm raus heraus af halen haal gehaald eraf out \
    sortir sacar saquen sacad sacame togli levar tirar tirem bort bortta skrapp ud wypisa wykresl* strike struck drop leave left";

/// The telephone: a no to it closes text messages and calls, and no mail.
pub(crate) const PHONE: &str = "call calls calling called phone phoned telephone* telefon* anruf* angeruf* anzuruf* sms \
    text texts texting whatsapp bellen gebeld opbellen appel* appeler llamar llamen llamada* chiamar* chiamat* ligar \
    dzwon* telefonic* ringas ringa anrop* volat";

/// Writes; of a card or a parcel too, so that it counts at the end of what is said.
pub(crate) const WRITE: &str = "write writing schreiben schrieben geschrieben schrijven schrijf ecrire ecrivez ecrive escribir \
    escriban escriba escribais scrivere scrivete scriva escrever escrevam pisac pisz piszcie skriva skriv skrive psat \
    approach approached";

/// Hears from somebody: that is writing where somebody wishes for none of it.
pub(crate) const HEAR: &str = "hear heard horen hoeren entendre saber oir sentire ouvir slyszec hora hoeren";

/// Sends or receives something that need not be mail.
pub(crate) const SEND: &str = "send sending sends sent receive receiving get getting schicken schickt schick zuschicken \
    senden sendet zugesandt geschickt bekommen erhalten kriegen haben ontvangen sturen stuur toesturen opsturen envoyer \
    envoyez envoi menvoyer recevoir enviar envien envie enviarme enviando mandar manden mandarme recibir inviare invii inviate inviarmi \
    mandare ricevere enviem mandem receber wysylac wysylajcie przesylac otrzymywac dostawac skicka skickas fa ha sende send \
    modtage faa have posilat zasilat dostavat prisylat";

/// Wants something, or asks that it be so.
pub(crate) const WISH: &str = "want wants wanted wish wishes wishing like likes asked asks ask request* please pls plz \
    anymore longer bitte mochte moechte will wollen mag wunscht wuenscht wunsch verlangt beantragt mehr wil willen wenst wens graag aub \
    svp meer veut veux souhait* demand* merci desire voudr* quier* dese* pide pedi* favor mas vuole voglio desider* chied* prego \
    piu quer quero desej* pede peco mais favor chce chciala chcial prosz* prosi wiecej zyczy vill onsk* tack mer tak mere vil onsker \
    nechc* preje prosim chci again ever wieder rather gern gerne";

/// Somebody has, where a no behind it says only that there is none.
pub(crate) const HAS: &str = "has have had hat haben habe heeft hebben tiene tengo tienen ha ho tem tenho ma mam har hadde hade got is";

/// What has not come, or come yet: folded, of the past.
pub(crate) const ARRIVED: &str = "received arrived got came come comes angekommen gekommen ankam kam zugegangen aangekomen \
    gekregen binnengekomen kreeg recu recue recus recues arrive arrivee parvenu recibido recibio recibi llego llegado llega \
    ricevut* arrivat* recebeu recebi recebid* chegou fick fatt faet faaet modtaget mottatt kommit kommet dostal* otrzyma* \
    doszl* przysz* neprisel nedosel obdrz* worked working works showing visible seen bounced delivered";

/// As [`ARRIVED`], where nobody wishes for it.
pub(crate) const ARRIVED_OR_NOT: &str =
    "receive get erhalten bekommen ontvangen recevoir recibir ricevere receber";

/// Takes the edge off a no: no problem, never mind, do not forget.
pub(crate) const MILD: &str = "problem* probleem* probleme* issue issues trouble mind minds minded hurry matter wrong fehler \
    forget hesitat* miss missing missed wait vergess* vergiss vergeet vergeten zoger* aarzel* verpass* oubli* hesit* manqu* \
    olvid* dud* dimentic* esit* esquec* hesite zapomn* glem glemme glom glomma tvek* sure sicher zeker stor only just nur alleen \
    seulement solo soltanto apenas tylko bara kun gegen tegen contre contra contro emot imod against einwand* inconvenient* \
    clear surprised unhappy than als dan wonder* bad tarde later late fail fails";

/// Says that it is not so yet.
pub(crate) const YET: &str = "yet noch nog encore aun todavia ancora ainda jeszcze endnu enda annu zatim";

/// Cannot be found, opened, reached.
pub(crate) const FIND: &str = "find finding found see open opening read reach reached reachable log login access print \
    finden findet gefunden sehen offnen erreich* lesen vinden gevonden bereik* trouv* ouvrir joign* encontr* abrir \
    localizar trovar* aprir* znalez* hitta* finde fundet know knows remember work display check change changing update updated";

/// What has a mail of its own that nobody may do without.
pub(crate) const OF_ORDERS: &str = "*confirm* *bestatig* *bestaetig* *bevestig* *invoice* *rechnung* *receipt* *beleg* *factu* \
    *fattur* *faktur* *quittung* *tracking* *versand* *order* *bestell* *gift* *geschenk* *cadeau* *regalo* *parcel* *paket* \
    *pakket* *colis* *delivery* *liefer* *password* *passwor* code codes coupon* gutschein* slot box bin abstell* ableg* zustell* carrier client program \
    kaart card less *bekraft* kvitto* paragon* preorder* *warranty* *garanti*";

/// What is beside a mail and is none: its address, a person.
pub(crate) const OF_ADDRESS: &str = "adres* address* indirizz* direccion enderec* *adresse *adressen *adres provided vorhanden hinterlegt \
    bekannt angegeben known file given person persons filiale amt office fach bank ag bote ansprechpartner lens lenses";

/// Parts of a page, by which nobody says anything.
pub(crate) const OF_PAGES: &str = "button buttons link links page form rate text footer list liste campaign knop lien boton knopf here click hier klick ici cliquez clic aqui qui clicca \
    seite seiten box option function funktion fehler error info information infos";

/// What somebody may leave that is no list of mails.
pub(crate) const OTHER_THINGS: &str = "*kurs* *workshop* *termin* *veranstalt* *event* *training* *webinar* *course* class \
    party *seminar* les cursus cours curso corso kurz appointment* booking* reserv* faktur* auto rehab match tournament \
    turnier school schule mitarbeiter sofa stage praktikum fortbildung";

/// The data that are kept of somebody.
pub(crate) const DATA: &str = "data daten *kundendaten account konto profil profile gegevens donnees compte datos cuenta dati dados conta \
    dane dane konta uppgifter personuppgifter oplysninger opplysninger udaje ucet details \
    gdpr rgpd avg lgpd rodo records me him her mich uns mij moi";

/// Deletes; see [`DATA`].
pub(crate) const DELETE: &str = "delet* deletion eras* erasure losch* gelosch* loesch* geloesch* verwijder* wissen wis gewist \
    supprim* suppress* effac* elimin* borr* cancellar* cancellaz* cancelli cancellate apag* usun* radera* slet slette* smaz* vymaz* \
    forget* purge* remov* entfern* oubli* vergessen";

/// The law by which somebody asks for it.
pub(crate) const LAW: &str =
    "dsgvo gdpr rgpd avg lgpd rodo ccpa dpdp dpdpa pdpa pdpl popia datenloschung dsgvoantrag";

/// Complains of spam.
pub(crate) const COMPLAIN: &str = "complain* report* marked mark marks flagged beschwer* gemeldet markier* klacht* klaag* \
    geklaagd plaint* signal* queja* quej* denunci* segnal* reclam* skarg* zglosil* klag* anmald* threaten* sue sues";

/// Says when it may not be, so that it may be otherwise.
pub(crate) const BOUNDS: &str = "before until till unless except during between vor bis ausser zwischen wahrend urlaub \
    holiday holidays weekend weekends wochenende avant sauf antes prima mondays sundays";

/// Bounds that are none: `until further notice`.
pub(crate) const FOR_GOOD: &str = "further weiteres nader nouvel notice";

/// Words of politeness and of persons, which change nothing.
pub(crate) const FILLER: &str = "please pls plz thanks thank you danke bitte dank bedankt aub svp merci graag gracias por favor grazie \
    prego obrigado obrigada dzieki dziekuje tack tak prosim dekuji me us him her them any more anymore mehr meer plus mas \
    piu mais again ever mich uns ihn sie mij ons moi nous sie jej go jemu im at all the an la le el o a ok okay allowed \
    wanted desired welcome erwunscht gewunscht erwuenscht gewuenscht erlaubt gestattet gewenst toegestaan souhaite souhaitee \
    autorise desead* gradit* desejad* onskas onskes onsket onskad permitted interested interesse so oder und and or y e et i och og en";

/// Words by which a phrase of [`PHRASES`] or [`DISTURB`] is known, and such as deny by what stands beside them.
pub(crate) const OF_PHRASES: &str = "opt opted opts opting alone ruhe tranquille rust paz pace spokoj fred baja baixa plus ya removal wrong belongs spam spams spamming spammers annoyed irritated fed tired sick unhappy angry harassed upset \
    tackar tackat siger takket sagt zegt remove* verteiler mailbox* user* address* account* recipient* take \
    sender absender envoyeur expediteur afzender remitente remetente mittente nadawc*";

/// Sends them away.
pub(crate) const PHRASES: &[&str] = &[
    "leave me alone",
    "leave us alone",
    "leave her alone",
    "leave him alone",
    "leave them alone",
    "leave alone",
    "left alone",
    "in ruhe lass",
    "in ruhe gelass",
    "ruhe gelassen",
    "lasst mich in ruhe",
    "lassen sie mich in ruhe",
    "moi tranquille",
    "nous tranquille",
    "tranquille svp",
    "met rust",
    "en paz",
    "in pace",
    "em paz",
    "swiety spokoj",
    "i fred",
    "opt me out",
    "opt us out",
    "opt her out",
    "opt him out",
    "opt out",
    "opted out",
    "opts out",
    "opting out",
    "aus dem verteiler",
    "vom verteiler",
    "take me off",
    "take us off",
    "remove me",
    "remove us",
    "remove from all",
    "dar de baja",
    "darse de baja",
    "darme de baja",
    "dado de baja",
    "dada de baja",
    "dio de baja",
    "dar baixa",
    "dado de baixa",
    "tackar nej till",
    "tackat nej till",
    "siger nej til",
    "takket nej til",
    "sagt nej til",
    "zegt nee tegen",
    "said no to mail",
    "no wants no",
    "erase everything",
    "we spam",
    "spam me ",
    "spam us ",
    "spams me",
    "spams us",
    "spamming me",
    "spamming us",
    "spams her",
    "spams him",
    "we are spam",
    "you spam",
    "you are spam",
    "us spam",
    "us spammers",
    "asked for removal",
    "requested removal",
    "requests removal",
    "wants removal",
];

/// Tells of a no that was a slip, or asks.
pub(crate) const ONLY_TOLD: &[&str] = &[
    "mistake",
    "by accident",
    "accidental",
    "came back",
    "whether",
    "versehentlich",
    "irrtumlich",
    "par erreur",
    "por error",
    "per errore",
    "por engano",
    "per ongeluk",
    "av misstag",
    "ved en fejl",
    "przez pomylke",
    "resubscri",
    "angeblich",
    "unsubscribe mat",
    "unsubscribe na kar",
    "unsubscribe nahi kar",
    "unsubscribe nahi kiya",
];

/// Says that nobody lives there, as mail servers put it.
pub(crate) const GONE: &[&str] = &[
    "no such mailbox",
    "no such user",
    "user unknown",
    "unknown user",
    "mailbox not found",
    "mailbox does not exist",
    "address does not exist",
    "account does not exist",
    "user does not exist",
    "recipient not found",
];

/// Asks not to be disturbed: of a parcel it says something else.
pub(crate) const DISTURB: &[&str] = &[
    "no molestar",
    "no molesten",
    "do not disturb",
    "dont disturb",
    "nicht storen",
    "niet storen",
    "ne pas deranger",
    "non disturbare",
    "nao incomodar",
    "nao perturbar",
    "nie przeszkadzac",
    "nie niepokoic",
    "ne bespokoit",
    "inte stora",
    "do not bother",
];

/// Where a new thought begins; folded.
pub(crate) const TURNS: &[&str] = &[
    "but",
    "aber",
    "sondern",
    "maar",
    "pero",
    "sino",
    "however",
    "jedoch",
    "echter",
    "cependant",
    "ale",
    "men",
];

/// Mail and its like in the letters of Japan, Korea and China.
pub(crate) const TOPIC_ELSEWHERE: &[&str] = &[
    "メール",
    "メルマガ",
    "DM",
    "ニュースレター",
    "配信",
    "案内",
    "お知らせ",
    "連絡",
    "広告",
    "宣伝",
    "営業",
    "勧誘",
    "郵送",
    "送付",
    "通知",
    "コンタクト",
    "カタログ",
    "メッセージ",
    "메일",
    "뉴스레터",
    "광고",
    "문자",
    "소식",
    "연락",
    "홍보",
    "마케팅",
    "수신",
    "구독",
    "알림",
    "카톡",
    "邮件",
    "郵件",
    "电子报",
    "電子報",
    "广告",
    "廣告",
    "推送",
    "短信",
    "簡訊",
    "联系",
    "聯繫",
    "聯絡",
    "联络",
    "订阅",
    "訂閱",
    "促销",
    "促銷",
    "营销",
    "行銷",
    "通讯",
    "电邮",
    "電郵",
    "推广",
    "推廣",
    "宣传",
    "打扰",
    "骚扰",
    "打擾",
    "購読",
    "名簿",
    "목록",
    "通訊",
    "发信息",
    "发消息",
    "发广告",
    "来信",
    "写信",
    "手紙",
    "リスト",
    "명단",
    "메일링",
    "우편물",
    "名单",
    "名單",
];

/// Refuses beside one of [`TOPIC_ELSEWHERE`].
pub(crate) const STOP_ELSEWHERE: &[&str] = &[
    "不要",
    "いらない",
    "いりません",
    "要らない",
    "要りません",
    "停止",
    "解除",
    "拒否",
    "しないで",
    "送らない",
    "送るな",
    "希望しない",
    "希望しません",
    "希望なし",
    "望まない",
    "望みません",
    "不可",
    "NG",
    "禁止",
    "やめて",
    "止めて",
    "断り",
    "断る",
    "結構です",
    "中止",
    "キャンセル",
    "ストップ",
    "不希望",
    "必要ない",
    "必要ありません",
    "受け取りたくない",
    "ないで",
    "なくていい",
    "ないよう",
    "てはいけない",
    "するな",
    "お控え",
    "控えて",
    "遠慮",
    "지 마",
    "지마",
    "지 말",
    "하면 안",
    "받지않",
    "원치 않",
    "不得",
    "不准",
    "不许",
    "不用",
    "谢绝",
    "謝絕",
    "暂停",
    "거부",
    "보내지 마",
    "보내지마",
    "하지 마",
    "하지마",
    "원하지 않",
    "원치 않",
    "원하지않",
    "원치않",
    "싫",
    "중단",
    "해지",
    "취소",
    "그만",
    "차단",
    "삭제",
    "사절",
    "받지 않",
    "안 받",
    "받고 싶지",
    "필요 없",
    "필요없",
    "中断",
    "请勿",
    "請勿",
    "勿",
    "别",
    "別再",
    "不想",
    "不接受",
    "不再",
    "退订",
    "退訂",
    "取消",
    "拒收",
    "拒绝",
    "拒絕",
    "删除",
    "刪除",
    "不同意",
    "不愿",
    "不需要",
    "不願",
    "免",
    "多すぎ",
    "やめたい",
    "止めたい",
    "やめます",
    "しつこい",
    "削除",
    "除外",
    "外して",
    "撤回",
    "取り消",
    "取消し",
    "구독 끊",
    "끊",
    "금지",
    "제외",
    "빼 주",
    "빼주",
    "빼달라",
    "너무 많",
    "너무 자주",
    "보내지 말",
    "안 보내",
    "철회",
    "거절",
    "太多",
    "过多",
    "太频繁",
    "移除",
    "移出",
    "剔除",
    "撤销",
    "撤銷",
    "退出",
    "屏蔽",
    "停发",
    "停發",
    "投诉",
    "投訴",
];

/// Refuses whatever is meant, in those letters.
pub(crate) const ALONE_ELSEWHERE: &[&str] = &[
    "退会",
    "登録解除",
    "登録削除",
    "登録抹消",
    "配信停止",
    "購読解除",
    "購読停止",
    "送らないで",
    "個人情報を削除",
    "個人情報削除",
    "情報の削除",
    "情報を削除",
    "정보 삭제",
    "정보를 삭제",
    "데이터 삭제",
    "데이터를 삭제",
    "删除数据",
    "删除资料",
    "刪除資料",
    "注销账户",
    "우편물 거부",
    "個人情報の削除",
    "データ削除",
    "データを削除",
    "情報を消",
    "수신거부",
    "수신 거부",
    "구독 취소",
    "구독취소",
    "개인정보 삭제",
    "탈퇴",
    "退订",
    "退訂",
    "拒收",
    "删除我的",
    "刪除我的",
    "删除个人",
    "註銷",
    "注销账",
    "请勿打扰",
    "請勿打擾",
    "不要打扰",
    "同意を撤回",
    "同意撤回",
    "同意の撤回",
    "同意を取り消",
    "동의 철회",
    "동의를 철회",
    "동의 거부",
    "마케팅 동의 철회",
    "撤回同意",
    "撤销同意",
    "撤銷同意",
    "不再联系",
    "不要联系",
    "别再联系",
    "不要再联系",
    "不要聯繫",
    "勿联系",
    "勿擾",
    "连络不要",
    "被遗忘权",
    "注销账",
    "黑名单",
    "黑名單",
    "ブラックリスト",
    "블랙리스트",
];

/// What has not come, and what is asked of a delivery or a telephone.
pub(crate) const MILD_ELSEWHERE: &[&str] = &[
    "届か",
    "届いて",
    "受信でき",
    "見つから",
    "忘れ",
    "못",
    "안 왔",
    "没收到",
    "未收到",
    "没有收到",
    "沒收到",
    "沒有收到",
    "問題な",
    "문제 없",
    "没问题",
    "別途",
    "アドレスなし",
    "特别",
];

/// Says no in those letters where the text says little else.
#[rustfmt::skip]
pub(crate) const SHORT_ELSEWHERE: &[&str] = &[
    "書かないで", "もう要らない", "もういらない", "もう要りません", "もういりません", "もう不要", "もう結構", "もう送", "二度と送", "送ってこないで",
    "送るな", "더 이상 원하지", "더이상 원하지", "이제 원하지", "그만 보내", "그만보내", "아무것도 보내지", "쓰지 마", "쓰지마", "보내지 마",
    "보내지마", "보내지 말", "보내지말", "이제 그만", "不想再收", "不想收到", "别再发", "不要再发", "都别发", "别发了", "别写", "不要写", "不要发",
    "请停止", "停止发送", "停止發送", "データを消", "別再發", "不要再發", "別發", "不要發", "不再需要", "不想要了",
];

/// Parts of short answers of no, in letters without blanks.
#[rustfmt::skip]
pub(crate) const REFUSED_ELSEWHERE: &[&str] = &[
    "同意しない", "同意しません", "同意なし", "同意せず", "希望しない", "希望しません", "希望なし", "不希望", "未同意", "不同意", "不要", "いりません",
    "いらない", "要らない", "要りません", "結構です", "けっこうです", "見送", "辞退", "撤回", "拒否", "断り", "断る", "遠慮", "不可", "受け取らない",
    "受け取りません", "許可しない", "承諾しない", "不承諾", "非承諾", "いいえ", "동의하지", "미동의", "동의안", "비동의", "거부", "거절", "철회",
    "원하지않", "원치않", "희망하지", "안함", "안받", "아니", "아뇨", "괜찮습니다", "괜찮아요", "받지않", "수신안", "미수신", "싫", "불허", "사양",
    "不了", "不接收", "不收", "没兴趣", "沒興趣", "无需", "無需", "不用", "不需要", "不愿", "不願", "不想", "拒绝", "拒絕", "撤销", "撤銷", "谢绝", "謝絕", "暂不", "暫不", "未授权", "未授權", "不接受", "不允许",
    "不允許", "没有同意", "沒有同意", "不订阅", "不訂閱", "拒收", "ไม่", "ปฏิเสธ", "ถอน", "ยกเลิก", "ยังก่อน",
];

/// Short answers of yes, whole.
#[rustfmt::skip]
pub(crate) const AGREED_ELSEWHERE: &[&str] = &[
    "はい", "ええ", "希望", "希望する", "希望します", "希望あり", "同意", "同意する", "同意します", "同意済", "同意済み", "同意あり", "承諾", "承諾する",
    "承諾します", "承諾済", "承諾済み", "もちろん", "ぜひ", "是非", "お願いします", "お願い", "許可", "許可する", "許可済", "了承", "受け取る", "受け取ります",
    "可", "네", "예", "넵", "동의", "동의함", "동의합니다", "동의해요", "동의했음", "물론", "물론이죠", "물론입니다", "원함", "원합니다", "희망", "희망함",
    "희망합니다", "수신", "수신함", "수신동의", "수신동의함", "허용", "허용함", "승인", "좋아요", "좋습니다", "그럼요", "是", "是的", "好", "好的", "同意",
    "我同意", "已同意", "当然", "當然", "愿意", "我愿意", "願意", "可以", "接受", "我接受", "已接受", "允许", "允許", "已授权", "已授權", "已订阅",
    "已訂閱", "需要", "想要", "行", "同意接收", "愿意接收", "配信希望", "受信希望", "수신동의", "ใช่", "ได้", "ได้เลย", "ยินดี", "ยินยอม", "แน่นอน", "ตกลง", "อนุญาต", "ยอมรับ", "ต้องการ", "เห็นด้วย", "รับ", "สมัครรับ",
];

/// What politeness adds to them.
#[rustfmt::skip]
pub(crate) const POLITE_ELSEWHERE: &[&str] = &[
    "お願いします", "お願いいたします", "ありがとうございます", "ありがとう", "です", "부탁드립니다", "부탁합니다", "부탁드려요", "감사합니다", "고마워요",
    "谢谢您", "谢谢", "謝謝", "多谢", "请", "ขอบคุณครับ", "ขอบคุณค่ะ", "ขอบคุณ", "ครับ", "ค่ะ", "คะ", "นะ",
];
