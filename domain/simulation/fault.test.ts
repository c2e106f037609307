import { expect, it } from 'vitest';
import { after, DAY } from '../shared/time';
import { worldOf } from './demo-world';
import { brokenAnswer, canDeliver, canOrder, faultOn } from './fault';
import { population } from './people';
import type { Response } from './response';
import { createChronicle } from './shopper';
import { simulationSlug, twinWorld } from './twin-world';

const START = new Date('2026-01-01T00:00:00Z');
const at = (day: number) => after(START, day * DAY);
const answer: Response[] = [
  { kind: 'machine_opened', at: at(10.1) },
  { kind: 'opened', at: at(10.2) },
  { kind: 'clicked', at: at(10.3) },
  { kind: 'ordered', at: at(10.4) },
];
const kinds = (responses: readonly Response[]) => responses.map(({ kind }) => kind);

it('changes nothing where nothing is planted, before it begins and after it is mended', () => {
  expect(brokenAnswer(null, 'a', at(10), answer)).toEqual(answer);
  for (const day of [4, 12])
    expect(brokenAnswer(faultOn('open-pixel', START, day), 'a', at(10), answer)).toEqual(answer);
});

it('takes opens away and leaves the rest, or orders', () => {
  expect(kinds(brokenAnswer(faultOn('open-pixel', START, 10), 'a', at(10), answer))).toEqual(['clicked', 'ordered']);
  const broken = faultOn('checkout-broken', START, 10);
  expect(kinds(brokenAnswer(broken, 'a', at(10), answer))).toEqual(['machine_opened', 'opened', 'clicked']);
  expect([9.9, 10, 12.9, 13].map((day) => canOrder(broken, at(day)))).toEqual([true, false, false, true]);
});

it('lets nobody deliver while a provider is down, and what was delivered is answered', () => {
  const fault = faultOn('provider-down', START, 10);
  expect([9.9, 10, 12.9, 13].map((day) => canDeliver(fault, at(day)))).toEqual([true, false, false, true]);
  expect(brokenAnswer(fault, 'a', at(9.9), answer)).toEqual(answer);
});

it('lets one in twelve complain, and they do nothing else', () => {
  const fault = faultOn('complaints', START, 10);
  const answers = Array.from({ length: 1_000 }, (_, index) => brokenAnswer(fault, `m${index}`, at(11), answer));
  const complaints = answers.filter((given) => given[0]?.kind === 'complained');
  expect(complaints.length).toBeGreaterThan(55);
  expect(complaints.length).toBeLessThan(110);
  expect(complaints[0]).toHaveLength(1);
});

it('lives in its own workspace, where nobody orders while it lasts, the held out included', () => {
  const spec = { seed: '7', customers: 300, days: 20, fault: { kind: 'checkout-broken', day: 10 } } as const;
  expect(simulationSlug(spec)).toBe('simulation-7-300x20-checkout-broken-10');
  const world = worldOf(twinWorld(spec));
  const ordered = createChronicle(world, population(world))
    .between(world.startsAt, world.endsAt)
    .filter(({ kind }) => kind === 'order_completed');
  const during = ordered.filter((order) => order.at >= at(10) && order.at < at(13));
  expect(during).toEqual([]);
  expect(ordered.length).toBeGreaterThan(5);
  expect(() => twinWorld({ ...spec, fault: { kind: 'open-pixel', day: 20 } })).toThrow(RangeError);
});
