import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { Envelope } from '@/domain/channels/port';
import { after as later, MINUTE } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';

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
  agentId: string;
  decisionId: string;
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

const Key = z.object({ at: z.iso.datetime(), id: z.uuid() });

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
 * The sandbox inbox: every message that is kept here instead of being delivered, newest first. As in any inbox, what is
 * set for a later time is not among them until it comes, but for who asks for what waits. Right: messages.read.
 */
export async function listMessages(ctx: ServiceContext, input: ListMessagesInput): Promise<MessagePage> {
  authorise(ctx, 'messages.read');
  const fitting: Prisma.MessageWhereInput = {
    workspaceId: ctx.workspaceId,
    provider: 'sandbox',
    ...(input.channel && { channel: input.channel }),
  };
  const notYet: Prisma.MessageWhereInput = { ...STATES.waiting, sendAt: { gt: later(ctx.now, SOON) } };
  const rows = await ctx.db.message.findMany({
    where: {
      ...fitting,
      AND: [input.state ? STATES[input.state] : { NOT: notYet }, matching(input.q), after(input.cursor)],
    },
    select: LIST_COLUMNS,
    orderBy: [{ sendAt: 'desc' }, { id: 'desc' }],
    take: input.limit + 1,
  });
  const page = pageOf(rows.map(toListItem), input.limit, ({ sendAt, id }) =>
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

function matching(q: string | undefined): Prisma.MessageWhereInput {
  if (!q) return {};
  // Prisma leaves the wildcards of LIKE as they are.
  const literal = q.replace(/[\\%_]/g, '\\$&');
  const contains = { contains: literal, mode: 'insensitive' } as const;
  return {
    OR: [
      { toAddress: contains },
      { subject: contains },
      { headers: { path: ['to', 'name'], string_contains: literal, mode: 'insensitive' } },
    ],
  };
}

function after(cursor: string | undefined): Prisma.MessageWhereInput {
  if (!cursor) return {};
  const { at, id } = readCursor(Key, cursor);
  return { OR: [{ sendAt: { lt: at } }, { sendAt: at, id: { lt: id } }] };
}
