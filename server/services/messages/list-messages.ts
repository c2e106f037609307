import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { Envelope } from '@/domain/channels/port';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { Prisma } from '../../generated/prisma/client';

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

/** The sandbox inbox: every message that is kept here instead of being delivered, newest first. Right: messages.read. */
export async function listMessages(
  ctx: ServiceContext,
  input: ListMessagesInput,
): Promise<{ items: MessageListItem[]; nextCursor: string | null }> {
  authorise(ctx, 'messages.read');
  const rows = await ctx.db.message.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      provider: 'sandbox',
      ...(input.channel && { channel: input.channel }),
      AND: [input.state ? STATES[input.state] : {}, matching(input.q), after(input.cursor)],
    },
    select: LIST_COLUMNS,
    orderBy: [{ sendAt: 'desc' }, { id: 'desc' }],
    take: input.limit + 1,
  });
  const items = rows.slice(0, input.limit).map(toListItem);
  const last = rows.length > input.limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? writeKey(last) : null };
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
  const contains = { contains: q, mode: 'insensitive' } as const;
  return {
    OR: [
      { toAddress: contains },
      { subject: contains },
      { headers: { path: ['to', 'name'], string_contains: q, mode: 'insensitive' } },
    ],
  };
}

function after(cursor: string | undefined): Prisma.MessageWhereInput {
  if (!cursor) return {};
  const { at, id } = readKey(cursor);
  return { OR: [{ sendAt: { lt: at } }, { sendAt: at, id: { lt: id } }] };
}

function writeKey({ sendAt, id }: MessageListItem): string {
  return Buffer.from(JSON.stringify({ at: sendAt, id })).toString('base64url');
}

function readKey(cursor: string): z.infer<typeof Key> {
  try {
    return Key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new ServiceError('invalid', 'This is not a place in the list. Start again without a cursor.', {
      field: 'cursor',
    });
  }
}
