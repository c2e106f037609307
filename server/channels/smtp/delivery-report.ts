import { createHash } from 'node:crypto';
import { z } from 'zod';
import { treatmentOfBounce } from '@/domain/delivery/provider-errors';
import type { Report } from '@/domain/delivery/report';
import { storableText } from '@/domain/shared/cut-text';
import type { InboundRequest, ProviderConfig, ReadReports } from '../provider-kind';
import { secretEquals } from '../secret-equals';

/** `Authorization: Bearer <key>`: whoever forwards bounces knows it. */
export function knowsBounceKey({ header }: InboundRequest, { bounceKey }: ProviderConfig): boolean {
  const [, given] = /^Bearer (.+)$/.exec(header('authorization') ?? '') ?? [];
  return given !== undefined && Boolean(bounceKey) && secretEquals(given, bounceKey ?? '');
}

/**
 * Reads a bounce as it came by mail: a delivery status notification (RFC 3464) or a complaint (RFC 5965). Whose message
 * it was, the Message-ID in the part that was returned says: it is our own id.
 */
export function readDeliveryReport({ body }: InboundRequest): ReadReports {
  // Headers and fields are ASCII; whatever else is in there must not stop the reading.
  const mail = body.toString('latin1').replaceAll('\r\n', '\n');
  const unfolded = mail.replace(/\n[ \t]+/g, ' ');
  const [, kind] = /^content-type:\s*multipart\/report\b.*?report-type="?([\w-]+)/im.exec(unfolded) ?? [];
  if (!kind) return { ok: false, problem: 'This is no report: send the whole bounce, as multipart/report.' };
  const messageId = returnedMessage(unfolded);
  const told = { messageId, providerMessageId: null, at: null };
  const key = (...parts: string[]) =>
    createHash('sha256')
      .update([messageId ?? mail, ...parts].join('\n'))
      .digest('hex');
  if (kind.toLowerCase() === 'feedback-report') {
    const isAbuse = /^feedback-type:\s*abuse\b/im.test(unfolded);
    return { ok: true, reports: isAbuse ? [{ kind: 'complained', ...told, key: key('abuse') }] : [] };
  }
  const action = field(unfolded, 'action').toLowerCase();
  const status = field(unfolded, 'status');
  if (action === 'delivered') return { ok: true, reports: [{ kind: 'delivered', ...told, key: key(action) }] };
  if (action !== 'failed') return { ok: true, reports: [] };
  const words = field(unfolded, 'diagnostic-code').replace(/^\S+;\s*/, '') || status;
  const failed: Report = {
    kind: 'failed',
    ...told,
    key: key(action, status),
    treatment: treatmentOfBounce(`${status} ${words}`),
    code: storableText(status.slice(0, 64)),
    reason: storableText(words.slice(0, 500)),
  };
  return { ok: true, reports: [failed] };
}

function field(text: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
}

/** The id in the last Message-ID that is one of ours: the returned message stands below the report about it. */
function returnedMessage(text: string): string | null {
  const ids = [...text.matchAll(/^message-id:\s*<([^@>\s]+)@[^>]+>/gim)].map(([, id]) => z.uuid().safeParse(id));
  return ids.findLast(({ success }) => success)?.data ?? null;
}
