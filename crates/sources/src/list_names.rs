//! Names of files and sheets that say no by the words they are made of: `niet_benaderen`, `lista_negra`.
// tidy: list

use crate::death::tells_death;
use crate::remark::{Heard, heard};
use crate::tongues::{
    is_named_list_of_noes, is_of_who_left, is_out_of_news, names_refusers, names_unwilling, thoughts,
};

/// Names of such lists, folded.
const LISTS: &[&str] = &[
    "stoplijst",
    "klacht",
    "klachten",
    "liste noire",
    "lista negra",
    "lista nera",
    "zwarte lijst",
    "schwarze liste",
    "black list",
    "stop list",
    "czarna lista",
    "cerna listina",
    "svartlista",
    "svartliste",
    "sortliste",
    "beschwerden",
    "plaintes",
    "quejas",
    "reclami",
    "reclamacoes",
    "skargi",
    "klagomal",
    "klager",
    "sperren",
    "opposants",
    "bajas",
];

/// As [`LISTS`], in other letters and as parts.
const ELSEWHERE: &[&str] = &[
    "ブラックリスト",
    "送信禁止",
    "配信禁止",
    "連絡禁止",
    "配信不可",
    "送信不可",
    "拒否",
    "退会",
    "苦情",
    "블랙리스트",
    "수신거부",
    "거부",
    "黑名单",
    "黑名單",
    "投诉",
    "拒收",
    "请勿",
    "希望しない",
    "送らない",
    "お断り",
    "辞退者",
    "보내지 말",
    "보내지말",
    "연락 금지",
    "연락금지",
    "발송 금지",
    "발송금지",
    "전화 금지",
    "전화금지",
    "원하지 않",
    "원치 않",
    "탈퇴",
    "電話禁止",
    "勿扰",
    "勿擾",
    "不要打电话",
    "不愿意接收",
    "不願接收",
    "不再联系",
    "退订",
    "退訂",
    "ผู้ปฏิเสธ",
    "ห้ามโทร",
    "อย่าโทร",
];

/// Parts of names of files that hold something else.
const OTHERWISE: &[&str] = &[
    "campaign",
    "kampagn",
    "campagn",
    "template",
    "vorlage",
    "report",
    "bericht",
    "stat",
    "order",
    "bestell",
    "yet",
    "noch",
    "product",
    "produkt",
    "emailed",
    "mailed",
    "contacted",
    "gemailt",
    "invoice",
    "rechnung",
    "call",
    "phone",
    "whatsapp only",
    "only whatsapp",
    "only on whatsapp",
    "sms only",
    "only sms",
    "sirf",
    "legal notice",
    "needed",
    "required",
];

/// Whether the words of the name of a file or a sheet say together that who is in it said no.
pub(crate) fn says_no(stem: &str) -> bool {
    let plain: String =
        stem.chars().map(|c| if c.is_numeric() || "_-.()".contains(c) { ' ' } else { c }).collect();
    if ELSEWHERE.iter().any(|part| plain.contains(part)) {
        return true;
    }
    let thoughts = thoughts(&plain);
    if thoughts
        .iter()
        .any(|thought| is_named_list_of_noes(thought) || is_out_of_news(thought) || is_of_who_left(thought))
        || tells_death(&plain, &thoughts)
    {
        return true;
    }
    let folded = normalise::fold(&plain);
    let padded = format!(" {folded} ");
    let first = folded.split(' ').next().unwrap_or_default();
    // `customers no email` holds those who gave no address.
    let nouns = [
        "no", "kein", "keine", "geen", "sin", "sans", "senza", "sem", "bez", "ingen", "without", "ohne",
        "zonder",
    ];
    let lacks =
        folded.split(' ').any(|word| nouns.contains(&word)) && !nouns.contains(&first) && first != "wil";
    if LISTS.iter().any(|list| padded.contains(&format!(" {list} "))) {
        return true;
    }
    let is_otherwise = OTHERWISE.iter().any(|part| folded.contains(part));
    if names_refusers(&plain) && (!lacks && !is_otherwise || names_unwilling(&plain)) {
        return true;
    }
    !lacks && !is_otherwise && heard(&plain, false) == Heard::No
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use crate::consent_names::answer;
    use crate::event_names::is_event_of_no;
    use crate::no_words::{Asks, asks, is_list_of_noes, is_no};
    use crate::remark::{Heard, heard};

    /// Words by what they name, whether they say no (of columns: whether they ask for a yes), and their language.
    const NAMES: &str = include_str!("../tests/testdata/names.tsv");

    /// Whether a word of a kind says what such words say there: a no, or of a name that it asks for a yes.
    fn is_heard(kind: &str, word: &str) -> bool {
        match kind {
            "state" => is_no(word),
            "answer" => answer(word) == Some(false) || is_no(word),
            "list" => is_list_of_noes(&format!("{word}.csv")),
            "event" => is_event_of_no(word),
            "remark" => matches!(heard(word, false), Heard::No | Heard::NoCalls),
            "register" => asks(word) == Some(Asks::No),
            "column" => asks(word) == Some(Asks::Yes),
            _ => panic!("{kind}"),
        }
    }

    #[test]
    fn words_of_state_and_names_are_read_in_many_languages() {
        for kind in ["state", "answer", "list", "event", "remark", "register", "column"] {
            let (mut n_noes, mut n_heard, mut missed, mut wrong) = (0, 0, Vec::new(), Vec::new());
            let (mut n_harmless, mut n_yeses, mut unread) = (0, 0, Vec::new());
            for line in NAMES.lines() {
                let parts: Vec<&str> = line.split('\t').collect();
                let [of, says, _, word] = parts[..] else { panic!("{line}") };
                if of != kind {
                    continue;
                }
                let is_heard = is_heard(kind, word);
                match says {
                    "no" => {
                        n_noes += 1;
                        n_heard += usize::from(is_heard);
                        missed.extend((!is_heard).then_some(word));
                    }
                    // A yes that is no yes is asked about, a yes that is a no is a fault.
                    "yes" => {
                        n_yeses += 1;
                        unread.extend((answer(word) != Some(true)).then_some(word));
                        assert_ne!(answer(word), Some(false), "{word}");
                    }
                    _ => {
                        n_harmless += 1;
                        wrong.extend(is_heard.then_some(word));
                    }
                }
            }
            assert!(95 * n_noes <= 100 * n_heard, "{kind}: {n_heard} of {n_noes}: {missed:?}");
            assert!(100 * wrong.len() <= 3 * n_harmless, "{kind}: {wrong:?}");
            assert!(100 * unread.len() <= 5 * n_yeses, "{kind}: {unread:?}");
        }
    }
}
