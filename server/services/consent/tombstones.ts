import { type Identifier, normalIdentifier } from '@/domain/privacy/identifiers';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { keyedHash } from './suppress';

/** Writes down, in the caller's transaction, that an erased person must not be brought back by any of these; how many are new. */
export async function writeTombstones(
  tx: Db,
  ctx: ServiceContext,
  requestId: string,
  identifiers: readonly Identifier[],
): Promise<number> {
  const hashes = await hashesOf(ctx, identifiers);
  const { count } = await tx.erasureTombstone.createMany({
    data: [...hashes.values()].map(({ kind, hash }) => ({
      workspaceId: ctx.workspaceId,
      kind,
      hash,
      requestId,
      createdAt: ctx.now,
    })),
    skipDuplicates: true,
  });
  return count;
}

/** Whether anybody was ever erased here: most workspaces need not ask further. */
export async function anyErased(tx: Db, { workspaceId }: { workspaceId: string }): Promise<boolean> {
  return (await tx.erasureTombstone.findFirst({ where: { workspaceId }, select: { kind: true } })) !== null;
}

/** Those of the identifiers, by themselves, that an erased person was known by. One question where nobody was erased. */
export async function erasedAmong(
  tx: Db,
  ctx: { workspaceId: string },
  identifiers: readonly Identifier[],
): Promise<ReadonlySet<Identifier>> {
  const { workspaceId } = ctx;
  if (identifiers.length === 0) return new Set();
  if (!(await anyErased(tx, ctx))) return new Set();
  const hashes = await hashesOf(ctx, identifiers);
  const rows = await tx.erasureTombstone.findMany({
    where: { workspaceId, hash: { in: [...new Set([...hashes.values()].map(({ hash }) => hash))] } },
    select: { kind: true, hash: true },
  });
  const known = new Set(rows.map(({ kind, hash }) => `${kind} ${hash}`));
  return new Set(
    identifiers.filter((identifier) => {
      const found = hashes.get(identifier);
      return found !== undefined && known.has(`${found.kind} ${found.hash}`);
    }),
  );
}

/** Takes the tombstones of a request away, in the caller's transaction: the person may be known again. How many. */
export async function liftTombstones(tx: Db, ctx: ServiceContext, requestId: string): Promise<number> {
  const { count } = await tx.erasureTombstone.deleteMany({ where: { workspaceId: ctx.workspaceId, requestId } });
  return count;
}

type Hashed = { kind: Identifier['kind']; hash: string };

async function hashesOf(
  { workspaceId }: { workspaceId: string },
  identifiers: readonly Identifier[],
): Promise<Map<Identifier, Hashed>> {
  const hashes = new Map<Identifier, Hashed>();
  for (const identifier of identifiers) {
    const normal = normalIdentifier(identifier);
    if (normal === null) continue;
    const { kind } = identifier;
    hashes.set(identifier, { kind, hash: await keyedHash(workspaceId, `tombstone:${kind}`, normal) });
  }
  return hashes;
}
