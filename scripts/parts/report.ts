/** Tells the person what a long step is doing right now; a step that reports nothing is shown by its name alone. */
export type Report = (message: string) => void;

/** The message of anything thrown, with its causes unless it quotes them already. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.map(messageOf).join('; ');
  const cause = error.cause === undefined ? '' : messageOf(error.cause);
  return error.message.includes(cause) ? error.message : `${error.message} (${cause})`;
}
