//! What a person is called wherever they are shown: in the list of the command line and on their page.

use people::Survivor;

/// SQL for the name of a row of `people`, which is called `row` there: the name, else the best handle there is.
pub(super) fn name_in(row: &str) -> String {
    format!(
        "coalesce(nullif(trim(concat(coalesce({row}.given_name, ''), ' ', coalesce({row}.family_name, ''))), ''),
            {row}.email, {row}.phone, {row}.customer_id, {row}.person_id)"
    )
}

/// Given and family name out of what somebody's records say now; `None` where they say neither.
pub(super) fn full_name(traits: &[Survivor]) -> Option<String> {
    let value =
        |name: &str| traits.iter().find(|of| of.winner.name == name).map(|of| of.winner.value.as_str());
    let halves = [value("given_name"), value("family_name")];
    let name = halves.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}
