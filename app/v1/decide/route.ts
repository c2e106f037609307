import { decide, preflight } from '@/server/public-api/decide';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';
export { decide as POST, preflight as OPTIONS };
