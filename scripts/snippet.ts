// `npm run snippet`: writes public/touchstone.js, what shops' pages load, from snippet/.
import { writeFileSync } from 'node:fs';
import { buildSnippet, SNIPPET_FILE } from './snippet/build-snippet';

const script = await buildSnippet();
writeFileSync(SNIPPET_FILE, script);
console.log(`${SNIPPET_FILE}: ${script.length} bytes.`);
