//! Promise P7: whatever is done to a chain shows, and shows where.

use governance::audit::*;
use proptest::prelude::*;
use vocabulary::{Digest, Timestamp, WorkspaceId};

type Row = (Entry, Digest);

fn entry(seq: u64) -> Entry {
    Entry {
        seq,
        workspace: WorkspaceId::new("peach-state").unwrap(),
        at: Timestamp::from_micros(1_789_480_800_000_000 + seq as i64),
        actor: "member:lead".to_owned(),
        action: "campaign.approved".to_owned(),
        subject: "campaign:ai-win-back".to_owned(),
        body: format!("{{\"n\":{seq}}}"),
    }
}

fn chain(n: u64) -> Vec<Row> {
    let mut prev = None;
    (1..=n)
        .map(|seq| {
            let entry = entry(seq);
            let digest = link(prev, &entry);
            prev = Some(digest);
            (entry, digest)
        })
        .collect()
}

#[track_caller]
fn check(what: &str, change: impl FnOnce(&mut Vec<Row>), expect: Option<(u64, Why)>) {
    let sound = chain(5);
    let anchor = Anchor { seq: 5, digest: sound[4].1 };
    let mut rows = sound;
    change(&mut rows);
    let got = verify(rows, Some(anchor)).err().map(|broken| (broken.seq, broken.why));
    assert_eq!(got, expect, "{what}");
}

fn relink(rows: &mut [Row]) {
    let mut prev = None;
    for (i, (entry, digest)) in rows.iter_mut().enumerate() {
        entry.seq = i as u64 + 1;
        *digest = link(prev, entry);
        prev = Some(*digest);
    }
}

#[test]
fn tampering_shows_where() {
    check("untouched", |_| {}, None);
    check("grown", |rows| *rows = chain(6), None);
    check("body changed", |rows| rows[2].0.body = "{}".to_owned(), Some((3, Why::Changed)));
    check("digest changed", |rows| rows[2].1 = Digest::of(["x"]), Some((3, Why::Changed)));
    check(
        "changed with its own digest",
        |rows| {
            rows[2].0.body = "{}".to_owned();
            rows[2].1 = link(Some(rows[1].1), &rows[2].0);
        },
        Some((4, Why::Changed)),
    );
    check("removed", |rows| drop(rows.remove(2)), Some((3, Why::Missing)));
    check("first removed", |rows| drop(rows.remove(0)), Some((1, Why::Missing)));
    check(
        "removed and renumbered",
        |rows| {
            rows.remove(2);
            rows[2].0.seq = 3;
        },
        Some((3, Why::Changed)),
    );
    check("repeated", |rows| rows.insert(2, rows[1].clone()), Some((3, Why::OutOfOrder)));
    check(
        "inserted",
        |rows| {
            let mut forged = rows[2].clone();
            forged.0.action = "campaign.released".to_owned();
            forged.1 = link(Some(rows[1].1), &forged.0);
            rows.insert(2, forged);
        },
        Some((4, Why::OutOfOrder)),
    );
    check("reordered", |rows| rows.swap(1, 2), Some((2, Why::Missing)));
    check("cut off", |rows| rows.truncate(3), Some((4, Why::CutOff)));
    check("emptied", Vec::clear, Some((1, Why::CutOff)));
    check(
        "rewritten whole",
        |rows| {
            rows[1].0.body = "{}".to_owned();
            relink(rows);
        },
        Some((5, Why::Rewritten)),
    );
    check(
        "of another workspace",
        |rows| {
            rows[3].0.workspace = WorkspaceId::new("other").unwrap();
            relink(rows);
        },
        Some((4, Why::OtherWorkspace)),
    );
}

#[test]
fn a_sound_chain_says_how_long_it_is() {
    assert_eq!(verify(chain(0), None), Ok(Verified { n_entries: 0, head: None }));
    let rows = chain(3);
    let head = Some(rows[2].1);
    assert_eq!(verify(rows, None), Ok(Verified { n_entries: 3, head }));
}

#[test]
fn the_digest_is_pinned() {
    // A change of the link would orphan every chain in the field: it needs a new version word and both readers.
    // Computed independently with Python: sha256 over big-endian 64-bit length and bytes of each part.
    let expect = "4c81d050d80f00ce8c1f18a7e59c789695004c1baec44bf551599ba01ed0166b";
    assert_eq!(link(None, &entry(1)).to_string(), expect);
}

#[test]
fn a_break_reads_as_a_sentence() {
    let broken = Broken { seq: 3, why: Why::Missing };
    assert_eq!(broken.to_string(), "the audit chain breaks at entry 3: it is missing");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_field_of_any_entry_can_change(at in 0usize..8, field in 0usize..6, text in "[a-z]{1,8}") {
        let mut rows = chain(8);
        let row = &mut rows[at].0;
        match field {
            0 => row.actor = text,
            1 => row.action = text,
            2 => row.subject = text,
            3 => row.body = text,
            4 => row.at = Timestamp::from_micros(text.len() as i64),
            _ => row.workspace = WorkspaceId::new(text).unwrap(),
        }
        prop_assert!(verify(rows, None).is_err());
    }
}
