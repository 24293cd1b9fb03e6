import { Tooltip } from '@mantine/core';
import { exactWords, placeOf, readerZone } from '../../parts/instant-words.ts';
import { effectiveWords } from './policy-words.ts';

/** When a policy comes into force: in UTC, as its document says it and for every legal entity alike; the reader's time on hover. */
export function EffectiveFrom({ at }: { readonly at: string }) {
  return (
    <Tooltip label={`${exactWords(at)} ${placeOf(readerZone())}`}>
      <time dateTime={at}>{effectiveWords(at)}</time>
    </Tooltip>
  );
}
