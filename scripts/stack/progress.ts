import { messageOf, type Report } from '../parts/report.ts';

/** Shows a person what takes long. Steps may run at the same time. */
export interface Progress {
  step<T>(title: string, work: (report: Report) => Promise<T>): Promise<T>;
  note(message: string): void;
  warn(message: string): void;
}

export const silentProgress: Progress = {
  step: (_title, work) => work(() => undefined),
  note: () => undefined,
  warn: () => undefined,
};

interface Step {
  title: string;
  began: number;
  doing: string;
  told: number;
}

/** How often a running step is mentioned where lines cannot be rewritten. */
const REMIND_EVERY_MS = 10_000;

/**
 * One line for each finished step with its seconds. On a terminal the steps under way stand in a last line that is
 * rewritten; elsewhere (a log, CI) a long step is mentioned when it starts something and every ten seconds.
 */
export function terminalProgress(out: NodeJS.WriteStream): Progress {
  const steps = new Set<Step>();
  const live = out.isTTY;
  const colour = (code: number, text: string): string =>
    live && out.hasColors() ? `\u001b[${code}m${text}\u001b[0m` : text;
  const line = (text: string): void => void out.write(`${live ? '\r\u001b[K' : ''}${text}\n`);
  const draw = (): void => {
    if (live) out.write(`\r\u001b[K${fit([...steps].map(describe).join(' · '), out.columns)}`);
    else for (const step of steps) remind(step, line);
  };
  let timer: NodeJS.Timeout | undefined;
  const watch = (): void => {
    if (steps.size > 0) timer ??= setInterval(draw, live ? 100 : 1_000).unref();
    else {
      clearInterval(timer);
      timer = undefined;
    }
    if (live) draw();
  };
  return {
    async step(title, work) {
      const step: Step = { title, began: Date.now(), doing: '', told: Date.now() };
      steps.add(step);
      watch();
      const end = (mark: string, text: string): void => {
        steps.delete(step);
        line(`${mark} ${text}`);
        watch();
      };
      try {
        const result = await work((message) => {
          step.doing = message;
          step.told = 0;
        });
        end(colour(32, '✓'), `${title} ${colour(2, `${seconds(step)} s`)}`);
        return result;
      } catch (error) {
        end(colour(31, '✗'), `${title} after ${seconds(step)} s: ${messageOf(error).split('\n')[0]}`);
        throw error;
      }
    },
    note: (message) => line(message),
    warn: (message) => line(`${colour(33, '!')} ${message}`),
  };
}

function remind(step: Step, line: (text: string) => void): void {
  if (Date.now() - step.told < REMIND_EVERY_MS) return;
  step.told = Date.now();
  line(`… ${describe(step)}`);
}

function describe(step: Step): string {
  const doing = step.doing === '' ? '' : `: ${step.doing}`;
  return `${step.title}${doing} (${Math.floor((Date.now() - step.began) / 1000)} s)`;
}

function seconds(step: Step): string {
  return ((Date.now() - step.began) / 1000).toFixed(1);
}

function fit(text: string, columns: number): string {
  // Some terminals do not say how wide they are.
  const width = columns > 0 ? columns : 80;
  return text.length < width ? text : `${text.slice(0, width - 2)}…`;
}
