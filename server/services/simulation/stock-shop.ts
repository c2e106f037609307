import { after, DAY } from '@/domain/shared/time';
import { CATALOGUE } from '@/domain/simulation/catalogue';
import type { World } from '@/domain/simulation/people';
import { productProperties, type ShopPlace } from '@/domain/simulation/segment-event';
import type { ServiceContext } from '../../context';

/** Every so many products one is new in the shop, the others have been there from the beginning. */
const NEW_EVERY = 8;

/** Puts the demo's products on the shelf, with the costs and stock that events do not carry. Harmless to repeat. */
export async function stockShop(ctx: ServiceContext, place: ShopPlace, world: World): Promise<void> {
  const longAgo = after(world.startsAt, -720 * DAY);
  await ctx.db.product.createMany({
    data: CATALOGUE.map((product, index) => {
      const { url, image_url: imageUrl } = productProperties(product, place);
      const { sku, name, category, priceCents, costCents, stock } = product;
      const firstSeenAt = index % NEW_EVERY === 0 ? after(world.startsAt, -(1 + index / NEW_EVERY) * DAY) : longAgo;
      return {
        workspaceId: ctx.workspaceId,
        sku,
        name,
        category,
        priceCents,
        costCents,
        stock,
        url,
        imageUrl,
        firstSeenAt,
        updatedAt: longAgo,
        isSimulated: true,
      };
    }),
    skipDuplicates: true,
  });
}
