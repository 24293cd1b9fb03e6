import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jaroWinkler, nameScore, normaliseName } from '../../domain/name-score.ts';

test.each([
  ['MARTHA', 'MARHTA', 0.9611],
  ['DWAYNE', 'DUANE', 0.84],
  ['DIXON', 'DICKSONX', 0.8133],
  ['OSTRAVA TXTLS', 'OSTRAVA TEXTILES', 0.9625],
  ['CRATE', 'TRACE', 0.7333],
  ['ABC', 'XYZ', 0],
])('%s and %s score %f', (a, b, score) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(score, 4);
  expect(nameScore(a, b)).toBeCloseTo(score, 4);
});

test('the payer text of a bank is held against the registered name', () => {
  expect(nameScore('OSTRAVA TXTLS', 'Ostrava Textiles Inc.')).toBeCloseTo(0.9625, 4);
});

describe('a name is reduced to its own words', () => {
  test.each([
    ['Hartwell Components Inc.', 'HARTWELL COMPONENTS'],
    ['Meridian Foods LLC', 'MERIDIAN FOODS'],
    ['Calder & Voss Engineering', 'CALDER VOSS ENGINEERING'],
    ['Müller GmbH & Co. KG', 'MULLER'],
    ['Škoda Auto a.s.', 'SKODA AUTO'],
    ['Textil Ostrava, spol. s r. o.', 'TEXTIL OSTRAVA'],
    ['Textil Ostrava s.r.o.', 'TEXTIL OSTRAVA'],
    ['Smith and Company', 'SMITH'],
    ['Straße AG', 'STRASSE'],
    ['Łódź Øst Sp. z o.o.', 'LODZ OST'],
    ['O’Brien Ltd', 'OBRIEN'],
    ['ＡＣＭＥ Ltd', 'ACME'],
    ['Co', 'CO'],
    ['Софія Ltd', 'СОФІЯ'],
    ['हिन्दी Ltd', 'हिन्दी'],
    ['  ,. ', ''],
  ])('%s: %s', (name, reduced) => {
    expect(normaliseName(name)).toBe(reduced);
  });
});

describe('the parts of a name', () => {
  test('may stand in another order', () => {
    expect(nameScore('Textiles Ostrava', 'Ostrava Textiles Inc.')).toBe(1);
    expect(nameScore('Smith, John', 'John Smith')).toBe(1);
    expect(nameScore('TXTLS OSTRAVA', 'OSTRAVA TEXTILES')).toBeGreaterThan(0.94);
  });

  test('that are different words do not add up to a likeness', () => {
    expect(nameScore('Hartwell Components', 'Meridian Foods')).toBeLessThan(0.85);
    expect(nameScore('Bluewave Retail Group', 'Calder & Voss Engineering')).toBeLessThan(0.85);
  });
});

test('nothing is like nothing', () => {
  expect(nameScore('', '')).toBe(0);
  expect(nameScore('', 'Hartwell')).toBe(0);
});

describe('for any names', () => {
  const names = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc
      .array(fc.constantFrom('OSTRAVA', 'TEXTILES', 'TXTLS', 'NORTH', 'SOUTH', 'GmbH', 'AND', 'Co'), {
        maxLength: 5,
      })
      .map((w) => w.join(' ')),
  );

  test('the score is symmetric and lies between 0 and 1', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const score = nameScore(a, b);
        expect(score).toBe(nameScore(b, a));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a name scores 1 against itself, and normalising twice changes nothing', () => {
    fc.assert(
      fc.property(names, (name) => {
        const reduced = normaliseName(name);
        expect(normaliseName(reduced)).toBe(reduced);
        expect(nameScore(name, name)).toBe(reduced === '' ? 0 : 1);
      }),
    );
  });
});
