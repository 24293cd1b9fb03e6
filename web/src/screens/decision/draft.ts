/** What was typed into a dialog and the key it is sent under: kept in this tab over a failure, a reload or a new sign-in. */
interface Draft<Values> {
  readonly values: Values;
  readonly sent: { readonly of: string; readonly key: string } | null;
}

export class DraftStore<Values> {
  readonly #name: string;
  readonly #initial: Values;

  constructor(name: string, initial: Values) {
    this.#name = `docket-draft:${name}`;
    this.#initial = initial;
  }

  values(): Values {
    return { ...this.#initial, ...this.#read()?.values };
  }

  keep(values: Values): void {
    this.#write({ values, sent: this.#read()?.sent ?? null });
  }

  /** One key for one thing to send: the same over retries, a new one once anything in it changed. */
  keyFor(values: Values, toSend: unknown): string {
    const of = JSON.stringify(toSend);
    const sent = this.#read()?.sent;
    const key = sent?.of === of ? sent.key : crypto.randomUUID();
    this.#write({ values, sent: { of, key } });
    return key;
  }

  clear(): void {
    sessionStorage.removeItem(this.#name);
  }

  #read(): Draft<Values> | null {
    const kept = sessionStorage.getItem(this.#name);
    return kept === null ? null : (JSON.parse(kept) as Draft<Values>);
  }

  #write(draft: Draft<Values>): void {
    sessionStorage.setItem(this.#name, JSON.stringify(draft));
  }
}
