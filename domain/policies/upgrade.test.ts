import { describe, expect, it } from 'vitest';
import { POLICY_DESCRIPTION } from './describe';
import { DEFAULT_POLICY } from './policy';
import { missingThresholds, upgradeDocument } from './upgrade';

const { creative: _, ...OLD } = DEFAULT_POLICY;
const { undoSeconds: __, ...OLD_REVIEW } = { ...DEFAULT_POLICY.review, slaMinutes: 9 };
const IN_FORCE = { ...DEFAULT_POLICY, review: { ...DEFAULT_POLICY.review, undoSeconds: 3, slaMinutes: 30 } };

describe('a document of an older version of the product', () => {
  it('is made whole from what is in force, which is named; what it says itself stays', () => {
    const { document, added } = upgradeDocument(POLICY_DESCRIPTION, { ...OLD, review: OLD_REVIEW }, IN_FORCE);
    expect(added).toEqual(['creative', 'review.undoSeconds']);
    expect(document).toEqual({ ...IN_FORCE, review: { ...IN_FORCE.review, slaMinutes: 9 } });
    expect(missingThresholds(POLICY_DESCRIPTION, document)).toEqual([]);
  });

  it('is not touched where it is whole', () => {
    expect(upgradeDocument(POLICY_DESCRIPTION, DEFAULT_POLICY, IN_FORCE)).toEqual({
      document: DEFAULT_POLICY,
      added: [],
    });
  });
});
