import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { Keyboard, KeyboardContext, useKeys } from '../../parts/keyboard.ts';
import { dashboardsOf, ledgersOf, useReader } from '../../parts/reader.ts';
import { KeyList } from './KeyList.tsx';

/** Single-key control of everything inside, its list under "?", and the switch that turns it off. */
export function KeyboardKeys({ children }: { children: ReactNode }) {
  const [keyboard] = useState(() => new Keyboard());
  const [on, setOn] = useLocalStorage({ key: 'docket-single-keys', defaultValue: true });
  const [listed, list] = useDisclosure();
  useEffect(() => keyboard.listen(() => on), [keyboard, on]);
  return (
    <KeyboardContext value={keyboard}>
      <GlobalKeys onList={list.open} />
      {children}
      <KeyList opened={listed} onClose={list.close} on={on} onSwitch={setOn} />
    </KeyboardContext>
  );
}

function GlobalKeys({ onList }: { onList: () => void }) {
  const navigate = useNavigate();
  const me = useReader();
  const entity = me && ledgersOf(me)[0]?.code;
  const board = me && dashboardsOf(me)[0]?.code;
  useKeys({
    '?': onList,
    'g i': () => void navigate({ to: '/' }),
    'g q': () => void navigate({ to: '/queue' }),
    'g n': () => void navigate({ to: '/notices' }),
    'g s': () => void navigate({ to: '/standing-in' }),
    'g r': () => void navigate({ to: '/requests' }),
    'g d': () => void (board && navigate({ to: '/dashboard/$entity', params: { entity: board } })),
    'g p': () => void navigate({ to: '/policies' }),
    'g l': () => void (entity && navigate({ to: '/ledger/$entity', params: { entity } })),
  });
  return null;
}
