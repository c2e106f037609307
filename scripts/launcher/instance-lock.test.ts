import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockInstance } from './instance-lock';

let dataDir: string;
let file: string;
let other: ChildProcess | undefined;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'touchstone-lock-'));
  file = path.join(dataDir, 'instance.json');
});
afterEach(() => {
  other?.kill('SIGKILL');
  other = undefined;
  rmSync(dataDir, { recursive: true });
});

describe('the lock of a data directory', () => {
  it('refuses a second instance, naming process and address, until the first is gone', () => {
    const lock = lockInstance(dataDir);
    expect(() => lockInstance(dataDir)).toThrow(`process ${process.pid}, still starting`);
    lock.announce('http://localhost:3000');
    expect(() => lockInstance(dataDir)).toThrow(`process ${process.pid}, at http://localhost:3000`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    lock.release();
    lockInstance(dataDir).release();
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['below a file', () => path.join(file, 'data'), 'instance.json is a file'],
    ['where the system lets nobody make one', () => '/proc/touchstone', 'ENOENT'],
  ])('says what is in the way of a folder %s, and what to do', (_where, folder, words) => {
    writeFileSync(file, '');
    expect(() => lockInstance(folder())).toThrow(words);
    expect(() => lockInstance(folder())).toThrow('Set TOUCHSTONE_DATA_DIR');
  });

  it('takes over from a process that was killed', async () => {
    other = spawn('sleep', ['60']);
    const gone = new Promise((resolve) => other?.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    writeFileSync(file, JSON.stringify({ pid: other.pid, born: '1', url: '' }));
    lockInstance(dataDir);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is not fooled by another process that has got the same number', () => {
    other = spawn('sleep', ['60']);
    writeFileSync(file, JSON.stringify({ pid: other.pid, born: 'another time', url: '' }));
    lockInstance(dataDir);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('takes over what a crash left half written', () => {
    writeFileSync(file, '{"pid":');
    lockInstance(dataDir);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  });
});
