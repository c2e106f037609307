import type { WorkspaceId } from '@/domain/shared/ids';
import { type DemoScale, DemoWorld, worldOf } from '@/domain/simulation/demo-world';
import { env } from '@/lib/env';
import { appendAudit } from '../../audit';
import { createContext, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { systemPool } from '../../system-db';
import { createWriteKey } from '../write-keys';
import { type DemoAccess, demoAccessFile, readDemoAccess, writeDemoAccess } from './demo-access';
import { ensureCartOfferPolicy } from './demo-offers';
import { demoPerson, ensureSimulatedApprover, resetDemoPeople } from './demo-people';
import { ensureDemoWorkspace, ensureReplayWorkspace, findDemoWorkspace, placeOf, REPLAY_SLUG } from './demo-workspaces';
import { liveHistory, type Progress } from './live-history';
import type { EventsDoor } from './post-events';
import { ensureShopKey, shopWriteKey } from './shop-key';

export type DemoInstallation = {
  /** Where demo-access.json is kept. */
  dataDir: string;
  /** Address at which the product answers already, without a slash at the end. */
  url: string;
  onProgress?: (progress: Progress) => void;
  /** The events API; the network unless a test hands in the route itself. */
  fetch?: EventsDoor['fetch'];
  scale?: DemoScale;
};

export type DemoAccessReport = {
  access: DemoAccess;
  file: string;
  /** New passwords were given because the file was missing: those handed out before no longer work. */
  passwordsReset: boolean;
};

/** One installer at a time, whichever process it runs in. */
const INSTALL_LOCK = 0x746f7564;

/**
 * Workspaces, people, keys and offers of the demo, and the file that says how to get in. Made once; a missing file is
 * made anew, with new passwords and keys, since the old ones are kept nowhere. Quick: the history is lived afterwards
 * (`liveDemoHistory`).
 */
export async function prepareDemo(installation: DemoInstallation): Promise<DemoAccessReport> {
  return withInstallLock(async () => {
    const url = installation.url.replace(/\/+$/, '');
    const demo = await ensureDemoWorkspace(url, installation.scale ?? env().TOUCHSTONE_DEMO_SCALE);
    const replay = await ensureReplayWorkspace();
    const known = await readDemoAccess(installation.dataDir);
    const hadPeople = (await demo.db.membership.count({ where: { workspaceId: demo.workspaceId } })) > 0;
    const access = known ? { ...known, url } : await giveAccess(url, demo, replay, hadPeople);
    if (known?.url !== url) await writeDemoAccess(installation.dataDir, access);
    await ensureSimulatedApprover(demo);
    await ensureShopKey(demo, 'Demo shop and its simulated shoppers');
    await ensureCartOfferPolicy(demo, await storedWorld(demo), await demoPerson('admin'));
    return { access, file: demoAccessFile(installation.dataDir), passwordsReset: hadPeople && known === null };
  });
}

/**
 * Lives the demo's history, once: goes on where a killed start left off, and does nothing when it has been lived. At
 * its end the workspace's clock is the system's. `url` is where the events API is reached. Throws not_found before
 * `prepareDemo`.
 */
export async function liveDemoHistory(installation: DemoInstallation): Promise<void> {
  const { fetch, onProgress = () => {} } = installation;
  await withInstallLock(async () => {
    const demo = await findDemoWorkspace();
    if (!demo.workspace.isVirtual) return;
    const writeKey = await shopWriteKey(demo.workspaceId);
    if (!writeKey) throw new ServiceError('not_found', 'The demo has no write key: prepareDemo comes first.');
    const origin = installation.url.replace(/\/+$/, '');
    const world = worldOf(await storedWorld(demo));
    await liveHistory(demo, {
      world,
      scale: installation.scale ?? env().TOUCHSTONE_DEMO_SCALE,
      place: await placeOf(demo),
      door: { origin, writeKey, ...(fetch ? { fetch } : {}) },
      approver: { userId: await ensureSimulatedApprover(demo), seed: world.seed },
      readTime: () => new Date(),
      onProgress,
    });
    await switchToSystemClock(demo.workspaceId);
  });
}

/** First run as the launcher wants it: prepare, then live the history. Safe to call on every start. */
export async function createDemoInstallation(installation: DemoInstallation): Promise<DemoAccessReport> {
  const report = await prepareDemo(installation);
  await liveDemoHistory(installation);
  return report;
}

async function giveAccess(
  url: string,
  demo: ServiceContext,
  replay: ServiceContext,
  hadPeople: boolean,
): Promise<DemoAccess> {
  const users = await resetDemoPeople([demo, replay]);
  if (hadPeople) {
    const payload = { reason: 'demo-access.json was missing' };
    const subject = `workspace:${demo.workspaceId}`;
    await inTransaction(demo, (tx) => appendAudit(tx, demo, { action: 'people.passwords_reset', subject, payload }));
  }
  const { key } = await createWriteKey(demo, { name: 'Demo key' });
  const replayKey = await createWriteKey(replay, { name: 'Replay key' });
  return { url, writeKey: key, users, replay: { workspace: REPLAY_SLUG, writeKey: replayKey.key } };
}

async function storedWorld(demo: ServiceContext): Promise<DemoWorld> {
  const row = await demo.db.workspace.findUniqueOrThrow({ where: { id: demo.workspaceId } });
  return DemoWorld.parse(row.simulation);
}

async function switchToSystemClock(workspaceId: WorkspaceId): Promise<void> {
  const ctx = await createContext(workspaceId, { kind: 'operator', name: 'first-run' });
  await inTransaction(ctx, async (tx) => {
    await tx.workspace.update({ where: { id: workspaceId }, data: { clockMode: 'system', virtualNow: null } });
    await appendAudit(tx, ctx, {
      action: 'workspace.clock_changed',
      subject: `workspace:${workspaceId}`,
      payload: { mode: 'system' },
    });
  });
}

async function withInstallLock<Result>(work: () => Promise<Result>): Promise<Result> {
  const client = await systemPool().connect();
  try {
    // Whoever came first may be at it for minutes.
    await client.query('SET lock_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [INSTALL_LOCK]);
    await client.query('RESET lock_timeout');
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [INSTALL_LOCK]).catch(() => {});
    client.release();
  }
}
