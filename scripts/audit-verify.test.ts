import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type CheckpointStatement, checkpointText } from '@/domain/audit/checkpoint';
import { chainedText, GENESIS_HASH } from '@/domain/audit/verify-chain';
import { verifyExport } from './audit-verify.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Line = Record<string, unknown>;
type Key = ReturnType<typeof keyPair>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const HARBOUR = '01900000-0000-7000-8000-0000000000a1';
const MOUNTAIN = '01900000-0000-7000-8000-0000000000b2';
const ENTRIES = 40;

function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') };
}
const OURS = keyPair();

function signed(statement: CheckpointStatement, key: Key = OURS): Line {
  const signature = sign(null, Buffer.from(checkpointText(statement)), key.privateKey).toString('base64');
  return { type: 'checkpoint', ...statement, seq: String(statement.seq), publicKey: key.publicKey, signature };
}

const OWN = '{"format":"ndjson","workspace":"harbour"}';

/**
 * The lines of a whole export, as the product writes it: hashes made by the domain, not by the script under test. Its own
 * entry is the last, and signed; `payload` is what that entry says.
 */
function exportOf(
  workspaceId = HARBOUR,
  { count = ENTRIES, key = OURS, every = 10, isEndSigned = true, payload = OWN } = {},
): Line[] {
  const lines: Line[] = [];
  let [hash, previous] = [GENESIS_HASH, GENESIS_HASH];
  for (let number = 1; number <= count; number++) {
    const facts = {
      workspaceId,
      seq: BigInt(number),
      at: `2026-11-21T10:00:00.${String(number).padStart(6, '0')}Z`,
      actor: 'job:test',
      action: number === count ? 'audit.exported' : 'decision.made',
      subject: `decision:${number}`,
      payload: number === count ? payload : `{"number":${number},"text":"Zoë ‰ 🪨"}`,
      format: number <= 5 ? 1 : 2,
      prevHash: hash,
    };
    hash = sha256(chainedText(facts, sha256));
    lines.push({ type: 'entry', ...facts, seq: String(number), hash });
    if (number % every > 0 && !(number === count && isEndSigned)) continue;
    const statement = { workspaceId, seq: BigInt(number), hash, at: '2026-11-21T10:05:00.000Z', previous };
    lines.push(signed(statement, key));
    previous = sha256(checkpointText(statement));
  }
  const about = { version: 1, workspaceId, workspace: 'harbour', first: '1', last: String(count) };
  return [
    { type: 'log', ...about, isPartial: false, publicKey: key.publicKey },
    ...lines,
    { type: 'end', workspaceId, entries: count, last: String(count), hash },
  ];
}

let files = 0;
function fileOf(lines: readonly Line[] | string): string {
  const file = path.join(folder, `export-${files++}.ndjson`);
  writeFileSync(file, typeof lines === 'string' ? lines : lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}

/** A folder of checkpoints kept outside, as it was when the log was whole. */
function keptOf(lines: readonly Line[], workspaceId = HARBOUR): string {
  const kept = path.join(folder, `kept-${files++}`);
  mkdirSync(kept);
  const text = lines.filter(({ type }) => type === 'checkpoint').map((line) => `${JSON.stringify(line)}\n`);
  writeFileSync(path.join(kept, `${workspaceId}.ndjson`), `${text.join('')}{"type":"checkpo`);
  return kept;
}

const isEntry = (seq: number) => (line: Line) => line.type === 'entry' && line.seq === String(seq);
const isCheckpoint = (seq: number) => (line: Line) => line.type === 'checkpoint' && line.seq === String(seq);
const at = (lines: readonly Line[], which: (line: Line) => boolean) => lines.findIndex(which);
const changed = (lines: Line[], which: (line: Line) => boolean, change: (line: Line) => Line) =>
  lines.map((line) => (which(line) ? change(line) : line));
const without = (lines: Line[], which: (line: Line) => boolean) => lines.filter((line) => !which(line));
const beyond = (seq: number) => (line: Line) =>
  (line.type === 'entry' || line.type === 'checkpoint') && Number(line.seq) > seq;

/** The log as somebody with the database, but not the key, would write it anew from an entry on. */
function rechained(lines: Line[], from: number, change: (line: Line) => Line): Line[] {
  let hash: string | null = null;
  return lines.map((line) => {
    if (line.type === 'end' && hash) return { ...line, hash };
    if (line.type !== 'entry' || Number(line.seq) < from) return line;
    const entry = Number(line.seq) === from ? change(line) : { ...line, prevHash: hash };
    hash = sha256(chainedText({ ...entry, seq: BigInt(String(entry.seq)) } as never, sha256));
    return { ...entry, hash };
  });
}

async function verdict(lines: readonly Line[] | string, options: { key?: string; checkpoints?: string } = {}) {
  const { code, findings, lines: words } = await verifyExport(fileOf(lines), { key: OURS.publicKey, ...options });
  return { code, seq: findings[0] && Number(findings[0].seq), kind: findings[0]?.kind, words: words.join('\n') };
}

describe('a whole export', () => {
  it.each(['xxx', 'MCowBQYDK2VwAyEA'])('is not called tampered because the key %s is none', (key) => {
    const words = ['scripts/audit-verify.mjs', fileOf(exportOf()), '--pub', key];
    const { status, stderr, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('neither a public key');
  });

  it('is whole, and says up to where it is signed', async () => {
    const found = await verdict(exportOf(), { checkpoints: keptOf(exportOf()) });
    expect(found).toMatchObject({ code: 0, words: expect.stringContaining('40 entries, last checkpoint at entry 40') });
  });

  it('is whole with several workspaces one after the other', async () => {
    expect(await verdict([...exportOf(), ...exportOf(MOUNTAIN)])).toMatchObject({ code: 0 });
  });

  it('is whole where the folder outside holds the same checkpoint several times', async () => {
    const twice = exportOf().flatMap((line) => [line, line]);
    expect(await verdict(exportOf(), { checkpoints: keptOf(twice) })).toMatchObject({ code: 0 });
  });

  it('is believed by its own key when none is given, and that is said', async () => {
    const { code, lines } = await verifyExport(fileOf(exportOf()));
    expect([code, lines.at(-1)]).toEqual([0, expect.stringContaining('the key the export names')]);
  });
});

describe('what was changed is found and named', () => {
  it.each(['workspaceId', 'seq', 'at', 'actor', 'action', 'subject', 'payload', 'prevHash', 'hash'])(
    'one character of %s',
    async (name) => {
      const flip = (line: Line) => ({ ...line, [name]: `${String(line[name]).slice(0, -1)}x` });
      expect(await verdict(changed(exportOf(), isEntry(17), flip))).toMatchObject({ code: 1, seq: 17 });
    },
  );

  it.each([['1'], [1], ['2'], [3], [null]])('the format, as %j', async (format) => {
    const lines = changed(exportOf(), isEntry(17), (line) => ({ ...line, format }));
    expect(await verdict(lines)).toMatchObject({ code: 1, seq: 17, kind: 'changed' });
  });

  it('something that is not hashed, written beside', async () => {
    const lines = changed(exportOf(), isEntry(17), (line) => ({ ...line, note: 'approved by Dana' }));
    expect(await verdict(lines)).toMatchObject({ code: 1, seq: 17 });
  });

  it('an entry whose own hash was made to fit', async () => {
    const lines = changed(exportOf(), isEntry(17), (line) => {
      const forged = { ...line, payload: '{}' };
      return { ...forged, hash: sha256(chainedText({ ...forged, seq: 17n } as never, sha256)) };
    });
    expect(await verdict(lines)).toMatchObject({ code: 1, seq: 17, kind: 'changed' });
  });

  it('a chain written anew from an entry on: the signatures do not fit', async () => {
    const lines = rechained(exportOf(), 17, (line) => ({ ...line, payload: '{}' }));
    const found = await verdict(lines);
    expect(found).toMatchObject({ code: 1, kind: 'changed', words: expect.stringContaining('11 to 20') });
  });

  it('an entry from the middle removed', async () => {
    const found = await verdict(without(exportOf(), isEntry(17)));
    expect(found).toMatchObject({ code: 1, seq: 17, kind: 'removed' });
  });

  it('the beginning removed', async () => {
    expect(await verdict(without(exportOf(), isEntry(1)))).toMatchObject({ code: 1, seq: 1, kind: 'removed' });
  });

  it.each([
    [17, 18],
    [17, 25],
  ])('entries %i and %i in the wrong order', async (early, late) => {
    const lines = exportOf();
    const [moved] = lines.splice(at(lines, isEntry(early)), 1);
    if (moved) lines.splice(at(lines, isEntry(late)) + 1, 0, moved);
    expect(await verdict(lines)).toMatchObject({ code: 1, seq: early, kind: 'reordered' });
  });

  it('an entry inserted: a copy, or one made to fit in front', async () => {
    const lines = exportOf();
    const place = at(lines, isEntry(17));
    const copy = lines[place] ?? {};
    expect(await verdict(lines.toSpliced(place + 1, 0, copy))).toMatchObject({ code: 1, seq: 17, kind: 'inserted' });
    const forged = { ...copy, payload: '{}' };
    const hash = sha256(chainedText({ ...forged, seq: 17n } as never, sha256));
    const fitting = lines.toSpliced(place, 0, { ...forged, hash });
    expect(await verdict(fitting)).toMatchObject({ code: 1, seq: 17, kind: 'inserted' });
    const unfitting = lines.toSpliced(place, 0, forged);
    expect(await verdict(unfitting)).toMatchObject({ code: 1, seq: 17, kind: 'inserted' });
  });

  it('an entry of another workspace, or the whole log of one under the name of another', async () => {
    const other = exportOf(MOUNTAIN);
    const lines = changed(exportOf(), isEntry(17), () => other[at(other, isEntry(17))] ?? {});
    expect(await verdict(lines)).toMatchObject({ code: 1, seq: 17 });
    const renamed = other.map((line) => ({ ...line, workspaceId: HARBOUR }));
    expect(await verdict(renamed)).toMatchObject({ code: 1, seq: 1, kind: 'changed' });
  });

  it('a line that is no JSON, or of no kind', async () => {
    const text = exportOf().map((line, index) => (index === 10 ? '{"type":' : JSON.stringify(line)));
    expect(await verdict(`${text.join('\n')}\n`)).toMatchObject({ code: 1, seq: 10 });
    expect(await verdict(exportOf().toSpliced(5, 0, { type: 'remark' }))).toMatchObject({ code: 1, seq: 5 });
  });
});

describe('an end that was cut off is found', () => {
  it('by the last line', async () => {
    const lines = without(exportOf(), (line) => line.type === 'entry' && Number(line.seq) > 38);
    expect(await verdict(lines)).toMatchObject({ code: 1, seq: 39, kind: 'truncated' });
  });

  /** Head and end made to fit the shorter log. */
  const older = (lines: Line[], last: number) => {
    const { hash } = lines[at(lines, isEntry(last))] ?? {};
    return without(lines, beyond(last)).map((line) => {
      if (line.type === 'log') return { ...line, last: String(last) };
      return line.type === 'end' ? { ...line, entries: last, last: String(last), hash } : line;
    });
  };

  it('by a checkpoint that was left in', async () => {
    const whole = exportOf();
    const lines = older(whole, 35).toSpliced(-1, 0, whole[at(whole, isCheckpoint(40))] ?? {});
    expect(await verdict(lines)).toMatchObject({ code: 1, seq: 36, kind: 'truncated' });
  });

  it('by the checkpoints kept outside, when an older head is replayed', async () => {
    const replayed = older(exportOf(), 30);
    expect(await verdict(replayed)).toMatchObject({ code: 2, words: expect.stringContaining('its own export') });
    const found = await verdict(replayed, { checkpoints: keptOf(exportOf()) });
    expect(found).toMatchObject({ code: 1, seq: 31, kind: 'truncated' });
  });

  it('by the checkpoints kept outside, when the log went on differently', async () => {
    const regrown = without(
      rechained(exportOf(), 25, (line) => ({ ...line, payload: '{}' })),
      beyond(40),
    ).filter((line) => line.type !== 'checkpoint' || Number(line.seq) <= 20);
    expect(await verdict(regrown)).toMatchObject({
      code: 2,
      words: expect.stringContaining('21 to 40 are not signed'),
    });
    const found = await verdict(regrown, { checkpoints: keptOf(exportOf()) });
    expect(found).toMatchObject({ code: 1, seq: 21, kind: 'changed' });
  });

  it('not in an export that was whole when it left: the log went on, and the rest is asked for', async () => {
    const early = exportOf();
    const before = early[at(early, isCheckpoint(40))] ?? {};
    const previous = sha256(checkpointText({ ...before, seq: 40n } as never));
    const on = { workspaceId: HARBOUR, seq: 60n, hash: sha256('60'), at: '2026-11-21T11:00:00.000Z', previous };
    const kept = keptOf([...early, signed(on)]);
    const found = await verdict(early, { checkpoints: kept });
    expect(found).toMatchObject({ code: 2, words: expect.stringContaining('went on after this export, to entry 60') });
  });

  it('also in front of another log', async () => {
    const lines = [...without(exportOf(), ({ type }) => type === 'end'), ...exportOf(MOUNTAIN)];
    expect(await verdict(lines)).toMatchObject({ code: 1, kind: 'truncated' });
  });
});

describe('a line says one thing', () => {
  const texts = () => exportOf().map((line) => JSON.stringify(line));
  const found = (change: (text: string, index: number) => string) =>
    verdict(`${texts().map(change).join('\n')}\n`, { checkpoints: keptOf(exportOf()) });

  it.each([
    ['actor', '"user:somebody-else"'],
    ['at', '"2020-01-01T00:00:00.000000Z"'],
    ['type', '"entry"'],
    ['format', '1'],
  ])('%s of an entry twice', async (name, value) => {
    const double = (text: string, index: number) => (index === 2 ? text.replace('{', `{"${name}":${value},`) : text);
    expect(await found(double)).toMatchObject({ code: 1, seq: 2, kind: 'changed' });
  });

  it('with white space, or a letter written in another way', async () => {
    const spaced = (text: string, index: number) => (index === 2 ? text.replace('":"', '": "') : text);
    expect(await found(spaced)).toMatchObject({ code: 1, seq: 2 });
    const escaped = (text: string, index: number) => (index === 2 ? text.replace('job', '\\u006aob') : text);
    expect(await found(escaped)).toMatchObject({ code: 1, seq: 2 });
  });

  it.each(['log', 'checkpoint', 'end'])('%s: nothing beside it, and nothing twice', async (type) => {
    const beside = (text: string) =>
      text.startsWith(`{"type":"${type}"`) ? text.replace(/}$/, ',"note":"approved by Dana"}') : text;
    expect(await found(beside)).toMatchObject({ code: 1 });
    const double = (text: string) =>
      text.startsWith(`{"type":"${type}"`) ? text.replace('{', '{"workspaceId":"somebody else",') : text;
    expect(await found(double)).toMatchObject({ code: 1 });
  });

  it('the first line: the name of the workspace is the one that was signed, the key the one that signed', async () => {
    const named = changed(
      exportOf(),
      ({ type }) => type === 'log',
      (line) => ({ ...line, workspace: 'another-shop' }),
    );
    expect(await verdict(named)).toMatchObject({ code: 1, words: expect.not.stringContaining('WHOLE') });
    const keyed = { publicKey: keyPair().publicKey };
    const foreign = changed(
      exportOf(),
      ({ type }) => type === 'log',
      (line) => ({ ...line, ...keyed }),
    );
    expect(await verdict(foreign)).toMatchObject({ code: 1 });
  });

  it('a name that nothing signed is said to be none of ours', async () => {
    const old = exportOf(HARBOUR, { payload: '{"format":"ndjson"}' });
    expect(await verdict(old)).toMatchObject({ code: 0, words: expect.stringContaining('calls itself harbour') });
  });

  it.each([
    ['first', '001'],
    ['isPartial', null],
    ['isPartial', 0],
    ['isPartial', ''],
  ])('the first line, its %s as %j', async (name, value) => {
    const lines = changed(
      exportOf(),
      ({ type }) => type === 'log',
      (line) => ({ ...line, [name]: value }),
    );
    expect((await verdict(lines, { key: OURS.publicKey })).code).not.toBe(0);
  });

  it('a workspace whose checkpoints are kept, and whose log is not in the file, is named', async () => {
    const checkpoints = keptOf(exportOf());
    writeFileSync(path.join(checkpoints, `${MOUNTAIN}.ndjson`), '');
    const { lines } = await verifyExport(fileOf(exportOf()), { key: OURS.publicKey, checkpoints });
    expect(lines.at(-1)).toBe(`Not in this file, though its checkpoints are kept: ${MOUNTAIN}`);
  });

  it('nothing stands after the end', async () => {
    const whole = exportOf();
    for (const more of [whole.at(-1), whole[at(whole, isCheckpoint(40))], whole[1]]) {
      expect(await verdict([...whole, more ?? {}])).toMatchObject({ code: 1, kind: 'inserted' });
    }
    expect(await verdict(`${texts().join('\n')}\nand more`)).toMatchObject({ code: 1, kind: 'inserted' });
  });
});

describe('what was signed once is not signed away', () => {
  /** The log as the holder of the key would write it anew: changed from entry 3 on, all of it signed again. */
  function forgedByHolder(): Line[] {
    const lines = rechained(exportOf(), 3, (line) => ({ ...line, payload: '{}' }));
    let previous = GENESIS_HASH;
    return lines.map((line) => {
      if (line.type !== 'checkpoint') return line;
      const { hash } = lines[at(lines, isEntry(Number(line.seq)))] ?? {};
      const seq = BigInt(String(line.seq));
      const statement = { workspaceId: HARBOUR, seq, hash: String(hash), at: String(line.at), previous };
      previous = sha256(checkpointText(statement));
      return signed(statement);
    });
  }

  it('is whole by itself: only what was kept outside tells', async () => {
    expect(await verdict(forgedByHolder())).toMatchObject({ code: 0 });
    const found = await verdict(forgedByHolder(), { checkpoints: keptOf(exportOf()) });
    expect(found).toMatchObject({ code: 1 });
  });

  it('not with the new checkpoints in front of the entries', async () => {
    const lines = forgedByHolder();
    const first = lines.filter(({ type }) => type === 'checkpoint');
    const moved = [...lines.slice(0, 1), ...first, ...without(lines.slice(1), ({ type }) => type === 'checkpoint')];
    expect(await verdict(moved, { checkpoints: keptOf(exportOf()) })).toMatchObject({ code: 1 });
  });

  it('not with the new checkpoints added to the folder, in either order', async () => {
    for (const kept of [
      [...exportOf(), ...forgedByHolder()],
      [...forgedByHolder(), ...exportOf()],
    ]) {
      const found = await verdict(forgedByHolder(), { checkpoints: keptOf(kept) });
      expect(found).toMatchObject({ code: 1, words: expect.stringContaining('wo different checkpoints') });
    }
  });

  it('not by a second checkpoint of the same entry in the log', async () => {
    const lines = exportOf();
    const place = at(lines, isCheckpoint(40));
    const before = lines[place] ?? {};
    const statement = { workspaceId: HARBOUR, seq: 40n, hash: String(before.hash), at: '2026-11-22T10:00:00.000Z' };
    const previous = sha256(checkpointText({ ...before, seq: 40n } as never));
    const again = lines.toSpliced(place + 1, 0, signed({ ...statement, previous }));
    expect(await verdict(again)).toMatchObject({ code: 1, seq: 40, kind: 'forged checkpoint' });
  });

  it('a malformed line of the folder is a forged one', async () => {
    const kept = changed(exportOf(), isCheckpoint(20), (line) => ({ ...line, seq: 'x' }));
    const found = await verdict(exportOf(), { checkpoints: keptOf(kept) });
    expect(found).toMatchObject({ code: 1, kind: 'forged checkpoint' });
  });
});

describe('what nobody signed is not called whole', () => {
  const unsignedEnd = () => exportOf(HARBOUR, { count: 45, isEndSigned: false });

  it('an end after the last checkpoint, as older versions wrote it: says what to do', async () => {
    const found = await verdict(unsignedEnd());
    expect(found).toMatchObject({ code: 2, words: expect.stringContaining('entries 41 to 45 are not signed') });
    expect(found.words).toContain('export it again');
    const rewritten = rechained(unsignedEnd(), 43, (line) => ({ ...line, payload: '{}' }));
    expect(await verdict(rewritten, { checkpoints: keptOf(unsignedEnd()) })).toMatchObject({ code: 2 });
  });

  it('nor without a key that is trusted', async () => {
    expect(await verifyExport(fileOf(unsignedEnd()))).toMatchObject({ code: 2 });
  });

  it('later checkpoints left out', async () => {
    const lines = rechained(exportOf(), 25, (line) => ({ ...line, payload: '{}' }));
    const dropped = lines.filter((line) => line.type !== 'checkpoint' || Number(line.seq) <= 20);
    expect(await verdict(dropped)).toMatchObject({ code: 2 });
  });

  it('a folder of checkpoints without those of the workspace', async () => {
    const found = await verdict(exportOf(), { checkpoints: keptOf(exportOf(), MOUNTAIN) });
    expect(found).toMatchObject({ code: 2, words: expect.stringContaining('has none of this workspace') });
    expect(await verdict(exportOf(), { checkpoints: keptOf([]) })).toMatchObject({ code: 2 });
  });

  it('a log of no entries: an export has its own', async () => {
    expect(await verdict(exportOf(HARBOUR, { count: 0 }))).toMatchObject({ code: 2 });
  });

  it('logs of different keys, where none is trusted: each is named', async () => {
    const theirs = keyPair();
    const file = fileOf([...exportOf(), ...exportOf(MOUNTAIN, { key: theirs })]);
    const { code, lines } = await verifyExport(file);
    expect(code).toBe(2);
    for (const key of [OURS, theirs]) expect(lines.join('\n')).toContain(key.publicKey);
  });

  it('the log of a workspace twice', async () => {
    expect(await verdict([...exportOf(), ...exportOf()])).toMatchObject({ code: 1, kind: 'inserted' });
  });
});

describe('a forged checkpoint is found', () => {
  it.each(['== checked by somebody', ' ', '\n'])(
    'with %j behind its signature, which nobody signed',
    async (behind) => {
      const lines = changed(exportOf(), isCheckpoint(20), (line) => ({
        ...line,
        signature: `${line.signature}${behind}`,
      }));
      expect(await verdict(lines, { key: OURS.publicKey })).toMatchObject({ code: 1 });
    },
  );

  it.each(['hash', 'at', 'previous', 'signature'])('with another %s', async (name) => {
    const flip = (line: Line) => ({ ...line, [name]: `x${String(line[name]).slice(1)}` });
    const found = await verdict(changed(exportOf(), isCheckpoint(20), flip));
    expect(found).toMatchObject({ code: 1, seq: 20, kind: 'forged checkpoint' });
  });

  it('signed with a key that is not the one we trust', async () => {
    expect(await verdict(exportOf(HARBOUR, { key: keyPair() }))).toMatchObject({ code: 1, kind: 'forged checkpoint' });
  });

  it('removed from between two, or repeated later', async () => {
    const found = await verdict(without(exportOf(), isCheckpoint(20)));
    expect(found).toMatchObject({ code: 1, seq: 30, kind: 'forged checkpoint' });
    const lines = exportOf();
    const replayed = lines.toSpliced(-1, 0, lines[at(lines, isCheckpoint(20))] ?? {});
    expect(await verdict(replayed)).toMatchObject({ code: 1, seq: 20, kind: 'forged checkpoint' });
  });

  it('among those kept outside', async () => {
    const forged = changed(exportOf(), isCheckpoint(20), (line) => ({ ...line, seq: '50' }));
    const found = await verdict(exportOf(), { checkpoints: keptOf(forged) });
    expect(found).toMatchObject({ code: 1, kind: 'forged checkpoint' });
  });
});

describe('an export that is not all of the log is incomplete', () => {
  it('cut off in the middle of a line, or between two', async () => {
    const text = exportOf()
      .map((line) => JSON.stringify(line))
      .join('\n');
    expect(await verdict(text.slice(0, text.length / 2))).toMatchObject({ code: 2 });
    expect(await verdict(exportOf().slice(0, 20))).toMatchObject({ code: 2, words: expect.stringContaining('of 40') });
  });

  it('beginning later, or ending earlier, as asked for', async () => {
    const late = exportOf().filter((line) => line.type !== 'entry' || Number(line.seq) > 12);
    const begins = late.filter((line) => line.type !== 'checkpoint' || Number(line.seq) > 12);
    const part = begins.map((line) => {
      if (line.type === 'log') return { ...line, first: '13', isPartial: true };
      return line.type === 'end' ? { ...line, entries: 28 } : line;
    });
    const found = await verdict(part, { checkpoints: keptOf(exportOf()) });
    expect(found).toMatchObject({ code: 2, words: expect.stringContaining('begins with entry 13') });
    const flipped = changed(part, isEntry(17), (line) => ({ ...line, payload: '{}' }));
    expect(await verdict(flipped)).toMatchObject({ code: 1, seq: 17 });
  });

  it('without any signature, when a key was given', async () => {
    const lines = without(exportOf(), ({ type }) => type === 'checkpoint');
    expect(await verdict(lines)).toMatchObject({ code: 2 });
  });

  it.each(['', 'hello\n', '{"type":"entry"}\n', '[1]\n'])('no export at all: %j', async (text) => {
    expect(await verdict(text)).toMatchObject({ code: 2 });
  });
});
