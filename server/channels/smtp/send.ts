import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMessage, Provider, SendResult } from '@/domain/channels/port';
import { ConnectionPool, type HandOverError } from './connection-pool';
import { classifySmtpFailure } from './errors';

export type SmtpOptions = {
  /** smtp://user:password@host:port, or smtps:// */
  url: string;
  connections?: number;
  /** For connecting and greeting, and for each silence of the server. */
  timeoutMs?: number;
};

/**
 * SMTP by nodemailer's parts. Its own pool is not used: that one sends a message again by itself when a connection
 * closes, also when the server had already taken it.
 */
export function createSmtpProvider({ url, connections = 20, timeoutMs = 10_000 }: SmtpOptions): Provider & {
  close: () => void;
} {
  const pool = new ConnectionPool({ url, size: connections, timeoutMs });
  return {
    id: 'smtp',
    isReal: true,
    concurrency: connections,
    sender: '',
    quota: null,
    // Over SMTP, taken means delivered until a bounce is reported: nothing later says so.
    reportsDelivery: false,
    send: (message) => send(pool, message),
    close: () => pool.close(),
  };
}

async function send(pool: ConnectionPool, message: OutgoingMessage): Promise<SendResult> {
  const { from, to, headers } = message.envelope;
  if (!from) return { kind: 'fail', code: 'EENVELOPE', reason: 'The message has no sender.' };
  try {
    const raw = await compose(message);
    const recipients = [asciiDomain(to.address)];
    await pool.send({ from: asciiDomain(from.address), to: recipients, size: raw.length }, raw);
    return { kind: 'accepted', providerMessageId: headers['Message-ID'] ?? message.id };
  } catch (error) {
    const { code, command, responseCode, response, dataStarted, message: words } = error as HandOverError;
    return classifySmtpFailure({
      message: words,
      code,
      command,
      responseCode,
      response,
      dataStarted: dataStarted === true,
    });
  }
}

/** The message as it goes over the wire. Addresses are objects, so that nothing in them is read as a list. */
function compose({ envelope, subject, html, text }: OutgoingMessage): Promise<Buffer> {
  const { 'Message-ID': messageId, ...headers } = envelope.headers;
  const composer = new MailComposer({
    from: envelope.from ?? undefined,
    to: envelope.to,
    replyTo: envelope.replyTo ?? undefined,
    subject: subject ?? '',
    text,
    html: html ?? undefined,
    messageId,
    headers,
    // What we were given is text; nothing in a message is ever read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}
