/** Source of the consent that a log does not know and a replay needs: anybody who audits it sees that it was assumed. */
export const ASSUMED_CONSENT_SOURCE = 'imported customer base, assumed for replay';

/** Whether a word of consent was assumed when a shop's log was imported: nobody said it. */
export function isAssumed({ source }: { readonly source: string }): boolean {
  return source === ASSUMED_CONSENT_SOURCE;
}

/** What a message can say of its reader's agreement to the channel it came by. */
export type Agreement = 'given' | 'assumed' | 'none';
