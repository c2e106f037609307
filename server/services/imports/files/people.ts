import { normaliseEmail } from '@/domain/customers/address';
import type { RowProblem } from '@/domain/imports/read-row';
import type { ImportRecord, PersonRef } from '@/domain/imports/record';
import type { Identifier } from '@/domain/privacy/identifiers';
import type { ServiceContext } from '../../../context';
import { closedAmong, erasedAmong } from '../../consent';

/** A customer as a row finds them; `externalId` is null for one the shop has not named. */
export type KnownPerson = { customerId: string; externalId: string | null; email: string | null; phone: string | null };

/** The customers of some rows, by what these call them. */
export type KnownPeople = {
  byId: ReadonlyMap<string, KnownPerson>;
  byEmail: ReadonlyMap<string, readonly KnownPerson[]>;
};

/** Finds the customers that these rows name. */
export async function findPeople(ctx: ServiceContext, people: readonly PersonRef[]): Promise<KnownPeople> {
  const ids = [...new Set(people.flatMap(({ customerId }) => customerId ?? []))];
  const emails = [...new Set(people.flatMap(({ customerId, email }) => (customerId === null && email ? email : [])))];
  const named = await ctx.db.$queryRaw<(KnownPerson & { value: string })[]>`
    SELECT i.value, c.id AS "customerId", c.external_id AS "externalId", c.email, c.phone
    FROM customer_identity i JOIN customer c ON c.workspace_id = i.workspace_id AND c.id = i.customer_id
    WHERE i.workspace_id = ${ctx.workspaceId}::uuid AND i.kind = 'external' AND i.value = ANY(${ids}::text[])
    UNION
    SELECT external_id, id, external_id, email, phone FROM customer
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND external_id = ANY(${ids}::text[])`;
  const addressed = await ctx.db.$queryRaw<KnownPerson[]>`
    SELECT id AS "customerId", external_id AS "externalId", email, phone FROM customer
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND email = ANY(${emails}::text[]) AND merged_into_id IS NULL
    ORDER BY id`;
  return {
    byId: new Map(named.map(({ value, ...person }) => [value, person])),
    byEmail: groupedByEmail(addressed),
  };
}

function groupedByEmail(people: readonly KnownPerson[]): Map<string, KnownPerson[]> {
  const grouped = new Map<string, KnownPerson[]>();
  for (const person of people) {
    const own = grouped.get(person.email ?? '');
    if (own) own.push(person);
    else grouped.set(person.email ?? '', [person]);
  }
  return grouped;
}

/** The one customer a row means, or why it means none. */
export function personOf({ customerId, email }: PersonRef, known: KnownPeople): KnownPerson | RowProblem {
  if (customerId !== null) {
    return known.byId.get(customerId) ?? { column: null, message: NOBODY };
  }
  const [first, second] = known.byEmail.get(email ?? '') ?? [];
  if (second) return { column: null, message: 'Two customers have this e-mail address: say the customer id.' };
  return first ?? { column: null, message: NOBODY };
}

const NOBODY = 'There is no such customer: import the customers first.';

/** Which of the records are about somebody who was erased. */
export async function erasedRecords(
  ctx: ServiceContext,
  records: readonly ImportRecord[],
): Promise<ReadonlySet<ImportRecord>> {
  const named = records.map((record) => ({ record, identifiers: identifiersOf(record) }));
  const erased = await erasedAmong(
    ctx.db,
    ctx,
    named.flatMap(({ identifiers }) => identifiers),
  );
  return new Set(
    named.flatMap(({ record, identifiers }) => (identifiers.some((each) => erased.has(each)) ? [record] : [])),
  );
}

function identifiersOf(record: ImportRecord): Identifier[] {
  // An address of an erased person may be closed once more: nothing of them comes back with it.
  if (!('person' in record)) return [];
  const { customerId, anonymousId, email } = record.person;
  const phones =
    record.becomes === 'calls' ? record.calls.flatMap(({ traits }) => (traits?.phone ? String(traits.phone) : [])) : [];
  const said: [Identifier['kind'], string | null][] = [
    ['external', customerId],
    ['anonymous', anonymousId],
    ['email', email],
    ...phones.map((phone): [Identifier['kind'], string] => ['phone', phone]),
  ];
  return said.flatMap(([kind, value]) => (value ? [{ kind, value }] : []));
}

type Address = { channel: 'email' | 'sms' | 'whatsapp'; address: string };

/** Those of the addresses that are on the suppression list. One question where nothing is on it. */
export async function suppressedAmong<Asked extends Address>(
  ctx: ServiceContext,
  addresses: readonly Asked[],
): Promise<ReadonlySet<Asked>> {
  const { workspaceId } = ctx;
  if (addresses.length === 0) return new Set();
  if (!(await ctx.db.suppression.findFirst({ where: { workspaceId }, select: { channel: true } }))) return new Set();
  return new Set((await closedAmong(ctx.db, ctx, addresses)).keys());
}

/** The e-mail address a customer's row tells, as it is kept. */
export function emailTold(record: ImportRecord): string | null {
  if (record.becomes !== 'calls') return null;
  const told = record.calls.find(({ type }) => type === 'identify')?.traits?.email;
  return typeof told === 'string' ? normaliseEmail(told) : null;
}
