import { v7 } from 'uuid';
import type { ChannelId } from '@/domain/channels/channel';
import { displayName, parseEmailAddress } from '@/domain/channels/email-address';
import { isTakenByPage, ON_PAGE } from '@/domain/channels/on-page';
import { oneClickHeaders } from '@/domain/channels/one-click';
import type { Envelope, Provider } from '@/domain/channels/port';
import { smsSize } from '@/domain/channels/sms-segments';
import type { Candidate } from '@/domain/decisions/candidate';
import { usefulUntil } from '@/domain/decisions/timing';
import type { Brand } from '@/domain/workspaces/brand';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Prisma } from '../../generated/prisma/client';
import { recordExposures } from '../creative';
import { activePolicy } from '../policies';
import { providersOf } from '../providers';
import { type Asked, loadAgreements } from './agreement';
import { loadBrand, loadProducts, type MessageParts, renderMessage } from './render-message';
import { type TrackedLinks, trackedLinks } from './tracked-links';
import type { QueueInput, Recipient } from './types';

/**
 * Renders the messages of decisions and writes them, with their links, in the caller's transaction; returns their ids,
 * in the order asked for. A fixed number of reads and writes, however many there are. The same decision always gives the
 * same message, however often it is asked for. Publish `message/queued` after commit. Throws invalid, naming what is
 * missing, when a message cannot be written or the customer cannot be reached: then none is.
 */
export async function queueMessages(tx: Db, ctx: ServiceContext, inputs: readonly QueueInput[]): Promise<string[]> {
  const known = await queuedBefore(tx, ctx, inputs);
  const fresh = inputs.filter(({ decision }) => !known.has(decision.id));
  const written = await writeMessages(tx, ctx, fresh);
  return inputs.map(({ decision }) => {
    const id = known.get(decision.id) ?? written.get(decision.id);
    if (!id) throw new Error(`Decision ${decision.id} got no message.`);
    return id;
  });
}

/** Like `queueMessages`, for one. */
export async function queueMessage(tx: Db, ctx: ServiceContext, input: QueueInput): Promise<string> {
  const [id] = await queueMessages(tx, ctx, [input]);
  if (!id) throw new Error(`Decision ${input.decision.id} got no message.`);
  return id;
}

/** Messages that decisions have already, by decision. */
async function queuedBefore(
  tx: Db,
  { workspaceId }: ServiceContext,
  inputs: readonly QueueInput[],
): Promise<Map<string, string>> {
  if (inputs.length === 0) return new Map();
  const keys = inputs.map(({ decision }) => decision.id);
  const rows = await tx.message.findMany({
    where: { workspaceId, idempotencyKey: { in: keys } },
    select: { id: true, idempotencyKey: true },
  });
  return new Map(rows.map(({ id, idempotencyKey }) => [idempotencyKey, id]));
}

type Written = {
  row: Prisma.MessageCreateManyInput & { id: string };
  urls: string[];
  /** What a page draws; null for what no page takes. */
  page: Prisma.WebMessageCreateManyInput | null;
};

async function writeMessages(tx: Db, ctx: ServiceContext, inputs: readonly QueueInput[]): Promise<Map<string, string>> {
  if (inputs.length === 0) return new Map();
  const brand = await loadBrand(tx, ctx);
  const productsOf = await loadProducts(
    tx,
    ctx,
    inputs.map(({ candidate }) => candidate),
  );
  const agreementOf = await loadAgreements(tx, ctx, inputs.map(askedOf));
  const providers = await providersOf(ctx, tx);
  const usefulUntilOf = await loadUsefulUntil(tx, ctx, inputs);
  const written: Written[] = [];
  for (const input of inputs) {
    written.push(
      await writeMessage(ctx, input, {
        brand,
        products: productsOf(input.candidate),
        agreement: agreementOf(askedOf(input)),
        provider: providers(input.candidate.channel),
        usefulUntilOf,
      }),
    );
  }
  await tx.message.createMany({ data: written.map(({ row }) => row) });
  const pages = written.flatMap(({ page }) => page ?? []);
  if (pages.length > 0) await tx.webMessage.createMany({ data: pages });
  await recordExposures(
    tx,
    ctx,
    inputs.map(({ decision, customer, candidate }) => ({
      decisionId: decision.id,
      customerId: customer.id,
      candidate,
    })),
  );
  await tx.messageLink.createMany({
    data: written.flatMap(({ row, urls }) =>
      urls.map((url, position) => ({ workspaceId: ctx.workspaceId, messageId: row.id, position, url })),
    ),
  });
  return new Map(written.map(({ row }) => [row.idempotencyKey, row.id]));
}

function askedOf({ customer, candidate }: QueueInput): Asked {
  return { customerId: customer.id, channel: candidate.channel };
}

type WritingFacts = Pick<MessageParts, 'brand' | 'products' | 'agreement'> & {
  provider: Provider;
  usefulUntilOf: UsefulUntil;
};

async function writeMessage(
  ctx: ServiceContext,
  { decision, candidate, offer, customer, holdUntil = null }: QueueInput,
  { provider, usefulUntilOf, ...facts }: WritingFacts,
): Promise<Written> {
  const id = v7();
  const links = await trackedLinks(ctx.workspaceId, id);
  const { channel, content } = candidate;
  const address = addressOf(channel, customer);
  const rendered = renderMessage(ctx, { candidate, offer, customer, links, ...facts });
  const { brand } = facts;
  const onPage = isTakenByPage(channel, { workspace: ctx.workspace, isSimulated: decision.isSimulated });
  const row = {
    workspaceId: ctx.workspaceId,
    id,
    idempotencyKey: decision.id,
    decisionId: decision.id,
    customerId: customer.id,
    agentId: decision.agentId,
    channel,
    provider: onPage ? ON_PAGE : provider.id,
    toAddress: address,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    units: channel === 'sms' ? smsSize(rendered.text).segments : 1,
    headers: envelopeOf(channel, {
      id,
      address,
      brand,
      customer,
      links,
      preheader: rendered.preheader,
      link: rendered.link,
    }),
    template: `${content.templateId}@${content.templateVersion}`,
    sendAt: candidate.sendAt,
    createdAt: ctx.now,
    holdUntil,
    isSimulated: decision.isSimulated,
  };
  const page =
    onPage && rendered.web
      ? { workspaceId: ctx.workspaceId, messageId: id, content: rendered.web, expiresAt: usefulUntilOf(candidate) }
      : null;
  return { row, urls: links.urls(), page };
}

type UsefulUntil = (candidate: Candidate) => Date;

/** Until when messages make sense, by the policy in force; asked for only where one waits for a page. */
async function loadUsefulUntil(tx: Db, ctx: ServiceContext, inputs: readonly QueueInput[]): Promise<UsefulUntil> {
  if (inputs.every(({ candidate }) => candidate.channel !== 'web')) return (candidate) => new Date(candidate.sendAt);
  const { document } = await activePolicy(ctx, tx);
  return (candidate) => usefulUntil(candidate, new Date(candidate.sendAt), document);
}

function addressOf(channel: ChannelId, customer: Recipient): string {
  if (channel === 'web' || channel === 'push') return `customer:${customer.id}`;
  const known = channel === 'email' ? customer.email : customer.phone;
  if (!known)
    throw new ServiceError(
      'invalid',
      `This customer has no ${channel === 'email' ? 'e-mail address' : 'phone number'}.`,
    );
  if (channel !== 'email') return known;
  const parsed = parseEmailAddress(known);
  if (!parsed.ok) throw new ServiceError('invalid', `The customer's e-mail address cannot be used: ${parsed.reason}.`);
  return parsed.address;
}

type EnvelopeFacts = {
  id: string;
  address: string;
  brand: Brand;
  customer: Recipient;
  links: TrackedLinks;
  preheader: string | null;
  link: string | null;
};

function envelopeOf(channel: ChannelId, facts: EnvelopeFacts): Envelope {
  const { id, address, brand, customer, links, preheader, link } = facts;
  const to = { name: displayName([customer.firstName, customer.lastName].filter(Boolean).join(' ')), address };
  if (channel !== 'email') return { from: null, to, replyTo: null, preheader: '', link, headers: {} };
  const oneClick = oneClickHeaders(links.unsubscribeUrl);
  if (!oneClick) {
    throw new ServiceError('invalid', 'E-mail needs a public https address for its unsubscribe link: set APP_URL.');
  }
  const fromAddress = senderAddress(brand.fromEmail);
  return {
    from: { name: displayName(brand.fromName), address: fromAddress },
    to,
    replyTo: { name: displayName(brand.fromName), address: senderAddress(brand.replyTo) },
    preheader: preheader ?? '',
    link,
    headers: { ...oneClick, 'Message-ID': `<${id}@${fromAddress.slice(fromAddress.indexOf('@') + 1)}>` },
  };
}

function senderAddress(raw: string): string {
  const parsed = parseEmailAddress(raw);
  if (!parsed.ok)
    throw new ServiceError('invalid', `The sender address of the brand cannot be used: ${parsed.reason}.`);
  return parsed.address;
}
