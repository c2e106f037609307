import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { rules } from '@/dependency-cruiser.mjs';
import { brokenArrows } from '@/scripts/arrows.mjs';

/** A small product: file by file, what it consists of. */
async function check(files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'touchstone-fixture-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  symlinkSync(path.resolve('node_modules'), path.join(root, 'node_modules'));
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), source);
  }
  return (await brokenArrows(root)).map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`);
}

const A_VALUE = 'export const value = 1; export type Value = typeof value;';

/** What must not be imported, and from where; type imports count too, except for rules about what runs. */
const WRONG: [rule: string, from: string, to: string][] = [
  ['domain-is-pure', 'domain/decisions/decide.ts', 'server/clock.ts'],
  ['client-never-reaches-server', 'components/review/row.tsx', 'server/services/review/index.ts'],
  ['pages-go-through-trpc', 'app/(dashboard)/page.tsx', 'server/services/review/index.ts'],
  ['doors-are-thin', 'server/trpc/routers/review.ts', 'server/db.ts'],
  ['doors-are-thin', 'inngest/functions/sweep.ts', 'server/channels/email/index.ts'],
  ['across-workspaces-for-few', 'server/services/review/decide.ts', 'server/system-db.ts'],
  ['connections-of-one-identity', 'server/services/review/decide.ts', 'server/guarded-pool.ts'],
  ['services-via-index', 'server/trpc/routers/review.ts', 'server/services/review/decide.ts'],
  ['services-cross-via-index', 'server/services/delivery/send.ts', 'server/services/review/decide.ts'],
  ['adapters-are-leaves', 'server/channels/email/send.ts', 'server/services/review/index.ts'],
  ['nothing-imports-app', 'components/review/row.tsx', 'app/fonts.ts'],
  ['tests-stay-in-tests', 'server/services/review/decide.ts', 'tests/factories/customer.ts'],
  ['inngest-contract-is-a-leaf', 'inngest/events.ts', 'server/services/review/index.ts'],
  ['embedded-stands-alone', 'server/embedded/executor/worker.ts', 'inngest/index.ts'],
  ['server-caller-in-app-only', 'components/review/row.tsx', 'lib/trpc/server.ts'],
  ['snippet-stands-alone', 'snippet/start.ts', 'domain/events/event.ts'],
];
const WRONG_PACKAGES: [rule: string, from: string, name: string][] = [
  ['domain-is-pure', 'domain/decisions/decide.ts', 'node:fs'],
  ['domain-is-pure', 'domain/decisions/decide.ts', 'pg'],
  ['connections-of-one-identity', 'server/services/review/decide.ts', 'pg'],
  ['recharts-in-charts-only', 'components/review/row.tsx', 'recharts'],
  ['client-ships-no-schemas', 'components/review/row.tsx', 'zod'],
];

it.each(WRONG)('%s: %s may not import %s', async (rule, from, to) => {
  const files = {
    [to]: A_VALUE,
    [from]: `import { value } from '@/${to.replace(/\.tsx?$/, '')}'; export const x = value;`,
  };
  expect(await check(files)).toContain(`${rule}: ${from} -> ${to}`);
});

it.each(WRONG.filter(([name]) => !rules.find((rule) => rule.name === name)?.runtimeOnly))(
  '%s: %s may not import types of %s',
  async (rule, from, to) => {
    const specifier = path.relative(path.dirname(from), to).replace(/\.tsx?$/, '');
    const files = { [to]: A_VALUE, [from]: `import type { Value } from '${specifier}'; export const x: Value = 1;` };
    expect(await check(files)).toContain(`${rule}: ${from} -> ${to}`);
  },
);

it.each(WRONG_PACKAGES)('%s: %s may not import %s', async (rule, from, name) => {
  const found = await check({ [from]: `import * as it from '${name}'; export const x = it;` });
  expect(found.some((words) => words.startsWith(`${rule}: ${from} -> `))).toBe(true);
});

it('client-ships-no-schemas: not through another module either, types aside', async () => {
  const money = "import { z } from 'zod'; export const Money = z.number(); export type Money = number;";
  const importing = (what: string) => ({
    'domain/money.ts': money,
    'components/price.tsx': `${what} export const Price = (p: { m: Money }) => <p>{p.m}</p>;`,
  });
  expect(await check(importing("import type { Money } from '@/domain/money';"))).toEqual([]);
  const value = "import { Money } from '@/domain/money'; export const parse = Money.parse;";
  expect((await check(importing(value))).join()).toContain('client-ships-no-schemas: components/price.tsx -> ');
});

it('ai-sdk-in-server-ai-only: nobody else imports it, by whichever provider', () => {
  const { from, to } = rules.find(({ name }) => name === 'ai-sdk-in-server-ai-only') as {
    from: { pathNot: string[] };
    to: { path: string };
  };
  expect('server/services/review/decide.ts').not.toMatch(new RegExp(from.pathNot[0] ?? ''));
  expect('server/ai/ask.ts').toMatch(new RegExp(from.pathNot[0] ?? ''));
  for (const name of ['ai/dist/index.js', '@ai-sdk/openai-compatible/dist/index.js']) {
    expect(`node_modules/${name}`).toMatch(new RegExp(to.path));
  }
});

it('no-runtime-cycles: modules may not need each other when they run, types aside', async () => {
  const a = "import { b } from './b'; export const a = () => b;";
  const typesOnly = {
    'domain/a.ts': a,
    'domain/b.ts': "import type { a } from './a'; export const b: typeof a | 1 = 1;",
  };
  expect(await check(typesOnly)).toEqual([]);
  const values = { 'domain/a.ts': a, 'domain/b.ts': "import { type T, a } from './a'; export const b = () => a;" };
  expect((await check(values)).every((words) => words.startsWith('no-runtime-cycles'))).toBe(true);
  expect(await check(values)).not.toEqual([]);
});

it('has a case for every rule', () => {
  const covered = new Set([...WRONG, ...WRONG_PACKAGES].map(([rule]) => rule))
    .add('no-runtime-cycles')
    .add('ai-sdk-in-server-ai-only');
  expect(rules.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
});

it('lets pass what the architecture allows', async () => {
  const files = {
    'domain/money.ts': "import { z } from 'zod'; export const Money = z.number(); export type Money = number;",
    'server/services/review/index.ts': "export { decide } from './decide'; export type Verdict = 'approve';",
    'server/services/review/decide.ts': "import { Money } from '@/domain/money'; export const decide = () => Money;",
    'server/services/delivery/send.ts': "import { decide } from '../review'; export const send = decide;",
    'server/trpc/routers/review.ts': "import { decide } from '@/server/services/review'; export const router = decide;",
    'components/review/row.tsx':
      "import type { Verdict } from '@/server/services/review'; export const Row = (p: { v: Verdict }) => <p>{p.v}</p>;",
    'inngest/client.ts': "import { Inngest } from 'inngest'; export const inngest = new Inngest({ id: 'x' });",
    'app/v1/track/route.ts': "import { decide } from '@/server/services/review'; export const POST = decide;",
    'app/v1/route.int.test.ts':
      "import { systemDb } from '@/server/system-db'; import { POST } from './track/route'; export const x = [systemDb, POST];",
    'server/services/sign-in/sign-in.ts':
      "import { systemDb } from '../../system-db'; export const signIn = () => systemDb;",
    'server/system-db.ts': "import { SYSTEM } from './guarded-pool'; export const systemDb = SYSTEM;",
    'server/guarded-pool.ts': "import { Pool } from 'pg'; export const SYSTEM = Pool;",
  };
  expect(await check(files)).toEqual([]);
});
