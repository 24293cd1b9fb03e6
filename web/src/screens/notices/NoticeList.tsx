import { Badge, Button, Text } from '@mantine/core';
import { Link, linkOptions, useNavigate } from '@tanstack/react-router';
import type { Notice } from '../../api/resources.ts';
import { rowElementId, useRowKeys } from '../../parts/row-keys.ts';
import { When } from '../../parts/When.tsx';
import { NOTICE_WORDS, sentence } from '../../parts/words.ts';
import classes from './Notices.module.css';

interface Props {
  readonly notices: readonly Notice[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  /** It was opened, or read in the list. */
  readonly onRead: (notice: Notice) => void;
}

export function NoticeList({ notices, selected, onSelect, onRead }: Props) {
  const navigate = useNavigate();
  useRowKeys({
    ids: notices.map(({ id }) => id),
    selected,
    onSelect,
    onOpen: (id) => {
      const notice = notices.find((one) => one.id === id);
      if (!notice) return;
      onRead(notice);
      const to = addressOf(notice);
      if (to) void navigate(to);
    },
  });
  return (
    <ul className={classes.list}>
      {notices.map((notice) => (
        <li
          key={notice.id}
          className={classes.notice}
          data-selected={notice.id === selected || undefined}
          data-unread={notice.readAt === null || undefined}
        >
          <div className={classes.head}>
            <Title of={notice} onFocus={() => onSelect(notice.id)} onRead={() => onRead(notice)} />
            <Text size="sm" c="dimmed">
              <When at={notice.at} as="ago" />
            </Text>
          </div>
          {notice.text && <Text className={classes.text}>{sentence(notice.text)}</Text>}
          <div className={classes.foot}>
            <Text size="sm" c="dimmed">
              {NOTICE_WORDS[notice.kind]}
              {notice.requestId && ` · ${notice.requestId}`}
            </Text>
            {notice.readAt === null && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`Mark as read: ${notice.title}`}
                onClick={() => onRead(notice)}
              >
                Mark as read
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

interface TitleProps {
  readonly of: Notice;
  readonly onFocus: () => void;
  readonly onRead: () => void;
}

/** Opens what it is about; that reads it. */
function Title({ of, onFocus, onRead }: TitleProps) {
  const { id, title, readAt } = of;
  const to = addressOf(of);
  const unread = readAt === null && (
    <Badge size="sm" variant="light" className={classes.unread}>
      Unread
    </Badge>
  );
  if (!to) {
    return (
      <span id={rowElementId(id)} tabIndex={-1} className={classes.title} onFocus={onFocus}>
        {sentence(title)} {unread}
      </span>
    );
  }
  return (
    <span>
      <Link {...to} id={rowElementId(id)} className={classes.title} onFocus={onFocus} onClick={onRead}>
        {sentence(title)}
      </Link>{' '}
      {unread}
    </span>
  );
}

/** The request it is about; for what was lent, where all of that stands. */
function addressOf({ requestId, kind }: Notice) {
  if (requestId) return linkOptions({ to: '/requests/$id', params: { id: requestId } });
  return kind === 'delegation' ? linkOptions({ to: '/standing-in' }) : null;
}
