#!/usr/bin/env node
// Checks an export of Touchstone's audit log (`npm run audit:export`), line by line, with Node alone: this one file is
// all that is needed. Exit code 0: whole; 1: tampered with, the first bad entry named; 2: incomplete.
//
// Each entry carries hash = sha256 over length-prefixed fields ("<octets>:<text>"): the hash of the entry before, the
// format, workspace, number, time, actor, action, subject and sha256 of the payload (format 1: the payload itself, and
// no format). Checkpoints are Ed25519 signatures over the hash of one entry. See docs/how-to/check-the-audit-log.md.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const GENESIS = '0'.repeat(64);
const TEXTS = ['type', 'workspaceId', 'seq', 'at', 'actor', 'action', 'subject', 'payload', 'prevHash', 'hash'];
const USAGE = `Usage: npm run audit:verify -- FILE [--pub KEY] [--checkpoints FOLDER]

  FILE                  an export of npm run audit:export, or of the audit page (NDJSON), or the proof of one
                        decision, as its page gives it
  --pub KEY             the public key you trust, as the audit page shows it, or a file that holds it;
                        without it, the key the export names is believed
  --checkpoints FOLDER  the installation's audit folder, or your copy of it: finds an end that was cut off

Exit code: 0 whole, 1 tampered with, 2 incomplete or not readable.`;

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const field = (text) => `${Buffer.byteLength(text)}:${text}`;

/** The hash an entry must carry. */
function hashOf(entry) {
  const { workspaceId, seq, at, actor, action, subject, payload, prevHash, format } = entry;
  const about = field(workspaceId) + field(seq) + field(at) + field(actor) + field(action) + field(subject);
  if (format === 1) return sha256(field(prevHash) + about + field(payload));
  return sha256(field(prevHash) + field(String(format)) + about + field(sha256(payload)));
}

/** The text a checkpoint signs: JSON with its members in alphabetical order (RFC 8785). */
function checkpointText({ at, hash, previous, seq, workspaceId }) {
  const purpose = 'touchstone.audit.checkpoint';
  return JSON.stringify({ at, hash, previous, purpose, seq, version: 1, workspaceId });
}

/** The text the proof of a decision signs. */
function proofText({ at, entries, subject, workspaceId }) {
  const pairs = entries.map(({ hash, seq }) => ({ hash, seq }));
  return JSON.stringify({ at, entries: pairs, purpose: 'touchstone.audit.proof', subject, version: 1, workspaceId });
}

const isSigned = (checkpoint, key) => isSignedText(() => checkpointText(checkpoint), checkpoint.signature, key);

function isSignedText(textOf, signature, key) {
  try {
    const der = Buffer.from(key, 'base64');
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (publicKey.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(textOf()), publicKey, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** One workspace's chain, fed line by line. What is wrong first is kept; what comes after it only tells its kind. */
class Chain {
  constructor(head, { key, kept }) {
    this.head = head;
    this.key = key ?? head.publicKey;
    this.first = BigInt(head.first);
    this.kept = kept;
    this.claims = new Map(kept.map((checkpoint) => [checkpoint.seq, checkpoint]));
    this.seq = this.first - 1n;
    this.hash = this.first === 1n ? GENESIS : null;
    this.count = 0;
    this.signedUpTo = null;
    this.statement = null;
    this.bad = null;
    this.end = null;
    for (const checkpoint of kept) this.checkSignature(checkpoint, 'kept outside of the log');
  }

  fail(seq, kind, words) {
    this.bad ??= { seq: BigInt(seq), kind, words };
  }

  entry(entry, line) {
    const expected = this.seq + 1n;
    const seq = typeof entry.seq === 'string' && /^\d{1,18}$/.test(entry.seq) ? BigInt(entry.seq) : null;
    if (this.bad) return this.tellKind(seq);
    if (this.end) return this.fail(seq ?? expected, 'inserted', `Line ${line} stands after the end of the log.`);
    if (seq === null || !isEntry(entry))
      return this.fail(expected, 'changed', `Entry ${expected} (line ${line}) has not the fields of an entry.`);
    if (seq > expected)
      return this.fail(expected, 'removed', `Entry ${expected} is missing: ${seq} stands in its place.`);
    if (seq < expected) return this.fail(seq, 'inserted', `Entry ${seq} stands there twice.`);
    const problem = this.problemOf(entry, seq);
    if (problem) return this.fail(...problem);
    this.seq = seq;
    this.hash = entry.hash;
    this.count += 1;
    this.matchClaim();
  }

  problemOf(entry, seq) {
    if (entry.workspaceId !== this.head.workspaceId)
      return [seq, 'inserted', `Entry ${seq} is of another workspace (${entry.workspaceId}).`];
    const isItself = hashOf(entry) === entry.hash;
    const follows = this.hash === null || entry.prevHash === this.hash;
    if (isItself && follows) return null;
    if (isItself && this.seq >= this.first) {
      const words = `Entry ${this.seq} was changed and its hash made to fit: entry ${seq} was chained to another one.`;
      return [this.seq, 'changed', words];
    }
    return [seq, 'changed', `Entry ${seq} was changed: its hash is not that of its content.`];
  }

  /** A missing entry that comes later was moved; a bad one whose like comes again was put in front of it. */
  tellKind(seq) {
    if (seq !== this.bad.seq) return;
    if (this.bad.kind === 'removed') {
      this.bad.kind = 'reordered';
      this.bad.words = `Entry ${seq} does not stand in its place: the order was changed.`;
    } else if (this.bad.kind === 'changed' && seq === this.seq + 1n) {
      this.bad.kind = 'inserted';
      this.bad.words = `Entry ${seq} stands there twice: the first of them was inserted.`;
    }
  }

  matchClaim() {
    const claim = this.claims.get(this.seq.toString());
    if (!claim) return;
    this.claims.delete(claim.seq);
    if (claim.hash !== this.hash) this.rewritten(claim);
    else this.signedUpTo = claim;
  }

  rewritten({ seq }) {
    const from = this.signedUpTo ? BigInt(this.signedUpTo.seq) + 1n : this.first;
    const where = from === BigInt(seq) ? `Entry ${seq} was` : `One of the entries ${from} to ${seq} was`;
    this.fail(from, 'changed', `${where} changed and the hashes made to fit: this is not what was signed.`);
  }

  checkpoint(checkpoint) {
    if (this.bad) return;
    if (!this.checkSignature(checkpoint, 'of the log')) return;
    const at = BigInt(checkpoint.seq);
    const expected = this.statement ? sha256(checkpointText(this.statement)) : GENESIS;
    const isFirstOfPart = this.first > 1n && !this.statement;
    if (!isFirstOfPart && checkpoint.previous !== expected)
      return this.fail(
        at,
        'forged checkpoint',
        `The checkpoint at entry ${at} does not follow from the one before it.`,
      );
    this.statement = checkpoint;
    if (at === this.seq) {
      if (checkpoint.hash !== this.hash) return this.rewritten(checkpoint);
      this.signedUpTo = checkpoint;
    } else if (at > this.seq) this.claims.set(checkpoint.seq, checkpoint);
    else this.fail(at, 'forged checkpoint', `The checkpoint at entry ${at} does not stand in its place.`);
  }

  checkSignature(checkpoint, whose) {
    const isOurs = checkpoint.workspaceId === this.head.workspaceId;
    if (isOurs && /^\d{1,18}$/.test(checkpoint.seq) && isSigned(checkpoint, this.key)) return true;
    const seq = /^\d{1,18}$/.test(checkpoint.seq) ? checkpoint.seq : this.seq + 1n;
    this.fail(seq, 'forged checkpoint', `The checkpoint at entry ${seq}, ${whose}, is not signed with the key.`);
    return false;
  }

  finish(end) {
    this.end = end;
    if (this.bad) return;
    const isShort = BigInt(end.last) > this.seq || BigInt(this.head.last) > this.seq || end.entries > this.count;
    if (isShort)
      this.truncated(`the log was written up to entry ${end.last > this.head.last ? end.last : this.head.last}`);
    else if (
      end.last !== this.seq.toString() ||
      end.entries !== this.count ||
      (this.count > 0 && end.hash !== this.hash)
    )
      this.fail(this.seq, 'changed', `The last line does not fit the log, which ends at entry ${this.seq}.`);
    this.checkBeyond();
  }

  truncated(proof) {
    this.fail(this.seq + 1n, 'truncated', `The end is missing: the last entry is ${this.seq}, but ${proof}.`);
  }

  /** Checkpoints of entries that are not there. */
  checkBeyond() {
    const beyond = [...this.claims.values()].filter(({ seq }) => BigInt(seq) > this.seq);
    const isChosenPart = this.head.isPartial && beyond.every((checkpoint) => this.kept.includes(checkpoint));
    if (beyond.length > 0 && !isChosenPart) this.truncated(`a checkpoint was signed at entry ${beyond.at(-1).seq}`);
  }

  /** What is not wrong, but not all of it either. */
  get missing() {
    if (!this.end) return `the file ends after entry ${this.seq} of ${this.head.last}`;
    if (this.first > 1n) return `it begins with entry ${this.first}`;
    if (this.head.isPartial) return `it is a part of the log, up to entry ${this.seq}`;
    return null;
  }

  report({ mustBeSigned }) {
    const name = `${this.head.workspace} (${this.head.workspaceId})`;
    if (this.bad)
      return { code: 1, words: `TAMPERED  ${name}: entry ${this.bad.seq}, ${this.bad.kind}. ${this.bad.words}` };
    const found = `entries ${this.first} to ${this.seq}, ${this.signedWords()}`;
    const unsigned = mustBeSigned && !this.signedUpTo && this.count > 0 ? 'no checkpoint of it is signed' : null;
    const missing = this.missing ?? unsigned;
    if (missing) return { code: 2, words: `INCOMPLETE  ${name}: ${missing}; what is there is unchanged (${found}).` };
    return { code: 0, words: `WHOLE  ${name}: ${this.count} entries, ${this.signedWords()}.` };
  }

  signedWords() {
    if (!this.signedUpTo) return 'without a signed checkpoint';
    return `last checkpoint at entry ${this.signedUpTo.seq}, signed ${this.signedUpTo.at}`;
  }
}

/** Lines of a file, without holding it; the last one is told whether it was ended. */
async function* linesOf(file) {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) yield { line, isWhole: true };
  }
  if (rest) yield { line: rest, isWhole: false };
}

function parse(line) {
  try {
    const value = JSON.parse(line);
    return value && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Its fields, and no others: what is not hashed could say anything. */
function isEntry(value) {
  const areTexts = TEXTS.every((name) => typeof value[name] === 'string');
  return areTexts && Number.isInteger(value.format) && Object.keys(value).length === TEXTS.length + 1;
}

function isHead({ first, last, workspaceId, workspace }) {
  const areNumbers = [first, last].every((value) => /^\d{1,18}$/.test(value));
  return areNumbers && typeof workspaceId === 'string' && typeof workspace === 'string';
}

/** Checkpoints kept outside of the log, of one workspace; lines torn by a crash are left out. */
function keptCheckpoints(folder, workspaceId) {
  if (!folder || !/^[0-9a-f-]{36}$/.test(workspaceId)) return [];
  const file = path.join(folder, `${workspaceId}.ndjson`);
  if (!existsSync(file)) return [];
  const read = readFileSync(file, 'utf8').split('\n').map(parse);
  return read.filter((value) => value?.type === 'checkpoint').sort((a, b) => Number(BigInt(a.seq) - BigInt(b.seq)));
}

/** Checks the proof of one decision: that the key signed which entries there are, that they are those, and the record theirs. */
function verifyProof(lines, trusted) {
  const [proof, ...rest] = lines.map(parse);
  const key = trusted ?? proof.publicKey;
  const name = `${proof.workspace} (${proof.workspaceId}), ${proof.subject}`;
  const said = trusted ? [] : [`Signatures were checked with the key the proof names: ${key}`];
  const tampered = (seq, kind, words) => ({
    code: 1,
    lines: [`TAMPERED  ${name}: ${words}`, ...said],
    findings: [{ seq: BigInt(seq), kind, words }],
  });
  const incomplete = (words) => ({ code: 2, lines: [`INCOMPLETE  ${name}: ${words}`, ...said], findings: [] });
  if (!isSignedText(() => proofText(proof), proof.signature, key))
    return tampered(0, 'forged proof', 'What it says of the entries is not signed with the key.');
  const entries = rest.filter((value) => value?.type === 'entry');
  const records = rest.filter((value) => value?.type === 'record');
  if (entries.length + records.length < rest.length || records.length > 1)
    return tampered(0, 'inserted', 'A line is of no kind a proof has.');
  for (const [nth, entry] of entries.entries()) {
    const signed = proof.entries[nth];
    const isProven = isEntry(entry) && hashOf(entry) === entry.hash && entry.hash === signed?.hash;
    if (isProven && entry.subject === proof.subject && entry.workspaceId === proof.workspaceId) continue;
    const seq = signed?.seq ?? '0';
    return tampered(seq, 'changed', `Line ${nth + 2} is not the entry that was signed${signed ? `, ${seq}` : ''}.`);
  }
  const missing = proof.entries[entries.length];
  if (missing) return incomplete(`entry ${missing.seq} is missing; what is there is unchanged.`);
  const made = entries.findLast(({ action }) => action === 'decision.made' || action === 'decision.failed');
  const audited = made && parse(made.payload)?.record;
  const found = `${entries.length} of ${entries.length} entries are those that were signed ${proof.at}`;
  if (records.length === 0 || !audited) return incomplete(`${found}; the record itself is not in the file.`);
  if (sha256(String(records[0].text)) !== audited)
    return tampered(made.seq, 'changed', `The record is not the one whose hash entry ${made.seq} holds.`);
  return {
    code: 0,
    lines: [`WHOLE  ${name}: ${found}; the record is the one that was audited.`, ...said],
    findings: [],
  };
}

/**
 * Checks an export: the exit code, and what to say, a line a workspace. `key` is the trusted public key (SPKI in
 * base64), `checkpoints` the folder of checkpoints kept outside.
 */
export async function verifyExport(file, { key, checkpoints } = {}) {
  const chains = [];
  const mustBeSigned = Boolean(key || checkpoints);
  let number = 0;
  let problem = null;
  for await (const { line, isWhole } of linesOf(file)) {
    number += 1;
    const value = parse(line);
    const chain = chains.at(-1);
    if (number === 1 && value?.type === 'proof' && Array.isArray(value.entries))
      return verifyProof(readFileSync(file, 'utf8').trimEnd().split('\n'), key);
    if (!value) {
      if (isWhole && chain) chain.fail(chain.seq + 1n, 'changed', `Line ${number} is not JSON.`);
      else if (isWhole) problem ??= 'This is not an export of the audit log: its first line is not JSON.';
    } else if (value.type === 'log' && isHead(value)) {
      if (chain && !chain.end) chain.truncated('another log follows');
      chains.push(new Chain(value, { key, kept: keptCheckpoints(checkpoints, value.workspaceId) }));
    } else if (!chain) problem ??= 'This is not an export of the audit log: it does not begin with a head line.';
    else if (value.type === 'entry') chain.entry(value, number);
    else if (value.type === 'checkpoint') chain.checkpoint(value);
    else if (value.type === 'end' && /^\d{1,18}$/.test(value.last)) chain.finish(value);
    else chain.fail(chain.seq + 1n, 'inserted', `Line ${number} is of no kind an export has.`);
  }
  if (chains.length === 0) return { code: 2, lines: [problem ?? 'The file is empty.'], findings: [] };
  const reports = chains.map((chain) => chain.report({ mustBeSigned }));
  const lines = reports.map(({ words }) => words);
  if (problem) lines.unshift(problem);
  if (!key) lines.push(`Signatures were checked with the key the export names: ${chains[0].key}`);
  const codes = reports.map((report) => report.code);
  const code = codes.includes(1) ? 1 : problem || codes.includes(2) ? 2 : 0;
  return { code, lines, findings: chains.flatMap(({ bad }) => (bad ? [bad] : [])) };
}

/** As typed: `npm run` moves to the repository, and says where it was called from. */
const located = (name) => path.resolve(process.env.INIT_CWD ?? '.', name);

/** Base64 of the key itself, of a file with it, or of a PEM file. */
function readKey(given) {
  const text = existsSync(located(given)) ? readFileSync(located(given), 'utf8').trim() : given;
  try {
    const der = Buffer.from(text, 'base64');
    const key = createPublicKey(text.includes('BEGIN') ? text : { key: der, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('It is of another kind.');
    return key.export({ format: 'der', type: 'spki' }).toString('base64');
  } catch {
    throw new Error(`--pub ${given} is neither a public key of an audit log nor a file that holds one.`);
  }
}

async function main(words) {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { pub: { type: 'string' }, checkpoints: { type: 'string' } },
  });
  if (positionals.length !== 1 || values.pub === '') throw new Error(USAGE);
  const file = located(positionals[0]);
  const checkpoints = values.checkpoints && located(values.checkpoints);
  for (const needed of [file, checkpoints]) {
    if (needed && !existsSync(needed)) throw new Error(`There is no ${needed}.`);
  }
  const { code, lines } = await verifyExport(file, { key: values.pub && readKey(values.pub), checkpoints });
  for (const line of lines) console.log(line);
  return code;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    return 2;
  });
}
