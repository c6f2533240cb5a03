//! Who comes back after a no, and where.

use super::*;

/// The lines of a row that withdraws under several handles at once.
fn row(id: &str, handles: &[&str], at: Timestamp) -> Vec<ConsentEvent> {
    let line = |(n, handle): (usize, &&str)| ConsentEvent {
        entry_id: format!("shop:{id}/abcdefghijkl/{n}"),
        ..event(handle, Purpose::Marketing, Action::Withdrawn, at)
    };
    handles.iter().enumerate().map(line).collect()
}

#[test]
fn the_yes_of_an_address_ends_a_no_that_named_it_whole() {
    const BOX: &str = "mailbox:ann@example.com";
    const OTHER: &str = "mailbox:ann@work.example";
    const PHONE: &str = "phone:+4917012345678";
    use Action::Granted;
    use Purpose::{AiContent, Marketing};
    let with = |said: Vec<Vec<ConsentEvent>>, yes: i64, address: &str| {
        let address = address.to_owned();
        move |c: &mut Contact| {
            (c.address, c.mailbox) = (Redacted::new(address.clone()), Redacted::new(address));
            c.events = said.concat();
            c.events.push(event(BOX, Marketing, Granted, days_ago(yes)));
            c.events.push(event(c.mailbox.expose(), AiContent, Granted, days_ago(yes)));
        }
    };
    let no = |at: i64| row("7", &[BOX, PHONE, NUMBER], days_ago(at));
    check("comes back by the mailbox alone", with(vec![no(9)], 8, BOX), "permit");
    check("a yes of before", with(vec![no(9)], 10, BOX), "no_consent");
    check("a yes of the same moment", with(vec![no(9)], 9, BOX), "no_consent");
    check(
        "a no since, by another row",
        with(vec![no(9), row("8", &[NUMBER], days_ago(7))], 8, BOX),
        "no_consent",
    );
    check("a no by the number alone", with(vec![row("8", &[NUMBER], days_ago(9))], 8, BOX), "no_consent");
    check("another mailbox of theirs", with(vec![no(9)], 8, OTHER), "no_consent");
    let older = event(OTHER, Marketing, Granted, days_ago(20));
    check("what another mailbox was given before", with(vec![no(9), vec![older]], 8, OTHER), "no_consent");
    let newer = event(OTHER, Marketing, Granted, days_ago(3));
    check("what another mailbox was given since", with(vec![no(9), vec![newer]], 8, OTHER), "permit");
    check(
        "somebody else's yes at their own address, who shares the number",
        |c| {
            with(vec![row("7", &[OTHER, PHONE], days_ago(9))], 8, BOX)(c);
            c.ties = vec![Redacted::new(OTHER.to_owned())];
            c.events.push(event(OTHER, Marketing, Granted, days_ago(2)));
        },
        "no_consent",
    );
}
