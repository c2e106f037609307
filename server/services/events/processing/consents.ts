import { consentsOf } from '@/domain/events/consent';
import { CONFIRMATION } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { addressHash, type ConsentInput, recordConsent } from '../../consent';
import { EVENT_COLUMNS, type OwnedEvent } from './claim';

/** Writes what events say about consent into the ledger, each with the event as its proof. */
export async function recordConsents(tx: Db, ctx: ServiceContext, events: readonly OwnedEvent[]): Promise<void> {
  const entries = events.flatMap((event): ConsentInput[] =>
    consentsOf(event).statements.map((statement) => ({
      ...statement,
      customerId: event.customerId,
      actor: 'events-api',
      occurredAt: saidAt(ctx, event),
      evidence: `event:${event.messageId}`,
    })),
  );
  await recordConsent(tx, ctx, await boundToAddresses(tx, ctx, entries));
}

/** The hash of no address. */
const NO_ADDRESS = '0'.repeat(64);

/**
 * A confirmation holds for the address that the customer has when the shop tells of it, and for no later one. Of a
 * customer without one nobody can say what was confirmed: theirs holds for none.
 */
async function boundToAddresses(tx: Db, ctx: ServiceContext, entries: ConsentInput[]): Promise<ConsentInput[]> {
  const { workspaceId } = ctx;
  const isConfirmed = ({ purpose, status }: ConsentInput) => purpose === CONFIRMATION && status === 'granted';
  const ids = entries.filter(isConfirmed).map(({ customerId }) => customerId);
  if (ids.length === 0) return entries;
  const people = await tx.customer.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, email: true, phone: true },
  });
  const byId = new Map(people.map((person) => [person.id, person]));
  return Promise.all(
    entries.map(async (entry) => {
      if (!isConfirmed(entry)) return entry;
      const { email = null, phone = null } = byId.get(entry.customerId) ?? {};
      const address = entry.channel === 'email' ? email : phone;
      return { ...entry, addressHash: address ? await addressHash(workspaceId, entry.channel, address) : NO_ADDRESS };
    }),
  );
}

/**
 * A word that is here has been said: a sender whose clock is ahead must not outrank the no that follows. Imported
 * history runs ahead of its workspace's own clock, and keeps its times.
 */
function saidAt({ now, workspace }: ServiceContext, { occurredAt }: OwnedEvent): Date {
  return occurredAt > now && !workspace.isVirtual ? now : occurredAt;
}

type Moved = { anonymousId: string; from: string; to: string };

/**
 * Consent that turns out to be another customer's: said again for the one it belongs to. The ledger forgets nothing, so
 * what was granted in the wrong name is taken back there, to be on the safe side.
 */
export async function correctConsents(tx: Db, ctx: ServiceContext, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  const events = await tx.$queryRaw<OwnedEvent[]>`
    SELECT ${EVENT_COLUMNS}, e.customer_id AS "customerId" FROM event e
    WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.anonymous_id = ANY(${moved.map((one) => one.anonymousId)}::text[])
      AND e.user_id IS NULL AND (lower(e.name) LIKE 'consent %' OR e.properties ? 'consents')`;
  await recordConsents(tx, ctx, events);
  const wrongly = events.flatMap((event) =>
    consentsOf(event)
      .statements.filter((statement) => statement.status === 'granted')
      .map((statement) => ({
        ...statement,
        status: 'withdrawn' as const,
        lawfulBasis: null,
        source: 'identity corrected',
        customerId: moved.find((one) => one.anonymousId === event.anonymousId)?.from ?? event.customerId,
        actor: 'events-api',
        occurredAt: saidAt(ctx, event),
        evidence: `corrected:${event.messageId}`,
      })),
  );
  await recordConsent(tx, ctx, wrongly);
}
