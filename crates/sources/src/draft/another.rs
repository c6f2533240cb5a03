//! Whether a file may be another one of a contract that is applied: its columns, and what its name says of its people.
//!
//! The three exports of a mail tool have the same columns, and one of them is a no to everybody in it. So columns alone
//! decide nothing where a contract answers for every row by itself.
// tidy: list

use super::Draft;
use crate::neither::says_neither;
use crate::no_words::is_list_of_noes;
use crate::{Contract, Lands};
use std::collections::BTreeSet;

/// What the name of a file, of a sheet or of a source says of everybody in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// They agreed, or are written to.
    Agreed,
    /// Nobody asked them.
    Unasked,
    /// They are written to no more, for they do not answer.
    Idle,
    /// Their mail came back.
    Bounced,
    /// They complained.
    Complained,
    /// They said no in another way.
    Refused,
}

impl Standing {
    fn is_no(self) -> bool {
        matches!(self, Self::Bounced | Self::Complained | Self::Refused)
    }
}

/// How words begin that say of people that they agreed, folded. A list of noes is asked for first, so that `abonne` in
/// `désabonnés` says nothing.
const AGREED: &[&str] = &[
    "subscribed",
    "subscriber",
    "optin",
    "optedin",
    "consented",
    "signups",
    "abonnent",
    "angemeldet",
    "eingewilligt",
    "einwillig",
    "zugestimmt",
    "abonnee",
    "ingeschreven",
    "aangemeld",
    "toestemming",
    "abonnes",
    "inscrit",
    "suscrit",
    "suscript",
    "inscript",
    "assinante",
    "subscrit",
    "subscrev",
    "cadastrad",
    "iscritt",
    "abbonat",
    "abonati",
    "inscrisi",
    "zapisan",
    "subskryb",
    "prenumerator",
    "prenumerant",
    "odberatel",
    "prihlasen",
    "souhlas",
    "suhlas",
    "narocnik",
    "prijavljen",
    "pretplatni",
    "feliratkoz",
    "tilmeld",
    "pameld",
    "anmald",
    "samtyck",
    "samtykk",
    "tilaaj",
    "tellija",
    "abonent",
    "aboneler",
    "berlangganan",
    "подписан",
    "подписчик",
    "подписавш",
    "підписан",
    "підписник",
    "абонати",
    "абониран",
    "претплатни",
    "пријављен",
    "εγγεγραμμεν",
    "συνδρομητ",
];

/// As [`AGREED`], as whole words: `active_campaign.csv` is the name of a program.
const ACTIVE: &[&str] = &[
    "active",
    "aktiv",
    "aktive",
    "actief",
    "actieve",
    "actif",
    "actifs",
    "actives",
    "activo",
    "activos",
    "activas",
    "ativo",
    "ativos",
    "ativas",
    "attivi",
    "attive",
    "activi",
    "aktywni",
    "aktywne",
    "aktivni",
    "aktivne",
    "aktiva",
    "aktiiviset",
    "aktif",
    "alta",
    "altas",
    "активные",
    "активни",
    "активні",
    "ενεργοι",
];

/// As [`AGREED`], in letters without words.
const AGREED_IN_EAST: &[&str] = &[
    "購読者",
    "登録者",
    "配信中",
    "订阅者",
    "已订阅",
    "訂閱者",
    "已訂閱",
    "구독자",
    "수신동의",
    "수신 동의",
];

/// How words begin that say of people that they are asleep, folded.
const IDLE: &[&str] = &[
    "inactiv",
    "inaktiv",
    "inatif",
    "inativ",
    "inattiv",
    "inactif",
    "nieaktywn",
    "neaktivn",
    "dormant",
    "archived",
    "archiviert",
    "arquivad",
    "archivad",
    "неактивн",
];

/// How words begin that say of mail that it came back, folded.
const BOUNCED: &[&str] = &[
    "bounc",
    "hardbounc",
    "softbounc",
    "rebot",
    "rebond",
    "rimbalz",
    "undeliver",
    "unzustellbar",
    "retornad",
    "devolvid",
    "devuelt",
    "nedoruc",
    "niedorecz",
    "studs",
];

/// How words begin that say of people that they complained, folded.
const COMPLAINED: &[&str] = &[
    "complain",
    "spam",
    "abuse",
    "beschwerd",
    "plainte",
    "queja",
    "reclamac",
    "reclami",
    "klacht",
    "skarg",
    "klagomal",
    "denuncia",
];

/// What a name says of everybody in the file; nothing where it says nothing, several where it speaks of several.
fn standing(name: &str) -> BTreeSet<Standing> {
    let folded = normalise::fold(&stem(name).replace(['_', '-', '.'], " "));
    // Letters that are folded away stand as they are.
    let small = stem(name).to_lowercase();
    let own = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_ascii());
    let words: Vec<&str> = folded.split(' ').chain(own).filter(|word| !word.is_empty()).collect();
    let begins = |of: &[&str]| words.iter().any(|word| of.iter().any(|part| word.starts_with(part)));
    let mut found = BTreeSet::new();
    let is_unasked = says_neither(name);
    let is_cleaned = words.contains(&"cleaned")
        && ["export", "members", "audience", "contacts", "mailchimp"].iter().any(|of| words.contains(of));
    found.extend(is_unasked.then_some(Standing::Unasked));
    found.extend((is_cleaned || begins(BOUNCED)).then_some(Standing::Bounced));
    found.extend(begins(COMPLAINED).then_some(Standing::Complained));
    found.extend(begins(IDLE).then_some(Standing::Idle));
    let is_no = is_list_of_noes(name);
    let tells_why =
        |word: &str| BOUNCED.iter().chain(COMPLAINED).chain(IDLE).any(|part| word.starts_with(part));
    let has_no = words.iter().any(|word| !tells_why(word) && *word != "cleaned" && is_list_of_noes(word));
    if has_no || is_no && found.is_empty() {
        found.insert(Standing::Refused);
    }
    let joined = folded.replace(' ', "");
    let is_agreed = || {
        let is_program = joined.contains("activecampaign");
        begins(AGREED)
            || joined.contains("optin")
            || joined.contains("optedin")
            || !is_program && words.iter().any(|word| ACTIVE.contains(word))
            || AGREED_IN_EAST.iter().any(|part| name.contains(part))
    };
    found.extend((!is_no && !is_unasked && is_agreed()).then_some(Standing::Agreed));
    found
}

/// A name without its folder and its end.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && end.len() <= 6 => stem,
        _ => name,
    }
}

/// The words of a name that stay from one export to the next: those without a digit.
fn lasting(name: &str) -> Vec<String> {
    let folded = normalise::fold(&stem(name).replace(['_', '-', '.'], " "));
    let words = folded.split(' ').filter(|word| !word.is_empty() && !word.contains(char::is_numeric));
    words.map(str::to_owned).collect()
}

/// What a contract itself answers of every row that answers nothing.
fn constant_answer(contract: &Contract) -> Option<&str> {
    let mut answers = contract.properties.iter().filter(|property| property.role.is_action());
    let lands = contract.lands.contains(&Lands::Consents);
    answers.find_map(|property| property.constant.as_deref()).filter(|_| lands)
}

/// What the name of a contract says of the people in its files, else what it answers of each of them by itself.
fn of_contract(contract: &Contract) -> BTreeSet<Standing> {
    let title = contract.text.lines().find_map(|line| line.strip_prefix("name:")).unwrap_or_default();
    let names = [contract.id.as_str(), &contract.source];
    let mut found: BTreeSet<Standing> =
        names.into_iter().chain(contract.sheet.as_deref()).flat_map(standing).collect();
    if found.is_empty() {
        found = standing(title.trim().trim_matches(['"', '\'']));
    }
    if found.is_empty() {
        found.extend(constant_answer(contract).and_then(|answer| match answer {
            "withdrawn" => Some(Standing::Refused),
            "granted" => Some(Standing::Agreed),
            _ => None,
        }));
    }
    found
}

impl Draft {
    /// Whether the file that it was drafted from, by this name, may be another one of an applied contract.
    ///
    /// Never by its columns alone where the contract answers for every row by itself, and never where the names say
    /// two things of people: the subscribers of a mail tool have the columns of those who left it.
    pub fn may_be_of(&self, contract: &Contract, file: &str) -> bool {
        let columns: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        if contract.format != self.format || !contract.knows(&columns) {
            return false;
        }
        if self.is_of_another_sheet(contract) {
            return false;
        }
        let is_export = |name: &str| super::known::KNOWN.iter().any(|known| known.source == name);
        let is_same_export = self.origin.known == Some(contract.id.as_str());
        if self.origin.known.is_some() && is_export(&contract.id) && !is_same_export {
            return false;
        }
        let mut said = standing(file);
        said.extend(self.origin.sheet.as_deref().into_iter().flat_map(standing));
        let own = of_contract(contract);
        let answers = constant_answer(contract).is_some();
        if said.is_empty() {
            let is_named = || {
                let words = lasting(file);
                !words.is_empty() && words == lasting(&contract.id)
            };
            return !answers || is_same_export || is_named();
        }
        said == own || own.is_empty() && !answers && !said.iter().any(|standing| standing.is_no())
    }

    /// Whether a contract reads another sheet than the one that this was drafted from.
    pub fn is_of_another_sheet(&self, contract: &Contract) -> bool {
        match (&self.origin.sheet, &contract.sheet) {
            (None, _) => false,
            (Some(sheet), Some(other)) => sheet != other,
            (Some(_), None) => !self.origin.is_first_sheet,
        }
    }

    /// What it is called where its name is that of another sheet's contract: with the sheet in it. `taken` finds the
    /// contract of a name. `None` where its name will do.
    pub fn name_beside(&self, taken: impl Fn(&str) -> Option<Contract>) -> Option<String> {
        let is_others = |name: &str| taken(name).is_some_and(|contract| self.is_of_another_sheet(&contract));
        let sheet = self.origin.sheet.as_deref().filter(|_| is_others(&self.name))?;
        let named = super::called::safe(&format!("{}-{sheet}", self.name));
        let further = (2..100).map(|n| format!("{named}-{n}"));
        std::iter::once(named.clone()).chain(further).find(|name| *name != self.name && !is_others(name))
    }
}

impl Contract {
    /// What to say of a file whose name says another thing of its people than the contract says of each of them by
    /// itself; `n_rows` of it have been read. `None` where they agree, or where one of them says nothing.
    pub fn warning_of(&self, file: &str, n_rows: u64) -> Option<String> {
        let answer = constant_answer(self).filter(|answer| matches!(*answer, "withdrawn" | "granted"))?;
        let said = standing(file);
        let is_no = |standing: &Standing| standing.is_no();
        // A list of those who said no, or were never asked, gives no yes, whatever the contract says.
        let is_against = match answer {
            "withdrawn" => !said.is_empty() && !said.iter().any(is_no),
            _ => said == BTreeSet::from([Standing::Idle]),
        };
        let rows = if n_rows == 1 { "row is" } else { "rows are" };
        is_against.then(|| {
            format!(
                "contract `{}` says `{answer}` of every row by itself, and the name `{}` says something else of them: {n_rows} {rows} {answer} by that alone; read the file by a contract of its own, `truelift contract draft`",
                self.id,
                file.rsplit(['/', '\\']).next().unwrap_or(file),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_its_people_said() {
        use Standing::{Agreed, Bounced, Complained, Idle, Refused, Unasked};
        for (name, said) in [
            ("subscribed_email_audience_export_7f3a.csv", &[Agreed][..]),
            ("unsubscribed_email_audience_export_7f3a.csv", &[Refused]),
            ("cleaned_email_audience_export_7f3a.csv", &[Bounced]),
            ("nonsubscribed_email_audience_export_7f3a.csv", &[Unasked]),
            ("Mailchimp, cleaned contacts (their mail bounced)", &[Bounced]),
            ("mailchimp-unsubscribed", &[Refused]),
            ("mailchimp-subscribed", &[Agreed]),
            ("assinantes.csv", &[Agreed]),
            ("inscritos_newsletter.csv", &[Agreed]),
            ("descadastrados.csv", &[Refused]),
            ("desinscritos.csv", &[Refused]),
            ("suscriptores-2026.csv", &[Agreed]),
            ("bajas.csv", &[Refused]),
            ("altas.csv", &[Agreed]),
            ("Abonnenten.xlsx", &[Agreed]),
            ("Abgemeldete.xlsx", &[Refused]),
            ("abonnés.csv", &[Agreed]),
            ("désabonnés.csv", &[Refused]),
            ("iscritti.csv", &[Agreed]),
            ("disiscritti.csv", &[Refused]),
            ("uitgeschreven.csv", &[Refused]),
            ("ingeschreven.csv", &[Agreed]),
            ("feliratkozók.csv", &[Agreed]),
            ("leiratkozók.csv", &[Refused]),
            ("подписчики.csv", &[Agreed]),
            ("отписавшиеся.csv", &[Refused]),
            ("購読者.csv", &[Agreed]),
            ("退会.csv", &[Refused]),
            ("opt-in.csv", &[Agreed]),
            ("opt-out.csv", &[Refused]),
            ("opt_outs_2026.csv", &[Refused]),
            ("active_contacts.csv", &[Agreed]),
            ("inactive_contacts.csv", &[Idle]),
            ("hard_bounces.csv", &[Bounced]),
            ("sendgrid_spam_reports.csv", &[Complained]),
            ("unsubscribed and bounced.csv", &[Bounced, Refused]),
            ("active_campaign_export.csv", &[]),
            ("customers.csv", &[]),
            ("customers_cleaned.csv", &[]),
            ("orders_2026.csv", &[]),
            ("contatos.csv", &[]),
            ("planilha_gerente.xlsx", &[]),
            ("subscriptions_stripe.csv", &[]),
        ] {
            let found: Vec<Standing> = standing(name).into_iter().collect();
            assert_eq!(found, said, "{name}");
        }
    }
}
