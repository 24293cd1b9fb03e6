import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelOutcome, requiredApprovals } from '../../domain/approval-chain.ts';
import type { ApprovalChain, ApprovalQuestion } from '../../domain/approval-plan.ts';
import { seatBecause } from '../../domain/approval-words.ts';
import { money, moneyOf } from '../../domain/money.ts';
import { MATRIX_COLUMNS, type MatrixColumn } from '../../domain/policy/schema.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { shown } from './builders.ts';

const usd = (amount: string) => moneyOf(amount, 'USD');
const ask = (column: MatrixColumn, amount: string, change: Partial<ApprovalQuestion> = {}): ApprovalChain =>
  requiredApprovals(policyV1, {
    column,
    amount: usd(amount),
    earlier: usd('0.00'),
    team: 'billing',
    everyCheckPassed: true,
    exactCash: false,
    ...change,
  });

/** "cfo, committee 2 of 3": levels in sequence, seats of one level joined by "&". */
const inWords = ({ seats, levels }: ApprovalChain): string =>
  levels
    .map(({ level, quorum, of }) => {
      const roles = seats.filter((seat) => seat.level === level).map(({ role }) => role);
      if (roles.length !== of) throw new Error(`level ${level} has ${roles.length} seats of ${of}`);
      return quorum === of ? roles.join(' & ') : `${roles[0]} ${quorum} of ${of}`;
    })
    .join(', ');

/** Domain rules 2: at, and just above, every bound. */
const BOUNDS = ['500.00', '500.01', '5000.00', '5000.01', '25000.00', '25000.01', '100000.00', '100000.01'];
const MATRIX: Record<
  'credit-memo' | 'commercial-gesture' | 'write-off' | 'refund' | 'credit-limit',
  readonly string[]
> = {
  'credit-memo': ['', 'team-lead', 'team-lead, manager', 'manager, controller', 'controller, cfo'],
  // Defaults: the credit-memo column one band up, never automatic.
  'commercial-gesture': [
    'team-lead',
    'team-lead, manager',
    'manager, controller',
    'controller, cfo',
    'controller, cfo',
  ],
  'write-off': [
    'team-lead',
    'team-lead, manager',
    'manager, controller',
    'controller, cfo',
    'cfo, committee 2 of 3',
  ],
  refund: [
    'team-lead',
    'team-lead, manager',
    'manager, controller',
    'controller, treasurer',
    'cfo, treasurer',
  ],
  'credit-limit': ['analyst', 'team-lead', 'manager', 'manager, controller', 'committee 2 of 3'],
};

describe.each(Object.entries(MATRIX))('%s', (column, bands) => {
  const cases = [
    ['0.01', bands[0]],
    ...BOUNDS.map((amount, i) => [amount, bands[Math.ceil(i / 2)]]),
    ['9999999999.00', bands[4]],
  ] as [string, string][];
  test.each(cases)('of %s needs "%s"', (amount, needed) => {
    expect(inWords(ask(column as MatrixColumn, amount))).toBe(needed);
  });
});

/** Below, at and above the bounds of every other column. */
const ANY_AMOUNT = ['0.01', '500.00', '500.01', '100000.00', '100000.01', '9999999999.00'];
describe('outside the matrix', () => {
  const cases: [MatrixColumn, string, string][] = [
    ['denial', '5000.00', ''],
    ['denial', '5000.01', 'team-lead'],
    ['debit-memo', '25000.00', 'team-lead'],
    ['debit-memo', '25000.01', 'manager'],
    ...ANY_AMOUNT.flatMap((amount): [MatrixColumn, string, string][] => [
      ['lower-credit-limit', amount, 'analyst'],
      ['restructuring', amount, 'manager, committee 2 of 3'],
      ['reversal', amount, 'controller'],
      ['contract-amendment', amount, 'manager, controller'],
      ['bank-change', amount, 'kyc-officer, manager'],
      ['lc-discrepancy-waiver', amount, 'manager, treasurer'],
    ]),
    ['cash-application', '0.01', 'team-lead'],
    ['cash-application', '1000000.00', 'team-lead'],
    ['cash-application-other-payer', '0.01', 'manager'],
    ['cash-application-other-payer', '1000000.00', 'manager'],
  ];
  test.each(cases)('a %s of %s needs "%s"', (column, amount, needed) => {
    expect(inWords(ask(column, amount))).toBe(needed);
  });
});

test('a team lead is one of the owning team; a manager of any', () => {
  const { seats } = ask('credit-memo', '5000.01', { team: 'cash-application' });
  expect(seats).toEqual([
    { level: 1, role: 'team-lead', team: 'cash-application', veto: false },
    { level: 2, role: 'manager', team: '*', veto: false },
  ]);
});

describe('the basis', () => {
  // Domain rules 2: 113.05, automatic; two days later 416.50 of the same customer: basis 529.55, lead.
  test('of 416.50 after 113.05 is 529.55, so the lead approves what alone would be automatic', () => {
    expect(inWords(ask('credit-memo', '113.05'))).toBe('');
    expect(inWords(ask('credit-memo', '416.50'))).toBe('');
    const second = ask('credit-memo', '416.50', { earlier: usd('113.05') });
    expect([shown(second.amount), shown(second.basis), inWords(second)]).toEqual([
      '416.50',
      '529.55',
      'team-lead',
    ]);
    expect(second.because).toBe(
      'credit memos over 500.00 up to 5,000.00 USD: billing team lead (policy v1). This one counts as 529.55 USD: 416.50, together with 113.05 proposed for the same customer group in the last 30 days',
    );
  });

  test('of 0.01 after exactly 500.00 is above the bound', () => {
    expect(inWords(ask('credit-memo', '0.01', { earlier: usd('500.00') }))).toBe('team-lead');
    expect(inWords(ask('credit-memo', '0.01', { earlier: usd('499.99') }))).toBe('');
  });
});

describe('what people prepared, or what failed a check,', () => {
  test.each(['0.01', '113.05', '500.00'])('is never automatic: a credit of %s goes to the lead', (amount) => {
    const chain = ask('credit-memo', amount, { everyCheckPassed: false });
    expect(inWords(chain)).toBe('team-lead');
    expect(chain.counterfactual).toBe('automatic if rules had prepared it and every check had passed');
  });

  test('needs no more than its band says above the automatic one', () => {
    expect(inWords(ask('credit-memo', '5000.01', { everyCheckPassed: false }))).toBe('team-lead, manager');
  });

  test('and is denied on the analyst’s own authority up to the bound', () => {
    expect(inWords(ask('denial', '5000.00', { everyCheckPassed: false }))).toBe('');
  });
});

test.each(['0.01', '18500.00', '1000000000.00'])('exact cash of %s needs nobody', (amount) => {
  const chain = ask('cash-application', amount, { exactCash: true });
  expect(chain.seats).toEqual([]);
  expect(chain.because).toContain('exact in every point');
  expect(chain.counterfactual).toBeNull();
});

test('why it needs whom is said, and what would have been otherwise', () => {
  const told = (amount: string, column: MatrixColumn = 'credit-memo') => {
    const { because, counterfactual } = ask(column, amount);
    return [because, counterfactual];
  };
  expect(told('500.00')).toEqual(['credit memos up to 500.00 USD: nobody has to approve (policy v1)', null]);
  expect(told('500.01')).toEqual([
    'credit memos over 500.00 up to 5,000.00 USD: billing team lead (policy v1)',
    'automatic at or below 500.00 USD',
  ]);
  expect(told('9200.00')).toEqual([
    'credit memos over 5,000.00 up to 25,000.00 USD: billing team lead, then receivables manager (policy v1)',
    'team lead alone at or below 5,000.00 USD',
  ]);
  expect(told('25000.01')[1]).toBe('team lead and receivables manager at or below 25,000.00 USD');
  expect(told('100000.01')).toEqual([
    'credit memos over 100,000.00 USD: controller, then CFO (policy v1)',
    'receivables manager and controller at or below 100,000.00 USD',
  ]);
  expect(told('25000.01', 'debit-memo')[1]).toBe('team lead alone at or below 25,000.00 USD');
  expect(told('5000.01', 'denial')[1]).toBe('automatic at or below 5,000.00 USD');
  expect(told('7.00', 'restructuring')[0]).toBe(
    'restructurings of any amount: receivables manager, then 2 of 3 committee members (policy v1)',
  );
});

test('what people prepared is told the band that is asked, from the smallest amount on', () => {
  expect(ask('credit-memo', '100.00', { everyCheckPassed: false }).because).toBe(
    'credit memos up to 5,000.00 USD: billing team lead (policy v1)',
  );
});

test('an amount is never called what it counts as', () => {
  const { because } = ask('credit-memo', '5000.00', { earlier: usd('25000.00') });
  expect(because).toBe(
    'credit memos over 25,000.00 up to 100,000.00 USD: receivables manager, then controller (policy v1). This one counts as 30,000.00 USD: 5,000.00, together with 25,000.00 proposed for the same customer group in the last 30 days',
  );
});

test('a seat is told which of the approvals it is, and who follows', () => {
  const two = ask('credit-memo', '9200.00');
  expect([1, 2].map((level) => seatBecause(two, level))).toEqual([
    `First of two approvals for ${two.because}`,
    `Second of two approvals for ${two.because}`,
  ]);
  const one = ask('credit-memo', '600.00');
  expect(seatBecause(one, 1)).toBe(`The one approval for ${one.because}`);
  const committee = ask('credit-limit', '100000.01');
  expect(seatBecause(committee, 1)).toBe(`One of 3 who may approve ${committee.because}`);
});

test('a limit is a total: what was granted before adds nothing to it', () => {
  expect(inWords(ask('credit-limit', '500.00', { earlier: usd('90000.00') }))).toBe('analyst');
  expect(shown(ask('credit-limit', '500.00', { earlier: usd('90000.00') }).basis)).toBe('500.00');
});

describe('a level of', () => {
  const outcome = (quorum: number, of: number, verdicts: string) =>
    levelOutcome(
      { quorum, of },
      Array.from(verdicts, (letter) => ({
        verdict: letter.toLowerCase() === 'a' ? 'approve' : letter.toLowerCase() === 'r' ? 'reject' : null,
        veto: letter === 'R',
      })),
    );
  // a: approves; r: rejects; R: rejects with a veto; -: has not answered.
  const cases: [quorum: number, of: number, verdicts: string, outcome: 'approved' | 'rejected' | 'open'][] = [
    [1, 1, '-', 'open'],
    [1, 1, 'a', 'approved'],
    [1, 1, 'r', 'rejected'],
    [2, 2, 'a-', 'open'],
    [2, 2, 'aa', 'approved'],
    [2, 2, 'ar', 'rejected'],
    [2, 2, '-r', 'rejected'],
    [2, 3, 'a--', 'open'],
    [2, 3, 'aa-', 'approved'],
    [2, 3, 'r--', 'open'],
    [2, 3, 'ar-', 'open'],
    [2, 3, 'ara', 'approved'],
    [2, 3, 'rr-', 'rejected'],
    [2, 3, 'rar', 'rejected'],
    [2, 3, 'R--', 'rejected'],
    [2, 3, 'aR-', 'rejected'],
    [3, 5, 'rra--', 'open'],
    [3, 5, 'rraaa', 'approved'],
    [3, 5, 'rrr--', 'rejected'],
  ];
  test.each(cases)('%i of %i, answered "%s", is %s', (quorum, of, verdicts, expected) => {
    expect(outcome(quorum, of, verdicts)).toBe(expected);
  });
});

test('amount and basis are pinned in the currency of the amount', () => {
  const chain = requiredApprovals(policyV1, {
    column: 'refund',
    amount: moneyOf('1.00', 'EUR'),
    earlier: moneyOf('2.00', 'EUR'),
    team: 'credit',
    everyCheckPassed: false,
    exactCash: false,
  });
  expect(chain).toMatchObject({
    column: 'refund',
    amount: { minor: '100', currency: 'EUR' },
    basis: { minor: '300', currency: 'EUR' },
  });
});

describe('whatever the amount', () => {
  const minor = fc.bigInt({ min: 1n, max: 20_000_000n });
  const column = fc.constantFrom(...MATRIX_COLUMNS);
  const whose = fc.record({ everyCheckPassed: fc.boolean(), column });
  type Whose = Pick<ApprovalQuestion, 'column' | 'everyCheckPassed'>;

  /** Which band of its column a chain is. */
  const bandOf = (question: Whose, amount: bigint, earlier = 0n): number => {
    const chain = requiredApprovals(policyV1, {
      ...question,
      ...{ amount: money(amount, 'USD'), earlier: money(earlier, 'USD'), team: 'billing', exactCash: false },
    });
    const words = inWords(chain);
    return policyV1.approvals.matrix[question.column].findIndex(
      ({ levels }) =>
        words ===
        levels
          .map(({ seats, quorum, of }) =>
            quorum === undefined
              ? seats.map(({ role }) => role).join(' & ')
              : `${seats[0]?.role} ${quorum} of ${of}`,
          )
          .join(', '),
    );
  };

  // Domain rules 2: the limit column has no sum, being a total itself.
  const summed = whose.filter((question) => !question.column.endsWith('credit-limit'));
  test('the last piece of a split needs at least the chain of the whole', () => {
    fc.assert(
      fc.property(fc.array(minor, { minLength: 2, maxLength: 8 }), summed, (pieces, question) => {
        const whole = pieces.reduce((total, piece) => total + piece, 0n);
        const last = pieces.at(-1) ?? 0n;
        const band = bandOf(question, whole);
        expect(band).toBeGreaterThanOrEqual(0);
        expect(bandOf(question, last, whole - last)).toBeGreaterThanOrEqual(band);
      }),
    );
  });

  test('a commercial gesture is one band above the credit of the same amount, and never automatic', () => {
    fc.assert(
      fc.property(minor, fc.boolean(), (amount, everyCheckPassed) => {
        const credit = bandOf({ column: 'credit-memo', everyCheckPassed: true }, amount);
        const up = policyV1.approvals.matrix['credit-memo'][Math.min(credit + 1, 4)]?.levels;
        const gesture = ask('commercial-gesture', '0.00', { amount: money(amount, 'USD'), everyCheckPassed });
        expect(gesture.seats.map(({ role }) => role)).toEqual(
          up?.flatMap(({ seats }) => seats.map(({ role }) => role)),
        );
        expect(gesture.seats.length).toBeGreaterThan(0);
      }),
    );
  });

  test('more never needs less', () => {
    fc.assert(
      fc.property(minor, minor, whose, (amount, more, question) => {
        expect(bandOf(question, amount + more)).toBeGreaterThanOrEqual(bandOf(question, amount));
      }),
    );
  });

  test('only the rules, with every check passed, have a credit without an approver', () => {
    fc.assert(
      fc.property(minor, fc.boolean(), (amount, everyCheckPassed) => {
        const automatic = bandOf({ column: 'credit-memo', everyCheckPassed }, amount) === 0;
        expect(automatic).toBe(everyCheckPassed && amount <= 50_000n);
      }),
    );
  });
});
