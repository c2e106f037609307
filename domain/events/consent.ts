import { ChannelId } from '../channels/channel';
import { isObject, textOf } from './commerce';
import type { EventProblem, JsonObject, JsonValue, StoredEvent } from './event';

/** A word about consent that an event carries. */
export type ConsentStatement = {
  channel: ChannelId;
  purpose: string;
  status: 'granted' | 'withdrawn';
  lawfulBasis: string | null;
  source: string;
  textVersion: string | null;
};

type Read = { statements: ConsentStatement[]; problem: EventProblem | null };

const NAMES: Record<string, ConsentStatement['status']> = {
  'consent granted': 'granted',
  'consent withdrawn': 'withdrawn',
};

/**
 * Consent told by `Consent Granted` and `Consent Withdrawn` track calls (properties channel, purpose, source,
 * text_version, lawful_basis) and by `traits.consents` of identify: a list of the same, each with its status. Purpose
 * is marketing and lawful basis consent where not said.
 */
export function consentsOf(event: Pick<StoredEvent, 'type' | 'name' | 'properties'>): Read {
  if (event.type === 'identify') {
    const { consents } = event.properties;
    if (consents === undefined || consents === null) return { statements: [], problem: null };
    return readAll(Array.isArray(consents) ? consents : [consents], 'traits.consents', null);
  }
  const status = event.type === 'track' ? NAMES[event.name?.toLowerCase() ?? ''] : undefined;
  if (!status) return { statements: [], problem: null };
  return readAll([event.properties], 'properties', status);
}

function readAll(entries: readonly JsonValue[], path: string, status: ConsentStatement['status'] | null): Read {
  const statements: ConsentStatement[] = [];
  let problem: EventProblem | null = null;
  for (const entry of entries) {
    const channel = isObject(entry) ? ChannelId.safeParse(entry.channel) : null;
    const told = isObject(entry) ? (status ?? statusOf(entry.status)) : null;
    if (!isObject(entry) || !channel?.success || !told) {
      const field = channel?.success ? `${path}.status` : `${path}.channel`;
      problem ??= {
        code: 'bad_consent',
        field,
        message: 'Consent needs a channel (email, sms, whatsapp, push or web) and status granted or withdrawn.',
      };
      continue;
    }
    statements.push(statementOf(entry, channel.data, told));
  }
  return { statements, problem };
}

function statementOf(entry: JsonObject, channel: ChannelId, status: ConsentStatement['status']): ConsentStatement {
  return {
    channel,
    purpose: textOf(entry.purpose, 32) ?? 'marketing',
    status,
    lawfulBasis: textOf(entry.lawful_basis, 64) ?? (status === 'granted' ? 'consent' : null),
    source: textOf(entry.source, 255) ?? 'events API',
    textVersion: textOf(entry.text_version, 64),
  };
}

function statusOf(value: JsonValue | undefined): ConsentStatement['status'] | null {
  return value === 'granted' || value === 'withdrawn' ? value : null;
}
