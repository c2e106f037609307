import type { ChannelId } from '@/domain/channels/channel';
import type { Envelope } from '@/domain/channels/port';
import type { WebContent } from '@/domain/channels/web-content';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** A message as it is written, with where its links lead and what a page draws of it. Its decision's id is its key. */
export type MessageToStore = {
  id: string;
  decisionId: string;
  customerId: string;
  agentId: string;
  channel: ChannelId;
  provider: string;
  toAddress: string;
  subject: string | null;
  html: string | null;
  text: string;
  units: number;
  headers: Envelope;
  template: string;
  /** ISO instant. */
  sendAt: string;
  holdUntil: Date | null;
  isSimulated: boolean;
  /** Null for what no page takes. */
  page: { content: WebContent; expiresAt: Date } | null;
  urls: string[];
};

/** The words travel as texts side by side: as parts of one JSON value the database would read them twice. */
const STORE = `
  WITH row AS (
    SELECT * FROM ROWS FROM (
      json_to_recordset($3::json) AS (id uuid, decision_id uuid, customer_id uuid, agent_id text, channel text,
        provider text, to_address text, subject text, units int, headers jsonb, template text, send_at timestamptz,
        hold_until timestamptz, is_simulated boolean, page jsonb, expires_at timestamptz, urls json),
      unnest($4::text[]),
      unnest($5::text[])
    ) AS row(id, decision_id, customer_id, agent_id, channel, provider, to_address, subject, units, headers, template,
      send_at, hold_until, is_simulated, page, expires_at, urls, html, text)
  ), stored AS (
    INSERT INTO message (workspace_id, id, idempotency_key, decision_id, customer_id, agent_id, channel, provider,
      to_address, subject, html, text, units, headers, template, send_at, created_at, hold_until, is_simulated)
    SELECT $1::uuid, id, decision_id::text, decision_id, customer_id, agent_id, channel, provider, to_address, subject,
      html, text, units, headers, template, send_at, $2::timestamptz, hold_until, is_simulated
    FROM row
  ), pages AS (
    INSERT INTO web_message (workspace_id, message_id, content, expires_at)
    SELECT $1::uuid, id, page, expires_at FROM row WHERE expires_at IS NOT NULL
  )
  INSERT INTO message_link (workspace_id, message_id, position, url)
  SELECT $1::uuid, row.id, link.position - 1, link.url
  FROM row CROSS JOIN json_array_elements_text(row.urls) WITH ORDINALITY AS link(url, position)`;

/** Writes messages with their links and pages in one statement; a decision has one message, so that a second is refused. */
export async function storeMessages(tx: Db, ctx: ServiceContext, messages: readonly MessageToStore[]): Promise<void> {
  if (messages.length === 0) return;
  await plainSql(tx).query({
    name: 'store-messages',
    text: STORE,
    values: [
      ctx.workspaceId,
      ctx.now,
      JSON.stringify(messages.map(columnsOf)),
      messages.map(({ html }) => html),
      messages.map(({ text }) => text),
    ],
  });
}

function columnsOf(message: MessageToStore) {
  const { page } = message;
  return {
    id: message.id,
    decision_id: message.decisionId,
    customer_id: message.customerId,
    agent_id: message.agentId,
    channel: message.channel,
    provider: message.provider,
    to_address: message.toAddress,
    subject: message.subject,
    units: message.units,
    headers: message.headers,
    template: message.template,
    send_at: message.sendAt,
    hold_until: message.holdUntil,
    is_simulated: message.isSimulated,
    page: page?.content ?? null,
    expires_at: page?.expiresAt ?? null,
    urls: message.urls,
  };
}
