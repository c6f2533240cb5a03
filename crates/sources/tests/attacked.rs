//! Noes as mail tools export them, and in files that nobody meant to give: none is lost.

use crate::heard::all;
use flate2::{Compression, write::GzEncoder};
use sources::Contract;
use std::io::Write;

/// A contract of one table; `columns` are (name, role).
fn table(format: &str, lands: &str, columns: &[(&str, &str)]) -> Contract {
    let column = |(name, role): &(&str, &str)| {
        let kind = if *role == "occurred_at" { "logicalType: timestamp, " } else { "" };
        let required = if *role == "action" { "required: true, " } else { "" };
        format!(
            "      - {{name: '{name}', {kind}{required}customProperties: [{{property: truelift.role, value: {role}}}]}}\n"
        )
    };
    let columns: String = columns.iter().map(column).collect();
    let text = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: book\nversion: 1.0.0\nstatus: active\ncustomProperties:\n  - {{property: truelift.format, value: {format}}}\n  - {{property: truelift.lands, value: {lands}}}\nschema:\n  - name: rows\n    properties:\n{columns}"
    );
    Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
}

const BOOK: [(&str, &str); 8] = [
    ("no_id", "external_key"),
    ("email", "email"),
    ("phone", "phone"),
    ("customer", "customer_id"),
    ("purpose", "purpose"),
    ("channel", "channel"),
    ("recorded_at", "occurred_at"),
    ("action", "action"),
];

fn book(format: &str) -> Contract {
    table(format, "[consents]", &BOOK)
}

fn people() -> Contract {
    table("csv", "[records]", &[("id", "external_key"), ("email", "email"), ("first", "given_name")])
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text).unwrap();
    packer.finish().unwrap()
}

/// A book of consents whose `n`th row says no, for each of `noes`.
fn rows(n: usize, noes: &[usize]) -> String {
    let mut text = "no_id,email,purpose,channel,action,recorded_at\n".to_owned();
    for at in 0..n {
        let action = if noes.contains(&at) { "withdrawn" } else { "granted" };
        // Digits that no packing shortens.
        let salt = (at as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        text += &format!("U{at}-{salt:x},p{at}@x.org,marketing,email,{action},2026-05-01\n");
    }
    text
}

#[test]
fn what_can_be_unpacked_of_a_pack_that_is_cut_keeps_its_noes() {
    for encoding in ["utf-8", "auto"] {
        let contract = book(&format!("csv}}\n  - {{property: truelift.encoding, value: {encoding}"));
        let whole = packed(rows(4_000, &[0, 7, 1_000]).as_bytes());
        let found = all(&contract, &whole);
        assert_eq!((found.opens(), found.error.clone()), (3_997, None));
        for cut in [whole.len() - 1, whole.len() - 8, whole.len() - 9, whole.len() / 2] {
            let found = all(&contract, &whole[..cut]);
            let error = found.error.clone().unwrap_or_default();
            assert!(error.contains("cannot be unpacked") && error.contains("all the same"), "{cut}: {error}");
            assert_eq!((found.opens(), found.rejected.len()), (0, 0), "{cut}");
            assert!(["p0@x.org", "p7@x.org", "p1000@x.org"].iter().all(|who| found.closes(who)), "{cut}");
        }
        let mut spoilt = whole.clone();
        let at = spoilt.len() - 40;
        spoilt[at..].fill(0xFF);
        let found = all(&contract, &spoilt);
        assert!(found.error.is_some() && found.opens() == 0 && found.closes("p7@x.org"), "{:?}", found.error);
    }
}

fn utf32(text: &str, is_big: bool, has_mark: bool) -> Vec<u8> {
    let mark = if has_mark { "\u{FEFF}" } else { "" };
    let bytes = |c: char| if is_big { (c as u32).to_be_bytes() } else { (c as u32).to_le_bytes() };
    mark.chars().chain(text.chars()).flat_map(bytes).collect()
}

#[test]
fn wide_letters_are_read() {
    let text = "no_id,email,purpose,channel,action,recorded_at\nÜ1,ann@x.org,marketing,email,withdrawn,2026-05-01\n健2,bob@x.org,marketing,email,granted,2026-05-01\n";
    for (is_big, has_mark) in [(false, false), (false, true), (true, false), (true, true)] {
        for encoding in ["auto", "utf-8", "utf-32"] {
            let contract = book(&format!("csv}}\n  - {{property: truelift.encoding, value: {encoding}"));
            let found = all(&contract, &utf32(text, is_big, has_mark));
            let which = format!("{encoding} {is_big} {has_mark}: {found:?}");
            assert_eq!((found.opens(), found.rejected.len()), (1, 0), "{which}");
            assert!(found.closes("ann@x.org") && found.error.is_none(), "{which}");
        }
        // Cut within a letter, and packed.
        let bytes = utf32(text, is_big, has_mark);
        let found = all(&book("csv"), &packed(&bytes[..bytes.len() - 3]));
        assert!(found.closes("ann@x.org"), "{found:?}");
    }
    // UTF-16 of a language whose letters have few zero bytes, without a mark.
    let names = "氏名健一田中花子山田東京都大阪市".repeat(3);
    let text =
        format!("no_id,email,action,氏名\n1,ann@x.org,withdrawn,{names}\n2,bob@x.org,granted,{names}\n");
    for is_big in [false, true] {
        let wide = text.encode_utf16().flat_map(|unit| match is_big {
            true => unit.to_be_bytes(),
            false => unit.to_le_bytes(),
        });
        let found = all(&book("csv"), &wide.collect::<Vec<u8>>());
        assert!(found.closes("ann@x.org"), "{is_big} {found:?}");
    }
}

#[test]
fn letters_that_cannot_be_told_lose_no_no() {
    // Letters of DOS: in Windows they would be signs in the middle of words. And a header that is not in the letters
    // that it is said to be in.
    let dos: &[u8] =
        b"no_id,Name,Other,email,action\n1,Ren\x82,Andr\x82,ann@x.org,withdrawn\n2,L\x82on,J\x94rg,bob@x.org,granted\n";
    let guessed = book("csv}\n  - {property: truelift.encoding, value: auto");
    let found = all(&guessed, dos);
    assert!(found.error.is_some() && found.closes("ann@x.org") && found.opens() == 0, "{found:?}");
    let told = book("csv}\n  - {property: truelift.encoding, value: utf-8");
    let header: &[u8] = b"no_id,email,action,Stra\xdfe\n1,ann@x.org,withdrawn,x\n2,bob@x.org,granted,y\n";
    let found = all(&told, header);
    assert!(found.error.is_some() && found.closes("ann@x.org") && found.opens() == 0, "{found:?}");
    // Zero bytes all over, as a program pads its fields.
    let padded: &[u8] =
        b"no_id,email,action\n1\0\0\0\0\0\0\0,ann@x.org\0\0\0\0\0\0\0,withdrawn\0\0\0\0\0\0\0\n";
    let found = all(&book("csv"), padded);
    assert!(found.closes("ann@x.org") && found.opens() == 0, "{found:?}");
}

#[test]
fn a_file_of_another_format_than_its_contracts_keeps_its_noes() {
    let csv = rows(3, &[1]);
    let list = "[{\"no_id\":\"1\",\"email\":\"p1@x.org\",\"action\":\"withdrawn\"},{\"no_id\":\"2\",\"email\":\"p2@x.org\",\"action\":\"granted\"}]";
    for (format, file) in [
        ("jsonl", csv.clone().into_bytes()),
        ("parquet", csv.clone().into_bytes()),
        ("parquet", packed(csv.as_bytes())),
        ("parquet", list.into()),
        ("csv", list.into()),
        // Cut within the list, within an object, within a line.
        ("jsonl", list[..list.len() - 1].into()),
        ("jsonl", list[..list.len() - 20].into()),
        ("jsonl", format!("{{\"data\":{}", &list[..list.len() - 20]).into_bytes()),
        ("csv", list[..list.len() - 20].into()),
        ("jsonl", "{\"no_id\":\"1\",\"email\":\"p1@x.org\",\"action\":\"withdrawn\"\n{\"no_id\":\"2\",\"email\":\"p2@x.org\",\"action\":\"granted\"}\n".into()),
        ("jsonl", "\"p1@x.org\",\"unsubscribed\"\n".into()),
        ("jsonl", "[[\"1\",\"p1@x.org\",\"unsubscribed\"],[\"2\",\"p2@x.org\",\"granted\"]]".into()),
        ("jsonl", "{\"1\":{\"no_id\":\"1\",\"email\":\"p1@x.org\",\"action\":\"withdrawn\"},\"2\":{\"no_id\":\"2\",\"email\":\"p2@x.org\",\"action\":\"granted\"}}".into()),
    ] {
        let found = all(&book(format), &file);
        let shown = String::from_utf8_lossy(&file);
        assert!(found.closes("p1@x.org"), "{format} {shown}: {found:?}");
        assert!(!found.closes("p2@x.org") || shown.starts_with("{\"1\""), "{format} {shown}: {found:?}");
    }
}

#[test]
fn what_mail_tools_export_of_bounces_and_complaints_closes() {
    // By the published formats of each, read under a contract of people, which names none of it.
    for (name, header, row) in [
        (
            "SendGrid bounces",
            "created,email,reason,status",
            "1443651125,ann@x.org,550 5.1.1 The email account does not exist,5.1.1",
        ),
        (
            "SendGrid events",
            "email,timestamp,event,type,reason",
            "ann@x.org,1443651125,bounce,bounce,500 unknown recipient",
        ),
        ("SendGrid spam reports", "email,timestamp,event", "ann@x.org,1443651125,spamreport"),
        ("SendGrid unsubscribes", "email,event,asm_group_id", "ann@x.org,group_unsubscribe,10"),
        ("SES notification", "notificationType,bounceType,email", "Bounce,Permanent,ann@x.org"),
        ("SES complaint", "eventType,complaintFeedbackType,email", "Complaint,abuse,ann@x.org"),
        (
            "SES suppression list",
            "EmailAddress,Reason,LastUpdateTime",
            "ann@x.org,COMPLAINT,2020-04-10T21:03:05+00:00",
        ),
        ("SES suppression list", "email,Reason,LastUpdateTime", "ann@x.org,BOUNCE,2020-04-10T21:03:05+00:00"),
        ("Postmark", "email,Type,TypeCode,Inactive,CanActivate", "ann@x.org,HardBounce,1,true,true"),
        (
            "Postmark",
            "email,SuppressionReason,Origin,CreatedAt",
            "ann@x.org,ManualSuppression,Recipient,2020-04-10",
        ),
        ("Postmark", "email,RecordType,Type", "ann@x.org,SpamComplaint,SpamComplaint"),
        ("Mailgun", "email,event", "ann@x.org,complained"),
        (
            "Mailgun bounces",
            "address,code,error,created_at",
            "ann@x.org,550,No such mailbox,\"Fri, 21 Oct 2011 11:02:55 UTC\"",
        ),
        ("SparkPost", "recipient,type,source,description", "ann@x.org,non_transactional,Spam Complaint,x"),
        ("Brevo", "email,status,reason", "ann@x.org,Blocklisted,hardBounce"),
        ("Klaviyo suppressed", "email,Suppression Reason,Timestamp", "ann@x.org,USER_SUPPRESSED,2020-01-01"),
        ("HubSpot", "email,Email hard bounce reason", "ann@x.org,UNKNOWN_USER"),
        ("HubSpot", "email,Unsubscribed from all email", "ann@x.org,true"),
        ("Mailchimp", "email,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE", "ann@x.org,2020-01-01 10:00:00,Spring"),
        ("Constant Contact", "email,Email status - other,Email permission status", "ann@x.org,,Unsubscribed"),
        ("ActiveCampaign", "email,Status,Bounced Date", "ann@x.org,Bounced,2020-01-01"),
        ("Campaign Monitor", "email,State", "ann@x.org,Deleted"),
        ("MailerLite", "email,Status", "ann@x.org,junk"),
        ("Salesforce", "email,HasOptedOutOfEmail,IsEmailBounced", "ann@x.org,0,1"),
        ("Dynamics", "email,Do not allow Bulk Emails,donotemail", "ann@x.org,Do Not Allow,0"),
        ("Shopify", "email,email_marketing_consent.state", "ann@x.org,redacted"),
        ("Shopify", "email,Accepts Email Marketing", "ann@x.org,no"),
        ("Braze", "email,email_subscribe", "ann@x.org,unsubscribed"),
        ("Iterable", "email,unsubscribedChannelIds", "ann@x.org,\"[12345]\""),
        ("Customer.io", "email,unsubscribed", "ann@x.org,true"),
        ("Twilio", "phone,email,OptOutType", "+14045550123,ann@x.org,STOP"),
    ] {
        let found = all(&people(), format!("id,{header}\nP1,{row}\nP2,\n").replace("P2,\n", "").as_bytes());
        assert!(found.closes("ann@x.org"), "{name}: {header} / {row}: {found:?}");
    }
}

/// Columns that no contract names, and a value that says no.
const CLOSING: &[(&str, &str)] = &[
    ("Permission", "none"),
    ("Permission to contact", "Refused"),
    ("Permission for marketing", "absent"),
    ("Consent status", "absent"),
    ("Consent", "not given"),
    ("GDPR consent", "Missing"),
    ("Opt-in", "none"),
    ("Einwilligung", "fehlt"),
    ("Werbeerlaubnis", "nicht vorhanden"),
    ("Consentement", "absent"),
    ("Consentimiento", "ninguno"),
    ("consent", "{\"status\":\"none\"}"),
    ("estado", "dado de baja"),
    ("Estado de suscripción", "cancelada"),
    ("Baja voluntaria", "sí"),
    ("Fecha de baja", "2026-05-01"),
    ("No enviar publicidad", "sí"),
    ("No desea recibir correos", "x"),
    ("Rechaza comunicaciones", "sí"),
    ("Consentimiento comercial", "no"),
    ("Autoriza comunicaciones comerciales", "no"),
    ("estado de la suscripción", "no suscrito"),
    ("statut", "désinscrit"),
    ("SMS consent", "NOT_SUBSCRIBED"),
    ("Statut d'abonnement", "désabonné"),
    ("Refus de prospection", "oui"),
    ("Opposition", "oui"),
    ("Date de désinscription", "01/05/2026"),
    ("Accepte la prospection", "non"),
    ("Ne souhaite pas être contacté", "oui"),
    ("Ne pas solliciter", "1"),
    ("Stop pub", "oui"),
    ("配信拒否", "1"),
    ("メール配信停止", "はい"),
    ("メルマガ", "配信停止"),
    ("ステータス", "退会済み"),
    ("購読状況", "解除"),
    ("メール許諾", "いいえ"),
    ("Abmeldedatum", "01.05.2026"),
    ("Abgemeldet am", "01.05.2026"),
    ("Newsletter-Status", "abgemeldet"),
    ("Werbewiderspruch", "ja"),
    ("Werbung unerwünscht", "ja"),
    ("Darf kontaktiert werden", "nein"),
    ("Sperrvermerk", "X"),
    ("Sperrkennzeichen", "1"),
    ("Afgemeld", "ja"),
    ("Uitgeschreven op", "2026-05-01"),
    ("Geen reclame", "ja"),
    ("Disiscritto il", "01/05/2026"),
    ("Non contattare", "si"),
    ("Descadastrado", "sim"),
    ("Não enviar", "sim"),
    ("Wypisany", "tak"),
    ("Nie kontaktować", "tak"),
    ("Avregistrerad", "ja"),
    ("Avmeldt", "ja"),
    ("Ingen reklam", "ja"),
    ("Отказ от рассылки", "да"),
    ("Согласие на рассылку", "нет"),
    ("Не беспокоить", "да"),
    ("수신동의", "아니오"),
    ("수신 거부", "예"),
    ("接收邮件", "否"),
    ("拒收", "是"),
    ("Blacklisted?", "TRUE"),
    ("Do not contact me again", "1"),
    ("Suppressed", "2026-05-01"),
    ("Marketing suspended", "yes"),
    ("List status", "Opted-out"),
    ("subscription", "cancelled by user (unsubscribed)"),
    ("Email consent", "Withdrawn 2026-05-01"),
    ("Permission", "revoked"),
    ("Mail preference", "none - unsubscribed"),
    ("Tags", "vip; unsubscribed; spring"),
    ("Tags", "vip|do-not-contact"),
    ("Labels", "[\"unsubscribed\",\"vip\"]"),
    ("Segment", "Unsubscribed contacts"),
    ("List", "Suppression list"),
    ("List name", "Unsubscribed"),
    ("notes", "Customer asked to be removed from all mailings"),
    ("notes", "please unsubscribe"),
    ("notes", "DO NOT EMAIL"),
    ("notes", "wants no more emails"),
    ("Bemerkung", "möchte keine Werbung mehr"),
    ("Bemerkung", "hat der Werbung widersprochen"),
    ("Bemerkung", "keine Mails mehr schicken!"),
    ("Remarques", "ne veut plus recevoir de mails"),
    ("Notas", "no quiere recibir más correos"),
    ("GDPR", "objection received 2026-05-01"),
    ("statut", "d&eacute;sinscrit"),
    ("statut", "d\\u00e9sinscrit"),
    ("notes", "onay geri çekildi"),
    ("notes", "intrekking toestemming"),
    ("notes", "Widerspruch nach Art. 21 DSGVO"),
];

/// Columns that no contract names, and a value that says none.
const QUIET: &[(&str, &str)] = &[
    ("Allergies", "none"),
    ("Consent source", "none"),
    ("Consent evidence", "missing"),
    ("Newsletter", "none"),
    ("Consent", "unknown"),
    ("Permission", "full"),
    ("notes", "asked whether the unsubscribed list is complete"),
    ("notes", "loves mail, never unsubscribed"),
    ("Tags", "vip; spring"),
    ("Status", "cancelled"),
    ("Subscription", "cancelled"),
    ("Fecha de alta", "2026-05-01"),
    ("Date d'inscription", "01/05/2026"),
    ("estado", "activo"),
    ("Subscription", "never subscribed"),
    ("unsubscribedChannelIds", "[]"),
    ("unsubscribe_token", "a8f2c1"),
    ("Marketing emails opened", "0"),
    ("notes", "keine E-Mail hinterlegt"),
    ("notes", "please call again, no mail arrived"),
    ("notes", "Mitglied seit 2019, unsubscribed list checked"),
    ("Position", "Head of Complaints"),
    ("company", "Bounce Ltd"),
    ("company", "Spam GmbH"),
    ("notes", "no email on file"),
    ("notes", "do not email before 9"),
    ("product", "Stop Sign"),
    ("Last name", "Withdrawn"),
    ("city", "Baja"),
    ("version", "5.1.1.2"),
    ("Unsubscribe link", "https://x.org/unsubscribe"),
    ("Unsubscribe link", "https://x.org/a,unsubscribe"),
    ("Clean mobile", "0171 1234567"),
    ("notes", "was removed from the list by mistake, please keep"),
    ("notes", "should we stop sending the catalogue?"),
    ("Do not allow Bulk Emails", "Allow"),
    ("商品", "解除キット"),
];

#[test]
fn headers_of_many_languages_close() {
    for (header, value) in CLOSING {
        let found = all(
            &people(),
            format!("id,email,\"{header}\"\nP1,ann@x.org,\"{}\"\n", value.replace('"', "\"\"")).as_bytes(),
        );
        assert!(found.closes("ann@x.org"), "{header} = {value}: {found:?}");
    }
    for (header, value) in QUIET {
        let found = all(&people(), format!("id,email,\"{header}\"\nP1,ann@x.org,\"{value}\"\n").as_bytes());
        assert!(!found.closes("ann@x.org"), "{header} = {value}: {found:?}");
    }
}

#[test]
fn shapes_of_files() {
    let book = book("csv");
    for (name, file) in [
        ("tsv", "no_id\temail\taction\n1\tann@x.org\twithdrawn\n".to_owned()),
        ("mark", "\u{FEFF}no_id,email,action\n1,ann@x.org,withdrawn\n".to_owned()),
        ("mark twice", "\u{FEFF}\u{FEFF}no_id,email,action\n1,ann@x.org,withdrawn\n".to_owned()),
        ("no header", "1,ann@x.org,withdrawn\n2,bob@x.org,withdrawn\n".to_owned()),
        ("too short", "no_id,email,phone,action\n1,ann@x.org,withdrawn\n".to_owned()),
        ("too long", "no_id,email,action\n1,ann@x.org,please,stop,withdrawn,x\n".to_owned()),
        ("too long", "no_id,email,action\n1,ann@x.org,granted,withdrawn\n".to_owned()),
        ("blank action, remark", "no_id,email,action,remark\n1,ann@x.org,,unsubscribed\n".to_owned()),
        ("granted and a no beside", "no_id,email,action,status\n1,ann@x.org,granted,unsubscribed\n".to_owned()),
        ("header again", "no_id,email,action\nno_id,email,action\n1,ann@x.org,withdrawn\n".to_owned()),
        ("spanish", "identificador,correo electrónico,acción\n1,ann@x.org,baja\n".to_owned()),
        ("french", "identifiant;adresse;décision\n1;ann@x.org;désinscrit\n".to_owned()),
        ("japanese", "番号,メールアドレス,状態\n1,ann@x.org,配信停止\n".to_owned()),
        ("two rows of one key", "no_id,email,action\n1,ann@x.org,withdrawn\n1,ann@x.org,granted\n".to_owned()),
        ("two rows of one key", "no_id,email,action\n1,ann@x.org,granted\n1,ann@x.org,withdrawn\n".to_owned()),
        ("escaped by a backslash", "no_id,email,action\n1,\"Ann \\\"A\\\" <ann@x.org>\",withdrawn\n".to_owned()),
        ("single quotes", "'no_id','email','action'\n'1','ann@x.org','withdrawn'\n".to_owned()),
        ("blanks", " no_id , email , action \n 1 , ann@x.org , withdrawn \n".to_owned()),
        ("carriage returns", "no_id,email,action\r1,ann@x.org,withdrawn\r".to_owned()),
        ("caret", "no_id^email^action\n1^ann@x.org^withdrawn\n".to_owned()),
        ("colon", "no_id:email:action\n1:ann@x.org:withdrawn\n".to_owned()),
        ("fixed width", "no_id  email        action\n1      ann@x.org    withdrawn\n".to_owned()),
        ("xml", "<rows><row><email>ann@x.org</email><action>withdrawn</action></row></rows>".to_owned()),
        ("html", "<table><tr><td>email</td><td>action</td></tr><tr><td>ann@x.org</td><td>unsubscribed</td></tr></table>".to_owned()),
        ("sql", "INSERT INTO nos (email, action) VALUES ('ann@x.org','withdrawn');\n".to_owned()),
        ("action in two columns of other names", "no_id,email,action,action 2\n1,ann@x.org,granted,withdrawn\n".to_owned()),
        ("invisible", "no_id,email,action\n1,ann@x.org,with\u{200B}drawn\n".to_owned()),
        ("full width", "no_id,email,action\n1,ann@x.org,ｕｎｓｕｂｓｃｒｉｂｅｄ\n".to_owned()),
        ("entity", "no_id,email,action\n1,ann@x.org,un&shy;subscribed\n".to_owned()),
        ("quoted word", "no_id,email,action\n1,ann@x.org,\"\"\"withdrawn\"\"\"\n".to_owned()),
        ("formula", "no_id,email,action\n1,\"=HYPERLINK(\"\"mailto:ann@x.org\"\")\",withdrawn\n".to_owned()),
        ("excel text", "no_id,email,action\n1,ann@x.org,\"=\"\"withdrawn\"\"\"\n".to_owned()),
        ("apostrophe", "no_id,email,action\n1,'ann@x.org,'withdrawn\n".to_owned()),
    ] {
        let found = all(&book, file.as_bytes());
        assert!(found.closes("ann@x.org") && found.opens() == 0, "{name}: {found:?}");
    }
}

#[test]
fn a_pack_that_becomes_a_hundred_times_as_large_is_read_no_further() {
    let contract = book("csv");
    let mut text = rows(3, &[1]).into_bytes();
    // Blank lines, so that nothing but the packing is odd.
    text.resize(40_000_000, b'\n');
    let found = all(&contract, &packed(&text));
    let error = found.error.clone().unwrap_or_default();
    assert!(error.contains("more than 100 times as large"), "{error}");
    assert!(found.opens() == 0 && found.closes("p1@x.org"), "{:?}", found.closed());
}

#[test]
fn a_table_of_many_columns_is_read_in_time_that_grows_with_them() {
    let n = 20_000;
    let names: String = (0..n).map(|at| format!("c{at},")).collect();
    let cells = "1,".repeat(n);
    let text = format!("id,email,{names}unsubscribed\n1,ann@x.org,{cells}yes\n2,bob@x.org,{cells}no\n");
    let found = all(&people(), &text);
    assert!(found.error.is_none() && found.rejected.is_empty(), "{:?} {:?}", found.error, found.rejected);
    assert!(found.closes("ann@x.org") && !found.closes("bob@x.org"), "{:?}", found.closed());
    // Refused it says the same.
    let found = all(&book("csv"), &text.replacen("id,email,", "id,mail,", 1));
    assert!(found.error.is_some() && found.closes("ann@x.org"), "{:?} {:?}", found.error, found.closed());
}
