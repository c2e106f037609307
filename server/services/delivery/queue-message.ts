import { v7 } from 'uuid';
import type { ChannelId } from '@/domain/channels/channel';
import { displayName, parseEmailAddress } from '@/domain/channels/email-address';
import { isTakenByPage, ON_PAGE } from '@/domain/channels/on-page';
import { oneClickHeaders } from '@/domain/channels/one-click';
import type { Envelope } from '@/domain/channels/port';
import { smsSize } from '@/domain/channels/sms-segments';
import { nameIn } from '@/domain/decisions/looked-at';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { usefulUntil } from '@/domain/decisions/timing';
import type { Policy } from '@/domain/policies/policy';
import type { Brand } from '@/domain/workspaces/brand';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { givingWay } from '../../giving-way';
import { logFault } from '../../log-fault';
import { together } from '../../together';
import { recordExposures } from '../creative';
import { activePolicy } from '../policies';
import { providersOf } from '../providers';
import { type Asked, agreementIn, loadAgreements } from './agreement';
import { messageHash } from './message-hash';
import { loadBrand, loadProducts, type MessageParts, productsIn, renderMessage } from './render-message';
import { type MessageToStore, storeMessages } from './store-messages';
import { type TrackedLinks, trackedLinks } from './tracked-links';
import type { QueueInput, Recipient } from './types';
import { Unwritable } from './unwritable';

/**
 * What whoever has just made the decisions looked at: their messages are written from the same, and none was written
 * before.
 */
export type LookedAt = { policy: Policy; snapshots: ReadonlyMap<string, Snapshot> };

/** What came of a message: its id and the hash of its words (null where it was written before), or why it cannot be written, in words that say what to mend. */
export type Queued = { id: string; hash: string | null; problem: null } | { id: null; problem: string };

/**
 * Renders the messages of decisions and writes them, with their links, in the caller's transaction; answers what came of
 * each, in the order asked for. A fixed number of reads and writes, however many there are. The same decision always
 * gives the same message, however often it is asked for. One that cannot be written, or whose customer cannot be
 * reached, costs no other its message. Publish `message/queued` after commit. Throws invalid where nothing could be
 * written to anybody: the brand's own address, or ours.
 */
export async function queueMessages(
  tx: Db,
  ctx: ServiceContext,
  inputs: readonly QueueInput[],
  looked?: LookedAt,
): Promise<Queued[]> {
  if (inputs.length === 0) return [];
  const [known, factsOf, providerOf] = await together([
    looked ? new Map<string, string>() : queuedBefore(tx, ctx, inputs),
    looked ? factsIn(looked) : loadFacts(tx, ctx, inputs),
    loadProviders(tx, ctx, inputs),
  ]);
  const fresh = inputs.filter(({ decision }) => !known.has(decision.id));
  const written = await writeMessages(tx, ctx, fresh, (input) => ({ ...factsOf(input), ...providerOf(input) }));
  return inputs.map(({ decision }) => {
    const before = known.get(decision.id);
    const queued = before ? { id: before, hash: null, problem: null } : written.get(decision.id);
    if (!queued) throw new Error(`Decision ${decision.id} got no message.`);
    return queued;
  });
}

/** Like `queueMessages`, for one; answers its id and hash. Throws invalid, in words, where it cannot be written. */
export async function queueMessage(
  tx: Db,
  ctx: ServiceContext,
  input: QueueInput,
): Promise<{ id: string; hash: string | null }> {
  const [queued] = await queueMessages(tx, ctx, [input]);
  if (!queued) throw new Error(`Decision ${input.decision.id} got no message.`);
  if (queued.problem !== null) throw new Unwritable(queued.problem);
  return queued;
}

/** Messages that decisions have already, by decision. */
async function queuedBefore(
  tx: Db,
  { workspaceId }: ServiceContext,
  inputs: readonly QueueInput[],
): Promise<Map<string, string>> {
  const keys = inputs.map(({ decision }) => decision.id);
  const rows = await tx.message.findMany({
    where: { workspaceId, idempotencyKey: { in: keys } },
    select: { id: true, idempotencyKey: true },
  });
  return new Map(rows.map(({ id, idempotencyKey }) => [idempotencyKey, id]));
}

/** What a message is written from. */
type WritingFacts = Pick<MessageParts, 'brand' | 'products' | 'agreement'> & { usefulUntil: Date };

async function loadFacts(
  tx: Db,
  ctx: ServiceContext,
  inputs: readonly QueueInput[],
): Promise<(input: QueueInput) => WritingFacts> {
  const [brand, productsOf, agreementOf, { document }] = await together([
    loadBrand(tx, ctx),
    loadProducts(tx, ctx, inputs),
    loadAgreements(tx, ctx, inputs.map(askedOf)),
    activePolicy(ctx, tx),
  ]);
  return (input) => ({
    brand,
    products: productsOf(input),
    agreement: agreementOf(askedOf(input)),
    usefulUntil: usefulUntilOf(input, document),
  });
}

function factsIn({ policy, snapshots }: LookedAt): (input: QueueInput) => WritingFacts {
  return (input) => {
    const { candidate, decision } = input;
    const snapshot = snapshots.get(decision.id);
    if (!snapshot) throw new Error(`Nobody looked at anything for decision ${decision.id}.`);
    const { workspace, products, newProducts, consent } = snapshot;
    return {
      brand: workspace.brand,
      products: productsIn([...products, ...newProducts], candidate),
      agreement: agreementIn(consent, candidate.channel),
      usefulUntil: usefulUntilOf(input, policy),
    };
  };
}

function usefulUntilOf({ candidate }: QueueInput, policy: Policy): Date {
  return usefulUntil(candidate, new Date(candidate.sendAt), policy);
}

/** Who delivers each message: the page that its customer opens, or the provider of its channel. */
async function loadProviders(
  tx: Db,
  ctx: ServiceContext,
  inputs: readonly QueueInput[],
): Promise<(input: QueueInput) => { provider: string }> {
  const isOnPage = ({ candidate, decision }: QueueInput) =>
    isTakenByPage(candidate.channel, { workspace: ctx.workspace, isSimulated: decision.isSimulated });
  if (inputs.every(isOnPage)) return () => ({ provider: ON_PAGE });
  const providers = await providersOf(ctx, tx);
  return (input) => ({ provider: isOnPage(input) ? ON_PAGE : providers(input.candidate.channel).id });
}

async function writeMessages(
  tx: Db,
  ctx: ServiceContext,
  inputs: readonly QueueInput[],
  factsOf: (input: QueueInput) => WritingFacts & { provider: string },
): Promise<Map<string, Queued>> {
  const giveWay = givingWay();
  const written: MessageToStore[] = [];
  const queued = new Map<string, Queued>();
  for (const input of inputs) {
    await giveWay();
    const { message, problem } = await unlessUnwritable(input.decision.id, () =>
      writeMessage(ctx, input, factsOf(input)),
    );
    if (message) written.push(message);
    queued.set(
      input.decision.id,
      message ? { id: message.id, hash: messageHash(message), problem: null } : { id: null, problem },
    );
  }
  await storeMessages(tx, ctx, written);
  const isWritten = new Set(written.map(({ decisionId }) => decisionId));
  await recordExposures(
    tx,
    ctx,
    inputs
      .filter(({ decision }) => isWritten.has(decision.id))
      .map(({ decision, customer, candidate }) => ({
        decisionId: decision.id,
        customerId: customer.id,
        candidate,
      })),
  );
  return queued;
}

type Tried = { message: MessageToStore; problem: null } | { message: null; problem: string };

async function unlessUnwritable(decisionId: string, write: () => Promise<MessageToStore>): Promise<Tried> {
  try {
    return { message: await write(), problem: null };
  } catch (cause) {
    if (cause instanceof Unwritable) return { message: null, problem: cause.message };
    // What is wrong with the workspace's own address is wrong for everybody.
    if (cause instanceof ServiceError) throw cause;
    logFault(`message of decision ${decisionId}`, cause);
    const problem = `Writing the message broke. Whoever runs the product finds what broke in its log, under decision ${decisionId}.`;
    return { message: null, problem };
  }
}

function askedOf({ customer, candidate }: QueueInput): Asked {
  return { customerId: customer.id, channel: candidate.channel };
}

async function writeMessage(
  ctx: ServiceContext,
  { decision, candidate, offer, customer, lookedAt, holdUntil = null }: QueueInput,
  { provider, usefulUntil: expiresAt, ...facts }: WritingFacts & { provider: string },
): Promise<MessageToStore> {
  const id = v7();
  const links = await trackedLinks(ctx.workspaceId, id);
  const { channel, content } = candidate;
  const address = addressOf(channel, customer);
  const rendered = renderMessage(ctx, {
    ...{ candidate, offer, links, ...facts },
    customer: { ...customer, firstName: nameIn(customer, lookedAt) },
  });
  const { brand } = facts;
  const envelope = envelopeOf(channel, {
    id,
    address,
    brand,
    customer,
    links,
    preheader: rendered.preheader,
    link: rendered.link,
    template: rendered.template,
  });
  const page = provider === ON_PAGE && rendered.web ? { content: rendered.web, expiresAt } : null;
  return {
    id,
    decisionId: decision.id,
    customerId: customer.id,
    agentId: decision.agentId,
    channel,
    provider,
    toAddress: address,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    units: channel === 'sms' ? smsSize(rendered.text).segments : 1,
    headers: envelope,
    template: `${content.templateId}@${content.templateVersion}`,
    sendAt: candidate.sendAt,
    holdUntil,
    isSimulated: decision.isSimulated,
    page,
    urls: links.urls(),
  };
}

function addressOf(channel: ChannelId, customer: Recipient): string {
  if (channel === 'web' || channel === 'push') return `customer:${customer.id}`;
  const known = channel === 'email' ? customer.email : customer.phone;
  if (!known) throw new Unwritable(`This customer has no ${channel === 'email' ? 'e-mail address' : 'phone number'}.`);
  if (channel !== 'email') return known;
  const parsed = parseEmailAddress(known);
  if (!parsed.ok) throw new Unwritable(`The customer's e-mail address cannot be used: ${parsed.reason}.`);
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
  template: Envelope['template'];
};

function envelopeOf(channel: ChannelId, facts: EnvelopeFacts): Envelope {
  const { id, address, brand, customer, links, preheader, link, template } = facts;
  const to = {
    name: displayName([customer.firstName, customer.lastName].filter(Boolean).join(' ')),
    address,
  };
  const preferencesUrl = channel === 'push' ? links.preferencesUrl : null;
  if (channel !== 'email') {
    const plain = { from: null, to, replyTo: null, preheader: '', link, preferencesUrl, headers: {} };
    return template ? { ...plain, template } : plain;
  }
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
    preferencesUrl,
    headers: { ...oneClick, 'Message-ID': `<${id}@${fromAddress.slice(fromAddress.indexOf('@') + 1)}>` },
  };
}

function senderAddress(raw: string): string {
  const parsed = parseEmailAddress(raw);
  if (!parsed.ok)
    throw new ServiceError('invalid', `The sender address of the brand cannot be used: ${parsed.reason}.`);
  return parsed.address;
}
