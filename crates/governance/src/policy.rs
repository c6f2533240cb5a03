//! Who may do what: one table, asked by the API, the command line and the page alike.

use crate::Role;
use std::fmt;

/// What a member can want to do, as far as roles tell it apart.
///
/// | act | marketer | analyst | brand | legal | leader | admin |
/// |---|---|---|---|---|---|---|
/// | `Read` | yes | yes | yes | yes | yes | yes |
/// | `KeepOwnAccount` | yes | yes | yes | yes | yes | yes |
/// | `Make` | yes | | | | | yes |
/// | `Approve` | | | yes | yes | yes | yes |
/// | `MendData` | yes | yes | | yes | | yes |
/// | `Release` | yes | | | | yes | yes |
/// | `Judge` | yes | yes | | | yes | yes |
/// | `TakePeople` | yes | | | yes | | yes |
/// | `KeepMembers` | | | | | | yes |
/// | `KeepKeys` | | | | | | yes |
/// | `KeepWorkspaces` | | | | | | yes |
///
/// An admin may everything, since the first member of a workspace is one and works alone at first; nobody, whatever
/// the role, approves their own work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Looks at anything the workspace holds.
    Read,
    /// Changes the own name and password, ends own sessions.
    KeepOwnAccount,
    /// Makes, changes and takes back definitions, and asks for approval.
    Make,
    /// Approves somebody else's work.
    Approve,
    /// Brings files in, says what a quarantined row should have said and who is who among records, and unifies.
    MendData,
    /// Sends what was approved, and stops it.
    Release,
    /// Reads a pilot out, and lets its gate decide.
    Judge,
    /// Takes data of people along as a file, for a purpose or for the person themselves.
    TakePeople,
    /// Invites and removes members, gives roles, makes reset links.
    KeepMembers,
    /// Makes keys with which machines write.
    KeepKeys,
    /// Makes other workspaces on this server, and removes simulated ones.
    KeepWorkspaces,
}

impl Act {
    /// Every act.
    pub const ALL: &'static [Act] = &[
        Act::Read,
        Act::KeepOwnAccount,
        Act::Make,
        Act::Approve,
        Act::MendData,
        Act::Release,
        Act::Judge,
        Act::TakePeople,
        Act::KeepMembers,
        Act::KeepKeys,
        Act::KeepWorkspaces,
    ];

    /// The word as it is written in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Act::Read => "read",
            Act::KeepOwnAccount => "keep_own_account",
            Act::Make => "make",
            Act::Approve => "approve",
            Act::MendData => "mend_data",
            Act::Release => "release",
            Act::Judge => "judge",
            Act::TakePeople => "take_people",
            Act::KeepMembers => "keep_members",
            Act::KeepKeys => "keep_keys",
            Act::KeepWorkspaces => "keep_workspaces",
        }
    }

    /// What it is, after "may".
    pub fn in_words(self) -> &'static str {
        match self {
            Act::Read => "look at the workspace",
            Act::KeepOwnAccount => "keep their own account",
            Act::Make => "make and change definitions, and ask for approval",
            Act::Approve => "approve other people's work",
            Act::MendData => "bring data in, mend it, and say who is who",
            Act::Release => "release what was approved",
            Act::Judge => "read pilots out and let their gates decide",
            Act::TakePeople => "take data of people along as a file",
            Act::KeepMembers => "invite, change and remove members",
            Act::KeepKeys => "make write keys",
            Act::KeepWorkspaces => "make workspaces and remove simulated ones",
        }
    }

    /// The roles that may, in the order of [`Role::ALL`].
    pub fn roles(self) -> Vec<Role> {
        Role::ALL.iter().copied().filter(|role| role.may(self)).collect()
    }

    /// The roles that may, as a sentence names them: `a marketer or an admin`.
    pub fn whom_to_ask(self) -> String {
        let named: Vec<String> = self.roles().into_iter().map(with_article).collect();
        match named.split_last() {
            None => "nobody".to_owned(),
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} or {last}", before.join(", ")),
        }
    }
}

fn with_article(role: Role) -> String {
    match role {
        Role::Analyst | Role::Admin => format!("an {role}"),
        Role::Marketer | Role::Leader => format!("a {role}"),
        Role::Brand | Role::Legal => format!("somebody of {role}"),
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Role {
    /// Whether a member in this role may do `act`: the table of [`Act`].
    ///
    /// Nobody can make a consent by mending data, and nobody approves their own work, whatever the role.
    pub fn may(self, act: Act) -> bool {
        match act {
            Act::Read | Act::KeepOwnAccount => true,
            Act::Make => matches!(self, Role::Marketer | Role::Admin),
            Act::Approve => matches!(self, Role::Brand | Role::Legal | Role::Leader | Role::Admin),
            Act::MendData => matches!(self, Role::Marketer | Role::Analyst | Role::Legal | Role::Admin),
            Act::Release => matches!(self, Role::Marketer | Role::Leader | Role::Admin),
            Act::Judge => matches!(self, Role::Marketer | Role::Analyst | Role::Leader | Role::Admin),
            Act::TakePeople => matches!(self, Role::Marketer | Role::Legal | Role::Admin),
            Act::KeepMembers | Act::KeepKeys | Act::KeepWorkspaces => self == Role::Admin,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// The table above is what people read: it says what the function does.
    #[test]
    fn the_table_of_the_comment_is_the_policy() {
        let text = include_str!("policy.rs");
        let rows = text.lines().filter_map(|line| line.strip_prefix("/// | `"));
        let mut n_rows = 0;
        for (row, act) in rows.zip(Act::ALL) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            assert_eq!(cells[0], format!("{act:?}`"));
            for (role, cell) in Role::ALL.iter().zip(&cells[1..]) {
                assert_eq!(*cell == "yes", role.may(*act), "{role} {act:?}");
            }
            n_rows += 1;
        }
        assert_eq!(n_rows, Act::ALL.len());
    }

    #[test]
    fn who_is_to_be_asked_is_named() {
        assert_eq!(Act::KeepMembers.whom_to_ask(), "an admin");
        assert_eq!(Act::Make.whom_to_ask(), "a marketer or an admin");
        assert_eq!(Act::MendData.whom_to_ask(), "a marketer, an analyst, somebody of legal or an admin");
    }
}
