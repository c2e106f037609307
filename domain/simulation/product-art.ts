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

/** Things that do not look like the rest of their category, by a word in their name; the first that fits is drawn. */
const BY_WORD: readonly (readonly [RegExp, (colours: Palette) => string])[] = [
  [
    /pan|casserole|dish|bowl/i,
    ([light, mid, dark]) =>
      `<path d="M120 200h210v50a70 70 0 0 1-70 70h-70a70 70 0 0 1-70-70z" fill="${dark}"/>` +
      `<rect x="104" y="186" width="242" height="24" rx="12" fill="${mid}"/><circle cx="225" cy="174" r="12" fill="${dark}"/>` +
      `<path d="M150 236h150" stroke="${light}" stroke-width="4" opacity=".5"/>`,
  ],
  [
    /board|mat|stand|set for/i,
    ([light, mid, dark]) =>
      `<rect x="120" y="130" width="210" height="200" rx="26" fill="${mid}"/><circle cx="225" cy="162" r="12" fill="${light}"/>` +
      `<path d="M150 210q75 26 150 0M150 250q75 26 150 0M150 290q75 26 150 0" fill="none" stroke="${dark}" stroke-width="5" opacity=".55"/>`,
  ],
  [
    /cushion|apron|towel/i,
    ([light, mid, dark]) =>
      `<path d="M130 140q95 26 190 0-22 95 0 190-95-26-190 0 22-95 0-190z" fill="${dark}"/>` +
      `<path d="M170 178l110 110M280 178L170 288" stroke="${mid}" stroke-width="8"/><circle cx="225" cy="233" r="12" fill="${light}"/>`,
  ],
  [
    /lantern|night light|holder|diffuser|spray|bottle/i,
    ([light, mid, dark]) =>
      `<path d="M180 150h90v26l26 34v110a20 20 0 0 1-20 20H174a20 20 0 0 1-20-20V210l26-34z" fill="${mid}"/>` +
      `<rect x="186" y="112" width="78" height="34" rx="6" fill="${dark}"/><path d="M225 214c26 32 20 62 0 66-20-4-26-34 0-66z" fill="${light}"/>`,
  ],
  [
    /floor lamp|desk lamp|reading lamp|clip/i,
    ([light, mid, dark]) =>
      `<path d="M225 340V190l56-70" fill="none" stroke="${dark}" stroke-width="10" stroke-linecap="round"/>` +
      `<rect x="165" y="334" width="120" height="16" rx="8" fill="${dark}"/><path d="M250 76l76 52-58 44z" fill="${mid}"/>` +
      `<circle cx="290" cy="150" r="14" fill="${light}"/>`,
  ],
  [
    /bulb|string lights/i,
    ([light, mid, dark]) =>
      `<path d="M60 120q165 110 330 0" fill="none" stroke="${dark}" stroke-width="5"/>` +
      [110, 225, 340]
        .map((x) => `<ellipse cx="${x}" cy="${x === 225 ? 224 : 204}" rx="30" ry="40" fill="${mid}"/>`)
        .join('') +
      `<circle cx="225" cy="220" r="12" fill="${light}"/>`,
  ],
  [
    /bench|box|tin/i,
    ([light, mid, dark]) =>
      `<rect x="110" y="170" width="230" height="34" rx="8" fill="${mid}"/><rect x="110" y="212" width="230" height="34" rx="8" fill="${dark}"/>` +
      `<path d="M140 246v96M310 246v96" stroke="${dark}" stroke-width="16"/><path d="M130 187h190" stroke="${light}" stroke-width="4" opacity=".6"/>`,
  ],
  [
    /trowel|pen\b|pencil|can\b/i,
    ([light, mid, dark]) =>
      `<g transform="rotate(35 225 220)"><rect x="207" y="90" width="36" height="150" rx="14" fill="${mid}"/>` +
      `<path d="M195 240h60v50q0 50-30 72-30-22-30-72z" fill="${dark}"/><path d="M225 252v84" stroke="${light}" stroke-width="4" opacity=".6"/></g>`,
  ],
];

function motifOf(product: CatalogueProduct): (colours: Palette) => string {
  return BY_WORD.find(([word]) => word.test(product.name))?.[1] ?? MOTIFS[product.category];
}

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
    `${motifOf(product)(colours)}</svg>`
  );
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
