import { CLAIMS_THAT_HIDE } from '@/domain/events/catalogue';

/** Which products may be spoken of to anybody: those of which the shop itself has told, not browsers alone. */
export const TOLD_BY_SHOP = { NOT: { claimed: { hasSome: [...CLAIMS_THAT_HIDE] } } };
