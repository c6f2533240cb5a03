//! What no sum of the record holds, column by column, each with the reason: a test walks the schema, so that a new
//! column is either told of or stands here. `docs/guides/audit.md` prints the same list.
// tidy: list

/// Columns of one table that no sum holds.
#[derive(Debug, Clone, Copy)]
pub struct Untold {
    /// Of which table.
    pub table: &'static str,
    /// Which.
    pub columns: &'static [&'static str],
    /// Why not.
    pub why: &'static str,
}

/// Every column that no sum holds.
pub const UNTOLD: &[Untold] = &[
    Untold {
        table: "migration",
        columns: &["version", "digest"],
        why: "what the schema was made by; the program compares it at every start",
    },
    Untold {
        table: "setting",
        columns: &["key", "value"],
        why: "the simulated date, the counters and the model of `unify`: what they decide is told where it is decided",
    },
    Untold {
        table: "session",
        columns: &[
            "token_hash",
            "member_id",
            "csrf_token",
            "created_at",
            "expires_at",
            "last_used_at",
            "browser",
        ],
        why: "who can write the database can sign in as somebody; what they do then stands in the chain under that name",
    },
    Untold {
        table: "member_seen",
        columns: &["member_id", "at"],
        why: "when somebody was here last decides nothing",
    },
    Untold {
        table: "member_signed_out",
        columns: &["member_id", "at"],
        why: "since when an earlier password opens nothing here; who can write the database can sign in as somebody",
    },
    Untold {
        table: "removed_workspace",
        columns: &[
            "removed",
            "name",
            "by_member",
            "at",
            "n_rows",
            "n_entries",
            "last_hash",
            "leftovers",
            "is_finished",
        ],
        why: "what was removed has no chain any more; the chains of those who go on tell of it (`workspace.removed`)",
    },
    Untold {
        table: "import",
        columns: &["source", "fingerprint", "file", "n_rows", "n_accepted", "n_rejected", "at"],
        why: "a file known by it is read again when it is not there; rows are counted once by their keys",
    },
    Untold {
        table: "original",
        columns: &["seq", "source", "digest", "file", "contract", "n_bytes", "at", "written_at"],
        why: "the files stand beside the store under their digests; a row that is changed finds no file",
    },
    Untold {
        table: "arrival",
        columns: &["seq", "source", "message_id", "body", "received_at"],
        why: "events that wait to be landed in the lake, which no sum holds either",
    },
    Untold {
        table: "outbox",
        columns: &["seq", "topic", "entry_id", "body", "at"],
        why: "copies of lines of the ledger and of exposures on their way to the lake; the gate reads the ledger itself",
    },
    Untold {
        table: "job",
        columns: &[
            "job_id",
            "state",
            "lease_until",
            "n_attempts",
            "created_at",
            "asks",
            "by_member",
            "ended_at",
            "ended_by",
            "for_worker",
            "kind",
            "lane",
            "message",
            "n_done",
            "n_total",
            "problem",
            "result",
            "started_at",
            "title",
            "unit",
            "worker",
        ],
        why: "work that waits; what it decides is told when it is done",
    },
    Untold {
        table: "job_line",
        columns: &["job_id", "seq", "at", "text"],
        why: "what a job said on its way; that it was asked for, stopped and ended stands in the chain",
    },
    Untold {
        table: "upload",
        columns: &["upload_id", "name", "n_bytes", "by_member", "at", "written_at"],
        why: "files that wait to be taken in; what comes of them is held as any import's",
    },
    Untold {
        table: "consent_row",
        columns: &["row_id", "digest", "said", "turn"],
        why: "what repeated rows of consents are known by; the lines they became are held",
    },
    Untold {
        table: "gate_clock",
        columns: &["name", "n"],
        why: "counters that only make a worker read again",
    },
    Untold {
        table: "send",
        columns: &["identifier", "delivery_id", "at"],
        why: "how often somebody was written to before (frequency caps): it grows with every message",
    },
    Untold {
        table: "mailbox_turn",
        columns: &["campaign", "version", "channel", "step", "mailbox", "delivery_id"],
        why: "which mailbox had its turn; `delivery.mailbox` is held once the release has ended",
    },
    Untold {
        table: "delivery",
        columns: &["fence", "lease_until", "retry_at"],
        why: "whose a message is while it is on its way; nothing of it counts once the release has ended",
    },
    Untold {
        table: "variant",
        columns: &["campaign", "variant_id", "rank", "status", "body", "findings"],
        why: "texts that were not chosen; a chosen one is held by the hash of its approval",
    },
    Untold {
        table: "quarantine",
        columns: &["why", "row_key", "closed_why", "edited_at"],
        why: "words for readers, the key a later row closes it by, and when an edit was made, which its own entry tells",
    },
    Untold {
        table: "definition_draft",
        columns: &["kind", "name", "body", "base_version", "by_member", "at"],
        why: "drafts count for nothing until they are applied",
    },
    Untold {
        table: "row_sum",
        columns: &["name", "n", "sum", "is_keyed"],
        why: "the sums themselves: compared with what entries tell of them",
    },
    Untold {
        table: "row_sum_owed",
        columns: &[],
        why: "marks a store of an earlier version; a mark where entries tell of rows already is a finding",
    },
    Untold {
        table: "audit",
        columns: &["seq", "at", "actor", "action", "subject", "body", "hash"],
        why: "the chain itself, which is verified entry by entry",
    },
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::Store;
    use crate::audit::covered::{ALL, ENDINGS, OUTCOMES};
    use crate::database::rows;
    use std::collections::BTreeSet;

    /// Held one by one by entries that carry the digest of their body, which the other columns must agree with.
    const SIGNED: [(&str, &[&str]); 2] = [
        ("approval", &["release_hash", "by_member", "campaign", "body", "at"]),
        ("approval_request", &["release_hash", "author", "campaign", "body", "at"]),
    ];

    fn held() -> BTreeSet<String> {
        let column = |table: &str, column: &str| {
            let column =
                column.strip_prefix("hex(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(column);
            format!("{table}.{column}")
        };
        let tables = ALL.into_iter().chain([&OUTCOMES, &ENDINGS]);
        let sums = tables.flat_map(|of| of.columns.iter().map(|name| column(of.from, name)));
        let signed =
            SIGNED.into_iter().flat_map(|(of, names)| names.iter().map(move |name| column(of, name)));
        sums.chain(signed).collect()
    }

    #[tokio::test]
    async fn every_column_is_held_or_said_not_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("s.db").display())).await.unwrap();
        let found = rows!(
            store.read().await.unwrap(),
            (String, String),
            "select t.name, c.name from sqlite_master t join pragma_table_info(t.name) c
             where t.type = 'table' and t.name not like 'sqlite_%' order by t.name, c.cid",
        )
        .unwrap();
        // Every digest covers the workspace of its row.
        let there: BTreeSet<String> = found
            .into_iter()
            .filter(|(_, column)| column != "workspace")
            .map(|(table, column)| format!("{table}.{column}"))
            .collect();
        let of_list = |untold: &Untold| {
            let table = untold.table;
            untold.columns.iter().map(move |column| format!("{table}.{column}")).collect::<Vec<_>>()
        };
        let untold: BTreeSet<String> = UNTOLD.iter().flat_map(of_list).collect();
        let held = held();
        let neither: Vec<_> =
            there.iter().filter(|name| !held.contains(*name) && !untold.contains(*name)).collect();
        assert!(neither.is_empty(), "sum them in `covered`, or say in `untold` why not: {neither:?}");
        let both: Vec<_> = untold.intersection(&held).collect();
        assert!(both.is_empty(), "held, and said not to be: {both:?}");
        let gone: Vec<_> = held.union(&untold).filter(|name| !there.contains(*name)).collect();
        assert!(gone.is_empty(), "no such column: {gone:?}");
    }

    #[test]
    fn the_guide_names_what_is_not_held() {
        let guide = include_str!("../../../../docs/guides/audit.md");
        for untold in UNTOLD {
            let columns: Vec<String> = untold.columns.iter().map(|column| format!("`{column}`")).collect();
            let line = format!("| `{}` | {} | {} |", untold.table, columns.join(", "), untold.why);
            assert!(guide.contains(&line), "docs/guides/audit.md lacks this line:\n{line}");
        }
    }
}
