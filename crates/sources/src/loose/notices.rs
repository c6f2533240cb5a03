//! What servers write in words of a mail that they could not deliver, and whom it did not reach.
// tidy: list

use crate::mail_log::{is_failure, is_passing, recipients};

/// There is nobody at that address, whatever else is said; in small letters.
#[rustfmt::skip]
const NOBODY: &[&str] = &[
    "user unknown", "unknown user", "no such user", "no such mailbox", "unknown recipient", "recipient unknown",
    "address not found", "mailbox not found", "couldn't be found", "could not be found", "couldn’t be found",
    "wasn't found", "wasn’t found", "was not found", "not found", "does not exist", "doesn't exist", "doesn’t exist",
    "unknown address", "invalid recipient", "invalid address", "permanent error", "permanent failure",
    "mailbox unavailable", "account is disabled", "account has been disabled", "no mailbox here",
    "nicht gefunden", "existiert nicht", "empfänger unbekannt", "empfänger ist unbekannt", "unbekannter empfänger",
    "adresse unbekannt", "benutzer unbekannt", "empfaenger unbekannt", "nicht bekannt",
    "introuvable", "n'existe pas", "n’existe pas", "utilisateur inconnu", "destinataire inconnu", "adresse inconnue",
    "no se encontró", "no se ha encontrado", "no existe", "usuario desconocido", "destinatario desconocido",
    "dirección desconocida",
    "não foi encontrado", "não encontrado", "não existe", "usuário desconhecido", "utilizador desconhecido",
    "destinatário desconhecido", "endereço desconhecido",
    "utente sconosciuto", "destinatario sconosciuto", "indirizzo sconosciuto", "non esiste", "non è stato trovato",
    "onbekende gebruiker", "onbekende ontvanger", "bestaat niet", "niet gevonden",
    "nie istnieje", "nieznany użytkownik", "nieznany odbiorca",
];

/// The mail did not arrive.
#[rustfmt::skip]
const FAILED: &[&str] = &[
    "delivery has failed", "delivery failed", "delivery failure", "failed delivery", "failed to deliver",
    "couldn't be delivered", "couldn’t be delivered", "could not be delivered", "cannot be delivered",
    "can't be delivered", "can’t be delivered", "wasn't delivered", "wasn’t delivered", "was not delivered",
    "has not been delivered", "wasn't able to deliver", "wasn’t able to deliver", "was not able to deliver",
    "unable to deliver", "could not deliver", "couldn't deliver", "not deliverable", "undeliverable", "undelivered",
    "did not reach", "didn't reach", "returned to sender", "given up", "giving up on", "failure notice",
    "delivery status notification (failure)",
    "nicht zugestellt werden", "nicht zustellbar", "unzustellbar", "nicht zugestellt", "nicht ausgeliefert",
    "nicht übermittelt werden", "zustellung fehlgeschlagen", "fehler bei der zustellung",
    "fehler bei der nachrichtenzustellung", "fehler bei der übermittlung", "zustellung ist fehlgeschlagen",
    "pu être remis", "pu être délivré", "pu être distribué", "pu être livré", "pas été remis", "pas été délivré",
    "échec de la remise", "échec de remise", "échec de la distribution", "échec de livraison", "non remis",
    "impossible de remettre", "impossible de distribuer",
    "no se pudo entregar", "no se ha podido entregar", "no pudo entregarse", "no pudo ser entregado",
    "no ha podido ser entregado", "no fue entregado", "no se entregó", "error de entrega", "error en la entrega",
    "fallo en la entrega", "falló la entrega", "error al entregar", "no entregado",
    "pôde ser entregue", "não foi possível entregar", "não foi entregue", "falha na entrega", "falha ao entregar",
    "falha de entrega", "não entregue", "não pode ser entregue", "erro na entrega",
    "possibile recapitare", "impossibile recapitare", "mancato recapito", "recapito non riuscito",
    "stato recapitato", "consegna fallita", "mancata consegna", "impossibile consegnare",
    "niet worden bezorgd", "niet bezorgd", "onbestelbaar", "bezorging mislukt", "niet worden afgeleverd",
    "niet afgeleverd",
    "nie można dostarczyć", "nie udało się dostarczyć", "nie została dostarczona", "nie zostało dostarczone",
    "kunde inte levereras", "kunne ikke leveres",
];

/// It may arrive another time.
#[rustfmt::skip]
const PASSING: &[&str] = &[
    "delayed", "retried", "will retry", "retry for", "still trying", "keep trying", "temporar", "over quota",
    "overquota", "quota exceeded", "exceeded its quota", "mailbox full", "mailbox is full", "inbox is full",
    "delivered yet", "yet to be delivered", "greylist", "graylist", "out of storage",
    "noch nicht", "verzögert", "erneut versucht", "weiter versucht", "weiterhin versucht", "vorübergehend",
    "postfach voll", "postfach ist voll", "postfach des empfängers ist voll", "speicherplatz",
    "retardé", "retard de", "temporaire", "nouvelle tentative", "nouveaux essais", "boîte pleine", "lettres pleine",
    "lettres est pleine", "messagerie pleine", "messagerie est pleine", "pas encore",
    "retrasad", "temporal", "se reintentará", "reintentando", "buzón lleno", "buzón está lleno", "todavía no",
    "aún no", "atrasad", "será tentad", "caixa cheia", "correio cheia", "está cheia", "ainda não", "temporár",
    "ritardat", "temporane", "casella piena", "casella è piena", "non ancora",
    "vertraagd", "tijdelijk", "postvak vol", "postvak is vol", "nog niet", "opóźnion", "tymczasow", "skrzynka pełna",
];

/// Whose mailboxes answer for a server, and never got the mail.
const OF_SERVERS: &[&str] = &[
    "postmaster@",
    "mailer-daemon@",
    "support@",
    "abuse@",
    "helpdesk@",
    "admin@",
    "administrator@",
    "hostmaster@",
];

/// Whether a text says that a mail did not arrive.
pub(super) fn tells_failure(text: &str) -> bool {
    let small = text.to_lowercase();
    has(&small, FAILED) || has(&small, NOBODY)
}

/// Whom a notice with this subject says that a mail did not reach for good.
///
/// An address alone in its line is whom the whole notice is about; one in a sentence where that says so.
pub(super) fn unreached(subject: &str, body: &str) -> Vec<String> {
    let own: Vec<&str> = body.lines().map(str::trim).take_while(|line| !is_copy(line)).collect();
    let whole = format!("{subject}\n{}", own.join("\n")).to_lowercase();
    let may_pass = |text: &str| has(text, PASSING) || text.lines().any(|line| is_passing(line.trim()));
    let is_for_good = (has(&whole, FAILED) || has(&whole, NOBODY))
        && (!may_pass(&whole) || has(&whole, NOBODY) && !has(&whole, PASSING));
    let mut found: Vec<String> = Vec::new();
    for line in own.iter().filter(|line| line.contains('@')) {
        let small = line.to_lowercase();
        let is_told = is_failure(line);
        let is_said = is_for_good && (tells_failure(line) || is_alone(line));
        if (is_told || is_said) && !OF_SERVERS.iter().any(|name| small.contains(name)) {
            found.push(recipients(line));
        }
    }
    found.retain(|who| !who.is_empty());
    found
}

fn has(small: &str, words: &[&str]) -> bool {
    words.iter().any(|word| small.contains(word))
}

/// Whether the mail that came back begins here.
fn is_copy(line: &str) -> bool {
    let small = line.to_lowercase();
    line.starts_with('>')
        || (line.starts_with("-----") && line.contains(' '))
        || line.starts_with("________")
        || small.starts_with("--- below this line is a copy")
        || small.starts_with("--- original")
        || small.starts_with("original message headers")
}

/// Whether nothing stands in a line but who is meant: `<ann@x.org>:`, `Ann Miller (ann@x.org)`.
fn is_alone(line: &str) -> bool {
    let words = line.split_whitespace().filter(|word| !word.contains('@'));
    let words: Vec<&str> = words.collect();
    let is_name = |word: &&str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    words.len() <= 3 && words.iter().all(is_name)
}
