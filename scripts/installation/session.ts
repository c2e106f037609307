import superjson from 'superjson';

/** Somebody signed in at a running installation, over HTTP as a browser would be. */
export class Session {
  private readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  async signIn(email: string, password: string): Promise<void> {
    const { csrfToken } = (await (await this.fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const form = new URLSearchParams({ csrfToken, email, password, json: 'true', callbackUrl: this.url });
    const answer = await this.fetch('/api/auth/callback/credentials', {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const isIn = [...this.cookies.keys()].some((name) => name.endsWith('touchstone.session'));
    if (!isIn) throw new Error(`Nobody could be signed in at ${this.url} as ${email} (${answer.status}).`);
  }

  async fetch(path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Origin', new URL(this.url).origin);
    headers.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(`${this.url}${path}`, { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      const at = pair.indexOf('=');
      if (at > 0) this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }

  /** Asks something of the API of the pages. */
  async ask<Answer>(procedure: string, input: object): Promise<Answer> {
    const query = new URLSearchParams({ input: superjson.stringify(input) });
    return readAnswer<Answer>(await this.fetch(`/api/trpc/${procedure}?${query}`));
  }

  /** Has the API of the pages do something. */
  async tell<Answer>(procedure: string, input: object): Promise<Answer> {
    const headers = { 'Content-Type': 'application/json' };
    const body = superjson.stringify(input);
    return readAnswer<Answer>(await this.fetch(`/api/trpc/${procedure}`, { method: 'POST', headers, body }));
  }
}

type Said = { result?: { data: Parameters<typeof superjson.deserialize>[0] }; error?: { json?: { message?: string } } };

async function readAnswer<Answer>(answer: Response): Promise<Answer> {
  const said = (await answer.json().catch(() => ({}))) as Said;
  if (said.result) return superjson.deserialize<Answer>(said.result.data);
  throw new Error(said.error?.json?.message ?? `The installation answered ${answer.status}.`);
}
