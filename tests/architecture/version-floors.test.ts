import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

// `npm audit` needs a registry that answers; this needs the lockfile alone. A version below its floor has a known hole.

type Floor = { version: string; because: string };

const FLOORS: Record<string, Floor> = {
  next: { version: '16.4.3', because: 'GHSA-673q and the proxy bypasses before it' },
  'next-auth': { version: '4.24.15', because: 'CVE-2026-73420: a full-width @ sends a sign-in link elsewhere' },
  nodemailer: { version: '9.0.0', because: 'CVE-2026-82853 and 82854: line breaks become SMTP commands' },
  liquidjs: { version: '10.27.1', because: 'CVE-2026-33287 and those after it: limits that do not hold' },
  '@trpc/server': { version: '11.8.0', because: 'CVE-2025-68130: prototype pollution by form data' },
  zod: { version: '4.6.7', because: 'GHSA-mrhx: memory exhausted by an input' },
};
/** Older copies inside of other packages, and why the hole is not reached through them. */
const WITHIN_OTHERS: Record<string, string> = {
  'node_modules/mailparser/node_modules/nodemailer': 'tests read messages with it; it sends none',
  'node_modules/inngest/node_modules/zod': 'the SDK looks at calls with it whose signature it has checked',
};
/** Packages that do not belong here at all. */
const REFUSED: Record<string, string> = {
  handlebars: 'compiles templates of users into JavaScript; they are Liquid',
};

const lock: { packages: Record<string, { version?: string }> } = JSON.parse(
  readFileSync(path.resolve('package-lock.json'), 'utf8'),
);
/** Every copy of a package, also those inside of others. */
const copiesOf = (name: string) =>
  Object.entries(lock.packages).flatMap(([at, { version }]) =>
    version && (at === `node_modules/${name}` || at.endsWith(`/node_modules/${name}`)) ? [{ at, version }] : [],
  );

function isAtLeast(version: string, floor: string): boolean {
  const [release, preview] = version.split('-', 2);
  const parts = (text: string) => text.split('.').map(Number);
  const [own, least] = [parts(release ?? ''), parts(floor)];
  const at = least.findIndex((part, index) => own[index] !== part);
  if (at === -1) return preview === undefined;
  return (own[at] ?? 0) > (least[at] ?? 0);
}

it.each([
  ['16.4.3', '16.4.3', true],
  ['16.4.10', '16.4.3', true],
  ['17.0.0', '16.4.3', true],
  ['16.4.2', '16.4.3', false],
  ['15.9.9', '16.4.3', false],
  ['16.4.3-canary.1', '16.4.3', false],
  ['16.4.4-canary.1', '16.4.3', true],
])('%s against a floor of %s: %s', (version, floor, verdict) => {
  expect(isAtLeast(version, floor)).toBe(verdict);
});

it.each(Object.entries(FLOORS))('%s is at its floor or above: $because', (name, { version: floor }) => {
  const copies = copiesOf(name).filter(({ at }) => !WITHIN_OTHERS[at]);
  expect(copies).not.toEqual([]);
  expect(copies.filter(({ version }) => !isAtLeast(version, floor))).toEqual([]);
});

it.each(Object.entries(REFUSED))('%s is not among the packages: %s', (name) => {
  expect(copiesOf(name)).toEqual([]);
});
