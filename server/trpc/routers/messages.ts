import { z } from 'zod';
import { getMessage, ListMessagesInput, listMessages, SimulateInput, simulateEvent } from '@/server/services/messages';
import { OrderAsReceiverInput, orderAsReceiver } from '@/server/services/shop';
import { router, workspaceProcedure } from '../init';

export const messagesRouter = router({
  list: workspaceProcedure('messages.read')
    .input(ListMessagesInput)
    .query(({ ctx, input }) => listMessages(ctx.service, input)),
  get: workspaceProcedure('messages.read')
    .input(z.object({ messageId: z.uuid() }))
    .query(({ ctx, input }) => getMessage(ctx.service, input.messageId)),
  simulate: workspaceProcedure('messages.simulate')
    .input(SimulateInput)
    .mutation(({ ctx, input }) => simulateEvent(ctx.service, input)),
  order: workspaceProcedure('messages.simulate')
    .input(OrderAsReceiverInput)
    .mutation(({ ctx, input }) => orderAsReceiver(ctx.service, input)),
});
