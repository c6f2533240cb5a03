//! The names of strata: within which values a design may balance its arms.

/// The columns of the people table that a design may balance on.
pub(crate) const COLUMNS: [&str; 4] = ["city", "country", "postcode", "state"];

/// The columns that say who somebody is. A stratum is kept with every exposure, where no name belongs, and
/// a value that only one person has balances nothing.
const PERSONAL: [&str; 7] =
    ["birth_date", "customer_id", "email", "family_name", "given_name", "phone", "street"];

/// What comes before the name of a trait that accounts have.
pub const OF_ACCOUNT: &str = "account.";

/// What is wrong with the names of strata, whatever the data, if anything.
pub fn fault_of_strata(strata: &[String]) -> Option<String> {
    let personal = strata.iter().find(|name| PERSONAL.contains(&name.as_str()));
    if let Some(name) = personal {
        return Some(format!(
            "its stratum `{name}` says who somebody is: balance on a trait that many share, as {}",
            COLUMNS.join(", ")
        ));
    }
    let empty = strata.iter().any(|name| name.trim().is_empty() || name == OF_ACCOUNT);
    empty.then(|| "one of its strata has no name, give one or remove it".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_somebody_is_is_no_stratum() {
        let check = |name: &str, expect: &str| {
            let found = fault_of_strata(&["state".to_owned(), name.to_owned()]).unwrap_or_default();
            assert!(found.contains(expect) && found.is_empty() == expect.is_empty(), "{found} | {expect}");
        };
        check("plan", "");
        check("account.industry", "");
        check("email", "`email` says who somebody is");
        check(" ", "has no name");
        check("account.", "has no name");
    }
}
