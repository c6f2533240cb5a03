//! What is known of mail providers, shared mailboxes and invented addresses.
//!
//! Lists of words are lines with a blank between the words.
// tidy: list

/// Mailboxes of an office: shared by whoever works there, or answered by nobody.
pub(super) const ROLES: &[&str] = &[
    "abuse accounting accounts admin administracion administration administrator automailer bewerbung billing",
    "bookings bounce bounces buchhaltung careers commercial compta comptabilite contact contacto contactus",
    "contato customercare customerservice customersupport daemon donotreply dontreply dpo einkauf empfang",
    "enquiries enquiry facturacion feedback finance frontdesk gdpr hello help helpdesk hostmaster hr info",
    "information infos inquiries inquiry invoice invoices jobs kontakt kundenservice legal list listserv mail",
    "mailerdaemon marketing news newsletter nichtantworten nepasrepondre noreplies noreply notification",
    "notifications office order orders payroll postmaster press presse privacy purchasing reception rechnung",
    "recruiting recruitment redaktion reklamation reservations root sales security sekretariat service shop",
    "spam staff store subscribe support team unsubscribe ventas vertrieb verkauf webmaster zentrale",
];

/// Fillers in front of the `@`, letters and digits only.
pub(super) const NO_MAILBOX: &[&str] = &[
    "123 1234 12345 123456 abc abc123 abcd anonymous asd asdasd asdf asdfasdf asdfgh decline declined",
    "donothave donthave dummy email example fake invalid keine keineemail na nil no nobody noemail",
    "noemailaddress nomail none nonegiven noone notavailable notgiven notprovided null qwer qwerty refused",
    "sample test test1 test123 tester testing tests testtest testuser unknown user username xxx xyz youremail",
    "yourname",
];

/// Domains that people invent when a form insists on an address.
pub(super) const NO_DOMAIN: &[&str] = &[
    "asdf.com",
    "fake.com",
    "invalid.com",
    "na.com",
    "noemail.com",
    "nomail.com",
    "none.com",
    "nowhere.com",
    "null.com",
    "nope.com",
    "unknown.com",
    "xxx.com",
];

/// Domains that are right as they are and lie close to one that is more frequent.
pub(super) const KNOWN_DOMAINS: &[&str] = &[
    "aol.com att.net bellsouth.net bigpond.com btinternet.com charter.net comcast.net cox.net email.com",
    "free.fr gail.com gmx.at gmx.ch gmx.com gmx.de gmx.net hotmail.co.uk hotmail.de hotmail.es hotmail.fr",
    "hotmail.it laposte.net libero.it live.co.uk live.nl mail.com mail.ru optonline.net orange.fr outlook.de",
    "outlook.fr rocketmail.com rogers.com sbcglobal.net sky.com t-online.de uol.com.br verizon.net wanadoo.fr",
    "web.de yahoo.ca yahoo.co.in yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.de yahoo.es yahoo.fr",
    "yahoo.it ymail.com",
];

/// Large providers whose name is mended when one slip apart, and the ends they are to be had with.
pub(super) const PROVIDERS: &[(&str, &[&str])] = &[
    ("gmail", &["com"]),
    ("googlemail", &["com"]),
    ("yahoo", &["com", "co.uk", "fr", "de", "es", "it", "ca", "com.au", "com.br", "co.in"]),
    ("hotmail", &["com", "co.uk", "fr", "de", "es", "it"]),
    ("outlook", &["com", "de", "fr", "es", "it"]),
    ("icloud", &["com"]),
    ("comcast", &["net"]),
    ("verizon", &["net"]),
    ("sbcglobal", &["net"]),
    ("bellsouth", &["net"]),
    ("protonmail", &["com"]),
];

/// Ends that no domain has, and what was meant.
///
/// Source: IANA root zone; each left side is not delegated.
pub(super) const TOP_LEVEL_SLIPS: &[(&str, &str)] = &[
    ("con", "com"),
    ("cmo", "com"),
    ("ocm", "com"),
    ("comm", "com"),
    ("coom", "com"),
    ("ccom", "com"),
    ("conm", "com"),
    ("vom", "com"),
    ("xom", "com"),
    ("cpm", "com"),
    ("c0m", "com"),
    ("ent", "net"),
    ("nte", "net"),
    ("nett", "net"),
    ("ogr", "org"),
    ("rog", "org"),
    ("orgg", "org"),
];
