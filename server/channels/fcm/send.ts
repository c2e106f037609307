import type { OutgoingMessage, Provider, SendResult } from '@/domain/channels/port';
import { utf8Bytes } from '@/domain/channels/push-payload';
import { ruleOf, treatmentOfStatus } from '@/domain/delivery/provider-errors';
import { refusal } from '@/domain/delivery/refusal';
import { baseUrl } from '../base-url';
import { type Exchange, exchange } from '../http/exchange';
import { askedToWait, jsonOf, resultOf } from '../http/result';
import type { ProviderConfig, Surroundings } from '../provider-kind';
import { AccessTokens, NoToken, ServiceAccount } from './access-token';

const HOME = 'https://fcm.googleapis.com';
const TOKEN_HOME = 'https://oauth2.googleapis.com';
/** Octets FCM takes, keys and values. */
const MOST_BYTES = 4_096;
/** Of the 600,000 a minute that a project may send. */
const QUOTA = { perSecond: 5_000, burst: 5_000 } as const;

/** What became of one device. `isGone`: the app is no longer on it. */
type OnDevice = { result: SendResult; isGone: boolean };

/** Push by Firebase Cloud Messaging, HTTP v1, to every device on which a customer has the app. */
export function openFcm(config: ProviderConfig, around: Surroundings): Provider {
  const account = readServiceAccount(config.serviceAccount ?? '');
  const url = `${baseUrl(HOME, config, around)}/v1/projects/${account?.project_id ?? ''}/messages:send`;
  const tokens = account && new AccessTokens(account, `${baseUrl(TOKEN_HOME, config, around)}/token`);
  const send = async (message: OutgoingMessage): Promise<SendResult> => {
    const devices = message.devices ?? [];
    if (!tokens) return { kind: 'fail', code: 'EACCOUNT', reason: 'The service account cannot be read.' };
    if (devices.length === 0) return { kind: 'fail', code: 'NO_DEVICE', reason: 'No device with the app is known.' };
    const outcomes: [string, OnDevice][] = [];
    for (const device of devices) outcomes.push([device, await sendTo(url, tokens, message, device)]);
    return together(outcomes);
  };
  const sender = account?.project_id ?? '';
  return { id: 'fcm', isReal: true, concurrency: 8, sender, quota: QUOTA, reportsDelivery: false, send };
}

/** The file of a service account, as Firebase gives it; null where it is none. */
export function readServiceAccount(text: string): ServiceAccount | null {
  try {
    return ServiceAccount.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function sendTo(url: string, tokens: AccessTokens, message: OutgoingMessage, device: string): Promise<OnDevice> {
  const body = JSON.stringify({ message: payload(message, device) });
  const { message: sent } = JSON.parse(body) as { message: { notification: object; data: object } };
  if (utf8Bytes(JSON.stringify({ notification: sent.notification, data: sent.data })) > MOST_BYTES) {
    return {
      result: { kind: 'fail', code: 'TOO_BIG', reason: 'The message is longer than 4,096 bytes.' },
      isGone: false,
    };
  }
  try {
    const headers = { Authorization: `Bearer ${await tokens.token()}`, 'Content-Type': 'application/json' };
    const answer = await exchange(url, { headers, body });
    if (answer.kind === 'answered' && answer.status === 401) tokens.forget();
    const isGone = answer.kind === 'answered' && ruleOf('fcm', errorCode(answer))?.treatment === 'forget_device';
    return { result: resultOf(answer, resultOfAnswer), isGone };
  } catch (error) {
    if (!(error instanceof NoToken)) throw error;
    const { isFault, message: reason } = error;
    return { result: { kind: 'retry', code: 'TOKEN', reason, ofProvider: true, isFault }, isGone: false };
  }
}

/** All values of `data` are texts: FCM takes nothing else. */
function payload({ id, subject, text, envelope }: OutgoingMessage, token: string) {
  return {
    token,
    notification: { title: subject ?? '', body: text },
    data: {
      message_id: id,
      ...(envelope.link && { url: envelope.link }),
      ...(envelope.preferencesUrl && { preferences_url: envelope.preferencesUrl }),
    },
  };
}

function resultOfAnswer(answer: Extract<Exchange, { kind: 'answered' }>): SendResult | null {
  const body = jsonOf(answer);
  if (!body) return null;
  if (answer.status === 200) {
    return typeof body.name === 'string' ? { kind: 'accepted', providerMessageId: body.name } : null;
  }
  const code = errorCode(answer);
  if (answer.status < 400 || !code) return null;
  const known = ruleOf('fcm', code);
  const reason = known?.meaning ?? `FCM answered ${answer.status}.`;
  return refusal(known?.treatment ?? treatmentOfStatus(answer.status), { code, reason, ...askedToWait(answer) });
}

/** FCM's own code stands in the details; else the status of its interface says it. */
function errorCode(answer: Extract<Exchange, { kind: 'answered' }>): string {
  const error = jsonOf(answer)?.error as { status?: unknown; details?: unknown } | undefined;
  const details = Array.isArray(error?.details) ? (error.details as { errorCode?: unknown }[]) : [];
  const own = details.find(({ errorCode: code }) => typeof code === 'string')?.errorCode;
  return String(own ?? error?.status ?? '');
}

/**
 * One message to several devices counts as taken once one of them has it, and is not sent again then; when none has, what
 * is worth another attempt comes first, unless one of them may have it.
 */
function together(outcomes: readonly [string, OnDevice][]): SendResult {
  const goneDevices = outcomes.flatMap(([device, { isGone }]) => (isGone ? [device] : []));
  const results = outcomes.map(([, { result }]) => result);
  const first =
    results.find(({ kind }) => kind === 'accepted') ??
    results.find(({ kind }) => kind === 'unknown') ??
    results.find(({ kind }) => kind === 'retry') ??
    results[0];
  if (!first) return { kind: 'fail', code: 'NO_DEVICE', reason: 'No device with the app is known.' };
  return goneDevices.length > 0 ? { ...first, goneDevices } : first;
}
