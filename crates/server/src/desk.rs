//! Where a member works: who asks, of which workspace, and which date that workspace lives at.

use crate::app::{App, wall_clock};
use crate::problem::Problem;
use crate::session::SignedIn;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use governance::Actor;
use std::ops::Deref;
use store::{Member, Store};
use vocabulary::{Timestamp, WorkspaceId};

/// What a route works with. It stands for the server as well, so that one argument says it all.
///
/// INVARIANT: the workspace is that of the session, and no route has another way to one: what a request names is
/// looked for there and nowhere else.
#[derive(Clone)]
pub struct Desk {
    app: App,
    signed_in: SignedIn,
    /// The date the workspace lives at.
    pub now: Timestamp,
}

impl Desk {
    /// Whose data are asked for.
    pub fn workspace(&self) -> &WorkspaceId {
        &self.signed_in.session.workspace
    }

    /// Who asks.
    pub fn member(&self) -> &Member {
        &self.signed_in.member
    }

    /// Who asks, to the audit chain.
    pub fn actor(&self) -> Actor {
        self.signed_in.actor()
    }

    /// The session they ask by.
    pub fn signed_in(&self) -> &SignedIn {
        &self.signed_in
    }

    /// The same for changes of definitions.
    pub fn definitions(&self) -> engine::definitions::Desk<'_> {
        engine::definitions::Desk {
            engine: self.app.engine(),
            workspace: self.workspace(),
            by: &self.member().member_id,
            now: self.now,
        }
    }

    /// The transactional store.
    pub fn store(&self) -> &Store {
        self.app.engine().store()
    }
}

impl Deref for Desk {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl FromRequestParts<App> for Desk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        let now = app.engine().now(&signed_in.session.workspace, wall_clock()).await?;
        Ok(Self { app: app.clone(), signed_in, now })
    }
}
