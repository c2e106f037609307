import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sessionSecret } from './secrets';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the session secret', () => {
  it('is made once, whole, for its owner alone', () => {
    const secret = sessionSecret(folder);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(sessionSecret(folder)).toBe(secret);
    expect(readdirSync(folder)).toEqual(['session-secret']);
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'session-secret')).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'cut-o'])('of a start that was killed while it wrote %j is made anew', (rest) => {
    writeFileSync(path.join(folder, 'session-secret'), rest);
    const secret = sessionSecret(folder);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(sessionSecret(folder)).toBe(secret);
  });
});
