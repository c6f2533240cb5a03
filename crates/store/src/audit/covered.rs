//! The tables whose rows the audit chain tells of, and what of each row it tells.
//!
//! Every table that a decision or a send rests on and that only we write stands here. What stands elsewhere is named
//! in [`NOT_COVERED`], which `audit verify` prints: nobody shall take silence for proof.

use super::changes::Found;
use crate::StoreError;
use crate::database::{Link, Tx, bulk};
use governance::rows::{RowSum, row_digest};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow, Row};
use std::collections::HashMap;
use vocabulary::{Digest, WorkspaceId};

/// Rows read at once.
const N_PER_READ: i64 = 5_000;

/// One table, as the chain tells of it.
///
/// INVARIANT: what a released version tells of a table is never told otherwise under the same words: sums in chains
/// would no longer be those of the rows. Another choice of columns gets other words.
#[derive(Debug)]
pub(crate) struct Covered {
    /// What its rows are called, in entries and in findings.
    pub words: &'static str,
    pub from: &'static str,
    /// What its rows are told apart by, in SQL; without one all rows of a workspace are one sum.
    scope: Option<&'static str>,
    /// What a row is found by, in SQL.
    key: &'static str,
    is_key_number: bool,
    /// A unique number by which a large table is read in pieces.
    page: Option<&'static str>,
    /// Whether its keys may stand in the chain: never where a key could be about somebody.
    pub names_rows: bool,
    pub columns: &'static [&'static str],
    /// What to do when they differ.
    pub advice: &'static str,
}

const SMALL: Covered = Covered {
    words: "",
    from: "",
    scope: None,
    key: "",
    is_key_number: false,
    page: None,
    names_rows: true,
    columns: &[],
    advice: "",
};

pub(crate) const WORKSPACE: Covered = Covered {
    words: "workspace",
    from: "workspace",
    key: "workspace",
    columns: &["name", "is_simulated", "seed", "hex(hmac_key)", "created_at"],
    advice: "its key decides arms and the ids of messages: restore the store from a backup before anything is sent",
    ..SMALL
};
pub(crate) const MEMBERS: Covered = Covered {
    words: "members",
    from: "member",
    key: "member_id",
    columns: &["member_id", "name", "email", "role", "password_hash", "created_at"],
    advice: "take away what nobody gave: see who may sign in and approve, and restore the row from a backup",
    ..SMALL
};
pub(crate) const REMOVED_MEMBERS: Covered = Covered {
    words: "removed members",
    from: "member_removed",
    key: "member_id",
    columns: &["member_id", "by_member", "at"],
    advice: "see who may sign in (`truelift member list`), and remove them again or restore the row from a backup",
    ..SMALL
};
pub(crate) const MEMBER_LINKS: Covered = Covered {
    words: "invitations and reset links",
    from: "member_link",
    key: "link_hash",
    columns: &["link_hash", "member_id", "kind", "made_by", "made_at", "expires_at", "ended_at", "ended_as"],
    advice: "whoever holds such a link signs in as its member: take it back (`truelift member take-back`), and make a new one",
    ..SMALL
};
pub(crate) const WRITE_KEYS: Covered = Covered {
    words: "write keys",
    from: "write_key",
    key: "key_hash",
    columns: &["key_hash", "source", "kind", "created_at"],
    advice: "whoever holds such a key writes as its source: restore the row from a backup, and import the source again",
    ..SMALL
};
pub(crate) const ENDED_KEYS: Covered = Covered {
    words: "ended write keys",
    from: "ended_key",
    key: "key_hash",
    columns: &["key_hash", "source", "kind", "created_at", "ended_at"],
    advice: "what came by such a key may be a visitor's word that counts as a system's: restore the row from a backup",
    ..SMALL
};
pub(crate) const TRUSTS: Covered = Covered {
    words: "trust in sources",
    from: "source_trust",
    key: "source",
    columns: &["source", "asserts"],
    advice: "import a file of the source again under the contract you hold",
    ..SMALL
};
pub(crate) const CONTRACTS: Covered = Covered {
    words: "contracts that rows came by",
    from: "source_contract",
    key: "digest",
    columns: &["digest", "source", "body", "at"],
    advice: "import a file of the source again under the contract you hold",
    ..SMALL
};
pub(crate) const DEFINITIONS: Covered = Covered {
    words: "definitions",
    from: "definition",
    key: "kind || '/' || name || '/' || cast(version as text)",
    columns: &["kind", "name", "version", "body", "digest", "by_member", "at"],
    advice: "compare with your files (`truelift apply FOLDER --plan`), and restore the row from a backup",
    ..SMALL
};
pub(crate) const REASONS: Covered = Covered {
    words: "reasons of definitions",
    from: "definition_reason",
    key: "kind || '/' || name || '/' || cast(version as text)",
    columns: &["kind", "name", "version", "reason", "origin"],
    advice: "the audit chain has the words as they were given (`truelift audit log`); restore the row from a backup",
    ..SMALL
};
pub(crate) const CAMPAIGNS: Covered = Covered {
    words: "campaigns",
    from: "campaign",
    key: "campaign || '/' || cast(version as text)",
    columns: &["campaign", "version", "experiment", "release_hash", "body", "at"],
    advice: "do not go on with it: restore the store from a backup",
    ..SMALL
};
pub(crate) const RESULTS: Covered = Covered {
    words: "results",
    from: "pilot_result",
    key: "pilot || '/' || cast(version as text) || '/' || kind",
    columns: &["pilot", "version", "kind", "body", "at"],
    advice: "do not decide by it: read the pilot out again (`truelift readout`, `truelift gate`) from a restored store",
    ..SMALL
};
pub(crate) const RULINGS: Covered = Covered {
    words: "rulings",
    from: "ruling",
    key: "ruling_id",
    is_key_number: true,
    columns: &[
        "ruling_id",
        "kind",
        "left_record",
        "right_record",
        "origin",
        "score_ppm",
        "note",
        "by_member",
        "at",
        "undone_by",
        "undone_at",
    ],
    advice: "look through the rulings (`truelift people rulings`), and run `truelift unify` from a restored store",
    ..SMALL
};
pub(crate) const REDIRECTS: Covered = Covered {
    words: "people who are somebody else now",
    from: "redirect",
    key: "old_person",
    names_rows: false,
    columns: &["old_person", "person"],
    advice: "run `truelift unify` from a restored store",
    ..SMALL
};
pub(crate) const SUPPRESSIONS: Covered = Covered {
    words: "suppressions",
    from: "suppression",
    key: "identifier",
    names_rows: false,
    columns: &["identifier", "reason", "at"],
    advice: "release nothing: restore the store from a backup",
    ..SMALL
};
pub(crate) const CONSENTS: Covered = Covered {
    words: "consents",
    from: "consent_entry",
    scope: Some("source"),
    key: "entry_id",
    page: Some("seq"),
    names_rows: false,
    columns: &["seq", "entry_id", "identifier", "purpose", "channel", "action", "at", "evidence", "source"],
    advice: "release nothing: restore the store from a backup, or import the consents of the source into a new workspace",
    ..SMALL
};
pub(crate) const QUARANTINE: Covered = Covered {
    words: "quarantine",
    from: "quarantine",
    scope: Some("source"),
    key: "seq",
    is_key_number: true,
    page: Some("seq"),
    names_rows: false,
    columns: &[
        "seq",
        "row_id",
        "source",
        "file",
        "line",
        "rule",
        "field",
        "original",
        "contract",
        "state",
        "at",
        "replayed_at",
        "edited",
        "edited_by",
        "discarded_by",
        "discarded_at",
        "discard_reason",
    ],
    advice: "restore the rows from a backup, or read the files of the source again (`truelift collect reload SOURCE`)",
};
/// What of a delivery is fixed when it is planned: who, in which arm, with which message.
pub(crate) const PLANS: Covered = Covered {
    words: "planned messages and arms",
    from: "delivery",
    scope: Some("campaign || '/' || cast(version as text)"),
    key: "delivery_id",
    is_key_number: true,
    page: Some("delivery_id"),
    names_rows: false,
    columns: &[
        "delivery_id",
        "campaign",
        "version",
        "person_id",
        "channel",
        "step",
        "arm",
        "is_holdout",
        "identifiers",
        "grantors",
        "subject",
        "message_id",
        "idempotency_key",
        "planned_at",
        "unit_id",
        "stratum",
        "exposures",
    ],
    advice: "neither send nor read it out: who is in which arm is not what was drawn. Restore the store from a backup",
};
/// What became of deliveries, told once all have come to their end.
pub(crate) const OUTCOMES: Covered = Covered {
    words: "what became of messages",
    from: "delivery",
    scope: Some("campaign || '/' || cast(version as text)"),
    key: "delivery_id",
    is_key_number: true,
    page: Some("delivery_id"),
    names_rows: false,
    columns: &["delivery_id", "address", "state", "denial_code", "permitted_at", "settled_at"],
    advice: "do not read it out, and compare with what the transport reported",
};

/// How deliveries came to their end, told beside [`OUTCOMES`].
pub(crate) const ENDINGS: Covered = Covered {
    words: "how messages came to their end",
    from: "delivery",
    scope: Some("campaign || '/' || cast(version as text)"),
    key: "delivery_id",
    is_key_number: true,
    page: Some("delivery_id"),
    names_rows: false,
    columns: &["delivery_id", "mailbox", "denial", "detail", "n_attempts", "is_transmission_open"],
    advice: "do not read it out, and compare with what the transport reported",
};

/// Every table that each change is told of.
pub(crate) const ALL: [&Covered; 18] = [
    &WORKSPACE,
    &MEMBERS,
    &REMOVED_MEMBERS,
    &MEMBER_LINKS,
    &WRITE_KEYS,
    &ENDED_KEYS,
    &TRUSTS,
    &CONTRACTS,
    &DEFINITIONS,
    &REASONS,
    &CAMPAIGNS,
    &PLANS,
    &RESULTS,
    &RULINGS,
    &REDIRECTS,
    &SUPPRESSIONS,
    &CONSENTS,
    &QUARANTINE,
];

/// What the chain says nothing of, for whoever reads a verdict.
pub const NOT_COVERED: [&str; 8] = [
    "the lake (records, events, people, exposures): its files stand outside the store",
    "sessions of members, when they were last seen, and guesses that were refused",
    "which mailbox had its turn and how often somebody was written to before (caps)",
    "messages on their way, until the release has ended; jobs, their logs and uploads, events and lines that wait to be landed",
    "what repeated rows and files are known by (`consent_row`, `import`, `original`)",
    "settings: the simulated date, the counters and the model of `unify`, rehearsals (nothing rests on one)",
    "drafts of definitions, which count for nothing until they are applied",
    "texts that were not chosen; a chosen one is held by the hash of its approval",
];

/// Which rows of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Which<'a> {
    Scope(&'a str),
    Keys(&'a [String]),
}

/// A row as it is read: whose sum it belongs to, what it is found by, its place, its columns.
struct Cells {
    scope: String,
    key: String,
    place: i64,
    columns: Vec<Option<String>>,
}

/// The columns before those of the table.
const N_HEAD: usize = 3;

macro_rules! cells {
    ($row:ty) => {
        impl FromRow<'_, $row> for Cells {
            fn from_row(row: &$row) -> Result<Self, sqlx::Error> {
                let columns = (N_HEAD..row.len()).map(|at| row.try_get(at)).collect::<Result<_, _>>()?;
                Ok(Self { scope: row.try_get(0)?, key: row.try_get(1)?, place: row.try_get(2)?, columns })
            }
        }
    };
}
cells!(SqliteRow);
cells!(PgRow);

impl Covered {
    /// The name of the sum that rows of `scope` belong to.
    pub fn name(&self, scope: &str) -> String {
        if self.scope.is_some() { format!("{}: {scope}", self.words) } else { self.words.to_owned() }
    }

    /// Whether `name` is one of this table's.
    pub fn has(&self, name: &str) -> bool {
        match self.scope {
            None => name == self.words,
            Some(_) => name.strip_prefix(self.words).is_some_and(|rest| rest.starts_with(": ")),
        }
    }

    fn query(&self, is_paged: bool, rest: &str) -> String {
        // Read in pieces, a table is read in the order of its number: an index by workspace would be sorted for
        // every piece.
        let workspace = if is_paged { "workspace || ''" } else { "workspace" };
        let columns: Vec<String> =
            self.columns.iter().map(|column| format!("cast({column} as text)")).collect();
        format!(
            "select {}, cast({} as text), {}, {} from {} where {workspace} = $1 {rest}",
            self.scope.unwrap_or("''"),
            self.key,
            // PostgreSQL takes a bare number for one of 32 bits.
            self.page.unwrap_or("cast(0 as bigint)"),
            columns.join(", "),
            self.from
        )
    }

    /// Adds up all rows of the workspace.
    pub async fn read_all(
        &self,
        tx: &mut Tx,
        workspace: &WorkspaceId,
        key: Option<&[u8]>,
    ) -> Result<Found, StoreError> {
        let mut found = Found::default();
        let mut after = i64::MIN;
        loop {
            let rows = match self.page {
                None => read(tx, self.query(false, ""), workspace, None, None).await?,
                Some(page) => {
                    let from = self.from;
                    let rest = format!("and $2 < {page} order by {from}.{page} limit {N_PER_READ}");
                    read(tx, self.query(true, &rest), workspace, Some(after), None).await?
                }
            };
            let is_last = self.page.is_none() || (rows.len() as i64) < N_PER_READ;
            after = rows.last().map_or(after, |row| row.place);
            rows.iter().for_each(|row| self.count(row, workspace, key, true, &mut found));
            if is_last {
                return Ok(found);
            }
        }
    }

    /// The digests of the rows of one scope, or of those of `keys`, by key.
    pub async fn digests(
        &self,
        tx: &mut Tx,
        workspace: &WorkspaceId,
        key: Option<&[u8]>,
        which: Which<'_>,
    ) -> Result<HashMap<String, Digest>, StoreError> {
        let value = if self.is_key_number { "cast(r.value ->> 'v' as bigint)" } else { "r.value ->> 'v'" };
        let (rest, given) = match which {
            Which::Scope(scope) => (format!("and {} = $2", self.scope.unwrap_or("''")), scope.to_owned()),
            Which::Keys(keys) => {
                (format!("and {} in (select {value} from json_each($2) as r)", self.key), bulk::list(keys)?)
            }
        };
        let rows = read(tx, self.query(false, &rest), workspace, None, Some(given)).await?;
        let digest = |row: Cells| {
            let columns = row.columns.iter().map(Option::as_deref);
            let digest = row_digest(key, workspace.as_str(), self.words, columns);
            (row.key, digest)
        };
        Ok(rows.into_iter().map(digest).collect())
    }

    /// Adds up the rows with these keys, or takes them off.
    pub async fn read_some(
        &self,
        tx: &mut Tx,
        workspace: &WorkspaceId,
        key: Option<&[u8]>,
        keys: &[String],
        is_added: bool,
        found: &mut Found,
    ) -> Result<(), StoreError> {
        let value = if self.is_key_number { "cast(r.value ->> 'v' as bigint)" } else { "r.value ->> 'v'" };
        let rest = format!("and {} in (select {value} from json_each($2) as r)", self.key);
        for chunk in keys.chunks(bulk::N_ROWS) {
            let rows = read(tx, self.query(false, &rest), workspace, None, Some(bulk::list(chunk)?)).await?;
            rows.iter().for_each(|row| self.count(row, workspace, key, is_added, found));
        }
        Ok(())
    }

    fn count(
        &self,
        row: &Cells,
        workspace: &WorkspaceId,
        key: Option<&[u8]>,
        is_added: bool,
        found: &mut Found,
    ) {
        let columns = row.columns.iter().map(Option::as_deref);
        let digest = row_digest(key, workspace.as_str(), self.words, columns);
        let name = self.name(&row.scope);
        let sum = found.sums.entry(name.clone()).or_insert(RowSum::NONE);
        if is_added {
            sum.add(digest)
        } else {
            sum.take(digest)
        }
        if self.names_rows {
            let rows = found.rows.entry(name).or_default();
            rows.insert(row.key.clone(), if is_added { digest } else { Digest::ZERO });
        }
    }
}

async fn read(
    tx: &mut Tx,
    sql: String,
    workspace: &WorkspaceId,
    after: Option<i64>,
    keys: Option<String>,
) -> Result<Vec<Cells>, StoreError> {
    let found = match tx.link() {
        Link::Sqlite(c) => {
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(workspace.as_str());
            match (after, keys) {
                (Some(after), _) => query.bind(after).fetch_all(c).await,
                (_, Some(keys)) => query.bind(keys).fetch_all(c).await,
                _ => query.fetch_all(c).await,
            }
        }
        Link::Postgres(c) => {
            let sql = sql.replace("hex(hmac_key)", "encode(hmac_key, 'hex')");
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(workspace.as_str());
            match (after, keys) {
                (Some(after), _) => query.bind(after).fetch_all(c).await,
                (_, Some(keys)) => query.bind(keys).fetch_all(c).await,
                _ => query.fetch_all(c).await,
            }
        }
    };
    Ok(found?)
}
