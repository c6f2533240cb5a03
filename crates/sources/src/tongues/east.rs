//! Noes in the letters of Japan, Korea and China.

use crate::hearing::Heard;
use crate::remark_words::{
    AGREED_ELSEWHERE, ALONE_ELSEWHERE, MILD_ELSEWHERE, POLITE_ELSEWHERE, REFUSED_ELSEWHERE, SHORT_ELSEWHERE,
    STOP_ELSEWHERE, TOPIC_ELSEWHERE,
};

/// How many letters a text has at most to be a short one.
const MAX_SHORT: usize = 16;

/// Whether a text is written in the letters of Japan, Korea or China.
pub(crate) fn is_of_east(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

/// What such a text says: it is written without blanks, so that parts of it are looked for.
pub(crate) fn heard_in_east(text: &str, is_order: bool) -> Heard {
    let plain: String = text.chars().map(narrow).collect();
    let (mut topic, mut calls) = (false, false);
    for clause in plain.split(|c: char| "、。!！?？,;\n（）()".contains(c)) {
        let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
        if has(MILD_ELSEWHERE) {
            continue;
        }
        // Of a parcel nobody needs to be told.
        let is_of_parcel = is_order
            && has(&["連絡", "お届け", "配達", "연락", "联系", "聯絡"])
            && !has(&["メール", "DM", "配信"]);
        // An order is cancelled by mail.
        let is_of_booking = has(&["注文", "予約", "주문", "예약", "订单", "訂單", "预订", "預訂", "预约"])
            && !has(&[
                "メルマガ",
                "配信",
                "購読",
                "ニュースレター",
                "뉴스레터",
                "구독",
                "订阅",
                "訂閱",
                "电子报",
                "電子報",
                "広告",
                "광고",
                "广告",
            ]);
        let is_of_calls = has(&["電話", "전화", "电话", "電話"]) && !has(&["メール", "메일", "邮件"]);
        let is_short = !is_order && clause.trim().chars().count() <= MAX_SHORT;
        if has(ALONE_ELSEWHERE)
            || is_short && has(SHORT_ELSEWHERE)
            || has(TOPIC_ELSEWHERE) && has(STOP_ELSEWHERE) && !is_of_parcel && !is_of_calls && !is_of_booking
        {
            return Heard::No;
        }
        topic |= has(TOPIC_ELSEWHERE);
        calls |= is_of_calls && has(STOP_ELSEWHERE) && !is_order;
    }
    if calls {
        return Heard::NoCalls;
    }
    if topic { Heard::OfMail } else { Heard::Nothing }
}

/// What a short answer in letters without blanks says, those of Thailand among them.
pub(crate) fn answered_in_east(text: &str) -> Option<bool> {
    let plain: String = text.chars().map(narrow).filter(|c| c.is_alphanumeric() || is_sign(*c)).collect();
    let is_of_these = |c: char| matches!(c, '\u{e00}'..='\u{e7f}') || is_of_east(c.encode_utf8(&mut [0; 4]));
    if plain.is_empty() || MAX_SHORT < plain.chars().count() || !plain.chars().all(is_of_these) {
        return None;
    }
    if REFUSED_ELSEWHERE.iter().any(|part| plain.contains(part)) {
        return Some(false);
    }
    let bare = POLITE_ELSEWHERE.iter().fold(plain.clone(), |rest, polite| rest.replace(polite, ""));
    let is_yes = |word: &str| AGREED_ELSEWHERE.contains(&word);
    let is_twice = |word: &str| AGREED_ELSEWHERE.iter().filter_map(|yes| word.strip_prefix(yes)).any(is_yes);
    (is_yes(&plain) || is_yes(&bare) || is_twice(&plain) || is_twice(&bare)).then_some(true)
}

/// Signs of vowels and tones, which are no letters.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

/// A letter of full width as the plain one.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    }
}
