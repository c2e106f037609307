import { commerceProblem } from './commerce';
import { consentsOf } from './consent';
import type { EventProblem, EventType, ValidEvent } from './event';
import { type BodyItem, readBody, validateItem } from './read-body';

/** A refused event as somebody has mended it: what it is now, or what is still wrong with it. */
export type MendedEvent = { ok: true; event: ValidEvent; item: BodyItem } | { ok: false; problem: EventProblem };

/** How a mended event is looked at: by the clock when it first came in, in the workspace's currency. */
export type MendSetting = { receivedAt: Date; currency: string };

/**
 * Reads one mended event as the door and the processing after it would: JSON of one call with its `type`, or of one
 * whose shape tells which it is. What still makes it unusable is named with its field.
 */
export function readMended(text: string, { receivedAt, currency }: MendSetting): MendedEvent {
  const reading = readBody(new TextEncoder().encode(`{"batch":[${withType(text)}]}`), 'batch');
  const [item, another] = reading.ok ? reading.body.items : [];
  if (!item || another) return { ok: false, problem: NOT_ONE_EVENT };
  const verdict = validateItem(item, { type: null, receivedAt, sentAt: null, context: {} });
  if (!verdict.ok) return verdict;
  const problem = problemOfUse(verdict.event, receivedAt, currency);
  return problem ? { ok: false, problem } : { ok: true, event: verdict.event, item };
}

const NOT_ONE_EVENT: EventProblem = {
  code: 'malformed_json',
  field: 'event',
  message: 'This is not a JSON object with one event.',
};

/** A call that came to an address of its own names no type: its shape tells. */
function withType(text: string): string {
  try {
    const call: unknown = JSON.parse(text);
    if (typeof call !== 'object' || call === null || Array.isArray(call) || 'type' in call) return text;
    const type = typeOf(call);
    return type ? JSON.stringify({ ...call, type }) : text;
  } catch {
    return text;
  }
}

function typeOf(call: object): EventType | null {
  if ('event' in call) return 'track';
  if ('previousId' in call) return 'alias';
  if ('groupId' in call) return 'group';
  if ('traits' in call) return 'identify';
  return 'properties' in call ? 'page' : null;
}

function problemOfUse(event: ValidEvent, receivedAt: Date, currency: string): EventProblem | null {
  const { messageId, occurredAt, claimsSimulated: isSimulated, sentAt: _, ...told } = event;
  const stored = { ...told, id: '', messageId: messageId ?? '', occurredAt: occurredAt ?? receivedAt, isSimulated };
  return commerceProblem(stored, currency) ?? consentsOf(stored).problem;
}
