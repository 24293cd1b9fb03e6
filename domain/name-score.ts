/**
 * How alike two names of firms or people are, 0 to 1, for payer names (domain rules 5) and sanctions lists (10). The score
 * only suggests: what is done at which score is policy.
 */

/** Two parts that score less are different words, and contribute nothing to the part-wise score. */
const SAME_PART = 0.8;

/** Legal forms as they read after normalising, those of most words first. */
const LEGAL_FORMS = [
  'inc incorporated llc llp lp pllc pc corp corporation co company ltd limited plc pty pte kk gk',
  'gmbh mbh ggmbh ag kg kgaa ohg gbr ug ek ev sa sas sarl srl spa sl se bv nv cv',
  'ab as a-s asa aps oy oyj sro s-r-o spol-sro spol-s-r-o sp-z-o-o sp-z-oo sp-zoo kft zrt doo ooo',
]
  .flatMap((line) => line.toUpperCase().split(' '))
  .map((form) => form.split('-'))
  .toSorted((a, b) => b.length - a.length);

/** Letters that Unicode does not take apart into a base letter and a mark. */
const UNDIVIDED: Readonly<Record<string, string>> = {
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Æ: 'AE',
  Œ: 'OE',
  Þ: 'TH',
  Ð: 'D',
  ẞ: 'SS',
};

/**
 * Upper case, accents and punctuation gone, legal forms at the end dropped: "Ostrava-Textiles, s.r.o." is "OSTRAVA TEXTILES".
 * Letters of any script stay. A name that is nothing but a legal form is kept.
 */
export function normaliseName(name: string): string {
  const letters = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/[ØŁĐÆŒÞÐẞ]/g, (letter) => UNDIVIDED[letter] ?? letter)
    .replace(/[.'’`´]/g, '');
  const parts = letters.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part !== '');
  return withoutLegalForms(parts).join(' ');
}

/**
 * The larger of Jaro-Winkler over the whole names and a part-wise composite, which forgives another order of the words.
 * Symmetric; 0 when either name is empty.
 */
export function nameScore(a: string, b: string): number {
  const [first, second] = [normaliseName(a), normaliseName(b)].toSorted() as [string, string];
  return Math.max(jaroWinkler(first, second), partWise(first.split(' '), second.split(' ')));
}

function withoutLegalForms(parts: readonly string[]): readonly string[] {
  const form = LEGAL_FORMS.find(
    (words) =>
      words.length < parts.length && words.every((word, index) => word === parts.at(index - words.length)),
  );
  if (!form) return parts;
  const rest = parts.slice(0, -form.length);
  return withoutLegalForms(rest.length > 1 && rest.at(-1) === 'AND' ? rest.slice(0, -1) : rest);
}

/** Best pairs first, each part used once; the pairs' scores weighted by length, an unpaired part counting as 0. */
function partWise(a: readonly string[], b: readonly string[]): number {
  const pairs = a
    .flatMap((left, i) =>
      b.map((right, j) => ({ i, j, score: jaroWinkler(left, right), length: left.length + right.length })),
    )
    .filter((pair) => pair.score >= SAME_PART)
    .toSorted((x, y) => y.score - x.score || y.length - x.length);
  const usedLeft = new Set<number>();
  const usedRight = new Set<number>();
  let agreed = 0;
  for (const { i, j, score, length } of pairs) {
    if (usedLeft.has(i) || usedRight.has(j)) continue;
    usedLeft.add(i);
    usedRight.add(j);
    agreed += score * length;
  }
  const total = [...a, ...b].reduce((sum, part) => sum + part.length, 0);
  return total === 0 ? 0 : agreed / total;
}

/**
 * Winkler 1990: Jaro's similarity, plus a tenth of what is missing for each of up to four equal first letters.
 *
 * Written out because @skyra/jaro-winkler 1.1.1 looks for matches one place further than Jaro's max(length)/2 − 1, and so
 * scores OSTRAVA TXTLS / OSTRAVA TEXTILES .9688 where .9625 is right.
 */
export function jaroWinkler(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const jaro = jaroSimilarity(left, right);
  let prefix = 0;
  while (prefix < Math.min(4, left.length, right.length) && left[prefix] === right[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: readonly string[], b: readonly string[]): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const matchesOfA: string[] = [];
  a.forEach((letter, i) => {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j += 1) {
      if (taken.has(j) || b[j] !== letter) continue;
      taken.add(j);
      matchesOfA.push(letter);
      return;
    }
  });
  const matches = matchesOfA.length;
  if (matches === 0) return 0;
  const matchesOfB = b.filter((_, j) => taken.has(j));
  const transpositions = Math.floor(matchesOfA.filter((letter, k) => letter !== matchesOfB[k]).length / 2);
  return (matches / a.length + matches / b.length + (matches - transpositions) / matches) / 3;
}
