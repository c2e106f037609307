import { findKpi } from '../measurement/kpis/registry';
import type { Phase } from '../rollout/plan';

/** What the service is held to. Shares 0..1, times in milliseconds. */
export type Objectives = {
  uptime: number;
  decisionMs: number;
  delivery: number;
  /** Of requests that fail: what the objective of uptime leaves. */
  failed: number;
  /** Of the oldest tenth of work in a queue: older than this is no busy moment any more. */
  lagMs: number;
  /** Whose gate says so; null: the plan's own targets, there being no rollout or none that asks. */
  phase: string | null;
};

/** What a rollout's phase asks of the service at its gate; the figures' own targets where it asks nothing. */
export function objectivesOf(phase: Phase | null, lagMs: number): Objectives {
  const asked = (kpi: string) => {
    const criterion = phase?.gate.find((each) => each.kind === 'figure' && each.kpi === kpi && !each.channel);
    if (criterion?.kind === 'figure' && criterion.limit.kind === 'value') return criterion.limit.value;
    const target = findKpi(kpi)?.target;
    if (target == null) throw new Error(`The plan names no target of ${kpi}.`);
    return target;
  };
  const uptime = asked('uptime');
  return {
    uptime,
    decisionMs: asked('decision_latency'),
    delivery: asked('delivery_rate'),
    failed: 1 - uptime,
    lagMs,
    phase: phase?.name ?? null,
  };
}
