import { expect, it } from 'vitest';
import { kindRows, revenueWords } from './look-again-words';

const segment = (name: string, estimate: number, p: number) => ({
  ...{ segment: name, estimate, squaredError: 0.0001, p, customers: 200, low: estimate - 0.02, high: estimate + 0.02 },
});

it('shows each kind of customer, and all as if they had fallen evenly', () => {
  const stratified = { estimate: 0.05, low: 0.01, high: 0.09, squaredError: 0.0004, p: 0.0143 };
  expect(kindRows({ segments: [segment('never', 0.1, 0.02), segment('once', 0, 1)], stratified })).toEqual([
    { kind: 'Never', customers: 200, effect: '+10.0 pp (+8.0 pp to +12.0 pp)', p: '0.020' },
    { kind: 'Once', customers: 200, effect: '0.0 pp (−2.0 pp to +2.0 pp)', p: '1.000' },
    { kind: 'All, evenly', customers: 400, effect: '+5.0 pp (+1.0 pp to +9.0 pp)', p: '0.014' },
  ]);
  expect(kindRows({ segments: [segment('never', 0.1, 0.02)], stratified })).toHaveLength(1);
  expect(kindRows({ segments: [], stratified: null })).toEqual([]);
});

it('says what the past explains of revenue, and where there is nothing to say', () => {
  const interval = (estimate: number, margin: number) => ({
    ...{ estimate, low: estimate - margin, high: estimate + margin, degreesOfFreedom: 100 },
  });
  expect(revenueWords({ revenue: { plain: null, adjusted: null, explained: null } }, 'USD')).toContain(
    'Nobody has ordered',
  );
  expect(revenueWords({ revenue: { plain: interval(120, 400), adjusted: null, explained: null } }, 'USD')).toBe(
    'Revenue per customer against the control: +$1.20 (−$2.80 to +$5.20). Nobody had spent anything before, so their past explains nothing of it.',
  );
  expect(
    revenueWords({ revenue: { plain: interval(120, 400), adjusted: interval(150, 100), explained: 0.94 } }, 'USD'),
  ).toContain('(CUPED): +$1.50 (+$0.50 to +$2.50); their past explains 94% of the spread.');
});
