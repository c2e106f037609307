import { canonicalJson } from './canonical-json';

/** What the proof of one decision says: at this moment these entries about it, and no others, stood in the chain. */
export type ProofStatement = {
  readonly workspaceId: string;
  /** `decision:<id>`. */
  readonly subject: string;
  /** ISO 8601 UTC with milliseconds; real time, whatever the workspace's clock says. */
  readonly at: string;
  /** Number and hash of each, in order. */
  readonly entries: readonly { readonly seq: string; readonly hash: string }[];
};

/** The text that is signed: canonical JSON that says what it is for, so that the signature fits no checkpoint. */
export function proofText({ workspaceId, subject, at, entries }: ProofStatement): string {
  const pairs = entries.map(({ seq, hash }) => ({ seq, hash }));
  return canonicalJson({ purpose: 'touchstone.audit.proof', version: 1, workspaceId, subject, at, entries: pairs });
}
