import { v7 } from 'uuid';
import type { Digest } from '@/domain/notices/compose-digest';
import type { RegularNoticeKind } from '@/domain/notices/notice-kinds';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { readNoticeSettings } from './settings';

const RECIPIENTS = {
  scorecard: 'scorecardRecipients',
  weekly: 'weeklyRecipients',
  impact: 'impactRecipients',
} as const satisfies Record<RegularNoticeKind, string>;

/** Who gets what goes out by the calendar. */
export async function regularRecipients(ctx: ServiceContext, kind: RegularNoticeKind): Promise<readonly string[]> {
  return (await readNoticeSettings(ctx)).settings[RECIPIENTS[kind]];
}

/** Writes down, in the caller's transaction, a message to each of them; the sweep sends them. */
export async function tellRegular(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  { kind, addresses, digest }: { kind: RegularNoticeKind; addresses: readonly string[]; digest: Digest },
): Promise<void> {
  const { subject, lines } = digest;
  const notice = { kind, road: 'email', subject, lines: [...lines], nextAt: now, createdAt: now };
  await tx.noticeOutbox.createMany({
    data: addresses.map((address) => ({ ...notice, address, workspaceId, id: v7() })),
  });
}
