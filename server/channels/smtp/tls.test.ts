import { createServer, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '@/domain/channels/port';
import { createSmtpProvider } from './send';
import { mustEncrypt } from './transport-security';

const open: { close: () => void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const message = {
  id: 'm1',
  subject: 'Hello',
  html: null,
  text: 'In confidence',
  envelope: {
    from: { name: 'Shop', address: 'shop@harbour.example' },
    to: { name: '', address: 'ada@example.com' },
    replyTo: null,
    headers: {},
  },
} as unknown as OutgoingMessage;

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A mail server whose certificate nobody vouches for, and what it has been told. */
async function untrusted(options: { secure: boolean }) {
  const taken: string[] = [];
  const server = new SMTPServer({
    ...options,
    authOptional: true,
    onMailFrom: ({ address }, _session, done) => {
      taken.push(address);
      done();
    },
  });
  server.on('error', () => {});
  const port = await portOf(server.server);
  open.push({ close: () => server.close() });
  return { port, taken };
}

/** A mail server that answers as told, and every line it was told. */
async function scripted(answers: Record<string, string>) {
  const heard: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        heard.push(line);
        socket.write(`${answers[line.split(' ', 1)[0] ?? ''] ?? '250 OK'}\r\n`);
      }
    });
  });
  const port = await portOf(server);
  open.push({ close: () => server.close() });
  return { port, heard };
}

async function send(url: string) {
  const provider = createSmtpProvider({ url, connections: 1, timeoutMs: 2_000 });
  open.push(provider);
  return provider.send(message);
}

describe('a mail server whose encryption fails', () => {
  it.each([
    ['at once', 'smtps', true],
    ['after STARTTLS', 'smtp', false],
  ])('%s is sent nothing: again later, and said in words', async (_when, protocol, secure) => {
    const { port, taken } = await untrusted({ secure });
    const result = await send(`${protocol}://127.0.0.1:${port}`);
    expect(result).toMatchObject({ kind: 'retry', ofProvider: true });
    expect(result).toHaveProperty(
      'reason',
      expect.stringMatching(/^No encrypted line .* nothing was sent: .*certificate/),
    );
    expect(taken).toEqual([]);
  });

  it('because it refuses STARTTLS after offering it is sent nothing', async () => {
    const { port, heard } = await scripted({ EHLO: '250-mail.example\r\n250 STARTTLS', STARTTLS: '454 4.7.0 Not now' });
    const result = await send(`smtp://127.0.0.1:${port}`);
    expect(result).toMatchObject({
      kind: 'retry',
      ofProvider: true,
      reason: expect.stringContaining('No encrypted line'),
    });
    expect(heard.some((line) => /^(MAIL|AUTH|DATA)/.test(line))).toBe(false);
  });

  it('because it, or somebody on the way, offers none is sent nothing where one must be', async () => {
    const { port, heard } = await scripted({ STARTTLS: '502 5.5.1 Not implemented' });
    const result = await send(`smtp://me:secret@127.0.0.1:${port}?tls=required`);
    expect(result).toMatchObject({
      kind: 'retry',
      ofProvider: true,
      reason: expect.stringContaining('No encrypted line'),
    });
    expect(heard.some((line) => /^(MAIL|AUTH|DATA)/.test(line))).toBe(false);
  });
});

it.each([
  ['smtp://mail.example.com:587', true],
  ['smtp://8.8.8.8', true],
  ['smtp://mail.example.com:587?tls=optional', false],
  ['smtp://localhost:1025', false],
  ['smtp://127.0.0.1:1025', false],
  ['smtp://[::1]:1025', false],
  ['smtp://10.1.2.3', false],
  ['smtp://192.168.1.4', false],
  ['smtp://mailpit:1025', false],
  ['smtp://127.0.0.1?tls=required', true],
])('%s must be encrypted: %s', (url, must) => {
  expect(mustEncrypt(new URL(url))).toBe(must);
});
