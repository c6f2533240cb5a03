//! A name as it is compared.

/// Letters and digits of a name, in lower case: `E-Mail_Address` is `emailaddress`.
pub(crate) fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_names() {
        assert_eq!(folded(" E-Mail_Address "), "emailaddress");
        assert_eq!(folded("Straße"), "straße");
    }
}
