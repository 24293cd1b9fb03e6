import type { ItemCategory } from '../../../domain/vocabulary.ts';

export interface CatalogueItem {
  readonly item: string;
  readonly description: string;
  readonly category: ItemCategory;
  /** List price in whole units of the entity's currency. */
  readonly listPrice: number;
  readonly most: number;
  readonly taxCode: Readonly<Record<string, string>>;
}

const SALES = { US10: 'SALES', DE20: 'STANDARD' };
const EXEMPT = { US10: 'EXEMPT', DE20: 'STANDARD' };
const FOOD = { US10: 'EXEMPT', DE20: 'REDUCED' };

/** What the legal entities sell. */
export const CATALOGUE: readonly [CatalogueItem, ...CatalogueItem[]] = [
  {
    item: 'VALVE-15',
    description: 'Ball valve, 15 mm',
    category: 'goods',
    listPrice: 24,
    most: 400,
    taxCode: SALES,
  },
  {
    item: 'PUMP-25',
    description: 'Centrifugal pump, 25 mm',
    category: 'goods',
    listPrice: 89,
    most: 60,
    taxCode: SALES,
  },
  {
    item: 'SENSOR-T2',
    description: 'Temperature sensor',
    category: 'goods',
    listPrice: 46,
    most: 120,
    taxCode: SALES,
  },
  {
    item: 'FILTER-H13',
    description: 'Particulate filter H13',
    category: 'goods',
    listPrice: 38,
    most: 150,
    taxCode: SALES,
  },
  {
    item: 'HANDBOOK-ENG',
    description: 'Engineering handbook',
    category: 'goods',
    listPrice: 55,
    most: 40,
    taxCode: FOOD,
  },
  {
    item: 'SERVICE-HOURS',
    description: 'Engineering services, per hour',
    category: 'services',
    listPrice: 140,
    most: 60,
    taxCode: EXEMPT,
  },
  {
    item: 'CALIBRATION',
    description: 'On-site calibration',
    category: 'services',
    listPrice: 420,
    most: 8,
    taxCode: SALES,
  },
  {
    item: 'FREIGHT-STD',
    description: 'Standard freight',
    category: 'freight',
    listPrice: 185,
    most: 6,
    taxCode: EXEMPT,
  },
];
