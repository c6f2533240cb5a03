//! One suite of contract tests, run on SQLite and on PostgreSQL.
//!
//! A case is an async function over an address of an empty store. On SQLite every case is a test of its own;
//! on PostgreSQL one test starts a server of its own, gives each case a database, and stops it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr
)]

mod approving;
mod collecting;
mod consenting;
mod crashing;
mod opening;
mod placing;
mod postgres;
mod reaching;
mod recording;
mod releasing;
mod sealing;
mod seating;
mod separating;
mod story;
mod teaming;
mod working;

macro_rules! suite {
    ($($module:ident :: $case:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    let folder = tempfile::tempdir().unwrap();
                    let address = format!("sqlite:{}", folder.path().join("store.db").display());
                    crate::$module::$case(&address).await;
                }
            )+
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn on_postgres() {
            let server = postgres::Server::start();
            $(
                eprintln!("case {}", stringify!($case));
                // One future of all of them would not fit on the stack of an unoptimised build.
                Box::pin($module::$case(&server.database(stringify!($case)).await)).await;
            )+
        }
    };
}

suite!(
    opening::opens_twice_and_keeps_what_was_written,
    opening::refuses_a_store_of_another_program,
    opening::two_processes_migrate_one_store,
    recording::workspaces_keep_their_secret,
    recording::members_sign_in,
    recording::write_keys_open_one_source,
    recording::sources_are_trusted_by_contract_and_by_key,
    recording::definitions_are_versioned,
    recording::drafts_stand_beside_versions,
    recording::versions_say_why_they_were_made,
    recording::who_may_is_looked_at_in_the_transaction,
    recording::imports_are_recorded_once,
    recording::variants_are_replaced_whole,
    recording::pilot_results_are_the_latest,
    recording::rulings_are_kept_and_taken_back,
    recording::old_people_redirect_for_ever,
    collecting::events_count_once,
    collecting::twenty_thousand_events,
    collecting::broken_text_is_kept,
    collecting::quarantine_is_replayed,
    collecting::a_message_id_is_its_sources_own,
    collecting::rows_are_mended_beside_what_came,
    collecting::a_quarantined_row_is_its_content,
    collecting::originals_stay_in_the_order_they_came,
    collecting::twenty_thousand_rejected,
    collecting::outbox_is_emptied_once,
    consenting::ledger_is_appended_once,
    consenting::sixty_thousand_consents,
    consenting::suppressions_are_kept,
    reaching::a_row_is_filed_under_every_handle,
    reaching::lines_of_an_older_program_count,
    reaching::a_mailbox_gets_one_message,
    reaching::a_holdout_has_its_mailbox_too,
    reaching::people_are_read_at_the_gate,
    reaching::a_row_of_consents_ties_what_it_names,
    reaching::what_a_row_says_no_more_counts_no_longer,
    reaching::a_planted_row_loses_no_no,
    reaching::a_filler_ties_nobody,
    reaching::old_people_decide_nothing,
    approving::approvals_write_the_chain,
    approving::concurrent_appends_stay_sequential,
    approving::tampering_is_found,
    approving::a_decision_and_its_entry_stand_or_fall_together,
    sealing::a_cut_emptied_or_rewritten_chain_is_found,
    sealing::a_chain_from_before_the_key_is_sealed_by_an_entry,
    sealing::what_the_chain_tells_of_is_compared,
    sealing::what_was_put_into_the_store_is_found,
    sealing::planned_messages_are_held_to_the_record,
    sealing::a_record_that_is_cut_lets_nothing_out,
    sealing::a_key_that_is_given_is_long_enough,
    sealing::rows_that_no_entry_tells_of_are_found,
    sealing::a_change_without_an_entry_does_not_heal,
    sealing::an_emptied_record_is_found,
    sealing::rows_of_an_earlier_version_are_covered_from_the_next_change_on,
    placing::arms_are_remembered_and_exposures_recorded,
    releasing::the_gate_decides_and_the_proof_holds,
    releasing::twenty_thousand_deliveries,
    releasing::the_gate_is_blind_to_the_arm,
    releasing::planning_is_idempotent,
    releasing::an_opt_out_before_the_gate_denies,
    releasing::opt_outs_and_gates_race,
    releasing::the_cap_sees_the_same_batch,
    releasing::claimers_never_share,
    releasing::nothing_is_sent_without_approval,
    releasing::late_results_are_lost,
    releasing::deferred_comes_back,
    releasing::nothing_is_released_while_no_no_can_be_kept,
    crashing::between_claim_and_gate,
    crashing::while_transmitting_plainly,
    crashing::while_transmitting_idempotently,
    crashing::an_opt_out_stops_a_repeated_transmission,
    crashing::an_open_transaction_leaves_nothing,
    working::a_job_is_asked_for_begun_and_ended,
    working::of_a_lane_one_runs_and_the_next_waits,
    working::jobs_are_stopped_and_started_again,
    working::a_process_that_is_gone_keeps_nothing,
    working::job_claimers_never_share,
    working::uploads_are_remembered_until_they_are_imported,
    separating::nothing_crosses_workspaces,
    seating::an_address_alone_is_nobody,
    seating::a_session_goes_along_and_stays_one,
    seating::a_password_is_changed_wherever_it_holds,
    seating::a_workspace_is_made_by_an_admin,
    seating::a_removed_workspace_leaves_no_row,
    teaming::who_is_invited_joins_once,
    teaming::links_are_taken_back_and_run_out,
    teaming::two_joins_by_one_link_are_one,
    teaming::an_admin_who_can_sign_in_stays,
    teaming::two_admins_remove_each_other_and_one_stays,
    teaming::who_is_removed_is_out_and_comes_back,
    teaming::a_password_ends_the_other_sessions,
    teaming::a_reset_meets_a_sign_in,
    teaming::every_change_is_told_by_who_made_it,
);

#[tokio::test]
async fn a_server_that_is_not_there_is_named_without_its_password() {
    let failed = store::Store::open("postgres://ann:secret@127.0.0.1:1/truelift").await;
    let error = failed.err().unwrap();
    assert_eq!(
        error.to_string(),
        "cannot open the store `postgres://127.0.0.1:1/truelift`: check that the server runs and that host and port are right"
    );
    assert!(!format!("{error:?}").contains("secret"));
}

#[tokio::test]
async fn unusable_addresses_say_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.db");
    std::fs::write(
        &text,
        "this is no database, only a text that is long enough to be read as a header".repeat(9),
    )
    .unwrap();
    let missing = folder.path().join("missing/store.db");
    for (address, expect) in [
        ("mysql://ann:secret@db/x".to_owned(), "`mysql://db/x` is not a store"),
        ("sqlite:".to_owned(), "`sqlite:` is not a store"),
        (format!("sqlite:{}", missing.display()), "check that its folder exists and may be written"),
        (format!("sqlite:{}", text.display()), "the store's file is damaged"),
    ] {
        let error = store::Store::open(&address).await.err().unwrap().to_string();
        assert!(error.contains(expect), "{address}: {error}");
        assert!(!error.contains("secret"), "{error}");
    }
}
