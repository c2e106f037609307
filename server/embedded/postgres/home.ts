import { createHash, randomUUID } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type Account, canReach } from './account';

/** Where a cluster may live when its account cannot reach the data directory; both outlive a restart of the machine. */
const ELSEWHERE = ['/var/lib/touchstone', '/var/tmp/touchstone'];
const POINTER = 'postgres-location.json';
const CLAIM = 'claim.json';

/** Ties a cluster that lives elsewhere to the data directory it belongs to. */
type Claim = { id: string; dataDir: string };
type Pointer = { id: string; home: string; why: string };

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/** Makes a folder that only the account may read; refuses one that belongs to anybody else. */
function ownFolder(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!account) return;
  const { uid } = lstatSync(folder);
  if (uid !== 0 && uid !== account.uid)
    throw new Error(`${folder} belongs to another account; remove it and start again.`);
  chownSync(folder, account.uid, account.gid);
}

/**
 * The folder that holds the cluster, its password and its log: inside the data directory, unless the account that
 * PostgreSQL runs as cannot get there (root's home is closed to others). Then it is elsewhere, and
 * postgres-location.json in the data directory says where and why.
 */
export function clusterHome(dataDir: string, account: Account | undefined): string {
  mkdirSync(dataDir, { recursive: true });
  const root = realpathSync(dataDir);
  const pointer = readJson<Pointer>(path.join(root, POINTER));
  if (pointer) return followPointer(root, pointer);
  const inside = path.join(root, 'postgres');
  ownFolder(inside, account);
  if (canReach(account, inside)) return inside;
  rmdirSync(inside);
  return settleElsewhere(root, account);
}

function followPointer(dataDir: string, pointer: Pointer): string {
  const claim = readJson<Claim>(path.join(pointer.home, CLAIM));
  if (!claim || claim.id !== pointer.id) {
    throw new Error(
      `The database of ${dataDir} was kept in ${pointer.home} and is no longer there. ` +
        `Bring it back, or delete ${path.join(dataDir, POINTER)} to start with an empty one.`,
    );
  }
  if (claim.dataDir !== dataDir) {
    const original = readJson<Pointer>(path.join(claim.dataDir, POINTER));
    if (original?.id === claim.id) {
      throw new Error(
        `${dataDir} is a copy of ${claim.dataDir}, whose database is in ${pointer.home}. ` +
          `Delete ${path.join(dataDir, POINTER)} to start the copy with an empty database.`,
      );
    }
    writeFileSync(path.join(pointer.home, CLAIM), JSON.stringify({ ...claim, dataDir }));
  }
  return pointer.home;
}

function settleElsewhere(dataDir: string, account: Account | undefined): string {
  const failures: string[] = [];
  for (const parent of ELSEWHERE) {
    try {
      return settleIn(parent, dataDir, account);
    } catch (error) {
      failures.push(`  ${parent}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `PostgreSQL runs as the account "${account?.name}", which cannot enter ${dataDir}, and there is no other place:\n` +
      `${failures.join('\n')}\nSet TOUCHSTONE_DATA_DIR to a folder that account can enter.`,
  );
}

function settleIn(parent: string, dataDir: string, account: Account | undefined): string {
  mkdirSync(parent, { recursive: true, mode: 0o711 });
  if (lstatSync(parent).uid !== process.getuid?.()) throw new Error('belongs to another account');
  const home = path.join(parent, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  // A data directory that was deleted and made anew asks for an empty database; the former one is set aside, not lost.
  if (existsSync(home)) renameSync(home, `${home}.former-${Date.now()}`);
  ownFolder(home, account);
  if (!canReach(account, home)) throw new Error(`the account "${account?.name}" cannot enter it`);
  const id = randomUUID();
  writeFileSync(path.join(home, CLAIM), JSON.stringify({ id, dataDir } satisfies Claim), { mode: 0o600 });
  const why = `PostgreSQL runs as "${account?.name}", which cannot enter ${dataDir}.`;
  writeFileSync(path.join(dataDir, POINTER), `${JSON.stringify({ id, home, why } satisfies Pointer, null, 2)}\n`, {
    mode: 0o600,
  });
  return home;
}
