import { displayName, parseEmailAddress } from '@/domain/channels/email-address';
import type { Envelope } from '@/domain/channels/port';
import { smsSize } from '@/domain/channels/sms-segments';
import type { AskedChannel } from '@/domain/preferences/opt-in';
import { ASK_TEXT, askingEmail, askingSms } from '@/domain/preferences/opt-in-words';
import type { Brand } from '@/domain/workspaces/brand';
import { renderConfirmation } from '@/server/channels/email/confirmation';
import type { ServiceContext } from '../../context';
import { publicOrigin } from '../../public-origin';
import { linkSigner } from '../../signing';

/** A question as it leaves. `units`: what it costs of the sender's quota. */
export type WrittenQuestion = {
  template: string;
  subject: string | null;
  html: string | null;
  text: string;
  headers: Envelope;
  units: number;
};

export type QuestionFacts = { id: string; channel: AskedChannel; toAddress: string; expiresAt: Date };

/** Where somebody confirms: a page with a button, for programs that look at mail open every link. */
export async function confirmationUrl(workspaceId: string, id: string): Promise<string> {
  const token = (await linkSigner()).sign('confirmation', { workspaceId, messageId: id, position: 0 });
  return `${publicOrigin()}/t/y/${token}`;
}

/** The message that asks somebody to confirm, in the form its channel carries. */
export async function writeQuestion(
  ctx: ServiceContext,
  brand: Brand,
  { id, channel, toAddress, expiresAt }: QuestionFacts,
): Promise<WrittenQuestion> {
  const url = await confirmationUrl(ctx.workspaceId, id);
  const company = brand.companyName;
  const template = ASK_TEXT[channel];
  const plain = {
    from: null,
    to: { name: '', address: toAddress },
    replyTo: null,
    preheader: '',
    link: null,
    headers: {},
  };
  if (channel === 'sms') {
    const text = askingSms({ company, url });
    return { template, subject: null, html: null, text, headers: plain, units: smsSize(text).segments };
  }
  const until = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: ctx.workspace.timezone });
  const words = askingEmail({ company, until: until.format(expiresAt) });
  const from = mailbox(brand.fromName, brand.fromEmail);
  const headers = {
    ...{ ...plain, from, replyTo: mailbox(brand.fromName, brand.replyTo), preheader: words.paragraphs[0] ?? '' },
    headers: {
      'Message-ID': `<${id}@${from.address.slice(from.address.indexOf('@') + 1)}>`,
      'Auto-Submitted': 'auto-generated',
    },
  };
  return { template, subject: words.subject, headers, units: 1, ...renderConfirmation({ words, brand, url }) };
}

function mailbox(name: string, address: string): { name: string; address: string } {
  const parsed = parseEmailAddress(address);
  return { name: displayName(name), address: parsed.ok ? parsed.address : address };
}
