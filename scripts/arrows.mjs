// Checks which part imports which (dependency-cruiser.mjs). dependency-cruiser reads TypeScript with TypeScript's own
// parser, which TypeScript 7 no longer offers to programs. So it is shown the sources as plain JavaScript, twice: with
// type imports turned into ordinary ones, and without them, which is what runs.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseSync, transformSync } from '@swc/core';
import { cruise } from 'dependency-cruiser';
import { rules } from '../dependency-cruiser.mjs';

const FOLDERS = ['app', 'components', 'domain', 'e2e', 'inngest', 'lib', 'scripts', 'server', 'snippet', 'tests'];
const GENERATED = /^server\/generated\//;
const DECLARATIONS = /\.d\.m?ts$/;
const SOURCE = /\.(ts|tsx|mjs)$/;

/** Everything that breaks a rule below `root`: `{ rule, comment, from, to, path }`. */
export async function brokenArrows(root) {
  const everything = rules.filter(({ runtimeOnly }) => !runtimeOnly);
  const runtime = rules.filter(({ runtimeOnly }) => runtimeOnly);
  return [
    ...(await check(root, everything, { withTypes: true })),
    ...(await check(root, runtime, { withTypes: false })),
  ];
}

async function check(root, forbidden, { withTypes }) {
  const copy = copyAsJavaScript(root, withTypes);
  try {
    return await cruiseCopy(copy, forbidden);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function cruiseCopy(copy, forbidden) {
  const { output } = await cruise(
    FOLDERS.filter((folder) => existsSync(path.join(copy, folder))),
    {
      baseDir: copy,
      ruleSet: { forbidden: forbidden.map(({ runtimeOnly, ...rule }) => ({ severity: 'error', ...rule })) },
      validate: true,
      parser: 'acorn',
      doNotFollow: { path: 'node_modules' },
    },
    { alias: { '@': copy }, extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], symlinks: false },
  );
  return output.summary.violations.map(({ rule, comment, from, to, cycle }) => ({
    rule: rule.name,
    comment: comment ?? '',
    from,
    to,
    path: cycle?.map(({ name }) => name) ?? [to],
  }));
}

function copyAsJavaScript(root, withTypes) {
  const copy = realpathSync(mkdtempSync(path.join(tmpdir(), 'touchstone-arrows-')));
  for (const name of sources(root)) {
    const target = path.join(copy, name);
    mkdirSync(path.dirname(target), { recursive: true });
    if (name.endsWith('.mjs')) cpSync(path.join(root, name), target);
    else writeFileSync(target, asJavaScript(path.join(root, name), withTypes));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

function sources(root) {
  return FOLDERS.filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name) && !DECLARATIONS.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((name) => !GENERATED.test(name));
}

function asJavaScript(file, withTypes) {
  const syntax = { syntax: 'typescript', tsx: file.endsWith('x') };
  const program = parseSync(readFileSync(file, 'utf8'), { ...syntax, target: 'es2022' });
  if (withTypes) program.body.forEach(importTypesAsValues);
  const transform = { verbatimModuleSyntax: true, react: { runtime: 'automatic' } };
  return transformSync(program, { swcrc: false, jsc: { target: 'es2022', parser: syntax, transform } }).code;
}

/** `import type { A } from 'x'` as `import { A } from 'x'`. */
function importTypesAsValues(item) {
  if (!['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(item.type)) return;
  if ('typeOnly' in item) item.typeOnly = false;
  for (const specifier of item.specifiers ?? []) if ('isTypeOnly' in specifier) specifier.isTypeOnly = false;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const broken = await brokenArrows(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
  for (const { rule, comment, from, path: way } of broken) {
    console.error(`${rule}: ${from} -> ${way.join(' -> ')}\n  ${comment}`);
  }
  console.log(
    broken.length === 0 ? 'Every arrow points the right way.' : `${broken.length} arrows point the wrong way.`,
  );
  process.exit(broken.length === 0 ? 0 : 1);
}
