/**
 * Every action the audit log can tell of, in the words people read. Writing one that is not here does not compile: a
 * new action is a line here first. Past tense, from the view of whoever acted.
 */
export const AUDIT_ACTIONS = {
  'audit.exported': 'Audit log exported',
  'autonomy.lowered': 'Autonomy lowered',
  'autonomy.overridden': 'Autonomy set by hand',
  'autonomy.raised': 'Autonomy raised',
  'campaign.approval_withdrawn': 'Approval of a campaign taken back',
  'campaign.approved': 'Sections of a campaign approved',
  'campaign.archived': 'Campaign archived',
  'campaign.created': 'Campaign made',
  'campaign.ended': 'Campaign ended',
  'campaign.launched': 'Campaign launched',
  'campaign.paused': 'Campaign paused',
  'campaign.restored': 'Campaign brought back from the archive',
  'campaign.resumed': 'Campaign resumed',
  'campaign.saved': 'Campaign changed',
  'campaign.submitted': 'Campaign submitted for approval',
  'campaign.withdrawn': 'Campaign taken back to its draft',
  'consent.granted': 'Consent given',
  'consent.withdrawn': 'Consent withdrawn',
  'creative.not_tested': 'No test of a message, and why',
  'creative.test_concluded': 'Test of a message concluded',
  'creative.test_proposed': 'Test of a message proposed',
  'creative.variant_approved': 'Variant approved',
  'creative.variant_rejected': 'Variant rejected',
  'customer.stage_changed': 'Lifecycle stage changed',
  'copy.written': 'Copy written',
  'customers.exported': 'Customers exported',
  'dead_letter.replayed': 'Refused event mended and replayed',
  'decision.blocked': 'Blocked at the last check before sending',
  'decision.cancelled': 'Cancelled before sending',
  'decision.displaced': 'Displaced by another decision',
  'decision.executed': 'Message handed over',
  'decision.exported': 'Receipt of a decision exported',
  'decision.failed': 'Message could not be delivered',
  'decision.made': 'Decision made',
  'decisions.exported': 'Decisions exported',
  'figure.exported': 'Decisions behind a figure exported',
  'import.cancelled': 'Import cancelled',
  'import.completed': 'Import completed',
  'import.created': 'Import started',
  'import.failed': 'Import failed',
  'import.file_deleted': 'Uploaded file deleted',
  'import.paused': 'Import paused',
  'import.resumed': 'Import resumed',
  'kill_switch.resumed': 'Sending resumed',
  'kill_switch.stopped': 'Sending stopped',
  'membership.granted': 'Role given',
  'message.simulated': 'Reaction to a message simulated',
  'offer.expired': 'Discount code expired',
  'offer.overrun': 'Order took more off than its code allowed',
  'offer.redeemed': 'Discount code redeemed',
  'offer.released': 'Discount code released',
  'offer_policy.approved': 'Offer approved in advance',
  'people.passwords_reset': 'Passwords of the demo set anew',
  'policy.activated': 'Policy activated',
  'policy.draft_created': 'Policy draft begun',
  'policy.draft_discarded': 'Policy draft discarded',
  'policy.draft_saved': 'Policy draft saved',
  'replay.cancelled': 'Replay cancelled',
  'replay.completed': 'Replay completed',
  'replay.exported': 'Changes found by a replay exported',
  'replay.started': 'Replay started',
  'review.approved': 'Approved in review',
  'review.approved_blocked': 'Approved, then blocked by a guardrail',
  'review.approved_cancelled': 'Approved, but overtaken',
  'review.assigned': 'Review assigned',
  'review.changes_requested': 'Changes requested in review',
  'review.edited': 'Edited and approved in review',
  'review.edited_blocked': 'Edited and approved, then blocked by a guardrail',
  'review.edited_cancelled': 'Edited and approved, but overtaken',
  'review.expired': 'Review expired without an answer',
  'review.rejected': 'Rejected in review',
  'review.snoozed': 'Review snoozed',
  'review.undone': 'Verdict taken back',
  'review.verdicts_exported': 'Verdicts of reviewers exported',
  'review.withdrawn': 'Withdrawn from review',
  'user.sign_in_failed': 'Sign-in failed',
  'user.signed_in': 'Signed in',
  'user.signed_out': 'Signed out',
  'workspace.brand_changed': 'Brand of the workspace changed',
  'workspace.clock_changed': 'Clock of the workspace set',
  'workspace.created': 'Workspace created',
  'write_key.created': 'Write key created',
  'write_key.revoked': 'Write key revoked',
} as const satisfies Readonly<Record<string, string>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** The words of an action; one that an older or newer version wrote is shown by its name. */
export function auditActionWords(action: string): string {
  if (isAuditAction(action)) return AUDIT_ACTIONS[action];
  const words = action.replaceAll(/[._]/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether this version of the product writes the action. */
export function isAuditAction(action: string): action is AuditAction {
  return Object.hasOwn(AUDIT_ACTIONS, action);
}
