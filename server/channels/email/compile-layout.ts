import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import mjml2html from 'mjml';
import { EMAIL_LAYOUT } from './layout';

/**
 * The layout as HTML with its Liquid slots. Done when the layout changes and kept in the repository: the compiler takes
 * half a second to load, and no message should wait for it, least of all inside a transaction.
 */
export async function compileLayout(): Promise<string> {
  const { html } = await mjml2html(EMAIL_LAYOUT, {
    validationLevel: 'skip',
    keepComments: true,
    minify: false,
    // MJML would load web fonts of the names it knows: nobody else needs to hear who opens our mail.
    fonts: {},
  });
  return withoutIndent(html);
}

/** Indentation is a third of what MJML writes, and mail clients clip long messages (Gmail at 102 kB). */
function withoutIndent(html: string): string {
  return html
    .replace(/\n\s+/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

/** The module that holds the compiled layout. */
export function moduleOf(html: string): string {
  return `// Made of layout.ts by: node --import tsx server/channels/email/compile-layout.ts\nexport const COMPILED_LAYOUT = ${JSON.stringify(html)};\n`;
}

const isMain = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (isMain) {
  writeFileSync(path.join(import.meta.dirname, 'generated/layout.ts'), moduleOf(await compileLayout()));
}
