//! Files of shops in their own words: what each column is for, drafted with nothing but defaults.

use crate::heard::intake;
use sources::draft::{Draft, Wishes, draft_openly};

fn drafted(name: &str, lines: &[&str]) -> Draft {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, lines.join("\n")).unwrap();
    let wishes = Wishes { name: None, answers: Default::default() };
    draft_openly(&path, &wishes, &intake()).unwrap().0
}

/// Checks the roles of some columns.
fn check(name: &str, lines: &[&str], wanted: &[(&str, &str)]) {
    let draft = drafted(name, lines);
    for (column, role) in wanted {
        let found = draft.columns.iter().find(|known| known.name == *column);
        let found = found.map_or("none", |found| found.role.as_str());
        assert_eq!(found, *role, "{name}: {column}\n{}", draft.text);
    }
}

#[test]
fn a_portuguese_shop_names_its_people_and_when_they_agreed() {
    check(
        "clientes.csv",
        &[
            "Nº cartão;Nome completo;Apelido;Telemóvel;Correio electrónico;Data adesão;Aceita marketing;Pontos;Morada",
            "7001;Ana Silva;Silva;912345678;ana@x.pt;2024-03-12;sim;120;Rua A 1",
            "7002;Rui Costa;Costa;912345679;rui@x.pt;2024-03-13;não;80;Rua B 2",
            "7003;Eva Reis;Reis;912345670;eva@x.pt;2024-03-14;sim;10;Rua C 3",
        ],
        &[
            ("Nome completo", "full_name"),
            ("Apelido", "family_name"),
            ("Telemóvel", "phone"),
            ("Correio electrónico", "email"),
            ("Data adesão", "occurred_at"),
            ("Aceita marketing", "email_action"),
            ("Pontos", "extra"),
            ("Morada", "street"),
        ],
    );
    check(
        "vendas.csv",
        &[
            "Talão;Data;Nº cartão;Total talão c/ IVA;Loja",
            "T100;2024-03-12;7001;12,50;Porto",
            "T101;2024-03-13;7002;9,99;Porto",
            "T102;2024-03-14;7001;1,99;Porto",
        ],
        &[
            ("Talão", "external_key"),
            ("Data", "occurred_at"),
            ("Nº cartão", "customer_id"),
            ("Total talão c/ IVA", "revenue"),
            ("Loja", "extra"),
        ],
    );
}

#[test]
fn the_timestamp_of_a_form_dates_its_answers() {
    check(
        "respostas.csv",
        &[
            "Carimbo de data/hora,Nome,Apelido,E-mail,Aceita receber a newsletter?",
            "2024-03-12 10:00:00,Ana,Silva,ana@x.pt,Sim",
            "2024-03-13 10:00:01,Rui,Costa,rui@x.pt,Não",
        ],
        &[("Carimbo de data/hora", "occurred_at"), ("Nome", "given_name"), ("Apelido", "family_name")],
    );
    // Of sales it is the moment of the sale.
    check(
        "verkauf.csv",
        &["Zeitstempel;Bon-Nr.;Summe", "2024-03-12 10:00:00;B1;1,00", "2024-03-13 10:00:01;B2;2,00"],
        &[("Zeitstempel", "occurred_at"), ("Bon-Nr.", "external_key"), ("Summe", "revenue")],
    );
}

#[test]
fn orders_are_read_in_czech() {
    check(
        "objednavky.csv",
        &[
            "Č. objednávky;Datum;E-mail;Jméno a příjmení;Celkem s DPH;Měna;Název produktu;Množství;Cena za kus",
            "1001;2024-03-12;a@x.cz;Jan Novák;100,50;CZK;Boty;1;100,50",
            "1002;2024-03-13;b@x.cz;Eva Malá;200,50;CZK;Boty;2;100,25",
        ],
        &[
            ("Č. objednávky", "external_key"),
            ("Datum", "occurred_at"),
            ("Jméno a příjmení", "full_name"),
            ("Celkem s DPH", "revenue"),
            ("Měna", "currency"),
            ("Název produktu", "item_name"),
            ("Množství", "item_quantity"),
            ("Cena za kus", "item_price"),
        ],
    );
}

#[test]
fn what_is_wanted_of_a_receipt_is_no_number_of_it() {
    // Answers beside an address are asked about, whatever they are about.
    check(
        "clientes.csv",
        &["Email;Recibo;Cartão de cliente", "a@x.pt;sim;sim", "b@x.pt;sim;não", "c@x.pt;não;sim"],
        &[("Recibo", "email_action"), ("Cartão de cliente", "extra")],
    );
}
