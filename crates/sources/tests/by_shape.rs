//! Noes in columns that no list has by name, heard by what their names are made of and what stands in them.

use crate::heard::{Read, all_named, intake};
use sources::Contract;
use sources::draft::{Wishes, draft_openly};

/// Columns and values that say no, beside a yes in the same row.
const NOES: &[(&str, &str)] = &[
    // What tools and laws write when somebody is gone.
    ("gdpr_deleted", "yes"),
    ("gdprDeleted", "true"),
    ("GDPR delete", "1"),
    ("gdpr_erasure_status", "completed"),
    ("gdpr_forget_request", "2026-03-01"),
    ("dsgvo_geloescht", "ja"),
    ("DSGVO-Löschung", "beantragt"),
    ("rgpd_supprimé", "oui"),
    ("isErased", "true"),
    ("contact_deleted", "x"),
    ("account.deleted", "true"),
    ("deleted", "Y"),
    ("deleted_at", "2026-02-01T10:00:00Z"),
    ("deletion_requested_on", "02.03.2026"),
    ("erased_by", "support@shop.test"),
    ("userAnonymised", "1"),
    ("profile_purged", "true"),
    ("data_deletion_state", "done"),
    ("right_to_erasure_used", "yes"),
    // What became of mail to them.
    ("bounce_type", "permanent"),
    ("bounceType", "Permanent"),
    ("email_bounce_class", "hard"),
    ("hard_bounces", "3"),
    ("n_hard_bounces", "1.0"),
    ("hardBounceCount", "2"),
    ("bounce_count", "4"),
    ("has_bounced", "true"),
    ("last_hard_bounce_at", "2026-01-05"),
    ("mail_undeliverable", "yes"),
    ("E-Mail unzustellbar", "ja"),
    ("delivery.bounce.type", "HardBounce"),
    ("spam_complaints", "1"),
    ("complaint_count", "2"),
    ("abuse_reported", "true"),
    ("reported_spam", "1"),
    ("suppression_type", "manual"),
    ("suppressed_by", "admin"),
    ("email_suppression_level", "global"),
    ("unsubscribe_source", "link in mail"),
    ("optOutMethod", "reply"),
    ("unsub_count", "1"),
    ("contact_blocked_flag", "Y"),
    ("blocked_email", "true"),
    ("mail_block", "1"),
    ("kontakt_gesperrt_kz", "J"),
    ("client_bloqué", "oui"),
    ("cliente_bloqueado", "sí"),
    ("banned", "true"),
    ("junk_reports", "1"),
    ("feedback_loop", "yes"),
    ("spam_trap", "true"),
    ("objection_filed", "2026-04-01"),
    ("processing_restricted", "yes"),
    ("left_newsletter", "yes"),
    ("email_suspended", "true"),
    ("privacy_request", "delete"),
    ("dsar_status", "erased"),
    ("customer_alive", "no"),
    ("bouncetype", "hard"),
    ("gdprdeleted", "yes"),
    ("liststatus", "removed"),
    // What state they are in on a list.
    ("list_status", "Removed"),
    ("listState", "cleaned"),
    ("audience_state", "archived"),
    ("mailing_status", "inactive"),
    ("newsletter_member_state", "gelöscht"),
    ("subscriber.state", "deleted"),
    ("email_stage", "opted-out"),
    ("member_status", "left"),
    // How often, by what and of what they want to hear.
    ("frequency", "never"),
    ("mail_frequency", "0 per month"),
    ("mail_frequency", "0"),
    ("emailFrequency", "none"),
    ("contact_frequency", "Not at all"),
    ("Newsletter-Frequenz", "nie"),
    ("fréquence_emails", "jamais"),
    ("frecuencia_correo", "nunca"),
    ("how_often_may_we_write", "never again"),
    ("emails_per_week", "0"),
    ("max_mails_per_month", "0"),
    ("preferences", "{\"email\":false}"),
    ("preferences", "{\"email\":{\"enabled\":false},\"color\":\"red\"}"),
    ("notification_settings", "{\"marketing\":\"off\"}"),
    ("contactPrefs", "{\"mail\":0,\"sms\":1}"),
    ("preferences.newsletter_offers", "off"),
    ("email_preferences", "none"),
    ("email_preferences", "[]"),
    ("emailPreference", "no"),
    ("preferred_contact_method", "none"),
    ("preferred_channel", "no channel"),
    ("subscriptions", "[]"),
    ("email_subscriptions", "none"),
    ("newsletter_subscriptions", "0"),
    ("newsletter_topics", "[]"),
    ("topics_opted_in", "none"),
    ("topics_opted_out", "all"),
    ("marketing_topics", "{}"),
    ("mailing_lists", "[]"),
    ("email_notifications", "disabled"),
    ("email_enabled", "false"),
    ("mails_on", "off"),
    ("receive_updates", "no"),
    ("can_be_mailed", "never"),
    ("email_allowed_until", "revoked"),
    ("communication", "off"),
    ("digest", "never"),
    ("email_reachable", "no"),
    ("mail_interval", "never"),
];

/// Columns and values that say nothing of the kind.
const HARMLESS: &[(&str, &str)] = &[
    ("deleted_items", "3"),
    ("cart_deleted", "true"),
    ("is_deleted", "false"),
    ("gdpr_deleted", "no"),
    ("gdpr_deleted", "0"),
    ("gdpr_deleted", ""),
    ("deleted_at", ""),
    ("deleted_at", "null"),
    ("deleted_at", "0000-00-00 00:00:00"),
    ("deletion_requested", "false"),
    ("erased_at", "NULL"),
    ("gdpr_erasure_status", "none"),
    ("gdpr_erasure_status", "not requested"),
    ("photos_removed", "2"),
    ("files_deleted", "12"),
    ("deleted_files_gb", "1.5"),
    ("frequency", "weekly"),
    ("frequency", "0"),
    ("frequency", "2 per month"),
    ("purchase_frequency", "never"),
    ("visit_frequency", "0"),
    ("mail_frequency", "10 per month"),
    ("emails_per_week", "2"),
    ("bounce_rate", "0.4"),
    ("bounceRate", "35%"),
    ("bounce_house_rental", "yes"),
    ("bounce_type", "soft"),
    ("bounce_type", "Transient"),
    ("bounce_type", ""),
    ("bounce_type", "none"),
    ("soft_bounces", "4"),
    ("softBounceCount", "1"),
    ("hard_bounces", "0"),
    ("hard_bounces", "0.0"),
    ("has_bounced", "false"),
    ("complaint_count", "0"),
    ("open_complaints_about_orders", "2"),
    ("spam_score", "1.2"),
    ("spam_complaints", "0"),
    ("blocked_hours", "4"),
    ("blocked_amount", "12.50"),
    ("ad_block", "yes"),
    ("adblocker", "true"),
    ("block", "B"),
    ("block_number", "7"),
    ("apartment_block", "12"),
    ("city_block", "3"),
    ("calendar_blocked", "true"),
    ("credit_blocked", "no"),
    ("blocked_email", "false"),
    ("unsub_count", "0"),
    ("unsubscribe_link", "https://shop.test/u/1"),
    ("unsubscribe_token", "a8f1c2"),
    ("unsubscribe_rate", "0.02"),
    ("suppression_type", "none"),
    ("subscriptions", "2"),
    ("subscriptions", "[\"news\"]"),
    ("subscription_boxes", "0"),
    ("active_subscriptions", "0"),
    ("coffee_subscription", "none"),
    ("subscription_plan", "none"),
    ("preferences", "{\"color\":\"red\"}"),
    ("preferences", "{\"email\":true}"),
    ("preferences", "{\"gift_wrap\":false}"),
    ("preferences", "{\"email\":null}"),
    ("preferences", "{}"),
    ("preferences", "[]"),
    ("preferences.size", "none"),
    ("food_preferences", "[]"),
    ("dietary_preference", "none"),
    ("features", "{\"email\":false}"),
    ("email_verified", "false"),
    ("has_email", "no"),
    ("email_count", "0"),
    ("emails_sent", "0"),
    ("emails_opened", "0"),
    ("mails_opened_last_month", "none"),
    ("list_status", "active"),
    ("list_status", "pending"),
    ("order_status", "removed"),
    ("payment_status", "blocked"),
    ("mailing_state", "Ohio"),
    ("email_stage", "warm"),
    ("member_status", "gold"),
    ("tags", "[]"),
    ("interests", "[]"),
    ("wishlist", "[]"),
    ("product_topics", "[]"),
    ("favourite_lists", "none"),
    ("preferred_channel", "email"),
    ("preferred_store", "none"),
    ("preferred_contact_time", "none"),
    ("notification_sound", "off"),
    ("dark_mode", "off"),
    ("communication_language", "none"),
    ("vip", "no"),
    ("newsletter_color", "off white"),
    ("offers", "none"),
    ("messages", "0"),
    ("updates", "3"),
    ("marketing_channel", "none"),
    ("contact_email", "none"),
    ("consent_source", "none"),
    ("email_subscription", "NEVER_SUBSCRIBED"),
    ("privacy_request", "access"),
    ("customer_alive", "yes"),
    ("left_handed", "yes"),
    ("user_block", "B"),
    ("member_since", "2020-01-01"),
    ("contact_source", "none"),
    ("frequency", "None"),
    ("mailing_state", "Baja California"),
    ("preferred_contact_method", "no preference"),
    ("messages_deleted", "3"),
];

/// Remarks that say no.
const REMARKS: &[&str] = &[
    "cease and desist all communication",
    "cease all contact",
    "cease contacting me",
    "mail returned to sender",
    "letter came back, return to sender",
    "spams me, stop it",
    "they spam me",
    "consent: none",
    "marketing consent: no",
    "newsletter = off",
    "source: fair; consent: none",
    "frequency: never",
    "customer asked to be removed",
    "customer has asked to be deleted",
    "client requested to be taken off",
    "asked to be forgotten",
    "wants to be removed",
    "requested removal",
    "desist from mailing",
];

/// Remarks that do not.
const FRIENDLY: &[&str] = &[
    "asked to be called first",
    "asked to be added",
    "wants to be informed of new teas",
    "consent: yes",
    "newsletter = on",
    "consent: pending",
    "source: fair",
    "gift wrap: no",
    "frequency: weekly",
    "asked for the stain to be removed from the sofa",
    "our parcel was returned to sender, send again",
    "never ceases to amaze us",
    "wrote to us about spam in general",
];

const OPENING: &str = "apiVersion: v3.1.0
kind: DataContract
id: crm
version: 1.0.0
status: active
customProperties:
  - {property: truelift.format, value: FORMAT}
  - {property: truelift.lands, value: [records, consents]}
  - {property: truelift.constant, value: {purpose: marketing, occurred_at: '2026-01-01T00:00:00Z'}}
schema:
  - name: rows
    properties:
      - {name: id, customProperties: [{property: truelift.role, value: external_key}]}
      - {name: email, customProperties: [{property: truelift.role, value: email}]}
      - {name: marketing_opt_in, customProperties: [{property: truelift.role, value: email_action}, {property: truelift.map, value: {'yes': granted}}]}
";

fn opening(format: &str) -> Contract {
    Contract::parse(&OPENING.replace("FORMAT", format), "crm.yaml").unwrap()
}

fn row_of(column: &str, value: &str) -> String {
    let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    format!("id,email,marketing_opt_in,{}\nC1,ann@mx.test,yes,{}\n", quote(column), quote(value))
}

/// What a column that the contract does not name says beside a yes.
fn unnamed(column: &str, value: &str) -> Read {
    all_named(&opening("csv"), "crm.csv", row_of(column, value).as_bytes())
}

/// The same in an object.
fn in_json(column: &str, value: &str) -> Read {
    let value = serde_json::from_str(value).unwrap_or_else(|_| serde_json::json!(value));
    let mut row = serde_json::json!({"id": "C1", "email": "ann@mx.test", "marketing_opt_in": "yes"});
    row[column] = value;
    all_named(&opening("jsonl"), "crm.jsonl", format!("{row}\n").as_bytes())
}

/// What the file becomes by the contract that is drafted from it, whose questions nobody answers with a no.
fn drafted(column: &str, value: &str) -> Read {
    drafted_as(column, value, None)
}

/// The same, where somebody says of every box that it is about something else.
fn looked_at(column: &str, value: &str) -> Read {
    drafted_as(column, value, Some("extra"))
}

fn drafted_as(column: &str, value: &str, box_is: Option<&str>) -> Read {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    std::fs::write(&path, row_of(column, value)).unwrap();
    let draft = |answers: &[(String, String)]| {
        let wishes = Wishes { name: None, answers: answers.iter().cloned().collect() };
        draft_openly(&path, &wishes, &intake()).unwrap().0
    };
    let mut answers: Vec<(String, String)> = Vec::new();
    // One answer may bring up another question.
    for _ in 0..3 {
        let drafted = draft(&answers);
        let boxes = drafted.questions.iter().filter(|question| question.is_unconfirmed);
        for question in boxes.filter(|question| question.key != "role.marketing_opt_in") {
            answers.extend(box_is.map(|role| (question.key.clone(), role.to_owned())));
        }
        for key in drafted.open {
            let answer = if key.starts_with("unread") { "none" } else { "nothing" };
            answers.push((key, answer.to_owned()));
        }
    }
    let text = draft(&answers).text;
    let contract = Contract::parse(&text, "draft.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"));
    all_named(&contract, "people.csv", row_of(column, value).as_bytes())
}

/// How a column and its value come.
type Way = fn(&str, &str) -> Read;

fn wrong(cases: &[(&str, &str)], is_no: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for (column, value) in cases {
        let draft: Way = if is_no { drafted } else { looked_at };
        let ways: [(&str, Way); 3] = [("unnamed", unnamed), ("in an object", in_json), ("drafted", draft)];
        for (way, read) in ways {
            let found = read(column, value);
            if found.closes("ann@mx.test") != is_no || found.error.is_some() {
                wrong.push(format!("{way}: {column}={value} {:?}", found.error));
            }
        }
    }
    wrong
}

#[test]
fn noes_are_heard_by_their_shape() {
    let wrong = wrong(NOES, true);
    assert!(wrong.is_empty(), "{}\n{wrong:#?}", wrong.len());
}

#[test]
fn what_looks_alike_and_is_no_no_is_not_heard() {
    let wrong = wrong(HARMLESS, false);
    assert!(wrong.is_empty(), "{}\n{wrong:#?}", wrong.len());
}

#[test]
fn remarks_say_no_in_further_shapes() {
    let with = |texts: &[&'static str]| texts.iter().map(|text| ("Notes", *text)).collect::<Vec<_>>();
    let wrong = [wrong(&with(REMARKS), true), wrong(&with(FRIENDLY), false)].concat();
    assert!(wrong.is_empty(), "{}\n{wrong:#?}", wrong.len());
}

#[test]
fn what_shows_a_yes_may_say_no() {
    let book = |lands: &str| {
        let text = OPENING
            .replace("[records, consents]", lands)
            .replace("FORMAT", "csv")
            .replace("schema:", "  - {property: truelift.event_name, value: Order Completed}\nschema:");
        let text = match lands.contains("events") {
            true => text,
            false => text.replace("  - {property: truelift.event_name, value: Order Completed}\n", ""),
        };
        let text = format!(
            "{text}      - {{name: proof, customProperties: [{{property: truelift.role, value: evidence}}]}}\n"
        );
        Contract::parse(&text, "book.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"))
    };
    for lands in ["[consents]", "[records, consents]", "[events, consents]"] {
        for (text, is_no) in [
            ("customer asked to be removed", true),
            ("asked to be removed from our list", true),
            ("web form", false),
            ("asked to be called", false),
            ("asked for the label to be removed", false),
        ] {
            let file = format!("id,email,marketing_opt_in,proof\nC1,ann@mx.test,yes,{text}\n");
            let found = all_named(&book(lands), "book.csv", file.as_bytes());
            assert_eq!(found.closes("ann@mx.test"), is_no, "{lands} {text}: {found:?}");
        }
    }
}

/// Columns of orders in which the same words are of the order.
const OF_ORDERS: &[(&str, &str, bool)] = &[
    ("deleted", "true", false),
    ("deleted_at", "2026-02-01", false),
    ("status", "removed", false),
    ("blocked", "", false),
    ("complaints", "1", false),
    ("frequency", "never", false),
    ("subscriptions", "[]", false),
    ("subscriptions", "2", false),
    ("gdpr_deleted", "yes", true),
    ("email_bounce_type", "permanent", true),
    ("customer_deleted", "true", true),
    ("mail_frequency", "never", true),
];

#[test]
fn an_order_is_not_its_buyer() {
    let text = OPENING
        .replace("[records, consents]", "[events]")
        .replace("FORMAT", "csv")
        .replace("purpose: marketing, ", "")
        .replace(
            "role, value: email_action}, {property: truelift.map, value: {'yes': granted}}",
            "role, value: extra}",
        )
        .replace("schema:", "  - {property: truelift.event_name, value: Order Completed}\nschema:");
    let contract = Contract::parse(&text, "orders.yaml").unwrap_or_else(|error| panic!("{error}\n{text}"));
    for (column, value, is_no) in OF_ORDERS {
        let found = all_named(&contract, "orders.csv", row_of(column, value).as_bytes());
        assert_eq!(found.closes("ann@mx.test"), *is_no, "{column}={value}: {found:?}");
    }
}
