import { type Uptime, uptimeWithin } from '@/domain/service/uptime';
import type { ServiceContext } from '../../context';
import { systemDb } from '../../system-db';

const NOT_KNOWN: Uptime = { upMs: 0, measuredMs: 0, gaps: [] };

/**
 * How long the installation answered between each instant and the next. A workspace that lives by a clock of its own has
 * no hours of the world to ask about: nothing was measured there. Asks for no right: a verb that shows it does.
 */
export async function loadUptimes({ workspace }: ServiceContext, cuts: readonly Date[]): Promise<Uptime[]> {
  const [from, to] = [cuts[0], cuts.at(-1)];
  if (!from || !to) return [];
  if (workspace.isVirtual) return cuts.slice(1).map(() => NOT_KNOWN);
  const { uptimeSpan } = systemDb();
  // Whoever answered last before tells whether a gap at the beginning was planned.
  const [first, last, spans] = await Promise.all([
    uptimeSpan.findFirst({ orderBy: { startedAt: 'asc' }, select: { startedAt: true } }),
    uptimeSpan.findFirst({ where: { lastBeatAt: { lt: from } }, orderBy: { lastBeatAt: 'desc' } }),
    uptimeSpan.findMany({ where: { lastBeatAt: { gte: from }, startedAt: { lt: to } } }),
  ]);
  const known = last ? [last, ...spans] : spans;
  const [since, now] = [first?.startedAt ?? null, new Date()];
  return cuts.slice(1).map((end, place) => uptimeWithin(known, { from: cuts[place] ?? from, to: end, since, now }));
}

/** The same within one half-open span. */
export async function loadUptime(ctx: ServiceContext, { from, to }: { from: Date; to: Date }): Promise<Uptime> {
  return (await loadUptimes(ctx, [from, to]))[0] ?? NOT_KNOWN;
}
