import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS, auditActionWords } from './actions';

/** The text of everything that may write to the log. */
const sources = ['server', 'inngest', 'scripts', 'app'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.ts$|generated/.test(name))
    .map((name) => readFileSync(path.join(folder, name), 'utf8')),
);
const writers = sources.filter((text) => /appendAudit|AuditRecord|AuditAction/.test(text));

describe('the words of the audit log', () => {
  it('cover every action that is written', () => {
    const written = writers.flatMap((text) =>
      [...text.matchAll(/\baction: ['"]([a-z_]+\.[a-z_]+)['"]|, ['"]([a-z_]+\.[a-z_]+)['"], [{'"]/g)].map(
        ([, member, argument]) => member ?? argument ?? '',
      ),
    );
    expect(new Set(written).size).toBeGreaterThan(25);
    expect(written.filter((action) => !Object.hasOwn(AUDIT_ACTIONS, action))).toEqual([]);
  });

  it('hold nothing that is never written', () => {
    const text = writers.join('\n');
    const unwritten = Object.keys(AUDIT_ACTIONS).filter((action) => {
      const [whole, stem] = [`'${action}'`, `\`${action.replace(/(?<=[._])[a-z]+$/, '')}\${`];
      return !text.includes(whole) && !text.includes(stem);
    });
    expect(unwritten).toEqual([]);
  });

  it('are different words for different actions', () => {
    const words = Object.values(AUDIT_ACTIONS);
    expect(new Set(words).size).toBe(words.length);
  });

  it('name what another version wrote as well as they can', () => {
    expect(auditActionWords('decision.made')).toBe('Decision made');
    expect(auditActionWords('rocket.was_launched')).toBe('Rocket was launched');
    expect(auditActionWords('constructor')).toBe('Constructor');
  });
});
