const MOST = 12;
const LONGEST = 200;

/** Traits as lines of text: readable names, plain values, nested ones as JSON. Those without a value are left out. */
export function traitRows(traits: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(traits)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .slice(0, MOST)
    .map(([name, value]) => ({ name: readable(name), value: textOf(value).slice(0, LONGEST) }));
}

function readable(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return JSON.stringify(value);
}
