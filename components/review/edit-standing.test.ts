import { describe, expect, it } from 'vitest';
import type { EditCheck } from '@/server/services/review';
import { afterWaiting, type CheckedEdit, standingOf } from './edit-standing';

const finding = { rule: 'tone.caps', reason: 'Shouts.' } as EditCheck['worse'][number];
const clean = { refusal: null, blocking: [], worse: [] } as unknown as EditCheck;
const checked = (changes: Partial<CheckedEdit> = {}): CheckedEdit => ({
  edit: { subject: 'Hello' },
  check: clean,
  isCurrent: true,
  problem: null,
  ...changes,
});

describe('an edit that is to be approved', () => {
  it.each<[string, Partial<CheckedEdit>, string, RegExp | null]>([
    ['is ready when the guardrails have seen it as it is', {}, 'ready', null],
    ['is nothing while nothing differs', { edit: null }, 'refused', /Nothing is changed/],
    ['waits for the answer about the words before', { isCurrent: false }, 'checking', null],
    ['waits for the first answer', { check: undefined }, 'checking', null],
    ['is not approved on an old answer', { isCurrent: false, check: clean }, 'checking', null],
    ['is refused where it cannot be written', { problem: 'Too long.', check: undefined }, 'refused', /Too long/],
    ['is refused to who may not', { check: { ...clean, refusal: 'Only an admin.' } }, 'refused', /Only an admin/],
    ['is refused by a guardrail', { check: { ...clean, blocking: [finding] } }, 'refused', /guardrail stops it/],
    ['is ready where a guardrail asks for a look', { check: { ...clean, worse: [finding] } }, 'ready', null],
  ])('%s', (_what, changes, kind, why) => {
    const standing = standingOf(checked(changes));
    expect(standing.kind).toBe(kind);
    if (why) expect(standing).toMatchObject({ why: expect.stringMatching(why) });
  });
});

describe('a press that came before the answer', () => {
  it('approves when nothing is graver than before', () => {
    expect(afterWaiting(checked())).toEqual({ approves: true });
  });

  it('goes on waiting until there is an answer about these words', () => {
    expect(afterWaiting(checked({ isCurrent: false }))).toBeNull();
  });

  it('is told why not', () => {
    const check = { ...clean, blocking: [finding] };
    expect(afterWaiting(checked({ check }))).toEqual({
      approves: false,
      why: 'Not approved: A guardrail stops it as it is now. Shouts.',
    });
  });

  it('is not an answer to what the person has not read yet', () => {
    const check = { ...clean, worse: [finding] };
    expect(afterWaiting(checked({ check }))).toEqual({
      approves: false,
      why: 'Not approved yet: the guardrails ask for a closer look. Read what they found, then press again.',
    });
  });
});
