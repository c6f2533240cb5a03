use crate::VocabularyError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Codes of ISO 4217 list one that are money people pay with, and two that shops still write.
const LISTED: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ \
GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD \
MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR \
RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH \
UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG HRK CNH";

/// An ISO 4217 currency code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// United States dollar.
    pub const USD: Currency = Currency(*b"USD");

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Whether it is money that people pay with, and not three letters that only look like a code.
    pub fn is_listed(&self) -> bool {
        LISTED.split(' ').any(|listed| listed == self.as_str())
    }

    /// How many decimals an amount has: 2 for most, 0 for the yen, 3 for the Kuwaiti dinar.
    ///
    /// A minor unit is the last of them, so 500 JPY are 500 minor units and 12.345 KWD are 12345.
    /// Source: ISO 4217:2015 list one, the amendments to 2025 among them; what is not on the list has 2.
    pub fn n_decimals(&self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }

    /// How many minor units one of a currency has, by its code; 100 for what is no code.
    pub fn n_minor_units(code: &str) -> f64 {
        let n_decimals = code.parse().map_or(2, |currency: Self| currency.n_decimals());
        10_f64.powi(i32::try_from(n_decimals).unwrap_or(2))
    }
}

impl FromStr for Currency {
    type Err = VocabularyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(VocabularyError::Word {
                what: "currency",
                input: text.to_owned(),
                allowed: "three capital letters of ISO 4217, as USD",
            }),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = VocabularyError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.as_str().to_owned()
    }
}

/// An amount in minor units of a currency: cents, or whole yen, or fils. Never a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Money {
    /// Minor units; negative for a refund.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let abs = self.minor.unsigned_abs();
        let n_decimals = self.currency.n_decimals();
        let unit = 10_u64.pow(n_decimals);
        write!(f, "{sign}{}", abs / unit)?;
        if 0 < n_decimals {
            write!(f, ".{:0width$}", abs % unit, width = n_decimals as usize)?;
        }
        write!(f, " {}", self.currency.as_str())
    }
}

/// A share between 0 and 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Ratio(f64);

impl Ratio {
    /// Checks the range.
    ///
    /// Errors: [`VocabularyError::Number`] when `value` is outside 0..=1 or not a number.
    pub fn new(value: f64) -> Result<Self, VocabularyError> {
        if (0.0..=1.0).contains(&value) {
            return Ok(Self(value));
        }
        Err(VocabularyError::Number {
            what: "ratio",
            input: value.to_string(),
            rule: "it lies between 0 and 1",
        })
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Ratio {
    type Error = VocabularyError;
    fn try_from(value: f64) -> Result<Self, Self::Error> {
        Self::new(value)
    }
}

impl From<Ratio> for f64 {
    fn from(ratio: Ratio) -> f64 {
        ratio.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_as_written() {
        for (minor, text) in [(0, "0.00 USD"), (5, "0.05 USD"), (-1234, "-12.34 USD")] {
            assert_eq!(Money { minor, currency: Currency::USD }.to_string(), text);
        }
        for (minor, code, text) in
            [(500, "JPY", "500 JPY"), (12_345, "KWD", "12.345 KWD"), (-5, "TND", "-0.005 TND")]
        {
            let currency: Currency = code.parse().unwrap_or(Currency::USD);
            assert_eq!(Money { minor, currency }.to_string(), text);
        }
    }

    #[test]
    fn ratio_has_a_range() {
        for (value, ok) in [(0.0, true), (1.0, true), (1.01, false), (f64::NAN, false)] {
            assert_eq!(Ratio::new(value).is_ok(), ok, "{value}");
        }
    }
}
