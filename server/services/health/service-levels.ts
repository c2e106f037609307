import { CHANNELS, type ChannelId } from '@/domain/channels/channel';
import { stateOf } from '@/domain/delivery/circuit';
import { type DayRange, daysOf, lengthOf } from '@/domain/measurement/day-range';
import { phaseOf } from '@/domain/rollout/plan';
import { type Objectives, objectivesOf } from '@/domain/service/objectives';
import {
  addTimes,
  countOf,
  DECISION_KINDS,
  percentile,
  type QUEUE_KINDS,
  SERVICE_KINDS,
  type ServiceKind,
  type Times,
} from '@/domain/service/service-times';
import type { Gap } from '@/domain/service/uptime';
import { HOUR, hourOf, SECOND } from '@/domain/shared/time';
import { providerKind } from '@/server/channels/registry';
import { authorise, type ServiceContext } from '../../context';
import { logFault } from '../../log-fault';
import {
  dayCuts,
  measureSums,
  type Period,
  periodOf,
  RangeInput,
  resolveRange,
  type Span,
  spanOf,
} from '../measurement';
import { providersOf } from '../providers';
import { stepInForce } from '../rollout';
import { keepNoted, loadAnswers, loadTimes, loadUptimes, type TimedStep } from '../vitals';
import { DEGRADED_AFTER_SECONDS } from './backlog';

export { RangeInput as ServiceLevelsInput };

/** Half, nearly all and all but the worst hundredth of the pieces of work kept within these milliseconds. */
export type Percentiles = { count: number; p50: number | null; p95: number | null; p99: number | null };

/** One step of the course: an hour (its beginning) or a day of the workspace's calendar. */
export type ServiceStep = {
  at: Date;
  /** Its time is not over yet. */
  isOpen: boolean;
  /** Share 0..1 of the known time in which the product answered; null where nothing is known. */
  uptime: number | null;
  decisions: Percentiles;
  queues: Record<(typeof QUEUE_KINDS)[number], Percentiles>;
  answered: number;
  failed: number;
};

/** What became of a channel's messages in the period, by what its provider said of them. */
export type ChannelService = {
  channel: ChannelId;
  provider: string;
  isReal: boolean;
  accepted: number;
  refused: number;
  /** Handed over without an answer: they may have arrived, and are never sent again. */
  unknown: number;
  circuit: 'closed' | 'open' | 'half_open';
  lastSuccessAt: Date | null;
  lastFailure: { at: Date; code: string; reason: string } | null;
};

export type ServiceLevels = {
  period: Period;
  by: 'hour' | 'day';
  objectives: Objectives;
  /** The workspace lives by a clock of its own: hours of the world say nothing of it. */
  isVirtual: boolean;
  /** `gaps`: the latest ones, the latest first; `gapCount`: all there were. */
  uptime: { upMs: number; measuredMs: number; gaps: Gap[]; gapCount: number };
  times: Record<ServiceKind, Percentiles>;
  decisions: Percentiles;
  requests: { answered: number; failed: number };
  /** Share 0..1 of the messages that arrived, as the figure of the registry has it; null where none was handed over. */
  delivered: number | null;
  steps: ServiceStep[];
  channels: ChannelService[];
};

/** Up to so many days are shown hour by hour. */
const HOURLY_DAYS = 3;
/** Gaps shown, the latest ones. */
const MOST_GAPS = 50;

/**
 * How well the product serves over a range of days, held against what is asked of it: by the phase of the rollout, or the
 * plan's own targets. Uptime and requests are of the installation, all else of the workspace. Right: measurement.read.
 */
export async function serviceLevels(ctx: ServiceContext, input: RangeInput): Promise<ServiceLevels> {
  authorise(ctx, 'measurement.read');
  // What this process has not written down yet counts too; where that fails, the rest is shown.
  await keepNoted().catch((problem) => logFault('service times', problem));
  const range = resolveRange(ctx, input);
  const by = lengthOf(range) <= HOURLY_DAYS ? 'hour' : 'day';
  const cuts = await cutsOf(ctx, range, by);
  const span: Span = { from: cuts[0] ?? ctx.now, to: cuts.at(-1) ?? ctx.now };
  const [timed, uptimes, answers, channels, delivered, step] = await Promise.all([
    loadTimes(ctx, span, SERVICE_KINDS, by),
    loadUptimes(ctx, [...cuts]),
    loadAnswers(ctx, span, by),
    channelsOf(ctx, span),
    measureSums(ctx, range, 'delivery_rate'),
    stepInForce(ctx),
  ]);
  const keys = by === 'day' ? daysOf(range) : cuts.slice(0, -1).map((at) => at.toISOString().replace('.000', ''));
  const timesAt = (kinds: readonly ServiceKind[], key?: string) => summed(timed, kinds, key);
  const steps = keys.map((key, place): ServiceStep => {
    const { upMs = 0, measuredMs = 0 } = uptimes[place] ?? {};
    const { answered = 0, failed = 0 } = answers.find(({ step }) => step === key) ?? {};
    const [at, end] = [cuts[place] ?? span.from, cuts[place + 1] ?? span.to];
    return {
      at: by === 'day' ? new Date(key) : at,
      isOpen: end > ctx.now,
      uptime: measuredMs > 0 ? upMs / measuredMs : null,
      decisions: timesAt(DECISION_KINDS, key),
      queues: {
        events: timesAt(['events'], key),
        dispatch: timesAt(['dispatch'], key),
        reports: timesAt(['reports'], key),
      },
      answered,
      failed,
    };
  });
  const gaps = joined(uptimes.flatMap((each) => each.gaps));
  const of = (pick: (each: { upMs: number; measuredMs: number }) => number) =>
    uptimes.reduce((sum, each) => sum + pick(each), 0);
  return {
    period: periodOf(ctx, range),
    by,
    objectives: objectivesOf(step && phaseOf(step.cohort), DEGRADED_AFTER_SECONDS * SECOND),
    isVirtual: ctx.workspace.isVirtual,
    uptime: {
      upMs: of(({ upMs }) => upMs),
      measuredMs: of(({ measuredMs }) => measuredMs),
      gaps: gaps.slice(-MOST_GAPS).toReversed(),
      gapCount: gaps.length,
    },
    times: Object.fromEntries(SERVICE_KINDS.map((kind) => [kind, timesAt([kind])])) as Record<ServiceKind, Percentiles>,
    decisions: timesAt(DECISION_KINDS),
    requests: {
      answered: answers.reduce((sum, { answered }) => sum + answered, 0),
      failed: answers.reduce((sum, { failed }) => sum + failed, 0),
    },
    delivered,
    // A day that has not come has nothing to show. By when it begins here: a day's `at` is its date in UTC.
    steps: steps.filter((_, place) => (cuts[place] ?? span.from) <= ctx.now),
    channels,
  };
}

function summed(timed: readonly TimedStep<string>[], kinds: readonly ServiceKind[], key?: string): Percentiles {
  const times = timed
    .filter(({ kind, step }) => kinds.includes(kind) && (key === undefined || step === key))
    .reduce<Times>((sum, each) => addTimes(sum, each.times), []);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share));
  return { count: countOf(times), p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null };
}

/** Gaps that a border of steps cut in two are one. */
function joined(gaps: readonly Gap[]): Gap[] {
  const whole: Gap[] = [];
  for (const gap of gaps) {
    const before = whole.at(-1);
    if (before && before.to.getTime() === gap.from.getTime()) whole[whole.length - 1] = { ...before, to: gap.to };
    else whole.push(gap);
  }
  return whole;
}

/** When each hour or day of the range begins, and the last one ends. */
async function cutsOf(ctx: ServiceContext, range: DayRange, by: 'hour' | 'day'): Promise<Date[]> {
  if (by === 'day') return dayCuts(ctx, range);
  const span = await spanOf(ctx, range);
  const begin = hourOf(span.from).getTime();
  const count = Math.ceil((span.to.getTime() - begin) / HOUR);
  return Array.from({ length: count + 1 }, (_, place) => new Date(begin + place * HOUR));
}

type Counted = Pick<ChannelService, 'channel' | 'accepted' | 'refused' | 'unknown'>;

async function channelsOf(ctx: ServiceContext, { from, to }: Span): Promise<ChannelService[]> {
  const { workspaceId, now } = ctx;
  const [counted, gates, providers] = await Promise.all([
    ctx.db.$queryRaw<Counted[]>`
      SELECT channel,
        (count(*) FILTER (WHERE accepted_at IS NOT NULL OR delivered_at IS NOT NULL))::int AS accepted,
        (count(*) FILTER (WHERE accepted_at IS NULL AND delivered_at IS NULL AND status IN ('failed', 'bounced')))::int
          AS refused,
        (count(*) FILTER (WHERE status = 'unknown'))::int AS unknown
      FROM message
      WHERE workspace_id = ${workspaceId}::uuid AND send_at >= ${from} AND send_at < ${to} AND attempts > 0
      GROUP BY channel`,
    ctx.db.providerGate.findMany({ where: { workspaceId } }),
    providersOf(ctx, ctx.db),
  ]);
  return CHANNELS.filter((channel) => channel !== 'web').map((channel) => {
    const provider = providers(channel);
    const gate = gates.find((each) => each.provider === provider.id && each.sender === provider.sender);
    const none = { accepted: 0, refused: 0, unknown: 0 };
    return {
      ...(counted.find((each) => each.channel === channel) ?? none),
      channel,
      provider: providerKind(provider.id)?.name ?? 'Sandbox',
      isReal: provider.isReal,
      circuit: gate ? stateOf(gate, now) : 'closed',
      lastSuccessAt: gate?.lastSuccessAt ?? null,
      lastFailure: gate?.lastFailureAt
        ? { at: gate.lastFailureAt, code: gate.lastFailureCode ?? '', reason: gate.lastFailureReason ?? '' }
        : null,
    };
  });
}
