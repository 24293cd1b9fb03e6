import { Button, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconApi,
  IconCalendarUser,
  IconChevronDown,
  IconExternalLink,
  IconLogout,
  IconUser,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { signOut } from '../../api/reader.ts';
import type { Me } from '../../api/resources.ts';
import { fromKey } from '../../parts/words.ts';
import classes from './Header.module.css';

export function PersonMenu({ me }: { me: Me }) {
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: (endSessionUrl) => window.location.assign(endSessionUrl ?? '/'),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'You are still signed in', message: error.message }),
  });
  return (
    <Menu position="bottom-end" width={280} withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          h={32}
          leftSection={<IconUser size={16} stroke={1.6} aria-hidden />}
          rightSection={<IconChevronDown size={13} aria-hidden />}
          classNames={{ root: classes.person ?? '', section: classes.personSection ?? '' }}
          aria-label={`${me.name}: account and links`}
          loading={leaving.isPending}
        >
          <span className={classes.personName}>{me.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text fw={600}>{me.name}</Text>
          {me.grants.map((grant) => (
            <Text key={`${grant.role} ${grant.entity} ${grant.team}`} size="sm" c="dimmed">
              {grantWords(grant)}
            </Text>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item
          renderRoot={(props) => <Link to="/standing-in" {...props} />}
          leftSection={<IconCalendarUser size={15} aria-hidden />}
        >
          Absence and standing in
        </Menu.Item>
        <Menu.Divider />
        {me.links.temporalUi && (
          <Menu.Item
            component="a"
            href={me.links.temporalUi}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconExternalLink size={15} aria-hidden />}
          >
            Temporal Web UI
          </Menu.Item>
        )}
        <Menu.Item
          component="a"
          href={me.links.apiReference}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconApi size={15} aria-hidden />}
        >
          API reference
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => leaving.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function grantWords({ role, team, entity }: Me['grants'][number]): string {
  const of = team === '*' ? '' : `, ${fromKey(team).toLowerCase()}`;
  return `${fromKey(role)}${of} (${entity === '*' ? 'the whole group' : entity})`;
}
