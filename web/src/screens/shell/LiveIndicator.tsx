import { Tooltip, VisuallyHidden } from '@mantine/core';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import type { LiveState } from '../../api/live.ts';
import { useLiveState } from '../../parts/live.ts';
import classes from './Header.module.css';

const WORDS: Record<LiveState, { short: string; long: string }> = {
  connecting: { short: 'Connecting', long: 'Connecting to live changes' },
  connected: { short: 'Live', long: 'Changes by others appear within a second' },
  reconnecting: {
    short: 'Reconnecting',
    long: 'Live changes are interrupted; reconnecting, and reading again every 15 seconds',
  },
};

/** Whether what is on screen keeps up by itself. */
export function LiveIndicator() {
  const state = useLiveState();
  const { short, long } = WORDS[state];
  return (
    <Tooltip label={long}>
      <span className={classes.live} data-state={state} role="status">
        {state === 'connected' && <span className={classes.dot} aria-hidden />}
        {state === 'connecting' && <IconRefresh size={14} aria-hidden />}
        {state === 'reconnecting' && <IconPlugConnectedX size={14} aria-hidden />}
        <span className={classes.liveWords}>{short}</span>
        <VisuallyHidden>{long}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
