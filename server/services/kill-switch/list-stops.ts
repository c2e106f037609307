import { z } from 'zod';
import { authorise, type ServiceContext } from '../../context';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { type ActiveStop, describeStops, peopleNames } from './active-stops';

export const ListStopsInput = z.object({
  /** Stops that held this agent: its own and those of the workspace. All stops where left out. */
  agentId: z.string().max(32).optional(),
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(100).default(20),
});
export type ListStopsInput = z.input<typeof ListStopsInput>;

/** A stop with how it ended; `resumedAt` is null while it stands. */
export type PastStop = ActiveStop & { resumedAt: Date | null; resumedBy: string | null; resumeReason: string | null };

/** Every stop there was, the latest first, a page at a time: who stopped what and why, who resumed and why. */
export async function listStops(ctx: ServiceContext, input: ListStopsInput): Promise<Page<PastStop>> {
  authorise(ctx, 'workspace.read');
  const { agentId, cursor, limit } = ListStopsInput.parse(input);
  const place = cursor ? readCursor(MomentKey, cursor) : null;
  const stoppedAt = place && new Date(place.at);
  const rows = await ctx.db.killSwitch.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      AND: [
        agentId ? { OR: [{ scope: 'workspace' }, { scope: 'agent', target: agentId }] } : {},
        place && stoppedAt ? { OR: [{ stoppedAt: { lt: stoppedAt } }, { stoppedAt, id: { lt: place.id } }] } : {},
      ],
    },
    orderBy: [{ stoppedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.stoppedAt.toISOString(), id: row.id }));
  const described = await describeStops(ctx, page.items);
  const names = await peopleNames(
    ctx,
    page.items.flatMap(({ resumedById }) => resumedById ?? []),
  );
  const endOf = new Map(page.items.map((row) => [row.id, row]));
  return {
    ...page,
    items: described.map((stop) => {
      const row = endOf.get(stop.id);
      return {
        ...stop,
        resumedAt: row?.resumedAt ?? null,
        resumedBy: row?.resumedById ? (names.get(row.resumedById) ?? null) : null,
        resumeReason: row?.resumeReason ?? null,
      };
    }),
  };
}
