import type { LinkProps } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import type { Me } from '../api/resources.ts';
import classes from './EntityNav.module.css';

interface Props {
  readonly of: Me['entities'];
  readonly linkTo: (code: string) => LinkProps;
}

/** The same screen of another legal entity; nothing where there is only one. */
export function EntityNav({ of, linkTo }: Props) {
  if (of.length < 2) return null;
  return (
    <nav aria-label="Legal entity" className={classes.entities}>
      {of.map(({ code, name }) => (
        <Link key={code} {...linkTo(code)} className={classes.entity} title={name}>
          {code}
        </Link>
      ))}
    </nav>
  );
}
