export type Refusal = { message: string; field: string | null };
export type LinkSpent = { ok: true; slug: string } | ({ ok: false } & Refusal);

const UNREAD = 'The server could not be asked just now. Nothing was changed; try again.';

/** Uses the address of an invitation or of a new password; never throws. */
export async function spendLink(token: string, body: { name?: string; password?: string }): Promise<LinkSpent> {
  try {
    const response = await fetch(`/api/access/${token}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    // Of this installation's own door: a slug, or what was wrong.
    const answer: { slug: string } | Refusal = await response.json();
    return 'slug' in answer ? { ok: true, slug: answer.slug } : { ok: false, ...answer };
  } catch {
    return { ok: false, message: UNREAD, field: null };
  }
}
