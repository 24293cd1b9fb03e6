import { useNavigate } from '@tanstack/react-router';
import type { RequestSummary } from '../../api/resources.ts';
import { useRowKeys } from '../../parts/row-keys.ts';
import { useHasColumns } from '../../parts/width.ts';
import { RequestCards } from './RequestCards.tsx';
import { RequestTable } from './RequestTable.tsx';

export interface RequestRowsProps {
  readonly rows: readonly RequestSummary[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

export function RequestRows(props: RequestRowsProps) {
  const navigate = useNavigate();
  const wide = useHasColumns();
  useRowKeys({
    ids: props.rows.map((row) => row.id),
    selected: props.selected,
    onSelect: props.onSelect,
    onOpen: (id) => void navigate({ to: '/requests/$id', params: { id } }),
  });
  return wide ? <RequestTable {...props} /> : <RequestCards {...props} />;
}
