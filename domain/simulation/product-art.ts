import { pick, seededRng } from '../shared/random';
import type { CatalogueProduct, Category } from './catalogue';

const PALETTES = [
  ['#e8ded0', '#c9a88a', '#7a4f3a'],
  ['#dbe6e4', '#8fb0ab', '#2f5d5b'],
  ['#e6e1ef', '#a99bc8', '#51427a'],
  ['#f3e3dc', '#dc9f87', '#97472f'],
  ['#e1eadb', '#9cb587', '#44633a'],
  ['#dde5f0', '#8ea6c9', '#2e4a75'],
  ['#f4ead0', '#d9b45f', '#84611a'],
] as const;

type Palette = (typeof PALETTES)[number];

const MOTIFS: Record<Category, (colours: Palette) => string> = {
  Kitchen: ([, mid, dark]) =>
    `<path d="M150 160h150v120a50 50 0 0 1-50 50h-50a50 50 0 0 1-50-50z" fill="${dark}"/>` +
    `<path d="M300 190h22a38 38 0 0 1 0 76h-24" fill="none" stroke="${dark}" stroke-width="18"/>` +
    `<ellipse cx="225" cy="160" rx="75" ry="16" fill="${mid}"/>` +
    `<path d="M200 120q14-18 0-38M240 120q14-18 0-38" fill="none" stroke="${mid}" stroke-width="8" stroke-linecap="round"/>`,
  Candles: ([light, mid, dark]) =>
    `<rect x="170" y="190" width="110" height="150" rx="14" fill="${dark}"/>` +
    `<rect x="186" y="236" width="78" height="58" rx="6" fill="${light}"/>` +
    `<path d="M225 190v-26" stroke="${dark}" stroke-width="6"/>` +
    `<path d="M225 92c30 38 26 70 0 74-26-4-30-36 0-74z" fill="${mid}"/>`,
  Textiles: ([light, mid, dark]) =>
    `<rect x="110" y="150" width="230" height="54" rx="26" fill="${mid}"/>` +
    `<rect x="110" y="208" width="230" height="54" rx="26" fill="${dark}"/>` +
    `<rect x="110" y="266" width="230" height="54" rx="26" fill="${mid}"/>` +
    `<path d="M150 208v54M190 208v54M230 208v54M270 208v54M310 208v54" stroke="${light}" stroke-width="4" opacity=".6"/>`,
  Lighting: ([light, mid, dark]) =>
    `<path d="M225 60v70" stroke="${dark}" stroke-width="6"/>` +
    `<path d="M160 220q8-90 65-90t65 90z" fill="${dark}"/>` +
    `<ellipse cx="225" cy="222" rx="65" ry="12" fill="${light}"/>` +
    `<path d="M165 240l-46 110h212l-46-110z" fill="${mid}" opacity=".35"/>`,
  Garden: ([, mid, dark]) =>
    `<path d="M165 250h120l-16 92h-88z" fill="${dark}"/><rect x="155" y="232" width="140" height="26" rx="8" fill="${dark}"/>` +
    `<path d="M225 232V120" stroke="${mid}" stroke-width="8"/>` +
    `<path d="M225 190c-50 0-70-30-72-62 44 0 70 22 72 62zM225 160c2-44 30-64 74-64 0 36-26 64-74 64z" fill="${mid}"/>`,
  'Writing desk': ([light, mid, dark]) =>
    `<rect x="140" y="110" width="160" height="220" rx="10" fill="${dark}"/><rect x="160" y="110" width="12" height="220" fill="${mid}"/>` +
    `<rect x="196" y="150" width="82" height="34" rx="4" fill="${light}"/>` +
    `<path d="M318 330l30-196 16 3-30 196-10 14z" fill="${mid}"/>`,
};

/** A drawing of a product as a standalone SVG document, 450 x 400; the same for the same product. */
export function productArt(product: CatalogueProduct): string {
  const rng = seededRng(`art:${product.sku}`);
  const colours = pick(rng, PALETTES);
  const [light, mid] = colours;
  const sunX = 90 + Math.floor(rng() * 270);
  const sunY = 70 + Math.floor(rng() * 90);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 450 400" role="img" aria-label="${escaped(product.name)}">` +
    `<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${light}"/>` +
    `<stop offset="1" stop-color="${mid}" stop-opacity=".55"/></linearGradient></defs>` +
    `<rect width="450" height="400" fill="#fff"/><rect width="450" height="400" fill="url(#g)"/>` +
    `<circle cx="${sunX}" cy="${sunY}" r="${34 + Math.floor(rng() * 30)}" fill="#fff" opacity=".55"/>` +
    `<ellipse cx="225" cy="352" rx="150" ry="16" fill="#000" opacity=".08"/>` +
    `${MOTIFS[product.category](colours)}</svg>`
  );
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
