import type { OutgoingMessage, Provider, Quota, SendResult } from '@/domain/channels/port';
import { ruleOf, treatmentOfStatus } from '@/domain/delivery/provider-errors';
import { refusal } from '@/domain/delivery/refusal';
import { HOUR, SECOND } from '@/domain/shared/time';
import { baseUrl } from '../base-url';
import { type Exchange, exchange } from '../http/exchange';
import { askedToWait, jsonOf, resultOf } from '../http/result';
import type { ProviderConfig, Surroundings } from '../provider-kind';

const HOME = 'https://api.twilio.com';
/** A long code sends one segment a second; who has a faster sender says so. */
const SLOWEST = 1;
/** What waits longer at Twilio is not worth reading any more, and might come at night. */
const VALID_SECONDS = (4 * HOUR) / SECOND;
/** Under this name our id comes back with every status. */
export const MESSAGE_PARAMETER = 'message';

/** SMS by the Messages API. What waits for the sender's pace waits with us, where it can still be called back. */
export function openTwilio(config: ProviderConfig, around: Surroundings): Provider {
  const { accountSid = '', authToken = '', from = '' } = config;
  const url = `${baseUrl(HOME, config, around)}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const send = async (message: OutgoingMessage): Promise<SendResult> => {
    const body = formOf(message, from, around.reportsTo).toString();
    const headers = { Authorization: authorization, 'Content-Type': 'application/x-www-form-urlencoded' };
    return resultOf(await exchange(url, { headers, body }), resultOfAnswer);
  };
  const quota = quotaOf(config);
  return { id: 'twilio', isReal: true, concurrency: 8, sender: from, quota, reportsDelivery: true, send };
}

/** Ten seconds' worth may go at once: Twilio keeps a queue for each sender. */
export function quotaOf({ perSecond }: ProviderConfig): Quota {
  const rate = Number(perSecond) > 0 ? Number(perSecond) : SLOWEST;
  return { perSecond: rate, burst: Math.max(1, rate * 10) };
}

function formOf({ id, envelope, text }: OutgoingMessage, from: string, reportsTo: string | null): URLSearchParams {
  const sender = from.startsWith('MG') ? 'MessagingServiceSid' : 'From';
  const form = new URLSearchParams({ To: envelope.to.address, [sender]: from, Body: text });
  form.set('ValidityPeriod', String(VALID_SECONDS));
  if (reportsTo) form.set('StatusCallback', `${reportsTo}?${MESSAGE_PARAMETER}=${id}`);
  return form;
}

function resultOfAnswer(answer: Extract<Exchange, { kind: 'answered' }>): SendResult | null {
  const body = jsonOf(answer);
  if (!body) return null;
  if (answer.status === 201) {
    return typeof body.sid === 'string' ? { kind: 'accepted', providerMessageId: body.sid } : null;
  }
  if (answer.status < 400 || body.code === undefined) return null;
  const code = String(body.code);
  const known = ruleOf('twilio', code);
  const said = typeof body.message === 'string' ? body.message : `Twilio answered ${answer.status}.`;
  const reason = (known?.meaning ?? said).slice(0, 500);
  return refusal(known?.treatment ?? treatmentOfStatus(answer.status), { code, reason, ...askedToWait(answer) });
}
