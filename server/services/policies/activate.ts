import { z } from 'zod';
import { checkDocument } from '@/domain/policies/check-document';
import { defaultPolicyIn } from '@/domain/policies/default-policy';
import { sameValue } from '@/domain/policies/description';
import { type LintFinding, lintPolicy } from '@/domain/policies/lint';
import type { Policy } from '@/domain/policies/policy';
import { appendAudit } from '../../audit';
import { actorRef, authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from './active-policy';
import { versionHash } from './audited-version';
import { changedFields, claimDraft, personId } from './drafts';
import { loadLintFacts } from './lint-facts';
import { storedDocument } from './stored-document';
import type { Activation } from './types';
import { findVersion } from './versions';

const Reason = z.string().trim().min(3, 'Say why, in a few words.').max(500, 'A reason has 500 characters at most.');
const Version = z.number().int().min(1).max(2_147_483_647);

const Consent = {
  reason: z.string(),
  /** The version that was in force on screen. */
  liveVersion: Version,
  /** Ids of the warnings that were read and ticked. */
  acceptedFindings: z.array(z.string().max(300)).max(200).default([]),
};

export const ActivateDraftInput = z.object({ draftId: z.uuid(), revision: z.number().int().min(1), ...Consent });
export const RollBackInput = z.object({ version: Version, ...Consent });

/**
 * Puts a draft in force as the next version; decisions from then on are made under it and say so. Answers what speaks
 * against it where the policy contradicts itself, or a warning was not accepted. Throws forbidden, not_found, invalid
 * without a reason or a change, and conflict when the draft or the policy in force is not what was on screen.
 */
export async function activateDraft(
  ctx: ServiceContext,
  input: z.input<typeof ActivateDraftInput>,
): Promise<Activation> {
  authorise(ctx, 'policies.activate');
  const { draftId, revision, ...consent } = ActivateDraftInput.parse(input);
  return announced(ctx, async (tx) => {
    const draft = await claimDraft(tx, ctx, { draftId, revision });
    const activation = await putInForce(tx, ctx, {
      ...consent,
      stored: draft.document,
      authorId: draft.updatedById,
      origin: { draftId },
    });
    if (activation.ok) {
      await tx.policyDraft.update({
        where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: draftId } },
        data: { status: 'activated', activatedVersion: activation.version, updatedAt: ctx.now },
      });
    }
    return activation;
  });
}

/** Puts an older document in force again, as a new version that says where it came from. Refuses like activateDraft. */
export async function rollBack(ctx: ServiceContext, input: z.input<typeof RollBackInput>): Promise<Activation> {
  authorise(ctx, 'policies.activate');
  const { version, ...consent } = RollBackInput.parse(input);
  const { row } = await findVersion(ctx, version);
  return announced(ctx, (tx) =>
    putInForce(tx, ctx, {
      ...consent,
      stored: row.document,
      authorId: row.createdById,
      origin: { restoredFrom: version },
    }),
  );
}

/**
 * Puts a document from a file in force, as whoever acts (the command line is `operator:cli`). Warnings are accepted all or
 * none. Refuses like activateDraft; answers every wrong threshold.
 */
export async function applyDocument(
  ctx: ServiceContext,
  input: { document: unknown; reason: string; acceptWarnings: boolean },
): Promise<Activation> {
  authorise(ctx, 'policies.activate');
  const checked = checkDocument(input.document);
  if (!checked.ok) return { ok: false, problems: checked.problems, findings: [] };
  return announced(ctx, async (tx) => {
    const { version: liveVersion } = await activePolicy(ctx, tx);
    return putInForce(tx, ctx, {
      reason: input.reason,
      liveVersion,
      acceptedFindings: input.acceptWarnings ? 'all' : [],
      stored: checked.policy,
      authorId: personId(ctx),
      origin: {},
    });
  });
}

/** Whether the policy in force is still the one a workspace of its currency begins with. */
export async function isFirstPolicy(tx: Db, ctx: ServiceContext): Promise<boolean> {
  const { document } = await activePolicy(ctx, tx);
  return sameValue(document, defaultPolicyIn(ctx.workspace.currency));
}

/**
 * Puts the defaults of a currency in force, for a workspace that counts in it from now on. Right and reason are for the
 * caller to know, and to announce it after commit; nothing is judged by it yet.
 */
export async function restartPolicy(
  tx: Db,
  ctx: ServiceContext,
  { currency, reason }: { currency: string; reason: string },
): Promise<void> {
  const live = await activePolicy(ctx, tx);
  const document = defaultPolicyIn(currency);
  const changed = changedFields(ctx, live.document, document);
  if (changed.length === 0) return;
  const { version, record } = await writeVersion(tx, ctx, { document, reason, authorId: personId(ctx), origin: {} });
  const payload = { version, replaces: live.version, reason, changed, record };
  await appendAudit(tx, ctx, { action: 'policy.activated', subject: `policy:${version}`, payload });
}

/** After commit whoever judged by the old policy hears of the new one: what waits for a person is judged again. */
async function announced(ctx: ServiceContext, work: (tx: Db) => Promise<Activation>): Promise<Activation> {
  const activation = await inTransaction(ctx, work);
  if (activation.ok) await ctx.publish('policy/activated', { workspaceId: ctx.workspaceId });
  return activation;
}

type Next = {
  /** The document as it was kept; made whole from what is in force. */
  stored: unknown;
  reason: string;
  liveVersion: number;
  acceptedFindings: readonly string[] | 'all';
  authorId: string | null;
  origin: { draftId?: string; restoredFrom?: number };
};

async function putInForce(tx: Db, ctx: ServiceContext, next: Next): Promise<Activation> {
  const reason = Reason.safeParse(next.reason);
  if (!reason.success) throw new ServiceError('invalid', reason.error.issues[0]?.message ?? '', { field: 'reason' });
  const live = await claimLive(tx, ctx, next.liveVersion);
  const { document, added } = storedDocument(next.stored, live.document);
  const changed = changedFields(ctx, live.document, document);
  if (changed.length === 0) {
    throw new ServiceError('invalid', `This is what version ${live.version} says already: nothing would change.`);
  }
  const findings = lintPolicy(document, await loadLintFacts(ctx, tx));
  if (findings.some((finding) => isInTheWay(finding, next.acceptedFindings))) {
    return { ok: false, problems: [], findings };
  }
  const { version, record } = await writeVersion(tx, ctx, { ...next, document, reason: reason.data });
  await appendAudit(tx, ctx, {
    action: 'policy.activated',
    subject: `policy:${version}`,
    payload: {
      version,
      replaces: live.version,
      reason: reason.data,
      changed,
      record,
      acceptedWarnings: findings.map(({ id }) => id),
      ...(added.length > 0 && { added }),
      ...next.origin,
    },
  });
  return { ok: true, version };
}

function isInTheWay({ id, severity }: LintFinding, accepted: Next['acceptedFindings']): boolean {
  return severity === 'error' || (accepted !== 'all' && !accepted.includes(id));
}

/** The policy in force, locked until commit, when it is the one that was on screen: activations stand in a queue. */
async function claimLive(
  tx: Db,
  ctx: ServiceContext,
  onScreen: number,
): Promise<{ version: number; document: Policy }> {
  await activePolicy(ctx, tx);
  await tx.$queryRaw`SELECT 1 FROM policy_version WHERE workspace_id = ${ctx.workspaceId}::uuid AND status = 'active' FOR UPDATE`;
  const live = await activePolicy(ctx, tx);
  if (live.version !== onScreen) {
    throw new ServiceError(
      'conflict',
      `Version ${live.version} came into force while you were looking at ${onScreen}.`,
    );
  }
  return live;
}

/** Retires what is in force and writes the next version; answers it with its hash for the log. One statement after the other: only one may be active. */
async function writeVersion(
  tx: Db,
  ctx: ServiceContext,
  next: Pick<Next, 'reason' | 'authorId' | 'origin'> & { document: Policy },
): Promise<{ version: number; record: string }> {
  const { workspaceId } = ctx;
  await tx.policyVersion.updateMany({ where: { workspaceId, status: 'active' }, data: { status: 'retired' } });
  const { _max } = await tx.policyVersion.aggregate({ where: { workspaceId }, _max: { version: true } });
  const version = (_max.version ?? 0) + 1;
  const said = { document: next.document, reason: next.reason, activatedBy: actorRef(ctx.actor) };
  await tx.policyVersion.create({
    data: {
      ...said,
      workspaceId,
      version,
      status: 'active',
      createdById: next.authorId,
      createdAt: ctx.now,
      activatedAt: ctx.now,
      restoredFrom: next.origin.restoredFrom ?? null,
    },
  });
  return { version, record: versionHash(said) };
}
