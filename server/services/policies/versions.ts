import { z } from 'zod';
import { describePolicyIn } from '@/domain/policies/default-policy';
import { POLICY_DESCRIPTION } from '@/domain/policies/describe';
import { countChanges } from '@/domain/policies/diff';
import { Policy } from '@/domain/policies/policy';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { PolicyVersion } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { activePolicy } from './active-policy';
import { recordOfVersion } from './audited-version';
import { memberNames, personOf } from './names';
import type { PolicyForms, PolicyVersionDetail, PolicyVersionSummary } from './types';

/** The form of every threshold, and the currency that money is written in. Throws forbidden. */
export function policyForms(ctx: ServiceContext): PolicyForms {
  authorise(ctx, 'policies.read');
  const { currency } = ctx.workspace;
  return { description: describePolicyIn(currency), currency };
}

const Cursor = z.object({ version: z.number().int().min(1).max(2_147_483_647) });

export const ListVersionsInput = z.object({
  cursor: z.string().max(200).nullish(),
  limit: z.number().int().min(1).max(100).default(25),
});

/** The policies that were ever in force, the latest first, a page at a time. Throws forbidden. */
export async function listVersions(
  ctx: ServiceContext,
  input: z.input<typeof ListVersionsInput>,
): Promise<Page<PolicyVersionSummary>> {
  authorise(ctx, 'policies.read');
  const { cursor, limit } = ListVersionsInput.parse(input);
  // A workspace has its first policy from the moment somebody asks.
  await activePolicy(ctx);
  const rows = await ctx.db.policyVersion.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(cursor && { version: { lt: readCursor(Cursor, cursor).version } }),
    },
    orderBy: { version: 'desc' },
    take: limit + 1,
  });
  const { items, nextCursor } = pageOf(rows, limit, ({ version }) => writeCursor({ version }));
  const names = await namesIn(ctx, items);
  return { items: items.map((row, index) => summary(row, rows[index + 1] ?? null, names)), nextCursor };
}

/** One policy that is or was in force, whole. Throws forbidden, and not_found. */
export async function getVersion(ctx: ServiceContext, input: { version: number }): Promise<PolicyVersionDetail> {
  authorise(ctx, 'policies.read');
  const { row, before } = await findVersion(ctx, input.version);
  const [names, record] = await Promise.all([namesIn(ctx, [row]), recordOfVersion(ctx, row)]);
  return { ...summary(row, before, names), document: Policy.parse(row.document), record };
}

/** The row of a version and of the one before it. Throws not_found. */
export async function findVersion(
  ctx: ServiceContext,
  version: number,
): Promise<{ row: PolicyVersion; before: PolicyVersion | null }> {
  const [row, before] = await ctx.db.policyVersion.findMany({
    where: { workspaceId: ctx.workspaceId, version: { lte: version } },
    orderBy: { version: 'desc' },
    take: 2,
  });
  if (row?.version !== version) throw new ServiceError('not_found', `There is no version ${version} of the policy.`);
  return { row, before: before ?? null };
}

function namesIn(ctx: ServiceContext, rows: readonly PolicyVersion[]): Promise<Map<string, string>> {
  return memberNames(
    ctx,
    rows.flatMap((row) => [row.createdById, personOf(row.activatedBy)]),
  );
}

function summary(
  row: PolicyVersion,
  before: PolicyVersion | null,
  names: ReadonlyMap<string, string>,
): PolicyVersionSummary {
  const name = (id: string | null) => (id ? (names.get(id) ?? null) : null);
  return {
    version: row.version,
    isActive: row.status === 'active',
    reason: row.reason,
    author: name(row.createdById),
    activatedBy: row.activatedBy,
    activatedByName: name(personOf(row.activatedBy)),
    activatedAt: row.activatedAt ?? row.createdAt,
    restoredFrom: row.restoredFrom,
    changes: before
      ? countChanges(POLICY_DESCRIPTION, Policy.parse(before.document), Policy.parse(row.document))
      : null,
  };
}
