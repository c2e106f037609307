/** "ada@example.com" as "a***@example.com": the link may have been forwarded. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at > 0 ? `${address.slice(0, 1)}***${address.slice(at)}` : `***${address.slice(-3)}`;
}
