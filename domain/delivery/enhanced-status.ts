/**
 * Whether an enhanced status code (RFC 3463) says that the address itself is wrong, for good. 5.1.7 and 5.1.8 speak of
 * the sender's address; 5.7.x of policy and of our domain.
 */
export function isAddressFault(code: string): boolean {
  const parts = /^5\.1\.(\d{1,3})$/.exec(code);
  return parts !== null && !['7', '8'].includes(parts[1] ?? '');
}
