import { describe, expect, it } from 'vitest';
import type { ReviewClaim } from '@/server/services/review';
import { claimKeeper } from './claim-keeper';

const MINE: ReviewClaim = { byId: 'me', name: 'Me', isMine: true };
const DANAS: ReviewClaim = { byId: 'dana', name: 'Dana', isMine: false };

/** A server whose answers come when the test says so. */
function desk() {
  const log: string[] = [];
  const waiting: ((claim: ReviewClaim | null) => void)[] = [];
  const keeper = claimKeeper({
    claim: (takeOver) => {
      log.push(takeOver ? 'take over' : 'claim');
      return new Promise((resolve) => waiting.push(resolve));
    },
    release: () => log.push('release'),
  });
  const answer = async (claim: ReviewClaim | null) => {
    waiting.shift()?.(claim);
    await Promise.resolve();
  };
  return { keeper, log, answer };
}

describe('a claim of the decision on screen', () => {
  it('is let go of when another comes on screen', async () => {
    const { keeper, log, answer } = desk();
    const asked = keeper.ask(false);
    await answer(MINE);
    expect(await asked).toEqual(MINE);
    keeper.moveOn();
    expect(log).toEqual(['claim', 'release']);
  });

  it('is let go of after the answer that is still on its way, so that it does not come to stay', async () => {
    const { keeper, log, answer } = desk();
    const asked = keeper.ask(false);
    keeper.moveOn();
    expect(log).toEqual(['claim']);
    await answer(MINE);
    expect(await asked).toBeUndefined();
    expect(log).toEqual(['claim', 'release']);
  });

  it('is let go of at once when the page goes: no answer is waited for', () => {
    const { keeper, log } = desk();
    void keeper.ask(false);
    keeper.pageGoes();
    expect(log).toEqual(['claim', 'release']);
  });

  it('is let go of right after it was taken over', async () => {
    const { keeper, log, answer } = desk();
    void keeper.ask(false);
    await answer(DANAS);
    void keeper.ask(true);
    await answer(MINE);
    keeper.moveOn();
    expect(log).toEqual(['claim', 'take over', 'release']);
  });

  it('is nothing to let go of where nobody asked, or a colleague has it', async () => {
    const { keeper, log, answer } = desk();
    keeper.moveOn();
    const other = desk();
    void other.keeper.ask(false);
    await other.answer(DANAS);
    other.keeper.pageGoes();
    other.keeper.moveOn();
    await answer(null);
    expect([log, other.log]).toEqual([[], ['claim']]);
  });

  it('is let go of once, and again only if it was claimed again', async () => {
    const { keeper, log, answer } = desk();
    void keeper.ask(false);
    await answer(MINE);
    keeper.pageGoes();
    keeper.moveOn();
    expect(log).toEqual(['claim', 'release']);
  });

  it('is told of as unknown where the server does not answer', async () => {
    const keeper = claimKeeper({ claim: () => Promise.reject(new Error('away')), release: () => {} });
    expect(await keeper.ask(false)).toBeUndefined();
  });
});
