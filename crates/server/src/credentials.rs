//! What a name, an e-mail address and a password must be, and how a password is kept.

use crate::problem::Problem;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use vocabulary::Redacted;

/// Short enough to type, long enough that guessing takes too long. Source: NIST SP 800-63B, 5.1.1.1.
const MIN_PASSWORD_CHARS: usize = 8;
/// Long enough for any sentence, short enough to be hashed in its time.
pub(crate) const MAX_PASSWORD_CHARS: usize = 1024;
/// Source: RFC 5321, 4.5.3.1.3, a path of 256 octets with its brackets.
pub(crate) const MAX_EMAIL_BYTES: usize = 254;
const MAX_NAME_BYTES: usize = 200;

/// What is wrong with something that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Which field.
    pub field: &'static str,
    /// What it must be; never what was typed.
    pub detail: String,
}

impl From<Flaw> for Problem {
    fn from(flaw: Flaw) -> Self {
        Self::invalid(flaw.field, flaw.detail)
    }
}

/// Checks a member's name.
pub fn check_name(name: &str) -> Result<(), Flaw> {
    match name.trim().is_empty() || MAX_NAME_BYTES < name.len() || name.chars().any(char::is_control) {
        true => Err(Flaw { field: "name", detail: "a name has 1 to 200 letters on one line".to_owned() }),
        false => Ok(()),
    }
}

/// Checks a member's e-mail address.
pub fn check_email(email: &str) -> Result<(), Flaw> {
    let (local, domain) = email.trim().split_once('@').unwrap_or_default();
    let is_spaced = |text: &str| text.chars().any(|sign| sign.is_whitespace() || sign.is_control());
    let is_wrong = local.is_empty()
        || !domain.contains('.')
        || domain.contains('@')
        || is_spaced(local)
        || is_spaced(domain)
        || MAX_EMAIL_BYTES < email.len();
    match is_wrong {
        true => {
            Err(Flaw { field: "email", detail: "an e-mail address looks like `ann@example.com`".to_owned() })
        }
        false => Ok(()),
    }
}

/// Checks a password that is to be set, by the field it was typed into.
pub fn check_password(field: &'static str, password: &Redacted<String>) -> Result<(), Flaw> {
    let n_chars = password.expose().chars().count();
    match n_chars {
        0..MIN_PASSWORD_CHARS => {
            let detail = format!("a password has at least {MIN_PASSWORD_CHARS} characters");
            Err(Flaw { field, detail })
        }
        MIN_PASSWORD_CHARS..=MAX_PASSWORD_CHARS => Ok(()),
        _ => Err(Flaw { field, detail: format!("a password has at most {MAX_PASSWORD_CHARS} characters") }),
    }
}

/// Hashes a password with Argon2id at the crate's defaults (OWASP's: 19 MiB, 2 passes).
pub fn hash_password(password: &Redacted<String>) -> Option<String> {
    Argon2::default().hash_password(password.expose().as_bytes()).map(|hash| hash.to_string()).ok()
}

/// True when `password` is the one behind `hash`.
pub fn is_password_of(password: &Redacted<String>, hash: &str) -> bool {
    Argon2::default().verify_password(password.expose().as_bytes(), hash).is_ok()
}
