import { eventsRoute } from '@/server/public-api/receive-events';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';
export const { POST, OPTIONS } = eventsRoute('group');
