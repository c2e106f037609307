import type { Cents } from '../shared/money';
import { integer, seededRng } from '../shared/random';

/** Departments of the generated shop. */
export const CATEGORIES = ['Kitchen', 'Candles', 'Textiles', 'Lighting', 'Garden', 'Writing desk'] as const;
export type Category = (typeof CATEGORIES)[number];

export type CatalogueProduct = {
  sku: string;
  name: string;
  category: Category;
  description: string;
  priceCents: Cents;
  costCents: Cents;
  stock: number;
};

type Line = readonly [name: string, dollars: number, description: string];

const RANGE: Record<Category, readonly Line[]> = {
  Kitchen: [
    ['Stoneware mug, oat', 12, 'Thrown by hand, glazed in a warm oat, holds 350 ml.'],
    ['Stoneware mug, ink', 12, 'The same mug in a deep blue that hides tea stains.'],
    ['Olive wood board', 24, 'One plank of olive wood, oiled, for bread and cheese.'],
    ['Carbon steel pan, 26 cm', 38, 'Gets better every year. Seasoned and ready to use.'],
    ['Enamel pie dish', 16, 'Deep rim, white enamel, blue edge.'],
    ['Pour-over coffee set', 34, 'Glass carafe, steel filter, cork collar.'],
    ['Linen apron', 26, 'Heavy washed linen with a pocket for a towel.'],
    ['Salt pig with spoon', 15, 'Keeps salt dry beside the stove.'],
    ['Cast iron skillet, 20 cm', 44, 'For eggs, cornbread and suppers for two.'],
    ['Breakfast bowls, four', 36, 'Speckled stoneware, deep enough for soup.'],
  ],
  Candles: [
    ['Harbour fog candle', 16, 'Sea salt, driftwood, a little smoke. 45 hours.'],
    ['Pine resin candle', 16, 'Like opening the door of a cabin. 45 hours.'],
    ['Beeswax tapers, six', 12, 'Dipped in small batches, drip slowly.'],
    ['Brass candle holder', 19, 'Solid brass that darkens with time.'],
    ['Fig leaf room spray', 13, 'Green and milky, for rooms that need a window.'],
    ['Tea light lantern', 21, 'Ribbed glass in a steel frame.'],
    ['Cedar incense, forty', 8, 'Forty sticks and a small clay rest.'],
    ['Winter candle trio', 39, 'Three scents in a box made for giving.'],
    ['Match bottle', 7, 'Eighty matches and a strike pad in glass.'],
    ['Reed diffuser, moss', 23, 'Three months of quiet forest.'],
  ],
  Textiles: [
    ['Lambswool scarf, heather', 38, 'Woven in a mill by the river. 25 x 180 cm.'],
    ['Lambswool scarf, slate', 38, 'Soft grey, fringed, warm without weight.'],
    ['Linen cushion, rust', 26, 'Stone-washed cover with a feather pad.'],
    ['Linen cushion, sage', 26, 'Stone-washed cover with a feather pad.'],
    ['Waffle bath towel', 18, 'Dries fast, gets softer with every wash.'],
    ['Linen pillowcases, two', 42, 'European flax, washed soft, envelope closing.'],
    ['Tea towels, three', 14, 'Striped cotton that really dries.'],
    ['Jute doormat', 28, 'Braided by hand, takes a lot of feet.'],
    ['Wool socks, two pairs', 15, 'For cold floors and long evenings.'],
    ['Table runner, natural', 22, 'Heavy linen with a mitred hem.'],
  ],
  Lighting: [
    ['Ash bedside light', 46, 'Steamed ash base, cotton flex, warm bulb included.'],
    ['Opal glass shade', 36, 'Mouth-blown opal glass, fits any pendant.'],
    ['Clip light, black', 24, 'For shelves, beds and music stands.'],
    ['Rice paper shade', 19, 'A soft moon for any ceiling.'],
    ['Storm lantern', 34, 'Paraffin or a battery core, for the porch.'],
    ['Book light, brass', 29, 'Clips to a cover, dims from bright to bedtime.'],
    ['Filament bulbs, three', 16, 'Dimmable LED, 2,200 kelvin.'],
    ['String lights, ten metres', 18, 'Made to stay outside all year.'],
    ['Linen lampshade', 32, 'Natural linen over a steel ring, 30 cm.'],
    ['Night light, pebble', 11, 'Glows softly and charges by the window.'],
  ],
  Garden: [
    ['Copper watering can', 42, 'Long spout, two litres, for thirsty shelves.'],
    ['Hand trowel, ash', 12, 'Forged steel that keeps its edge.'],
    ['Herb starter kit', 14, 'Basil, thyme and chives with peat-free pots.'],
    ['Terracotta pots, five', 17, 'Hand-pressed, frost-proof, saucers included.'],
    ['Bird feeder, oak', 22, 'Squirrels have been told.'],
    ['Wool garden kneeler', 16, 'Saves knees, dries overnight.'],
    ['Garden lantern', 39, 'Powder-coated steel on a hook, for late evenings.'],
    ['Seed tin', 13, 'Twelve dividers, one for each month.'],
    ['Bench cushion, striped', 29, 'Weatherproof canvas, ties at the corners.'],
    ['Acacia plant stand', 45, 'Holds one large pot, flat packed, oiled.'],
  ],
  'Writing desk': [
    ['Linen notebook', 10, 'Lies flat. 192 dotted pages.'],
    ['Brass pen', 24, 'Takes any standard refill, weighs just enough.'],
    ['Leather desk mat', 39, 'Vegetable tanned, stitched edge.'],
    ['Letter set, cotton', 13, 'Twenty sheets and envelopes lined in blue.'],
    ['Oak monitor stand', 44, 'Hides a keyboard, holds a plant.'],
    ['Wall calendar', 11, 'Twelve woodcuts of the coast.'],
    ['Felt pinboard', 28, 'Grey wool felt in an oak frame.'],
    ['Pencil tin, twelve', 7, 'Cedar pencils from soft to hard.'],
    ['Archive box', 15, 'For letters that should be kept.'],
    ['Book stand, walnut', 29, 'Holds cookbooks, scores and tablets.'],
  ],
};

const CODES: Record<Category, string> = {
  Kitchen: 'KIT',
  Candles: 'CAN',
  Textiles: 'TEX',
  Lighting: 'LIG',
  Garden: 'GAR',
  'Writing desk': 'DSK',
};

function product(category: Category, [name, dollars, description]: Line, index: number): CatalogueProduct {
  const sku = `${CODES[category]}-${String(index + 1).padStart(2, '0')}`;
  const rng = seededRng(`catalogue:${sku}`);
  const priceCents = dollars * 100;
  return {
    sku,
    name,
    category,
    description,
    priceCents,
    costCents: Math.round((priceCents * integer(rng, 34, 58)) / 100),
    stock: integer(rng, 6, 180),
  };
}

/** The demo shop's sixty small things for the house, 7 to 46 dollars; the same on every installation. Money in cents of the workspace's currency. */
export const CATALOGUE: readonly CatalogueProduct[] = CATEGORIES.flatMap((category) =>
  RANGE[category].map((line, index) => product(category, line, index)),
);

const bySku = new Map(CATALOGUE.map((item) => [item.sku, item]));

/** A product by its SKU, or null where the shop has no such thing. */
export function catalogueProduct(sku: string): CatalogueProduct | null {
  return bySku.get(sku) ?? null;
}
