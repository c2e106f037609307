import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');
/** Where the built script is kept: in the repository, so that a start needs no compiler for it. */
export const SNIPPET_FILE = path.join(root, 'public/touchstone.js');

/** The script as browsers get it: one file, minified, for browsers of the last four years. The same sources, the same text. */
export async function buildSnippet(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'snippet/main.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    legalComments: 'none',
    write: false,
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing.');
  return file.text;
}
