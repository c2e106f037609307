import { describe, expect, it } from 'vitest';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { plainSql } from './bound-client';
import type { Connection } from './guarded-pool';

const RENAME = { text: "UPDATE workspace SET name = 'Renamed' RETURNING id" };
const NAME = { text: 'SELECT name FROM workspace' };

describe('plain SQL', () => {
  it('belongs to the transaction it is asked in, as what Prisma is asked does', async () => {
    const { ctx, workspaceId } = await freshWorkspace();
    await ctx.db
      .$transaction(async (tx) => {
        await plainSql(tx).query(RENAME);
        const { name } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
        expect(name).toBe('Renamed');
        throw new Error('not this time');
      })
      .catch(() => {});
    expect((await plainSql(ctx.db).query(NAME)).rows).toEqual([{ name: 'Harbour Goods' }]);
  });

  it('sees the rows of its own workspace alone', async () => {
    const [{ ctx, workspaceId }, other] = [await freshWorkspace(), await freshWorkspace()];
    const renamed = await ctx.db.$transaction(async (tx) => (await plainSql(tx).query(RENAME)).rows);
    expect(renamed).toEqual([{ id: workspaceId }]);
    expect((await plainSql(other.ctx.db).query(NAME)).rows).toEqual([{ name: 'Harbour Goods' }]);
  });

  it('is refused once the transaction is over: the connection may be another’s by then', async () => {
    const { ctx } = await freshWorkspace();
    let kept: Connection | undefined;
    await ctx.db.$transaction(async (tx) => {
      kept = plainSql(tx);
      await kept.query(NAME);
    });
    await expect(kept?.query(NAME)).rejects.toThrow('given back');
  });

  it('is known to a second copy of the module, as there is one in each bundle', async () => {
    const { ctx } = await freshWorkspace();
    const copy: typeof import('./bound-client') = await import('./bound-client?copy' as string);
    expect(copy.plainSql).not.toBe(plainSql);
    const rows = await ctx.db.$transaction(async (tx) => (await copy.plainSql(tx).query(NAME)).rows);
    expect(rows).toEqual([{ name: 'Harbour Goods' }]);
  });

  it('knows no connection of anything else', () => {
    expect(() => plainSql({})).toThrow('Neither');
  });
});
