import { textOf } from '@/domain/events/commerce';
import type { StoredEvent } from '@/domain/events/event';
import type { Identifier } from '@/domain/privacy/identifiers';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { erasedAmong } from '../../consent';
import { insertDeadLetters, type NewDeadLetter } from '../dead-letters';
import { releasePending } from './claim';

const FIELDS: Record<Identifier['kind'], string> = {
  external: 'userId',
  anonymous: 'anonymousId',
  email: 'traits.email',
  phone: 'traits.phone',
};

/**
 * The events that may be processed. One that names an erased person is removed, and a dead letter says so without
 * repeating what was in it: a late event or an old file does not bring anybody back.
 */
export async function keepOutErased(
  tx: Db,
  ctx: ServiceContext,
  events: readonly StoredEvent[],
): Promise<readonly StoredEvent[]> {
  const named = new Map(events.map((event) => [event.id, identifiersOf(event)]));
  const erased = await erasedAmong(tx, ctx, [...named.values()].flat());
  if (erased.size === 0) return events;
  const refused = events.flatMap((event) => {
    const identifier = named.get(event.id)?.find((each) => erased.has(each));
    return identifier ? [{ event, identifier }] : [];
  });
  const gone = refused.map(({ event }) => event);
  await releasePending(tx, ctx, gone);
  await tx.$executeRaw`DELETE FROM event
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${gone.map(({ id }) => id)}::bigint[])`;
  await insertDeadLetters(tx, ctx.workspaceId, refused.map(letterOf));
  const out = new Set(gone.map(({ id }) => id));
  return events.filter(({ id }) => !out.has(id));
}

function letterOf({ event, identifier }: { event: StoredEvent; identifier: Identifier }): NewDeadLetter {
  return {
    source: 'processing',
    code: 'erased',
    field: FIELDS[identifier.kind],
    reason: 'The person this is about was erased at their own request: the event was not kept.',
    keyId: null,
    raw: JSON.stringify({ type: event.type, event: event.type === 'track' ? event.name : undefined }),
  };
}

/** Everything by which an event names somebody: ids, and addresses wherever clients put them. */
function identifiersOf(event: StoredEvent): Identifier[] {
  const { userId, anonymousId, properties, context } = event;
  const traits = context.traits;
  const said =
    typeof traits === 'object' && traits !== null && !Array.isArray(traits) ? [properties, traits] : [properties];
  const found: [Identifier['kind'], string | null][] = [
    ['external', userId],
    ['anonymous', anonymousId],
    ['external', textOf(properties.previousId, 255)],
    ['anonymous', textOf(properties.previousId, 255)],
    ...said.map((from): [Identifier['kind'], string | null] => ['email', textOf(from.email, 320)]),
    ...said.map((from): [Identifier['kind'], string | null] => ['phone', textOf(from.phone, 64)]),
  ];
  return found.flatMap(([kind, value]) => (value ? [{ kind, value }] : []));
}
