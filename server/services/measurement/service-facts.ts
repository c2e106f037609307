import type { Day } from '@/domain/measurement/day-range';
import type { ServiceFacts } from '@/domain/measurement/kpi';
import { addTimes, countOf, DECISION_KINDS, percentile, type Times } from '@/domain/service/service-times';
import type { Uptime } from '@/domain/service/uptime';
import type { ServiceContext } from '../../context';
import { loadTimes, loadUptime, loadUptimes, type TimedStep } from '../vitals';
import type { Span } from './range';

/** How the product itself did within a span. */
export async function loadService(ctx: ServiceContext, span: Span): Promise<ServiceFacts> {
  const [timed, uptime] = await Promise.all([loadTimes(ctx, span, DECISION_KINDS, 'all'), loadUptime(ctx, span)]);
  return factsOf(timed, uptime);
}

/** The same day by day; `cuts` are the instants at which each day begins and the last one ends. */
export async function loadServiceByDay(
  ctx: ServiceContext,
  days: readonly Day[],
  cuts: readonly Date[],
): Promise<Map<Day, ServiceFacts>> {
  const [from, to] = [cuts[0], cuts.at(-1)];
  if (!from || !to) return new Map();
  const [timed, uptimes] = await Promise.all([
    loadTimes<Day>(ctx, { from, to }, DECISION_KINDS, 'day'),
    loadUptimes(ctx, cuts),
  ]);
  return new Map(
    days.map((day, place) => [
      day,
      factsOf(
        timed.filter(({ step }) => step === day),
        uptimes[place] ?? NOTHING_KNOWN,
      ),
    ]),
  );
}

const NOTHING_KNOWN: Uptime = { upMs: 0, measuredMs: 0, gaps: [] };

function factsOf(timed: readonly TimedStep<string>[], { upMs, measuredMs }: Uptime): ServiceFacts {
  const times = timed.reduce<Times>((sum, each) => addTimes(sum, each.times), []);
  return { decisionMs: percentile(times, 0.95), decisionsTimed: countOf(times), upMs, measuredMs };
}
