import { v7 } from 'uuid';
import { everyRecipient } from '@/domain/notices/recipients';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { ATTEMPTING, deliverNotice } from './deliver';
import { configuredRoads, getNoticeSettings, readNoticeSettings } from './settings';
import type { NoticeRoads, TestedNotices } from './types';

/** A second test within this time is refused: a button is no way to fill somebody's inbox. */
const PAUSE_MS = 10_000;

/**
 * Sends every receiver of the saved settings, of reports too, a message that says it is a test, once, now; how many
 * were taken stands in the answer, and what came of the latest. Throws forbidden, invalid where there is no receiver, rate_limited.
 */
export async function sendTestNotice(
  ctx: ServiceContext,
  roads: NoticeRoads = configuredRoads(),
): Promise<TestedNotices> {
  authorise(ctx, 'settings.manage');
  const { settings, webhookHost } = await readNoticeSettings(ctx);
  const addresses = everyRecipient(settings);
  const targets = [
    ...addresses.map((address) => ({ road: 'email', address })),
    ...(webhookHost ? [{ road: 'webhook', address: null }] : []),
  ];
  if (targets.length === 0)
    throw new ServiceError('invalid', 'Nobody is told yet: save an address or a webhook first.');
  await refuseHaste(ctx);
  const { slug, name } = ctx.workspace;
  const data = targets.map((target) => ({
    ...target,
    workspaceId: ctx.workspaceId,
    id: v7(),
    kind: 'urgent',
    isTest: true,
    subject: `${name}: a test of notices`,
    lines: ['If you can read this, notices arrive.', `Inbox: ${publicOrigin()}/${slug}/inbox`],
    // Tried here and now: a sweep finds it only if this process dies over it.
    attempts: 1,
    lastWords: ATTEMPTING,
    nextAt: new Date(ctx.now.getTime() + 2 * 60_000),
    createdAt: ctx.now,
  }));
  await inTransaction(ctx, async (tx) => {
    await tx.noticeOutbox.createMany({ data });
    await appendAudit(tx, ctx, {
      action: 'notices.test_sent',
      subject: `workspace:${ctx.workspaceId}`,
      payload: { emails: addresses.length, webhook: webhookHost },
    });
  });
  const rows = await ctx.db.noticeOutbox.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: data.map(({ id }) => id) } },
  });
  const results = await Promise.all(rows.map((row) => deliverNotice(ctx, { ...row, lastWords: null }, roads)));
  const taken = results.filter(({ kind }) => kind === 'accepted').length;
  return { settings: await getNoticeSettings(ctx), asked: results.length, taken };
}

async function refuseHaste(ctx: ServiceContext): Promise<void> {
  const since = new Date(ctx.now.getTime() - PAUSE_MS);
  const where = { workspaceId: ctx.workspaceId, isTest: true, createdAt: { gt: since } };
  if ((await ctx.db.noticeOutbox.count({ where })) === 0) return;
  throw new ServiceError('rate_limited', 'A test was just sent. Wait ten seconds.', {
    retryAfterSeconds: PAUSE_MS / 1_000,
  });
}
