import { useNavigate } from '@tanstack/react-router';
import type { RequestSummary } from '../../api/resources.ts';
import { useKeys } from '../../parts/keyboard.ts';
import { useReader } from '../../parts/reader.ts';
import { useRowKeys } from '../../parts/row-keys.ts';
import { useHasColumns } from '../../parts/width.ts';
import type { Claiming } from './claiming.ts';
import { mayClaim } from './claiming.ts';
import { QueueCards } from './QueueCards.tsx';
import { QueueTable } from './QueueTable.tsx';

export interface QueueRowsProps {
  readonly rows: readonly RequestSummary[];
  readonly selected: string | undefined;
  /** Whether all of them are in one team's queue. */
  readonly oneTeam: boolean;
  /** Null where every row has an owner. */
  readonly claiming: Claiming | null;
  readonly onSelect: (id: string) => void;
}

export function QueueRows(props: QueueRowsProps) {
  const { rows, selected, claiming, onSelect } = props;
  const navigate = useNavigate();
  const me = useReader();
  const wide = useHasColumns();
  useRowKeys({
    ids: rows.map((row) => row.id),
    selected,
    onSelect,
    onOpen: (id) => void navigate({ to: '/requests/$id', params: { id } }),
  });
  useKeys({
    c: () => {
      const row = rows.find((one) => one.id === selected);
      if (row && claiming && !claiming.isPending && mayClaim(me, row)) claiming.mutate(row);
    },
  });
  return wide ? <QueueTable {...props} /> : <QueueCards {...props} />;
}
