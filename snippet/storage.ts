import { safely } from './safe';

type Kept = { [key: string]: unknown };
/** What is kept where a browser keeps nothing: as long as the page lives. */
const memory: Kept = {};

const PREFIX = 'touchstone.';

/** What a store keeps under a name. */
export function read<Value>(store: 'localStorage' | 'sessionStorage', name: string): Value | undefined {
  const text = safely(() => window[store].getItem(PREFIX + name));
  return (text ? safely(() => JSON.parse(text)) : memory[name]) as Value | undefined;
}

export function write(store: 'localStorage' | 'sessionStorage', name: string, value: unknown): void {
  memory[name] = value;
  safely(() => window[store].setItem(PREFIX + name, JSON.stringify(value)));
}

/** Forgets everything that was kept. */
export function forget(): void {
  for (const store of ['localStorage', 'sessionStorage'] as const) {
    safely(() => {
      for (const key of Object.keys(window[store])) if (key.startsWith(PREFIX)) window[store].removeItem(key);
    });
  }
  for (const name of Object.keys(memory)) delete memory[name];
}
