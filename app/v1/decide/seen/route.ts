import { preflightSeen, seen } from '@/server/public-api/seen';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';
export { preflightSeen as OPTIONS, seen as POST };
