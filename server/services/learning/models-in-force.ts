import { learntModels, versionNamed } from '@/domain/models/learnt/learnt-models';
import { OrderEvidence } from '@/domain/models/learnt/order-evidence';
import type { Models } from '@/domain/models/models';
import { ORDER_MODEL, ORDER_PRIORS } from '@/domain/models/order-priors';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** Versions kept read, of all workspaces: they never change. */
const KEPT = 1_000;
const known = new Map<string, Models>();

const STANDING = `
  SELECT version FROM learnt_change WHERE workspace_id = $1::uuid AND model_id = $2 ORDER BY seq DESC LIMIT 1`;

/**
 * The models that decisions are made with now: with what was learnt from outcomes where a version is in force, else with
 * assumptions alone. One short query for a batch; a version itself is read once. Asks for no right.
 */
export async function modelsInForce(tx: Db, ctx: ServiceContext): Promise<Models> {
  const { rows } = await plainSql(tx).query<{ version: number | null }>({
    name: 'learnt-in-force',
    text: STANDING,
    values: [ctx.workspaceId, ORDER_MODEL],
  });
  const version = rows[0]?.version ?? null;
  return version === null ? ORDER_PRIORS : ((await modelsOfVersion(tx, ctx, version)) ?? ORDER_PRIORS);
}

/** The models of every version that ever was in force, by its number: what decisions can name. */
export async function everyLearntModel(ctx: ServiceContext): Promise<ReadonlyMap<number, Models>> {
  const changes = await ctx.db.learntChange.findMany({
    where: { workspaceId: ctx.workspaceId, modelId: ORDER_MODEL },
    select: { version: true },
  });
  const versions = [...new Set(changes.flatMap(({ version }) => version ?? []))];
  const unread = versions.filter((version) => !known.has(keyOf(ctx, version)));
  await readVersions(ctx.db, ctx, unread);
  return new Map(
    versions.flatMap((version) => {
      const models = known.get(keyOf(ctx, version));
      return models ? [[version, models] as const] : [];
    }),
  );
}

async function modelsOfVersion(tx: Db, ctx: ServiceContext, version: number): Promise<Models | null> {
  const key = keyOf(ctx, version);
  if (!known.has(key)) await readVersions(tx, ctx, [version]);
  return known.get(key) ?? null;
}

/** Reads versions and keeps them; one that cannot be read is left out. */
async function readVersions(tx: Db, ctx: ServiceContext, versions: number[]): Promise<void> {
  if (versions.length === 0) return;
  const rows = await tx.learntVersion.findMany({
    where: { workspaceId: ctx.workspaceId, modelId: ORDER_MODEL, version: { in: versions } },
    select: { version: true, document: true },
  });
  for (const { version, document } of rows) {
    const evidence = OrderEvidence.safeParse(document);
    if (evidence.success) known.set(keyOf(ctx, version), learntModels(version, evidence.data));
  }
  while (known.size > Math.max(KEPT, versions.length)) known.delete(known.keys().next().value ?? '');
}

function keyOf({ workspaceId }: ServiceContext, version: number): string {
  return `${workspaceId}:${version}`;
}

/** What the version had learnt that a decision's models name, as it is kept; null where they name none. */
export async function learntOf(ctx: ServiceContext, versions: unknown): Promise<unknown> {
  const version = versionNamed(versions);
  if (version === null) return null;
  const row = await ctx.db.learntVersion.findUnique({
    where: { workspaceId_modelId_version: { workspaceId: ctx.workspaceId, modelId: ORDER_MODEL, version } },
    select: { document: true },
  });
  return row?.document ?? null;
}
