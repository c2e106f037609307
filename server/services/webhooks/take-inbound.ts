import { v7 } from 'uuid';
import { ChannelId } from '@/domain/channels/channel';
import { type InboundWord, inboundReply, readInbound } from '@/domain/channels/inbound-words';
import { telephone } from '@/domain/customers/address';
import type { InboundReport } from '@/domain/delivery/report';
import { CONFIRMATION, MARKETING } from '@/domain/guardrails/consent-record';
import { Brand } from '@/domain/workspaces/brand';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import {
  addressHash,
  addressHashes,
  confirmOptIn,
  openQuestions,
  recordConsent,
  suppress,
  withdrawConsent,
} from '../consent';
import { cancelQueued } from '../delivery';

export type Inbound = { provider: string; channel: string; report: InboundReport };
/** What somebody wanted, and what is to be answered where it is ours to answer. */
export type TakenInbound = { word: InboundWord; reply: string | null };

/** Version of the words by which somebody comes back: the confirmation that STOP is answered with. */
const START_TEXT = 'stop-confirmation@1';
/** Whoever says stop to one of these wants no more of either: both ring in the same pocket. */
const PHONE_CHANNELS = ['sms', 'whatsapp'] as const satisfies readonly ChannelId[];

type Person = { id: string; subjectRef: string };

/**
 * Takes what a person wrote to us: STOP ends marketing on every channel, from the moment this commits; START opens the
 * channel it came by again and confirms it, for whoever had agreed to it before, and confirms a sign-up that was asked about; HELP changes nothing. Once, however often it is told.
 * The words themselves are not kept.
 */
export async function takeInbound(ctx: ServiceContext, { provider, channel, report }: Inbound): Promise<TakenInbound> {
  const { word, isSentence } = readInbound(report.text);
  const on = ChannelId.parse(channel);
  const phone = telephone(report.from.replace(/^whatsapp:/, ''));
  let hasConfirmed = false;
  await inTransaction(ctx, async (tx) => {
    hasConfirmed = false;
    if (!phone || !(await isNew(tx, ctx, { provider, channel, report }))) return;
    const people = await tx.customer.findMany({
      where: { workspaceId: ctx.workspaceId, phone: { in: [phone, phone.slice(1)] } },
      select: { id: true, subjectRef: true },
      orderBy: { id: 'asc' },
    });
    await note(tx, ctx, people, { channel, word });
    const heard = { people, phone, on, evidence: `inbound:${report.providerMessageId ?? report.key}`, isSentence };
    if (word === 'stop') await stop(tx, ctx, heard);
    if (word !== 'start') return;
    hasConfirmed = await confirm(tx, ctx, heard);
    await start(tx, ctx, heard);
  });
  return { word, reply: await replyFor(ctx, word, hasConfirmed) };
}

/** Written down with its effects or not at all; empty, for nothing of it is needed any more. */
async function isNew(tx: Db, ctx: ServiceContext, { provider, channel, report }: Inbound): Promise<boolean> {
  const { workspaceId, now } = ctx;
  const times = { nextAt: now, receivedAt: now, doneAt: now };
  const row = { workspaceId, id: v7(), provider, channel, dedupeKey: report.key, report: {}, status: 'done', ...times };
  const { count } = await tx.providerReport.createMany({ data: [row], skipDuplicates: true });
  await tx.providerAccount.updateMany({ where: { workspaceId, channel, provider }, data: { lastReportAt: now } });
  return count > 0;
}

async function note(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  people: readonly Person[],
  said: { channel: string; word: InboundWord },
): Promise<void> {
  const data = people.map(({ id: customerId }) => ({ workspaceId, id: v7(), customerId, receivedAt: now, ...said }));
  await tx.inboundMessage.createMany({ data });
}

type Heard = {
  people: readonly Person[];
  phone: string;
  on: ChannelId;
  evidence: string;
  isSentence: boolean;
};

/** The number is not written to again, whoever it belongs to. */
async function stop(tx: Db, ctx: ServiceContext, { people, phone, on, evidence, isSentence }: Heard): Promise<void> {
  const source = isSentence ? `a message that says stop, by ${on}` : `STOP, by ${on}`;
  for (const channel of PHONE_CHANNELS) {
    await suppress(tx, ctx, { channel, address: phone, reason: 'unsubscribed', messageId: null });
  }
  for (const { id: customerId, subjectRef } of people) {
    const channels = await agreedChannels(tx, ctx, customerId);
    for (const channel of new Set<ChannelId>([on, ...channels])) {
      await withdrawConsent(tx, ctx, { customerId, channel, purpose: MARKETING, source, evidence });
      const why = { code: 'unsubscribed', reason: 'The customer has written STOP.' };
      await cancelQueued(tx, ctx, { customerId, channel, ...why });
    }
    await appendAudit(tx, ctx, {
      action: 'consent.withdrawn',
      subject: `customer:${subjectRef}`,
      payload: { channel: on, via: 'inbound', isSentence, evidence },
    });
  }
}

/** Channels on which the customer's last word was yes. */
async function agreedChannels(tx: Db, { workspaceId }: ServiceContext, customerId: string): Promise<ChannelId[]> {
  const words = await tx.consentEvent.findMany({
    where: { workspaceId, customerId, purpose: MARKETING },
    orderBy: [{ occurredAt: 'asc' }, { recordedAt: 'asc' }, { id: 'asc' }],
    select: { channel: true, status: true },
  });
  const latest = new Map(words.map(({ channel, status }) => [ChannelId.parse(channel), status]));
  return [...latest].filter(([, status]) => status === 'granted').map(([channel]) => channel);
}

/** YES to the question whether they want our SMS, from the very telephone that was asked; whether there was one. */
async function confirm(tx: Db, ctx: ServiceContext, { people, on, evidence }: Heard): Promise<boolean> {
  if (on !== 'sms') return false;
  const ids = people.map(({ id }) => id);
  let hasConfirmed = false;
  for (const id of await openQuestions(tx, ctx, ids, on)) {
    const state = await confirmOptIn(tx, ctx, id, { source: `YES to the confirmation SMS (${evidence})` });
    hasConfirmed ||= state === 'confirmed';
  }
  return hasConfirmed;
}

/** Only for whoever had agreed before: START alone proves no consent that was never given. */
async function start(tx: Db, ctx: ServiceContext, { people, phone, on, evidence }: Heard): Promise<void> {
  const { workspaceId, now } = ctx;
  for (const { id: customerId, subjectRef } of people) {
    const where = { workspaceId, customerId, channel: on, purpose: MARKETING };
    const words = await tx.consentEvent.findMany({
      where,
      orderBy: [{ occurredAt: 'desc' }, { recordedAt: 'desc' }, { id: 'desc' }],
      select: { status: true },
    });
    if (words[0]?.status !== 'withdrawn' || !words.some(({ status }) => status === 'granted')) continue;
    await tx.suppression.deleteMany({
      where: {
        workspaceId,
        channel: on,
        addressHash: { in: await addressHashes(workspaceId, on, phone) },
        reason: 'unsubscribed',
      },
    });
    const said = {
      ...{ customerId, channel: on, status: 'granted' as const, lawfulBasis: 'consent', source: `START, by ${on}` },
      ...{ textVersion: START_TEXT, actor: 'customer', occurredAt: now, evidence },
    };
    // It came from the telephone itself: that confirms what it says.
    await recordConsent(tx, ctx, [
      { ...said, purpose: MARKETING },
      { ...said, purpose: CONFIRMATION, addressHash: await addressHash(workspaceId, on, phone) },
    ]);
    await appendAudit(tx, ctx, {
      action: 'consent.granted',
      subject: `customer:${subjectRef}`,
      payload: { channel: on, via: 'inbound', evidence },
    });
  }
}

async function replyFor(ctx: ServiceContext, word: InboundWord, hasConfirmed: boolean): Promise<string | null> {
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const { companyName, replyTo } = Brand.parse(brand);
  return inboundReply(word, { company: companyName, helpAddress: replyTo, hasConfirmed });
}
