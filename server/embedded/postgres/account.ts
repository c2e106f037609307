import { execFileSync, spawnSync } from 'node:child_process';

/** An account of this machine that PostgreSQL runs as; undefined means: as ourselves. */
export type Account = { name: string; uid: number; gid: number };

function numericId(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** PostgreSQL refuses to run as root, so root borrows an account that nearly every Unix has. */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      return { name, uid: numericId('-u', name), gid: numericId('-g', name) };
    } catch {
      // No such account here; the next one may exist.
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine has neither a "postgres" nor a "nobody" account to run it as. ' +
      'Start the product as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** Options for child_process that start a program as the account. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number; cwd: string } {
  return account ? { uid: account.uid, gid: account.gid, cwd: '/' } : { cwd: '/' };
}

/** Whether the account can enter a folder, or run a file, with every folder above it in its way. */
export function canReach(account: Account | undefined, target: string): boolean {
  if (!account) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', target], { ...runAs(account), stdio: 'ignore' }).status === 0
  );
}
