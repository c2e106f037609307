import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import { after, DAY } from '../shared/time';
import { type AutonomyEvent, type AutonomyState, nextAutonomy, startingAutonomy } from './autonomy';
import { type AutonomyEvidence, type Harm, type Lift, wilsonLowerBound } from './evidence';
import { harmIn, waveOf } from './harm';
import { requirementsToRise } from './requirements';

const CALM: Harm = { days: 14, touches: 500, complaints: 0, unsubscribes: 2, breaches: 0 };
const liftOf = (estimate: number): Lift => ({
  perCustomer: { estimate, low: estimate - 9, high: estimate + 9 },
  missing: null,
});
const UNMEASURED: Lift = { perCustomer: null, missing: 'Customers left alone so far: 4. A comparison needs 30.' };
const PROVEN: AutonomyEvidence = { judged: 60, approvedUnedited: 60, harm: CALM, lift: liftOf(12) };
const EARLY: AutonomyEvidence = { judged: 0, approvedUnedited: 0, harm: CALM, lift: null };

const at = (level: number, approvedStreak = 0, rejectedStreak = 0): AutonomyState => ({
  level,
  approvedStreak,
  rejectedStreak,
});
const approved = (evidence: AutonomyEvidence, edited = false): AutonomyEvent => ({
  kind: 'approved',
  edited,
  evidence,
});
const REJECTED: AutonomyEvent = { kind: 'rejected' };
const NOW = new Date('2026-11-21T12:00:00Z');
const confirmed = (daysAgo: number): AutonomyEvent => ({
  kind: 'time',
  confirmedAt: after(NOW, -daysAgo * DAY),
  now: NOW,
});
const breach = (...decisions: string[]): AutonomyEvent => ({
  kind: 'breach',
  breach: { guardrail: 'consent', decisions, foundBy: 'records' },
});
const SURGE: AutonomyEvent = {
  kind: 'surge',
  surge: { lastHour: 5_000, busiestHour: 90, busiestDay: 400, knownDays: 28, limit: 450, lookBackDays: 28 },
};
const harm = (changes: Partial<Harm>): AutonomyEvent => ({ kind: 'harm', harm: { ...CALM, ...changes } });

describe('what becomes of a level', () => {
  it('starts with every decision reviewed', () => {
    expect(startingAutonomy(DEFAULT_POLICY)).toEqual(at(1));
  });

  it.each<[string, AutonomyState, AutonomyEvent, AutonomyState, string | null]>([
    ['the first approval', at(1), approved(EARLY), at(1, 1), null],
    ['the ninth approval', at(1, 8), approved(EARLY), at(1, 9), null],
    ['the tenth approval', at(1, 9), approved(EARLY), at(2), 'approvals'],
    ['the tenth from level 0', at(0, 9), approved(EARLY), at(1), 'approvals'],
    ['an edit in the row', at(1, 9), approved(EARLY, true), at(1), null],
    ['an approval after rejections', at(1, 0, 2), approved(EARLY), at(1, 1), null],
    ['the tenth with a complaint', at(1, 9), approved({ ...EARLY, harm: { ...CALM, complaints: 1 } }), at(1, 10), null],
    [
      'the tenth with a reported breach',
      at(1, 9),
      approved({ ...EARLY, harm: { ...CALM, breaches: 1 } }),
      at(1, 10),
      null,
    ],
    ['one more when the complaint is past', at(1, 10), approved(EARLY), at(2), 'approvals'],
    [
      'the tenth in a wave of unsubscribes',
      at(1, 9),
      approved({ ...EARLY, harm: { ...CALM, unsubscribes: 20 } }),
      at(1, 10),
      null,
    ],
    ['level 3 with proof', at(2, 9), approved(PROVEN), at(3), 'approvals'],
    [
      'level 3 with too few judged',
      at(2, 9),
      approved({ ...PROVEN, judged: 29, approvedUnedited: 29 }),
      at(2, 10),
      null,
    ],
    ['level 3 with too many edits', at(2, 9), approved({ ...PROVEN, approvedUnedited: 54 }), at(2, 10), null],
    ['level 3 without a measured effect', at(2, 9), approved({ ...PROVEN, lift: UNMEASURED }), at(2, 10), null],
    ['level 3 with a negative effect', at(2, 9), approved({ ...PROVEN, lift: liftOf(-1) }), at(2, 10), null],
    ['level 3 with no effect at all', at(2, 9), approved({ ...PROVEN, lift: liftOf(0) }), at(3), 'approvals'],
    ['approvals at the top', at(3, 40), approved(PROVEN), at(3, 41), null],
    ['a rejection', at(2, 9), REJECTED, at(2, 0, 1), null],
    ['the third rejection in a row', at(2, 0, 2), REJECTED, at(1), 'rejections'],
    ['the third at level 0', at(0, 0, 2), REJECTED, at(0, 0, 3), null],
    ['a wave of complaints', at(3, 5), harm({ complaints: 6 }), at(2), 'anomaly'],
    ['a wave of unsubscribes', at(2, 5), harm({ unsubscribes: 20 }), at(1), 'anomaly'],
    ['a sudden volume', at(3, 5), SURGE, at(2), 'anomaly'],
    ['a sudden volume where a person decides anyway', at(1, 5), SURGE, at(0), 'anomaly'],
    ['a sudden volume of suggestions', at(0, 5), SURGE, at(0, 5), null],
    ['a few unsubscribes', at(2, 5), harm({ unsubscribes: 4 }), at(2, 5), null],
    ['complaints on too few touches', at(2, 5), harm({ touches: 99, complaints: 50 }), at(2, 5), null],
    ['a breach found later', at(3, 4), breach('d1'), at(2), 'breach'],
    ['no breach', at(3, 4), breach(), at(3, 4), null],
    ['a breach at level 0', at(0, 4), breach('d1'), at(0, 4), null],
    ['29 days unconfirmed', at(3, 4), confirmed(29), at(3, 4), null],
    ['30 days unconfirmed at level 3', at(3, 4), confirmed(30), at(2), 'unconfirmed'],
    ['30 days unconfirmed at level 2', at(2, 4), confirmed(30), at(1), 'unconfirmed'],
    ['years unconfirmed where a person decides anyway', at(1, 4), confirmed(900), at(1, 4), null],
  ])('%s', (_name, from, event, to, cause) => {
    const { state, change } = nextAutonomy(from, event, DEFAULT_POLICY);
    expect(state).toEqual(to);
    expect(change?.cause ?? null).toBe(cause);
    if (change)
      expect(change).toMatchObject({ from: from.level, to: to.level, reason: expect.stringMatching(/^[A-Z1-9].+\.$/) });
  });

  it.each([
    ['records', ['d1'], 'A message had left against “Tone and brand”, as was told later.'],
    ['records', ['d1', 'd2'], '2 messages had left against “Tone and brand”, as was told later.'],
    ['person', ['d1'], 'A message was reported that “Tone and brand” should have stopped.'],
  ] as const)('falls with the words of a breach found by %s in %j', (foundBy, decisions, reason) => {
    const breach = { guardrail: 'tone', decisions, foundBy } as const;
    const { change } = nextAutonomy(at(2), { kind: 'breach', breach }, DEFAULT_POLICY);
    expect(change).toEqual({ from: 2, to: 1, cause: 'breach', reason, evidence: breach });
  });

  it('keeps with a rise what it was given for', () => {
    const { change } = nextAutonomy(at(2, 9), approved(PROVEN), DEFAULT_POLICY);
    expect(change?.evidence).toEqual({ approvedStreak: 10, ...PROVEN });
  });

  it('never leaves 0 to 3, and moves by one at most, whatever happens', () => {
    const events = [
      approved(PROVEN),
      approved(EARLY),
      approved(PROVEN, true),
      REJECTED,
      harm({ complaints: 9 }),
      breach('d'),
      confirmed(31),
    ];
    let state = at(1);
    for (let turn = 0; turn < 2_000; turn++) {
      const event = events[(turn * 7_919 + (turn >> 3)) % events.length] ?? REJECTED;
      const next = nextAutonomy(state, event, DEFAULT_POLICY).state;
      expect(Math.abs(next.level - state.level)).toBeLessThanOrEqual(1);
      expect(next.level).toBeGreaterThanOrEqual(0);
      expect(next.level).toBeLessThanOrEqual(3);
      state = next;
    }
  });
});

describe('what the next level asks for', () => {
  const ids = (level: number) => requirementsToRise(at(level), EARLY, DEFAULT_POLICY).map(({ id }) => id);

  it('is a row of approvals and no harm, for level 3 proof as well, at the top nothing', () => {
    expect([ids(0), ids(1)]).toEqual([
      ['approvals', 'harm'],
      ['approvals', 'harm'],
    ]);
    expect(ids(2)).toEqual(['approvals', 'harm', 'judged', 'bound', 'lift']);
    expect(ids(3)).toEqual([]);
  });

  it('says where each stands', () => {
    const evidence = { ...PROVEN, approvedUnedited: 54, harm: { ...CALM, complaints: 2 }, lift: UNMEASURED };
    expect(requirementsToRise(at(2, 7), evidence, DEFAULT_POLICY)).toMatchObject([
      { isMet: false, have: 7, need: 10, text: '7 of 10 approvals in a row, none edited.' },
      { isMet: false, text: expect.stringContaining('2 spam complaints in the last 14 days') },
      { isMet: true, have: 30, need: 30 },
      {
        isMet: false,
        text: 'Approved without an edit: 54 of 60, surely at least 79.8%; level 3 asks for more than 90%.',
      },
      { isMet: false, text: expect.stringContaining('not enough data. Customers left alone so far: 4.') },
    ]);
  });
});

describe('harm', () => {
  it.each<[string, Partial<Harm>, string | null]>([
    ['nothing', {}, null],
    ['one reported breach', { breaches: 1 }, '1 reported breach in the last 14 days'],
    ['several of them', { breaches: 2, complaints: 1 }, '2 reported breaches in the last 14 days'],
    ['one complaint', { complaints: 1 }, '1 spam complaint in the last 14 days'],
    ['some unsubscribes', { unsubscribes: 6 }, null],
    ['a wave of them', { unsubscribes: 15 }, '15 of 500 touches of the last 14 days were unsubscribed from'],
  ])('%s', (_name, changes, words) => {
    expect(harmIn({ ...CALM, ...changes }, DEFAULT_POLICY)).toBe(words);
  });

  it('is a wave where it is surely above what the policy bears', () => {
    expect(waveOf({ ...CALM, complaints: 3 }, DEFAULT_POLICY)).toBeNull();
    expect(waveOf({ ...CALM, complaints: 6 }, DEFAULT_POLICY)).toEqual({
      what: 'spam complaints',
      count: 6,
      limit: 0.003,
    });
  });
});

// Wilson (1927) by hand: with all of n approved the bound is n / (n + z^2).
it.each([
  [0, 0, 0],
  [0, 10, 0],
  [10, 10, 0.7224672],
  [30, 30, 0.8864829],
  [45, 50, 0.7863985],
])('bounds %d of %d from below by %d', (successes, total, lower) => {
  expect(wilsonLowerBound(successes, total)).toBeCloseTo(lower, 5);
});
