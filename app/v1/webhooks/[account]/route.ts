import { boundedBody } from '@/server/public-api/bounded-body';
import { unlessAway } from '@/server/public-api/unless-away';
import { greetWebhook, receiveWebhook, type WebhookAnswer } from '@/server/services/webhooks';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

type Params = { params: Promise<{ account: string }> };

/** As much as the provider that sends most; the account's own may send less. */
const MAX_BODY = 5_000_000;

const away = () => new Response('This cannot be stored at the moment; tell it again.', { status: 503 });

/** Takes what a provider tells of messages: stored before it is answered, never lost by a database that is away. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { account } = await params;
  const body = await boundedBody(request, MAX_BODY);
  if (!body) return new Response(`A report of more than ${MAX_BODY / 1_000_000} MB is not read.`, { status: 413 });
  const { pathname, search } = new URL(request.url);
  const header = (name: string) => request.headers.get(name);
  const call = { accountId: account, pathAndQuery: `${pathname}${search}`, header, body };
  return unlessAway(async () => answered(await receiveWebhook(call)), away);
}

/** Answers a provider that makes sure whose address this is. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { account } = await params;
  const query = new URL(request.url).searchParams;
  return unlessAway(async () => answered(await greetWebhook(account, query)), away);
}

function answered({ status, text, contentType = 'text/plain; charset=utf-8' }: WebhookAnswer): Response {
  return new Response(text, { status, headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
}
