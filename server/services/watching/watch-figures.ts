import { v7 } from 'uuid';
import type { Kpi } from '@/domain/measurement/kpi';
import { composeUnusual } from '@/domain/notices/compose-unusual';
import { after, between, HOUR } from '@/domain/shared/time';
import type { Contributor } from '@/domain/watching/contributors';
import { follow, type Step } from '@/domain/watching/follow';
import { meaningOf, type Unusual, unusualOf } from '@/domain/watching/unusual';
import type { WindowHours } from '@/domain/watching/watch';
import { contributorWords, unusualWords } from '@/lib/words/unusual-words';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Anomaly } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { tellHolders } from '../notices';
import { type ReadFigure, readFigures } from './read-figures';
import { contributorsTo } from './split-change';

type Change = {
  kpi: Kpi;
  open: Anomaly | null;
  step: Exclude<Step, { kind: 'nothing' }>;
  /** Of what was seen: the window, in instants, and what it came from. */
  seen: { unusual: Unusual; from: Date; to: Date; contributors: Contributor[] } | null;
};

/**
 * Compares every watched figure, as of the last closed hour of the workspace's clock, with what its past lets expect: what
 * is unusual is kept, prolonged while it lasts, and closed when it is over. Those who look after the figures are told once
 * of each, together, unless it is good news; of a history that is lived through nobody is. Safe to call as often as one
 * likes. Answers how many opened and closed.
 */
export async function watchFigures(ctx: ServiceContext): Promise<{ opened: number; closed: number }> {
  const figures = await readFigures(ctx);
  if (figures.length === 0) return { opened: 0, closed: 0 };
  const { open, toldUpTo } = await knownAnomalies(ctx);
  const changes: Change[] = [];
  for (const figure of figures) {
    const change = await changeOf(ctx, figure, open.get(figure.kpi.id) ?? null, toldUpTo.get(figure.kpi.id) ?? null);
    if (change) changes.push(change);
  }
  if (changes.length === 0) return { opened: 0, closed: 0 };
  return inTransaction(ctx, (tx) => keepAll(tx, ctx, changes));
}

async function knownAnomalies(ctx: ServiceContext) {
  const where = { workspaceId: ctx.workspaceId };
  const [open, closed] = await Promise.all([
    ctx.db.anomaly.findMany({ where: { ...where, closedAt: null } }),
    ctx.db.anomaly.groupBy({ by: ['kpi'], where: { ...where, closedAt: { not: null } }, _max: { seenUntil: true } }),
  ]);
  return {
    open: new Map(open.map((anomaly) => [anomaly.kpi, anomaly])),
    toldUpTo: new Map(closed.map(({ kpi, _max }) => [kpi, _max.seenUntil])),
  };
}

async function changeOf(
  ctx: ServiceContext,
  { kpi, readings, courseFrom, to }: ReadFigure,
  open: Anomaly | null,
  toldUpTo: Date | null,
): Promise<Change | null> {
  const at = (index: number) => after(courseFrom, index * HOUR);
  const state = open && {
    // Readings of what is watched by its misses point the other way than the figure.
    isHigh: open.isHigh !== (kpi.watch?.byMisses ?? false),
    hours: open.hours as WindowHours,
    unseenHours: between(open.seenUntil, at(to)) / HOUR,
  };
  const step = follow(state, readings, toldUpTo ? between(courseFrom, toldUpTo) / HOUR : undefined);
  if (step.kind === 'nothing') return null;
  if (step.kind === 'closed') return { kpi, open, step, seen: null };
  const { reading } = step;
  const unusual = unusualOf(kpi, reading);
  const isClearer = step.kind !== 'prolonged' || !open || unusual.deviation > open.deviation;
  const contributors = isClearer ? await contributorsTo(ctx, kpi, { reading, courseFrom }) : [];
  return { kpi, open, step, seen: { unusual, from: at(reading.from), to: at(reading.to), contributors } };
}

/** Two who watch at once do it once: the second finds that what it would change has changed. */
async function keepAll(tx: Db, ctx: ServiceContext, changes: readonly Change[]) {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`anomalies:${ctx.workspaceId}`}, 0))::text`;
  const openNow = await tx.anomaly.findMany({ where: { workspaceId: ctx.workspaceId, closedAt: null } });
  const current = changes.filter(({ kpi, open }) => openNow.find((row) => row.kpi === kpi.id)?.id === open?.id);
  const opened: Change[] = [];
  let closed = 0;
  for (const change of current) {
    const { open, step, seen } = change;
    if (step.kind === 'prolonged' && open && seen) await prolong(tx, open, seen);
    if (open && (step.kind === 'closed' || step.kind === 'turned')) {
      await close(tx, ctx, open, step.kind === 'closed' ? step.because : 'turned');
      closed += 1;
    }
    if (seen && (step.kind === 'opened' || step.kind === 'turned')) {
      await tx.anomaly.create({ data: rowOf(ctx, change.kpi, seen) });
      opened.push(change);
    }
  }
  await tell(tx, ctx, opened);
  return { opened: opened.length, closed };
}

type Seen = NonNullable<Change['seen']>;

function readingRow({ unusual, from, to, contributors }: Seen) {
  const { value, expected, low, high, deviation, hours } = unusual;
  return { value, expected, low, high, deviation, clearest: hours, windowFrom: from, windowTo: to, contributors };
}

function rowOf(ctx: ServiceContext, kpi: Kpi, seen: Seen) {
  return {
    ...readingRow(seen),
    ...{ workspaceId: ctx.workspaceId, id: v7(), kpi: kpi.id, isHigh: seen.unusual.isHigh, hours: seen.unusual.hours },
    ...{ since: seen.from, foundAt: ctx.now, seenUntil: seen.to },
  };
}

/** It says what it was when it was clearest; how long it has been seen, and in how long a window, only grows. */
async function prolong(tx: Db, open: Anomaly, seen: Seen): Promise<void> {
  await tx.anomaly.update({
    where: { workspaceId_id: { workspaceId: open.workspaceId, id: open.id } },
    data: {
      ...(seen.unusual.deviation > open.deviation ? readingRow(seen) : {}),
      hours: Math.max(open.hours, seen.unusual.hours),
      seenUntil: seen.to,
    },
  });
}

async function close(tx: Db, ctx: ServiceContext, { workspaceId, id }: Anomaly, closedBecause: string): Promise<void> {
  await tx.anomaly.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { closedAt: ctx.now, closedBecause },
  });
}

/** Good news stands on its page; nobody is called for it. */
async function tell(tx: Db, ctx: ServiceContext, opened: readonly Change[]): Promise<void> {
  if (ctx.workspace.isVirtual) return;
  const { slug, name: company, currency } = ctx.workspace;
  const figures = opened.flatMap(({ kpi, seen }) => {
    if (!seen || meaningOf(kpi, seen.unusual.isHigh) === 'better') return [];
    const words = unusualWords({ ...kpi, ...seen.unusual, clearest: seen.unusual.hours }, currency);
    return [{ name: kpi.name, words, from: contributorWords(seen.contributors) }];
  });
  if (figures.length === 0) return;
  const pageUrl = `${publicOrigin()}/${slug}/watching`;
  await tellHolders(tx, ctx, 'measurement.acknowledge', {
    kind: 'unusual',
    ...composeUnusual({ company, figures, pageUrl }),
  });
}
