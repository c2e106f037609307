import { actionName, agentName } from '@/domain/agents/agent-cards';
import type { DayRange } from '@/domain/measurement/day-range';
import type { RejectReason } from '@/domain/review/review-item';
import type { Gap } from '@/domain/service/uptime';
import type { ServiceContext } from '../../context';
import { type TestResult, testsWithin } from '../creative';
import { type BlockedReasons, blockedReasons } from '../decisions';
import { type Kpis, kpis, spanOf } from '../measurement';
import { countRejections, summariseVerdicts, type VerdictSummary } from '../review';
import { loadUptime } from '../vitals';
import { type AnomalyItem, anomaliesWithin } from '../watching';

/** The latest rows of one kind, and how many there were. */
export type Latest<Row> = { rows: Row[]; count: number };

/** What a week's review looks at. */
export type WeeklyFacts = {
  figures: Kpis;
  blocked: BlockedReasons;
  verdicts: VerdictSummary;
  verdictsBefore: VerdictSummary;
  rejections: { reason: RejectReason; count: number }[];
  levels: Latest<{ name: string; from: number; to: number; reason: string; at: Date }>;
  policies: Latest<{ version: number; reason: string; by: string | null; at: Date }>;
  stops: Latest<{ scope: string; target: string; cause: string; reason: string; at: Date; resumedAt: Date | null }>;
  breaches: Latest<{ name: string; guardrail: string; at: Date }>;
  tests: TestResult[];
  anomalies: Latest<AnomalyItem>;
  gaps: Latest<Gap>;
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
  const [changed, activated] = [
    // A level that was confirmed as it was is no change.
    { workspaceId, changedAt: within, NOT: { fromLevel: { equals: db.autonomyLevelChange.fields.toLevel } } },
    { workspaceId, activatedAt: within },
  ];
  const [stopped, reported] = [
    { workspaceId, stoppedAt: within },
    { workspaceId, reportedAt: within },
  ];
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
    anomalies,
    uptime,
  ] = await Promise.all([
    kpis(ctx, range, before),
    blockedReasons(ctx, span),
    summariseVerdicts(asJob, span),
    summariseVerdicts(asJob, spanBefore),
    countRejections(asJob, span),
    latest(
      db.autonomyLevelChange.findMany({ where: changed, orderBy: { changedAt: 'desc' }, take: MOST }),
      db.autonomyLevelChange.count({ where: changed }),
    ),
    latest(
      db.policyVersion.findMany({ where: activated, orderBy: { version: 'desc' }, take: MOST }),
      db.policyVersion.count({ where: activated }),
    ),
    latest(
      db.killSwitch.findMany({ where: stopped, orderBy: { stoppedAt: 'desc' }, take: MOST }),
      db.killSwitch.count({ where: stopped }),
    ),
    latest(
      db.breachReport.findMany({ where: reported, orderBy: { reportedAt: 'desc' }, take: MOST }),
      db.breachReport.count({ where: reported }),
    ),
    testsWithin(ctx, span),
    anomaliesWithin(ctx, span, MOST),
    loadUptime(ctx, span),
  ]);
  const people = await db.user.findMany({
    where: { id: { in: policies.rows.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, name: true },
  });
  return {
    figures,
    blocked,
    verdicts,
    verdictsBefore,
    rejections,
    levels: told(levels, ({ agentId, action, fromLevel, toLevel, reason, changedAt }) => ({
      name: `${agentName(agentId)}: ${actionName(agentId, action)}`,
      from: fromLevel,
      to: toLevel,
      reason,
      at: changedAt,
    })),
    policies: told(policies, ({ version, reason, createdById, activatedAt }) => ({
      version,
      reason,
      by: people.find(({ id }) => id === createdById)?.name ?? null,
      at: activatedAt ?? span.from,
    })),
    stops: told(stops, ({ scope, target, cause, reason, stoppedAt, resumedAt }) => ({
      ...{ scope, target, cause, reason, resumedAt },
      at: stoppedAt,
    })),
    breaches: told(breaches, ({ agentId, action, guardrail, reportedAt }) => ({
      name: `${agentName(agentId)}: ${actionName(agentId, action)}`,
      guardrail,
      at: reportedAt,
    })),
    tests,
    anomalies,
    gaps: { rows: uptime.gaps.slice(-MOST).toReversed(), count: uptime.gaps.length },
  };
}

async function latest<Row>(reading: Promise<Row[]>, counting: Promise<number>): Promise<Latest<Row>> {
  const [rows, count] = await Promise.all([reading, counting]);
  return { rows, count };
}

function told<Row, Said>({ rows, count }: Latest<Row>, say: (row: Row) => Said): Latest<Said> {
  return { rows: rows.map(say), count };
}
