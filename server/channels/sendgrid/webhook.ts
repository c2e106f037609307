import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { ruleOf, treatmentOfBounce } from '@/domain/delivery/provider-errors';
import type { Report } from '@/domain/delivery/report';
import type { Treatment } from '@/domain/delivery/treatment';
import { cutText } from '@/domain/shared/cut-text';
import { instantOfSeconds } from '@/domain/shared/known-instant';
import { storableJson } from '../http/storable-json';
import type { InboundRequest, ProviderConfig, ReadReports } from '../provider-kind';
import { MESSAGE_ARG } from './send';

/**
 * ECDSA P-256 with SHA-256 over the timestamp header and the octets of the body. No window for the timestamp: SendGrid
 * tells again for a day and more; what was told before is known by its event's id.
 */
export function isFromSendgrid({ header, body }: InboundRequest, { webhookKey }: ProviderConfig): boolean {
  const signature = header('x-twilio-email-event-webhook-signature');
  const timestamp = header('x-twilio-email-event-webhook-timestamp');
  if (!signature || !timestamp || !webhookKey) return false;
  try {
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    return verify('sha256', signed, publicKey(webhookKey), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** What is wrong with a verification key as SendGrid shows it (base64 of SPKI DER); null where nothing is. */
export function whyNoVerificationKey(text: string): string | null {
  try {
    return publicKey(text).asymmetricKeyType === 'ec' ? null : 'This is a key of another kind.';
  } catch {
    return 'This is no verification key. Copy it from “Signature Verification” in SendGrid.';
  }
}

function publicKey(base64: string) {
  return createPublicKey({ key: Buffer.from(base64.trim(), 'base64'), format: 'der', type: 'spki' });
}

const Event = z.object({
  event: z.string(),
  sg_event_id: z.string().min(1).max(200),
  sg_message_id: z.string().max(255).optional(),
  timestamp: z.number().optional(),
  type: z.string().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  [MESSAGE_ARG]: z.string().optional(),
});
type Event = z.infer<typeof Event>;

/** Reads a batch of events; those of other systems' mail and of no consequence are left out. */
export function readSendgrid({ body }: InboundRequest): ReadReports {
  let told: unknown;
  try {
    told = storableJson(body);
  } catch {
    return { ok: false, problem: 'The body is not JSON.' };
  }
  if (!Array.isArray(told)) return { ok: false, problem: 'The body is no list of events.' };
  const events = told.flatMap((each) => {
    const event = Event.safeParse(each);
    return event.success ? [event.data] : [];
  });
  return { ok: true, reports: events.flatMap(reportOf) };
}

function reportOf(event: Event): Report[] {
  const ours = z.uuid().safeParse(event[MESSAGE_ARG]);
  const told = {
    key: event.sg_event_id,
    messageId: ours.success ? ours.data : null,
    // Before the first dot is what the hand-over was answered with.
    providerMessageId: event.sg_message_id?.split('.')[0] ?? null,
    at: instantOfSeconds(event.timestamp),
  };
  switch (event.event) {
    case 'processed':
      return [{ kind: 'accepted', ...told }];
    // Its own tracking is off; where an account insists on it, this proves that the message arrived, and no more.
    case 'delivered':
    case 'open':
    case 'click':
      return [{ kind: 'delivered', ...told }];
    case 'bounce':
    case 'dropped': {
      const reason = cutText(event.reason ?? event.event, 500);
      const code = cutText(event.status ?? event.type ?? event.event, 64);
      return [{ kind: 'failed', ...told, treatment: treatmentOf(event), code, reason }];
    }
    case 'spamreport':
      return [{ kind: 'complained', ...told }];
    case 'unsubscribe':
    case 'group_unsubscribe':
      return [{ kind: 'unsubscribed', ...told }];
    // "deferred" is SendGrid trying again by itself.
    default:
      return [];
  }
}

function treatmentOf({ event, type, status, reason = '' }: Event): Treatment {
  const named = ruleOf('sendgrid', event === 'bounce' ? (type ?? '') : reason.trim());
  if (named) return named.treatment;
  return event === 'bounce' ? treatmentOfBounce(`${status ?? ''} ${reason}`) : 'fail';
}
