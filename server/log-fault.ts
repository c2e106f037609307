import { inspect } from 'node:util';

/** For whoever runs the product: something broke that nobody expected. Callers are told that, never what. */
export function logFault(where: string, fault: unknown): void {
  process.stderr.write(`${where}: ${inspect(fault)}\n`);
}
