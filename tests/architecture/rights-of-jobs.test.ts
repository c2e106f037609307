import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type NonPerson, nonPersonMay, type Right } from '@/domain/workspaces/permissions';

/** Asked for further down by somebody else than the job: the simulated approver gives verdicts, as the person they are. */
const ASKED_OF_OTHERS: readonly string[] = ['review.decide'];

/** A function or constant at the top of a module; `key` is "file name". */
type Piece = { file: string; name: string; body: string };

const TOP = /^(?:export )?(?:async )?(?:function\*?\s+(\w+)|const (\w+)\b)/gm;
const NAMED = (kind: 'import' | 'export') => new RegExp(`${kind} \\{([^}]*)\\} from '([^']+)'`, 'g');
const ASKS = /authorise\w*\(\s*\w+(?:\.\w+)*,\s*'([\w.]+)'/g;

const files = ['server', 'inngest'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|\/generated\//.test(file)),
);
const functions = files.filter((file) => file.startsWith('inngest/functions/'));
const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const pieces = new Map(files.flatMap((file) => piecesOf(file).map((piece) => [`${file} ${piece.name}`, piece])));

function piecesOf(file: string): Piece[] {
  const text = texts.get(file) ?? '';
  const starts = [...text.matchAll(TOP)];
  return starts.map((match, nth) => ({
    file,
    name: match[1] ?? match[2] ?? '',
    body: text.slice(match.index, starts[nth + 1]?.index),
  }));
}

/** What a module takes from others, or hands on of them: the name here, the module there, the name there. */
function namesFrom(file: string, kind: 'import' | 'export'): { here: string; module: string; there: string }[] {
  return [...(texts.get(file) ?? '').matchAll(NAMED(kind))].flatMap(([, names = '', specifier = '']) => {
    const module = moduleOf(file, specifier);
    if (!module) return [];
    return names.split(',').map((words) => {
      const [there = '', here = there] = words.trim().split(' as ');
      return { here, module, there };
    });
  });
}

function moduleOf(file: string, specifier: string): string | null {
  const base = specifier.startsWith('@/') ? specifier.slice(2) : path.join(path.dirname(file), specifier);
  return [`${base}.ts`, `${base}/index.ts`].find((candidate) => existsSync(candidate)) ?? null;
}

/** Where something is written that a module gives, through doors that hand it on. */
function writtenAt(file: string, name: string): Piece | null {
  const own = pieces.get(`${file} ${name}`);
  if (own) return own;
  const handed = namesFrom(file, 'export').find(({ here }) => here === name);
  return handed ? writtenAt(handed.module, handed.there) : null;
}

/** The rights that are asked for on some way from these modules on, each with one way to it. */
function rightsReached(roots: readonly string[]): Map<string, string> {
  const reached = new Map<string, string>();
  const seen = new Set<Piece>();
  const imported = new Map<string, ReturnType<typeof namesFrom>>();
  const visit = (piece: Piece, way: readonly string[]) => {
    if (seen.has(piece)) return;
    seen.add(piece);
    const { file, body } = piece;
    for (const [, right = ''] of body.matchAll(ASKS)) if (!reached.has(right)) reached.set(right, way.join(' > '));
    const names = imported.get(file) ?? namesFrom(file, 'import');
    imported.set(file, names);
    for (const [name] of body.matchAll(/(?<![.\w])[A-Za-z_]\w*/g)) {
      const from = names.find(({ here }) => here === name);
      const next = pieces.get(`${file} ${name}`) ?? (from && writtenAt(from.module, from.there));
      if (next) visit(next, [...way, name]);
    }
  };
  for (const piece of pieces.values()) if (roots.includes(piece.file)) visit(piece, [path.basename(piece.file)]);
  return reached;
}

const actsAs = (kind: NonPerson) => files.filter((file) => texts.get(file)?.includes(`kind: '${kind}'`));

describe('what acts without being a person', () => {
  it('is found in its functions, and what they ask for', () => {
    const reached = rightsReached(functions);
    expect(reached.size).toBeGreaterThan(5);
    expect([...reached.values()].some((way) => way.split(' > ').length > 4)).toBe(true);
  });

  it('carries every right that a job asks for on its way: one that does not fails each time it runs', () => {
    const lacking = [...rightsReached([...functions, ...actsAs('job')])].filter(
      ([right]) => !nonPersonMay('job', right as Right) && !ASKED_OF_OTHERS.includes(right),
    );
    expect(lacking).toEqual([]);
  });

  it.each<NonPerson>(['api_key', 'webhook', 'customer'])('%s asks for none', (kind) => {
    expect([...rightsReached(actsAs(kind).filter((file) => file !== 'server/context.ts'))]).toEqual([]);
  });
});
