import type { ServiceContext } from '../../context';
import { collectNotices } from './collect';
import { deliverNotices } from './deliver';
import { configuredRoads, readNoticeSettings } from './settings';
import type { NoticeRoads } from './types';

/**
 * Tells people what they asked to be told: notes what has come up, makes the messages that are due, sends those that
 * wait. Safe to call as often as one likes.
 */
export async function sweepNotices(
  ctx: ServiceContext,
  roads: NoticeRoads = configuredRoads(),
): Promise<{ made: number; sent: number }> {
  const made = await collectNotices(ctx, await readNoticeSettings(ctx));
  return { made, sent: await deliverNotices(ctx, roads) };
}
