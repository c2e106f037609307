import { textOf } from '../events/commerce';
import type { StoredEvent } from '../events/event';

/** Whom an anonymous id belongs to, and since when that is known (event time). */
export type AnonymousOwner = {
  customerId: string;
  /** Id the shop knows the owner by; null while nobody has claimed the anonymous id. */
  externalId: string | null;
  linkedAt: Date;
};

/** What is known before: ids of the shop's customers, and owners of anonymous ids. */
export type KnownIdentities = { external: Map<string, string>; anonymous: Map<string, AnonymousOwner> };

export type Resolution = {
  /** Customers met for the first time. */
  created: { customerId: string; externalId: string | null }[];
  /** Anonymous ids that are new or whose owner or date changed. */
  anonymous: Map<string, AnonymousOwner>;
  /** A visitor turns out to be a known customer: everything of `from` becomes `to`'s, `from` ends. */
  adopted: { anonymousId: string; from: string; to: string }[];
  /** A late event shows that an anonymous id was somebody else's first: its events go from one customer to another. */
  moved: { anonymousId: string; from: string; to: string }[];
  /** Customer of each event, by event id. */
  customerOf: Map<string, string>;
};

type Claim = { anonymousId: string; externalId: string; at: Date };

/**
 * Who is who after these events. Deterministic, and the same whatever the order: an event with a userId is that
 * customer's; one with an anonymousId alone belongs to the customer who was the first (by event time, ties by id) to be
 * seen with it, or to a visitor of its own while nobody was. Two known customers are never merged.
 */
export function resolveIdentities(
  events: readonly StoredEvent[],
  known: KnownIdentities,
  newId: () => string,
): Resolution {
  const result: Resolution = { created: [], anonymous: new Map(), adopted: [], moved: [], customerOf: new Map() };
  const external = new Map(known.external);
  for (const { userId } of events) {
    if (!userId || external.has(userId)) continue;
    const customerId = newId();
    external.set(userId, customerId);
    result.created.push({ customerId, externalId: userId });
  }
  for (const claim of bestClaims(events)) settle(claim, known, external, result);
  meetVisitors(events, known, newId, result);
  for (const event of events) {
    const ownerId = event.userId
      ? external.get(event.userId)
      : ownerOf(event.anonymousId ?? '', known, result)?.customerId;
    if (ownerId) result.customerOf.set(event.id, ownerId);
  }
  return result;
}

function settle(claim: Claim, known: KnownIdentities, external: Map<string, string>, result: Resolution): void {
  const { anonymousId, externalId, at } = claim;
  const owner = known.anonymous.get(anonymousId);
  const customerId = external.get(externalId);
  if (!customerId || (owner?.externalId && !isEarlier(claim, owner.externalId, owner.linkedAt))) return;
  result.anonymous.set(anonymousId, { customerId, externalId, linkedAt: at });
  if (!owner || owner.customerId === customerId) return;
  (owner.externalId ? result.moved : result.adopted).push({ anonymousId, from: owner.customerId, to: customerId });
}

function meetVisitors(
  events: readonly StoredEvent[],
  known: KnownIdentities,
  newId: () => string,
  result: Resolution,
): void {
  for (const { userId, anonymousId, occurredAt } of events) {
    if (userId || !anonymousId || ownerOf(anonymousId, known, result)) continue;
    const customerId = newId();
    result.anonymous.set(anonymousId, { customerId, externalId: null, linkedAt: occurredAt });
    result.created.push({ customerId, externalId: null });
  }
}

function ownerOf(anonymousId: string, known: KnownIdentities, result: Resolution): AnonymousOwner | undefined {
  return result.anonymous.get(anonymousId) ?? known.anonymous.get(anonymousId);
}

/** The earliest claim on each anonymous id: a userId seen with it, or an alias that names it. */
function bestClaims(events: readonly StoredEvent[]): Claim[] {
  const best = new Map<string, Claim>();
  for (const event of events) {
    if (!event.userId) continue;
    for (const anonymousId of claimedBy(event)) {
      const claim = { anonymousId, externalId: event.userId, at: event.occurredAt };
      const rival = best.get(anonymousId);
      if (!rival || isEarlier(claim, rival.externalId, rival.at)) best.set(anonymousId, claim);
    }
  }
  return [...best.values()];
}

function claimedBy(event: StoredEvent): string[] {
  const previousId = event.type === 'alias' ? textOf(event.properties.previousId, 255) : null;
  return [event.anonymousId, previousId].filter((id): id is string => id !== null && id !== event.userId);
}

function isEarlier(claim: Claim, externalId: string, at: Date): boolean {
  const difference = claim.at.getTime() - at.getTime();
  return difference < 0 || (difference === 0 && claim.externalId < externalId);
}
