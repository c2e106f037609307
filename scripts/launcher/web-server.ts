import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type WebServerOptions = {
  root: string;
  port: number;
  isDev: boolean;
  env: NodeJS.ProcessEnv;
  note: (words: string) => void;
};
export type WebServer = {
  /** Resolves when the product answers that it is ready; rejects when its process ends before it ever was. */
  ready: Promise<void>;
  stop(): Promise<void>;
};

const LOOK_EVERY_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** A run of this length was no crash at the start: the next pause is short again. */
const STEADY_MS = 60_000;
const STOP_WITHIN_MS = 8_500;

/**
 * Room for what is new in memory, MB. A batch of decisions keeps all it looked at until it is stored; with the 16 MB of
 * the runtime it is copied again and again meanwhile, a sixth of all the processor time. `npm run bench` has the same.
 */
const YOUNG_MB = 64;

/** Runs Next in a process of its own, and again whenever it ends unasked. It ends with this process, even on kill -9. */
export function startWebServer({ root, port, isDev, env, note }: WebServerOptions): WebServer {
  let child: ChildProcess;
  let stopping = false;
  let wasReady = false;
  let isQuiet = true;
  let pauseMs = 250;
  let failed: (error: Error) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    failed = reject;
  });
  failure.catch(() => {});

  function begin(): void {
    const startedAt = Date.now();
    isQuiet = true;
    child = fork(
      path.join(root, 'node_modules/next/dist/bin/next'),
      [isDev ? 'dev' : 'start', '--port', String(port)],
      {
        cwd: root,
        env,
        execArgv: [
          `--max-semi-space-size=${YOUNG_MB}`,
          '--import',
          path.join(root, 'scripts/launcher/follow-parent.mjs'),
        ],
        // A group of its own: Ctrl-C reaches the launcher alone, which lets work end before it stops the server.
        detached: process.platform !== 'win32',
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      },
    );
    child.stdout?.on('data', (words: Buffer) => {
      if (!isQuiet || isDev) process.stdout.write(words);
    });
    child.once('exit', (code, signal) => void afterEnd(code, signal, Date.now() - startedAt));
  }

  async function afterEnd(code: number | null, signal: string | null, ranMs: number): Promise<void> {
    if (stopping) return;
    if (!wasReady)
      return failed(new Error(`The web server ended before it was ready (${signal ?? `exit code ${code}`}).`));
    note(`The web server ended unexpectedly (${signal ?? `exit code ${code}`}); starting it again.`);
    pauseMs = ranMs > STEADY_MS ? 250 : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    await sleep(pauseMs);
    if (stopping) return;
    begin();
    await untilReady();
  }

  /** Next's own words of welcome are left out: ours say more. */
  async function untilReady(): Promise<void> {
    for (; !stopping; await sleep(LOOK_EVERY_MS)) {
      const health = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
      if (health?.ok) break;
    }
    wasReady = true;
    isQuiet = false;
  }

  begin();
  return {
    ready: Promise.race([untilReady(), failure]),
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (isDev || !child.connected) child.kill('SIGTERM');
      else child.send('drain');
      await Promise.race([ended, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      child.kill('SIGKILL');
    },
  };
}
