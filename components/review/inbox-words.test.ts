import { describe, expect, it } from 'vitest';
import { paceWords, spreadWords, verdictWords } from './inbox-words';

const marcus = { customer: { name: 'Marcus Rowland' } };

describe('what those who listen are told of a verdict', () => {
  it('is given only where the server took it', () => {
    const reject = { verdict: 'reject' } as const;
    expect(verdictWords(reject, { kind: 'given' }, marcus, 'Tara Upton')).toBe(
      'Rejected: Marcus Rowland. Next: Tara Upton.',
    );
    const refused = { kind: 'refused', message: 'Otto Reef approved this at 18:37.' } as const;
    expect(verdictWords(reject, refused, marcus, 'Tara Upton')).toBe(
      'Not recorded: Marcus Rowland. Otto Reef approved this at 18:37.',
    );
    expect(verdictWords({ verdict: 'approve' }, { kind: 'stopped' }, marcus, null)).toBe(
      'Approved, but not sent: Marcus Rowland. That was the last one.',
    );
  });
});

describe('how fast people judge', () => {
  it('is told of a share only where there are enough', () => {
    const times = { p90Ms: 250_000, slowestMs: 300_400 };
    expect(spreadWords(10, times)).toBe('nine in ten within 4:10 min');
    expect(spreadWords(9, times)).toBe('slowest 5:00 min');
    expect(spreadWords(0, { p90Ms: null, slowestMs: null })).toBeNull();
    const tally = { approved: 1, rejected: 1, inTime: 2, medianMs: 200_000, ...times };
    expect(paceWords(tally)).toBe('Today: 2 verdicts, slowest 5:00 min, 100% in time.');
    expect(paceWords({ ...tally, approved: 11, inTime: 9 })).toBe(
      'Today: median 3:20 min, nine in ten within 4:10 min, 75% in time.',
    );
  });
});
