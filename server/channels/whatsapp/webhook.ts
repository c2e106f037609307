import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { ruleOf } from '@/domain/delivery/provider-errors';
import type { Report } from '@/domain/delivery/report';
import { cutText } from '@/domain/shared/cut-text';
import { instantOfSeconds } from '@/domain/shared/known-instant';
import { storableJson } from '../http/storable-json';
import type { InboundRequest, ProviderConfig, ReadReports } from '../provider-kind';
import { secretEquals } from '../secret-equals';
import { qualityOf, reasonOf, statusOf } from './templates';

/** HMAC-SHA256 of the octets with the app's secret: the same JSON written otherwise is not the same. */
export function isFromMeta({ header, body }: InboundRequest, { appSecret }: ProviderConfig): boolean {
  const given = header('x-hub-signature-256');
  if (!given || !appSecret) return false;
  return secretEquals(given, `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`);
}

/** Meta makes sure of an address by a token that we chose, and wants its challenge back. */
export function greetMeta(query: URLSearchParams, { verifyToken }: ProviderConfig): string | null {
  const isAsked = query.get('hub.mode') === 'subscribe' && Boolean(verifyToken);
  return isAsked && secretEquals(query.get('hub.verify_token') ?? '', verifyToken ?? '')
    ? query.get('hub.challenge')
    : null;
}

const Status = z.object({
  id: z.string().min(1).max(200),
  status: z.string().max(32),
  timestamp: z.coerce.number().optional(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.coerce.string(), title: z.string().optional() })).optional(),
});
const Message = z.object({
  id: z.string().min(1).max(200),
  from: z.string().min(1).max(64),
  timestamp: z.coerce.number().optional(),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
});
const Template = z.object({
  message_template_id: z.coerce.string().min(1).max(64),
  event: z.string().max(64).optional(),
  reason: z.string().nullish(),
  new_quality_score: z.string().max(64).optional(),
});
const Change = z.object({
  field: z.string().optional(),
  value: z.looseObject({ statuses: z.array(z.unknown()).optional(), messages: z.array(z.unknown()).optional() }),
});
const Told = z.object({
  entry: z.array(z.object({ time: z.coerce.number().optional().catch(undefined), changes: z.array(z.unknown()) })),
});

/** Reads statuses of our messages, messages of people, and word of our templates; what we do not know is left out. */
export function readMeta({ body }: InboundRequest): ReadReports {
  let json: unknown;
  try {
    json = storableJson(body);
  } catch {
    return { ok: false, problem: 'The body is not JSON.' };
  }
  const told = Told.safeParse(json);
  if (!told.success) return { ok: false, problem: 'The body holds no entry with changes.' };
  const changed = told.data.entry.flatMap(({ time, changes }) =>
    changes.flatMap((change) => {
      const read = Change.safeParse(change);
      return read.success ? [{ ...read.data, time }] : [];
    }),
  );
  const templates = changed.flatMap(templateReport);
  const values = changed.map(({ value }) => value);
  const statuses = values.flatMap(({ statuses: all = [] }) => all.flatMap((each) => Status.safeParse(each).data ?? []));
  const messages = values.flatMap(({ messages: all = [] }) =>
    all.flatMap((each) => Message.safeParse(each).data ?? []),
  );
  return { ok: true, reports: [...statuses.flatMap(statusReport), ...messages.map(inboundReport), ...templates] };
}

function statusReport({
  id,
  status,
  timestamp,
  biz_opaque_callback_data: ours,
  errors,
}: z.infer<typeof Status>): Report[] {
  const messageId = z.uuid().safeParse(ours);
  const told = {
    key: `${id}:${status}`,
    messageId: messageId.success ? messageId.data : null,
    providerMessageId: id,
    at: instantOfSeconds(timestamp),
  };
  switch (status) {
    case 'sent':
      return [{ kind: 'accepted', ...told }];
    case 'delivered':
    case 'read':
      return [{ kind: 'delivered', ...told }];
    case 'failed': {
      const code = (errors?.[0]?.code ?? status).slice(0, 64);
      const known = ruleOf('whatsapp', code);
      const reason = cutText(known?.meaning ?? errors?.[0]?.title ?? 'WhatsApp gave no reason.', 500);
      return [{ kind: 'failed', ...told, treatment: known?.treatment ?? 'fail', code, reason }];
    }
    default:
      return [];
  }
}

function templateReport({ field, value, time }: z.infer<typeof Change> & { time: number | undefined }): Report[] {
  const isStatus = field === 'message_template_status_update';
  if (!isStatus && field !== 'message_template_quality_update') return [];
  const read = Template.safeParse(value);
  if (!read.success) return [];
  const { message_template_id: templateId, event, reason, new_quality_score: score } = read.data;
  const status = isStatus ? statusOf(event ?? '') : null;
  const quality = isStatus || score === undefined ? null : qualityOf(score);
  if (status === null && quality === null) return [];
  const at = instantOfSeconds(time);
  return [
    {
      kind: 'template',
      key: `template:${templateId}:${status ?? quality}:${time ?? ''}`,
      ...{ messageId: null, providerMessageId: null, at, templateId, status, quality },
      reason: status === 'rejected' ? reasonOf(reason ?? undefined) : null,
    },
  ];
}

function inboundReport({ id, from, timestamp, text, button }: z.infer<typeof Message>): Report {
  return {
    kind: 'inbound',
    key: `inbound:${id}`,
    messageId: null,
    providerMessageId: id,
    at: instantOfSeconds(timestamp),
    from: `+${from.replace(/^\+/, '')}`,
    text: cutText(text?.body ?? button?.text ?? '', 4_096),
  };
}
