import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSharedData, sharedData } from '@/tests/harness/shared-data';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'experiment-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const command = (...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'scripts/experiment.ts', 'analyse', ...args], {
    maxBuffer: 64 * 1024 ** 2,
  });

async function fileOf(text: string): Promise<string> {
  const file = path.join(folder, `${Math.abs(text.length)}.csv`);
  await writeFile(file, text);
  return file;
}

describe('npm run experiment', () => {
  it.skipIf(!hasSharedData)(
    'gives the published conclusion of a compressed file of people, as words and as JSON',
    async () => {
      const args = [
        sharedData('experiments/hillstrom_email.csv.gz'),
        '--arm',
        'segment',
        '--success',
        'visit,conversion',
        '--value',
        'spend',
      ];
      const words = await command(...args);
      expect(words.stdout).toContain('Ship it. “Mens E-Mail” is better than “No E-Mail” in visit: +72.1%');
      const { control, decision, winner } = JSON.parse((await command(...args, '--json')).stdout);
      expect({ control, decision, winner }).toEqual({ control: 'No E-Mail', decision: 'ship', winner: 'Mens E-Mail' });
    },
  );

  it('judges thousands of experiments in one file of counts', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => {
      const successes = index % 100 === 0 ? 160 : 100 + (index % 7) - 3;
      return `${index},control,1000,100\n${index},a,1000,${successes}\n`;
    });
    const file = await fileOf(`test,arm,n,orders\n${lines.join('')}`);
    const { stdout } = await command(
      file,
      '--arm',
      'arm',
      '--success',
      'orders',
      '--n',
      'n',
      '--group',
      'test',
      '--json',
    );
    const { findings } = JSON.parse(stdout);
    expect(findings).toHaveLength(3_000);
    expect(findings.filter((finding: { state: string }) => finding.state === 'better')).toHaveLength(30);
  });

  it('names the column and the line where a file cannot be used', async () => {
    const file = await fileOf('arm,bought\na,1\nb,perhaps\n');
    await expect(command(file, '--arm', 'arm', '--success', 'bought')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Line 3, column “bought”: “perhaps” is neither yes nor no'),
    });
    await expect(command(file, '--arm', 'arm')).rejects.toMatchObject({ code: 2 });
    await expect(command(path.join(folder, 'none.csv'), '--arm', 'a', '--success', 'b')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no file'),
    });
  });
});
