//! HTML character references, as shops and mail tools leave them in exports: `O&#039;Brien`, `M&uuml;ller`.

use std::borrow::Cow;

/// A reference longer than this is text: the longest name on the list with the `&` has room.
const N_BYTES_MAX: usize = 12;

/// Decodes character references, also those that were encoded several times over, as `&amp;#039;`.
///
/// Only references that end in `;` and are known are touched, so that `Marks & Spencer` and `AT&T; Bell` stay.
/// Source: HTML Standard, named character references: the letters of Latin-1 and Latin Extended-A and the usual marks.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') || !text.contains(';') {
        return Cow::Borrowed(text);
    }
    let (mut out, mut is_found) = (String::with_capacity(text.len()), false);
    for c in text.chars() {
        out.push(c);
        // What a reference stands for may end another one. Each is shorter than what it replaces, so this ends.
        while let Some((at, c)) = reference_at_end(&out) {
            out.truncate(at);
            out.push(c);
            is_found = true;
        }
    }
    if is_found { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// Where the reference begins that a text ends with, and what it stands for.
fn reference_at_end(text: &str) -> Option<(usize, char)> {
    let inner = text.strip_suffix(';')?;
    let from = inner.floor_char_boundary(inner.len().saturating_sub(N_BYTES_MAX + 1));
    let at = from + inner.get(from..)?.rfind('&')?;
    Some((at, character(inner.get(at + 1..)?)?))
}

/// The character of a reference without its `&` and `;`.
fn character(name: &str) -> Option<char> {
    if let Some(digits) = name.strip_prefix('#') {
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        // A control character is no part of a name; the blank keeps words apart.
        return char::from_u32(number).map(|c| if c.is_control() { ' ' } else { c });
    }
    let at = NAMED.binary_search_by_key(&name, |(name, _)| name).ok()?;
    NAMED.get(at).and_then(|(_, text)| text.chars().next())
}

/// Named references, sorted by name.
// tidy: list
#[rustfmt::skip]
const NAMED: &[(&str, &str)] = &[
    ("AElig", "Æ"), ("Aacute", "Á"), ("Abreve", "Ă"), ("Acirc", "Â"), ("Agrave", "À"), ("Amacr", "Ā"),
    ("Aogon", "Ą"), ("Aring", "Å"), ("Atilde", "Ã"), ("Auml", "Ä"), ("Cacute", "Ć"), ("Ccaron", "Č"),
    ("Ccedil", "Ç"), ("Ccirc", "Ĉ"), ("Cdot", "Ċ"), ("Dcaron", "Ď"), ("Dstrok", "Đ"), ("ENG", "Ŋ"),
    ("ETH", "Ð"), ("Eacute", "É"), ("Ecaron", "Ě"), ("Ecirc", "Ê"), ("Edot", "Ė"), ("Egrave", "È"),
    ("Emacr", "Ē"), ("Eogon", "Ę"), ("Euml", "Ë"), ("Gbreve", "Ğ"), ("Gcedil", "Ģ"), ("Gcirc", "Ĝ"),
    ("Gdot", "Ġ"), ("Hcirc", "Ĥ"), ("Hstrok", "Ħ"), ("IJlig", "Ĳ"), ("Iacute", "Í"), ("Icirc", "Î"),
    ("Idot", "İ"), ("Igrave", "Ì"), ("Imacr", "Ī"), ("Iogon", "Į"), ("Itilde", "Ĩ"), ("Iuml", "Ï"),
    ("Jcirc", "Ĵ"), ("Kcedil", "Ķ"), ("Lacute", "Ĺ"), ("Lcaron", "Ľ"), ("Lcedil", "Ļ"), ("Lmidot", "Ŀ"),
    ("Lstrok", "Ł"), ("Nacute", "Ń"), ("Ncaron", "Ň"), ("Ncedil", "Ņ"), ("Ntilde", "Ñ"), ("OElig", "Œ"),
    ("Oacute", "Ó"), ("Ocirc", "Ô"), ("Odblac", "Ő"), ("Ograve", "Ò"), ("Omacr", "Ō"), ("Oslash", "Ø"),
    ("Otilde", "Õ"), ("Ouml", "Ö"), ("Racute", "Ŕ"), ("Rcaron", "Ř"), ("Rcedil", "Ŗ"), ("Sacute", "Ś"),
    ("Scaron", "Š"), ("Scedil", "Ş"), ("Scirc", "Ŝ"), ("THORN", "Þ"), ("Tcaron", "Ť"), ("Tcedil", "Ţ"),
    ("Tstrok", "Ŧ"), ("Uacute", "Ú"), ("Ubreve", "Ŭ"), ("Ucirc", "Û"), ("Udblac", "Ű"), ("Ugrave", "Ù"),
    ("Umacr", "Ū"), ("Uogon", "Ų"), ("Uring", "Ů"), ("Utilde", "Ũ"), ("Uuml", "Ü"), ("Wcirc", "Ŵ"),
    ("Yacute", "Ý"), ("Ycirc", "Ŷ"), ("Yuml", "Ÿ"), ("Zacute", "Ź"), ("Zcaron", "Ž"), ("Zdot", "Ż"),
    ("aacute", "á"), ("abreve", "ă"), ("acirc", "â"), ("acute", "´"), ("aelig", "æ"), ("agrave", "à"),
    ("amacr", "ā"), ("amp", "&"), ("angst", "Å"), ("aogon", "ą"), ("apos", "'"), ("aring", "å"),
    ("atilde", "ã"), ("auml", "ä"), ("bdquo", "„"), ("bull", "•"), ("cacute", "ć"), ("ccaron", "č"),
    ("ccedil", "ç"), ("ccirc", "ĉ"), ("cdot", "ċ"), ("colon", ":"), ("comma", ","), ("commat", "@"),
    ("copy", "©"), ("dcaron", "ď"), ("deg", "°"), ("dstrok", "đ"), ("eacute", "é"), ("ecaron", "ě"),
    ("ecirc", "ê"), ("edot", "ė"), ("egrave", "è"), ("emacr", "ē"), ("eng", "ŋ"), ("eogon", "ę"),
    ("eth", "ð"), ("euml", "ë"), ("euro", "€"), ("gbreve", "ğ"), ("gcirc", "ĝ"), ("gdot", "ġ"),
    ("gt", ">"), ("hcirc", "ĥ"), ("hellip", "…"), ("hstrok", "ħ"), ("hyphen", "‐"), ("iacute", "í"),
    ("icirc", "î"), ("igrave", "ì"), ("ijlig", "ĳ"), ("imacr", "ī"), ("imath", "ı"), ("inodot", "ı"),
    ("iogon", "į"), ("itilde", "ĩ"), ("iuml", "ï"), ("jcirc", "ĵ"), ("kcedil", "ķ"), ("kgreen", "ĸ"),
    ("lacute", "ĺ"), ("laquo", "«"), ("lcaron", "ľ"), ("lcedil", "ļ"), ("ldquo", "“"), ("lmidot", "ŀ"),
    ("lowbar", "_"), ("lpar", "("), ("lsquo", "‘"), ("lstrok", "ł"), ("lt", "<"), ("mdash", "—"),
    ("micro", "µ"), ("middot", "·"), ("nacute", "ń"), ("napos", "ŉ"), ("nbsp", "\u{a0}"), ("ncaron", "ň"),
    ("ncedil", "ņ"), ("ndash", "–"), ("ntilde", "ñ"), ("num", "#"), ("oacute", "ó"), ("ocirc", "ô"),
    ("odblac", "ő"), ("oelig", "œ"), ("ograve", "ò"), ("omacr", "ō"), ("ordf", "ª"), ("ordm", "º"),
    ("oslash", "ø"), ("otilde", "õ"), ("ouml", "ö"), ("period", "."), ("plus", "+"), ("pound", "£"),
    ("quot", "\""), ("racute", "ŕ"), ("raquo", "»"), ("rcaron", "ř"), ("rcedil", "ŗ"), ("rdquo", "”"),
    ("reg", "®"), ("rpar", ")"), ("rsquo", "’"), ("sacute", "ś"), ("sbquo", "‚"), ("scaron", "š"),
    ("scedil", "ş"), ("scirc", "ŝ"), ("semi", ";"), ("shy", "\u{ad}"), ("sol", "/"), ("szlig", "ß"),
    ("tcaron", "ť"), ("tcedil", "ţ"), ("thorn", "þ"), ("trade", "™"), ("tstrok", "ŧ"), ("uacute", "ú"),
    ("ubreve", "ŭ"), ("ucirc", "û"), ("udblac", "ű"), ("ugrave", "ù"), ("umacr", "ū"), ("uogon", "ų"),
    ("uring", "ů"), ("utilde", "ũ"), ("uuml", "ü"), ("wcirc", "ŵ"), ("yacute", "ý"), ("ycirc", "ŷ"),
    ("yuml", "ÿ"), ("zacute", "ź"), ("zcaron", "ž"), ("zdot", "ż"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded() {
        for (raw, expect) in [
            ("O&#039;Brien", "O'Brien"),
            ("O&amp;#039;Brien", "O'Brien"),
            ("O&amp;amp;#x27;Brien", "O'Brien"),
            ("O&apos;Neil &amp; Sons", "O'Neil & Sons"),
            ("M&uuml;ller", "Müller"),
            ("&Scaron;koda", "Škoda"),
            ("D&rsquo;Angelo", "D’Angelo"),
            ("Ann&nbsp;Smith", "Ann\u{a0}Smith"),
            ("Marks & Spencer", "Marks & Spencer"),
            ("AT&T; Bell", "AT&T; Bell"),
            ("&#xD800;&#99999999;&;&#;", "&#xD800;&#99999999;&;&#;"),
            ("&&amp;&", "&&&"),
        ] {
            assert_eq!(decoded(raw), expect, "{raw}");
        }
        assert!(NAMED.is_sorted_by_key(|(name, _)| name));
    }
}
