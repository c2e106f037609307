import { createContext } from '@/server/context';
import { evaluateChanged, evaluateTouched, sweepSegments } from '@/server/services/segments';
import { inngest } from '../client';
import type { EventPayloads } from '../events';
import { liveSweep } from './live-sweep';

/** Works out who is in which segment for customers something happened to, and for rules that were changed. */
export const segmentsTouchedFunction = inngest.createFunction(
  {
    id: 'segments-touched',
    triggers: [{ event: 'segments/touched' }],
    concurrency: { limit: 1, key: 'event.data.workspaceId' },
    retries: 3,
  },
  async ({ event }) => {
    const { workspaceId } = event.data as EventPayloads['segments/touched'];
    const ctx = await createContext(workspaceId, { kind: 'job', name: 'segments-touched' });
    // A history that is lived through has its own hours: whoever moves its clock looks at those it touched.
    return ctx.workspace.isVirtual ? evaluateChanged(ctx) : evaluateTouched(ctx);
  },
);

/** The same for touches whose announcement was lost. */
export const segmentsWatchFunction = liveSweep('segments-watch', '*/2 * * * *', evaluateTouched);

/** Looks at everybody in segments that time alone changes, once an hour; in all others once a day. */
export const segmentsSweepFunction = liveSweep('segments-sweep', '7 * * * *', sweepSegments);
