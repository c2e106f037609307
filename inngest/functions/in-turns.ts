import { inngest } from '../client';
import type { EventName, EventPayloads } from '../events';

/** Turns of one run; long work goes on in the next, so that no run's memory grows without end. */
const TURNS = 40;

type LongWork<Name extends EventName> = {
  id: string;
  /** Asks for the work, and for more of it. */
  event: Name;
  /** What names the work in the event: one run at a time for each. */
  key: keyof EventPayloads[Name] & string;
  /** Does a short part of it, and says whether that was the last one. */
  turn: (data: EventPayloads[Name]) => Promise<{ done: boolean; status: string }>;
};

/** A function that does long work a short turn at a time, and goes on where it stopped. */
export function inTurns<Name extends EventName>({ id, event: name, key, turn }: LongWork<Name>) {
  return inngest.createFunction(
    { id, triggers: [{ event: name }], concurrency: { limit: 1, key: `event.data.${key}` }, retries: 5 },
    async ({ event, step }) => {
      const data = event.data as EventPayloads[Name];
      for (let number = 1; number <= TURNS; number++) {
        const { done, status } = await step.run(`turn-${number}`, () => turn(data));
        if (done) return { status };
      }
      await step.sendEvent('go-on', { name, data });
      return { status: 'goes on' };
    },
  );
}

/** Asks again for work whose announcement was lost, or whose run gave up while something was away. */
export function askAgain<Name extends EventName>(
  id: string,
  name: Name,
  silent: (now: Date) => Promise<EventPayloads[Name][]>,
) {
  return inngest.createFunction(
    { id, triggers: [{ cron: '* * * * *' }], concurrency: 1, retries: 0 },
    async ({ step }) => {
      const found = (await step.run('find', () => silent(new Date()))) as EventPayloads[Name][];
      const again = found.map((data) => ({ name, data }));
      if (again.length > 0) await step.sendEvent('again', again);
      return { resumed: again.length };
    },
  );
}
