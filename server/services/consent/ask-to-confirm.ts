import { v7 } from 'uuid';
import { z } from 'zod';
import { mailboxOf, normaliseEmail, telephone } from '@/domain/customers/address';
import { isUnconfirmed, needsConfirmation } from '@/domain/guardrails/confirmed-consent';
import { type ConsentRecord, consentFor, EVERYTHING, MARKETING } from '@/domain/guardrails/consent-record';
import type { Policy } from '@/domain/policies/policy';
import { ASKED_CHANNELS, type AskedChannel, mayAsk } from '@/domain/preferences/opt-in';
import { plural } from '@/domain/shared/plural';
import { after, DAY } from '@/domain/shared/time';
import { type AuditRecord, appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { confirmationsInForce } from './confirmations-in-force';
import { consentFact } from './consent-fact';
import { addressHash, closedAmong, keyedHash } from './suppress';

/** Somebody who said yes lately, on a channel where that is not enough. */
type Person = {
  id: string;
  subjectRef: string;
  email: string | null;
  phone: string | null;
  country: string | null;
};

/** A question that is to be asked. */
type Asking = {
  person: Person;
  channel: AskedChannel;
  address: string;
  hash: string;
  /** Whoever types addresses into a form spells one mailbox in many ways: questions are counted by this. */
  mailboxHash: string;
  yes: ConsentRecord;
  lastNo: number | null;
};

/**
 * Asks those of the customers to confirm their yes whom the policy wants to have asked, in the caller's transaction: one
 * message a mailbox within a day, three a month, none to an address on the suppression list, none about a yes that is
 * older than it can be confirmed. Answers how many are asked; publish `message/queued` after commit where any is.
 * Histories that are lived through ask nobody.
 */
export async function askToConfirm(tx: Db, ctx: ServiceContext, customerIds: readonly string[]): Promise<number> {
  if (ctx.workspace.isVirtual || customerIds.length === 0) return 0;
  const { document: policy } = await activePolicy(ctx, tx);
  const people = await freshlyAgreed(tx, ctx, policy, customerIds);
  if (people.length === 0) return 0;
  const askings = await unconfirmedOf(tx, ctx, policy, people);
  const asked: AuditRecord[] = [];
  // In one order, so that two who ask at once never wait for each other.
  for (const asking of askings.toSorted((one, other) => one.mailboxHash.localeCompare(other.mailboxHash))) {
    const answer = await ask(tx, ctx, policy, asking);
    if (typeof answer === 'object') asked.push(answer);
  }
  await appendAudit(tx, ctx, asked);
  return asked.length;
}

export const AskAgainInput = z.object({ customerId: z.uuid(), channel: z.enum(ASKED_CHANNELS) });

/**
 * Asks a customer once more to confirm their yes, because a colleague wants to. As often as anybody is asked, and no
 * oftener. Throws not_found, invalid where there is nothing that could be confirmed, conflict where the address is
 * closed, rate_limited where it was asked often enough.
 */
export async function askAgain(ctx: ServiceContext, input: z.input<typeof AskAgainInput>): Promise<void> {
  authorise(ctx, 'customers.ask');
  const { customerId, channel } = AskAgainInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    const customer = await tx.customer.findFirst({ where: { workspaceId: ctx.workspaceId, id: customerId } });
    if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
    const { document: policy } = await activePolicy(ctx, tx);
    const people = ctx.workspace.isVirtual ? [] : await freshlyAgreed(tx, ctx, policy, [customerId]);
    const askings = await unconfirmedOf(tx, ctx, policy, people);
    const asking = askings.find((each) => each.channel === channel);
    const { confirmWithinDays, askedAgainHours, mostAsked, mostAskedDays } = policy.consent;
    if (!asking) {
      const message = `There is no yes of the last ${plural(confirmWithinDays, 'day')} on this channel that could be confirmed.`;
      throw new ServiceError('invalid', message, { field: 'channel' });
    }
    const answer = await ask(tx, ctx, policy, asking);
    if (answer === 'closed') throw new ServiceError('conflict', 'The address is on the suppression list.');
    if (answer === 'enough') {
      const cap = `once in ${plural(askedAgainHours, 'hour')} and ${mostAsked} times in ${plural(mostAskedDays, 'day')}`;
      throw new ServiceError('rate_limited', `This address was asked already: it is asked ${cap} at most.`);
    }
    await appendAudit(tx, ctx, answer);
  });
  await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
}

async function freshlyAgreed(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  policy: Policy,
  customerIds: readonly string[],
): Promise<Person[]> {
  const channels = ASKED_CHANNELS.filter((channel) => needsConfirmation(channel, null, policy));
  if (channels.length === 0) return [];
  const since = after(now, -policy.consent.confirmWithinDays * DAY);
  return tx.$queryRaw<Person[]>`
    SELECT c.id, c.subject_ref AS "subjectRef", c.email, c.phone, c.country FROM customer c
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.id = ANY(${[...new Set(customerIds)]}::uuid[])
      AND c.erased_at IS NULL AND NOT c.is_simulated AND (c.email IS NOT NULL OR c.phone IS NOT NULL)
      AND EXISTS (SELECT 1 FROM consent_event e
        WHERE e.workspace_id = ${workspaceId}::uuid AND e.customer_id = c.id AND e.purpose = ${MARKETING}
          AND e.status = 'granted' AND e.channel = ANY(${[...channels]}::text[])
          AND e.occurred_at > ${since} AND e.occurred_at <= ${now})`;
}

async function unconfirmedOf(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  people: readonly Person[],
): Promise<Asking[]> {
  const { workspaceId, now } = ctx;
  const rows = await tx.consentEvent.findMany({
    where: { workspaceId, customerId: { in: people.map(({ id }) => id) }, occurredAt: { lte: now } },
  });
  const since = after(now, -policy.consent.confirmWithinDays * DAY).toISOString();
  const askings: Asking[] = [];
  for (const person of people) {
    const own = rows.filter(({ customerId }) => customerId === person.id);
    for (const channel of ASKED_CHANNELS) {
      const address = channel === 'email' ? normaliseEmail(person.email ?? '') : telephone(person.phone ?? '');
      if (!address) continue;
      const hash = await addressHash(workspaceId, channel, address);
      const words = confirmationsInForce(own, (on) => (on === channel ? hash : null)).map(consentFact);
      const said = { consent: words, customer: person };
      const yes = consentFor(said, channel, MARKETING);
      if (!yes || yes.occurredAt <= since || !isUnconfirmed(said, channel, policy)) continue;
      const lastNo = lastNoOn(words, channel);
      // A stop of everything that came after the yes.
      if (lastNo !== null && lastNo >= Date.parse(yes.occurredAt)) continue;
      const mailboxHash = await keyedHash(workspaceId, 'mailbox', channel === 'email' ? mailboxOf(address) : address);
      askings.push({ person, channel, address, hash, mailboxHash, yes, lastNo });
    }
  }
  return askings;
}

function lastNoOn(words: readonly ConsentRecord[], channel: AskedChannel): number | null {
  const refusals = words.filter(
    (word) =>
      word.status === 'withdrawn' &&
      (word.purpose === EVERYTHING || (word.channel === channel && word.purpose === MARKETING)),
  );
  return refusals.length > 0 ? Math.max(...refusals.map(({ occurredAt }) => Date.parse(occurredAt))) : null;
}

/** The question, written down; else why the address may not be asked now. */
async function ask(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  asking: Asking,
): Promise<AuditRecord | 'closed' | 'enough'> {
  const { workspaceId, now } = ctx;
  const { person, channel, address, hash, mailboxHash, yes, lastNo } = asking;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`opt-in:${workspaceId}:${mailboxHash}`}, 0))`;
  if ((await closedAmong(tx, ctx, [{ channel, address }])).size > 0) return 'closed';
  const before = await tx.optInRequest.findMany({
    where: { workspaceId, channel, OR: [{ mailboxHash }, { addressHash: hash }] },
    select: { createdAt: true },
  });
  const questions = before.map(({ createdAt }) => ({ askedAt: createdAt.getTime() }));
  if (!mayAsk(questions, now.getTime(), lastNo, policy.consent)) return 'enough';
  const id = v7();
  await tx.optInRequest.create({
    data: {
      ...{ workspaceId, channel, addressHash: hash, mailboxHash, id, customerId: person.id, toAddress: address },
      ...{ source: yes.source, saidAt: yes.occurredAt, nextAt: now, createdAt: now },
      expiresAt: after(now, policy.consent.confirmWithinDays * DAY),
    },
  });
  const payload = { channel, requestId: id, source: yes.source };
  return { action: 'consent.asked', subject: `customer:${person.subjectRef}`, payload };
}
