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
    ['Stoneware mug, oat', 18, 'Thrown by hand, glazed in a warm oat, holds 350 ml.'],
    ['Stoneware mug, ink', 18, 'The same mug in a deep blue that hides tea stains.'],
    ['Olive wood board', 46, 'One plank of olive wood, oiled, for bread and cheese.'],
    ['Carbon steel pan, 26 cm', 79, 'Gets better every year. Seasoned and ready to use.'],
    ['Enamel pie dish', 28, 'Deep rim, white enamel, blue edge.'],
    ['Pour-over coffee set', 64, 'Glass carafe, steel filter, cork collar.'],
    ['Linen apron', 52, 'Heavy washed linen with a pocket for a towel.'],
    ['Salt pig with spoon', 34, 'Keeps salt dry beside the stove.'],
    ['Cast iron casserole, 5 l', 189, 'Slow suppers for six. Lid doubles as a pan.'],
    ['Dinner set for four', 148, 'Twelve pieces in speckled stoneware.'],
  ],
  Candles: [
    ['Harbour fog candle', 32, 'Sea salt, driftwood, a little smoke. 45 hours.'],
    ['Pine resin candle', 32, 'Like opening the door of a cabin. 45 hours.'],
    ['Beeswax tapers, six', 24, 'Dipped in small batches, drip slowly.'],
    ['Brass candle holder', 38, 'Solid brass that darkens with time.'],
    ['Fig leaf room spray', 26, 'Green and milky, for rooms that need a window.'],
    ['Tea light lantern', 44, 'Ribbed glass in a steel frame.'],
    ['Cedar incense, forty', 16, 'Forty sticks and a small clay rest.'],
    ['Winter candle trio', 84, 'Three scents in a box made for giving.'],
    ['Match bottle', 15, 'Eighty matches and a strike pad in glass.'],
    ['Reed diffuser, moss', 48, 'Three months of quiet forest.'],
  ],
  Textiles: [
    ['Lambswool throw, heather', 118, 'Woven in a mill by the river. 140 x 190 cm.'],
    ['Lambswool throw, slate', 118, 'Soft grey, fringed, warm without weight.'],
    ['Linen cushion, rust', 49, 'Stone-washed cover with a feather pad.'],
    ['Linen cushion, sage', 49, 'Stone-washed cover with a feather pad.'],
    ['Waffle bath towel', 36, 'Dries fast, gets softer with every wash.'],
    ['Linen duvet set, double', 239, 'European flax, two pillowcases included.'],
    ['Tea towels, three', 27, 'Striped cotton that really dries.'],
    ['Jute rug, 120 x 180', 165, 'Braided by hand, takes a lot of feet.'],
    ['Wool socks, two pairs', 29, 'For cold floors and long evenings.'],
    ['Table runner, natural', 42, 'Heavy linen with a mitred hem.'],
  ],
  Lighting: [
    ['Ash desk lamp', 129, 'Steamed ash arm, cotton flex, warm bulb included.'],
    ['Opal globe pendant', 174, 'Mouth-blown opal glass, brass fitting.'],
    ['Clip light, black', 45, 'For shelves, beds and music stands.'],
    ['Rice paper shade', 39, 'A soft moon for any ceiling.'],
    ['Storm lantern', 68, 'Paraffin or a battery core, for the porch.'],
    ['Reading lamp, brass', 212, 'Dims from bright to bedtime.'],
    ['Filament bulbs, three', 31, 'Dimmable LED, 2,200 kelvin.'],
    ['String lights, ten metres', 37, 'Made to stay outside all year.'],
    ['Tripod floor lamp', 329, 'Oak legs, linen shade, foot switch.'],
    ['Night light, pebble', 22, 'Glows softly and charges by the window.'],
  ],
  Garden: [
    ['Copper watering can', 89, 'Long spout, two litres, for thirsty shelves.'],
    ['Hand trowel, ash', 24, 'Forged steel that keeps its edge.'],
    ['Herb starter kit', 29, 'Basil, thyme and chives with peat-free pots.'],
    ['Terracotta pots, five', 35, 'Hand-pressed, frost-proof, saucers included.'],
    ['Bird feeder, oak', 41, 'Squirrels have been told.'],
    ['Wool garden kneeler', 33, 'Saves knees, dries overnight.'],
    ['Fire bowl, 70 cm', 248, 'Spun steel on three feet, for late evenings.'],
    ['Seed tin', 27, 'Twelve dividers, one for each month.'],
    ['Bench cushion, striped', 58, 'Weatherproof canvas, ties at the corners.'],
    ['Acacia garden bench', 419, 'Seats three, flat packed, oiled.'],
  ],
  'Writing desk': [
    ['Linen notebook', 19, 'Lies flat. 192 dotted pages.'],
    ['Brass pen', 48, 'Takes any standard refill, weighs just enough.'],
    ['Leather desk mat', 86, 'Vegetable tanned, stitched edge.'],
    ['Letter set, cotton', 26, 'Twenty sheets and envelopes lined in blue.'],
    ['Oak monitor stand', 94, 'Hides a keyboard, holds a plant.'],
    ['Wall calendar', 21, 'Twelve woodcuts of the coast.'],
    ['Felt pinboard', 57, 'Grey wool felt in an oak frame.'],
    ['Pencil tin, twelve', 14, 'Cedar pencils from soft to hard.'],
    ['Archive box', 32, 'For letters that should be kept.'],
    ['Book stand, walnut', 63, 'Holds cookbooks, scores and tablets.'],
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

/** The demo shop's sixty products; the same on every installation. Money in cents of the workspace's currency. */
export const CATALOGUE: readonly CatalogueProduct[] = CATEGORIES.flatMap((category) =>
  RANGE[category].map((line, index) => product(category, line, index)),
);

const bySku = new Map(CATALOGUE.map((item) => [item.sku, item]));

/** A product by its SKU, or null where the shop has no such thing. */
export function catalogueProduct(sku: string): CatalogueProduct | null {
  return bySku.get(sku) ?? null;
}
