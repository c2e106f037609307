import { canonicalJson, type Json } from '@/domain/audit/canonical-json';
import { appendAudit } from '../../audit';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { proveDecisionEntries } from '../audit';
import { unpacking } from '../records';
import { findDecision } from './get-decision';

/**
 * The proof of one decision as lines of JSON that `npm run audit:verify` checks without anything of ours: what the
 * installation's key says of its entries, each of them as it was hashed, and the record as it was made, whose hash the
 * first of them holds. A role that may not see customers gets it without the record, which holds what was known of one.
 * That it left is written into the audit log. Throws forbidden, not_found also for another workspace's, and conflict
 * where the log was changed.
 */
export async function proveDecision(
  ctx: ServiceContext,
  { decisionId }: { decisionId: string },
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'decisions.read');
  const decision = await findDecision(ctx, decisionId);
  const { entries, statement, publicKey, signature } = await proveDecisionEntries(ctx, decision.id);
  const made = (await unpacking(ctx.db, ctx, [decision]))(decision) ?? decision;
  const { chosen, snapshot, verdicts } = made;
  const text = canonicalJson({ chosen, snapshot, verdicts } as Json);
  const head = { type: 'proof', version: 1, workspace: ctx.workspace.slug, ...statement, publicKey, signature };
  const lines = [
    head,
    ...entries.map((entry) => ({ type: 'entry', ...entry, seq: entry.seq.toString() })),
    ...(actorMay(ctx, 'customers.read') ? [{ type: 'record', text }] : []),
  ];
  await inTransaction(ctx, (tx) =>
    appendAudit(tx, ctx, { action: 'decision.proven', subject: statement.subject, payload: {} }),
  );
  return pieces(lines);
}

async function* pieces(lines: readonly object[]): AsyncGenerator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}
