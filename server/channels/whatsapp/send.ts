import type { OutgoingMessage, Provider, SendResult } from '@/domain/channels/port';
import { ruleOf, treatmentOfStatus } from '@/domain/delivery/provider-errors';
import { refusal } from '@/domain/delivery/refusal';
import { baseUrl } from '../base-url';
import { type Exchange, exchange } from '../http/exchange';
import { askedToWait, jsonOf, resultOf } from '../http/result';
import type { ProviderConfig, Surroundings } from '../provider-kind';
import { readTemplates } from './templates';

const HOME = 'https://graph.facebook.com';
const VERSION = 'v23.0';
/** What Meta lets a number send from the start; it raises that by itself, and says when it is too much. */
const QUOTA = { perSecond: 80, burst: 80 } as const;

/**
 * WhatsApp by Meta's Cloud API: by a template that Meta approved, or in free words, which are for the 24 hours after a
 * customer wrote; the guardrails see to that.
 */
export function openWhatsapp(config: ProviderConfig, around: Surroundings): Provider {
  const { phoneNumberId = '', accessToken = '', businessAccountId } = config;
  const home = `${baseUrl(HOME, config, around)}/${VERSION}`;
  const url = `${home}/${encodeURIComponent(phoneNumberId)}/messages`;
  const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
  const send = async (message: OutgoingMessage): Promise<SendResult> =>
    resultOf(await exchange(url, { headers, body: JSON.stringify(bodyOf(message)) }), resultOfAnswer);
  const sender = phoneNumberId;
  const templates = businessAccountId && (() => readTemplates({ home, accessToken, businessAccountId }));
  return {
    ...{ id: 'whatsapp', isReal: true, concurrency: 8, sender, quota: QUOTA, reportsDelivery: true, send },
    ...(templates && { templates }),
  };
}

/** Our id goes with it, and comes back with every status. */
function bodyOf({ id, envelope, text }: OutgoingMessage): object {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: envelope.to.address.replace(/^\+/, ''),
    ...(envelope.template ? byTemplate(envelope.template) : { type: 'text', text: { body: text, preview_url: false } }),
    biz_opaque_callback_data: id,
  };
}

function byTemplate({ name, language, values }: NonNullable<OutgoingMessage['envelope']['template']>): object {
  const parameters = values.map((value) => ({ type: 'text', text: value }));
  const components = parameters.length > 0 ? [{ type: 'body', parameters }] : [];
  return { type: 'template', template: { name, language: { code: language }, components } };
}

function resultOfAnswer(answer: Extract<Exchange, { kind: 'answered' }>): SendResult | null {
  const body = jsonOf(answer);
  if (!body) return null;
  if (answer.status === 200) {
    const [first] = Array.isArray(body.messages) ? (body.messages as { id?: unknown }[]) : [];
    return typeof first?.id === 'string' ? { kind: 'accepted', providerMessageId: first.id } : null;
  }
  const error = body.error as { code?: unknown; message?: unknown } | undefined;
  if (answer.status < 400 || error?.code === undefined) return null;
  const code = String(error.code);
  const known = ruleOf('whatsapp', code);
  const reason = (known?.meaning ?? String(error.message ?? `WhatsApp answered ${answer.status}.`)).slice(0, 500);
  return refusal(known?.treatment ?? treatmentOfStatus(answer.status), { code, reason, ...askedToWait(answer) });
}
