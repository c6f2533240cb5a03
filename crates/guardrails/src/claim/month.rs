//! The months as the languages of the European Union name them, in the forms that stand in dates.
// tidy: list

use crate::reading::Token;
use unicode_normalization::UnicodeNormalization;

/// By month, without marks above or below the letters.
const MONTHS: [&str; 12] = [
    "janeiro enero janvier gennaio januar jaenner janner januari gener xaneiro stycznia styczen ledna leden januara januar sijecnja sijecanj \
     ianuarie januaris janvari janvaris sausio sausis jaanuar jaanuaril tammikuuta tammikuu januar eanair jannar \
     ιανουαριου ιανουαριος януари јануар",
    "fevereiro febrero fevrier febbraio februar februari feber febrer febreiro lutego luty unora unor februara veljace veljaca \
     februarie februaris vasario vasaris veebruar veebruaril helmikuuta helmikuu februar feabhra frar \
     φεβρουαριου φεβρουαριος февруари фебруар",
    "marco marzo mars marz maerz maart marc marzec marca brezna brezen marec ozujka ozujak martie marts marta kovo kovas marts \
     marts martsil maaliskuuta maaliskuu marcius martius marta marzu μαρτιου μαρτιος март",
    "abril avril aprile april kwietnia kwiecien dubna duben aprila travnja travanj aprilie aprilis balandzio balandis aprill aprillil \
     huhtikuuta huhtikuu aprilis aibrean απριλιου απριλιος април",
    "maio mayo mai maggio mei maj maig maja kvetna kveten maja svibnja svibanj maijs maija geguzes geguze toukokuuta toukokuu \
     majus bealtaine mejju μαιου μαιος май мај",
    "junho junio juin giugno juni juny xuno czerwca czerwiec cervna cerven juna lipnja lipanj iunie junijs junija birzelio birzelis juuni \
     juunil kesakuuta kesakuu junius meitheamh gunju junij ιουνιου ιουνιος юни јун",
    "julho julio juillet luglio juli juliol xullo lipca lipiec cervence cervenec jula srpnja srpanj iulie julijs julija liepos liepa \
     juuli juulil heinakuuta heinakuu julius iuil lulju julij ιουλιου ιουλιος юли јул",
    "agosto aout august augustus augusti agost sierpnia sierpien srpna srpen augusta kolovoza kolovoz augusts rugpjucio rugpjutis augustil \
     elokuuta elokuu augusztus lunasa awwissu avgust avgusta αυγουστου αυγουστος август",
    "setembro septiembre setiembre septembre settembre september setembre wrzesnia wrzesien zari septembra rujna rujan septembrie septembris \
     septembri rugsejo rugsejis septembril syyskuuta syyskuu szeptember fomhair settembru σεπτεμβριου σεπτεμβριος септември септембар",
    "outubro octubre octobre ottobre oktober october pazdziernika pazdziernik rijna rijen oktobra octombrie oktobris oktobri \
     spalio spalis oktoober oktoobril lokakuuta lokakuu ottubru οκτωβριου οκτωβριος октомври октобар",
    "novembro noviembre novembre november listopad listopadu novembra studenoga studenog studeni noiembrie novembris novembri lapkricio \
     lapkritis novembril marraskuuta marraskuu samhain novembru νοεμβριου νοεμβριος ноември новембар",
    "dezembro diciembre decembre dicembre dezember december desembre decembro grudnia grudzien prosince prosinec decembra prosinca prosinac \
     decembrie decembris decembri gruodzio gruodis detsember detsembril joulukuuta joulukuu nollaig dicembru desember \
     δεκεμβριου δεκεμβριος декември децембар",
];

/// The month that a word names in one of these languages. `Listopada` is October in Croatian, which writes a full stop
/// behind the day, and November in Polish, which does not.
pub(super) fn month_of(token: &Token, is_dotted: bool) -> Option<u8> {
    if !token.is_word() {
        return None;
    }
    let plain: String = token.text.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect();
    let plain = plain.replace('ł', "l");
    if plain == "listopada" {
        return Some(if is_dotted { 10 } else { 11 });
    }
    let at = MONTHS.iter().position(|names| names.split_whitespace().any(|name| name == plain))?;
    u8::try_from(at + 1).ok()
}
