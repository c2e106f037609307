import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Checkpoint, type CheckpointStatement, checkpointText } from '@/domain/audit/checkpoint';
import { type ProofStatement, proofText } from '@/domain/audit/proof';
import { env } from '@/lib/env';
import { dataFolder } from './data-folder';

const FILE = 'audit-signing-key.pem';

/** What signs checkpoints and proofs. `publicKey` is SPKI in base64: what an auditor keeps. */
export type Signer = {
  publicKey: string;
  sign: (statement: CheckpointStatement) => Checkpoint;
  /** The signature alone, base64. */
  signProof: (statement: ProofStatement) => string;
};

let known: Signer | undefined;

/**
 * The installation's signing key: of AUDIT_SIGNING_KEY, or of a file in the data directory, made on first use and
 * readable for its owner alone. It is never in the database: who holds the database cannot sign. Throws, with words,
 * for a key that is not Ed25519.
 */
export function installationSigner(): Signer {
  known ??= signerOf(env().AUDIT_SIGNING_KEY?.replaceAll('\\n', '\n') ?? keyInDataFolder());
  return known;
}

/** A signer for a private key in PEM. */
export function signerOf(pem: string): Signer {
  const key = readKey(pem);
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
  const signatureOf = (text: string) => sign(null, Buffer.from(text), key).toString('base64');
  return {
    publicKey,
    sign: (statement) => ({ ...statement, publicKey, signature: signatureOf(checkpointText(statement)) }),
    signProof: (statement) => signatureOf(proofText(statement)),
  };
}

/** Whether a checkpoint carries a valid signature of the key it names. */
export function isSigned(checkpoint: Checkpoint): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(checkpoint.publicKey, 'base64'), format: 'der', type: 'spki' });
    const text = Buffer.from(checkpointText(checkpoint));
    return key.asymmetricKeyType === 'ed25519' && verify(null, text, key, Buffer.from(checkpoint.signature, 'base64'));
  } catch {
    return false;
  }
}

function readKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error(`The key that signs the audit log must be Ed25519; this one is ${key.asymmetricKeyType}.`);
  }
  return key;
}

/** Made whole beside its place and linked there: two processes that start together end up with one key. */
function keyInDataFolder(): string {
  const file = path.join(dataFolder(), FILE);
  const present = readIfThere(file);
  if (present) return present;
  mkdirSync(dataFolder(), { recursive: true });
  const made = path.join(dataFolder(), `${FILE}.${randomUUID()}`);
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(made, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(made, file);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
  } finally {
    rmSync(made);
  }
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw problem;
  }
}
