//! Content as people write it, taken from what was reported of mail tools: each line is approved or rejected as a whole.

use content::{Facts, Prompt, Voice};
use guardrails::Checker;

fn checker_with(facts: &str) -> Checker {
    let voice: Voice = serde_saphyr::from_str(include_str!("../../../demo/voice/peach-state.yaml")).unwrap();
    let facts: Facts = serde_saphyr::from_str(facts).unwrap();
    let prompt: Prompt =
        serde_saphyr::from_str(include_str!("../../../demo/prompts/win-back-subject-line.v1.yaml")).unwrap();
    Checker::new(&voice, &facts, &prompt).unwrap()
}

/// Checks that the first lines carry no error and the second ones at least one.
pub(crate) fn check(checker: &Checker, accepted: &[&str], rejected: &[&str]) {
    let errors = |text: &str| -> Vec<String> {
        let findings = checker.check_subject(text).into_iter().filter(|finding| finding.is_error());
        findings.map(|finding| format!("{}: {}", finding.rule, finding.why)).collect()
    };
    let mut wrong: Vec<String> = Vec::new();
    for text in accepted {
        let found = errors(text);
        if !found.is_empty() {
            wrong.push(format!("{text:?} is right, but {found:?}"));
        }
    }
    for text in rejected {
        if errors(text).is_empty() {
            wrong.push(format!("{text:?} passes"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        accepted.len() + rejected.len(),
        wrong.join("\n")
    );
}

pub(crate) fn demo() -> Checker {
    checker_with(include_str!("../../../demo/facts/peach-state.yaml"))
}

/// Currencies.
// tidy: list
#[test]
fn currencies() {
    check(
        &demo(),
        &[
            "Free local delivery on orders over $50",
            "Free local delivery on orders over US$50",
            "Free local delivery over 50 USD",
            "Free local delivery over 50 dollars",
            "Free local delivery on a US$50 order",
            "Free local delivery over USD 50",
            "Free local delivery over $50 (USD)",
            "Free local delivery over 50 US dollars",
            "Free local delivery over 50 bucks",
        ],
        &[
            "Free local delivery on orders over C$50",
            "Free local delivery over CA$50, neighbor",
            "Free local delivery over A$50, neighbor",
            "Free local delivery over HK$50, neighbor",
            "Free local delivery over $50 CAD, neighbor",
            "Free local delivery over 50 CAD, neighbor",
            "Free local delivery over 50 Canadian dollars",
            "Free local delivery over $50 MXN, neighbor",
            "Free local delivery over 50 euros",
            "Free local delivery over 50 EUR",
            "Free local delivery over ₹50, neighbor",
            "Free local delivery over 50 kr, neighbor",
            "Free local delivery over CHF 50, neighbor",
            "Free local delivery over 50 pesos, neighbor",
            "Free local delivery over R$50, neighbor",
            "Free local delivery over 50 Australian dollars",
            "Free local delivery over 50 New Zealand dollars",
            "Free local delivery over NZ$50",
            "Free local delivery over CAD $50",
            "Free local delivery over CAD 50",
            "Free local delivery over $50 (CAD)",
            "Free local delivery over 50 Aussie bucks",
            "Free local delivery over Canadian $50",
            "Free local delivery over CAD50",
            "Free local delivery over ₿50",
            "Free local delivery over 50 dollars CAD",
            "Free local delivery over S$50",
            "Free local delivery over £50",
            "Free local delivery over Rs. 50",
            "Free local delivery over 50 dollars Canadian",
            "Free local delivery over $50 Canadian",
            "Free local delivery over 50$ CA, neighbor",
            "Free local delivery over AU $50, neighbor",
            "Free local delivery over $CAD 50",
        ],
    );
}

/// Prices and discounts in other forms.
// tidy: list
#[test]
fn bargains() {
    check(
        &demo(),
        &[
            "Free local delivery over $50.00, neighbor",
            "15.0% off your next order, neighbor",
            "15 percent off your next order",
            "15.00% off your next order, neighbor",
            "Low and slow: supper is calling",
            "Order your groceries, get cooking",
            "The price of peaches is on our mind",
            "Buy peaches, get ready for cobbler",
            "Cut peaches for a cobbler, neighbor",
            "No rush: your basket is waiting",
        ],
        &[
            "Free local delivery over $1.299,00, neighbor",
            "Supper boxes at 1.299,00 EUR for you",
            "Free local delivery over $50.000, neighbor",
            "Free local delivery over $50,000, neighbor",
            "Free local delivery over $50K, neighbor",
            "15,5% off your next order, neighbor",
            "50% off your next order, neighbor",
            "Half price on your next order",
            "Half-price peaches for you, neighbor",
            "Peaches at half the price, neighbor",
            "We cut our prices in half for you",
            "We halved our prices for you, neighbor",
            "Buy one, get one at our farm stand",
            "Two for one on biscuits, neighbor",
            "2-for-1 biscuits for you, neighbor",
            "Two pies for the price of one",
            "Buy a pie, get a second one, neighbor",
            "Pay half for your next order",
            "Delivery costs you nothing, neighbor",
            "No delivery fee on your next order",
            "Prices slashed on your next order",
            "Free local delivery over $5.000,00",
            "Free local delivery over $50'000",
            "We've cut prices for you, neighbor",
            "Lower prices on your next order",
            "Our prices are down, neighbor",
            "Buy two pies and get a third",
            "Get a pie when you buy two, neighbor",
            "Every second pie for nothing",
            "Shipping is on our dime, neighbor",
            "We pay the delivery, neighbor",
            "Zero delivery charges for you",
            "We waive the fee, neighbor",
            "Delivery for $0 on your next order",
            "A third off your next order",
            "Two thirds off your next order",
            "A quarter less for peaches, neighbor",
            "Prices cut in half for neighbors",
            "Peaches marked down for you",
            "Spend less on supper, neighbor",
            "Three for two on biscuits",
            "The second basket is on us",
            "Pay nothing for delivery, neighbor",
            "Rock-bottom prices for neighbors",
            "We took the fee off delivery",
            "Buy 2 get 1 on biscuits",
        ],
    );
}

/// Days and deadlines; approved is "through September 30, 2026".
// tidy: list
#[test]
fn deadlines() {
    check(
        &demo(),
        &[
            "15% off through September 30, neighbor",
            "15% off through 30 September",
            "15% off through Sept. 30th, neighbor",
            "15% off through 09/30/2026",
            "15% off through 30.09.2026",
            "15% off through 09-30-2026",
            "15% off through 2026/09/30",
            "15% off through Wednesday, September 30",
            "15% off until the 30th of September",
            "15% off until the thirtieth of September",
            "15% off through the end of September",
            "15% off through September",
            "15% off through 30-Sep-2026",
            "15% off until September the thirtieth",
            "15% off until 9/30/26",
            "Wait until you taste the cobbler",
            "Peaches by the basket, neighbor",
            "Made by hand, kept by heart",
            "Supper ends with peach cobbler",
            "Through our door, into your pantry",
            "Come back before you go hungry",
            "See you this weekend, neighbor",
            "15% off for Sunday supper",
            "Sunday supper tonight, neighbor?",
        ],
        &[
            "15% off through the tenth of September",
            "15% off through September the tenth",
            "15% off through the second of September",
            "15% off until the first of September",
            "15% off until the fifteenth",
            "15% off until the 15th, neighbor",
            "15% off through Oct., neighbor",
            "15% off until Dec, neighbor",
            "15% off through May, neighbor",
            "15% off until March, neighbor",
            "15% off until tomorrow, neighbor",
            "15% off until tonight, neighbor",
            "15% off by tomorrow night, neighbor",
            "15% off until the weekend, neighbor",
            "15% off this weekend, neighbor",
            "15% off until Labor Day, neighbor",
            "15% off until Christmas, neighbor",
            "One day left: 15% off, neighbor",
            "Just hours left: 15% off your order",
            "15% off until the end of the month",
            "15% off until the end of the week",
            "15% off ends 2026-10-30, neighbor",
            "15% off through 9.10.2026, neighbor",
            "15% off until mid-October, neighbor",
            "15% off through Tuesday, September 30",
            "15% off until September, neighbor",
            "15% off until mid-September",
            "15% off through early September",
            "15% off by noon, neighbor",
            "15% off until midnight tonight",
            "15% off through the holidays",
            "15% off until Black Friday",
            "15% off through Memorial Day",
            "15% off until the season ends",
            "15% off before it's gone",
            "15% off ends soon, neighbor",
            "15% off ends in an hour",
            "15% off, weekend only",
            "15% off, Friday only",
            "Only today: 15% off your order",
            "15% off for one day only",
            "15% off for the next few days",
            "15% off next week, neighbor",
            "15% off tonight, neighbor",
            "Tonight: 15% off your next order",
            "Last day for 15% off, neighbor",
            "Final hours for 15% off",
            "A few days left for 15% off",
            "15% off starts in September",
            "15% off starts tomorrow",
            "15% off till New Year's Eve",
            "15% off until we run out",
            "15% off until supplies last",
            "15% off thru Fri., neighbor",
            "15% off before Sunday, neighbor",
            "15% off until the 3rd Monday",
            "15% off until whenever, neighbor",
            "15% off while it lasts, neighbor",
            "15% off until September 31st",
            "15% off by close of business",
            "15% off by EOD, neighbor",
            "15% off for a couple of days",
            "Offer good today, neighbor",
            "15% off from tomorrow, neighbor",
            "15% off within the week",
        ],
    );
}

/// Slots of any template language, unfilled or filled with nothing.
// tidy: list
#[test]
fn slots() {
    check(
        &demo(),
        &[
            "Hi there, your pantry misses you",
            "Hi, neighbor: your pantry misses you",
            "Yum... supper's on, neighbor",
            "15% off, and 12 stores near you",
            "Been a while, none cook like you",
        ],
        &[
            "Hi {{ first_name }}, your pantry misses you",
            "Hi %FNAME%, your pantry misses you",
            "Hi *|FNAME|*, your pantry misses you",
            "Hi *|TEXT:FNAME|*, your pantry misses you",
            "Hi {%customer.firstName%}, your pantry misses you",
            "Hi ::subscriber.first_name::, your pantry misses you",
            "Hi <%= first_name %>, your pantry misses you",
            "Hi [[first_name]], your pantry misses you",
            "Hi $first_name, your pantry misses you",
            "Hi ${first_name}, your pantry misses you",
            "Hi #first_name#, your pantry misses you",
            "Hi @first_name, your pantry misses you",
            "Hi %%FirstName%%, your pantry misses you",
            "Hi %recipient.first_name%, your pantry misses you",
            "Hi {contactfield=firstname}, your pantry misses you",
            "Hi -firstName-, your pantry misses you",
            "Hi :first_name, your pantry misses you",
            "Hi ~first_name~, your pantry misses you",
            "Hi {{{name}}}, your pantry misses you",
            "Hi %s, your pantry misses you",
            "Hi {0}, your pantry misses you",
            "Hi FIRST_NAME, your pantry misses you",
            "Hi first_name, your pantry misses you",
            "Hi <<Name>>, your pantry misses you",
            "Hi «FirstName», your pantry misses you",
            "Hi null, your pantry misses you",
            "Hi undefined, your pantry misses you",
            "Hi None, your pantry misses you",
            "Hi NaN, your pantry misses you",
            "Hi [object Object], your pantry misses you",
            "Hi , your pantry misses you",
            "Hey , your pantry misses you",
            "Dear , your pantry misses you",
            "Hi  , your pantry misses you",
            "Hi !  Your pantry misses you",
            "Hi [NAME], your pantry misses you",
            "Hi |FNAME|, your pantry misses you",
            "Hi @@name@@, your pantry misses you",
            "Hi ^name^, your pantry misses you",
            "Hi ((name)), your pantry misses you",
            "Hi #{name}, your pantry misses you",
            "Hi %1$s, your pantry misses you",
            "Hi %(name)s, your pantry misses you",
            "Hi firstName, your pantry misses you",
            "Hi customer.first_name, your pantry misses",
            "Hi $name, your pantry misses you",
            "Hi @fname, your pantry misses you",
            "Hi <?= name ?>, your pantry misses you",
            "Hi NULL, your pantry misses you",
            "Hi N/A, your pantry misses you",
            "Hi lorem, your pantry misses you",
            ", your pantry misses you",
            "Howdy , your pantry misses you",
            "Come back, ! Your pantry misses you",
            "Welcome back , your pantry misses you",
            "Your pantry misses you , ",
            "Hi =name=, your pantry misses you",
            "Hi ____, your pantry misses you",
            "Hi XXXX, your pantry misses you",
            "Hi (First Name), your pantry misses",
            "Hi  — your pantry misses you",
            "Hi True, your pantry misses you",
            "Hi !!name!!, your pantry misses you",
        ],
    );
}

/// Pictographs as people count them.
// tidy: list
#[test]
fn pictographs() {
    check(
        &demo(),
        &[
            "Supper's on, come on back 🍑",
            "Supper's on, come on back 👍🏽",
            "Supper's on, come on back 🇺🇸",
            "Supper's on, come on back ❤\u{FE0F}",
            "Supper's on, come on back 👩\u{200D}🍳",
            "Supper's on, come on back 👨\u{200D}👩\u{200D}👧\u{200D}👦",
            "Supper's on, come on back 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "Supper's on, come on back ☀\u{FE0F}",
            "Supper's on, come on back 🧑🏿\u{200D}🍳",
        ],
        &[
            "Supper's on, come on back 🍑🍑",
            "🍑🍑🍑🍑🍑🍑🍑🍑🍑🍑🍑🍑🍑🍑🍑🍑",
            "🎉🔥💥 🎉🔥💥 🎉🔥💥 🎉🔥💥",
            "Supper's on, come on back 🇺🇸🇺🇸",
            "שלום שכנים, הארוחה מוכנה לכם",
            "مرحبا بكم في متجرنا يا جيران",
            "Your pantry \u{202E}gnihton\u{202C} misses you",
            "Supper's on, come on back 👍🏽👍🏽",
            "Supper's on 🍑 come on back 🥧",
            "1\u{FE0F}⃣ 2\u{FE0F}⃣ supper's on, come back",
        ],
    );
}

/// Letters that only look alike.
// tidy: list
#[test]
fn alike() {
    check(
        &demo(),
        &[],
        &[
            "Free groceries for you, neighbor",
            "Frее groceries for you, neighbor",
            "ꜰʀᴇᴇ groceries for you, neighbor",
            "F R E E groceries for you, neighbor",
            "F.R.E.E. groceries for you, neighbor",
            "Fr33 groceries for you, neighbor",
            "Such сһеар groceries, neighbor",
            "Such ϲһеар groceries, neighbor",
            "Such cheаp groceries, neighbor",
            "Such ch€ap groceries, neighbor",
            "𝗖𝗵𝗲𝗮𝗽 groceries for you, neighbor",
            "Such c-h-e-a-p groceries, neighbor",
            "Such cheaap groceries, neighbor",
            "Such chéap groceries, neighbor",
            "Such cheap's groceries, neighbor",
            "Such cheap-o groceries, neighbor",
            "ѕаӏе at your store, neighbor",
            "A ѕсаре for your pantry, neighbor",
            "Ⲣeaches for you, neighbor",
            "S̶a̶l̶e̶ on peaches, neighbor",
        ],
    );
}

/// Addresses.
// tidy: list
#[test]
fn addresses() {
    check(
        &demo(),
        &[
            "Supper's on.Come on back, neighbor",
            "Come on back, neighbor...supper's on",
            "Mr.Lee's peaches are in, neighbor",
            "Supper p.m. and a.m., neighbor",
            "Supper's on, e.g. cobbler, neighbor",
            "Pies and/or cobbler, neighbor",
        ],
        &[
            "Supper's on: bit.ly/peachday",
            "Supper's on: goo.gl/peachday",
            "Supper's on: is.gd/peachday",
            "Supper's on: rb.gy/peachday",
            "Supper's on: lnkd.in/peachday",
            "Supper's on: t.me/peachday",
            "Supper's on: wa.me/peachday",
            "Supper's on: youtu.be/peachday",
            "Supper's on: peachstate.app",
            "Supper's on at peachstate.deals",
            "Supper's on at peachstate.de",
            "Supper's on at peachstate.co.uk/pies",
            "Supper's on at peachstate.example/pies",
            "Supper's on at peach-state.xyz",
            "hxxp://peachstate.example supper",
            "Supper's on: ftp://peachstate.example/p",
            "Supper's on: //peachstate.example/p",
            "Supper's on: peachstate[.]com",
            "Supper's on: peachstate dot com",
            "tel:+14045550123 for supper, neighbor",
            "Supper's on: PEACHSTATE.COM",
            "Supper's on: Peachstate.Com",
            "Supper's on at tinyurl.com/peach",
            "Supper's on at peachstate.restaurant",
            "Supper's on at 10.0.0.1 neighbor",
            "sms:4045550123 for supper, neighbor",
            "mailto:ann@peachstate.example supper",
            "https:peachstate supper, come to www.peach",
            "Supper's on at peachstate。com",
            "Supper's on: t.co/x",
            "Supper's on at peachstate .com",
            "Supper's on at peachstate.app—come on",
            "Supper's on at (peachstate.deals)",
            "Supper's on at peachstate dot shop",
            "peachstate.com's pies are back",
            "See peachstate.shop?x=1 for supper",
        ],
    );
}

/// Markup and torn letters.
// tidy: list
#[test]
fn encodings() {
    check(
        &demo(),
        &[
            "Biscuits & gravy for you, neighbor",
            "We’ve missed you, neighbor",
            "Café supper is waiting, neighbor",
            "Mac & cheese; biscuits & gravy",
            "What's for supper? Come on back",
            "À la carte peaches, neighbor",
        ],
        &[
            "Biscuits &amp; gravy for you, neighbor",
            "We&#39;ve missed you, neighbor",
            "We&rsquo;ve missed you, neighbor",
            "Biscuits&nbsp;and gravy, neighbor",
            "Weâ€™ve missed you, neighbor",
            "CafÃ© supper is waiting, neighbor",
            "We\u{FFFD}ve missed you, neighbor",
            "We?ve missed you, neighbor",
            "Supper's on\\nCome on back",
            "=?UTF-8?Q?Supper=27s_on?= neighbor",
            "<b>Supper's on</b>, come on back",
            "Supper%20is%20on, come on back",
            "We&#x2019;ve missed you, neighbor",
            "Biscuits &amp gravy, neighbor",
            "We\\u2019ve missed you, neighbor",
            "We‚Äôve missed you, neighbor",
            "Supper ðŸ\u{008D}‘ is on, neighbor",
            "We=E2=80=99ve missed you, neighbor",
            "Caf? cr?me is waiting, neighbor",
            "We??ve missed you, neighbor",
            "Weâ€ve missed you, neighbor",
            "Supper Â£ is on, neighbor",
            "Weve missed you, neighbor",
        ],
    );
}

/// A brand states its money in its own currency, and its plain sign means that one.
#[test]
fn facts_in_other_currencies_can_be_stated() {
    let facts = |minor: i64, currency: &str, text: &str| {
        format!(
            "{{name: f, business_as_usual: Supper is on, facts: [{{id: a, kind: offer, text: '{text}', values: [{{money: {{amount: {{minor: {minor}, currency: {currency}}}, sense: discount}}}}]}}]}}"
        )
    };
    let canada = checker_with(&facts(1000, "CAD", "C$10 off your next order"));
    check(
        &canada,
        &["C$10 off your next order", "$10 off your next order", "10 Canadian dollars off, neighbor"],
        &["US$10 off your next order", "A$10 off your next order", "€10 off your next order"],
    );
    let japan = checker_with(&facts(1000, "JPY", "¥1,000 off your next order"));
    check(&japan, &["¥1000 off your next order"], &["¥10 off your next order", "$1,000 off your next order"]);
    let kuwait = checker_with(&facts(1500, "KWD", "KWD 1.5 off your next order"));
    check(&kuwait, &["KWD 1.50 off your next order"], &["KWD 15 off your next order"]);
}

/// A body has lines and the brand's own links; what it promises must hold all the same.
#[test]
fn bodies_are_checked_like_lines() {
    let checker = demo();
    let errors = |text: &str| checker.check_body(text).iter().filter(|finding| finding.is_error()).count();
    for good in [
        "Hello,\n\nhere is 15% off your next order through September 30, 2026 with code SWEETGA15.\n\nShop: https://peachstate.example/welcome-back\nUnsubscribe: https://peachstate.example/unsubscribe.\n",
        "Peach State Provisions, 12 Main Street, Atlanta, GA 30301, (404) 555-0123",
    ] {
        assert_eq!(
            checker.check_body(good).iter().filter(|f| f.is_error()).collect::<Vec<_>>(),
            Vec::<&guardrails::Finding>::new(),
            "{good}"
        );
    }
    for bad in [
        "Hi {{first_name}},\n\nyour pantry misses you.",
        "Hi ,\n\nyour pantry misses you.",
        "Unsubscribe: {{link.unsubscribee}}",
        "Shop the offer: https://peachstate.example/other",
        "Unsubscribe: %unsubscribe_url%",
        "50% off everything at goo.gl/peach",
        "Biscuits &amp; gravy",
        "15% off until tomorrow",
    ] {
        assert_ne!(errors(bad), 0, "{bad}");
    }
}
