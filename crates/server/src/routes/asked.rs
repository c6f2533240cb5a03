//! For what somebody would be written to, as a request says it.

use crate::problem::Problem;
use vocabulary::{Channel, Purpose};

/// A channel that leads to an address, and purposes.
pub(super) fn ask(channel: &str, purposes: &[String]) -> Result<(Channel, Vec<Purpose>), Problem> {
    let channel = match channel.parse() {
        Ok(channel @ (Channel::Email | Channel::Sms)) => channel,
        _ => {
            let detail = format!("`{channel}` leads to no address: use email or sms");
            return Err(Problem::invalid("channel", detail));
        }
    };
    if purposes.is_empty() {
        return Err(Problem::invalid("purposes", "name at least one purpose beside the channel"));
    }
    let purpose = |word: &String| {
        word.parse().map_err(|_| {
            let detail =
                format!("`{word}` is no purpose: use marketing, service, ai_content or ai_profiling");
            Problem::invalid("purposes", detail)
        })
    };
    Ok((channel, purposes.iter().map(purpose).collect::<Result<_, _>>()?))
}
