import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { pageAfterEntering, readArrival } from '@/server/demo-shop/arrival';
import { rememberArrival } from '@/server/demo-shop/visit';

/** Where links from messages come in: remembers who came from which message, then shows the page. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const query = request.nextUrl.searchParams;
  await rememberArrival(workspace, readArrival(query));
  redirect(pageAfterEntering(workspace, query.get('to')));
}
