import { expect, it } from 'vitest';
import { comparedAt, endedPeriods, periodAt, periodBefore } from './periods';

it('has weeks from Monday to Sunday, also over the end of a year', () => {
  for (const day of ['2026-12-28', '2026-12-31', '2027-01-03']) {
    expect(periodAt('weekly', day)).toEqual({ from: '2026-12-28', to: '2027-01-03' });
  }
  expect(periodBefore('weekly', periodAt('weekly', '2027-01-04'))).toEqual({ from: '2026-12-28', to: '2027-01-03' });
});

it('has months of the calendar, each beside the one before, whatever their lengths', () => {
  expect(periodAt('impact', '2028-02-29')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(periodBefore('impact', periodAt('impact', '2026-03-31'))).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(periodAt('impact', '2026-12-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
});

it('ends a period that is not over today, beside as many days of the one before, or all that it has', () => {
  const month = (today: string) => comparedAt('impact', periodAt('impact', today), today);
  expect(month('2026-11-03')).toEqual({
    range: { from: '2026-11-01', to: '2026-11-03' },
    before: { from: '2026-10-01', to: '2026-10-03' },
    isOpen: true,
  });
  expect(month('2026-03-30').before).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(comparedAt('impact', periodAt('impact', '2026-10-20'), '2026-11-03')).toEqual({
    range: { from: '2026-10-01', to: '2026-10-31' },
    before: { from: '2026-09-01', to: '2026-09-30' },
    isOpen: false,
  });
  // A Sunday's week is not over before its midnight.
  expect(comparedAt('weekly', periodAt('weekly', '2026-11-22'), '2026-11-22')).toMatchObject({
    range: { from: '2026-11-16', to: '2026-11-22' },
    isOpen: true,
  });
});

it('lists what is over, the latest first, as far back as there is anything', () => {
  const asked = { first: '2026-11-03', today: '2026-11-22', most: 104 };
  expect(endedPeriods('weekly', asked).map(({ from }) => from)).toEqual(['2026-11-09', '2026-11-02']);
  expect(endedPeriods('weekly', { ...asked, today: '2026-11-23' })[0]).toEqual({
    from: '2026-11-16',
    to: '2026-11-22',
  });
  expect(endedPeriods('weekly', { ...asked, most: 1 })).toHaveLength(1);
  expect(endedPeriods('impact', asked)).toEqual([]);
  expect(endedPeriods('impact', { ...asked, first: '2026-11-23', today: '2026-11-22' })).toEqual([]);
});
