import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './Section.module.css';

interface Props {
  readonly title: string;
  /** A few words beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One titled part of a page, on its own surface, reachable as a landmark. */
export function Section({ title, aside, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <header className={classes.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside && <div className={classes.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
