import { ActionIcon, Indicator, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { unreadQuery } from '../../api/notices.ts';
import { usePollInterval } from '../../parts/live.ts';

/** How many notices are unread, and the way to them. */
export function Bell() {
  const refetchInterval = usePollInterval();
  const { data } = useQuery({ ...unreadQuery, refetchInterval });
  const unread = data?.items.length ?? 0;
  const more = data?.nextCursor ? '+' : '';
  const label = unread > 0 ? `Notices: ${unread}${more} unread` : 'Notices: none unread';
  return (
    <Tooltip label={label}>
      <Indicator label={`${unread}${more}`} disabled={unread === 0} size={16} offset={7} fz={11} autoContrast>
        <ActionIcon
          renderRoot={(props) => <Link to="/notices" {...props} />}
          variant="subtle"
          color="gray"
          size={32}
          aria-label={label}
        >
          <IconBell size={17} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Indicator>
    </Tooltip>
  );
}
