import { isPersonTable, type PersonTable, type TablePlan } from './table-plan';

const FIGURES = 'Figures of the past stand on it; the pseudonym leads to nobody any more.';
const ANNOUNCED = 'What waits to be done, by ids alone.';
const PROOF = 'Proof that what was sent was allowed, for as long as a claim can be made (GDPR 17(3)(e)).';

/**
 * Every table of the product and every column of it: whether it holds anything of a customer, and if so what an access
 * request hands out and what an erasure does. In the order in which an erasure works: who the person is comes last, so
 * that one that was interrupted still knows whom it is about. A test compares this with the database.
 */
export const TABLES: readonly TablePlan[] = [
  {
    table: 'event_pending',
    of: 'person',
    called: 'Events not processed yet',
    found: { by: 'event', column: 'event_id' },
    rows: 'delete',
    because: 'Work on events that are erased.',
    isProvided: false,
    columns: { gone: 'event_id workspace_id' },
  },
  {
    table: 'event',
    of: 'person',
    called: 'Events',
    found: { by: 'customer' },
    rows: 'delete',
    because: 'What the person did, as the shop told it: nothing needs it once it is folded.',
    isProvided: true,
    columns: {
      gone: `id workspace_id message_id type name user_id anonymous_id customer_id occurred_at sent_at received_at
        properties context is_simulated cart_id order_id key_id`,
    },
    withheld: 'workspace_id is_simulated cart_id order_id key_id',
  },
  {
    table: 'dead_letter',
    of: 'person',
    called: 'Refused events',
    found: { by: 'text', column: 'raw' },
    rows: 'delete',
    because: 'Refused events that name the person.',
    isProvided: true,
    columns: {
      gone: `id workspace_id received_at source code field reason raw resolved_at resolution resolution_note resolved_by_id
        key_id`,
    },
    withheld: 'workspace_id resolution_note resolved_by_id key_id',
  },
  {
    table: 'file_import_row',
    of: 'person',
    called: 'Refused rows of imported files',
    found: { by: 'text', column: 'cells' },
    rows: 'delete',
    because: 'Refused rows that name the person; all of them go within a week of the end of their import.',
    isProvided: true,
    columns: { gone: 'workspace_id import_id line field reason cells' },
    withheld: 'workspace_id import_id',
  },
  {
    table: 'push_device',
    of: 'person',
    called: 'Devices for push messages',
    found: { by: 'customer' },
    rows: 'delete',
    because: 'Where the person can be reached.',
    isProvided: true,
    columns: { gone: 'workspace_id token customer_id platform first_seen_at last_seen_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'inbound_message',
    of: 'person',
    called: 'Messages the person sent',
    found: { by: 'customer' },
    rows: 'delete',
    because: 'What the person wrote; the word it stood for is in the consent ledger.',
    isProvided: true,
    columns: { gone: 'workspace_id id channel customer_id word received_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'opt_in_request',
    of: 'person',
    called: 'Questions whether the person wants to be written to',
    found: { by: 'customer' },
    rows: 'delete',
    because: 'Where the question was sent; that it was answered, and when, is in the consent ledger.',
    isProvided: false,
    columns: {
      gone: `workspace_id id customer_id channel to_address address_hash mailbox_hash source said_at status attempts next_at created_at
        provider provider_message_id template subject html text headers sent_at last_words expires_at confirmed_at`,
    },
    withheld: 'workspace_id address_hash mailbox_hash attempts next_at provider_message_id headers html',
  },
  {
    table: 'cart',
    of: 'person',
    called: 'Carts',
    found: { by: 'customer' },
    rows: 'delete',
    because: 'Nothing needs a cart whose customer is gone.',
    isProvided: true,
    columns: {
      gone: `id workspace_id cart_key customer_id status lines value_cents opened_at last_changed_at order_key
        ordered_at considered_for considered_by is_simulated`,
    },
    withheld: 'workspace_id considered_for considered_by is_simulated',
  },
  {
    table: 'refund',
    of: 'person',
    called: 'Refunds',
    found: { by: 'order', column: 'order_id' },
    rows: 'pseudonymise',
    because: FIGURES,
    isProvided: true,
    columns: { keep: 'id workspace_id order_id amount_cents refunded_at', mark: 'event_key' },
    withheld: 'workspace_id',
  },
  {
    table: 'shop_order',
    of: 'person',
    called: 'Orders',
    found: { by: 'customer' },
    rows: 'pseudonymise',
    because: `${FIGURES} The shop's own order number, by which it could be found again, goes.`,
    isProvided: true,
    columns: {
      keep: `id workspace_id customer_id revenue_cents discount_cents refunded_cents currency lines ordered_at
        is_simulated`,
      mark: 'order_key',
      null: 'cart_key coupon_code',
      empty: 'campaign',
    },
    withheld: 'workspace_id is_simulated',
  },
  {
    table: 'offer',
    of: 'person',
    called: 'Discount codes',
    found: { by: 'customer' },
    rows: 'pseudonymise',
    because: 'Budgets are counted from it; the code, which the person has in their mail, goes.',
    isProvided: false,
    columns: {
      keep: `id workspace_id decision_id customer_id offer_policy_id percent_off reserved_cents status issued_at
        expires_at redeemed_at order_id settled_cents overrun_cents`,
      mark: 'code',
    },
    withheld: 'workspace_id',
  },
  {
    table: 'discount_ledger_entry',
    of: 'person',
    called: 'Movements of discount budgets',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'keep',
    because: 'Money of the shop, in a ledger nothing is taken out of; it names a decision and no person.',
    isProvided: false,
    columns: {
      keep: `workspace_id seq at kind offer_policy_id offer_id decision_id reserved_delta_cents settled_delta_cents
        overrun_cents reserved_cents settled_cents budget_cents`,
    },
    withheld: 'workspace_id reserved_cents settled_cents budget_cents',
  },
  {
    table: 'decision_footprint',
    of: 'person',
    called: 'What decisions depended on',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'delete',
    because: 'Made anew from decisions that can be decided again, which those of an erased person cannot.',
    isProvided: false,
    columns: {
      gone: `workspace_id decision_id policy_version code footprint spans outcome probability expected_value_cents
        discount_cents`,
    },
  },
  {
    table: 'attribution',
    of: 'person',
    called: 'Orders credited to messages',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'keep',
    because: FIGURES,
    isProvided: false,
    columns: { keep: 'id workspace_id order_id decision_id message_id model evidence credit_cents ordered_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'message_link',
    of: 'person',
    called: 'Links in messages',
    found: { by: 'message', column: 'message_id' },
    rows: 'delete',
    because: 'Where links led, down to the cart.',
    isProvided: false,
    columns: { gone: 'workspace_id message_id position url' },
    withheld: 'workspace_id',
  },
  {
    table: 'message_event',
    of: 'person',
    called: 'Opens, clicks and bounces',
    found: { by: 'message', column: 'message_id' },
    rows: 'pseudonymise',
    because: FIGURES,
    isProvided: false,
    columns: {
      keep: 'id workspace_id message_id kind occurred_at is_machine is_simulated dedupe_key',
      null: 'url user_agent',
    },
    withheld: 'workspace_id dedupe_key',
  },
  {
    table: 'web_message',
    of: 'person',
    called: 'Messages on web pages',
    found: { by: 'message', column: 'message_id' },
    rows: 'pseudonymise',
    because: FIGURES,
    isProvided: false,
    columns: {
      keep: 'workspace_id message_id expires_at slot handed_at shown_at dismissed_at',
      empty: 'content',
    },
    withheld: 'workspace_id',
  },
  {
    table: 'provider_report',
    of: 'person',
    called: 'Reports of providers',
    found: { by: 'message', column: 'message_id' },
    rows: 'delete',
    because: 'Worked into the message already.',
    isProvided: false,
    columns: {
      gone: `workspace_id id provider channel dedupe_key message_id provider_message_id report status tries next_at
        received_at done_at`,
    },
    withheld: 'workspace_id dedupe_key tries next_at',
  },
  {
    table: 'message',
    of: 'person',
    called: 'Messages',
    found: { by: 'customer' },
    rows: 'pseudonymise',
    because: `${PROOF} That one left, when, and what became of it; not to which address nor its words.`,
    isProvided: false,
    columns: {
      keep: `id workspace_id decision_id customer_id agent_id channel provider status idempotency_key template units send_at
        created_at hold_until claimed_by lease_until attempts accepted_at delivered_at opened_at clicked_at
        unsubscribed_at bounced_at complained_at failure_code is_simulated`,
      blank: 'to_address text',
      null: 'subject html provider_message_id failure_reason',
      empty: 'headers',
    },
    withheld: 'workspace_id idempotency_key claimed_by lease_until headers',
  },
  {
    table: 'review_desk',
    of: 'person',
    called: 'Arrangements around reviews',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'pseudonymise',
    because: 'Work of colleagues; what they typed may name the person.',
    isProvided: false,
    columns: {
      keep: `workspace_id decision_id claimed_by_id claimed_at claimed_until assignee_id assigned_by_id snoozed_until
        changes_by_id`,
      scrub: 'changes_note',
    },
    withheld: 'workspace_id claimed_by_id claimed_at claimed_until assignee_id assigned_by_id changes_by_id',
  },
  {
    table: 'review_rejudgement',
    of: 'person',
    called: 'Reviews judged again',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'pseudonymise',
    because: PROOF,
    isProvided: false,
    columns: {
      keep: 'workspace_id decision_id cause was_version policy_version judged_at',
      scrub: 'verdicts changes',
    },
    withheld: 'workspace_id',
  },
  {
    table: 'review_verdict',
    of: 'person',
    called: 'Verdicts of reviewers',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'pseudonymise',
    because: PROOF,
    isProvided: false,
    columns: {
      keep: `id workspace_id decision_id key verdict outcome version reason given_by_id is_simulated ready_at opened_at
        given_at undo_until undone_at`,
      scrub: 'note before',
    },
    withheld: 'workspace_id key given_by_id is_simulated',
  },
  {
    table: 'review_case',
    of: 'person',
    called: 'Rejections kept as cases',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'pseudonymise',
    because: 'Future wording is held against it; its words have their slots unfilled.',
    isProvided: false,
    columns: {
      keep: `id workspace_id decision_id verdict_id agent_id action template_id guardrail rule reason created_at`,
      scrub: 'note content',
    },
    withheld: 'workspace_id',
  },
  {
    table: 'breach_report',
    of: 'person',
    called: 'Problems reported with messages',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'pseudonymise',
    because: PROOF,
    isProvided: false,
    columns: {
      keep: 'workspace_id id decision_id agent_id action guardrail reported_by_id reported_at',
      scrub: 'note',
    },
    withheld: 'workspace_id reported_by_id',
  },
  {
    table: 'notice_item',
    of: 'person',
    called: 'Notices to colleagues',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'keep',
    because: 'Names a decision and no person.',
    isProvided: false,
    columns: { keep: 'workspace_id kind decision_id noticed_at settled_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'replay_change',
    of: 'person',
    called: 'Decisions that came out otherwise in a replay',
    found: { by: 'decision', column: 'decision_id' },
    rows: 'pseudonymise',
    because: 'What another policy would have done; names a decision and no person.',
    isProvided: false,
    columns: {
      keep: 'workspace_id run_id decision_id decided_at kinds rules gap outcome_before outcome_after',
      scrub: 'summary detail before after',
    },
    withheld: 'workspace_id',
  },
  {
    table: 'campaign_touch',
    of: 'person',
    called: 'Steps of campaigns',
    found: { by: 'customer' },
    rows: 'keep',
    because: FIGURES,
    isProvided: false,
    columns: { keep: 'workspace_id campaign_id customer_id occurrence step decision_id decided_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'campaign_enrolment',
    of: 'person',
    called: 'Ways through campaigns',
    found: { by: 'customer' },
    rows: 'keep',
    because: `${FIGURES} One that is under way is stopped.`,
    isProvided: false,
    columns: {
      keep: 'workspace_id campaign_id customer_id occurrence started_at next_step next_step_at ended_as ended_at',
    },
    withheld: 'workspace_id',
  },
  {
    table: 'winback_spell',
    of: 'person',
    called: 'Win-back series',
    found: { by: 'customer' },
    rows: 'keep',
    because: `${FIGURES} One that is under way is stopped.`,
    isProvided: false,
    columns: {
      keep: 'id workspace_id customer_id dormant_from started_at arm next_wave next_wave_at ended_as ended_at',
    },
    withheld: 'workspace_id',
  },
  {
    table: 'experiment_exposure',
    of: 'person',
    called: 'Tests of words the person took part in',
    found: { by: 'customer' },
    rows: 'keep',
    because: FIGURES,
    isProvided: false,
    columns: { keep: 'workspace_id experiment_id customer_id variant_id decision_id exposed_at period propensity' },
    withheld: 'workspace_id',
  },
  {
    table: 'segment_touched',
    of: 'person',
    called: 'Segments to be looked at again',
    found: { by: 'customer' },
    rows: 'delete',
    because: 'Work on a customer who is gone.',
    isProvided: false,
    columns: { gone: 'id workspace_id customer_id' },
    withheld: 'workspace_id',
  },
  {
    table: 'segment_member',
    of: 'person',
    called: 'Segments',
    found: { by: 'customer' },
    rows: 'delete',
    because: 'Nobody is left to be in one.',
    isProvided: false,
    columns: { gone: 'workspace_id segment_id customer_id entered_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'segment_change',
    of: 'person',
    called: 'Segments entered and left',
    found: { by: 'customer' },
    rows: 'keep',
    because: FIGURES,
    isProvided: false,
    columns: { keep: 'id workspace_id segment_id customer_id kind cause changed_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'stage_change',
    of: 'person',
    called: 'Lifecycle stages',
    found: { by: 'customer' },
    rows: 'keep',
    because: FIGURES,
    isProvided: false,
    columns: { keep: 'id workspace_id customer_id from to reason changed_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'holdout_draw',
    of: 'person',
    called: 'Draws of the holdout',
    found: { by: 'customer' },
    rows: 'keep',
    because: FIGURES,
    isProvided: false,
    columns: { keep: 'workspace_id quarter customer_id held_out policy_version drawn_at' },
    withheld: 'workspace_id policy_version',
  },
  {
    table: 'decision',
    of: 'person',
    called: 'Decisions',
    found: { by: 'customer' },
    rows: 'pseudonymise',
    because: `${PROOF} What was looked at (the snapshot) goes; what was decided and what each guardrail said stays.`,
    isProvided: false,
    columns: {
      keep: `id workspace_id customer_id agent_id trigger trigger_key action channel outcome version confidence
        confidence_kind value_cents policy_version model_versions autonomy_level held_out outside_cohort decided_at recorded_at send_at
        review_by reviewed_at reviewed_by_id review_reason author_id asked_by_id is_simulated`,
      scrub: 'summary candidates chosen verdicts reasons review_note outcome_reason',
      seal: 'snapshot',
      // Put back into the columns above before they are worked on (server/services/records).
      null: 'record specimen_id judged_verdicts',
    },
    withheld:
      'workspace_id trigger_key reviewed_by_id author_id asked_by_id is_simulated record specimen_id judged_verdicts',
  },
  {
    table: 'merge_suggestion',
    of: 'person',
    called: 'Suggestions that two records are one person',
    found: { by: 'customer', columns: ['one_id', 'other_id'] },
    rows: 'delete',
    because: 'Nothing is left to be merged.',
    isProvided: false,
    columns: { gone: 'workspace_id id one_id other_id reason status suggested_at judged_at judged_by_id' },
    withheld: 'workspace_id one_id other_id judged_by_id',
  },
  {
    table: 'merged_row',
    of: 'person',
    called: 'Rows moved by merges',
    found: { by: 'merge', column: 'merge_id' },
    rows: 'delete',
    because: 'Nothing is left to be parted again.',
    isProvided: false,
    columns: { gone: 'workspace_id merge_id kind row_id' },
    withheld: 'workspace_id',
  },
  {
    table: 'customer_merge',
    of: 'person',
    called: 'Merges of records',
    found: { by: 'customer', columns: ['survivor_id', 'merged_id'] },
    rows: 'delete',
    because: 'Nothing is left to be parted again.',
    isProvided: false,
    columns: {
      gone: 'workspace_id id survivor_id merged_id reason rows merged_at merged_by_id undone_at undone_by_id',
    },
    withheld: 'workspace_id merged_by_id undone_by_id',
  },
  {
    table: 'consent_event',
    of: 'person',
    called: 'Consent',
    found: { by: 'customer' },
    rows: 'pseudonymise',
    because: 'Proof of what was agreed to and withdrawn, and when (GDPR 7(1)); what points at the person goes.',
    isProvided: true,
    columns: {
      keep: `id workspace_id customer_id channel purpose status lawful_basis source text_version actor occurred_at
        recorded_at`,
      null: 'evidence ip_hash agent_hash address_hash note',
    },
    withheld: 'workspace_id actor ip_hash agent_hash address_hash',
  },
  {
    table: 'privacy_request',
    of: 'person',
    called: 'Privacy requests',
    found: { by: 'customer' },
    rows: 'pseudonymise',
    because: 'Proof that the request was answered, and in time.',
    isProvided: false,
    columns: {
      keep: `workspace_id id kind regime status identifier_kind customer_id source received_at due_at extended_at
        verified_at verified_by started_at started_by progress ended_at certificate certificate_hash created_by
        updated_at`,
      null: 'identifier source_event note',
      scrub: 'verification extension_reason refusal_reason',
    },
    withheld: 'workspace_id verified_by started_by progress created_by',
  },
  {
    table: 'audit_entry',
    of: 'person',
    called: 'Audit log',
    found: { by: 'pseudonym', column: 'subject' },
    rows: 'keep',
    because: 'Knows the person by a pseudonym alone, which the erasure cuts off from them: the chain still verifies.',
    isProvided: false,
    columns: { keep: 'workspace_id seq at actor action subject payload format prev_hash hash' },
    withheld: 'workspace_id actor format prev_hash hash',
  },
  {
    table: 'customer_identity',
    of: 'person',
    called: 'Ids',
    found: { by: 'customer' },
    rows: 'delete',
    because: 'Who the person is.',
    isProvided: true,
    columns: { gone: 'workspace_id kind value customer_id home_id linked_at' },
    withheld: 'workspace_id',
  },
  {
    table: 'customer',
    of: 'person',
    called: 'Profile',
    found: { by: 'self' },
    rows: 'pseudonymise',
    because: `${FIGURES} Name, addresses, ids and traits go.`,
    isProvided: true,
    columns: {
      keep: `id workspace_id country first_seen_at last_seen_at signed_up_at last_engaged_at first_order_at last_order_at
        order_count lifetime_value_cents stage engagement_points engagement_at delivered_touches hard_bounces
        is_simulated merged_into_id erased_at created_at updated_at`,
      null: 'external_id email phone first_name last_name region timezone locale',
      empty: 'traits trait_times',
      fresh: 'subject_ref',
    },
    withheld: 'workspace_id trait_times subject_ref is_simulated',
  },

  ...[
    other(
      'suppression',
      'Keyed hashes of addresses that must not be written to: kept so that the wish outlives the person’s record.',
      'workspace_id channel address_hash reason message_id actor note created_at',
    ),
    other(
      'erasure_tombstone',
      'Keyed hashes of what erased people were known by, so that nothing brings them back.',
      'workspace_id kind hash request_id created_at',
    ),
    other('audit_head', 'The end of the audit chain.', 'workspace_id seq hash'),
    other(
      'audit_checkpoint',
      'Signed statements about the audit chain.',
      'workspace_id seq hash at previous public_key signature',
    ),
    other(
      'autonomy',
      'Levels of agents.',
      'workspace_id agent_id action level approved_streak rejected_streak level_since confirmed_at updated_at',
    ),
    other(
      'autonomy_level_change',
      'Levels of agents.',
      'workspace_id id agent_id action from_level to_level cause reason evidence changed_by_id changed_at',
    ),
    other(
      'campaign',
      'What the shop wants to say, to nobody by name.',
      'workspace_id id name document revision status approvals section_authors author_id created_at updated_at submitted_at launched_at ended_at status_reason budget_split sweep_cursor sweep_occurrence swept_occurrence',
    ),
    other(
      'campaign_version',
      'What the shop wants to say, to nobody by name.',
      'workspace_id campaign_id revision document changed_by_id changed_at',
    ),
    other(
      'product',
      'The catalogue.',
      'workspace_id sku name category url image_url price_cents cost_cents stock is_simulated first_seen_at updated_at field_times claimed',
    ),
    other(
      'copy_draft',
      'Words with their slots unfilled; no prompt holds anything of a person.',
      'workspace_id id agent_id action channel template_id style outcome written_by words problems provider model prompt_version input_hash input_tokens output_tokens cost_micros latency_ms created_at',
    ),
    other(
      'creative_decision',
      'Decisions about kinds of messages.',
      'workspace_id id kind agent_id action channel template_id trigger trigger_key experiment_id outcome summary reasons evidence policy_version requested_by decided_at reviewed_at',
    ),
    other(
      'decision_specimen',
      'Decisions about a customer who does not exist: what records of real ones are packed against.',
      'workspace_id id text created_at',
    ),
    other(
      'experiment',
      'Tests of words, in sums.',
      'workspace_id id agent_id action channel template_id status proposed_at started_at ended_at verdict learning allocation control_share least_share goal guards_orders starts_at',
    ),
    other(
      'test_allocation',
      'Shares of the arms of tests, with counts.',
      'workspace_id experiment_id period starts_at arms',
    ),
    other(
      'experiment_variant',
      'Words with their slots unfilled.',
      'workspace_id id experiment_id position style status words written_by draft_id scores version reviewed_by_id reviewed_at review_reason',
    ),
    other(
      'policy_version',
      'Rules of the shop.',
      'workspace_id version document status reason created_by_id created_at activated_at activated_by restored_from',
    ),
    other(
      'policy_draft',
      'Rules of the shop.',
      'workspace_id id name document base_version revision status activated_version created_by_id created_at updated_by_id updated_at',
    ),
    other(
      'offer_policy',
      'Budgets of the shop.',
      'id workspace_id name agent_id action max_percent_off budget_cents reserved_cents settled_cents starts_at ends_at proposed_by_id proposed_at approved_by_id approved_at revoked_by_id revoked_at revoke_reason',
    ),
    other(
      'kill_switch',
      'Stops.',
      'id workspace_id scope target reason cause stopped_by_id stopped_at resumed_by_id resumed_at resume_reason',
    ),
    other(
      'import_job',
      'Files the shop imported: what was in them is events; the file itself is deleted within a week of its end.',
      'id workspace_id kind file_name file_path status options totals cursor_line error created_by created_at updated_at finished_at',
    ),
    other(
      'file_import',
      'Files the shop imported: what was in them went through the doors; the file itself goes with the end of its import, or a week later.',
      'workspace_id id kind file_name file_path file_hash file_bytes encoding delimiter header mapping status totals checked cursor_bytes cursor_line error created_by_id created_at updated_at phase_at finished_at undo undo_at undo_by_id undo_cursor undo_reason',
    ),
    other('file_import_product', 'What a file made of products.', 'workspace_id import_id sku before after'),
    other('import_mapping', 'How the columns of a file are read.', 'workspace_id kind header_hash mapping updated_at'),
    other(
      'lifecycle_day',
      'Sums of a day.',
      'workspace_id day cursor customers stages risks stage_changes resting nothing decisions started_at finished_at',
    ),
    other(
      'replay_run',
      'Sums of a replay.',
      'workspace_id id name tried draft_id draft_revision version document from_at to_at agent_id action channel status total done cursor_at cursor_id tally created_by_id created_at started_at updated_at',
    ),
    other(
      'segment',
      'Rules of the shop.',
      'workspace_id id name description rule revision is_archived author_id created_at updated_at member_count evaluated_revision evaluated_at',
    ),
    other(
      'segment_version',
      'Rules of the shop.',
      'workspace_id segment_id revision name description rule changed_by_id changed_at',
    ),
    other('segment_size', 'Sums of a day.', 'workspace_id segment_id day members entered left'),
    other(
      'provider_account',
      'Who delivers, and its sealed keys.',
      'workspace_id channel id provider settings secrets hints connected_at updated_at last_report_at templates_at templates_problem templates_failures templates_refused',
    ),
    other(
      'provider_trouble',
      'What is wrong with providers, while it lasts.',
      'workspace_id key channel words since told_at ended_at',
    ),
    other(
      'whatsapp_template',
      'Templates of WhatsApp, as Meta tells of them, and what they are used for.',
      'workspace_id id name language category status quality reason header body footer button_text button_url other_buttons obstacle speaks_for values assigned_at status_at quality_at was_approved',
    ),
    other(
      'provider_gate',
      'Quotas and fuses of senders.',
      'workspace_id provider sender tokens tokens_at failures opened open_until probe_until closed_until last_success_at last_failure_at last_failure_code last_failure_reason',
    ),
    other(
      'web_site',
      'Pages of the shop that may ask for decisions.',
      'workspace_id origins slots secret_version changed_at',
    ),
    other(
      'decide_request',
      'Answers to web pages under a hash of their key, kept for a day.',
      'workspace_id key request_hash answer created_at',
    ),
    other(
      'kpi_hour',
      'Sums of an hour.',
      `workspace_id hour agent_id action channel campaign template touches email_touches sms_touches push_touches opened machine_opened clicked push_clicked unsubscribed complained converted tested
        carts_messaged carts_recovered winbacks_messaged winbacks_converted simulated_touches sent bounced attempted
        arrived list_lost credit_cents email_credit_cents sms_credit_cents orders email_orders sms_orders won_orders
        credit_squares email_credit_squares sms_credit_squares discount_cents discount_squares decisions actionable
        sent_to_review autonomous reviewed overridden review_ms tone_checked tone_kept outcome_in_review outcome_scheduled outcome_approved outcome_edited outcome_executed outcome_rejected outcome_blocked outcome_held_out outcome_skipped outcome_expired outcome_cancelled outcome_failed verdicts review_work_ms
        breaches order_cents shop_orders first_orders second_orders lifetime_squares retention_due retained customers_met
        list_joined churned returned launches launch_ms launch_minute_squares tests_won test_ms test_minute_squares`,
    ),
    other(
      'kpi_day',
      'Sums of a day.',
      `workspace_id day touches email_touches sms_touches push_touches opened machine_opened clicked push_clicked unsubscribed complained converted tested
        carts_messaged carts_recovered winbacks_messaged winbacks_converted simulated_touches sent bounced attempted
        arrived list_lost credit_cents email_credit_cents sms_credit_cents orders email_orders sms_orders won_orders
        credit_squares email_credit_squares sms_credit_squares discount_cents discount_squares decisions actionable
        sent_to_review autonomous reviewed overridden review_ms tone_checked tone_kept outcome_in_review outcome_scheduled outcome_approved outcome_edited outcome_executed outcome_rejected outcome_blocked outcome_held_out outcome_skipped outcome_expired outcome_cancelled outcome_failed verdicts review_work_ms
        breaches order_cents shop_orders first_orders second_orders lifetime_squares retention_due retained customers_met
        list_joined churned returned launches launch_ms launch_minute_squares tests_won test_ms test_minute_squares`,
    ),
    other('touch_mark', 'Instants that customers are counted anew for.', 'workspace_id id at xid marked_at'),
    other('kpi_stale', 'Hours whose sums are to be made anew.', 'workspace_id id hour'),
    other('quality_cursor', 'How far the quality of data is counted.', 'workspace_id event_id'),
    other(
      'learnt_change',
      'Which version of a model came into force when, and why.',
      'workspace_id model_id seq version cause reason changed_by_id changed_at',
    ),
    other(
      'learnt_version',
      'What was learnt from outcomes, in counts of situations.',
      'workspace_id model_id version document content_hash rows to_at error tested verdict reason built_at',
    ),
    other(
      'rollout_decision',
      'What people decided at the gates of the rollout.',
      'workspace_id seq verdict from_cohort to_cohort reason conditions review_on recommendation gate decided_by_id decided_at',
    ),
    other(
      'anomaly',
      'Figures that were not as usual, and what a colleague noted.',
      `workspace_id id kpi is_high hours clearest window_from window_to value expected low high deviation contributors since
        found_at seen_until closed_at closed_because acknowledged_at acknowledged_by_id note`,
    ),
    other(
      'shared_scorecard',
      'Figures of a period in words, for colleagues.',
      'workspace_id id token_hash document mailed_month shared_by_id shared_at ends_at revoked_at opened_at openings',
    ),
    other(
      'learning_run',
      'What was relearnt when, in counts and words.',
      'workspace_id id loop from_at ran_at found changed',
    ),
    other('report_mail', 'Which reports were mailed.', 'workspace_id kind from mailed_at'),
    other('service_hour', 'How long work took in an hour.', 'workspace_id hour kind counts'),
    other('source_day', 'Sums of a day.', 'workspace_id key_id day events late duplicates last_received_at'),
    other(
      'source_property',
      'Names of properties, in sums of a day.',
      'workspace_id key_id name property day present nulls strings numbers booleans objects',
    ),
    other(
      'past_experiment',
      'Tests run elsewhere, in sums.',
      'workspace_id id name file_name settings arms decision winner created_by_id created_at',
    ),
    other(
      'workspace',
      'The shop itself.',
      'id slug name currency timezone is_demo clock_mode virtual_now brand holdout_salt simulation attended_from created_at',
    ),
    other(
      'write_key',
      'Keys of the shop.',
      'id workspace_id name prefix hash created_at last_used_at revoked_at kind works_until',
    ),
  ],
  ...[
    staff(
      'notice_settings',
      'Which colleagues are told of what.',
      'workspace_id document webhook_sealed webhook_host updated_at',
    ),
    staff(
      'notice_outbox',
      'Messages to colleagues; they name decisions and no customer.',
      'workspace_id id kind is_test road address subject lines status attempts next_at created_at ended_at last_words',
    ),
    staff('app_user', 'People who work with the product.', 'id email name password_hash is_simulated created_at'),
    staff('membership', 'People who work with the product.', 'workspace_id user_id role created_at ended_at'),
    staff(
      'access_link',
      'Colleagues who were invited, or given a new password.',
      'workspace_id id token_hash email role user_id made_by_id made_at ends_at used_at revoked_at',
    ),
    staff('session', 'People who work with the product.', 'id user_id created_at expires_at revoked_at user_agent'),
  ],
  ...[
    installation('request_hour', 'Counts of an hour.', 'hour door answered failed'),
    installation('uptime_span', 'When the product answered.', 'id started_at last_beat_at stopped_at'),
    installation('rate_limit', 'Counters that end within the hour.', 'key points expire'),
    installation('installation_secret', 'Keys of the installation.', 'purpose value created_at'),
    installation('executor.event', ANNOUNCED, 'seq id name body received_at routed'),
    installation(
      'executor.run',
      ANNOUNCED,
      'id function_id status events slots pending idempotency output error started_at ended_at',
    ),
    installation('executor.step', ANNOUNCED, 'run_id id seq result'),
    installation('executor.job', ANNOUNCED, 'id run_id kind step_id attempt run_at slots claimed_by claims parked_on'),
    installation('executor.wait', ANNOUNCED, 'id run_id step_id event_name path value expression'),
    installation('executor.wait_path', ANNOUNCED, 'event_name path'),
    installation('executor.batch', ANNOUNCED, 'function_id key due_at'),
    installation('executor.batch_event', ANNOUNCED, 'seq function_id key body'),
    installation('executor.cron', ANNOUNCED, 'function_id expression next_at'),
  ],
];

/** The tables with rows of customers, in the order in which an erasure works. */
export const PERSON_TABLES: readonly PersonTable[] = TABLES.filter(isPersonTable);

function other(table: string, because: string, columns: string): TablePlan {
  return { table, of: 'shop', because, columns };
}

function staff(table: string, because: string, columns: string): TablePlan {
  return { table, of: 'staff', because, columns };
}

function installation(table: string, because: string, columns: string): TablePlan {
  return { table, of: 'installation', because, columns };
}
