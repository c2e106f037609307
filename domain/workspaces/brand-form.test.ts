import { describe, expect, it } from 'vitest';
import { Brand } from './brand';
import { type BrandForm, brandFromForm, brandProblems, formFromBrand, tidied, whyNoWorkspaceName } from './brand-form';

const FORM: BrandForm = {
  companyName: 'Harbour Goods',
  fromName: 'Ida of Harbour Goods',
  fromEmail: 'hello@harbour.example',
  replyTo: "o'brien+shop@mail.harbour.example",
  postalAddress: '1 Quay Street, Bristol BS1 1AA, United Kingdom',
  signature: 'Ida\nHarbour Goods',
  websiteUrl: 'https://harbour.example/shop',
  mainColor: '#2F5d5b',
  accentColor: null,
  logo: null,
};
const wrong = (change: Partial<BrandForm>) => Object.keys(brandProblems({ ...FORM, ...change }));

describe('a brand that is typed', () => {
  it('is one, tidied, and fills its form again', () => {
    expect(brandProblems(FORM)).toEqual({});
    const brand = brandFromForm({
      ...FORM,
      companyName: ' Harbour \t Goods ',
      postalAddress: '1 Quay Street,\r\nBristol',
    });
    expect(Brand.parse(brand)).toEqual(brand);
    expect(brand).toMatchObject({
      companyName: 'Harbour Goods',
      postalAddress: '1 Quay Street, Bristol',
      signature: 'Ida\nHarbour Goods',
      colors: { main: ['#2f5d5b'], accent: [] },
    });
    expect(brandFromForm(formFromBrand(brand))).toEqual(brand);
  });

  it('keeps the further colours there were', () => {
    const before = { main: ['#111111', '#222222', '#333333'], accent: ['#444444', '#555555'] };
    expect(brandFromForm({ ...FORM, accentColor: '#AAAAAA' }, before).colors).toEqual({
      main: ['#2f5d5b', '#222222', '#333333'],
      accent: ['#aaaaaa', '#555555'],
    });
    expect(brandFromForm(FORM, before).colors.accent).toEqual([]);
  });

  it('is asked for all that the law asks for, each with the reason', () => {
    const empty = { companyName: '', fromName: ' ', fromEmail: '', replyTo: '', postalAddress: '\n', signature: '' };
    const problems = brandProblems({ ...FORM, ...empty, websiteUrl: '' });
    expect(Object.keys(problems)).toEqual([...Object.keys(empty), 'websiteUrl']);
    expect(problems.postalAddress).toContain('the law');
  });

  it.each([
    'javascript:alert(1)',
    'harbour.example',
    'ftp://harbour.example',
    'https://a:b@harbour.example',
    'https://harbour.example/?a=1',
    'https://harbour.example/#top',
    'https://',
  ])('has no website at %s', (websiteUrl) => {
    expect(wrong({ websiteUrl })).toEqual(['websiteUrl']);
  });

  it.each([
    'nobody',
    'a@b',
    'a b@harbour.example',
    'a@härbour.example',
    'a!b@harbour.example',
    'a@b.example, c@d.example',
  ])('writes from no such address as %s', (fromEmail) => {
    expect(wrong({ fromEmail })).toEqual(['fromEmail']);
  });

  it('has no words that a message would be filled in at', () => {
    expect(wrong({ signature: 'Ida {{ customer.first_name }}', companyName: 'A{% if %}' })).toEqual([
      'companyName',
      'signature',
    ]);
  });

  it('has colours and a logo that can be drawn', () => {
    expect(wrong({ mainColor: 'red', accentColor: '#12' })).toEqual(['mainColor', 'accentColor']);
    const logo = { url: 'https://harbour.example/logo.png?v=2', width: 320, height: 80 };
    expect(wrong({ logo })).toEqual([]);
    expect(wrong({ logo: { ...logo, width: 0 } })).toEqual(['logo']);
    expect(wrong({ logo: { ...logo, height: 1.5 } })).toEqual(['logo']);
    expect(wrong({ logo: { ...logo, url: 'data:image/png;base64,AA' } })).toEqual(['logo']);
  });
});

it('a line holds nothing that breaks out of a header or turns its reading round', () => {
  expect(tidied('Ida\r\nBcc: x\u0000\u202e evil')).toBe('Ida Bcc: x evil');
  expect(tidied(' Ida \n\n\n\n The team ', true)).toBe('Ida\n\nThe team');
});

it.each([
  ['Harbour', true],
  [' ', false],
  ['x'.repeat(80), true],
  ['x'.repeat(81), false],
])('%j names a workspace: %s', (name, is) => {
  expect(whyNoWorkspaceName(name) === null).toBe(is);
});
