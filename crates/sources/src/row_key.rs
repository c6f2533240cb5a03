//! By what rows of the ledger are known: the answers of one row of a file, and the noes that were heard beside them. The
//! forms stand here, for a no of a broken row is brought back to the answers that its id gave before. Who puts a way behind
//! a key by itself, for rows that fell silent, is `gathering::collect::silence`.

use vocabulary::{Channel, Digest};

const BROKEN: &str = ":quarantined-";

/// An answer of a row: its only one, the one by a way of its own, or the one that holds for the whole contact.
pub(crate) fn answer(source: &str, key: &str, way: Option<Channel>, is_of_contact: bool) -> String {
    match (is_of_contact, way) {
        (true, _) => format!("{source}:{key}:contact"),
        (false, Some(way)) => format!("{source}:{key}:{way}"),
        (false, None) => format!("{source}:{key}"),
    }
}

/// The no of a row that broke a rule. Another key than the row's own: when it is mended it speaks for itself.
pub(crate) fn of_broken(source: &str, key: Option<&str>, digest: &str) -> String {
    format!("{source}:{}{BROKEN}{digest}", key.unwrap_or_default())
}

/// The no of a column that no contract names.
pub(crate) fn of_stray(source: &str, key: Option<&str>, told: Vec<String>) -> String {
    format!("{source}:{}:unnamed-{}", key.unwrap_or_default(), Digest::of(told).short())
}

/// The no of a message.
pub(crate) fn of_message(source: &str, id: &str, told: Vec<String>) -> String {
    format!("{source}:{id}:message-{}", Digest::of(told).short())
}

/// The answers that the row of a no may have given when it was not broken; none for a no of another kind.
pub fn answers_of_broken(row_id: &str) -> Vec<String> {
    let Some((source, key)) = row_id.rsplit_once(BROKEN).and_then(|(row, _)| row.split_once(':')) else {
        return Vec::new();
    };
    let ways = Channel::ALL.iter().copied().map(Some).chain([None]);
    let own = ways.map(|way| answer(source, key, way, false));
    own.chain([answer(source, key, None, true)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_of_a_broken_row_finds_every_answer_of_its_id() {
        let found = answers_of_broken(&of_broken("shop", Some("7:a"), "0f"));
        assert_eq!(found.len(), Channel::ALL.len() + 2);
        for way in Channel::ALL.iter().copied().map(Some).chain([None]) {
            assert!(found.contains(&answer("shop", "7:a", way, false)), "{found:?}");
        }
        assert!(found.contains(&answer("shop", "7:a", None, true)), "{found:?}");
        assert_eq!(answers_of_broken(&answer("shop", "7:a", None, false)), Vec::<String>::new());
    }
}
