import { describe, expect, it } from 'vitest';
import { messageLinks } from './message-links';

const HTML = `
<a href="https://app.test/t/c/one"><img src="x.png"></a>
<a class="b" href="https://app.test/t/c/one" target="_blank">Your <b>cart</b> &amp; more</a>
<a href="https://app.test/t/u/two?a=1&amp;b=2">Unsubscribe</a>
<a href="mailto:x@y.test">Write</a>`;

describe('messageLinks', () => {
  it('lists each address once, with its words and where it leads', () => {
    expect(messageLinks(HTML, new Map([['https://app.test/t/c/one', 'https://shop.test/cart']]))).toEqual([
      { text: 'Your cart & more', href: 'https://app.test/t/c/one', leadsTo: 'https://shop.test/cart' },
      { text: 'Unsubscribe', href: 'https://app.test/t/u/two?a=1&b=2', leadsTo: null },
    ]);
  });
});
