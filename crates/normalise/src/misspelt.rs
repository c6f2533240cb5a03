//! Addresses as programs spoil them and people misspell them: for a no, which closes whatever it can be read to mean.

use super::text::fold;

/// Words that a program or a clerk puts beside the address of somebody who is to be left alone, folded:
/// `deleted_ann@x.org`, `ann@x.org.deactivated`.
// tidy: list
const MARKS: &[&str] = &[
    "abgemeldet, abmeldung, anonymised, anonymized, archive, archived, arquivado, ausgetragen, baja, banned, blocked",
    "bloqueado, borrado, bounce, bounced, bouncing, cancelado, canceled, cancelled, churned, cleaned, closed, complaint",
    "dead, deactivated, deactive, deceased, defunct, del, delete, deleted, desactivado, desativado, desinscrito",
    "descadastrado, disabled, dnc, dne, dnm, do not contact, do not email, do not mail, dont mail, duplicate, ehemalig",
    "eliminado, erased, erledigt, ex, excluido, expired, forgotten, former, gdpr, geloescht, geloscht, gesperrt",
    "hardbounce, inaktiv, inactive, inactivo, inativo, invalid, invalido, kaputt, left, lgpd, locked, merged, never",
    "no, no email, no longer, no mail, nomail, none, not valid, obsolete, off, old, opt out, opted out, optout, optedout",
    "opposed, purged, redacted, remove, removed, removido, rimosso, softdeleted, spam, spamtrap, stop, stopped",
    "supprime, suppressed, suspended, tot, trash, trashed, undeliverable, unsub, unsubscribe, unsubscribed, unused",
    "usuniety, verwijderd, void, x, xx, xxx, zombie, zz, zzz",
    "otpisan, udalen, udaleno",
];

/// The letters that a mark must have where a dot joins it to a name: `del.rio` and `x.lee` are people.
const N_LETTERS_BEFORE_DOT: usize = 4;

fn is_mark(word: &str) -> bool {
    let word = fold(word);
    !word.is_empty() && MARKS.iter().flat_map(|line| line.split(", ")).any(|mark| mark == word)
}

/// Parts of a domain that can stand apart where a dot was meant: `x example`, `mail.x;example`.
const N_LABELS: usize = 4;

/// The addresses that a text without entities and invisible signs can be meant to name, though each is spoilt: the dot
/// of a domain as another sign, a dot too many, brackets around the domain, a word for what became of it in front or
/// behind, a quote or an ornament at either end.
pub(super) fn misspelt(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let locals = locals(before);
        for domain in domains(behind) {
            found.extend(locals.iter().map(|local| format!("{local}@{domain}")));
        }
    }
    found
}

/// What stands in front of the sign, as it is and without what is no part of a name.
fn locals(before: &str) -> Vec<&str> {
    let is_between =
        |c: char| c.is_whitespace() || c.is_control() || "<>()[]{},;|\"«»“”„`\\:=/?&".contains(c);
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "()[]{}<>\"'".contains(c));
    let word = before.rsplit(is_between).next().unwrap_or_default();
    let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric() && !"_+-".contains(c));
    let read = std::iter::successors(Some(trimmed), |local| without_mark(local));
    read.filter(|local| !local.is_empty()).collect()
}

fn without_mark(local: &str) -> Option<&str> {
    without_mark_in_front(local).or_else(|| without_mark_behind(local))
}

const JOINTS: [char; 6] = ['_', '-', '.', '+', '#', '~'];

/// `ann` of `deleted_ann`, of `deleted-1732060800-ann` and of `zz_deleted_ann`.
fn without_mark_in_front(local: &str) -> Option<&str> {
    let is_end = |at: usize, joint: &str| {
        let mark = local.get(..at).unwrap_or_default();
        (joint != "." || N_LETTERS_BEFORE_DOT <= mark.chars().count()) && is_mark(mark)
    };
    let end = local.rmatch_indices(JOINTS).find(|(at, joint)| is_end(*at, joint));
    end.and_then(|(at, _)| {
        let rest = local.get(at..)?.trim_start_matches(JOINTS);
        // When it happened, or under which number.
        let is_number = |word: &str| 2 <= word.len() && word.bytes().all(|b| b.is_ascii_digit());
        let named =
            rest.split_once(JOINTS).filter(|(word, _)| is_number(word)).map_or(rest, |(_, rest)| rest);
        (!named.is_empty()).then_some(named)
    })
}

/// `ann` of `ann_deleted` and of `ann.unsubscribed-2024`.
fn without_mark_behind(local: &str) -> Option<&str> {
    let is_tail = |tail: &str| {
        let words = tail.trim_end_matches(|c: char| c.is_ascii_digit() || JOINTS.contains(&c));
        is_mark(words)
    };
    let mut begins = local.match_indices(JOINTS).map(|(at, joint)| (at, at + joint.len()));
    begins.find(|(_, behind)| local.get(*behind..).is_some_and(is_tail)).and_then(|(at, _)| local.get(..at))
}

/// What stands behind the sign, as domains.
fn domains(behind: &str) -> Vec<String> {
    let behind = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_label = |c: char| c.is_alphanumeric() || c == '-';
    let is_stop = |c: char| c == '@' || c == '\n' || c == '\r' || c == '\t';
    let piece = behind.split(is_stop).next().unwrap_or_default();
    let mut labels: Vec<&str> = Vec::new();
    // Where the domain ends as it is written, and where it ends if other signs were dots.
    let mut n_written = 0;
    let mut rest = piece;
    while labels.len() < 2 * N_LABELS {
        let end = rest.find(|c| !is_label(c)).unwrap_or(rest.len());
        let (label, after) = rest.split_at(end);
        if label.is_empty() {
            break;
        }
        labels.push(label);
        let joint_len = after.find(is_label).unwrap_or(after.len());
        let (joint, next) = after.split_at(joint_len);
        let is_dotted = joint.contains('.') && joint.chars().count() <= 3;
        if !is_dotted && n_written == 0 {
            n_written = labels.len();
        }
        if !is_dotted
            && (2 < joint.chars().count()
                || (2 <= n_written && !joint.starts_with(['_', '-', '+', '#', '~'])))
        {
            break;
        }
        rest = next;
    }
    if n_written == 0 {
        n_written = labels.len();
    }
    let mut found = Vec::new();
    let mut add = |labels: &[&str]| {
        let domain = labels.join(".");
        if 2 <= labels.len() && !found.contains(&domain) {
            found.push(domain);
        }
    };
    let written = labels.get(..n_written).unwrap_or_default();
    add(written);
    if n_written < 2 {
        (2..=labels.len().min(N_LABELS)).for_each(|n| add(labels.get(..n).unwrap_or_default()));
    }
    // A word for what became of it, as a last label or behind a sign.
    if let Some(n) = labels.iter().skip(2).position(|label| is_mark(label.trim_matches('-'))) {
        add(labels.get(..2 + n).unwrap_or_default());
    }
    let last = written.last().copied().unwrap_or_default();
    if let Some((end, mark)) = last.split_once('-')
        && is_mark(mark.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-'))
        && let Some(before) = written.get(..written.len() - 1)
    {
        add(&[before, &[end]].concat());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::misspelt;

    #[test]
    fn a_spoilt_address_is_read_as_what_it_was() {
        for text in [
            "ann@x example",
            "ann@x;example",
            "ann@x,example",
            "ann@x..example",
            "ann@x. example",
            "ann@x_example",
            "ann@x:example",
            "ann@x/example",
            "ann.@x.example",
            ".ann@x.example",
            "ann@.x.example",
            "ann@[x.example]",
            "[ann]@x.example",
            "<ann@x.example",
            "'ann'@x.example",
            "*ann@x.example*",
            "deleted_ann@x.example",
            "DELETED-ann@x.example",
            "deleted.ann@x.example",
            "deleted+1732060800+ann@x.example",
            "deleted-1732060800-ann@x.example",
            "zz_deleted_ann@x.example",
            "do_not_mail_ann@x.example",
            "excluído_ann@x.example",
            "удалено_ann@x.example",
            "gelöscht-ann@x.example",
            "ann_deleted@x.example",
            "ann.unsubscribed-2024@x.example",
            "ann-old@x.example",
            "ann@x.example.deactivated",
            "ann@x.example.invalid",
            "ann@x.example_deleted",
            "ann@x.example_deleted_17",
            "ann@x.example-old",
            "ann@x.example#unsub",
        ] {
            let found = misspelt(text);
            assert!(found.iter().any(|one| one.eq_ignore_ascii_case("ann@x.example")), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_is_a_name_stays_whole() {
        for text in ["x.lee@x.example", "old-ford@x.example", "bob_smith@sub.x.example", "deleted@x.example"]
        {
            let found = misspelt(text);
            assert!(found.iter().any(|one| one == text), "{text}: {found:?}");
        }
        for text in ["mary.ann@x.example", "del.rio@x.example", "x.lee@x.example"] {
            assert_eq!(misspelt(text), [text]);
        }
        assert_eq!(misspelt("bob_smith@x.example and more"), ["bob_smith@x.example"]);
        for text in ["", "@", "a@b", "100 % @ work", "@ @", "ann@"] {
            assert!(misspelt(text).iter().all(|one| one.contains('.') && one.len() < 30), "{text}");
        }
    }
}
