import { decideIdleCarts } from '@/server/services/decisions';
import { liveSweep } from './live-sweep';

/** Looks for carts left idle, and for cart e-mails nobody opened. */
export const cartSweepFunction = liveSweep('cart-sweep', '* * * * *', (ctx) => decideIdleCarts(ctx, { limit: 2_000 }));
