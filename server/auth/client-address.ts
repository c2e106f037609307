/**
 * Network address of the caller, for throttling only. The last entry of X-Forwarded-For is the one the nearest proxy
 * wrote (Next itself writes the socket's address where no proxy did); earlier entries are the caller's own claims.
 */
export function clientAddress(header: (name: string) => string | null): string {
  const chain = header('x-forwarded-for')?.split(',') ?? [];
  return chain.at(-1)?.trim() || 'unknown';
}
