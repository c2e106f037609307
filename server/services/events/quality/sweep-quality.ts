import { QUALITY_TARGET } from '@/domain/events/quality';
import { composeQuality } from '@/domain/notices/compose-quality';
import { after, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../../context';
import { inTransaction } from '../../../in-transaction';
import { publicOrigin } from '../../../public-origin';
import { tellHolders } from '../../notices';
import { countQuality, forgetOldQuality } from './count-quality';
import { readQuality } from './read-quality';

const TURNS = 20;
const KIND = 'data_quality';
/** Whoever can do something about it is told once a day at most. */
const TELL_EVERY_HOURS = 24;

/** Counts what has come in since the last time, and tells admins when a source falls below the target. */
export async function sweepQuality(ctx: ServiceContext): Promise<{ counted: number; isTold: boolean }> {
  let counted = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const slice = await countQuality(ctx);
    counted += slice.counted;
    if (!slice.isFull) break;
  }
  if (counted > 0) await forgetOldQuality(ctx);
  return { counted, isTold: await tellOfPoorSources(ctx) };
}

async function tellOfPoorSources(ctx: ServiceContext): Promise<boolean> {
  const poor = (await readQuality(ctx)).flatMap(({ name, score }) =>
    name !== null && score !== null && score < QUALITY_TARGET ? [{ name, score }] : [],
  );
  if (poor.length === 0) return false;
  return inTransaction(ctx, async (tx) => {
    // One sweep at a time: its cursor is its lock.
    await tx.$queryRaw`SELECT 1 AS locked FROM quality_cursor WHERE workspace_id = ${ctx.workspaceId}::uuid FOR UPDATE`;
    const since = after(ctx.now, -TELL_EVERY_HOURS * HOUR);
    const told = await tx.noticeOutbox.count({
      where: { workspaceId: ctx.workspaceId, kind: KIND, createdAt: { gt: since } },
    });
    if (told > 0) return false;
    const { name: company, slug } = ctx.workspace;
    const pageUrl = `${publicOrigin()}/${slug}/events?tab=quality`;
    await tellHolders(tx, ctx, 'settings.manage', { kind: KIND, ...composeQuality({ company, poor, pageUrl }) });
    return true;
  });
}
