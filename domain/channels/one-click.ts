/**
 * The two headers of one-click unsubscribe (RFC 8058 section 3.1): exactly one https URI, and the exact words of the
 * post. Plain http is accepted for an installation on this machine alone; null means no message may leave with it.
 */
export function oneClickHeaders(unsubscribeUrl: string): Record<string, string> | null {
  if (!/^https:\/\//.test(unsubscribeUrl) && !/^http:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(unsubscribeUrl)) {
    return null;
  }
  if (/[<>,\s]/.test(unsubscribeUrl)) return null;
  return {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
