import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import { systemDb } from '@/server/system-db';
import { type FreshWorkspace, freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { asOwner } from '@/tests/harness/as-owner';
import type { ServiceContext } from '../../context';
import { verifyLog } from '../audit';
import {
  activateDraft,
  activePolicy,
  applyDocument,
  createDraft,
  discardDraft,
  getDraft,
  getVersion,
  judgeDocument,
  listDrafts,
  listVersions,
  rollBack,
  saveDraft,
} from '.';

const LOWER_CAP = { ...DEFAULT_POLICY, contact: { ...DEFAULT_POLICY.contact, emailsPerWindow: 2 } };
const BROKEN = { ...DEFAULT_POLICY, quietHours: { ...DEFAULT_POLICY.quietHours, from: 20 } };
const UNMEASURED = { ...DEFAULT_POLICY, holdout: { share: 0 } };
const ALWAYS_REVIEWED = 'cart.ladder-always-reviewed';
const WHY = { reason: 'Fewer complaints.', liveVersion: 1, acceptedFindings: [ALWAYS_REVIEWED] };

let fresh: FreshWorkspace;
let admin: ServiceContext;
let marketer: ServiceContext;

beforeEach(async () => {
  fresh = await freshWorkspace();
  admin = await personIn(fresh.workspaceId, 'admin');
  marketer = await personIn(fresh.workspaceId, 'marketer');
});

/** A draft of the marketer with this document. */
async function draftOf(document: object): Promise<{ draftId: string; revision: number }> {
  const { id } = await createDraft(marketer, { name: 'Calmer' });
  const saved = await saveDraft(marketer, { draftId: id, revision: 1, name: 'Calmer', document: { ...document } });
  if (!saved.ok) throw new Error(JSON.stringify(saved.problems));
  return { draftId: id, revision: saved.draft.revision };
}

async function audit(): Promise<{ action: string; payload: Record<string, unknown> }[]> {
  const rows = await systemDb().auditEntry.findMany({
    where: { workspaceId: fresh.workspaceId, action: { startsWith: 'policy.' } },
    orderBy: { seq: 'asc' },
  });
  return rows.map(({ action, payload }) => ({ action, payload: JSON.parse(payload) }));
}

describe('a draft', () => {
  it('is one of fifty at most, also where several are begun at once', async () => {
    const row = { workspaceId: fresh.workspaceId, name: 'Calmer', document: LOWER_CAP, baseVersion: 1 };
    const now = { createdAt: new Date(), updatedAt: new Date() };
    await systemDb().policyDraft.createMany({ data: Array.from({ length: 49 }, () => ({ ...row, ...now, id: v7() })) });
    await activePolicy(fresh.ctx);
    const begun = await Promise.allSettled([1, 2, 3].map((n) => createDraft(marketer, { name: `Calmer ${n}` })));
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await listDrafts(admin)).toHaveLength(50);
  });

  it('is written by a marketer, put in force by an administrator, and on the record at every step', async () => {
    const draft = await draftOf(LOWER_CAP);
    expect(await listDrafts(admin)).toMatchObject([{ name: 'Calmer', changes: 1, status: 'open' }]);
    await expect(activateDraft(marketer, { ...draft, ...WHY })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await activateDraft(admin, { ...draft, ...WHY })).toEqual({ ok: true, version: 2 });

    expect(await activePolicy(fresh.ctx)).toMatchObject({ version: 2, document: LOWER_CAP });
    expect(await listDrafts(admin)).toEqual([]);
    expect(await getDraft(admin, draft)).toMatchObject({ status: 'activated', activatedVersion: 2 });
    const { items } = await listVersions(admin, {});
    expect(items).toMatchObject([
      { version: 2, isActive: true, changes: 1, reason: WHY.reason },
      { version: 1, isActive: false, changes: null },
    ]);
    expect((await audit()).slice(1)).toMatchObject([
      { action: 'policy.draft_created', payload: { name: 'Calmer', baseVersion: 1 } },
      { action: 'policy.draft_saved', payload: { revision: 2, changed: ['contact.emailsPerWindow'] } },
      {
        action: 'policy.activated',
        payload: {
          version: 2,
          replaces: 1,
          reason: WHY.reason,
          changed: ['contact.emailsPerWindow'],
          acceptedWarnings: [ALWAYS_REVIEWED],
          draftId: draft.draftId,
        },
      },
    ]);
  });

  it('shows a version that was changed in the database since, which the product’s own roles cannot do', async () => {
    expect(await activateDraft(admin, { ...(await draftOf(LOWER_CAP)), ...WHY })).toMatchObject({ ok: true });
    const recordOf = async (version: number) => (await getVersion(admin, { version })).record;
    expect([await recordOf(1), await recordOf(2)]).toEqual(['matches', 'matches']);
    const { workspaceId, db } = fresh.ctx;
    for (const roleDb of [db, systemDb()]) {
      const change = roleDb.policyVersion.updateMany({ where: { workspaceId }, data: { document: DEFAULT_POLICY } });
      await expect(change).rejects.toThrow('permission denied');
      await expect(roleDb.policyVersion.deleteMany({ where: { workspaceId } })).rejects.toThrow('permission denied');
    }
    const versions = `UPDATE policy_version SET document = document || '{"extra": 1}', reason = 'So it was.' WHERE workspace_id = $1`;
    await asOwner((owner) => owner.query(versions, [workspaceId]));
    expect([await recordOf(1), await recordOf(2)]).toEqual(['differs', 'differs']);
    expect(await verifyLog(admin)).toMatchObject({ ok: true, policies: [1, 2] });
  });

  it('shows a version that was written past the product', async () => {
    const { workspaceId, db } = fresh.ctx;
    expect(await verifyLog(admin)).toMatchObject({ ok: true, policies: [] });
    await db.policyVersion.updateMany({ where: { workspaceId }, data: { status: 'retired' } });
    const said = { document: DEFAULT_POLICY, reason: 'Agreed with legal.', activatedBy: `user:${v7()}` };
    await db.policyVersion.create({
      data: { ...said, workspaceId, version: 2, status: 'active', activatedAt: new Date() },
    });
    expect(await getVersion(admin, { version: 2 })).toMatchObject({ record: 'unaudited' });
    expect(await verifyLog(admin)).toMatchObject({ ok: true, policies: [2] });
  });

  it('keeps nothing that is out of bounds, and names each place', async () => {
    const { id: draftId } = await createDraft(marketer, { name: 'Odd' });
    const document = {
      ...DEFAULT_POLICY,
      contact: { ...DEFAULT_POLICY.contact, emailsPerWindow: -1 },
      cart: { ...DEFAULT_POLICY.cart, ladder: [] },
      contacts: {},
    };
    expect(await saveDraft(marketer, { draftId, revision: 1, name: 'Odd', document })).toMatchObject({
      ok: false,
      problems: [{ path: 'contacts' }, { path: 'contact.emailsPerWindow' }, { path: 'cart.ladder' }],
    });
    expect(await getDraft(marketer, { draftId })).toMatchObject({ revision: 1, document: DEFAULT_POLICY });
  });

  it('is refused where it leaves a section out, by the page and by the command line', async () => {
    await activateDraft(admin, { ...(await draftOf(LOWER_CAP)), ...WHY });
    const { id: draftId } = await createDraft(marketer, { name: 'Empty' });
    const missing = { ok: false, problems: expect.arrayContaining([expect.objectContaining({ path: 'contact' })]) };
    expect(await saveDraft(marketer, { draftId, revision: 1, name: 'Empty', document: {} })).toMatchObject(missing);
    expect(await getDraft(marketer, { draftId })).toMatchObject({ revision: 1, document: LOWER_CAP });
    const cli = { ...fresh.ctx, actor: { kind: 'operator', name: 'cli' } as const };
    expect(await applyDocument(cli, { document: {}, reason: 'Oops.', acceptWarnings: true })).toMatchObject(missing);
    expect((await activePolicy(fresh.ctx)).document).toEqual(LOWER_CAP);
  });

  it('saved as it is stays as it is, and nothing is written down', async () => {
    const draft = await draftOf(LOWER_CAP);
    const written = await audit();
    const save = { ...draft, name: 'Calmer', document: { ...LOWER_CAP } };
    expect(await saveDraft(marketer, save)).toMatchObject({ ok: true, draft: { revision: draft.revision } });
    expect(await audit()).toEqual(written);
  });

  it('of an older version of the product keeps what is in force where it is silent, and says so', async () => {
    await activateDraft(admin, { ...(await draftOf(LOWER_CAP)), ...WHY });
    const { id: draftId } = await createDraft(marketer, { name: 'Old' });
    const { contact: _, ...old } = { ...DEFAULT_POLICY, holdout: { share: 0.1 } };
    await systemDb().policyDraft.update({
      where: { workspaceId_id: { workspaceId: fresh.workspaceId, id: draftId } },
      data: { document: old },
    });
    expect(await getDraft(marketer, { draftId })).toMatchObject({
      added: ['contact'],
      changes: 1,
      document: { contact: LOWER_CAP.contact, holdout: { share: 0.1 } },
    });
    expect(await activateDraft(admin, { draftId, revision: 1, ...WHY, liveVersion: 2 })).toMatchObject({ ok: true });
    expect((await activePolicy(fresh.ctx)).document.contact).toEqual(LOWER_CAP.contact);
    expect((await audit()).at(-1)).toMatchObject({ payload: { changed: ['holdout.share'], added: ['contact'] } });
  });

  it('is saved, discarded and activated only as it was on screen', async () => {
    const stale = await draftOf(LOWER_CAP);
    const save = { draftId: stale.draftId, revision: stale.revision, name: 'Mine', document: { ...LOWER_CAP } };
    expect(await saveDraft(admin, save)).toMatchObject({ ok: true });
    const conflict = { code: 'conflict', message: expect.stringContaining('Somebody saved') };
    await expect(saveDraft(marketer, save)).rejects.toMatchObject(conflict);
    await expect(discardDraft(marketer, stale)).rejects.toMatchObject(conflict);
    await expect(activateDraft(admin, { ...stale, ...WHY })).rejects.toMatchObject(conflict);
    await discardDraft(marketer, { draftId: stale.draftId, revision: stale.revision + 1 });
    await expect(saveDraft(marketer, { ...save, revision: stale.revision + 1 })).rejects.toMatchObject({
      message: expect.stringContaining('discarded'),
    });
  });

  it('is begun from an older version as well', async () => {
    await activateDraft(admin, { ...(await draftOf(LOWER_CAP)), ...WHY });
    expect(await createDraft(marketer, { name: 'As before', fromVersion: 1 })).toMatchObject({
      baseVersion: 1,
      document: DEFAULT_POLICY,
      live: { version: 2 },
      changes: 1,
    });
    await expect(createDraft(marketer, { name: 'Never', fromVersion: 9 })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('activation', () => {
  it('wants a reason and a change', async () => {
    const draft = await draftOf(LOWER_CAP);
    await expect(activateDraft(admin, { ...draft, ...WHY, reason: '  ' })).rejects.toMatchObject({ code: 'invalid' });
    const same = await draftOf(DEFAULT_POLICY);
    await expect(activateDraft(admin, { ...same, ...WHY })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('nothing would change'),
    });
  });

  it('is stopped by a contradiction, whatever was ticked', async () => {
    const acceptedFindings = [ALWAYS_REVIEWED, 'quietHours.empty'];
    const answer = await activateDraft(admin, { ...(await draftOf(BROKEN)), ...WHY, acceptedFindings });
    expect(answer).toMatchObject({ ok: false, findings: [{ id: 'quietHours.empty', severity: 'error' }, {}] });
    expect((await activePolicy(fresh.ctx)).version).toBe(1);
  });

  it('wants each warning ticked', async () => {
    const draft = await draftOf(UNMEASURED);
    expect(await activateDraft(admin, { ...draft, ...WHY })).toMatchObject({
      ok: false,
      findings: [{ id: ALWAYS_REVIEWED }, { id: 'holdout.nothing-measured' }],
    });
    const acceptedFindings = [ALWAYS_REVIEWED, 'holdout.nothing-measured'];
    expect(await activateDraft(admin, { ...draft, ...WHY, acceptedFindings })).toMatchObject({ ok: true });
  });

  it('lets one of two go first and tells the other, also at the same moment', async () => {
    const [one, two] = [await draftOf(LOWER_CAP), await draftOf({ ...LOWER_CAP, holdout: { share: 0.1 } })];
    const answers = await Promise.allSettled([one, two].map((draft) => activateDraft(admin, { ...draft, ...WHY })));
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    const where = { workspaceId: fresh.workspaceId, status: 'active' };
    expect(await systemDb().policyVersion.findMany({ where, select: { version: true } })).toEqual([{ version: 2 }]);
  });

  it('holds for the very next reader', async () => {
    await activateDraft(admin, { ...(await draftOf(LOWER_CAP)), ...WHY });
    expect((await activePolicy(fresh.ctx)).version).toBe(2);
    expect(await judgeDocument(marketer, { document: { ...UNMEASURED } })).toMatchObject({
      problems: [],
      findings: [{ id: ALWAYS_REVIEWED }, { id: 'holdout.nothing-measured' }],
    });
  });
});

describe('rolling back', () => {
  it('puts the older document in force as a new version', async () => {
    await activateDraft(admin, { ...(await draftOf(LOWER_CAP)), ...WHY });
    const back = { version: 1, ...WHY, liveVersion: 2, reason: 'It cost revenue.' };
    await expect(rollBack(marketer, back)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(rollBack(admin, { ...back, liveVersion: 1 })).rejects.toMatchObject({ code: 'conflict' });
    expect(await rollBack(admin, back)).toEqual({ ok: true, version: 3 });
    expect(await getVersion(admin, { version: 3 })).toMatchObject({
      isActive: true,
      restoredFrom: 1,
      document: DEFAULT_POLICY,
      reason: 'It cost revenue.',
    });
    await expect(rollBack(admin, { ...back, version: 9, liveVersion: 3 })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a file', () => {
  it('is applied by the command line, which the record names', async () => {
    const cli = { ...fresh.ctx, actor: { kind: 'operator', name: 'cli' } as const };
    const file = { document: { ...UNMEASURED }, reason: 'From the repository.' };
    expect(await applyDocument(cli, { ...file, acceptWarnings: false })).toMatchObject({ ok: false });
    expect(
      await applyDocument(cli, {
        ...file,
        document: { ...DEFAULT_POLICY, holdout: { share: 9 } },
        acceptWarnings: true,
      }),
    ).toMatchObject({
      problems: [{ path: 'holdout.share' }],
    });
    expect(await applyDocument(cli, { ...file, acceptWarnings: true })).toEqual({ ok: true, version: 2 });
    expect(await getVersion(admin, { version: 2 })).toMatchObject({
      activatedBy: 'operator:cli',
      author: null,
      changes: 1,
    });
    await expect(applyDocument(marketer, { ...file, acceptWarnings: true })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('another workspace', () => {
  it('neither sees nor changes anything', async () => {
    const draft = await draftOf(LOWER_CAP);
    const other = await freshWorkspace();
    const theirs = await personIn(other.workspaceId, 'admin');
    expect(await listDrafts(theirs)).toEqual([]);
    const save = { ...draft, name: 'Theirs', document: { ...DEFAULT_POLICY } };
    const missing = { code: 'not_found' };
    await expect(getDraft(theirs, draft)).rejects.toMatchObject(missing);
    await expect(saveDraft(theirs, save)).rejects.toMatchObject(missing);
    await expect(activateDraft(theirs, { ...draft, ...WHY })).rejects.toMatchObject(missing);
    await expect(getDraft(theirs, { draftId: v7() })).rejects.toMatchObject({ code: 'not_found' });
    expect((await activePolicy(other.ctx)).version).toBe(1);
  });

  it('lets executives and approvers read, and nothing more', async () => {
    for (const role of ['executive', 'approver'] as const) {
      const reader = await personIn(fresh.workspaceId, role);
      expect((await listVersions(reader, {})).items).toHaveLength(1);
      await expect(createDraft(reader, { name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
