//! Reactions, opt-outs and suppressions, from outside.

use serde_json::Value;
use simulator::{Arm, Config, Exposure, SimulatorError, World};
use std::collections::HashSet;
use vocabulary::{DAY, Timestamp};

fn small() -> World {
    World::generate(&Config { n_people: 4_000, ..Config::new(11) })
}

/// One exposure for every e-mail address, arms in turn.
fn exposures(world: &World) -> Vec<Exposure> {
    let mut emails: Vec<&str> =
        world.truth().iter().map(|(key, _)| key).filter(|key| key.starts_with("email:")).collect();
    emails.sort_unstable();
    let arms = Arm::ALL.into_iter().cycle();
    emails.iter().zip(arms).map(|(key, arm)| Exposure { identifiers: vec![(*key).to_owned()], arm }).collect()
}

fn text<'a>(message: &'a Value, pointer: &str) -> &'a str {
    message.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

#[test]
fn messages_are_whole_in_time_and_the_same_again() {
    let world = small();
    let messages = world.react(&exposures(&world)).unwrap();
    assert_eq!(messages, small().react(&exposures(&world)).unwrap());
    let now = Config::new(11).now;
    let mut ids = HashSet::new();
    let mut last = now;
    for message in &messages {
        let at = Timestamp::parse(text(message, "/timestamp")).unwrap();
        assert!(last <= at && at < now + DAY.times(14), "{message}");
        last = at;
        assert!(ids.insert(text(message, "/messageId").to_owned()), "{message}");
        assert!(
            !text(message, "/userId").is_empty() || !text(message, "/anonymousId").is_empty(),
            "{message}"
        );
        if text(message, "/event") == "Order Completed" {
            let cents = message["properties"]["revenue"].as_f64().unwrap() * 100.0;
            assert!((cents - cents.round()).abs() < 1e-6 && 1.0 <= cents, "{message}");
            assert_eq!(text(message, "/properties/currency"), "USD");
            assert!(!text(message, "/context/traits/email").is_empty());
        }
    }
    let n_orders = messages.iter().filter(|m| text(m, "/event") == "Order Completed").count();
    assert!(100 < n_orders && n_orders * 2 < messages.len(), "{n_orders} of {}", messages.len());
}

#[test]
fn an_arm_changes_what_one_person_does_and_nobody_else() {
    let world = small();
    let mut changed = exposures(&world);
    let before = world.react(&changed).unwrap();
    let email = changed[0].identifiers[0].clone();
    changed[0].arm = if changed[0].arm == Arm::Ai { Arm::Holdout } else { Arm::Ai };
    let of_others = |messages: &[Value]| -> Vec<Value> {
        let device_or_user = |m: &Value| format!("email:{}", text(m, "/context/traits/email"));
        messages
            .iter()
            .filter(|m| m.pointer("/context").is_some() && device_or_user(m) != email)
            .cloned()
            .collect()
    };
    assert_eq!(of_others(&before), of_others(&world.react(&changed).unwrap()));
}

#[test]
fn someone_exposed_twice_reacts_once() {
    let world = small();
    let once = exposures(&world);
    let twice: Vec<Exposure> = once.iter().chain(&once).cloned().collect();
    assert_eq!(world.react(&once).unwrap(), world.react(&twice).unwrap());
}

#[test]
fn strangers_are_named_by_their_place() {
    let world = small();
    let stranger = Exposure { identifiers: vec!["email:nobody@mail.example".to_owned()], arm: Arm::Ai };
    let result = world.react(std::slice::from_ref(&stranger));
    assert!(matches!(result, Err(SimulatorError::UnknownPerson { position: 0 })), "{result:?}");
    assert!(world.true_effects(&[stranger]).is_err());
    assert!(world.true_effects(&[]).unwrap().is_empty());
    assert!("treatment".parse::<Arm>().is_err());
}

#[test]
fn late_changes_are_rare_and_stay_the_same() {
    let world = World::generate(&Config::new(11));
    let emails: Vec<String> =
        world.truth().iter().filter_map(|(key, _)| key.strip_prefix("email:").map(str::to_owned)).collect();
    let late = world.late_opt_outs(&emails);
    let share = late.len() as f64 / emails.len() as f64;
    assert!((0.007..0.013).contains(&share), "{share}");
    let now = Config::new(11).now;
    assert!(late.iter().all(|opt_out| opt_out.at < now && now - DAY < opt_out.at));
    let one = world.late_opt_outs(&[late[0].email.as_str()]);
    assert_eq!(one, late[..1]);
    let n = world.suppressions().len();
    assert!((150..300).contains(&n), "{n}");
}
