use crate::{Link, Record, Veto};

/// Says in words why the records of one person are together, and what was kept apart.
///
/// Shapes: the indices of `links` and `vetoes` count in `records`; those that point elsewhere are left out.
/// Returns: one sentence for the whole, then one per link and veto, in the order given; sources and
/// record ids only, never a value.
pub fn explain(records: &[Record], links: &[Link], vetoes: &[Veto]) -> Vec<String> {
    let id = |index: usize| records.get(index).map(|record| record.record_id.as_str());
    let mut sources: Vec<&str> = records.iter().map(|record| record.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    let mut out = match records {
        [] => Vec::new(),
        [only] => vec![format!("One record, from {}: nothing else matched it.", only.source)],
        _ => vec![format!("{} records from {} are one person.", records.len(), list(&sources))],
    };
    for link in links {
        let (Some(left), Some(right)) = (id(link.left), id(link.right)) else { continue };
        let sure = link.score.map(|score| format!(", {:.1} % sure", (score * 1000.0).floor() / 10.0));
        out.push(format!("`{right}` joins `{left}`: {}{}.", link.reason, sure.unwrap_or_default()));
    }
    for veto in vetoes {
        let (Some(left), Some(right)) = (id(veto.left), id(veto.right)) else { continue };
        out.push(format!("`{right}` stays apart from `{left}`: {}.", veto.reason));
    }
    out
}

fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_sentences() {
        let record = |id: &str, source: &str| Record {
            record_id: id.to_owned(),
            source: source.to_owned(),
            ..Record::default()
        };
        let records = [record("crm:1", "crm"), record("web:2", "web"), record("orders:3", "orders")];
        let link = |left, right, score| Link {
            left,
            right,
            rule: "similar",
            reason: "same e-mail address".to_owned(),
            score,
        };
        let veto = Veto {
            left: 0,
            right: 2,
            reason: "different birth dates in spite of the same phone number".to_owned(),
        };
        let got = explain(&records, &[link(0, 1, None), link(1, 9, None), link(0, 1, Some(0.9999))], &[veto]);
        assert_eq!(
            got,
            [
                "3 records from crm, orders and web are one person.",
                "`web:2` joins `crm:1`: same e-mail address.",
                "`web:2` joins `crm:1`: same e-mail address, 99.9 % sure.",
                "`orders:3` stays apart from `crm:1`: different birth dates in spite of the same phone number.",
            ]
        );
    }
}
