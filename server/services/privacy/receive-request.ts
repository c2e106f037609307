import { v7 } from 'uuid';
import type { z } from 'zod';
import { customerName } from '@/domain/customers/customer-name';
import { dueAt } from '@/domain/privacy/deadline';
import { normalIdentifier } from '@/domain/privacy/identifiers';
import type { IdentifierKind } from '@/domain/privacy/request';
import { appendAudit } from '../../audit';
import { actorRef, authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { LookUpPersonInput, ReceiveRequestInput } from './types';

/**
 * Writes a request down that came by mail, telephone or in person. Its clock runs from when it came. Throws invalid for an
 * address or number that is none, and for a moment that has not come yet.
 */
export async function receiveRequest(
  ctx: ServiceContext,
  input: z.input<typeof ReceiveRequestInput>,
): Promise<{ id: string }> {
  authorise(ctx, 'privacy.manage');
  const { receivedAt = ctx.now, ...request } = ReceiveRequestInput.parse(input);
  const identifier = readIdentifier(request);
  if (receivedAt > ctx.now) {
    throw new ServiceError('invalid', 'It cannot have come later than now.', { field: 'receivedAt' });
  }
  return inTransaction(ctx, async (tx) => {
    const customerId = await findPerson(tx, ctx, request.identifierKind, identifier);
    const id = await insertRequest(tx, ctx, {
      ...request,
      identifier,
      customerId,
      note: request.note || null,
      receivedAt,
      source: 'by hand',
      sourceEvent: null,
    });
    if (!id) throw new ServiceError('conflict', 'This request is written down already.');
    return { id };
  });
}

/**
 * Who is known by exactly this, before a request is written down; null where nobody is, or where it is not yet a whole
 * address or number.
 */
export async function lookUpPerson(
  ctx: ServiceContext,
  input: z.input<typeof LookUpPersonInput>,
): Promise<{ id: string; name: string; openRequests: number } | null> {
  authorise(ctx, 'privacy.manage');
  const { identifierKind, identifier } = LookUpPersonInput.parse(input);
  const normal = normalIdentifier({ kind: identifierKind, value: identifier });
  const id = normal && (await findPerson(ctx.db, ctx, identifierKind, normal));
  if (!id) return null;
  const { workspaceId } = ctx;
  const customer = await ctx.db.customer.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id } },
    select: { id: true, externalId: true, email: true, firstName: true, lastName: true },
  });
  const open = { workspaceId, customerId: id, status: { notIn: ['done', 'refused'] } };
  return { id, name: customerName(customer), openRequests: await ctx.db.privacyRequest.count({ where: open }) };
}

function readIdentifier({ identifierKind, identifier }: z.output<typeof LookUpPersonInput>): string {
  const normal = normalIdentifier({ kind: identifierKind, value: identifier });
  if (normal) return normal;
  const what = identifierKind === 'email' ? 'an e-mail address' : 'a telephone number';
  throw new ServiceError('invalid', `This is not ${what}.`, { field: 'identifier' });
}

export type NewRequest = Pick<
  z.output<typeof ReceiveRequestInput>,
  'kind' | 'regime' | 'identifierKind' | 'identifier'
> & {
  customerId: string | null;
  note: string | null;
  receivedAt: Date;
  source: 'by hand' | 'events-api';
  sourceEvent: string | null;
};

/** Keeps a request with its deadline and audit entry, in the caller's transaction; null for an event that asked before. */
export async function insertRequest(tx: Db, ctx: ServiceContext, request: NewRequest): Promise<string | null> {
  const id = v7();
  const due = dueAt(request.kind, request.regime, request.receivedAt);
  const { count } = await tx.privacyRequest.createMany({
    data: [
      {
        ...request,
        id,
        workspaceId: ctx.workspaceId,
        dueAt: due,
        createdBy: actorRef(ctx.actor),
        updatedAt: new Date(),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return null;
  const { kind, regime, source } = request;
  const payload = { kind, regime, source, dueAt: due.toISOString() };
  await appendAudit(tx, ctx, { action: 'privacy.received', subject: `privacy_request:${id}`, payload });
  return id;
}

/** The customer who is known by this; null where nobody is. Of several with one address the one seen last. */
export async function findPerson(
  tx: Db,
  { workspaceId }: ServiceContext,
  kind: IdentifierKind,
  identifier: string,
): Promise<string | null> {
  const named = { email: { email: identifier }, phone: { phone: identifier }, external: { externalId: identifier } }[
    kind
  ];
  const customer = await tx.customer.findFirst({
    where: { workspaceId, erasedAt: null, ...named },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    select: { id: true },
  });
  return customer?.id ?? null;
}
