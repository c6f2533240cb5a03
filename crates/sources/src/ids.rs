//! Values that a program made to name or to check something: GUIDs, hashes, checksums, tokens. Nobody says yes or no
//! in one.

/// Whether a value is one that a program made: a GUID, or a long word of letters and digits mixed.
pub(crate) fn is_id(value: &str) -> bool {
    let value = value.trim().trim_matches(['{', '}', '"', '\'']);
    if value.len() < 15 || 512 < value.len() || !value.is_ascii() {
        return false;
    }
    is_guid(value) || is_mixed(value)
}

fn is_guid(value: &str) -> bool {
    let lengths: Vec<usize> = value.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && value.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Whether letters and digits are mixed as in no word, no day and no number: `0035g00000A1b2C`, `q83vEjRWeJA=`.
fn is_mixed(value: &str) -> bool {
    let body = value.trim_end_matches('=');
    let is_of_id = |c: char| c.is_ascii_alphanumeric() || "+/_-".contains(c);
    let n_digits = body.bytes().filter(u8::is_ascii_digit).count();
    let n_letters = body.bytes().filter(u8::is_ascii_alphabetic).count();
    if !body.chars().all(is_of_id) || n_letters < 3 || (n_digits < 3 && body.len() == value.len()) {
        return false;
    }
    if body.bytes().all(|byte| byte.is_ascii_hexdigit())
        || body.len() < value.len() && value.len().is_multiple_of(4)
    {
        return true;
    }
    // A word, whatever number stands beside it.
    let runs = body.split(|c: char| !c.is_ascii_alphabetic());
    let is_word = |run: &str| {
        5 <= run.len()
            && (run.chars().skip(1).all(|c| c.is_ascii_lowercase())
                || run.chars().all(|c| c.is_ascii_uppercase()))
    };
    !runs.clone().any(is_word)
}

/// Whether most of some values are such, as in a column of ids.
pub(crate) fn are_ids<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    let (mut n, mut n_ids) = (0, 0);
    for value in values {
        n += 1;
        n_ids += usize::from(is_id(value));
    }
    0 < n && n * 4 <= n_ids * 5
}

/// Whether a column of this name holds what a program checks its rows by, which changes with each of them: a checksum,
/// a hash, a token.
pub(crate) fn is_check(folded: &str) -> bool {
    const PARTS: &[&str] = &[
        "checksum",
        "prufsumme",
        "prüfsumme",
        "pruefsumme",
        "etag",
        "rowversion",
        "signature",
        "fingerprint",
    ];
    const ENDS: &[&str] =
        &["hash", "token", "md5", "sha1", "sha256", "crc", "crc32", "session", "sessionid", "nonce"];
    PARTS.iter().any(|part| folded.contains(part)) || ENDS.iter().any(|end| folded.ends_with(end))
}

/// Whether a column of this name holds ids, as `UNSUB_CAMPAIGN_ID` and `complaint.feedbackId`: whatever the name
/// speaks of, nobody says anything by them.
pub(crate) fn names_id(name: &str) -> bool {
    const IDS: &[&str] = &["id", "ids", "uuid", "uid", "guid"];
    let is_apart = |c: char| !c.is_alphanumeric();
    let last = name.rsplit(is_apart).find(|word| !word.is_empty()).unwrap_or_default();
    // `feedbackId`, and neither `paid` nor `SAID`.
    let humped = IDS.iter().any(|id| {
        let begin = last.len().checked_sub(id.len()).and_then(|at| last.split_at_checked(at));
        begin.is_some_and(|(before, end)| {
            before.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
                && end.starts_with(char::is_uppercase)
                && end.eq_ignore_ascii_case(id)
        })
    });
    humped || IDS.contains(&last.to_lowercase().as_str())
}

/// Whether a name denies something that is done to data and to no person: `(Do Not Modify) Contact`, `do_not_edit`.
pub(crate) fn is_of_programs(folded: &str) -> bool {
    const DENY: &[&str] = &["donot", "dont", "nicht", "niet", "nepas", "please"];
    const DONE: &[&str] = &[
        "modify",
        "edit",
        "change",
        "delete",
        "remove",
        "overwrite",
        "touch",
        "import",
        "export",
        "sync",
        "translate",
        "copy",
        "merge",
        "print",
        "update",
        "rename",
        "sort",
        "discount",
        "bearbeiten",
        "andern",
        "ändern",
        "loschen",
        "löschen",
        "wijzigen",
        "aanpassen",
        "modifier",
        "substitute",
        "ship",
        "restock",
    ];
    let rest = DENY.iter().find_map(|deny| folded.strip_prefix(deny));
    rest.is_some_and(|rest| DONE.iter().any(|done| rest.starts_with(done)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_made_is_told_from_what_somebody_said() {
        for value in [
            "7b0e0f9c-51c3-ee11-9078-000d3a5b8f2e",
            "{7B0E0F9C-51C3-EE11-9078-000D3A5B8F2E}",
            "q83vEjRWeJCrze8SNFZ4kA==",
            "5d41402abc4b2a76b9719d911017c592",
            "0035g00000A1b2CAAX",
        ] {
            assert!(is_id(value), "{value}");
        }
        for value in [
            "unsubscribed-2026-11-20",
            "2026-11-20T10:00:00Z",
            "20261120T100000Z",
            "yes",
            "UNSUBSCRIBED_20261120",
            "does not want mail",
            "1700000000000000",
            "hardbounce5.1.1xx",
        ] {
            assert!(!is_id(value), "{value}");
        }
        for name in [
            "UNSUB_CAMPAIGN_ID",
            "complaint.feedbackId",
            "feedbackID",
            "unsubscribe campaign id",
            "optout-uuid",
        ] {
            assert!(names_id(name), "{name}");
        }
        for name in
            ["unsubscribe_reason", "Paid", "OPTOUT_PAID", "said", "Opt-out feedback", "UNSUB_CAMPAIGN_TITLE"]
        {
            assert!(!names_id(name), "{name}");
        }
        assert!(is_of_programs("donotmodifycontact"));
        assert!(!is_of_programs("donotcontact") && !is_of_programs("donotallowemails"));
    }
}
