import { describe, expect, it } from 'vitest';
import { hasRemoteImages, messageDocument } from './prepare-message-document';

const HTML = `<!doctype html><html lang="en"><head><title>x</title><style>
@media (prefers-color-scheme: dark) { body { background: #000 } }
</style></head><body><p>Hello</p><img src="https://shop.test/t/o/abc.gif" width="1" height="1" alt=""></body></html>`;
const options = { isDark: false, imageOrigins: ['https://shop.test'] };

describe('messageDocument', () => {
  it('never loads the open pixel', () => {
    expect(messageDocument(HTML, options)).not.toContain('/t/o/');
  });

  it('forbids scripts and foreign pictures before anything else is read', () => {
    const shown = messageDocument(HTML, options);
    expect(shown).toMatch(/<head><meta http-equiv="Content-Security-Policy" content="default-src 'none';/);
    expect(shown).toContain('img-src data: https://shop.test;');
    expect(shown).toContain('<base target="_blank">');
  });

  it('shows the dark look on demand, whatever the reader prefers', () => {
    expect(messageDocument(HTML, options)).toContain('@media (max-width: 0) {');
    expect(messageDocument(HTML, { ...options, isDark: true })).toContain('@media (min-width: 0) {');
  });

  it('asks nobody for style sheets', () => {
    const styled = HTML.replace('<title>', '<link href="https://fonts.test/x" rel="stylesheet"><title>').replace(
      '<style>',
      '<style>@import url(https://fonts.test/y);',
    );
    expect(messageDocument(styled, options)).not.toContain('fonts.test');
  });

  it('gives a fragment a document of its own', () => {
    expect(messageDocument('<p>Hi $& there</p>', options)).toMatch(/<body><p>Hi \$& there<\/p><\/body>/);
  });
});

describe('hasRemoteImages', () => {
  it('counts only pictures from elsewhere', () => {
    expect(hasRemoteImages(HTML, ['https://shop.test'])).toBe(false);
    expect(hasRemoteImages('<img src="https://cdn.test/a.png">', ['https://shop.test'])).toBe(true);
  });
});
