import { z } from 'zod';
import {
  archiveSegment,
  CountRuleInput,
  CreateSegmentInput,
  countRule,
  createSegment,
  customerSegments,
  DuplicateSegmentInput,
  duplicateSegment,
  getSegment,
  ListMembersInput,
  listMembers,
  listSegments,
  MoveSegmentInput,
  restoreSegment,
  SaveSegmentInput,
  SegmentValuesInput,
  saveSegment,
  segmentValues,
} from '../../services/segments';
import { router, workspaceProcedure } from '../init';

export const segmentsRouter = router({
  list: workspaceProcedure('segments.read').query(({ ctx }) => listSegments(ctx.service)),
  get: workspaceProcedure('segments.read')
    .input(z.object({ segmentId: z.uuid() }))
    .query(({ ctx, input }) => getSegment(ctx.service, input)),
  count: workspaceProcedure('segments.read')
    .input(CountRuleInput)
    .query(({ ctx, input }) => countRule(ctx.service, input)),
  values: workspaceProcedure('segments.read')
    .input(SegmentValuesInput)
    .query(({ ctx, input }) => segmentValues(ctx.service, input)),
  // Names of customers are for fewer people than segments are.
  members: workspaceProcedure('customers.read')
    .input(ListMembersInput)
    .query(({ ctx, input }) => listMembers(ctx.service, input)),
  ofCustomer: workspaceProcedure('customers.read')
    .input(z.object({ customerId: z.uuid() }))
    .query(({ ctx, input }) => customerSegments(ctx.service, input)),
  create: workspaceProcedure('segments.edit')
    .input(CreateSegmentInput)
    .mutation(({ ctx, input }) => createSegment(ctx.service, input)),
  save: workspaceProcedure('segments.edit')
    .input(SaveSegmentInput)
    .mutation(({ ctx, input }) => saveSegment(ctx.service, input)),
  duplicate: workspaceProcedure('segments.edit')
    .input(DuplicateSegmentInput)
    .mutation(({ ctx, input }) => duplicateSegment(ctx.service, input)),
  archive: workspaceProcedure('segments.edit')
    .input(MoveSegmentInput)
    .mutation(({ ctx, input }) => archiveSegment(ctx.service, input)),
  restore: workspaceProcedure('segments.edit')
    .input(MoveSegmentInput)
    .mutation(({ ctx, input }) => restoreSegment(ctx.service, input)),
});
