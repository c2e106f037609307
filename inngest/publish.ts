import { inngest } from './client';
import type { EventName, EventPayloads } from './events';

/**
 * Announces an event to whichever executor runs. Never fails its caller: the work itself is in the database, and
 * sweeps find what was not announced.
 */
export async function publish<Name extends EventName>(name: Name, data: EventPayloads[Name]): Promise<void> {
  try {
    await inngest.send({ name, data });
  } catch {
    // The executor is away; the sweep functions find this work on their next turn.
  }
}
