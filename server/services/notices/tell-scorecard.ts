import { v7 } from 'uuid';
import type { Digest } from '@/domain/notices/compose-digest';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { readNoticeSettings } from './settings';

/** Who gets the scorecard of each month. */
export async function scorecardRecipients(ctx: ServiceContext): Promise<readonly string[]> {
  return (await readNoticeSettings(ctx)).settings.scorecardRecipients;
}

/** Writes down, in the caller's transaction, a message to each of them; the sweep sends them. */
export async function tellScorecard(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  addresses: readonly string[],
  { subject, lines }: Digest,
): Promise<void> {
  const notice = { kind: 'scorecard', road: 'email', subject, lines: [...lines], nextAt: now, createdAt: now };
  await tx.noticeOutbox.createMany({
    data: addresses.map((address) => ({ ...notice, address, workspaceId, id: v7() })),
  });
}
