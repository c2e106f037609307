/** Ends a switch over a union: a case that was forgotten is a type error here. Throws where types were lied to. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
