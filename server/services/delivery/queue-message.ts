import { v7 } from 'uuid';
import type { ChannelId } from '@/domain/channels/channel';
import { displayName, parseEmailAddress } from '@/domain/channels/email-address';
import { oneClickHeaders } from '@/domain/channels/one-click';
import type { Envelope } from '@/domain/channels/port';
import type { Brand } from '@/domain/workspaces/brand';
import { providerFor } from '@/server/channels/registry';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { recordExposure } from '../creative';
import { loadAgreement } from './agreement';
import { loadBrand, loadProducts, renderMessage } from './render-message';
import { type TrackedLinks, trackedLinks } from './tracked-links';
import type { QueueInput, Recipient } from './types';

/**
 * Renders the decision's message and writes it, with its links, in the caller's transaction; returns its id. The
 * same decision always gives the same message, however often it is asked for. Publish `message/queued` after commit.
 * Throws invalid, naming what is missing, when the message cannot be written or the customer cannot be reached.
 */
export async function queueMessage(tx: Db, ctx: ServiceContext, input: QueueInput): Promise<string> {
  const { decision, candidate, offer, customer } = input;
  const key = { workspaceId: ctx.workspaceId, idempotencyKey: decision.id };
  const existing = await tx.message.findUnique({ where: { workspaceId_idempotencyKey: key }, select: { id: true } });
  if (existing) return existing.id;

  const id = v7();
  const links = await trackedLinks(ctx.workspaceId, id);
  const brand = await loadBrand(tx, ctx);
  const products = await loadProducts(tx, ctx, candidate);
  const address = addressOf(candidate.channel, customer);
  const agreement = await loadAgreement(tx, ctx, { customerId: customer.id, channel: candidate.channel });
  const rendered = renderMessage(ctx, { candidate, offer, customer, brand, agreement, products, links });
  const { templateId, templateVersion } = candidate.content;
  await tx.message.create({
    data: {
      ...key,
      id,
      decisionId: decision.id,
      customerId: customer.id,
      agentId: decision.agentId,
      channel: candidate.channel,
      provider: providerFor(candidate.channel, ctx.workspace).id,
      toAddress: address,
      subject: rendered.subject,
      html: rendered.html,
      text: rendered.text,
      headers: envelopeOf(candidate.channel, { id, address, brand, customer, links, preheader: rendered.preheader }),
      template: `${templateId}@${templateVersion}`,
      sendAt: candidate.sendAt,
      createdAt: ctx.now,
      holdUntil: input.holdUntil ?? null,
      isSimulated: decision.isSimulated,
    },
  });
  await recordExposure(tx, ctx, { decisionId: decision.id, customerId: customer.id, candidate });
  await tx.messageLink.createMany({
    data: links.urls().map((url, position) => ({ workspaceId: ctx.workspaceId, messageId: id, position, url })),
  });
  return id;
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
};

function envelopeOf(channel: ChannelId, facts: EnvelopeFacts): Envelope {
  const { id, address, brand, customer, links, preheader } = facts;
  const to = { name: displayName([customer.firstName, customer.lastName].filter(Boolean).join(' ')), address };
  if (channel !== 'email') return { from: null, to, replyTo: null, preheader: '', headers: {} };
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
    headers: { ...oneClick, 'Message-ID': `<${id}@${fromAddress.slice(fromAddress.indexOf('@') + 1)}>` },
  };
}

function senderAddress(raw: string): string {
  const parsed = parseEmailAddress(raw);
  if (!parsed.ok)
    throw new ServiceError('invalid', `The sender address of the brand cannot be used: ${parsed.reason}.`);
  return parsed.address;
}
