//! The name of a contract out of the name of its file, in the letters that ids have.
// tidy: list

use vocabulary::Digest;

/// A name of letters, digits and dashes. Letters of other alphabets are written in ours; where some cannot be, a few
/// signs of the whole name are put behind it, so that two files are not called alike.
pub(super) fn safe(name: &str) -> String {
    let mut is_whole = true;
    let mut text = String::new();
    // What a Macintosh writes apart belongs to the letter before it.
    let letters = name.to_lowercase();
    for letter in letters.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)) {
        match in_ours(letter) {
            Some(ours) => text.push_str(ours),
            None if letter.is_ascii_alphanumeric() => text.push(letter),
            None if letter.is_alphabetic() && !letter.is_ascii() => {
                let folded = normalise::fold(&letter.to_string());
                let is_ours = !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_alphanumeric());
                is_whole &= is_ours;
                text.push_str(if is_ours { &folded } else { "-" });
            }
            None => text.push('-'),
        }
    }
    let words: Vec<&str> = text.split('-').filter(|word| !word.is_empty()).collect();
    let plain = words.join("-");
    let sign: String = Digest::of([name]).to_string().chars().take(6).collect();
    match (plain.is_empty(), is_whole) {
        (true, true) => "file".to_owned(),
        (true, false) => format!("file-{sign}"),
        (false, true) => plain,
        (false, false) => format!("{plain}-{sign}"),
    }
}

/// A letter of another alphabet in ours.
///
/// Source: Hepburn for kana, ISO 9 and ELOT 743 without their marks.
fn in_ours(letter: char) -> Option<&'static str> {
    let kana = "あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte とto なna にni ぬnu \
ねne のno はha ひhi ふfu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa をo んn がga ぎgi \
ぐgu げge ごgo ざza じji ずzu ぜze ぞzo だda ぢji づzu でde どdo ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo ゃya ゅyu \
ょyo ぁa ぃi ぅu ぇe ぉo っ ー";
    let others = "аa бb вv гg дd еe ёe жzh зz иi йj кk лl мm нn оo пp рr сs тt уu фf хh цc чch шsh щsch ъ ыy ь эe юyu яya \
іi їi єe ґg αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo άa έe ήi ίi όo ύy ώo ßss æae øo \
œoe łl đd";
    // Katakana stand as far behind hiragana as all of them.
    let letter = match letter {
        'ァ'..='ヶ' => char::from_u32(letter as u32 - 0x60).unwrap_or(letter),
        letter => letter,
    };
    let mut pairs = kana.split(' ').chain(others.split(' ')).map(str::trim).filter(|pair| !pair.is_empty());
    pairs.find_map(|pair| pair.strip_prefix(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_what_can_be_written_in_our_letters() {
        for (name, expect) in [
            ("Kunden Köln (2)", "kunden-koln-2"),
            ("клиенты", "klienty"),
            ("πελάτες", "pelates"),
            ("メルマガ", "merumaga"),
            ("orders-2026", "orders-2026"),
            ("__", "file"),
        ] {
            assert_eq!(safe(name), expect, "{name}");
        }
        let (one, other) = (safe("会員一覧_神戸"), safe("売上_神戸"));
        assert!(one != other && 8 < one.len() && one == safe("会員一覧_神戸"), "{one} {other}");
    }
}
