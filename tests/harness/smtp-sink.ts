import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** `at` is when it was taken, in milliseconds since 1970; `raw` is empty where only envelopes are kept. */
export type TakenMessage = { from: { address: string } | false; to: string[]; raw: string; at: number };
export type SmtpSink = {
  url: string;
  taken: () => TakenMessage[];
  /** Answers for the mail that is held, now and from now on. */
  release: () => void;
  stop: () => void;
};

/**
 * Starts a real SMTP server in its own process. Recipients whose name begins with `unknown-user` get 550 5.1.1,
 * `policy` 550 5.7.515, `listed` 550 5.7.1 with a blocklist’s name, `full` 552, `busy` 450 the first time, `closing` 421 after the message, `hangup-before` a cut
 * line before it, `hangup-after` a cut line after the final dot. Mail to `unanswered` is taken and not answered for until
 * `release`. Everybody else's mail is taken, after `delayMs`. Of a great many messages only the envelopes are kept.
 */
export async function startSmtpSink(options: { delayMs?: number; isEnvelopesOnly?: boolean } = {}): Promise<SmtpSink> {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-smtp-'));
  const logFile = path.join(folder, 'taken.ndjson');
  const script = path.resolve('tests/harness/smtp-sink-server.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, logFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      SINK_DELAY_MS: String(options.delayMs ?? 0),
      SINK_ENVELOPES_ONLY: options.isEnvelopesOnly ? 'on' : '',
    },
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', () => reject(new Error('The SMTP sink ended before it listened.')));
  });
  const log = logReader(logFile);
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: log.all,
    release: () => void child.stdin.write('release\n'),
    stop: () => {
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
      log.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reads what was added since the last look; a line that is still being written is not taken yet. */
function logReader(file: string): { all: () => TakenMessage[]; close: () => void } {
  const log = openSync(file, 'a+');
  const taken: TakenMessage[] = [];
  let begun = Buffer.alloc(0);
  let position = 0;
  const all = () => {
    const added = Buffer.alloc(fstatSync(log).size - position);
    position += readSync(log, added, 0, added.length, position);
    const text = Buffer.concat([begun, added]);
    const end = text.lastIndexOf('\n') + 1;
    begun = text.subarray(end);
    for (const line of text.subarray(0, end).toString().split('\n')) {
      if (line !== '') taken.push(JSON.parse(line) as TakenMessage);
    }
    return [...taken];
  };
  return { all, close: () => closeSync(log) };
}
