import type { Checkpoint } from '@/domain/audit/checkpoint';
import type { ProofStatement } from '@/domain/audit/proof';
import { CHAIN_START, type ChainEnd, type ChainEntry, verifyChain } from '@/domain/audit/verify-chain';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { sha256 } from '../../sha256';
import { lastCheckpoint, loadAbout, loadAfter, loadCheckpoints, loadEnd, loadHead } from './load-chain';
import { installationSigner, isSigned } from './signing-key';

/** What the log has of one decision, each entry as it was hashed, and what the installation's key says of them. */
export type ProvenEntries = {
  entries: ChainEntry[];
  statement: ProofStatement;
  publicKey: string;
  /** Ed25519 over `proofText`, base64. */
  signature: string;
};

/**
 * Signs which entries about a decision stand in the log, after the stretch of the chain each stands in, from the
 * checkpoint before it to the one after it, was computed again: what was changed gets no signature. Throws forbidden,
 * not_found where the log has nothing about it, and conflict where the log is not what was signed.
 */
export async function proveDecisionEntries(ctx: ServiceContext, decisionId: string): Promise<ProvenEntries> {
  authorise(ctx, 'decisions.read');
  const subject = `decision:${decisionId}`;
  const entries = await loadAbout(ctx, subject);
  if (entries.length === 0) throw new ServiceError('not_found', 'The audit log holds nothing about this decision.');
  let provenUpTo = 0n;
  for (const { seq } of entries) {
    if (seq > provenUpTo) provenUpTo = await walkAround(ctx, seq);
  }
  const { workspaceId } = ctx;
  const pairs = entries.map(({ seq, hash }) => ({ seq: seq.toString(), hash }));
  // Real time, as that of checkpoints: what is signed is when it was said.
  const statement = { workspaceId, subject, at: new Date().toISOString(), entries: pairs };
  const { publicKey, signProof } = installationSigner();
  return { entries, statement, publicKey, signature: signProof(statement) };
}

/** Computes the chain again around an entry, and answers up to which number it is whole. */
async function walkAround(ctx: ServiceContext, seq: bigint): Promise<bigint> {
  const head = await loadHead(ctx);
  const before = await lastCheckpoint(ctx, seq - 1n);
  const [after] = await loadCheckpoints(ctx, { after: seq - 1n, first: 1 });
  const start = before ? await loadEnd(ctx, before.seq) : CHAIN_START;
  const end: ChainEnd = after ?? head;
  const isSignedSoFar = !before || (isOurs(before) && start?.hash === before.hash);
  if (!start || !isSignedSoFar || (after && !isOurs(after))) throw changed(seq);
  const stretch = await loadAfter(ctx, start.seq, Number(end.seq - start.seq));
  const report = verifyChain(stretch, sha256, start);
  if (!report.ok || stretch.at(-1)?.hash !== end.hash) throw changed(seq);
  return end.seq;
}

function isOurs(checkpoint: Checkpoint): boolean {
  return isSigned(checkpoint) && checkpoint.publicKey === installationSigner().publicKey;
}

function changed(seq: bigint): ServiceError {
  const words = `The audit log around entry ${seq} is not what was signed: there is nothing to prove. Have an administrator verify the log.`;
  return new ServiceError('conflict', words);
}
