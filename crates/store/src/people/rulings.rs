//! What members say of two records. A ruling wins over the model; taking it back leaves its trace.

use crate::audit::covered::RULINGS;
use crate::database::{execute, maybe, row, rows};
use crate::{NewAudit, Store, StoreError};
use governance::Actor;
use serde::Serialize;
use serde_json::json;
use vocabulary::{RulingKind, RulingOrigin, Timestamp, WorkspaceId};

/// A ruling to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRuling<'a> {
    /// What is said.
    pub kind: RulingKind,
    /// Of which record.
    pub left_record: &'a str,
    /// And of which other.
    pub right_record: &'a str,
    /// How it came about.
    pub origin: RulingOrigin,
    /// The model's probability at that moment, in millionths; None when it had none.
    pub score_ppm: Option<i64>,
    /// The evidence, in the member's words.
    pub note: &'a str,
}

/// A ruling as it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ruling {
    /// Which.
    pub ruling_id: i64,
    /// What was said.
    pub kind: RulingKind,
    /// The record whose id is the smaller one.
    pub left_record: String,
    /// The other.
    pub right_record: String,
    /// How it came about.
    pub origin: RulingOrigin,
    /// The model's probability at that moment, in millionths.
    pub score_ppm: Option<i64>,
    /// The evidence, in the member's words.
    pub note: String,
    /// Who said it.
    pub by_member: String,
    /// When.
    pub at: Timestamp,
    /// Who took it back; None while it is in force.
    pub undone_by: Option<String>,
    /// When.
    pub undone_at: Option<Timestamp>,
}
row!(Ruling {
    ruling_id,
    kind,
    left_record,
    right_record,
    origin,
    score_ppm,
    note,
    by_member,
    at,
    undone_by,
    undone_at,
});

impl Store {
    /// Keeps what a member says of two records, with its audit entry; what was in force for the same two before
    /// is taken back. Gives its id.
    pub async fn put_ruling(
        &self,
        workspace: &WorkspaceId,
        new: &NewRuling<'_>,
        by: &Actor,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let (left, right) = (new.left_record.min(new.right_record), new.left_record.max(new.right_record));
        let member = by.to_string();
        let mut tx = self.begin().await?;
        let earlier = rows!(
            tx,
            (i64,),
            "select ruling_id from ruling
             where workspace = $1 and left_record = $2 and right_record = $3 and undone_at is null",
            workspace.as_str(),
            left,
            right,
        )?;
        let mut ids: Vec<String> = earlier.into_iter().map(|(id,)| id.to_string()).collect();
        tx.before(&RULINGS, workspace, &ids).await?;
        execute!(
            tx,
            "update ruling set undone_by = $4, undone_at = $5
             where workspace = $1 and left_record = $2 and right_record = $3 and undone_at is null",
            workspace.as_str(),
            left,
            right,
            member.as_str(),
            now.micros(),
        )?;
        let made = maybe!(
            tx,
            (i64,),
            "insert into ruling (workspace, kind, left_record, right_record, origin, score_ppm, note, by_member, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ruling_id",
            workspace.as_str(),
            new.kind.as_str(),
            left,
            right,
            new.origin.as_str(),
            new.score_ppm,
            new.note,
            member.as_str(),
            now.micros(),
        )?;
        let ruling_id = made.map_or(0, |(id,)| id);
        ids.push(ruling_id.to_string());
        tx.after(&RULINGS, workspace, &ids, now).await?;
        let entry = NewAudit {
            actor: by,
            action: "people.ruled",
            subject: &format!("ruling:{ruling_id}"),
            body: &json!({ "kind": new.kind, "left": left, "right": right, "origin": new.origin, "note": new.note }),
        };
        tx.append_audit(workspace, entry, now).await?;
        tx.commit().await?;
        Ok(ruling_id)
    }

    /// Takes a ruling back, with its audit entry. Gives it as it was.
    ///
    /// Errors: [`StoreError::Missing`] when there is none in force under this id.
    pub async fn undo_ruling(
        &self,
        workspace: &WorkspaceId,
        ruling_id: i64,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Ruling, StoreError> {
        let ids = [ruling_id.to_string()];
        let mut tx = self.begin().await?;
        tx.before(&RULINGS, workspace, &ids).await?;
        let found = maybe!(
            tx,
            Ruling,
            "update ruling set undone_by = $3, undone_at = $4
             where workspace = $1 and ruling_id = $2 and undone_at is null
             returning ruling_id, kind, left_record, right_record, origin, score_ppm, note, by_member, at,
               undone_by, undone_at",
            workspace.as_str(),
            ruling_id,
            by.to_string(),
            now.micros(),
        )?;
        let ruling = found
            .ok_or_else(|| StoreError::Missing { what: "ruling in force", key: ruling_id.to_string() })?;
        tx.after(&RULINGS, workspace, &ids, now).await?;
        let entry = NewAudit {
            actor: by,
            action: "people.ruling_undone",
            subject: &format!("ruling:{ruling_id}"),
            body: &json!({ "kind": ruling.kind, "left": ruling.left_record, "right": ruling.right_record }),
        };
        tx.append_audit(workspace, entry, now).await?;
        tx.commit().await?;
        Ok(ruling)
    }

    /// Gives all rulings in the order they were given, those taken back among them.
    pub async fn rulings(&self, workspace: &WorkspaceId) -> Result<Vec<Ruling>, StoreError> {
        rows!(
            self.read().await?,
            Ruling,
            "select ruling_id, kind, left_record, right_record, origin, score_ppm, note, by_member, at,
               undone_by, undone_at
             from ruling where workspace = $1 order by ruling_id",
            workspace.as_str(),
        )
    }
}
