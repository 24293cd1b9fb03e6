import { useMutation, useQueryClient } from '@tanstack/react-query';
import { markRead } from '../../api/notices.ts';
import type { Notice } from '../../api/resources.ts';

/** Marks notices as read, and reads the list and the count of the bell again. */
export function useMarking() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (notices: readonly Pick<Notice, 'id' | 'readAt'>[]) => markRead(notices),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['notices'] }),
  });
}
