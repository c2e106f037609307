import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type ProviderName = 'sendgrid' | 'twilio' | 'meta' | 'fcm' | 'google';

/** What the server does with one call instead of taking it and saying so. */
export type Scripted =
  | { do: 'status'; status: number; body?: object; headers?: Record<string, string> }
  /** Takes it and never answers. */
  | { do: 'hang' }
  /** Cuts the line before it has read anything. */
  | { do: 'reset_before' }
  /** Takes it and cuts the line. */
  | { do: 'reset_after' }
  /** Takes it and answers 200 with somebody else's page. */
  | { do: 'garbage' }
  /** Takes it and answers a letter at a time. */
  | { do: 'drip' };

/** One call, as the server saw it. `taken`: it would have been sent. */
export type LoggedCall = {
  provider: ProviderName;
  path: string;
  outcome: 'taken' | 'refused' | 'reset';
  id: string | null;
  to: string | null;
  body: string;
  /** Milliseconds since 1970. */
  at: number;
};

export type Providers = {
  url: string;
  calls: (provider?: ProviderName) => LoggedCall[];
  /** What to do with the next calls, one each. */
  script: (next: Scripted[]) => Promise<void>;
  rate: (rate: { perSecond: number; retryAfter: number } | null) => Promise<void>;
  /** What Meta's business account holds, in its own words. */
  templates: (held: { id: string }[]) => Promise<void>;
  stop: () => void;
};

/** Starts a server that behaves as SendGrid, Twilio, Meta and Firebase do, in a process of its own. */
export async function startProviders(): Promise<Providers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-providers-'));
  const logFile = path.join(folder, 'calls.ndjson');
  const server = path.resolve('tests/harness/provider-server.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', server, logFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', () => reject(new Error('The server of providers ended before it listened.')));
  });
  const url = `http://127.0.0.1:${port}`;
  const tell = async (told: object) => {
    await fetch(`${url}/control`, { method: 'POST', body: JSON.stringify(told) });
  };
  return {
    url,
    calls: (provider) => wholeLines(logFile).filter((call) => provider === undefined || call.provider === provider),
    script: (next) => tell({ script: next }),
    rate: (rate) => tell({ rate }),
    templates: (templates) => tell({ templates }),
    stop: () => {
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A line that is still being written has not happened yet. */
function wholeLines(file: string): LoggedCall[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as LoggedCall);
}
