import { type Identifier, namesPattern } from '@/domain/privacy/identifiers';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** A person as long as something tells who they are. */
export type Person = {
  customerId: string;
  /** Their record, and records that became part of it. */
  customerIds: string[];
  identifiers: Identifier[];
  /** Regular expression for ids and addresses, whatever their case; null where none can be told from other words. */
  ids: string | null;
  /** The same for first and last name, as they are written. */
  names: string | null;
};

const KINDS: readonly string[] = ['external', 'anonymous', 'email', 'phone'];

/**
 * Everything a customer is known by: profile, ids, and addresses they were written to. Records merged into theirs come
 * into sight for the rest of the transaction.
 */
export async function loadPerson(tx: Db, ctx: ServiceContext, customerId: string): Promise<Person> {
  const { workspaceId } = ctx;
  await tx.$queryRaw`SELECT set_config('app.merged', 'on', true)`;
  const parts = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE part AS (
      SELECT ${customerId}::uuid AS id
      UNION SELECT c.id FROM customer c JOIN part ON c.merged_into_id = part.id
        WHERE c.workspace_id = ${workspaceId}::uuid)
    SELECT id::text AS id FROM part`;
  const customer = await tx.customer.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: customerId } },
    select: { externalId: true, email: true, phone: true, firstName: true, lastName: true },
  });
  const ids = await tx.customerIdentity.findMany({
    where: { workspaceId, customerId },
    select: { kind: true, value: true },
  });
  const written = await tx.message.findMany({
    where: { workspaceId, customerId, toAddress: { not: '' } },
    select: { channel: true, toAddress: true },
    distinct: ['channel', 'toAddress'],
  });
  const found: { kind: string; value: string | null }[] = [
    { kind: 'external', value: customer.externalId },
    { kind: 'email', value: customer.email },
    { kind: 'phone', value: customer.phone },
    ...ids,
    ...written.map(({ channel, toAddress }) => ({ kind: KIND_OF_CHANNEL[channel] ?? '', value: toAddress })),
  ];
  const identifiers = uniqueOf(found);
  const names = [customer.firstName, customer.lastName].filter((name) => name !== null);
  return {
    customerId,
    customerIds: parts.map(({ id }) => id),
    identifiers,
    ids: namesPattern(identifiers, []),
    names: namesPattern([], names),
  };
}

const KIND_OF_CHANNEL: Record<string, Identifier['kind']> = { email: 'email', sms: 'phone', whatsapp: 'phone' };

function uniqueOf(found: readonly { kind: string; value: string | null }[]): Identifier[] {
  const unique = new Map<string, Identifier>();
  for (const { kind, value } of found) {
    if (value && KINDS.includes(kind)) unique.set(`${kind} ${value}`, { kind: kind as Identifier['kind'], value });
  }
  return [...unique.values()];
}
