// A real SMTP server in a process of its own, so that what it has taken survives whatever happens to the sender.
// How it behaves is asked of it by the recipient's name: see smtp-sink.ts. Writes one JSON line a taken message.
import { appendFileSync } from 'node:fs';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

const logFile = process.argv[2] ?? '';
const seen = new Map<string, number>();
/** Answers that wait for a word on standard input; afterwards nothing waits any more. */
let held: (() => void)[] | null = [];
process.stdin.once('data', () => {
  const waiting = held ?? [];
  held = null;
  for (const answer of waiting) answer();
});

function refusal(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

function nameOf(session: SMTPServerSession): string {
  const address = session.envelope.rcptTo[0]?.address ?? '';
  return address.slice(0, address.indexOf('@'));
}

function cut(session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if ((connection as unknown as { id: string }).id === session.id) {
      (connection as unknown as { _socket: { destroy: () => void } })._socket.destroy();
    }
  }
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  hideSMTPUTF8: true,
  onRcptTo({ address }, session, callback) {
    const name = address.slice(0, address.indexOf('@'));
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (name.startsWith('unknown-user')) return callback(refusal(550, '5.1.1 No such user'));
    if (name.startsWith('policy')) return callback(refusal(550, '5.7.515 Access denied, sending domain'));
    if (name.startsWith('listed')) {
      return callback(refusal(550, '5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org'));
    }
    if (name.startsWith('full')) return callback(refusal(552, '5.2.2 Mailbox full'));
    if (name.startsWith('busy') && count === 1) return callback(refusal(450, '4.2.1 Try again later'));
    if (name.startsWith('hangup-before')) return cut(session);
    return callback();
  },
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const name = nameOf(session);
      if (name.startsWith('closing')) return callback(refusal(421, '4.3.2 Shutting down'));
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map((each) => each.address);
      const raw = process.env.SINK_ENVELOPES_ONLY ? '' : Buffer.concat(chunks).toString();
      const entry = { from: mailFrom, to, raw, at: Date.now() };
      appendFileSync(logFile, `${JSON.stringify(entry)}\n`);
      if (name.startsWith('hangup-after')) return cut(session);
      if (name.startsWith('unanswered') && held) return void held.push(callback);
      const delay = Number(process.env.SINK_DELAY_MS ?? 0);
      if (delay > 0) setTimeout(callback, delay);
      else callback();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
