//! What can be typed about members: who they are, and who works on this machine.

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub struct SignInArgs {
    /// Your e-mail address; asked for without it.
    #[arg(long)]
    pub email: Option<String>,
    /// Read the password from standard input instead of asking for it.
    #[arg(long)]
    pub password_stdin: bool,
    /// Join by a link that an admin made for you, or set a new password by it: the link, or its token.
    #[arg(long, value_name = "LINK", conflicts_with = "email")]
    pub link: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum WorkspaceVerb {
    /// List them: name, members, whether the data are simulated.
    List,
    /// Remove a simulated workspace with everything in it, for good: rows, files, messages, its audit chain.
    Remove {
        /// Its id, as the list shows it.
        workspace: String,
        /// Remove it; without this it is only said what would go.
        #[arg(long)]
        yes: bool,
        /// The admin who removes it; who signed in on this machine without it.
        #[arg(long = "as", value_name = "MEMBER")]
        member: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct MemberArgs {
    /// The member who does it; who signed in on this machine without it.
    #[arg(long = "as", value_name = "MEMBER", global = true)]
    pub by: Option<String>,
    #[command(subcommand)]
    pub verb: MemberVerb,
}

#[derive(Debug, Subcommand)]
pub enum MemberVerb {
    /// List the team: role, how each stands, when they were last at work.
    List,
    /// Make a member and a link by which they join; nothing is mailed, hand the link over yourself.
    Invite {
        #[command(flatten)]
        who: NewMemberArgs,
        /// The address under which they reach your server.
        #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8420")]
        at: String,
    },
    /// Make a member who works from the command line only, without a password.
    Add(NewMemberArgs),
    /// Make a link by which a member joins, or sets a new password when they had one. It works once, for 7 days.
    Reset {
        /// Member id or e-mail address.
        member: String,
        /// The address under which they reach your server.
        #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8420")]
        at: String,
    },
    /// Take the open link of a member back.
    TakeBack(MemberArg),
    /// Give a member another role.
    Role {
        /// Member id or e-mail address.
        member: String,
        /// marketer, analyst, brand, legal, leader or admin.
        role: String,
    },
    /// Remove a member: they cannot sign in, and what they did stays theirs.
    Remove(MemberArg),
    /// Make somebody who was removed a member again.
    BringBack(MemberArg),
    /// End every session of a member.
    SignOut(MemberArg),
}

#[derive(Debug, Args)]
pub struct NewMemberArgs {
    /// Name.
    #[arg(long)]
    pub name: String,
    /// E-mail address, unique in the workspace.
    #[arg(long)]
    pub email: String,
    /// marketer, analyst, brand, legal, leader or admin.
    #[arg(long)]
    pub role: String,
}

#[derive(Debug, Args)]
pub struct MemberArg {
    /// Member id or e-mail address.
    pub member: String,
}
