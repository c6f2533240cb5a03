//! What columns are for, by their names: of tills and shops in the languages they are sold in.
// tidy: list

use crate::Role;
use crate::folded::folded;
use people::Meaning;

/// Names of columns whose meaning their words do not tell, and those of programs. What the words of a language tell is
/// known to [`people::meaning`]: a further one stands in its table.
const NAMES: &[(&str, Role)] = &[
    ("orderid", Role::ExternalKey),
    ("ordernumber", Role::ExternalKey),
    ("orderno", Role::ExternalKey),
    ("transactionid", Role::ExternalKey),
    ("invoicenumber", Role::ExternalKey),
    ("eventid", Role::ExternalKey),
    ("contactid", Role::ExternalKey),
    ("recordid", Role::ExternalKey),
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
    ("totalprice", Role::Revenue),
    ("grandtotal", Role::Revenue),
    ("amount", Role::Revenue),
    ("revenue", Role::Revenue),
    ("betrag", Role::Revenue),
    ("summe", Role::Revenue),
    ("saletotal", Role::Revenue),
    ("totalcollected", Role::Revenue),
    ("netsales", Role::Revenue),
    ("grosssales", Role::Revenue),
    ("invoicetotal", Role::Revenue),
    ("currency", Role::Currency),
    ("currencycode", Role::Currency),
    ("orderedat", Role::OccurredAt),
    ("orderdate", Role::OccurredAt),
    ("purchasedate", Role::OccurredAt),
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
    ("betaald", Role::Revenue),
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
    by_name_and(name, people::meaning(name))
}

/// What a column of this name is for, where its name means this beside those of its file.
pub(super) fn by_name_and(name: &str, meaning: Option<Meaning>) -> Option<Role> {
    let of = |word: &str| NAMES.iter().find(|(known, _)| *known == word).map(|(_, role)| *role);
    let money = |word: &str| {
        let is_total = || people::meaning(word) == Some(Meaning::Total);
        of(word).filter(|role| *role == Role::Revenue).or_else(|| is_total().then_some(Role::Revenue))
    };
    let plain = normalise::fold(name).replace(' ', "");
    let in_cents = || money(&without_cents(name)?);
    // `Montant TTC (EUR)`: one word behind the other.
    let without = |name: &str| {
        let mut bare =
            OF_TAX.iter().filter_map(|tax| name.strip_suffix(tax).or_else(|| name.strip_prefix(tax)));
        bare.next().map(str::to_owned)
    };
    let taxed = || std::iter::successors(without(&plain), |bare| without(bare)).find_map(|bare| money(&bare));
    of(&folded(name)).or_else(|| of(&plain)).or_else(in_cents).or_else(|| of_meaning(meaning?)).or_else(taxed)
}

/// The role that a meaning is enough for, whatever the values are; those of people are read with their values.
pub(super) fn of_meaning(meaning: Meaning) -> Option<Role> {
    Some(match meaning {
        Meaning::OrderNumber { is_number: true } => Role::ExternalKey,
        Meaning::OrderDate | Meaning::ConsentDate => Role::OccurredAt,
        Meaning::Total => Role::Revenue,
        Meaning::Currency => Role::Currency,
        _ => return None,
    })
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
            ("Total talão c/ IVA", Some(Role::Revenue)),
            ("Celkem s DPH", Some(Role::Revenue)),
            ("Σύνολο με ΦΠΑ", Some(Role::Revenue)),
            ("Yhteensä sis. ALV (€)", Some(Role::Revenue)),
            ("Summa ink. moms", Some(Role::Revenue)),
            ("Total s/ IVA", None),
            ("Total IVA", None),
            ("Saldo", None),
            ("Pontos", None),
            ("Preço unit.", None),
            ("Moeda", Some(Role::Currency)),
            ("Č. objednávky", Some(Role::ExternalKey)),
            ("Nr", None),
            ("Дата заказа", Some(Role::OccurredAt)),
            ("Datum souhlasu", Some(Role::OccurredAt)),
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
