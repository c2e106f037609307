import { Envelope, type Mailbox } from '@/domain/channels/port';
import { SIMULATION_SLUGS } from '@/domain/simulation/simulation-slugs';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { confirmationUrl, trackedLinks } from '../delivery';
import { LIST_COLUMNS, type MessageListItem, questionItem, toListItem } from './list-messages';

export type MessageDetail = MessageListItem & {
  provider: string;
  html: string | null;
  text: string;
  /** As they leave, in order. */
  headers: { name: string; value: string }[];
  template: string;
  acceptedAt: Date | null;
  attempts: number;
  failureCode: string | null;
  failureReason: string | null;
  /** `href` is the tracked address in the message, `url` where it leads. */
  links: { position: number; href: string; url: string }[];
  /** Null for a question whether somebody wants to be written to: they need no way out of what they are not in. */
  unsubscribeUrl: string | null;
  preferencesUrl: string | null;
  events: {
    id: string;
    kind: string;
    occurredAt: Date;
    url: string | null;
    isMachine: boolean;
    isSimulated: boolean;
  }[];
  /** Null for a question: nobody decided it, the customer signed up. */
  decision: { id: string; summary: string; action: string | null; outcome: string } | null;
  /** Where the yes was said that a question is about; null for every other message. */
  asksAbout: { source: string; saidAt: Date; expiresAt: Date; confirmedAt: Date | null } | null;
  /** Whether opens, clicks and the like may be made up for it. */
  maySimulate: boolean;
  /** Whether an order may be made up as well: where orders are the demo shop's. */
  mayOrder: boolean;
};

/** A message with everything around it. Throws not_found for another workspace's. Right: messages.read. */
export async function getMessage(ctx: ServiceContext, messageId: string): Promise<MessageDetail> {
  authorise(ctx, 'messages.read');
  const key = { workspaceId: ctx.workspaceId, messageId };
  const row = await ctx.db.message.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messageId } },
    select: {
      ...LIST_COLUMNS,
      provider: true,
      html: true,
      text: true,
      template: true,
      acceptedAt: true,
      attempts: true,
      failureCode: true,
      failureReason: true,
      links: { orderBy: { position: 'asc' } },
      decision: { select: { id: true, summary: true, action: true, outcome: true } },
    },
  });
  if (!row) return getQuestion(ctx, messageId);
  const { links, decision, provider, html, text, template, acceptedAt, attempts, failureCode, failureReason } = row;
  const tracked = await trackedLinks(ctx.workspaceId, messageId);
  const maySimulate = provider === 'sandbox' && row.deliveredAt !== null;
  const events = await ctx.db.messageEvent.findMany({
    where: key,
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
    select: { id: true, kind: true, occurredAt: true, url: true, isMachine: true, isSimulated: true },
    take: 500,
  });
  return {
    ...toListItem(row),
    provider,
    html,
    text,
    template,
    acceptedAt,
    attempts,
    failureCode,
    failureReason,
    headers: headersOf(row.headers, row.subject),
    // Asked for in their order, addresses come out with the positions they have in the message.
    links: links.map(({ position, url }) => ({ position, href: tracked.link(url), url })),
    unsubscribeUrl: tracked.unsubscribeUrl,
    preferencesUrl: tracked.preferencesUrl,
    events,
    decision,
    asksAbout: null,
    maySimulate,
    mayOrder: maySimulate && ctx.workspace.isDemo && !ctx.workspace.slug.startsWith(SIMULATION_SLUGS),
  };
}

/** A question whether somebody wants to be written to, as a message of the sandbox. */
async function getQuestion(ctx: ServiceContext, id: string): Promise<MessageDetail> {
  const row = await ctx.db.optInRequest.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!row?.template) throw new ServiceError('not_found', 'There is no such message.');
  const { source, saidAt, expiresAt, confirmedAt } = row;
  const url = await confirmationUrl(ctx.workspaceId, id);
  return {
    ...questionItem(row),
    ...{ provider: row.provider ?? '', html: row.html, text: row.text, template: row.template, attempts: row.attempts },
    ...{ acceptedAt: row.sentAt, failureCode: null, failureReason: row.lastWords },
    headers: headersOf(row.headers, row.subject),
    links: [{ position: 0, href: url, url: 'Confirmation page' }],
    ...{ unsubscribeUrl: null, preferencesUrl: null, events: [], decision: null, maySimulate: false, mayOrder: false },
    asksAbout: { source, saidAt, expiresAt, confirmedAt },
  };
}

function headersOf(stored: unknown, subject: string | null): MessageDetail['headers'] {
  const envelope = Envelope.safeParse(stored);
  if (!envelope.success) return [];
  const { from, to, replyTo, headers } = envelope.data;
  return [
    ...(from ? [{ name: 'From', value: mailbox(from) }] : []),
    { name: 'To', value: mailbox(to) },
    ...(replyTo ? [{ name: 'Reply-To', value: mailbox(replyTo) }] : []),
    ...(subject ? [{ name: 'Subject', value: subject }] : []),
    ...Object.entries(headers).map(([name, value]) => ({ name, value })),
  ];
}

function mailbox({ name, address }: Mailbox): string {
  return name ? `${name} <${address}>` : address;
}
