import { Text } from '@mantine/core';
import classes from './Letter.module.css';

/** A letter as the customer gets it. */
export function Letter({ subject, text }: { subject: string; text: string }) {
  return (
    <div className={classes.letter}>
      <Text fw={600} mb="xs">
        {subject}
      </Text>
      <Text className={classes.text}>{text}</Text>
    </div>
  );
}
