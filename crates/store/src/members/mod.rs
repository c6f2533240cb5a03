//! The team: members and what becomes of them, links to join, sessions, and one person's seats in several workspaces.

mod links;
mod member;
mod membership;
mod seats;
mod sessions;

pub use links::{LinkKind, MemberLink};
pub use member::{Member, NewMember};
pub use seats::Seat;
pub use sessions::{Ending, NewSession, Session};
