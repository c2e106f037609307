import { performance } from 'node:perf_hooks';
import nodemailer from 'nodemailer';
import { startSmtpSink } from '../harness/smtp-sink';
import { against, type Measurement } from './report';

const MESSAGES = 1_500;
const CHUNK = 250;
const WRITERS = 8;

/** Messages from queue to SMTP server with everything between: claim, guardrails again, attempt, record, audit. Baseline: nodemailer's pool alone. */
export async function benchSend(): Promise<Measurement[]> {
  const sink = await startSmtpSink();
  try {
    process.env.SMTP_URL = sink.url;
    const sent = await throughDispatch();
    const bare = await throughNodemailer(sink.url, await anyMessage());
    return [against('send', sent, 'messages/s', bare)];
  } finally {
    sink.stop();
  }
}

async function throughDispatch(): Promise<number> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { consentingCustomer, queuedTouch } = await import('../factories/touch');
  const { dispatchDue } = await import('@/server/services/delivery');
  const { ctx } = await freshWorkspace();
  let next = 0;
  const queueSome = async () => {
    while (next++ < MESSAGES) await queuedTouch(ctx, { customer: await consentingCustomer(ctx) });
  };
  await Promise.all(Array.from({ length: WRITERS }, queueSome));
  const started = performance.now();
  let handedOver = 0;
  while (handedOver < MESSAGES) {
    const result = await dispatchDue({ ...ctx, now: new Date() }, { limit: CHUNK });
    if (result.sent === 0) throw new Error(`Nothing was sent: ${JSON.stringify(result)}`);
    handedOver += result.sent;
  }
  return (handedOver / (performance.now() - started)) * 1_000;
}

async function anyMessage(): Promise<{ subject: string; html: string; text: string }> {
  const { systemDb } = await import('@/server/system-db');
  const row = await systemDb().message.findFirstOrThrow({ select: { subject: true, html: true, text: true } });
  return { subject: row.subject ?? '', html: row.html ?? '', text: row.text };
}

async function throughNodemailer(url: string, words: { subject: string; html: string; text: string }): Promise<number> {
  const { hostname, port } = new URL(url);
  const transport = nodemailer.createTransport({
    pool: true,
    host: hostname,
    port: Number(port),
    maxConnections: 10,
    secure: false,
  });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: MESSAGES }, (_, index) =>
      transport.sendMail({ ...words, from: 'shop@harbour.example', to: `bare${index}@customers.example` }),
    ),
  );
  const seconds = (performance.now() - started) / 1_000;
  transport.close();
  return MESSAGES / seconds;
}
