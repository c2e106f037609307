import { v7 } from 'uuid';
import { z } from 'zod';
import { checkDocument, type FieldProblem } from '@/domain/policies/check-document';
import { POLICY_DESCRIPTION } from '@/domain/policies/describe';
import { countChanges, diffPolicies } from '@/domain/policies/diff';
import { lintPolicy } from '@/domain/policies/lint';
import type { Policy } from '@/domain/policies/policy';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { countAlone } from '../../count-alone';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { PolicyDraft } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from './active-policy';
import { loadLintFacts } from './lint-facts';
import { memberNames } from './names';
import { storedDocument } from './stored-document';
import type { PolicyDraftDetail, PolicyDraftSummary, PolicyJudgement } from './types';
import { findVersion } from './versions';

/** Drafts a workspace can have at a time: more than anybody compares, fewer than would fill a list. */
const MOST_DRAFTS = 50;

const Name = z.string().trim().min(1, 'Give the draft a name.').max(80, 'A name has 80 characters at most.');

export const CreateDraftInput = z.object({
  name: Name,
  /** The version to begin from; the one in force unless told. */
  fromVersion: z.number().int().min(1).max(2_147_483_647).optional(),
});

export const SaveDraftInput = z.object({
  draftId: z.uuid(),
  /** The revision that was on screen. */
  revision: z.number().int().min(1),
  name: Name,
  /** The whole document; judged threshold by threshold. */
  document: z.record(z.string(), z.unknown()),
});

/** Drafts that are neither activated nor discarded, the last changed first. Throws forbidden. */
export async function listDrafts(ctx: ServiceContext): Promise<PolicyDraftSummary[]> {
  authorise(ctx, 'policies.read');
  const { document: live } = await activePolicy(ctx);
  const rows = await ctx.db.policyDraft.findMany({
    where: { workspaceId: ctx.workspaceId, status: 'open' },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: MOST_DRAFTS,
  });
  const names = await namesIn(ctx, rows);
  return rows.map((row) => summary(row, live, names));
}

/** One draft, whole, with the policy in force it would replace. Throws forbidden, and not_found. */
export async function getDraft(ctx: ServiceContext, input: { draftId: string }): Promise<PolicyDraftDetail> {
  authorise(ctx, 'policies.read');
  return detail(ctx, await findDraft(ctx.db, ctx, input.draftId));
}

/** Begins a draft from the policy in force, or from an older version. Throws forbidden, not_found, and conflict. */
export async function createDraft(
  ctx: ServiceContext,
  input: z.input<typeof CreateDraftInput>,
): Promise<PolicyDraftDetail> {
  authorise(ctx, 'policies.draft');
  const { name, fromVersion } = CreateDraftInput.parse(input);
  const active = await activePolicy(ctx);
  const base = fromVersion === undefined ? active : await versionAsBase(ctx, fromVersion, active.document);
  const row = await inTransaction(ctx, async (tx) => {
    const where = { workspaceId: ctx.workspaceId, status: 'open' };
    const open = await countAlone(tx, ctx, 'policy_draft', () => tx.policyDraft.count({ where }));
    if (open >= MOST_DRAFTS) throw new ServiceError('conflict', `There are ${open} drafts already. Discard one first.`);
    const made = await tx.policyDraft.create({
      data: {
        workspaceId: ctx.workspaceId,
        id: v7(),
        name,
        document: base.document,
        baseVersion: base.version,
        createdById: personId(ctx),
        createdAt: ctx.now,
        updatedById: personId(ctx),
        updatedAt: ctx.now,
      },
    });
    await appendAudit(tx, ctx, {
      action: 'policy.draft_created',
      subject: `policy_draft:${made.id}`,
      payload: { name, baseVersion: base.version },
    });
    return made;
  });
  return detail(ctx, row);
}

async function versionAsBase(
  ctx: ServiceContext,
  version: number,
  live: Policy,
): Promise<{ version: number; document: Policy }> {
  const { row } = await findVersion(ctx, version);
  return { version, document: storedDocument(row.document, live).document };
}

export type SavedDraft = { ok: true; draft: PolicyDraftDetail } | { ok: false; problems: readonly FieldProblem[] };

/**
 * Keeps what was written, unless a threshold is missing or out of its bounds: then nothing is kept, and each is named. Throws
 * conflict when somebody else has saved, activated or discarded the draft since it was read.
 */
export async function saveDraft(ctx: ServiceContext, input: z.input<typeof SaveDraftInput>): Promise<SavedDraft> {
  authorise(ctx, 'policies.draft');
  const { draftId, revision, name, document } = SaveDraftInput.parse(input);
  const checked = checkDocument(document);
  const row = await inTransaction(ctx, async (tx) => {
    const before = await claimDraft(tx, ctx, { draftId, revision });
    const live = await activePolicy(ctx, tx);
    const kept = storedDocument(before.document, live.document);
    if (!checked.ok) return null;
    const changed = changedFields(ctx, kept.document, checked.policy);
    if (changed.length === 0 && kept.added.length === 0 && name === before.name) return before;
    const saved = await tx.policyDraft.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: draftId } },
      data: {
        name,
        document: checked.policy,
        revision: revision + 1,
        updatedById: personId(ctx),
        updatedAt: ctx.now,
      },
    });
    await appendAudit(tx, ctx, {
      action: 'policy.draft_saved',
      subject: `policy_draft:${draftId}`,
      payload: {
        name,
        revision: saved.revision,
        changed,
        ...(kept.added.length > 0 && { added: kept.added }),
      },
    });
    return saved;
  });
  if (!checked.ok || !row) return { ok: false, problems: checked.ok ? [] : checked.problems };
  return { ok: true, draft: await detail(ctx, row) };
}

/** Puts a draft away for good. Throws forbidden, not_found, and conflict when it was saved meanwhile. */
export async function discardDraft(ctx: ServiceContext, input: { draftId: string; revision: number }): Promise<void> {
  authorise(ctx, 'policies.draft');
  await inTransaction(ctx, async (tx) => {
    const draft = await claimDraft(tx, ctx, input);
    await tx.policyDraft.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: draft.id } },
      data: { status: 'discarded', updatedById: personId(ctx), updatedAt: ctx.now },
    });
    await appendAudit(tx, ctx, {
      action: 'policy.draft_discarded',
      subject: `policy_draft:${draft.id}`,
      payload: { name: draft.name, revision: draft.revision },
    });
  });
}

/** What is wrong with a document, and where it contradicts itself. Keeps nothing. Throws forbidden. */
export async function judgeDocument(
  ctx: ServiceContext,
  input: { document: Record<string, unknown> },
): Promise<PolicyJudgement> {
  authorise(ctx, 'policies.read');
  const checked = checkDocument(input.document);
  if (!checked.ok) return { problems: checked.problems, findings: [] };
  return { problems: [], findings: lintPolicy(checked.policy, await loadLintFacts(ctx)) };
}

/** The draft, locked, when it is open and as it was on screen. Throws not_found, and conflict saying what happened. */
export async function claimDraft(
  tx: Db,
  ctx: ServiceContext,
  { draftId, revision }: { draftId: string; revision: number },
): Promise<PolicyDraft> {
  await tx.$queryRaw`SELECT 1 FROM policy_draft WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${draftId}::uuid FOR UPDATE`;
  const draft = await findDraft(tx, ctx, draftId);
  if (draft.status === 'activated') {
    throw new ServiceError('conflict', `This draft is in force as version ${draft.activatedVersion} already.`);
  }
  if (draft.status === 'discarded') throw new ServiceError('conflict', 'This draft was discarded meanwhile.');
  if (draft.revision !== revision) {
    throw new ServiceError('conflict', 'Somebody saved this draft while you were looking at it.');
  }
  return draft;
}

async function findDraft(tx: Db, ctx: ServiceContext, id: string): Promise<PolicyDraft> {
  const row = await tx.policyDraft.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!row) throw new ServiceError('not_found', 'There is no such draft.');
  return row;
}

/** The thresholds that differ, as the audit log names them. */
export function changedFields(ctx: ServiceContext, before: Policy, after: Policy): string[] {
  return diffPolicies(POLICY_DESCRIPTION, before, after, ctx.workspace.currency).map(
    ({ section, field }) => `${section}.${field}`,
  );
}

/** Who acts, where it is a person. */
export function personId({ actor }: Pick<ServiceContext, 'actor'>): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}

async function detail(ctx: ServiceContext, row: PolicyDraft): Promise<PolicyDraftDetail> {
  const live = await activePolicy(ctx);
  return {
    ...summary(row, live.document, await namesIn(ctx, [row])),
    ...storedDocument(row.document, live.document),
    live: { version: live.version, document: live.document },
  };
}

function namesIn(ctx: ServiceContext, rows: readonly PolicyDraft[]): Promise<Map<string, string>> {
  return memberNames(
    ctx,
    rows.flatMap((row) => [row.createdById, row.updatedById]),
  );
}

const Status = z.enum(['open', 'activated', 'discarded']);

function summary(row: PolicyDraft, live: Policy, names: ReadonlyMap<string, string>): PolicyDraftSummary {
  const { id, name, baseVersion, revision, activatedVersion, updatedAt } = row;
  return {
    id,
    name,
    baseVersion,
    revision,
    activatedVersion,
    updatedAt,
    status: Status.parse(row.status),
    createdBy: names.get(row.createdById ?? '') ?? null,
    updatedBy: names.get(row.updatedById ?? '') ?? null,
    changes: countChanges(POLICY_DESCRIPTION, live, storedDocument(row.document, live).document),
  };
}
