import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';
import { type Page, pageOf, readCursor, writeCursor } from '../../keyset';

export const RecentEventsInput = z.object({
  /** Part of an event's name. */
  name: z.string().trim().max(100).optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});
const Cursor = z.object({ id: z.string().regex(/^\d{1,18}$/) });

export type RecentEvent = {
  id: string;
  messageId: string;
  type: string;
  name: string | null;
  userId: string | null;
  anonymousId: string | null;
  customerId: string | null;
  occurredAt: Date;
  receivedAt: Date;
  properties: Record<string, unknown>;
  isSimulated: boolean;
};

/** Events as they came in, the last first. */
export async function recentEvents(
  ctx: ServiceContext,
  input: z.input<typeof RecentEventsInput>,
): Promise<Page<RecentEvent>> {
  authorise(ctx, 'events.read');
  const { name, limit, cursor } = RecentEventsInput.parse(input);
  const rows = await ctx.db.event.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(name && { name: { contains: name, mode: 'insensitive' } }),
      ...(cursor && { id: { lt: BigInt(readCursor(Cursor, cursor).id) } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ id: String(row.id) }));
  return {
    ...page,
    items: page.items.map(({ workspaceId: _, sentAt: __, context: ___, id, properties, ...event }) => ({
      ...event,
      id: String(id),
      properties: properties as Record<string, unknown>,
    })),
  };
}

export type IntakeMinute = { minute: Date; accepted: number };
export type Intake = { minutes: IntakeMinute[]; pending: number; deadLetters: number; lastReceivedAt: Date | null };

const MINUTES = 60;

/** What came in during the last hour by our own clock, minute by minute (quiet minutes are 0), and what is left to do. */
export async function intake(ctx: ServiceContext): Promise<Intake> {
  authorise(ctx, 'events.read');
  const { workspaceId } = ctx;
  const minutes = await ctx.db.$queryRaw<IntakeMinute[]>`
    SELECT slot AS minute, coalesce(accepted, 0)::int AS accepted
    FROM generate_series(date_trunc('minute', now()) - ${MINUTES - 1} * interval '1 minute', date_trunc('minute', now()),
      interval '1 minute') AS slot
    LEFT JOIN (
      SELECT date_trunc('minute', received_at) AS minute, count(*) AS accepted FROM event
      WHERE workspace_id = ${workspaceId}::uuid AND received_at >= now() - ${MINUTES} * interval '1 minute' GROUP BY 1
    ) AS counted ON counted.minute = slot
    ORDER BY slot`;
  const [pending, deadLetters, last] = await Promise.all([
    ctx.db.eventPending.count({ where: { workspaceId } }),
    ctx.db.deadLetter.count({ where: { workspaceId, resolvedAt: null } }),
    ctx.db.event.findFirst({ where: { workspaceId }, orderBy: { id: 'desc' }, select: { receivedAt: true } }),
  ]);
  return { minutes, pending, deadLetters, lastReceivedAt: last?.receivedAt ?? null };
}
