//! Short answers and orders in the languages of India and Pakistan, in their own letters and in ours, and Arabic in ours.
// tidy: list

use super::brief_words::{Brief, NONE};

pub(super) const BRIEFS: &[Brief] = &[
    // Hindi, Urdu and Punjabi in Latin letters. `mat`, `na` and `band` count with their verb alone.
    Brief {
        yes: "haan han haa haanji hanji ji_haan theek_hai thik_hai zaroor zarur jaroor bilkul chalega",
        no: "roko rokiye hatao hataiye hataye hatana nikalo nahi nahin nahee nahii nhi nhii kabhi_nahi mat_kar* math_kar* matt_kar* mat_kr* mat_do mat_dena mat_dijiye \
            mat_dalo mat_daalo mat_daalna na_karo na_karna na_karein na_karen na_kare na_kariye na_kijiye na_kijiyega kar_mat \
            karo_mat karna_mat karna_nahi nahi_karna nahi_karni nahi_karne nhi_karna nahi_karo mat_karw* nahi_do nahi_dena",
        send: "bhejo bhejna bhejiye bhejiyega bhejen bhejein bhejne bhejana bhej bhejwao likho likhna dalo daalo send forward \
            add",
        unsent: "mat_bhej* matt_bhej* math_bhej* mt_bhej* mat_send* na_bhej* naa_bhej* nahi_bhejna nahi_bhejo nahi_bhejen \
            nahi_bhejein nahi_bhejiye nahi_bhejni nahi_bhejne nahi_lena nahi_leni nahi_lene na_bhejni nahin_bhejna \
            nahin_bhejni nhi_bhejna nhi_bhejni nhi_bhejo bhejna_mat bhejo_mat bhejiye_mat bhejiyega_mat bhejna_nahi \
            send_mat_kar* send_na_kar* mat_likh* na_likh* bhejna_band* bhejne_band*",
        wish: "chahiye chahie chaiye chaahiye chahye chahta chahti chahte mangta interest interested",
        call: "call calls phone fone ring",
        uncalled: "call_mat* phone_mat* call_na_kar* phone_na_kar*",
        more: "ab aur phir fir dobara dubara aage kabhi ab_se aage_se aaj_se ab_aur",
        topic: "mail mails email emails offer offers msg msgs message messages list newsletter promotion promotions ads ad \
            advertisement vigyapan ishtehar prachar sandesh paigham update updates notification notifications contact",
        beside: "please pls plz plzz plss kripya krpya kripaya meherbani meharbani karke dhanyawad shukriya thanks thank you \
            mujhe mujhko mujko muje mereko mujh hame hamein humein humko hamko ham hum hume mere mera meri apne apna apni aap \
            aapka aapke aapki tum tumhara use usko unko unhe unhein inko isko ise is us customer client grahak bande ne ko ka \
            ki ke kii se me mein mai main par pe koi kuch kuchh bhi hi ye yeh wo woh in hai hain h hn tha thi yaar yar bhai \
            bhaiya bhaiyya sir madam maam ji didi bhaisaab saheb sahab bas bus itna itne itni bahut bahot bohot bhot jyada \
            zyada jada roz rozana baar bar har sab saare sari sare kya karo karna kar krna kro kr kare karen karein kariye \
            kijiye kijiyega karte do dena dijiye dijiyega den dein de diya jaye jaaye jao rakho bol bola boli bole kaha kehta \
            kehti keh raha rahi rahe hu hoon hun ho gaya gayi gaye abhi filhal filhaal ok bro dost promotional marketing wale \
            wali wala warna pass paas number no band_mat_kar* band_mat_kr* band_na_kar* band_nahi_kar* mat_rok* na_rok* \
            roko_mat mat_band_kar* spam_nahi_hai bhejte_raho bhejte_rahiye bhejte_rahna bhejte_rahein chalu_rakh* \
            koi_baat_nahi",
        refused: "pasand_nahi* abhi_nahi abhi_nhi filhal_nahi inkar inkaar",
        left: "nahi_chahi* nahin_chahi* nhi_chahi* nahi_chahe* nahi_chaiye nahi_chaie nahi_chahye nahi_chiye nahi_chaahiye \
            nhi_chaiye nhi_chahye nahin_chaiye chahiye_nahi chahiye_hi_nahi chaiye_nahi nahi_chahta nahi_chahti nahi_chahte \
            nahi_mangta nahi_mangti nahi_chahida nahi_chahide nai_chahida nai_chahiye zarurat_nahi* jarurat_nahi* \
            zaroorat_nahi* interest_nahi* interested_nahi* intrested_nahi* nahi_interested not_interested band_kar* \
            bandh_kar* bnd_kar* bund_kar* band_kr* bnd_kr* band_kijiye band_kijiyega band_ho_jaye band_hona_chahiye \
            band_hone_chahiye band_kiya_jaye mat_pareshan* pareshan_mat_kar* pareshan_na_kar* pareshan_nahi_kar* \
            tang_mat_kar* tang_na_kar* disturb_mat_kar* disturb_na_kar* spam_mat_kar* hata_do hata_dijiye hata_dena hata_den \
            hata_dein nikal_do nikaal_do nikal_dijiye nikaal_dijiye naam_hata* naam_kaat* \
            naam_nikal* name_hata* list_se_hata* khatam_kar* khatm_kar* bas_kar* bas_kr* rok_do rok_dijiye \
            mana_kar* mana_kiya* mana_hai mana_kr* sirf_whatsapp* sirf_call* sirf_phone* sirf_sms* khali_whatsapp \
            bas_whatsapp whatsapp_hi unsubscribe_kar* unsub_kar* delete_kar* remove_kar* block_kar*",
        data: "data jankari jaankari detail details account",
        erase: "mita* hata* delete_kar* nikal*",
        ..NONE
    },
    // Marathi in Latin letters.
    Brief {
        yes: "ho hoy chalel nakki",
        no: "nahi naka nako karu_naka karu_nako",
        send: "pathva pathava pathau pathavu pathvu",
        unsent: "pathvu_nak* pathavu_nak* pathau_nak* pathu_nak* pathvat_jau_naka",
        wish: "pahije havet havi hava",
        call: "call phone",
        more: "ata aata parat punha pudhe",
        topic: "mail mails email emails message msg sandesh offer offers jahirat jahirati list",
        beside: "krupaya kripaya please pls plz mala amhala tyanna kahi kahihi koni yadi madhun madhe cha che chi ahe aahe \
            dada tai saheb tumche tumcha itke khup roj dya kara mhanale sangitle thambvu_nak* band_karu_nak*",
        refused: "nako_sangitle",
        left: "nako_ahe nako_aahe nako_ahet nako_aahet nakoy nakot nakoch band_kara bandh_kara band_karun* thambva thambava \
            kadhun_taka kadhun_taaka tras_deu_naka garaj_nahi",
        ..NONE
    },
    // Gujarati in Latin letters.
    Brief {
        yes: "haa ha chalse",
        no: "nahi nathi na_karo karsho_nahi",
        send: "moklo mokalo mokljo mokaljo moklavo mokalvu",
        unsent: "na_mokl* na_mokal* mokalsho_nahi moklsho_nahi mokalso_nahi mokalta_nahi moklta_nahi moklavo_nahi nahi_moklo \
            nahi_mokalo",
        wish: "joiye joie joitu joita joiti",
        call: "call phone",
        more: "have hve fari pachi",
        topic: "mail mails email emails message msg sandesh offer offers jaherat list",
        beside: "please pls plz mehrbani karine mane amne ne emne koi kai pan bhai ben che chhe nu na ni no roj bahu mari \
            maru mathi bandh_na_kar* bandh_nahi_kar*",
        left: "nathi_joit* nathi_joyt* joitu_nathi joita_nathi joiti_nathi joito_nathi nathi_joie bandh_karo bandh_kari_do \
            bandh_kari_dyo bandh_karjo kadhi_nakho kadhi_nakhjo heran_na_karo heran_na_karso jarur_nathi",
        ..NONE
    },
    // Bengali in Latin letters.
    Brief {
        yes: "hya hyan haan thik_ache",
        no: "na noy korben_na koro_na",
        send: "pathan pathaben pathao pathio",
        unsent: "pathaben_na pathaben_naa pathabe_na pathio_na pathiyo_na pathaiyen_na pathaio_na pathaiben_na pathano_bondho \
            diyen_na dien_na diben_na deben_na dio_na pathano_bandho pathano_bondo",
        wish: "chai chaichi",
        call: "call phone",
        uncalled: "call_korben_na phone_korben_na call_koro_na phone_koro_na",
        more: "ar aar abar kokhono",
        topic: "mail mails email emails message msg barta offer offers biggapon list",
        beside: "please pls plz doya kore amake amader take ke kono kichu ekhon dada didi bhai eto roj er theke amar nam naam \
            debo din bondho_korben_na bondho_koro_na bandho_korben_na pathate_thakun",
        refused: "chai_na chaina chaichi_na chan_na",
        left: "lagbe_na dorkar_nei dorkar_nai proyojon_nei bondho_kor* bandho_kor* bondo_kor* bad_din bad_dao \
            birokto_korben_na birokto_koro_na agrohi_noi mail_chai_na",
        ..NONE
    },
    // Tamil in Latin letters.
    Brief {
        yes: "aama aamaam amam",
        no: "vendam vendaam vendamam venam venaam illai koodadhu pannadh* \
            pannath* pannaadh* pannaath*",
        send: "anuppa anuppu anuppuradhu anuppurathu anuppunga anuppungal anuppalaam anuppalam",
        unsent: "mail_venda mails_venda email_venda emails_venda anuppaadh* anupaadh* anuppaath* anupaath* anuppadh* anuppath* anupadh* anupath* anuppadi* anuppati* \
            anuppade* anuppa_vend* anuppavend* anupa_vend* anuppa_ven* anupa_ven* anuppa_koodadhu anuppa_kudadhu",
        wish: "venum vendum viruppam",
        call: "call phone",
        uncalled: "call_panna* phone_panna* call_pannadh* call_pannath*",
        more: "ini inime inimel inimela marubadiyum",
        topic: "mail mails email emails message msg offer offers minnanjal vilambaram list listla listlerndhu",
        beside: "please pls plz dayavu seithu dayavuseithu enakku engalukku avarukku yarukum edhuvum ethuvum oru sir madam \
            anna akka romba nandri naan en peyar peyarai inga inge ippo ippodhu niruthaadh* niruthadh* nirutha_vend*",
        left: "thevai_illa* thevaiyill* thevaill* niruthu niruthunga niruthungal niruthavum nirutthunga niruththungal mail_niruth* mails_niruth* email_niruth* emails_niruth* thollai_pannadh* thollai_pannath* \
            thondharavu_pannadh* disturb_pannadh* disturb_pannath* stop_pannu* eduthud* eduthuru* remove_pannu* \
            interest_illa* viruppam_illa*",
        ..NONE
    },
    // Telugu in Latin letters.
    Brief {
        yes: "avunu",
        no: "vaddu vadhu vaddandi voddu oddu ledu kadu",
        send: "pampu pampadam pampandi pampinchandi",
        unsent: "pampavadd* pampavad* pampodd* pampakand* pampaku pampinchavadd* pampinchakand* pampinchodd*",
        wish: "kavali",
        call: "call phone",
        uncalled: "call_cheyakandi call_cheyoddu call_cheyavaddu phone_cheyakandi",
        more: "inka malli ika",
        topic: "mail mails email emails message msg messages offer offers prakatana list listlo",
        beside: "dayachesi please pls plz naaku naku maaku maku vaallaku emi em edi garu andi sir madam chala roju peru na \
            naa nundi nunchi ivvi aapakandi aapavaddu",
        left: "akkarledu akkaraledu akkarle avasaram_ledu aapandi aapeyandi apeyandi nilipiveyandi teeseyandi theeseyandi \
            disturb_cheyakandi disturb_cheyoddu interest_ledu istam_ledu ishtam_ledu stop_cheyandi",
        ..NONE
    },
    // Kannada in Latin letters.
    Brief {
        yes: "haudu howdu",
        no: "beda bedaa",
        send: "kaluhisuvudu kalisuvudu kalsodu kaluhisi kalisi",
        unsent: "kaluhisabed* kalisabed* kalsabed* kalsbed* kalisbed* kaluhisbed* kalisuvudu_beda kalsodu_beda",
        wish: "beku",
        call: "call phone",
        uncalled: "call_madbed* call_madabed* phone_madbed*",
        more: "innu inmele matte",
        topic: "mail mails email emails message msg offer offers jahirat list",
        beside: "dayavittu please pls plz nanage nange namage namge avarige yavude yavudu enu sir madam tumba dina hesaru \
            nanna nillisabed* nilsbed*",
        left: "bekilla bekagilla nillisi nilsi nilisi tegedu_haki tegeyiri tondare_kodabed* tondre_kodbed* interest_illa \
            ista_illa stop_madi",
        ..NONE
    },
    // Malayalam in Latin letters.
    Brief {
        yes: "athe sheri",
        no: "vendaa",
        send: "ayakkunnathu ayakkan ayakku ayakkoo ayachoo",
        unsent: "mail_venda mails_venda email_venda emails_venda message_venda msg_venda ayakkarut* ayakarut* ayakkanda ayakkenda ayakenda ayakanda ayakkalle ayakalle",
        wish: "venam",
        call: "call phone",
        uncalled: "vilikkarut* vilikkanda vilikkenda",
        more: "ini iniyum veendum",
        topic: "mail mails email emails message msg offer offers parasyam list",
        beside: "dayavayi please pls plz enikku enik njangalkku avarkku onnum oru chetta chechi sir madam valare divasavum \
            peru ente nirtharuth* nirthalle nirthanda",
        left: "aavashyamilla avashyamilla avasyamilla thalparyamilla talparyamilla nirthu nirthoo nirthuka nirthanam \
            ozhivakku ozhivakkanam shalyam_cheyyarut* shalyam_cheyarut*",
        ..NONE
    },
    // Arabic in Latin letters, with digits for what Latin has no letter for.
    Brief {
        yes: "na3am aywa aiwa eh ee tamam mashi akid akeed ok",
        no: "la laa ma mish msh mo mu mob bidoon bdon balash balach",
        send: "tersel tersil tursil tirsil tersello ersal irsal tb3at tib3at teb3at teb3ath",
        unsent: "la_tersel* la_tersil* la_tursel* la_tursil* la_tirsel* la_tirsil* la_trsel* la_trsil* la_torsel* la_tb3at* \
            la_tib3at* la_teb3at* la_tab3at* la_teb3ath* la_tatrsh* la_tetrsh* la_ttrsh* ma_tersel* ma_tb3at* ma_teb3at*",
        wish: "abi abgha abga abghi yabi yabgha bidi biddi baddi 3ayez 3ayz 3awez 3awz mohtam mohtamma yreed tareed oreed",
        call: "call calls tettasel tetasel titasel itisal",
        uncalled: "la_tettasel* la_tetasel* la_titasel* la_tt9el* la_ttesel*",
        more: "ba3d ba3ad ba2a baqa marra tani thani khalas",
        topic: "mail mails email emails imail imailat emailat rasayel rasa2el rasael risala risalat 3orood 3roodh 3rood \
            offers offer i3lanat e3lanat da3aya ishtirak eshterak message messages msg list newsletter",
        beside: "please pls plz law law_sama7t low_sama7t sama7t sama7to min_fadlak mn_fdlk men_fadlak shukran rja2an ya akhi \
            ana ili eli elna lina 3ala ala fi w wa ay aye shi shay shei haga ya3ni habibi el al il mn min men kol kul \
            la_twa2ef* la_twagef* la_twaqqef* la_bas",
        refused: "mabi mabgha mabga ma_abi ma_abgha ma_abga ma_abgi ma_yabi ma_yabgha ma_bidi ma_biddi ma_baddi mabidi \
            mish_3ayez* mish_3awez* mish_3ayz* msh_3ayez* msh_3awez* msh_3ayz* mesh_3ayez* mesh_3awez* wa2ef* wa2if* wa22ef* \
            waqqef* wagef* waggef* wa2fo* wagfo* waqfo* elghi* ilghi* alghi* elgha2 ilgha2 ems7* emsa7* kifaya kefaya shilo \
            sheelo",
        left: "la_tez3ej* la_tez3ij* la_tiz3ij* la_tez3aj* la_tetwasal* la_titwasal* mish_mohtam* msh_mohtam* mesh_mohtam* \
            mo_mohtam* mu_mohtam* mob_mohtam* ghair_mohtam* ghayr_mohtam* sheelni shilni sheeloni shilooni sheel_ismi \
            shil_ismi",
        ..NONE
    },
    // Hindi, Marathi and their kin in their own letters: what the first list of Hindi had not.
    Brief {
        yes: "हाँ हां जी ज़रूर हो होय चालेल",
        no: "नहीं नही मत नका नको ना न",
        send: "भेजो भेजें भेजिए भेजिये भेजिएगा भेजना भेजे भेज पाठवा पाठवू पाठवत जाऊ लिखो लिखें लिखना",
        unsent: "पाठवू_नका पाठवू_नको पाठवु_नका पाठवत_जाऊ_नका",
        wish: "चाहिए चाहिये चाहते चाहता चाहती पाहिजे हवे हवेत रुचि",
        call: "कॉल फोन फ़ोन",
        more: "अब आगे_से अब_से फिर दोबारा दुबारा कभी आता पुन्हा परत",
        topic: "ईमेल इमेल मेल मेल्स न्यूज़लेटर विज्ञापन संदेश मैसेज मेसेज एसएमएस सूची लिस्ट प्रचार ऑफर ऑफ़र जाहिरात जाहिराती \
            यादी",
        beside: "कृपया प्लीज प्लीज़ धन्यवाद मुझे मुझको हमें हमको हम मैं मेरा मेरे मेरी आप आपका आपके को का की के से में पर कोई \
            कुछ भी ही ये यह वो वह है हैं यार भाई भैया सर मैडम जी बस इतना इतने बहुत रोज़ रोज बार सब सारे करो करें करिए करना कर \
            कीजिए कीजिएगा दो दें दीजिए दीजिएगा देना दे ग्राहक ने कहा बोला बोले नाम अपनी अपने मला आम्हाला काही आहे आहेत इसमें \
            उसमें इस उस इतके खूप द्या करा कृपा करून रहा रही रहे बंद_मत_कर* बंद_न_कर* बंद_ना_कर* बंद_करू_नका मत_रोक* न_रोक* \
            भेजते_रह* कोई_बात_नहीं",
        refused: "पसंद_नहीं अभी_नहीं इनकार इंकार",
        left: "नहीं_चाह* नही_चाह* नहीं_चाहिए चाहिए_नहीं चाहिए_ही_नहीं नहीं_चाहता नहीं_चाहती नहीं_चाहते ज़रूरत_नहीं जरूरत_नहीं \
            आवश्यकता_नहीं दिलचस्पी_नहीं रुचि_नहीं इच्छुक_नहीं बंद_कर* बन्द_कर* बंद_हो* परेशान_मत_कर* परेशान_न_कर* \
            परेशान_ना_कर* तंग_मत_कर* तंग_न_कर* हटा_दो हटा_दें हटा_दीजिए हटाओ हटाइए हटाएं निकाल_दो निकाल_दें निकाल_दीजिए \
            नाम_हटा* नाम_काट* रोक_दो रोक_दें रोक_दीजिए रोको रोकिए रोकें मना_कर* मना_किया* मना_है बस_कर* सिर्फ_व्हाट्सएप \
            सिर्फ_फोन सिर्फ_कॉल नको_आहे नकोय नकोत बंद_करा काढून_टाक* थांबवा त्रास_देऊ_नका गरज_नाही",
        data: "डेटा डाटा जानकारी खाता माहिती",
        erase: "हटा* मिटा* डिलीट* काढून*",
        ..NONE
    },
    // Bengali.
    Brief {
        yes: "হ্যাঁ হাঁ জি ঠিক_আছে অবশ্যই",
        no: "না নয় নই করবেন_না কোরো_না করো_না",
        send: "পাঠান পাঠাবেন পাঠাও পাঠানো লিখবেন",
        unsent: "পাঠাবেন_না পাঠাবেননা পাঠাবে_না পাঠিও_না পাঠিয়ো_না পাঠাইয়েন_না পাঠানো_বন্ধ* লিখবেন_না",
        wish: "চাই চান চাচ্ছি",
        call: "কল ফোন",
        uncalled: "কল_করবেন_না ফোন_করবেন_না ফোন_করো_না কল_করো_না",
        more: "আর আবার কখনো এখন_থেকে",
        topic: "ইমেল ইমেইল ই_মেল ই_মেইল মেল মেইল বার্তা মেসেজ বিজ্ঞাপন অফার তালিকা লিস্ট নিউজলেটার প্রচার স্প্যাম",
        beside: "দয়া করে অনুগ্রহ প্লিজ ধন্যবাদ আমাকে আমাদের তাকে কে কোন কোনো কিছু এখন দাদা দিদি এত রোজ এর থেকে আমার নাম দিন \
            দাও দেবেন ও বন্ধ_করবেন_না বন্ধ_কোরো_না বন্ধ_করো_না",
        refused: "চাই_না চাইনা চান_না চায়_না চাচ্ছি_না",
        left: "লাগবে_না দরকার_নেই দরকার_নাই প্রয়োজন_নেই বন্ধ_কর* বন্ধ_হোক বাদ_দিন বাদ_দাও মুছে_ফেল* মুছে_দি* সরিয়ে_দি* \
            সরিয়ে_ফেল* আগ্রহী_নই আগ্রহ_নেই আগ্রহী_নন বিরক্ত_করবেন_না বিরক্ত_কোরো_না বিরক্ত_করো_না",
        data: "তথ্য ডেটা ডাটা অ্যাকাউন্ট",
        erase: "মুছে* মুছুন ডিলিট* সরিয়ে*",
        ..NONE
    },
    // Punjabi.
    Brief {
        yes: "ਹਾਂ ਹਾਂਜੀ ਜੀ ਠੀਕ_ਹੈ",
        no: "ਨਹੀਂ ਨਾ ਮਤ ਨਾ_ਕਰ*",
        send: "ਭੇਜੋ ਭੇਜਣਾ ਭੇਜਿਓ",
        unsent: "ਨਾ_ਭੇਜ* ਮਤ_ਭੇਜ* ਨਹੀਂ_ਭੇਜਣ* ਭੇਜੋ_ਨਾ",
        wish: "ਚਾਹੀਦਾ ਚਾਹੀਦੇ ਚਾਹੀਦੀ ਚਾਹੁੰਦਾ ਚਾਹੁੰਦੀ",
        call: "ਕਾਲ ਫੋਨ ਫ਼ੋਨ",
        uncalled: "ਕਾਲ_ਨਾ_ਕਰ* ਫੋਨ_ਨਾ_ਕਰ* ਫ਼ੋਨ_ਨਾ_ਕਰ*",
        more: "ਹੁਣ ਹੋਰ ਫਿਰ ਦੁਬਾਰਾ ਅੱਗੇ",
        topic: "ਈਮੇਲ ਈ_ਮੇਲ ਮੇਲ ਮੈਸੇਜ ਸੁਨੇਹਾ ਸੁਨੇਹੇ ਸੰਦੇਸ਼ ਇਸ਼ਤਿਹਾਰ ਆਫਰ ਸੂਚੀ ਲਿਸਟ",
        beside: "ਕਿਰਪਾ ਕਰਕੇ ਪਲੀਜ਼ ਧੰਨਵਾਦ ਮੈਨੂੰ ਸਾਨੂੰ ਉਸਨੂੰ ਨੂੰ ਕੋਈ ਕੁਝ ਵੀ ਜੀ ਵੀਰ ਭਾਜੀ ਹੈ ਹਨ ਦਾ ਦੇ ਦੀ ਤੋਂ ਵਿੱਚੋਂ ਮੇਰਾ ਨਾਮ ਕਰੋ \
            ਦਿਓ ਕਰ ਇੰਨੇ ਬਹੁਤ ਬੰਦ_ਨਾ_ਕਰ*",
        left: "ਨਹੀਂ_ਚਾਹੀਦ* ਨਹੀਂ_ਚਾਹੁੰਦ* ਚਾਹੀਦਾ_ਨਹੀਂ ਚਾਹੀਦੇ_ਨਹੀਂ ਲੋੜ_ਨਹੀਂ ਬੰਦ_ਕਰ* ਹਟਾ_ਦਿਓ ਹਟਾਓ ਕੱਢ_ਦਿਓ ਕੱਢੋ ਰੋਕੋ ਰੋਕ_ਦਿਓ \
            ਤੰਗ_ਨਾ_ਕਰ* ਪਰੇਸ਼ਾਨ_ਨਾ_ਕਰ*",
        ..NONE
    },
    // Gujarati.
    Brief {
        yes: "હા હાં ઠીક_છે",
        no: "ના ન નહીં નહિ નહી નથી",
        send: "મોકલો મોકલજો મોકલવું મોકલવા",
        unsent: "ના_મોકલ* ન_મોકલ* મોકલશો_નહીં મોકલશો_નહિ મોકલશો_નહી મોકલતા_નહીં મોકલતા_નહિ મોકલવું_નહીં નહીં_મોકલ* નહિ_મોકલ*",
        wish: "જોઈએ જોઈતું જોઈતા જોઈતી",
        call: "કોલ ફોન",
        uncalled: "ફોન_ના_કર* ફોન_ન_કર* કોલ_ના_કર* કોલ_ન_કર* ફોન_કરશો_નહીં",
        more: "હવે ફરી વધુ ફરીથી",
        topic: "ઈમેલ ઇમેલ ઈમેઇલ ઇમેઇલ ઈમેઈલ ઇમેઈલ મેઇલ મેઈલ મેલ મેસેજ સંદેશ સંદેશા જાહેરાત ઓફર ઑફર યાદી લિસ્ટ",
        beside: "કૃપા કૃપયા કરીને મહેરબાની પ્લીઝ આભાર મને અમને તેમને ને કોઈ કંઈ કાંઈ પણ ભાઈ બેન છે ના ની નું નો થી માંથી \
            મારું નામ દો કરો બહુ રોજ આવા બંધ_ન_કર* બંધ_ના_કર* બંધ_કરશો_નહીં બંધ_કરશો_નહિ",
        left: "નથી_જોઈત* નથી_જોઇત* જોઈતા_નથી જોઈતું_નથી જોઈતી_નથી જોઈતો_નથી નથી_જોઈએ જરૂર_નથી રસ_નથી બંધ_કરો બંધ_કરી* \
            બંધ_કરજો કાઢી_નાખ* કાઢી_નાંખ* દૂર_કરો હેરાન_ન_કર* હેરાન_ના_કર* હેરાન_કરશો_નહીં",
        ..NONE
    },
    // Tamil.
    Brief {
        yes: "ஆம் ஆமாம் சரி",
        no: "வேண்டாம் வேணாம் வேண்டா இல்லை கூடாது",
        send: "அனுப்ப அனுப்புவது அனுப்புவதை அனுப்புங்கள் அனுப்பவும் அனுப்பலாம்",
        unsent: "அனுப்பாத* அனுப்ப_வேண்டாம் அனுப்பவேண்டாம் அனுப்பக்கூடாது அனுப்பக்_கூடாது அனுப்ப_கூடாது",
        wish: "வேண்டும் விருப்பம்",
        call: "அழைக்க அழைப்பு கால் போன்",
        uncalled: "அழைக்காத* அழைக்க_வேண்டாம் அழைக்கவேண்டாம்",
        more: "இனி இனிமேல் மீண்டும் மேலும்",
        topic: "மெயில* மின்னஞ்சல* ஈமெயில் இமெயில் செய்தி செய்திகள் மெசேஜ் விளம்பரம் விளம்பரங்கள் சலுகை ஆஃபர் பட்டியல் \
            பட்டியலில் லிஸ்ட்",
        beside: "தயவு செய்து தயவுசெய்து ப்ளீஸ் நன்றி எனக்கு எங்களுக்கு அவருக்கு எந்த எதுவும் ஒரு சார் அண்ணா ரொம்ப இங்கே \
            இருந்து என் பெயரை பெயர் நிறுத்த_வேண்டாம் நிறுத்தாத*",
        left: "தேவையில்லை தேவை_இல்லை தேவையில்ல விருப்பமில்லை விருப்பம்_இல்லை விரும்பவில்லை ஆர்வமில்லை நிறுத்துங்கள் \
            நிறுத்துங்க நிறுத்தவும் நிறுத்து நீக்கவும் நீக்குங்கள் நீக்கி_விட* தொந்தரவு_செய்யாத* தொந்தரவு_வேண்டாம் \
            தொல்லை_வேண்டாம்",
        ..NONE
    },
    // Telugu.
    Brief {
        yes: "అవును సరే",
        no: "వద్దు ఒద్దు లేదు కాదు",
        send: "పంపడం పంపించడం పంపండి పంపించండి",
        unsent: "పంపవద్దు* పంపొద్దు* పంపకండి* పంపకు పంపించవద్దు* పంపించకండి* పంపించొద్దు*",
        wish: "కావాలి",
        call: "కాల్ ఫోన్",
        uncalled: "కాల్_చేయవద్దు* కాల్_చేయకండి* ఫోన్_చేయవద్దు* ఫోన్_చేయకండి* కాల్_చేయొద్దు*",
        more: "ఇక మళ్ళీ మళ్లీ ఇంకా ఇకపై",
        topic: "ఇమెయిల* ఈమెయిల* ఈ_మెయిల* మెయిల* మెసేజ్ మెసేజ్‌లు సందేశాలు ప్రకటనలు ఆఫర్ ఆఫర్లు జాబితా లిస్ట్",
        beside: "దయచేసి ప్లీజ్ ధన్యవాదాలు నాకు మాకు వారికి ఏమీ ఏ అండి గారు సార్ చాలా రోజూ నా పేరు నుండి నుంచి ఆపవద్దు ఆపకండి",
        left: "అక్కర్లేదు అక్కరలేదు అవసరం_లేదు అవసరంలేదు ఆపండి ఆపేయండి నిలిపివేయండి తొలగించండి తీసేయండి తీసివేయండి ఇష్టం_లేదు \
            ఆసక్తి_లేదు విసిగించవద్దు విసిగించకండి",
        ..NONE
    },
    // Kannada.
    Brief {
        yes: "ಹೌದು ಸರಿ",
        no: "ಬೇಡ ಬೇಡಿ ಇಲ್ಲ",
        send: "ಕಳುಹಿಸುವುದು ಕಳಿಸುವುದು ಕಳುಹಿಸುವುದನ್ನು ಕಳುಹಿಸಿ ಕಳಿಸಿ",
        unsent: "ಕಳುಹಿಸಬೇಡಿ* ಕಳುಹಿಸಬೇಡ* ಕಳಿಸಬೇಡಿ* ಕಳಿಸಬೇಡ* ಕಳುಹಿಸಬಾರದು ಕಳುಹಿಸುವುದು_ಬೇಡ",
        wish: "ಬೇಕು",
        call: "ಕರೆ ಕಾಲ್ ಫೋನ್",
        uncalled: "ಕರೆ_ಮಾಡಬೇಡಿ* ಕಾಲ್_ಮಾಡಬೇಡಿ* ಫೋನ್_ಮಾಡಬೇಡಿ*",
        more: "ಇನ್ನು ಇನ್ನುಮುಂದೆ ಮತ್ತೆ",
        topic: "ಇಮೇಲ್ ಇಮೇಲ್‌ಗಳು ಈಮೇಲ್ ಇ_ಮೇಲ್ ಮೇಲ್ ಮೆಸೇಜ್ ಸಂದೇಶ ಸಂದೇಶಗಳು ಜಾಹೀರಾತು ಆಫರ್ ಪಟ್ಟಿ ಲಿಸ್ಟ್",
        beside: "ದಯವಿಟ್ಟು ಪ್ಲೀಸ್ ಧನ್ಯವಾದ ನನಗೆ ನಮಗೆ ಅವರಿಗೆ ಯಾವುದೇ ಏನೂ ಸರ್ ತುಂಬಾ ದಿನ ನನ್ನ ಹೆಸರು ಹೆಸರನ್ನು ನಿಲ್ಲಿಸಬೇಡಿ*",
        left: "ಬೇಕಿಲ್ಲ ಬೇಕಾಗಿಲ್ಲ ಅಗತ್ಯವಿಲ್ಲ ಅಗತ್ಯ_ಇಲ್ಲ ನಿಲ್ಲಿಸಿ ನಿಲ್ಲಿಸಿಬಿಡಿ ತೆಗೆದುಹಾಕಿ ತೆಗೆಯಿರಿ ತೆಗೆದು_ಹಾಕಿ ಅಳಿಸಿ \
            ಆಸಕ್ತಿ_ಇಲ್ಲ ಆಸಕ್ತಿಯಿಲ್ಲ ಇಷ್ಟವಿಲ್ಲ ತೊಂದರೆ_ಕೊಡಬೇಡಿ*",
        ..NONE
    },
    // Malayalam.
    Brief {
        yes: "അതെ ശരി",
        no: "വേണ്ട വേണ്ടാ ഇല്ല അല്ല",
        send: "അയക്കുന്നത് അയയ്ക്കുന്നത് അയക്കൂ അയയ്ക്കൂ അയക്കുക",
        unsent: "അയക്കരുത്* അയയ്ക്കരുത്* അയക്കണ്ട* അയക്കേണ്ട* അയയ്ക്കേണ്ട* അയക്കല്ലേ",
        wish: "വേണം",
        call: "കോൾ ഫോൺ",
        uncalled: "വിളിക്കരുത്* വിളിക്കേണ്ട* വിളിക്കണ്ട*",
        more: "ഇനി വീണ്ടും ഇനിയും",
        topic: "ഇമെയിൽ ഇമെയിലുകൾ ഈമെയിൽ ഇ_മെയിൽ മെയിൽ മെയിലുകൾ മെസേജ് സന്ദേശം സന്ദേശങ്ങൾ പരസ്യം പരസ്യങ്ങൾ ഓഫർ ഓഫറുകൾ ലിസ്റ്റ് \
            ലിസ്റ്റിൽ",
        beside: "എന്നെ നിന്ന് നിന്നും ദയവായി പ്ലീസ് നന്ദി എനിക്ക് ഞങ്ങൾക്ക് അവർക്ക് ഒന്നും ഒരു സർ ചേട്ടാ വളരെ ദിവസവും എന്റെ \
            പേര് നിർത്തരുത്* നിർത്തേണ്ട*",
        left: "ആവശ്യമില്ല ആവശ്യം_ഇല്ല താൽപര്യമില്ല താൽപ്പര്യമില്ല താല്പര്യമില്ല നിർത്തു നിർത്തൂ നിർത്തുക നിർത്തണം ഒഴിവാക്കുക \
            ഒഴിവാക്കണം ഒഴിവാക്കൂ നീക്കം_ചെയ്യുക നീക്കം_ചെയ്യൂ ശല്യം_ചെയ്യരുത്*",
        ..NONE
    },
    // Urdu.
    Brief {
        yes: "ہاں جی جی_ہاں ٹھیک_ہے ضرور",
        no: "نہیں مت نہ نا",
        send: "بھیجیں بھیجو بھیجنا بھیجیے بھیجیئے بھیجئے لکھیں",
        unsent: "مت_بھیج* نہ_بھیج* نا_بھیج* نہیں_بھیجیں نہیں_بھیجنا",
        wish: "چاہیے چاہئے چاہتے چاہتا چاہتی دلچسپی",
        call: "کال فون",
        uncalled: "کال_نہ_کر* کال_مت_کر* فون_نہ_کر* فون_مت_کر*",
        more: "اب دوبارہ اور پھر آئندہ",
        topic: "ای_میل ای_میلز ایمیل ایمیلز میل میلز پیغام پیغامات میسج میسیج اشتہار اشتہارات آفر آفرز فہرست لسٹ",
        beside: "براہ کرم مہربانی پلیز شکریہ مجھے ہمیں ہم کو اسے ان کا کی کے سے میں پر کوئی کچھ بھی ہی ہے ہیں یار بھائی جناب \
            بس اتنے بہت روز سب کریں کرو کرنا کر دیں دو دیجیے دینا گاہک نے کہا میرا نام بند_نہ_کر* بند_مت_کر* مت_روک* نہ_روک* \
            بھیجتے_رہ*",
        refused: "پسند_نہیں ابھی_نہیں انکار",
        left: "نہیں_چاہ* چاہیے_نہیں چاہئے_نہیں ضرورت_نہیں دلچسپی_نہیں بند_کر* ہٹا_دیں ہٹا_دو ہٹائیں ہٹاؤ نکال_دیں نکال_دو \
            روک_دیں روک_دو روکیں منع_کر* منع_ہے تنگ_نہ_کر* تنگ_مت_کر* پریشان_نہ_کر* پریشان_مت_کر*",
        data: "ڈیٹا معلومات اکاؤنٹ",
        erase: "مٹا* حذف* ہٹا*",
        ..NONE
    },
];
