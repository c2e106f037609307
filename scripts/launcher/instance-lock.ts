import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from '@/server/embedded/postgres/cluster';

/** Who runs the product on a data directory. */
type Instance = {
  pid: number /** Tells a process from a later one with the same number. */;
  born: string;
  url: string;
};
export type InstanceLock = {
  /** Lets a second instance say where this one is. */ announce(url: string): void;
  release(): void;
};

/** When a process was started, in whatever form this system tells it; empty where it does not. */
function birthOf(pid: number): string {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function read(file: string): Instance | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Instance;
  } catch {
    return undefined;
  }
}

function isRunning({ pid, born }: Instance): boolean {
  return isAlive(pid) && birthOf(pid) === born;
}

function refusal(dataDir: string, { pid, url }: Instance): Error {
  return new Error(
    `Touchstone already runs on ${dataDir}: process ${pid}, ${url ? `at ${url}` : 'still starting'}.\n` +
      `Stop it first, or set TOUCHSTONE_DATA_DIR (and PORT) to run another one.`,
  );
}

/** Throws, saying what is in the way, where there is no folder and none can be made. */
function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
  } catch (error) {
    throw new Error(
      `The data directory ${dataDir} cannot be made: ${(error as Error).message}.\n` +
        'Set TOUCHSTONE_DATA_DIR to a folder that this account may write to.',
    );
  }
}

// Step by step: mkdir's own `recursive` never comes back from a file system that lets nobody make folders, as /proc.
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file`);
    return;
  }
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/**
 * Makes this process the only one on the data directory. Throws, naming process and address, while another runs; what
 * a killed one left behind is taken over.
 */
export function lockInstance(dataDir: string): InstanceLock {
  makeDataDir(dataDir);
  const file = path.join(dataDir, 'instance.json');
  const draft = `${file}.${process.pid}`;
  const mine: Instance = { pid: process.pid, born: birthOf(process.pid), url: '' };
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(draft, file);
        return {
          // Whole or not at all: half a file would be taken for a dead instance's.
          announce: (url) => {
            writeFileSync(draft, JSON.stringify({ ...mine, url }), { mode: 0o600 });
            renameSync(draft, file);
          },
          release: () => rmSync(file, { force: true }),
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        takeAway(dataDir, file);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead instance's file; throws when it is not dead. */
function takeAway(dataDir: string, file: string): void {
  const found = read(file);
  if (found && isRunning(found)) throw refusal(dataDir, found);
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  // Somebody may have taken over between the look and the rename: then it is theirs, and goes back.
  const moved = read(aside);
  if (moved && isRunning(moved)) {
    renameSync(aside, file);
    throw refusal(dataDir, moved);
  }
  rmSync(aside, { force: true });
}
