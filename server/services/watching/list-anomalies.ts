import { z } from 'zod';
import { findKpi, KPIS } from '@/domain/measurement/kpis/registry';
import { Contributor } from '@/domain/watching/contributors';
import { meaningOf } from '@/domain/watching/unusual';
import type { WindowHours } from '@/domain/watching/watch';
import { authorise, type ServiceContext } from '../../context';
import type { Anomaly } from '../../generated/prisma/client';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { resolveRange, spanOf } from '../measurement';
import { type AnomalyItem, FigureAnomaliesInput, ListAnomaliesInput } from './types';

/** Figures that have a name and a unit; one that has gone from the registry has neither, and no page. */
const KNOWN = { in: KPIS.map(({ id }) => id) };

/** What is unusual now, the latest first: one a figure at most. Right: measurement.read. */
export async function openAnomalies(ctx: ServiceContext): Promise<AnomalyItem[]> {
  authorise(ctx, 'measurement.read');
  const rows = await ctx.db.anomaly.findMany({
    where: { workspaceId: ctx.workspaceId, closedAt: null, kpi: KNOWN },
    orderBy: [{ foundAt: 'desc' }, { id: 'desc' }],
  });
  return itemsOf(ctx, rows);
}

/** What was unusual and is over, the latest first. Right: measurement.read. */
export async function pastAnomalies(
  ctx: ServiceContext,
  input: z.input<typeof ListAnomaliesInput>,
): Promise<Page<AnomalyItem>> {
  authorise(ctx, 'measurement.read');
  const { kpi, cursor, limit } = ListAnomaliesInput.parse(input);
  const from = cursor ? readCursor(MomentKey, cursor) : null;
  const rows = await ctx.db.anomaly.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      closedAt: { not: null },
      kpi: kpi === undefined ? KNOWN : { in: KNOWN.in.filter((id) => id === kpi) },
      ...(from && { OR: [{ foundAt: { lt: from.at } }, { foundAt: from.at, id: { lt: from.id } }] }),
    },
    orderBy: [{ foundAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.foundAt.toISOString(), id: row.id }));
  return { ...page, items: await itemsOf(ctx, page.items) };
}

/** What was unusual of one figure in a range of days, the earliest first. Right: measurement.read. */
export async function anomaliesOfFigure(
  ctx: ServiceContext,
  input: z.input<typeof FigureAnomaliesInput>,
): Promise<AnomalyItem[]> {
  authorise(ctx, 'measurement.read');
  const { kpi, from, to } = FigureAnomaliesInput.parse(input);
  const span = await spanOf(ctx, resolveRange(ctx, { from, to }));
  const rows = await ctx.db.anomaly.findMany({
    where: { workspaceId: ctx.workspaceId, kpi, since: { lt: span.to }, seenUntil: { gt: span.from } },
    orderBy: [{ since: 'asc' }, { id: 'asc' }],
  });
  return itemsOf(ctx, rows);
}

/** What was unusual within a span: `most` of it, the latest first, and how much there was. Right: measurement.read. */
export async function anomaliesWithin(
  ctx: ServiceContext,
  span: { from: Date; to: Date },
  most: number,
): Promise<{ rows: AnomalyItem[]; count: number }> {
  authorise(ctx, 'measurement.read');
  const where = { workspaceId: ctx.workspaceId, kpi: KNOWN, since: { lt: span.to }, seenUntil: { gt: span.from } };
  const [rows, count] = await Promise.all([
    ctx.db.anomaly.findMany({ where, orderBy: [{ foundAt: 'desc' }, { id: 'desc' }], take: most }),
    ctx.db.anomaly.count({ where }),
  ]);
  return { rows: await itemsOf(ctx, rows), count };
}

async function itemsOf(ctx: ServiceContext, rows: readonly Anomaly[]): Promise<AnomalyItem[]> {
  const people = await ctx.db.user.findMany({
    where: { id: { in: rows.flatMap(({ acknowledgedById }) => acknowledgedById ?? []) } },
    select: { id: true, name: true },
  });
  return rows.flatMap((row) => {
    const kpi = findKpi(row.kpi);
    if (!kpi) return [];
    const { workspaceId: _, contributors, acknowledgedById, ...rest } = row;
    return [
      {
        ...rest,
        ...{ name: kpi.name, unit: kpi.unit, direction: kpi.direction },
        meaning: meaningOf(kpi, row.isHigh),
        hours: row.hours as WindowHours,
        clearest: row.clearest as WindowHours,
        contributors: z.array(Contributor).parse(contributors),
        acknowledgedBy: people.find(({ id }) => id === acknowledgedById)?.name ?? null,
      },
    ];
  });
}
