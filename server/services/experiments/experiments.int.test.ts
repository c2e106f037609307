import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/server/context';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { hasSharedData, sharedData } from '@/tests/harness/shared-data';
import { deleteExperiment, ExperimentSettings, getExperiment, importExperiment, listExperiments } from './index';

let own: FreshWorkspace;
beforeAll(async () => {
  own = await freshWorkspace();
});

const MEASURED = { column: 'visit', kind: 'share', role: 'goal', goal: 'increase' } as const;
const settings = (changes: object = {}) =>
  ExperimentSettings.parse({ name: 'Spring test', arm: 'arm', measured: [MEASURED], ...changes });

/** A file in small pieces, as a slow line brings it. */
async function* bytesOf(file: Buffer, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}

const hand = (text: string | Buffer, changes: object = {}) =>
  importExperiment(own.ctx, {
    fileName: 'a/spring.csv',
    body: bytesOf(Buffer.from(text)),
    settings: settings(changes),
  });

const PEOPLE = `arm,visit\n${'control,0\ncontrol,1\n'.repeat(100)}${'new,1\nnew,1\nnew,1\nnew,0\n'.repeat(50)}`;

describe('past experiments', () => {
  it('are added up, analysed, listed and opened; nothing of single people is kept', async () => {
    const made = await hand(PEOPLE);
    expect(made).toMatchObject({ name: 'Spring test', fileName: 'spring.csv', arms: 2, people: 400, decision: 'ship' });
    expect(await listExperiments(own.ctx)).toContainEqual(made);
    const { verdict, control } = await getExperiment(own.ctx, { experimentId: made.id });
    expect(control).toBe('control');
    expect(verdict).toMatchObject({ decision: 'ship', winner: 'new' });
    const row = await own.ctx.db.pastExperiment.findFirstOrThrow({
      where: { workspaceId: own.workspaceId, id: made.id },
    });
    expect(row.arms).toEqual([
      { name: 'control', people: 200, outcomes: [{ kind: 'share', successes: 100, trials: 200 }] },
      { name: 'new', people: 200, outcomes: [{ kind: 'share', successes: 150, trials: 200 }] },
    ]);
    const entries = await own.ctx.db.auditEntry.findMany({
      where: { workspaceId: own.workspaceId, subject: `experiment:${made.id}` },
    });
    expect(entries.map(({ action }) => action)).toEqual(['experiment.imported']);
  });

  it.skipIf(!hasSharedData)('give the published conclusion of a real compressed file', async () => {
    const file = readFileSync(sharedData('experiments/hillstrom_email.csv.gz'));
    const measured = [MEASURED, { column: 'spend', kind: 'mean', role: 'secondary', goal: 'increase' }];
    const made = await importExperiment(own.ctx, {
      fileName: 'hillstrom_email.csv.gz',
      body: bytesOf(file, 64_000),
      settings: settings({ arm: 'segment', measured }),
    });
    expect(made).toMatchObject({ decision: 'ship', winner: 'Mens E-Mail', people: 64_000 });
    const { verdict } = await getExperiment(own.ctx, { experimentId: made.id });
    expect(verdict.results[0]?.comparisons[0]?.statistic).toBeCloseTo(505.622, 3);
    expect(verdict.results[1]?.comparisons[0]?.statistic).toBeCloseTo(5.3001, 4);
  });

  it('take counts, and semicolons', async () => {
    const made = await hand('arm;n;visit\ncontrol;1000;100\nnew;1000;104\n', { count: 'n' });
    expect(made).toMatchObject({ people: 2_000, decision: 'keep_running', winner: null });
  });

  it.each([
    ['arm,visit\ncontrol,1\nnew,perhaps\n', {}, 'Line 3, column “visit”'],
    ['arm,opened\ncontrol,1\n', {}, 'There is no column “visit”'],
    ['', {}, 'empty'],
    ['arm,visit\na,1\na,0\n', {}, 'All lines are of one arm'],
    ['arm,visit\na,1\nb,0\n', { control: 'c' }, 'There is no arm “c”'],
    [gzipSync(PEOPLE).subarray(0, 60), {}, 'damaged'],
  ])('refuse what cannot be used, in words (%#)', async (text, changes, message) => {
    await expect(hand(text, changes)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message),
    });
  });

  it('are settled by exactly one goal', () => {
    const two = [MEASURED, { ...MEASURED, column: 'spend' }];
    expect(ExperimentSettings.safeParse({ name: 'x', arm: 'arm', measured: two }).success).toBe(false);
    expect(ExperimentSettings.safeParse({ name: 'x', arm: 'arm', measured: [] }).success).toBe(false);
  });

  it('can be deleted, which the audit log keeps, and belong to one workspace', async () => {
    const made = await hand(PEOPLE);
    const other = (await freshWorkspace()).ctx;
    await expect(getExperiment(other, { experimentId: made.id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteExperiment(other, { experimentId: made.id })).rejects.toMatchObject({ code: 'not_found' });
    await deleteExperiment(own.ctx, { experimentId: made.id });
    await expect(getExperiment(own.ctx, { experimentId: made.id })).rejects.toMatchObject({ code: 'not_found' });
    const entries = await own.ctx.db.auditEntry.findMany({
      where: { workspaceId: own.workspaceId, subject: `experiment:${made.id}` },
      orderBy: { seq: 'asc' },
    });
    expect(entries.map(({ action }) => action)).toEqual(['experiment.imported', 'experiment.deleted']);
  });

  it('are read by everybody, and handed in by those who run tests', async () => {
    const executive: Actor = {
      kind: 'user',
      userId: own.workspaceId,
      name: 'Eve',
      role: 'executive',
      isSimulated: false,
    };
    const ctx = { ...own.ctx, actor: executive };
    expect((await listExperiments(ctx)).length).toBeGreaterThan(0);
    await expect(
      importExperiment(ctx, { fileName: 'x.csv', body: bytesOf(Buffer.from(PEOPLE)), settings: settings() }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
