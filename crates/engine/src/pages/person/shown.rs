//! What a person is called wherever they are shown: in the list of the command line, as `directory` has it for pages.

/// SQL for the name of a row of `people`, which is called `row` there: the name, else the best handle there is.
pub(super) fn name_in(row: &str) -> String {
    format!(
        "coalesce(nullif(trim(concat(coalesce({row}.given_name, ''), ' ', coalesce({row}.family_name, ''))), ''),
            {row}.email, {row}.phone, {row}.customer_id, {row}.person_id)"
    )
}
