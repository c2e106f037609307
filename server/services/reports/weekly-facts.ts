import { actionName, agentName } from '@/domain/agents/agent-cards';
import type { DayRange } from '@/domain/measurement/day-range';
import { RejectReason } from '@/domain/review/review-item';
import type { ServiceContext } from '../../context';
import { listTests, type TestView } from '../creative';
import { type BlockedReasons, blockedReasons } from '../decisions';
import { type Kpis, kpis, spanOf } from '../measurement';
import { summariseVerdicts, type VerdictSummary } from '../review';
import { loadUptime } from '../vitals';
import { type AnomalyItem, anomaliesWithin } from '../watching';

/** What a week's review looks at. */
export type WeeklyFacts = {
  figures: Kpis;
  blocked: BlockedReasons;
  verdicts: VerdictSummary;
  verdictsBefore: VerdictSummary;
  rejections: { reason: RejectReason; count: number }[];
  levels: { name: string; from: number; to: number; reason: string; at: Date }[];
  policies: { version: number; reason: string; by: string | null; at: Date }[];
  stops: { scope: string; target: string; cause: string; reason: string; at: Date; resumedAt: Date | null }[];
  breaches: { name: string; guardrail: string; at: Date }[];
  tests: TestView[];
  anomalies: AnomalyItem[];
  gaps: { from: Date; to: Date; isPlanned: boolean }[];
};

/** Rows of one kind that a page of paper takes. */
const MOST = 20;

/**
 * What was decided, sent, held and stopped within some days, how people judged, and what was changed. Counts and no
 * customer: whoever may read figures may read them, so verdicts are counted on the product's own behalf.
 */
export async function weeklyFacts(ctx: ServiceContext, range: DayRange, before: DayRange): Promise<WeeklyFacts> {
  const { workspaceId, db } = ctx;
  const asJob: ServiceContext = { ...ctx, actor: { kind: 'job', name: 'weekly-report' } };
  const [span, spanBefore] = await Promise.all([spanOf(ctx, range), spanOf(ctx, before)]);
  const within = { gte: span.from, lt: span.to };
  const newest = { take: MOST } as const;
  const [
    figures,
    blocked,
    verdicts,
    verdictsBefore,
    rejections,
    levels,
    policies,
    stops,
    breaches,
    tests,
    uptime,
    anomalies,
  ] = await Promise.all([
    kpis(ctx, range, before),
    blockedReasons(ctx, span),
    summariseVerdicts(asJob, span),
    summariseVerdicts(asJob, spanBefore),
    db.reviewVerdict.groupBy({
      by: ['reason'],
      where: { workspaceId, verdict: 'reject', undoneAt: null, givenAt: within },
      _count: true,
    }),
    db.autonomyLevelChange.findMany({
      where: { workspaceId, changedAt: within },
      orderBy: { changedAt: 'desc' },
      ...newest,
    }),
    db.policyVersion.findMany({
      where: { workspaceId, activatedAt: within },
      orderBy: { version: 'desc' },
      ...newest,
    }),
    db.killSwitch.findMany({ where: { workspaceId, stoppedAt: within }, orderBy: { stoppedAt: 'desc' }, ...newest }),
    db.breachReport.findMany({
      where: { workspaceId, reportedAt: within },
      orderBy: { reportedAt: 'desc' },
      ...newest,
    }),
    listTests(ctx, {}),
    loadUptime(ctx, span),
    anomaliesWithin(ctx, span, MOST),
  ]);
  const people = await db.user.findMany({
    where: { id: { in: policies.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, name: true },
  });
  return {
    figures,
    blocked,
    verdicts,
    verdictsBefore,
    rejections: rejections
      .flatMap(({ reason, _count: count }) => {
        const known = RejectReason.safeParse(reason);
        return known.success ? [{ reason: known.data, count }] : [];
      })
      .toSorted((one, other) => other.count - one.count),
    levels: levels.map(({ agentId, action, fromLevel, toLevel, reason, changedAt }) => ({
      name: `${agentName(agentId)}: ${actionName(agentId, action)}`,
      from: fromLevel,
      to: toLevel,
      reason,
      at: changedAt,
    })),
    policies: policies.map(({ version, reason, createdById, activatedAt }) => ({
      version,
      reason,
      by: people.find(({ id }) => id === createdById)?.name ?? null,
      at: activatedAt ?? span.from,
    })),
    stops: stops.map(({ scope, target, cause, reason, stoppedAt, resumedAt }) => ({
      ...{ scope, target, cause, reason, resumedAt },
      at: stoppedAt,
    })),
    breaches: breaches.map(({ agentId, action, guardrail, reportedAt }) => ({
      name: `${agentName(agentId)}: ${actionName(agentId, action)}`,
      guardrail,
      at: reportedAt,
    })),
    tests: tests.tests.filter(
      ({ startedAt, endedAt }) =>
        startedAt !== null && startedAt < span.to && (endedAt === null || endedAt >= span.from),
    ),
    anomalies,
    gaps: uptime.gaps,
  };
}
