import { performance } from 'node:perf_hooks';
import { decide } from '@/domain/decisions/decide';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { runGuardrails } from '@/domain/guardrails/registry';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import { cartOfferPolicy, cartSnapshot, dormantSnapshot, NOON, POLICY } from '../factories/snapshot';
import { against, alone, type Measurement, percentile } from './report';

const WARM_UP = 2_000;
const DECISIONS = 20_000;

/** Whole decisions in process: agent, arbitration, holdout, seven guardrails, autonomy. Baseline: copying the snapshot. */
export async function benchDecide(): Promise<Measurement[]> {
  const snapshots = Array.from({ length: 200 }, (_, index) => variant(index));
  const decideOne = (snapshot: Snapshot) => decide({ snapshot, policy: POLICY, models: ORDER_PRIORS, now: NOON });
  timeEach(snapshots, WARM_UP, decideOne);
  const samples = timeEach(snapshots, DECISIONS, decideOne);
  timeEach(snapshots, WARM_UP, (snapshot) => structuredClone(snapshot));
  const copies = timeEach(snapshots, DECISIONS, (snapshot) => structuredClone(snapshot));
  const sorted = samples.toSorted((a, b) => a - b);
  const guardrails = timeGuardrails(snapshots);
  return [
    against('decide', perSecond(samples), 'decisions/s', perSecond(copies)),
    alone('decide p50', percentile(sorted, 0.5), 'ms'),
    alone('decide p95', percentile(sorted, 0.95), 'ms'),
    alone('decide p99', percentile(sorted, 0.99), 'ms'),
    alone('seven guardrails p50', percentile(guardrails, 0.5), 'ms'),
  ];
}

/** Milliseconds of all guardrails on what each snapshot's decision chose, sorted. */
function timeGuardrails(snapshots: readonly Snapshot[]): number[] {
  const chosen = new Map(
    snapshots.flatMap((snapshot) => {
      const candidate = decide({ snapshot, policy: POLICY, models: ORDER_PRIORS, now: NOON }).chosen;
      return candidate ? [[snapshot, candidate] as const] : [];
    }),
  );
  const judge = (snapshot: Snapshot) => {
    const candidate = chosen.get(snapshot);
    // A copy each time: what is remembered of a message's words must not make the second look cheaper.
    return candidate && runGuardrails({ ...candidate, content: { ...candidate.content } }, snapshot, POLICY, NOON);
  };
  timeEach(snapshots, WARM_UP, judge);
  return timeEach(snapshots, DECISIONS, judge).toSorted((a, b) => a - b);
}

function variant(index: number): Snapshot {
  const base = index % 2 === 0 ? cartSnapshot({ offerPolicies: [cartOfferPolicy()] }) : dormantSnapshot();
  return { ...base, customer: { ...base.customer, id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}` } };
}

/** Milliseconds of each call. */
function timeEach(snapshots: readonly Snapshot[], count: number, work: (snapshot: Snapshot) => unknown): number[] {
  const samples: number[] = [];
  for (let round = 0; round < count; round++) {
    const snapshot = snapshots[round % snapshots.length];
    if (!snapshot) continue;
    const started = performance.now();
    work(snapshot);
    samples.push(performance.now() - started);
  }
  return samples;
}

function perSecond(samples: readonly number[]): number {
  return (samples.length / samples.reduce((sum, sample) => sum + sample, 0)) * 1_000;
}
