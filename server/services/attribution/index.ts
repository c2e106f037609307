import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/**
 * Credits an order to the message that brought it, or to none, in the caller's transaction. May be called again at
 * any time (refund, late event): the same facts give the same rows.
 */
export async function attributeOrder(_tx: Db, _ctx: ServiceContext, _input: { orderId: string }): Promise<void> {}
