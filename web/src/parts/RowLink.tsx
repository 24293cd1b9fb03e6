import { Link } from '@tanstack/react-router';
import classes from './RowLink.module.css';
import { rowElementId } from './row-keys.ts';

interface Props {
  readonly rowId: string;
  readonly requestId: string;
  readonly onFocus: () => void;
  /** In the customer's words. */
  readonly subject: string;
}

/** Opens the request of a row, and takes the focus for the row. */
export function RowLink({ rowId, requestId, onFocus, subject }: Props) {
  return (
    <Link
      to="/requests/$id"
      params={{ id: requestId }}
      id={rowElementId(rowId)}
      className={classes.link}
      onFocus={onFocus}
    >
      {subject}
    </Link>
  );
}
