//! Exports of tools that many shops have, by the columns that only they have.
//!
//! Source: the tools' own export screens as of 2026; columns that are not listed are kept as further
//! properties when they are short, so a new one never stops a draft.
// tidy: list

use crate::{Lands, Role};

/// One column of a known export.
pub(crate) type Column = (&'static str, Role);

/// A known export.
pub(crate) struct Known {
    /// What it is called in words.
    pub(crate) title: &'static str,
    /// The source its contract is named after.
    pub(crate) source: &'static str,
    /// Columns that tell it, all of them needed. Folded: letters and digits in lower case.
    pub(crate) signs: &'static [&'static str],
    pub(crate) lands: &'static [Lands],
    /// Columns with a role, folded, the first of several moments or handles first.
    pub(crate) columns: &'static [Column],
    /// Constants of every row.
    pub(crate) constants: &'static [(&'static str, &'static str)],
    pub(crate) event_name: Option<&'static str>,
    /// Rows without a value here continue the row above.
    pub(crate) begins_with: Option<&'static str>,
    /// Columns that are kept beside those with a role; of the others nothing is.
    pub(crate) kept: &'static [&'static str],
}

impl Known {
    /// What is told of a file that has its columns.
    pub(crate) fn decision(&self, is_doubted: bool) -> String {
        let title = self.title;
        match is_doubted {
            true => format!("it has the columns of {title}, and does not show that anybody in it agreed"),
            false => format!("it is an export of {title}"),
        }
    }

    /// Whether a column it does not list may ask for a consent: an order's does not speak for the person, and where
    /// being in the file is the answer no column says another.
    pub(crate) fn may_ask(&self) -> bool {
        self.lands.contains(&Records) && !self.constants.iter().any(|(role, _)| *role == "action")
    }
}

use Lands::{Consents, Events, Records};

/// The known exports, the more telling first.
pub(crate) const KNOWN: &[Known] = &[
    Known {
        title: "Mailchimp, unsubscribed contacts",
        source: "mailchimp-unsubscribed",
        signs: &["emailaddress", "unsubtime", "euid"],
        lands: &[Records, Consents],
        columns: &[
            ("euid", Role::ExternalKey),
            ("emailaddress", Role::Email),
            ("firstname", Role::GivenName),
            ("lastname", Role::FamilyName),
            ("phonenumber", Role::Phone),
            ("phone", Role::Phone),
            ("unsubtime", Role::OccurredAt),
            ("lastchanged", Role::ObservedAt),
            ("unsubcampaigntitle", Role::Evidence),
            ("unsubreason", Role::Evidence),
            ("cc", Role::Country),
        ],
        constants: &[("purpose", "marketing"), ("channel", "email"), ("action", "withdrawn")],
        event_name: None,
        begins_with: None,
        kept: &["memberrating", "tags", "birthday"],
    },
    Known {
        title: "Mailchimp, cleaned contacts (their mail bounced)",
        source: "mailchimp-cleaned",
        signs: &["emailaddress", "cleantime", "euid"],
        lands: &[Records, Consents],
        columns: &[
            ("euid", Role::ExternalKey),
            ("emailaddress", Role::Email),
            ("firstname", Role::GivenName),
            ("lastname", Role::FamilyName),
            ("phonenumber", Role::Phone),
            ("phone", Role::Phone),
            ("cleantime", Role::OccurredAt),
            ("lastchanged", Role::ObservedAt),
            ("cleancampaigntitle", Role::Evidence),
            ("cc", Role::Country),
        ],
        constants: &[("purpose", "marketing"), ("channel", "email"), ("action", "withdrawn")],
        event_name: None,
        begins_with: None,
        kept: &["memberrating", "tags", "birthday"],
    },
    Known {
        title: "Mailchimp, subscribed contacts",
        source: "mailchimp-subscribed",
        signs: &["emailaddress", "optintime", "euid"],
        lands: &[Records, Consents],
        columns: &[
            ("euid", Role::ExternalKey),
            ("emailaddress", Role::Email),
            ("firstname", Role::GivenName),
            ("lastname", Role::FamilyName),
            ("phonenumber", Role::Phone),
            ("phone", Role::Phone),
            ("confirmtime", Role::OccurredAt),
            ("optintime", Role::OccurredAt),
            ("lastchanged", Role::ObservedAt),
            ("confirmip", Role::Evidence),
            ("optinip", Role::Evidence),
            ("cc", Role::Country),
        ],
        constants: &[("purpose", "marketing"), ("channel", "email"), ("action", "granted")],
        event_name: None,
        begins_with: None,
        kept: &["memberrating", "tags", "birthday"],
    },
    Known {
        title: "Shopify, orders",
        source: "shopify-orders",
        signs: &["name", "financialstatus", "lineitemname", "total"],
        lands: &[Events],
        columns: &[
            ("name", Role::ExternalKey),
            ("email", Role::Email),
            ("phone", Role::Phone),
            ("billingphone", Role::Phone),
            ("shippingphone", Role::Phone),
            ("billingcountry", Role::Country),
            ("shippingcountry", Role::Country),
            ("createdat", Role::OccurredAt),
            ("total", Role::Revenue),
            ("currency", Role::Currency),
            ("lineitemname", Role::ItemName),
            ("lineitemsku", Role::ItemSku),
            ("lineitemquantity", Role::ItemQuantity),
            ("lineitemprice", Role::ItemPrice),
        ],
        constants: &[],
        event_name: Some("Order Completed"),
        begins_with: Some("total"),
        kept: &[
            "financialstatus",
            "fulfillmentstatus",
            "discountcode",
            "discountamount",
            "source",
            "tags",
            "cancelledat",
            "refundedamount",
        ],
    },
    Known {
        title: "Shopify, customers",
        source: "shopify-customers",
        signs: &["firstname", "email", "acceptsemailmarketing", "totalspent"],
        lands: &[Records, Consents],
        columns: &[
            ("customerid", Role::ExternalKey),
            ("firstname", Role::GivenName),
            ("lastname", Role::FamilyName),
            ("email", Role::Email),
            ("phone", Role::Phone),
            ("defaultaddressphone", Role::Phone),
            ("acceptsemailmarketing", Role::EmailAction),
            ("acceptssmsmarketing", Role::SmsAction),
            ("defaultaddressaddress1", Role::Street),
            ("address1", Role::Street),
            ("defaultaddresscity", Role::City),
            ("city", Role::City),
            ("defaultaddressprovincecode", Role::State),
            ("provincecode", Role::State),
            ("defaultaddresscountrycode", Role::Country),
            ("countrycode", Role::Country),
            ("defaultaddresszip", Role::Postcode),
            ("zip", Role::Postcode),
        ],
        constants: &[("purpose", "marketing"), ("evidence", "state in the Shopify customer export")],
        event_name: None,
        begins_with: None,
        kept: &["totalspent", "totalorders", "tags", "taxexempt"],
    },
    Known {
        title: "HubSpot, contacts",
        source: "hubspot-contacts",
        signs: &["recordid", "firstname", "email", "leadstatus"],
        lands: &[Records, Consents],
        columns: HUBSPOT,
        constants: &[("purpose", "marketing"), ("evidence", "state in the HubSpot contact export")],
        event_name: None,
        begins_with: None,
        kept: &["leadstatus", "lifecyclestage", "marketingcontactstatus", "jobtitle", "contactowner"],
    },
    Known {
        title: "HubSpot, contacts",
        source: "hubspot-contacts",
        signs: &["recordid", "firstname", "email", "createdate"],
        lands: &[Records, Consents],
        columns: HUBSPOT,
        constants: &[("purpose", "marketing"), ("evidence", "state in the HubSpot contact export")],
        event_name: None,
        begins_with: None,
        kept: &["leadstatus", "lifecyclestage", "marketingcontactstatus", "jobtitle", "contactowner"],
    },
    Known {
        title: "Klaviyo, profiles",
        source: "klaviyo",
        signs: &["email", "emailmarketingconsent", "klaviyoid"],
        lands: &[Records, Consents],
        columns: &[
            ("klaviyoid", Role::ExternalKey),
            ("email", Role::Email),
            ("phonenumber", Role::Phone),
            ("firstname", Role::GivenName),
            ("lastname", Role::FamilyName),
            ("emailmarketingconsent", Role::EmailAction),
            ("smsmarketingconsent", Role::SmsAction),
            ("emailmarketingconsenttimestamp", Role::OccurredAt),
            ("smsmarketingconsenttimestamp", Role::OccurredAt),
            ("emailsuppressionstimestamp", Role::OccurredAt),
            ("emailsuppressiontimestamp", Role::OccurredAt),
            ("smssuppressionstimestamp", Role::OccurredAt),
            ("address", Role::Street),
            ("city", Role::City),
            ("state", Role::State),
            ("region", Role::State),
            ("country", Role::Country),
            ("zipcode", Role::Postcode),
        ],
        constants: &[("purpose", "marketing"), ("evidence", "state in the Klaviyo profile export")],
        event_name: None,
        begins_with: None,
        kept: &["source", "lastactive"],
    },
    Known {
        title: "WooCommerce, orders",
        source: "woocommerce-orders",
        signs: &["orderid", "orderdate", "ordertotal", "billingemail"],
        lands: &[Events],
        columns: &[
            ("orderid", Role::ExternalKey),
            ("orderdate", Role::OccurredAt),
            ("ordertotal", Role::Revenue),
            ("ordercurrency", Role::Currency),
            ("currency", Role::Currency),
            ("billingemail", Role::Email),
            ("billingphone", Role::Phone),
            ("billingcountry", Role::Country),
            ("shippingcountry", Role::Country),
            ("customerid", Role::CustomerId),
            ("customeruser", Role::CustomerId),
        ],
        constants: &[],
        event_name: Some("Order Completed"),
        begins_with: None,
        kept: &["orderstatus", "status", "paymentmethod", "coupons"],
    },
    Known {
        title: "Brevo, contacts",
        source: "brevo",
        signs: &["contactid", "email", "firstname", "sms"],
        lands: &[Records],
        columns: &[
            ("contactid", Role::ExternalKey),
            ("email", Role::Email),
            ("sms", Role::Phone),
            ("firstname", Role::GivenName),
            ("lastname", Role::FamilyName),
        ],
        constants: &[],
        event_name: None,
        begins_with: None,
        kept: &["addedtime", "modifiedtime"],
    },
    Known {
        title: "Stripe, customers",
        source: "stripe-customers",
        signs: &["id", "email", "createdutc", "delinquent"],
        lands: &[Records],
        columns: &[
            ("id", Role::ExternalKey),
            ("email", Role::Email),
            ("name", Role::FullName),
            ("createdutc", Role::ObservedAt),
            ("phone", Role::Phone),
            ("addressline1", Role::Street),
            ("addresscity", Role::City),
            ("addressstate", Role::State),
            ("addresspostalcode", Role::Postcode),
            ("addresscountry", Role::Country),
        ],
        constants: &[],
        event_name: None,
        begins_with: None,
        kept: &["currency", "totalspend", "plan", "status"],
    },
];

const HUBSPOT: &[Column] = &[
    ("recordid", Role::ExternalKey),
    ("firstname", Role::GivenName),
    ("lastname", Role::FamilyName),
    ("email", Role::Email),
    ("additionalemailaddresses", Role::Email),
    ("phonenumber", Role::Phone),
    ("mobilephonenumber", Role::Phone),
    ("unsubscribedfromallemail", Role::EmailAction),
    ("streetaddress", Role::Street),
    ("city", Role::City),
    ("stateregion", Role::State),
    ("postalcode", Role::Postcode),
    ("countryregion", Role::Country),
    ("country", Role::Country),
    ("dateofbirth", Role::BirthDate),
    ("lastmodifieddate", Role::ObservedAt),
    ("createdate", Role::ObservedAt),
];
