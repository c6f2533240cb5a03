//! What columns are for, by their names: of tills and shops in the languages they are sold in.
// tidy: list

use crate::Role;
use crate::folded::folded;

/// Names of columns that [`people::guess_roles`] does not know, for it reads people alone.
const NAMES: &[(&str, Role)] = &[
    ("orderid", Role::ExternalKey),
    ("ordernumber", Role::ExternalKey),
    ("orderno", Role::ExternalKey),
    ("bestellnummer", Role::ExternalKey),
    ("transactionid", Role::ExternalKey),
    ("invoicenumber", Role::ExternalKey),
    ("eventid", Role::ExternalKey),
    ("contactid", Role::ExternalKey),
    ("recordid", Role::ExternalKey),
    ("bonnr", Role::ExternalKey),
    ("bonnummer", Role::ExternalKey),
    ("belegnr", Role::ExternalKey),
    ("belegnummer", Role::ExternalKey),
    ("bestellnr", Role::ExternalKey),
    ("auftragsnr", Role::ExternalKey),
    ("auftragsnummer", Role::ExternalKey),
    ("rechnungsnr", Role::ExternalKey),
    ("rechnungsnummer", Role::ExternalKey),
    ("vorgangsnummer", Role::ExternalKey),
    ("transaktionsnummer", Role::ExternalKey),
    ("receiptid", Role::ExternalKey),
    ("receiptnumber", Role::ExternalKey),
    ("receiptno", Role::ExternalKey),
    ("saleid", Role::ExternalKey),
    ("invoiceid", Role::ExternalKey),
    ("invoiceno", Role::ExternalKey),
    ("transactionnumber", Role::ExternalKey),
    ("messageid", Role::MessageId),
    ("userpseudoid", Role::AnonymousId),
    ("eventtimestamp", Role::OccurredAt),
    ("createddate", Role::ObservedAt),
    ("lastmodifieddate", Role::ObservedAt),
    ("total", Role::Revenue),
    ("ordertotal", Role::Revenue),
    ("ordertotalamount", Role::Revenue),
    ("totalamount", Role::Revenue),
    ("totalpaid", Role::Revenue),
    ("amountpaid", Role::Revenue),
    ("orderamount", Role::Revenue),
    ("ordervalue", Role::Revenue),
    ("purchaserevenue", Role::Revenue),
    ("rechnungsbetrag", Role::Revenue),
    ("bestellwert", Role::Revenue),
    ("bestellsumme", Role::Revenue),
    ("totalprice", Role::Revenue),
    ("grandtotal", Role::Revenue),
    ("amount", Role::Revenue),
    ("revenue", Role::Revenue),
    ("betrag", Role::Revenue),
    ("summe", Role::Revenue),
    ("gesamtbetrag", Role::Revenue),
    ("betragbrutto", Role::Revenue),
    ("bruttobetrag", Role::Revenue),
    ("gesamtsumme", Role::Revenue),
    ("gesamtpreis", Role::Revenue),
    ("endbetrag", Role::Revenue),
    ("rechnungssumme", Role::Revenue),
    ("summebrutto", Role::Revenue),
    ("saletotal", Role::Revenue),
    ("invoicetotal", Role::Revenue),
    ("montant", Role::Revenue),
    ("importe", Role::Revenue),
    ("currency", Role::Currency),
    ("currencycode", Role::Currency),
    ("waehrung", Role::Currency),
    ("währung", Role::Currency),
    ("devise", Role::Currency),
    ("orderedat", Role::OccurredAt),
    ("orderdate", Role::OccurredAt),
    ("purchasedate", Role::OccurredAt),
    ("bestelldatum", Role::OccurredAt),
    ("paidat", Role::OccurredAt),
    ("eventtime", Role::OccurredAt),
    ("occurredat", Role::OccurredAt),
    ("recordedat", Role::OccurredAt),
    ("consentdate", Role::OccurredAt),
    ("unsubscribedat", Role::OccurredAt),
    ("optindate", Role::OccurredAt),
    ("optintime", Role::OccurredAt),
    ("eventname", Role::EventName),
    ("event", Role::EventName),
    ("purpose", Role::Purpose),
    ("channel", Role::Channel),
    ("consent", Role::Action),
    ("action", Role::Action),
    ("optin", Role::EmailAction),
    ("emailoptin", Role::EmailAction),
    ("newsletter", Role::EmailAction),
    ("emailconsent", Role::EmailAction),
    ("acceptsmarketing", Role::EmailAction),
    ("acceptsemailmarketing", Role::EmailAction),
    ("subscribed", Role::EmailAction),
    ("subscriptionstatus", Role::EmailAction),
    ("emailstatus", Role::EmailAction),
    ("smsoptin", Role::SmsAction),
    ("smsconsent", Role::SmsAction),
    ("acceptssmsmarketing", Role::SmsAction),
    ("evidence", Role::Evidence),
    // Dutch.
    ("totaal", Role::Revenue),
    ("totaalbedrag", Role::Revenue),
    ("bedrag", Role::Revenue),
    ("eindbedrag", Role::Revenue),
    ("eindtotaal", Role::Revenue),
    ("factuurbedrag", Role::Revenue),
    ("orderbedrag", Role::Revenue),
    ("bestelbedrag", Role::Revenue),
    ("ordertotaal", Role::Revenue),
    ("betaald", Role::Revenue),
    ("valuta", Role::Currency),
    ("klantnr", Role::CustomerId),
    ("klantcode", Role::CustomerId),
    ("klantid", Role::CustomerId),
    ("klantnummer", Role::CustomerId),
    ("klantennummer", Role::CustomerId),
    ("relatienummer", Role::CustomerId),
    ("debiteurnummer", Role::CustomerId),
    ("telefoon", Role::Phone),
    ("telefoonnummer", Role::Phone),
    ("telefoonnr", Role::Phone),
    ("telnr", Role::Phone),
    ("mobiel", Role::Phone),
    ("mobielnummer", Role::Phone),
    ("gsm", Role::Phone),
    ("gsmnummer", Role::Phone),
    ("ordernr", Role::ExternalKey),
    ("ordernummer", Role::ExternalKey),
    ("bestelnr", Role::ExternalKey),
    ("bestelnummer", Role::ExternalKey),
    ("bestellingnummer", Role::ExternalKey),
    ("factuurnr", Role::ExternalKey),
    ("factuurnummer", Role::ExternalKey),
    ("kassabonnr", Role::ExternalKey),
    ("kassabonnummer", Role::ExternalKey),
    ("transactienr", Role::ExternalKey),
    ("transactienummer", Role::ExternalKey),
    ("verkoopnummer", Role::ExternalKey),
    ("besteldatum", Role::OccurredAt),
    ("orderdatum", Role::OccurredAt),
    ("aankoopdatum", Role::OccurredAt),
    // French.
    ("montanttotal", Role::Revenue),
    ("montantpaye", Role::Revenue),
    ("prixtotal", Role::Revenue),
    ("totalcommande", Role::Revenue),
    ("totalgeneral", Role::Revenue),
    ("nclient", Role::CustomerId),
    ("noclient", Role::CustomerId),
    ("numclient", Role::CustomerId),
    ("numeroclient", Role::CustomerId),
    ("numerodeclient", Role::CustomerId),
    ("codeclient", Role::CustomerId),
    ("idclient", Role::CustomerId),
    ("refclient", Role::CustomerId),
    ("referenceclient", Role::CustomerId),
    ("ncommande", Role::ExternalKey),
    ("nocommande", Role::ExternalKey),
    ("numcommande", Role::ExternalKey),
    ("numerocommande", Role::ExternalKey),
    ("numerodecommande", Role::ExternalKey),
    ("idcommande", Role::ExternalKey),
    ("refcommande", Role::ExternalKey),
    ("referencecommande", Role::ExternalKey),
    ("nfacture", Role::ExternalKey),
    ("nofacture", Role::ExternalKey),
    ("numerofacture", Role::ExternalKey),
    ("numerodefacture", Role::ExternalKey),
    ("nticket", Role::ExternalKey),
    ("noticket", Role::ExternalKey),
    ("numeroticket", Role::ExternalKey),
    ("numerodeticket", Role::ExternalKey),
    ("datecommande", Role::OccurredAt),
    ("datedecommande", Role::OccurredAt),
    ("datedelacommande", Role::OccurredAt),
    ("dateachat", Role::OccurredAt),
    ("datedachat", Role::OccurredAt),
    // Spanish.
    ("importetotal", Role::Revenue),
    ("preciototal", Role::Revenue),
    ("totalpedido", Role::Revenue),
    ("totalpagado", Role::Revenue),
    ("moneda", Role::Currency),
    ("ncliente", Role::CustomerId),
    ("nocliente", Role::CustomerId),
    ("numcliente", Role::CustomerId),
    ("numerocliente", Role::CustomerId),
    ("numerodecliente", Role::CustomerId),
    ("codigocliente", Role::CustomerId),
    ("codigodecliente", Role::CustomerId),
    ("codcliente", Role::CustomerId),
    ("idcliente", Role::CustomerId),
    ("celular", Role::Phone),
    ("npedido", Role::ExternalKey),
    ("nopedido", Role::ExternalKey),
    ("numpedido", Role::ExternalKey),
    ("numeropedido", Role::ExternalKey),
    ("numerodepedido", Role::ExternalKey),
    ("idpedido", Role::ExternalKey),
    ("refpedido", Role::ExternalKey),
    ("referenciapedido", Role::ExternalKey),
    ("nfactura", Role::ExternalKey),
    ("nofactura", Role::ExternalKey),
    ("numerofactura", Role::ExternalKey),
    ("numerodefactura", Role::ExternalKey),
    ("fechapedido", Role::OccurredAt),
    ("fechadepedido", Role::OccurredAt),
    ("fechadelpedido", Role::OccurredAt),
    ("fechacompra", Role::OccurredAt),
    ("fechadecompra", Role::OccurredAt),
    // Italian.
    ("totale", Role::Revenue),
    ("importo", Role::Revenue),
    ("importototale", Role::Revenue),
    ("totaleordine", Role::Revenue),
    ("totalescontrino", Role::Revenue),
    ("prezzototale", Role::Revenue),
    ("valutaordine", Role::Currency),
    ("codicecliente", Role::CustomerId),
    ("numerotessera", Role::CustomerId),
    ("cellulare", Role::Phone),
    ("nordine", Role::ExternalKey),
    ("noordine", Role::ExternalKey),
    ("numeroordine", Role::ExternalKey),
    ("numerodordine", Role::ExternalKey),
    ("idordine", Role::ExternalKey),
    ("codiceordine", Role::ExternalKey),
    ("nfattura", Role::ExternalKey),
    ("numerofattura", Role::ExternalKey),
    ("nscontrino", Role::ExternalKey),
    ("noscontrino", Role::ExternalKey),
    ("numeroscontrino", Role::ExternalKey),
    ("dataordine", Role::OccurredAt),
    ("datadellordine", Role::OccurredAt),
    ("dataacquisto", Role::OccurredAt),
    ("datadiacquisto", Role::OccurredAt),
    // Japanese.
    ("金額", Role::Revenue),
    ("合計", Role::Revenue),
    ("合計金額", Role::Revenue),
    ("売上金額", Role::Revenue),
    ("購入金額", Role::Revenue),
    ("支払金額", Role::Revenue),
    ("請求金額", Role::Revenue),
    ("税込金額", Role::Revenue),
    ("税込合計", Role::Revenue),
    ("通貨", Role::Currency),
    ("会員番号", Role::CustomerId),
    ("会員id", Role::CustomerId),
    ("顧客番号", Role::CustomerId),
    ("顧客id", Role::CustomerId),
    ("顧客コード", Role::CustomerId),
    ("お客様番号", Role::CustomerId),
    ("電話番号", Role::Phone),
    ("電話", Role::Phone),
    ("携帯電話", Role::Phone),
    ("携帯番号", Role::Phone),
    ("携帯電話番号", Role::Phone),
    ("氏名", Role::FullName),
    ("お名前", Role::FullName),
    ("名前", Role::FullName),
    ("姓", Role::FamilyName),
    ("名", Role::GivenName),
    ("メールアドレス", Role::Email),
    ("eメール", Role::Email),
    ("生年月日", Role::BirthDate),
    ("誕生日", Role::BirthDate),
    ("郵便番号", Role::Postcode),
    ("都道府県", Role::State),
    ("伝票番号", Role::ExternalKey),
    ("注文番号", Role::ExternalKey),
    ("受注番号", Role::ExternalKey),
    ("注文id", Role::ExternalKey),
    ("取引番号", Role::ExternalKey),
    ("レシート番号", Role::ExternalKey),
    ("注文日", Role::OccurredAt),
    ("注文日時", Role::OccurredAt),
    ("受注日", Role::OccurredAt),
    ("購入日", Role::OccurredAt),
    ("購入日時", Role::OccurredAt),
    ("売上日", Role::OccurredAt),
    ("同意日", Role::OccurredAt),
    ("同意日時", Role::OccurredAt),
    ("承諾日", Role::OccurredAt),
    ("許諾日", Role::OccurredAt),
];

/// What a name of amounts in the smallest unit ends with.
const SMALL: &[&str] = &[
    "cent",
    "cents",
    "ct",
    "cts",
    "minor",
    "pence",
    "pennies",
    "rappen",
    "ore",
    "öre",
    "grosze",
    "groszy",
    "centimes",
    "centavos",
    "centesimi",
    "haler",
    "paise",
    "kopeks",
];

/// The name of an amount without the word that says it is counted in cents: `summe` of `summe_cent`, `totalInCents`.
/// `None` where no such word stands at its end.
pub(super) fn without_cents(name: &str) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_small = false;
    for c in name.chars() {
        let is_new = c.is_uppercase() && was_small || words.is_empty();
        was_small = c.is_lowercase();
        match (c.is_alphanumeric(), is_new) {
            (false, _) => words.push(String::new()),
            (true, true) => words.push(c.to_lowercase().collect()),
            (true, false) => words.last_mut().into_iter().for_each(|word| word.extend(c.to_lowercase())),
        }
    }
    words.retain(|word| !word.is_empty());
    if words.last().is_some_and(|word| matches!(word.as_str(), "units" | "unit" | "amount"))
        && 2 < words.len()
    {
        words.pop();
    }
    let small = words.pop().filter(|word| SMALL.contains(&word.as_str()))?;
    drop(small);
    if words.last().is_some_and(|word| word == "in") {
        words.pop();
    }
    (!words.is_empty()).then(|| words.concat())
}

/// What stands beside the name of an amount and says whether its tax is in it, or in which currency it is.
const OF_TAX: &[&str] = &[
    "inclusiefbtw",
    "inclbtw",
    "inkbtw",
    "metbtw",
    "btwinbegrepen",
    "inclmwst",
    "inklmwst",
    "inklusivemwst",
    "inklust",
    "mitmwst",
    "inclvat",
    "incvat",
    "includingvat",
    "withvat",
    "inctax",
    "incltax",
    "includingtax",
    "withtax",
    "inclgst",
    "incgst",
    "toutestaxescomprises",
    "ttc",
    "tvac",
    "ivaincluido",
    "ivaincluida",
    "ivaincl",
    "coniva",
    "ivainclusa",
    "ivacompresa",
    "ivato",
    "brutto",
    "bruto",
    "inklmoms",
    "inclmoms",
    "税込",
    "ineur",
    "ineuro",
    "eur",
    "euro",
    "eu",
];

/// What the columns of this name are for, by the name alone.
pub(super) fn by_name(name: &str) -> Option<Role> {
    let of = |word: &str| NAMES.iter().find(|(known, _)| *known == word).map(|(_, role)| *role);
    let money = |word: &str| of(word).filter(|role| *role == Role::Revenue);
    let plain = normalise::fold(name).replace(' ', "");
    let in_cents = || money(&without_cents(name)?);
    // `Montant TTC (EUR)`: one word behind the other.
    let without = |name: &str| {
        let mut bare =
            OF_TAX.iter().filter_map(|tax| name.strip_suffix(tax).or_else(|| name.strip_prefix(tax)));
        bare.next().map(str::to_owned)
    };
    let taxed = || std::iter::successors(without(&plain), |bare| without(bare)).find_map(|bare| money(&bare));
    of(&folded(name)).or_else(|| of(&plain)).or_else(in_cents).or_else(taxed)
}

/// Whether a column of this name holds countries: of the row, of its bill, of where it goes.
pub(super) fn is_of_country(name: &str) -> bool {
    const WHOLE: &[&str] = &[
        "land",
        "landcode",
        "landkode",
        "landkod",
        "landercode",
        "laendercode",
        "ländercode",
        "landerkurzel",
        "landeskennzeichen",
        "landname",
        "staat",
        "pays",
        "codepays",
        "pais",
        "codigopais",
        "paese",
        "nazione",
        "kraj",
        "maa",
        "zeme",
        "orszag",
        "ulke",
        "国",
        "国名",
        "国コード",
        "国家",
        "국가",
        "страна",
        "країна",
        "χωρα",
    ];
    const OF: &[&str] = &[
        "rechnungs",
        "rechnung",
        "liefer",
        "lieferung",
        "versand",
        "wohn",
        "adresse",
        "factuur",
        "bezorg",
        "verzend",
        "aflever",
        "facturation",
        "livraison",
        "facturacion",
        "envio",
        "fatturazione",
        "spedizione",
        "faktura",
        "leverings",
        "residence",
        "residencia",
        "residenza",
        "domicilio",
    ];
    let plain = normalise::fold(name).replace(' ', "");
    let folded = folded(name);
    if plain.contains("country") {
        const BESIDE: &[&str] =
            &["calling", "dial", "dialing", "phone", "prefix", "ip", "currency", "origin"];
        return !normalise::fold(name).split(' ').any(|word| BESIDE.contains(&word));
    }
    let is_whole = |word: &str| WHOLE.contains(&word);
    let of = OF.iter().find_map(|of| plain.strip_prefix(of).or_else(|| plain.strip_suffix(of)));
    is_whole(&plain) || is_whole(&folded) || of.is_some_and(|rest| is_whole(rest.trim_end_matches("de")))
}

/// Whether dates may be days of birth where no name says so: most of them lie far enough back.
pub(super) fn is_birth<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    /// Who is born later buys nothing yet.
    const LATEST: u16 = 2012;
    let (mut n, mut n_old) = (0, 0);
    for year in values.filter_map(year) {
        n += 1;
        n_old += usize::from(year <= LATEST);
    }
    n == 0 || n < 2 * n_old
}

/// The year of a date, where it is written whole.
fn year(value: &str) -> Option<u16> {
    let mut numbers = value.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tills_and_shops_name_their_columns_in_their_own_words() {
        for (name, expect) in [
            ("Totaal incl. btw", Some(Role::Revenue)),
            ("Bedrag (incl. BTW)", Some(Role::Revenue)),
            ("Total TTC", Some(Role::Revenue)),
            ("Montant TTC (€)", Some(Role::Revenue)),
            ("Importe total", Some(Role::Revenue)),
            ("Total (IVA incluido)", Some(Role::Revenue)),
            ("Totale IVA inclusa", Some(Role::Revenue)),
            ("Betrag inkl. MwSt.", Some(Role::Revenue)),
            ("Klantnr", Some(Role::CustomerId)),
            ("N° client", Some(Role::CustomerId)),
            ("Nº de cliente", None),
            ("Código cliente", Some(Role::CustomerId)),
            ("Codice cliente", Some(Role::CustomerId)),
            ("Telefoon", Some(Role::Phone)),
            ("Cellulare", Some(Role::Phone)),
            ("N° commande", Some(Role::ExternalKey)),
            ("Número de pedido", Some(Role::ExternalKey)),
            ("Numero ordine", Some(Role::ExternalKey)),
            ("Factuurnummer", Some(Role::ExternalKey)),
            ("Date d'achat", Some(Role::OccurredAt)),
            ("Fecha de compra", Some(Role::OccurredAt)),
            ("Besteldatum", Some(Role::OccurredAt)),
            ("金額", Some(Role::Revenue)),
            ("同意日", Some(Role::OccurredAt)),
            ("Subtotal", None),
        ] {
            assert_eq!(by_name(name), expect, "{name}");
        }
    }

    #[test]
    fn countries_are_known_by_what_they_are_the_country_of() {
        for name in [
            "Billing Country",
            "shipping_country_code",
            "Default Address Country Code",
            "Land",
            "Lieferland",
            "Pays",
            "Pays de livraison",
            "País",
            "Paese",
            "Rechnungsland",
            "国",
        ] {
            assert!(is_of_country(name), "{name}");
        }
        for name in
            ["Bundesland", "Landline", "Country calling code", "Countries visited", "Ireland", "Landing page"]
        {
            assert!(!is_of_country(name), "{name}");
        }
    }

    #[test]
    fn cents_are_told_by_the_end_of_a_name() {
        for (name, expect) in [
            ("summe_cent", Some("summe")),
            ("totalInCents", Some("total")),
            ("amount_minor_units", Some("amount")),
            ("price.pence", Some("price")),
            ("cent", None),
            ("percent", None),
            ("total", None),
            ("accent_total", None),
        ] {
            assert_eq!(without_cents(name).as_deref(), expect, "{name}");
        }
    }
}
