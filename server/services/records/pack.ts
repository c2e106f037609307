import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { type Occasion, occasionOf, type SpecimenFacts, specimenText } from '@/domain/decisions/specimen';
import type { PolicyInForce } from '@/domain/policies/in-force';

/** A specimen as it is kept: its id is made of its text. */
export type Specimen = { readonly id: string; readonly text: string; readonly bytes: Buffer };

/** How far back deflate looks: of a longer specimen the beginning would be of no use. */
const WINDOW_BYTES = 32_768;
/** Measured: level 1 takes a quarter more room and no less time, level 3 more time. */
const LEVEL = 2;
/** What most records are, packed and not: set aside at once. */
const [PACKED_BYTES, RECORD_BYTES] = [2_048, 32_768];
/** Specimens kept at hand. */
const MOST_KNOWN = 64;

const known = new Map<string, Specimen>();
/** By the facts themselves: the decisions of a batch share them. */
const near = new WeakMap<Snapshot['workspace'], Map<string, Specimen>>();

/** The specimen for a decision on this trigger, by what the shop and its policy say now. */
export function specimenFor(workspaceId: string, policy: PolicyInForce, snapshot: Snapshot): Specimen {
  const occasion = occasionOf(snapshot.trigger);
  const name = `${workspaceId}:${policy.version}:${occasion}`;
  const nearby = near.get(snapshot.workspace) ?? new Map<string, Specimen>();
  const specimen = nearby.get(name) ?? madeFor(name, occasion, policy, snapshot);
  near.set(snapshot.workspace, nearby.set(name, specimen));
  return specimen;
}

function madeFor(name: string, occasion: Occasion, policy: PolicyInForce, { workspace, sending }: Snapshot): Specimen {
  const facts: SpecimenFacts = { workspace, sending };
  const { typefaces } = sending.email;
  const key = JSON.stringify([name, workspace, typefaces, sending.linkCharacters]);
  const before = known.get(key);
  if (before) return before;
  const made = specimenOf(specimenText(occasion, facts, policy.document));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, made);
  return made;
}

/** The specimen of a text. */
export function specimenOf(text: string): Specimen {
  const digest = createHash('sha256').update(text).digest('hex');
  const id = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ];
  return { id: id.join('-'), text, bytes: Buffer.from(text).subarray(-WINDOW_BYTES) };
}

/** A record packed against a specimen: what both say costs next to nothing. */
export function pack(record: string | Uint8Array, { bytes }: Specimen): Buffer {
  return deflateRawSync(record, { level: LEVEL, chunkSize: PACKED_BYTES, dictionary: bytes });
}

/** The record as it was packed. Throws where the specimen is another. */
export function unpack(packed: Uint8Array, { bytes }: Specimen): string {
  return inflateRawSync(packed, { chunkSize: RECORD_BYTES, dictionary: bytes }).toString();
}
