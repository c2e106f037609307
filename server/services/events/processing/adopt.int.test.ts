import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { systemDb } from '@/server/system-db';
import { NOW, settle } from '@/tests/factories/event-history';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';

it('what a customer has once follows visitors to them, and of two the first stays', async () => {
  const shop = await freshWorkspace();
  const { workspaceId } = shop;
  const page = { type: 'page', name: 'Home' } as const;
  await settle(shop, [
    { ...page, messageId: 'm1', anonymousId: 'a1' },
    { ...page, messageId: 'm2', anonymousId: 'a2' },
    { ...page, messageId: 'm3', userId: 'u1' },
  ]);
  const idOf = async (anonymousId: string) => {
    const row = await systemDb().customerIdentity.findFirstOrThrow({ where: { workspaceId, value: anonymousId } });
    return row.customerId;
  };
  const [one, two] = [await idOf('a1'), await idOf('a2')];
  const known = await systemDb().customer.findFirstOrThrow({ where: { workspaceId, externalId: 'u1' } });
  const [welcome, birthday, test] = [v7(), v7(), v7()];
  const enrolment = (campaignId: string, customerId: string, nextStep: number) => ({
    workspaceId,
    campaignId,
    customerId,
    occurrence: 'once',
    startedAt: NOW,
    nextStep,
  });
  await systemDb().campaignEnrolment.createMany({
    data: [
      enrolment(welcome, known.id, 4),
      enrolment(welcome, one, 2),
      enrolment(birthday, one, 2),
      enrolment(birthday, two, 3),
    ],
  });
  const exposure = { workspaceId, experimentId: test, variantId: v7(), exposedAt: NOW };
  await systemDb().experimentExposure.create({ data: { ...exposure, customerId: two, decisionId: v7() } });
  const spell = { workspaceId, startedAt: NOW, arm: 'scarcity', nextWave: 1 };
  await systemDb().winbackSpell.createMany({
    data: [one, two].map((customerId) => ({ ...spell, id: v7(), customerId, dormantFrom: NOW })),
  });
  const touch = { workspaceId, campaignId: welcome, occurrence: 'once', step: 1, decidedAt: NOW };
  await systemDb().campaignTouch.create({ data: { ...touch, customerId: one, decisionId: v7() } });

  await settle(shop, [
    { ...page, messageId: 'm4', anonymousId: 'a1', userId: 'u1' },
    { ...page, messageId: 'm5', anonymousId: 'a2', userId: 'u1' },
  ]);

  const where = { workspaceId };
  const ways = await systemDb().campaignEnrolment.findMany({ where });
  expect(new Map(ways.map(({ campaignId, nextStep }) => [campaignId, nextStep]))).toEqual(
    new Map([
      [welcome, 4],
      [birthday, 2],
    ]),
  );
  const [exposures, spells, touches] = [
    await systemDb().experimentExposure.findMany({ where }),
    await systemDb().winbackSpell.findMany({ where }),
    await systemDb().campaignTouch.findMany({ where }),
  ];
  const owners = [ways, exposures, spells, touches].map((rows) => rows.map(({ customerId }) => customerId));
  expect(owners).toEqual([[known.id, known.id], [known.id], [known.id], [known.id]]);
  expect(await systemDb().deadLetter.count({ where })).toBe(0);
});
