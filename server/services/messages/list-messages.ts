import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { Envelope } from '@/domain/channels/port';
import { after as later, MINUTE } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import type { OptInRequest, Prisma } from '../../generated/prisma/client';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';

/** Where a message stands, as somebody looks for it. */
export const MESSAGE_STATES = ['waiting', 'delivered', 'opened', 'clicked', 'unsubscribed', 'bounced'] as const;

export const ListMessagesInput = z.object({
  /** In name, address and subject. */
  q: z.string().trim().max(200).optional(),
  channel: ChannelId.optional(),
  state: z.enum(MESSAGE_STATES).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListMessagesInput = z.infer<typeof ListMessagesInput>;

/** One line of the sandbox inbox. */
export type MessageListItem = {
  id: string;
  channel: ChannelId;
  status: string;
  to: { name: string; address: string };
  subject: string | null;
  preheader: string | null;
  /** Null for a question whether somebody wants to be written to: no agent and no decision stands behind it. */
  agentId: string | null;
  decisionId: string | null;
  customerId: string;
  sendAt: Date;
  deliveredAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  unsubscribedAt: Date | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
  isSimulated: boolean;
};

export const LIST_COLUMNS = {
  id: true,
  channel: true,
  status: true,
  toAddress: true,
  headers: true,
  subject: true,
  agentId: true,
  decisionId: true,
  customerId: true,
  sendAt: true,
  deliveredAt: true,
  openedAt: true,
  clickedAt: true,
  unsubscribedAt: true,
  bouncedAt: true,
  complainedAt: true,
  isSimulated: true,
} as const satisfies Prisma.MessageSelect;

type Row = Prisma.MessageGetPayload<{ select: typeof LIST_COLUMNS }>;

const STATES: Record<(typeof MESSAGE_STATES)[number], Prisma.MessageWhereInput> = {
  waiting: { status: { in: ['queued', 'claimed', 'attempting'] } },
  delivered: { status: 'delivered', openedAt: null },
  opened: { openedAt: { not: null } },
  clicked: { clickedAt: { not: null } },
  unsubscribed: { unsubscribedAt: { not: null } },
  bounced: { bouncedAt: { not: null } },
};

/** What leaves within this time is as good as there; what leaves later has not come yet. */
const SOON = MINUTE;

/** A page of the sandbox inbox; `setForLater` counts the messages that fit the filters and have not come yet. */
export type MessagePage = Page<MessageListItem> & { setForLater: number };

/**
 * The sandbox inbox: every message that is kept here instead of being delivered, and every question by which somebody
 * confirms their sign-up, newest first. As in any inbox, what is set for a later time is not among them until it comes,
 * but for who asks for what waits. Right: messages.read.
 */
export async function listMessages(ctx: ServiceContext, input: ListMessagesInput): Promise<MessagePage> {
  authorise(ctx, 'messages.read');
  const fitting: Prisma.MessageWhereInput = {
    workspaceId: ctx.workspaceId,
    provider: 'sandbox',
    ...(input.channel && { channel: input.channel }),
  };
  const notYet: Prisma.MessageWhereInput = { ...STATES.waiting, sendAt: { gt: later(ctx.now, SOON) } };
  const messages = await ctx.db.message.findMany({
    where: {
      ...fitting,
      AND: [input.state ? STATES[input.state] : { NOT: notYet }, matching(input.q), after(input.cursor)],
    },
    select: LIST_COLUMNS,
    orderBy: [{ sendAt: 'desc' }, { id: 'desc' }],
    take: input.limit + 1,
  });
  const rows = [...messages.map(toListItem), ...(await questionsLike(ctx, input))].toSorted(newestFirst);
  const page = pageOf(rows.slice(0, input.limit + 1), input.limit, ({ sendAt, id }) =>
    writeCursor({ at: sendAt.toISOString(), id }),
  );
  const setForLater = input.state
    ? 0
    : await ctx.db.message.count({ where: { ...fitting, AND: [notYet, matching(input.q)] } });
  return { ...page, setForLater };
}

/** A stored message as a line of the list. */
export function toListItem({ headers, toAddress, channel, ...row }: Row): MessageListItem {
  const envelope = Envelope.safeParse(headers);
  const to = envelope.success ? envelope.data.to : { name: '', address: toAddress };
  const preheader = envelope.success && envelope.data.preheader ? envelope.data.preheader : null;
  return { ...row, channel: ChannelId.parse(channel), to, preheader };
}

function newestFirst(one: MessageListItem, other: MessageListItem): number {
  const later = other.sendAt.getTime() - one.sendAt.getTime();
  return later || (other.id < one.id ? -1 : 1);
}

/** Questions in the sandbox that fit what is looked for. Nobody's opens and clicks of them are followed. */
async function questionsLike(
  { db, workspaceId }: ServiceContext,
  input: ListMessagesInput,
): Promise<MessageListItem[]> {
  if (input.state && input.state !== 'delivered') return [];
  const from = input.cursor ? readCursor(MomentKey, input.cursor) : null;
  const contains = input.q ? containing(input.q) : null;
  const rows = await db.optInRequest.findMany({
    where: {
      ...{ workspaceId, provider: 'sandbox', ...(input.channel && { channel: input.channel }) },
      AND: [
        contains ? { OR: [{ toAddress: contains }, { subject: contains }] } : {},
        from ? { OR: [{ createdAt: { lt: from.at } }, { createdAt: from.at, id: { lt: from.id } }] } : {},
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: input.limit + 1,
  });
  return rows.map(questionItem);
}

const QUESTION_STATUS: Record<string, string> = { waiting: 'queued', sent: 'delivered', dropped: 'cancelled' };

/** A question as a line of the list. */
export function questionItem(row: OptInRequest): MessageListItem {
  const { id, channel, status, toAddress, subject, customerId, createdAt, sentAt, confirmedAt } = row;
  const envelope = Envelope.safeParse(row.headers);
  return {
    ...{ id, customerId, subject, agentId: null, decisionId: null, sendAt: createdAt, deliveredAt: sentAt },
    channel: ChannelId.parse(channel),
    status: confirmedAt ? 'confirmed' : (QUESTION_STATUS[status] ?? status),
    to: envelope.success ? envelope.data.to : { name: '', address: toAddress },
    preheader: envelope.success && envelope.data.preheader ? envelope.data.preheader : null,
    ...{ openedAt: null, clickedAt: null, unsubscribedAt: null, bouncedAt: null, complainedAt: null },
    isSimulated: false,
  };
}

function containing(q: string) {
  // Prisma leaves the wildcards of LIKE as they are.
  return { contains: q.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } as const;
}

function matching(q: string | undefined): Prisma.MessageWhereInput {
  if (!q) return {};
  const contains = containing(q);
  return {
    OR: [
      { toAddress: contains },
      { subject: contains },
      { headers: { path: ['to', 'name'], string_contains: contains.contains, mode: 'insensitive' } },
    ],
  };
}

function after(cursor: string | undefined): Prisma.MessageWhereInput {
  if (!cursor) return {};
  const { at, id } = readCursor(MomentKey, cursor);
  return { OR: [{ sendAt: { lt: at } }, { sendAt: at, id: { lt: id } }] };
}
