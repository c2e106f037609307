import { describe, expect, it } from 'vitest';
import { headRows } from './head-rows';
import { guessMapping, missingOf, settingsOf, withUse } from './prepare-mapping';

const HILLSTROM = 'history,segment,visit,conversion,spend\n1.5,Mens E-Mail,0,0,0\n2,No E-Mail,1,0,12.5\ncut o';

describe('the head of a file', () => {
  it('is cut into fields, without the line that is cut off', () => {
    expect(headRows(HILLSTROM)).toMatchObject({
      header: ['history', 'segment', 'visit', 'conversion', 'spend'],
      rows: [
        ['1.5', 'Mens E-Mail', '0', '0', '0'],
        ['2', 'No E-Mail', '1', '0', '12.5'],
      ],
    });
    expect(headRows('"a;b";arm\n1;x\n').header).toEqual(['a;b', 'arm']);
  });
});

describe('guessMapping', () => {
  const mapping = guessMapping('spring_test.csv.gz', headRows(HILLSTROM));

  it('is what a person would have said', () => {
    expect(mapping).toMatchObject({ name: 'spring test', arm: 'segment', count: null });
    expect(mapping.uses.visit).toEqual({ role: 'goal', kind: 'share', goal: 'increase' });
    expect(mapping.uses.spend).toEqual({ role: 'secondary', kind: 'mean', goal: 'increase' });
    expect(mapping.uses.history?.role).toBe('none');
    expect(missingOf(mapping)).toBeNull();
    expect(settingsOf(mapping).measured).toEqual([
      { column: 'visit', role: 'goal', kind: 'share', goal: 'increase' },
      { column: 'spend', role: 'secondary', kind: 'mean', goal: 'increase' },
    ]);
  });

  it('keeps one goal', () => {
    const other = withUse(mapping, 'conversion', { role: 'goal', kind: 'share', goal: 'increase' });
    expect(other.uses.visit?.role).toBe('secondary');
    expect(other.uses.conversion?.role).toBe('goal');
  });

  it('says what is missing', () => {
    expect(missingOf({ ...mapping, arm: null })).toMatch(/arm/);
    expect(missingOf({ ...mapping, uses: {} })).toMatch(/goal/);
    expect(missingOf({ ...mapping, split: '30' })).toMatch(/split/);
    expect(settingsOf({ ...mapping, split: '30:70' }).split).toEqual([30, 70]);
  });
});
