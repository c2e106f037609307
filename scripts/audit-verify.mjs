#!/usr/bin/env node
// Checks an export of Touchstone's audit log (`npm run audit:export`), line by line, with Node alone: this one file is
// all that is needed. Exit code 0: whole and signed to its last entry; 1: tampered with, the first bad entry named; 2:
// incomplete, or not all of it signed.
//
// Each entry carries hash = sha256 over length-prefixed fields ("<octets>:<text>"): the hash of the entry before, the
// format, workspace, number, time, actor, action, subject and sha256 of the payload (format 1: the payload itself, and
// no format). Checkpoints are Ed25519 signatures over the hash of one entry; an export ends with one. Each line is the
// one text of what it says: members once, in their order, and no others. See docs/how-to/check-the-audit-log.md.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const GENESIS = '0'.repeat(64);
const NUMBER = /^(?:0|[1-9]\d{0,17})$/;
const TEXTS = ['type', 'workspaceId', 'seq', 'at', 'actor', 'action', 'subject', 'payload', 'prevHash', 'hash'];
/** So many workspaces are named that are not in a file. */
const NAMED = 3;
const USAGE = `Usage: npm run audit:verify -- FILE [--pub KEY] [--checkpoints FOLDER]

  FILE                  an export of npm run audit:export, or of the audit page (NDJSON), or the proof of one
                        decision, as its page gives it
  --pub KEY             the public key you trust, as the audit page shows it, or a file that holds it;
                        without it, the key the export names is believed
  --checkpoints FOLDER  the installation's audit folder, or your copy of it: finds an end that was cut off

Exit code: 0 whole and signed to its last entry, 1 tampered with, 2 incomplete, unsigned or not readable.`;

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
    const der = fromBase64(key);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (publicKey.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(textOf()), publicKey, fromBase64(signature));
  } catch {
    return false;
  }
}

/** Of base64 as it is written, and nothing behind it: Node passes over what it cannot read. */
function fromBase64(text) {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Error('Not base64.');
  return bytes;
}

/**
 * The lines an export has, each as the one text it can be written as: what a reader of the file may come upon (a member
 * twice, another one beside it, another way to write a letter) is what is hashed and signed, and nothing else.
 */
const LINES = {
  log: ({ workspaceId, workspace, first, last, isPartial, publicKey }) =>
    JSON.stringify({ type: 'log', version: 1, workspaceId, workspace, first, last, isPartial, publicKey }),
  entry: ({ workspaceId, seq, at, actor, action, subject, payload, format, prevHash, hash }) =>
    JSON.stringify({
      type: 'entry',
      workspaceId,
      seq,
      at,
      actor,
      action,
      subject,
      payload,
      format,
      prevHash,
      hash,
    }),
  checkpoint: ({ workspaceId, seq, hash, at, previous, publicKey, signature }) =>
    JSON.stringify({ type: 'checkpoint', workspaceId, seq, hash, at, previous, publicKey, signature }),
  end: ({ workspaceId, entries, last, hash }) => JSON.stringify({ type: 'end', workspaceId, entries, last, hash }),
};

/** Those of the proof of one decision, beside its entries. */
const PROOF_LINES = {
  entry: LINES.entry,
  proof: ({ workspace, workspaceId, subject, at, entries, publicKey, signature }) => {
    const pairs = entries.map(({ seq, hash }) => ({ seq, hash }));
    const statement = { workspaceId, subject, at, entries: pairs };
    return JSON.stringify({ type: 'proof', version: 1, workspace, ...statement, publicKey, signature });
  },
  record: ({ text }) => JSON.stringify({ type: 'record', text }),
};

const isCanonical = (line, value, lines = LINES) => lines[value.type](value) === line;

/** What a file says of itself, for a terminal: nothing of it moves the cursor. */
const shown = (text) =>
  String(text)
    .replace(/[^ -~]/g, '?')
    .slice(0, 100);

/** One workspace's chain, fed line by line. What is wrong first is kept; what comes after it only tells its kind. */
class Chain {
  /** `kept`: checkpoints kept outside, null where none were asked for. */
  constructor(head, { key, kept }) {
    this.head = head;
    this.key = key ?? head.publicKey;
    this.first = BigInt(head.first);
    this.keptNone = kept?.length === 0;
    this.kept = new Map();
    this.ahead = new Map();
    this.seq = this.first - 1n;
    this.hash = this.first === 1n ? GENESIS : null;
    this.count = 0;
    this.signedUpTo = null;
    this.statement = null;
    this.lastSigned = 0n;
    this.previouslySigned = 0n;
    this.exported = null;
    this.wentOn = null;
    this.bad = null;
    this.end = null;
    for (const checkpoint of kept ?? []) this.keep(checkpoint);
  }

  /** What was signed is never unsaid: another statement about the same entry shows that one of them is false. */
  keep(checkpoint) {
    if (!this.checkSignature(checkpoint, 'kept outside of the log')) return;
    if (this.contradicts(checkpoint)) return;
    this.kept.set(checkpoint.seq, checkpoint);
  }

  contradicts(checkpoint) {
    const { seq } = checkpoint;
    const known = this.kept.get(seq) ?? this.ahead.get(seq);
    if (!known || checkpointText(known) === checkpointText(checkpoint)) return false;
    const words = `Two different checkpoints are signed for entry ${seq}: what was signed first was signed anew.`;
    this.fail(seq, 'forged checkpoint', words);
    return true;
  }

  fail(seq, kind, words) {
    this.bad ??= { seq: BigInt(seq), kind, words };
  }

  entry(entry, line) {
    const expected = this.seq + 1n;
    const seq = isNumber(entry.seq) ? BigInt(entry.seq) : null;
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
    if (entry.action === 'audit.exported') this.exported = exportOf(entry) ?? this.exported;
    this.matchClaims();
  }

  problemOf(entry, seq) {
    if (entry.workspaceId !== this.head.workspaceId)
      return [seq, 'inserted', `Entry ${seq} is of another workspace (${shown(entry.workspaceId)}).`];
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

  /** The entry is the one that was signed, wherever a signature of it is kept. */
  matchClaims() {
    const seq = this.seq.toString();
    for (const claim of [this.kept.get(seq), this.ahead.get(seq)]) {
      if (!claim) continue;
      if (claim.hash !== this.hash) return this.rewritten(claim);
      this.signedUpTo = claim;
    }
  }

  rewritten({ seq }) {
    const from = this.signedUpTo ? BigInt(this.signedUpTo.seq) + 1n : this.first;
    const where = from === BigInt(seq) ? `Entry ${seq} was` : `One of the entries ${from} to ${seq} was`;
    this.fail(from, 'changed', `${where} changed and the hashes made to fit: this is not what was signed.`);
  }

  checkpoint(checkpoint, line) {
    if (this.bad) return;
    if (this.end) return this.fail(this.seq, 'inserted', `Line ${line} stands after the end of the log.`);
    if (!this.checkSignature(checkpoint, 'of the log') || this.contradicts(checkpoint)) return;
    const at = BigInt(checkpoint.seq);
    const expected = this.statement ? sha256(checkpointText(this.statement)) : GENESIS;
    const isFirstOfPart = this.first > 1n && !this.statement;
    if (!isFirstOfPart && checkpoint.previous !== expected)
      return this.fail(
        at,
        'forged checkpoint',
        `The checkpoint at entry ${at} does not follow from the one before it.`,
      );
    const isInPlace = at > this.lastSigned && at >= this.seq;
    this.statement = checkpoint;
    this.previouslySigned = this.lastSigned;
    this.lastSigned = at;
    if (isInPlace && at === this.seq) {
      if (checkpoint.hash !== this.hash) return this.rewritten(checkpoint);
      this.signedUpTo = checkpoint;
    } else if (isInPlace) this.ahead.set(checkpoint.seq, checkpoint);
    else this.fail(at, 'forged checkpoint', `The checkpoint at entry ${at} does not stand in its place.`);
  }

  checkSignature(checkpoint, whose) {
    const isOurs = checkpoint.workspaceId === this.head.workspaceId && checkpoint.publicKey === this.key;
    if (isOurs && isNumber(checkpoint.seq) && isSigned(checkpoint, this.key)) return true;
    const seq = isNumber(checkpoint.seq) ? checkpoint.seq : this.seq + 1n;
    this.fail(seq, 'forged checkpoint', `The checkpoint at entry ${seq}, ${whose}, is not signed with the key.`);
    return false;
  }

  finish(end, line) {
    if (this.end) return this.fail(this.seq, 'inserted', `Line ${line} stands after the end of the log.`);
    this.end = end;
    if (this.bad) return;
    const promised = [BigInt(end.last), BigInt(this.head.last)].reduce((a, b) => (a > b ? a : b));
    if (promised > this.seq || end.entries > this.count) this.truncated(`the log was written up to entry ${promised}`);
    else if (!this.fits(end))
      this.fail(this.seq, 'changed', `The last line does not fit the log, which ends at entry ${this.seq}.`);
    this.checkBeyond();
    this.checkHead();
  }

  fits(end) {
    const isOurs = end.workspaceId === this.head.workspaceId;
    const isThisLong = end.last === this.seq.toString() && this.head.last === end.last && end.entries === this.count;
    return isOurs && isThisLong && (this.count === 0 || end.hash === this.hash);
  }

  /** The first line is not signed: what it says is held against what is. */
  checkHead() {
    if (this.head.publicKey !== this.key)
      this.fail(this.first, 'changed', 'The first line names another key than the one the log is signed with.');
    const name = this.exported?.workspace;
    if (name && name !== this.head.workspace)
      this.fail(this.first, 'changed', `The first line calls the workspace something else than ${shown(name)}.`);
  }

  truncated(proof) {
    this.fail(this.seq + 1n, 'truncated', `The end is missing: the last entry is ${this.seq}, but ${proof}.`);
  }

  /** Checkpoints of entries that are not there. */
  checkBeyond() {
    const isBeyond = ({ seq }) => BigInt(seq) > this.seq;
    const beyond = [...(this.head.isPartial ? [] : this.kept.values()), ...this.ahead.values()].filter(isBeyond);
    if (beyond.length === 0) return;
    const last = beyond.reduce((a, b) => (BigInt(b.seq) > BigInt(a.seq) ? b : a));
    if (this.ahead.size === 0 && this.unsigned === null) this.wentOn = last;
    else this.truncated(`a checkpoint was signed at entry ${last.seq}`);
  }

  /** What is not wrong, but not all of it either. */
  get missing() {
    if (!this.end) return `the file ends after entry ${this.seq} of ${this.head.last}`;
    if (this.first > 1n) return `it begins with entry ${this.first}`;
    if (this.head.isPartial) return `it is a part of the log, up to entry ${this.seq}`;
    if (this.wentOn) return `the log went on after this export, to entry ${this.wentOn.seq} at least: export it again`;
    return this.unsigned;
  }

  /**
   * What nobody signed could be anything. An export signs its own entry as its last act: one that does not end so was cut
   * there, or comes from a version that did not do so yet.
   */
  get unsigned() {
    const again = 'export it again: the product now signs the end of what it exports';
    if (BigInt(this.signedUpTo?.seq ?? 0) < this.seq) {
      const from = this.signedUpTo ? BigInt(this.signedUpTo.seq) + 1n : this.first;
      const which = from === this.seq ? `entry ${from} is` : `entries ${from} to ${this.seq} are`;
      return `${which} not signed, so whether they are what was written nothing shows (${again})`;
    }
    const isOwn = this.exported && this.exported.seq > this.previouslySigned;
    if (!isOwn) return `it does not end with the entry of its own export: later ones may have been cut off (${again})`;
    if (this.keptNone) return 'the folder of checkpoints has none of this workspace';
    return null;
  }

  /** The name is what an entry that is signed says, or else only what the first line says. */
  get name() {
    const isSignedName = this.exported?.workspace === this.head.workspace && this.signedUpTo?.seq === String(this.seq);
    const name = isSignedName && !this.bad ? shown(this.head.workspace) : `calls itself ${shown(this.head.workspace)}`;
    return `${name} (${shown(this.head.workspaceId)})`;
  }

  report() {
    if (this.bad)
      return { code: 1, words: `TAMPERED  ${this.name}: entry ${this.bad.seq}, ${this.bad.kind}. ${this.bad.words}` };
    const found = `entries ${this.first} to ${this.seq}, ${this.signedWords()}`;
    if (this.missing)
      return { code: 2, words: `INCOMPLETE  ${this.name}: ${this.missing}. What is signed is unchanged (${found}).` };
    return { code: 0, words: `WHOLE  ${this.name}: ${this.count} entries, ${this.signedWords()}.` };
  }

  signedWords() {
    if (!this.signedUpTo) return 'without a signed checkpoint';
    return `last checkpoint at entry ${this.signedUpTo.seq}, signed ${shown(this.signedUpTo.at)}`;
  }
}

/** The number and the workspace's name of an export's own entry; null for another kind of export. */
function exportOf({ seq, payload }) {
  const said = parse(payload);
  return said?.format === 'ndjson' ? { seq: BigInt(seq), workspace: said.workspace ?? null } : null;
}

const isNumber = (value) => typeof value === 'string' && NUMBER.test(value);

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

function isHead({ first, last, workspaceId, workspace, version, isPartial }) {
  const areTexts = typeof workspaceId === 'string' && typeof workspace === 'string';
  return version === 1 && typeof isPartial === 'boolean' && isNumber(first) && isNumber(last) && areTexts;
}

/** Checkpoints kept outside of the log, of one workspace; lines torn by a crash are left out. */
function keptCheckpoints(folder, workspaceId) {
  if (!folder) return null;
  const file = path.join(folder, `${workspaceId}.ndjson`);
  if (!/^[0-9a-f-]{36}$/.test(workspaceId) || !existsSync(file)) return [];
  const read = readFileSync(file, 'utf8').split('\n').map(parse);
  return read.filter((value) => value?.type === 'checkpoint');
}

const isProof = (value) => value?.type === 'proof' && Array.isArray(value.entries);

/** Checks the proof of one decision: that the key signed which entries there are, that they are those, and the record theirs. */
function verifyProof(lines, trusted) {
  const [proof, ...rest] = lines.map(parse);
  const key = trusted ?? proof.publicKey;
  const name = `calls itself ${shown(proof.workspace)} (${shown(proof.workspaceId)}), ${shown(proof.subject)}`;
  const said = trusted ? [] : [`Signatures were checked with the key the proof names: ${shown(key)}`];
  const tampered = (seq, kind, words) => ({
    code: 1,
    lines: [`TAMPERED  ${name}: ${words}`, ...said],
    findings: [{ seq: BigInt(seq), kind, words }],
  });
  const incomplete = (words) => ({ code: 2, lines: [`INCOMPLETE  ${name}: ${words}`, ...said], findings: [] });
  if (proof.publicKey !== key || !isSignedText(() => proofText(proof), proof.signature, key))
    return tampered(0, 'forged proof', 'What it says of the entries is not signed with the key.');
  const entries = rest.filter((value) => value?.type === 'entry');
  const records = rest.filter((value) => value?.type === 'record');
  if (entries.length + records.length < rest.length || records.length > 1)
    return tampered(0, 'inserted', 'A line is of no kind a proof has.');
  const odd = [proof, ...rest].findIndex((value, nth) => !isCanonical(lines[nth], value, PROOF_LINES));
  if (odd >= 0) return tampered(proof.entries[odd - 1]?.seq ?? 0, 'changed', ODD(odd + 1));
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

/** Reads the lines of an export into one chain a workspace. */
class Export {
  constructor({ key, checkpoints }) {
    this.key = key;
    this.folder = checkpoints;
    this.chains = [];
    this.problem = null;
  }

  read({ line, isWhole }, number) {
    const value = parse(line);
    const chain = this.chains.at(-1);
    if (!value) return this.unreadable(chain, { isWhole, number });
    if (value.type === 'log' && isHead(value)) return this.begin(value, { line, number });
    if (!chain) this.problem ??= 'This is not an export of the audit log: it does not begin with a head line.';
    else if (
      !Object.hasOwn(LINES, value.type) ||
      value.type === 'log' ||
      (value.type === 'end' && !isNumber(value.last))
    )
      chain.fail(chain.seq + 1n, 'inserted', `Line ${number} is of no kind an export has.`);
    else {
      if (value.type === 'entry') chain.entry(value, number);
      else if (value.type === 'checkpoint') chain.checkpoint(value, number);
      else chain.finish(value, number);
      if (!isCanonical(line, value)) chain.fail(isNumber(value.seq) ? value.seq : chain.seq, 'changed', ODD(number));
    }
  }

  unreadable(chain, { isWhole, number }) {
    if (chain?.end) chain.fail(chain.seq, 'inserted', `Line ${number} stands after the end of the log.`);
    else if (isWhole && chain) chain.fail(chain.seq + 1n, 'changed', `Line ${number} is not JSON.`);
    else if (isWhole) this.problem ??= 'This is not an export of the audit log: its first line is not JSON.';
  }

  begin(head, { line, number }) {
    const before = this.chains.at(-1);
    if (before && !before.end) before.truncated('another log follows');
    const chain = new Chain(head, { key: this.key, kept: keptCheckpoints(this.folder, head.workspaceId) });
    if (!isCanonical(line, head)) chain.fail(chain.first, 'changed', ODD(number));
    if (this.chains.some((other) => other.head.workspaceId === head.workspaceId))
      chain.fail(chain.first, 'inserted', `The log of the workspace stands there twice (line ${number}).`);
    this.chains.push(chain);
  }

  /** Whose checkpoints are kept and whose log is not here: an export may be of one workspace, or one of it may have been left out. */
  leftOut() {
    if (!this.folder) return [];
    const here = new Set(this.chains.map(({ head }) => head.workspaceId));
    const kept = readdirSync(this.folder).flatMap((name) => /^([0-9a-f-]{36})\.ndjson$/.exec(name)?.[1] ?? []);
    const others = kept.filter((id) => !here.has(id)).sort();
    const more = others.length > NAMED ? ` and ${others.length - NAMED} more` : '';
    const which = others.slice(0, NAMED).join(', ');
    return which ? [`Not in this file, though its checkpoints are kept: ${which}${more}`] : [];
  }

  /** Without a key that is trusted, the keys that were believed; several are no sign of one product. */
  keyWords() {
    if (this.key) return [];
    const keys = [...new Set(this.chains.map((chain) => shown(chain.key)))];
    if (keys.length === 1) return [`Signatures were checked with the key the export names: ${keys[0]}`];
    return [
      'INCOMPLETE  The logs name different keys, and one product has one: say which you trust with --pub.',
      ...this.chains.map((chain) => `The key ${chain.name} names: ${shown(chain.key)}`),
    ];
  }
}

const ODD = (number) =>
  `Line ${number} is not written as the product writes it: a member stands there twice, or one that is not signed.`;

/**
 * Checks an export: the exit code, and what to say, a line a workspace. `key` is the trusted public key (SPKI in
 * base64), `checkpoints` the folder of checkpoints kept outside.
 */
export async function verifyExport(file, { key, checkpoints } = {}) {
  const read = new Export({ key, checkpoints });
  let number = 0;
  for await (const line of linesOf(file)) {
    number += 1;
    if (number === 1 && isProof(parse(line.line)))
      return verifyProof(readFileSync(file, 'utf8').trimEnd().split('\n'), key);
    read.read(line, number);
  }
  const { chains, problem } = read;
  if (chains.length === 0) return { code: 2, lines: [problem ?? 'The file is empty.'], findings: [] };
  const reports = chains.map((chain) => chain.report());
  const keyWords = read.keyWords();
  const lines = [...(problem ? [problem] : []), ...reports.map(({ words }) => words), ...read.leftOut(), ...keyWords];
  const codes = reports.map((report) => report.code);
  const code = codes.includes(1) ? 1 : problem || keyWords.length > 1 || codes.includes(2) ? 2 : 0;
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
