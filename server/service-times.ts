import { addTimes, type ServiceKind, withTime } from '@/domain/service/service-times';
import { HOUR } from '@/domain/shared/time';
import type { ServiceContext } from './context';

/** Where a request came in: events and decisions of shops, the product itself, links in messages. */
export type Door = 'events' | 'product' | 'links';

/** On an answer that carries a fault beside what went well, so that its status does not tell. */
export const FAULT_HEADER = 'x-touchstone-fault';

export type TimedHour = { workspaceId: string; hour: Date; kind: ServiceKind; counts: number[] };
export type AnsweredHour = { hour: Date; door: Door; answered: number; failed: number };
type Noted = { times: Map<string, TimedHour>; answers: Map<string, AnsweredHour> };

// Next bundles route handlers and instrumentation apart; both must write on the same sheet.
const shared = globalThis as typeof globalThis & { touchstoneServiceTimes?: Noted };

function noted(): Noted {
  shared.touchstoneServiceTimes ??= { times: new Map(), answers: new Map() };
  return shared.touchstoneServiceTimes;
}

/**
 * Remembers that `count` pieces of work took so many milliseconds each. It costs nothing worth timing: what was noted is
 * written down together, each minute and whenever somebody looks (services/health). Work that is rolled back was work too.
 */
export function noteTime(ctx: ServiceContext, kind: ServiceKind, ms: number, count = 1): void {
  if (count === 0) return;
  const { times } = noted();
  const hour = new Date(Math.floor(ctx.now.getTime() / HOUR) * HOUR);
  const key = `${ctx.workspaceId} ${hour.getTime()} ${kind}`;
  const before = times.get(key)?.counts ?? [];
  times.set(key, { workspaceId: ctx.workspaceId, hour, kind, counts: withTime(before, ms, count) });
}

/** The same of how long something has waited since an instant; of a workspace with a clock of its own that says nothing. */
export function noteWait(ctx: ServiceContext, kind: ServiceKind, since: Date): void {
  if (!ctx.workspace.isVirtual) noteTime(ctx, kind, Math.max(0, Date.now() - since.getTime()));
}

/** Remembers that a request was answered. */
export function noteAnswer(door: Door, isFailed: boolean): void {
  const { answers } = noted();
  const hour = new Date(Math.floor(Date.now() / HOUR) * HOUR);
  const key = `${hour.getTime()} ${door}`;
  const before = answers.get(key) ?? { hour, door, answered: 0, failed: 0 };
  answers.set(key, { ...before, answered: before.answered + 1, failed: before.failed + (isFailed ? 1 : 0) });
}

/** Everything noted since it was last taken: whoever takes it writes it down. */
export function takeNoted(): { times: TimedHour[]; answers: AnsweredHour[] } {
  const { times, answers } = noted();
  shared.touchstoneServiceTimes = { times: new Map(), answers: new Map() };
  return { times: [...times.values()], answers: [...answers.values()] };
}

/** Takes back what could not be written down. */
export function returnNoted({ times, answers }: { times: TimedHour[]; answers: AnsweredHour[] }): void {
  const now = noted();
  for (const hour of times) {
    const key = `${hour.workspaceId} ${hour.hour.getTime()} ${hour.kind}`;
    const counts = addTimes(now.times.get(key)?.counts ?? [], hour.counts);
    now.times.set(key, { ...hour, counts });
  }
  for (const hour of answers) {
    const key = `${hour.hour.getTime()} ${hour.door}`;
    const { answered = 0, failed = 0 } = now.answers.get(key) ?? {};
    now.answers.set(key, { ...hour, answered: hour.answered + answered, failed: hour.failed + failed });
  }
}
