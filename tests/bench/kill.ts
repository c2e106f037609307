import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import type { ServiceContext } from '@/server/context';
import { type SmtpSink, startSmtpSink } from '../harness/smtp-sink';
import { alone, type Measurement, percentile } from './report';

const STOPS = 20;
/** Messages that wait when a blast begins, and that have left when it is stopped. */
const BLAST = 80;
const GONE = 25;
const WRITERS = 8;
const BARE = 200;
const LOOK_MS = 5;

/**
 * In the middle of a blast everything is stopped: how long from the press of the button to the last message that the
 * SMTP server takes. Beside it how long one message takes bare, over nodemailer and one connection.
 */
export async function benchKill(): Promise<Measurement[]> {
  const sink = await startSmtpSink();
  try {
    process.env.SMTP_URL = sink.url;
    const latencies = (await stopOften(sink)).toSorted((a, b) => a - b);
    const bare = await oneBare(sink.url);
    const beside = (name: string, value: number): Measurement => ({
      name,
      value,
      unit: 'ms',
      baseline: bare,
      ratio: value / bare,
    });
    return [
      beside('kill p50', percentile(latencies, 0.5)),
      beside('kill p99', percentile(latencies, 0.99)),
      alone('kill stops', latencies.length, 'stops'),
    ];
  } finally {
    sink.stop();
  }
}

async function stopOften(sink: SmtpSink): Promise<number[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const latencies: number[] = [];
  for (let turn = 0; turn < STOPS; turn++) {
    const { ctx } = await freshWorkspace();
    await queueBlast(ctx);
    latencies.push(await stopInTheMiddle(ctx, sink));
  }
  return latencies;
}

async function queueBlast(ctx: ServiceContext): Promise<void> {
  const { consentingCustomer, queuedTouch } = await import('../factories/touch');
  let next = 0;
  const queueSome = async () => {
    while (next++ < BLAST) await queuedTouch(ctx, { customer: await consentingCustomer(ctx) });
  };
  await Promise.all(Array.from({ length: WRITERS }, queueSome));
}

/** Milliseconds from the press to the last message taken; 0 where none was taken after it. */
async function stopInTheMiddle(ctx: ServiceContext, sink: SmtpSink): Promise<number> {
  const { dispatchDue } = await import('@/server/services/delivery');
  const { stopSending } = await import('@/server/services/kill-switch');
  const blast = dispatchDue({ ...ctx, now: new Date() }, { limit: BLAST });
  const gone = { workspaceId: ctx.workspaceId, acceptedAt: { not: null } } as const;
  let isOver = false;
  const ends = blast.finally(() => {
    isOver = true;
  });
  while (!isOver && (await ctx.db.message.count({ where: gone })) < GONE) await pause(LOOK_MS);
  const pressedAt = Date.now();
  await stopSending(ctx, { scope: 'workspace', reason: 'A bench.' });
  await ends;
  const where = { workspaceId: ctx.workspaceId, status: 'queued' } as const;
  if ((await ctx.db.message.count({ where })) === 0) throw new Error('The blast was over before it was stopped.');
  const lastAt = sink.taken().at(-1)?.at ?? pressedAt;
  return Math.max(0, lastAt - pressedAt);
}

/** Milliseconds that one message takes over one connection, without us. */
async function oneBare(url: string): Promise<number> {
  const { hostname, port } = new URL(url);
  const transport = nodemailer.createTransport({ pool: true, host: hostname, port: Number(port), maxConnections: 1 });
  const words = { from: 'shop@harbour.example', subject: 'Your basket', text: 'It is still here.' };
  await transport.sendMail({ ...words, to: 'first@customers.example' });
  const started = performance.now();
  for (let turn = 0; turn < BARE; turn++) await transport.sendMail({ ...words, to: `bare${turn}@customers.example` });
  const each = (performance.now() - started) / BARE;
  transport.close();
  return each;
}
