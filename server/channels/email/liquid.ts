import { Liquid } from 'liquidjs';

/** Why a message could not be written; the words may be shown to people. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

// No limit of time: a busy machine must not make a good message fail. Nothing here can run long: words have no tags to
// loop with, and the layout loops over what its message has.
const SAFE = {
  parseLimit: 200_000,
  memoryLimit: 1_000_000,
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: true,
  // `x | default: "there"` is how a template says what to do without x.
  lenientIf: true,
  // In memory and empty: no template can read a file.
  templates: {},
} as const;

/** Filters that words of a message may use; everything else of Liquid, `raw` first of all, is taken out. */
const CONTENT_FILTERS = ['default', 'capitalize', 'upcase', 'downcase', 'strip', 'truncate', 'escape'];

function layoutEngine(): Liquid {
  const engine = new Liquid({ ...SAFE, outputEscape: 'escape' });
  delete engine.filters.raw;
  return engine;
}

function contentEngine(): Liquid {
  const engine = new Liquid(SAFE);
  for (const name of Object.keys(engine.filters)) {
    if (!CONTENT_FILTERS.includes(name)) delete engine.filters[name];
  }
  for (const name of Object.keys(engine.tags)) delete engine.tags[name];
  return engine;
}

/** Fills the HTML layout: every value is escaped, and there is no way around it. */
export const layoutLiquid = layoutEngine();
const contentLiquid = contentEngine();

/** What words may name: `customer.first_name` and so on. A null is as missing as an absence. */
export type Variables = Record<string, Record<string, string | number | null>>;

/**
 * Fills the slots in one piece of a message's words; plain text in, plain text out. Words may print variables, with a
 * few harmless filters, and nothing else. Throws RenderError naming the slot that has no value.
 */
export function fillSlots(words: string, variables: Variables, where: string): string {
  if (!words.includes('{{') && !words.includes('{%')) return words;
  try {
    return contentLiquid.parseAndRenderSync(words, presentOnly(variables));
  } catch (error) {
    throw new RenderError(`The ${where} cannot be written: ${explain(error)}`);
  }
}

function presentOnly(variables: Variables): Record<string, Record<string, string | number>> {
  const present: Record<string, Record<string, string | number>> = {};
  for (const [group, values] of Object.entries(variables)) {
    const filled: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(values)) if (value !== null && value !== '') filled[name] = value;
    present[group] = filled;
  }
  return present;
}

function explain(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const missing = /undefined variable: ([\w.]+)/.exec(words)?.[1];
  if (missing) {
    return `{{ ${missing} }} has no value for this customer. Add a fallback: {{ ${missing} | default: "..." }}`;
  }
  return words.split(', line:')[0] ?? words;
}
