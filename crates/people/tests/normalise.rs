//! What of a record is not compared is said.

use normalise::Unusable;
use people::{Record, normalise};

#[test]
fn what_is_set_aside_is_named() {
    let record = Record {
        email: Some("info@firm.com".to_owned()),
        phone: Some("000-0000".to_owned()),
        birth_date: Some("03/04/1990".to_owned()),
        family_name: Some("n/a".to_owned()),
        city: Some(" ".to_owned()),
        ..Record::default()
    };
    assert_eq!(
        normalise(&record).set_aside,
        [
            ("email", Unusable::Role),
            ("phone", Unusable::Junk),
            ("birth_date", Unusable::Ambiguous),
            ("family_name", Unusable::Junk),
        ]
    );
}
