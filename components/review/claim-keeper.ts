import type { ReviewClaim } from '@/server/services/review';

/** How one decision is claimed and let go of. */
export type ClaimDoor = {
  claim: (takeOver: boolean) => Promise<ReviewClaim | null>;
  release: () => void;
};

/**
 * Remembers whether one decision is claimed or about to be, so that it is let go of exactly where there is something to
 * let go of: a claim that arrives after its release would keep colleagues waiting until it runs out.
 */
export function claimKeeper(door: ClaimDoor) {
  let underWay = 0;
  let isMine = false;
  let isLeft = false;

  function letGo() {
    isMine = false;
    door.release();
  }

  return {
    /** Whose it is now, null where nobody's; undefined where that is not known, or no longer of interest. */
    async ask(takeOver: boolean): Promise<ReviewClaim | null | undefined> {
      underWay++;
      const claim = await door.claim(takeOver).catch(() => undefined);
      underWay--;
      if (claim !== undefined) isMine = claim?.isMine ?? false;
      if (!isLeft) return claim;
      if (underWay === 0 && isMine) letGo();
      return undefined;
    },
    /** Another decision came on screen: this one goes back, after what was still asked for it. */
    moveOn() {
      isLeft = true;
      if (underWay === 0 && isMine) letGo();
    },
    /** The page is going away, and perhaps comes back: there is no time to wait for an answer. */
    pageGoes() {
      if (underWay > 0 || isMine) letGo();
    },
  };
}
