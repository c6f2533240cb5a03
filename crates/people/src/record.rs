use serde::{Deserialize, Serialize};
use vocabulary::Timestamp;

/// What one source says of someone, as it came.
///
/// Nothing here is cleaned: [`crate::normalise`] makes the comparable form beside it. The order of
/// the fields is the sort order that makes resolution independent of input order.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// `source:external_key`, unique within a workspace.
    pub record_id: String,
    /// The source's name, as in its contract.
    pub source: String,
    /// When the source saw it; None when it does not say.
    #[serde(default)]
    pub observed_at: Option<Timestamp>,
    /// First name, or whatever the source put there.
    #[serde(default)]
    pub given_name: Option<String>,
    /// Last name.
    #[serde(default)]
    pub family_name: Option<String>,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Phone number in any notation.
    #[serde(default)]
    pub phone: Option<String>,
    /// The brand's own customer number.
    #[serde(default)]
    pub customer_id: Option<String>,
    /// A browser's or device's id.
    #[serde(default)]
    pub anonymous_id: Option<String>,
    /// Birth date in any notation.
    #[serde(default)]
    pub birth_date: Option<String>,
    /// Street, house number and unit.
    #[serde(default)]
    pub street: Option<String>,
    /// City.
    #[serde(default)]
    pub city: Option<String>,
    /// State or region.
    #[serde(default)]
    pub state: Option<String>,
    /// Postal code.
    #[serde(default)]
    pub postcode: Option<String>,
    /// Country, as code or name.
    #[serde(default)]
    pub country: Option<String>,
    /// Whether its source gives no date and `observed_at` is the day of the file it came in.
    #[serde(default)]
    pub is_of_file: bool,
}

impl Record {
    /// Its values in the order of [`crate::Schema::of_record`].
    pub(crate) fn values(&self) -> [Option<&str>; 15] {
        [
            Some(&self.record_id),
            Some(&self.source),
            None,
            self.given_name.as_deref(),
            self.family_name.as_deref(),
            self.email.as_deref(),
            self.phone.as_deref(),
            self.customer_id.as_deref(),
            self.anonymous_id.as_deref(),
            self.birth_date.as_deref(),
            self.street.as_deref(),
            self.city.as_deref(),
            self.state.as_deref(),
            self.postcode.as_deref(),
            self.country.as_deref(),
        ]
    }
}
