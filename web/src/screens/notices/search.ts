import type { RawSearch } from '../../parts/search-params.ts';
import { oneOf, present, text } from '../../parts/search-params.ts';

export interface NoticesSearch {
  readonly show?: 'unread';
  /** The selected notice. */
  readonly notice?: string;
}

export const noticesSearch = (raw: RawSearch): NoticesSearch =>
  present({ show: oneOf(raw['show'], ['unread']), notice: text(raw['notice']) });
