import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from './browser.ts';
import { BILLING_LEAD, CONTROLLER, GERMAN_LEAD, PORTAL, Rig, WEB_ORIGIN } from './rig.ts';

let rig: Rig;
const streams: Stream[] = [];
beforeAll(async () => {
  rig = await Rig.start();
});
afterEach(() => streams.splice(0).forEach((stream) => stream.abort()));
afterAll(() => rig.stop());

/** A reader of the event stream that keeps all it was sent. */
class Stream {
  text = '';
  ended = false;
  readonly #abort = new AbortController();

  async open(headers: Record<string, string>): Promise<number> {
    const response = await fetch(`${rig.url}/v1/stream`, { headers, signal: this.#abort.signal });
    if (response.body && response.status === 200) void this.#read(response.body);
    return response.status;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) this.text += decoder.decode(chunk, { stream: true });
    } catch {
      // Ended from this side.
    }
    this.ended = true;
  }

  abort(): void {
    this.#abort.abort();
  }
}

async function listening(headers: Record<string, string>): Promise<Stream> {
  const stream = new Stream();
  streams.push(stream);
  expect(await stream.open(headers)).toBe(200);
  return stream;
}

const bearer = async (who: string) => ({ Authorization: `Bearer ${await rig.token(who)}` });

describe('the stream of changes', () => {
  it('tells who works for the entity within a second, and nobody else', async () => {
    const [lead, german, group] = [
      await listening(await bearer(BILLING_LEAD)),
      await listening(await bearer(GERMAN_LEAD)),
      await listening(await bearer(CONTROLLER)),
    ];
    const us = await rig.handIn();
    const de = await rig.handIn(await rig.claim('DE20'));
    await expect
      .poll(() => group.text.includes(us) && group.text.includes(de), { timeout: 3_000 })
      .toBe(true);
    expect(group.text).toMatch(/^event: ?request$/m);
    await expect.poll(() => [lead.text.includes(us), lead.text.includes(de)]).toEqual([true, false]);
    expect([german.text.includes(us), german.text.includes(de)]).toEqual([false, true]);
  });

  it('tells who was told something, and nobody else', async () => {
    const [lead, controller] = [
      await listening(await bearer(BILLING_LEAD)),
      await listening(await bearer(CONTROLLER)),
    ];
    await rig.sql`
      insert into notice (legal_entity, id, recipient_id, request_id, kind, title, text, at)
      values ('US10', 'NTC-US10-stream', ${BILLING_LEAD}, 'REQ-US10-7', 'ownership', 'Yours', 'Text', now())`;
    await expect.poll(() => lead.text, { timeout: 3_000 }).toMatch(/^event: ?notice\nid:.*\ndata: ?\{\}$/m);
    const requestId = await rig.handIn();
    await expect.poll(() => controller.text.includes(requestId), { timeout: 3_000 }).toBe(true);
    expect(controller.text).not.toContain('notice');
    expect(lead.text).not.toContain('REQ-US10-7"');
  });

  it('needs a person who is signed in', async () => {
    expect(await new Stream().open({})).toBe(401);
    expect(await new Stream().open(await bearer(PORTAL))).toBe(403);
  });

  it('ends with the session', async () => {
    const { cookie } = await signIn(rig, BILLING_LEAD);
    const stream = await listening({ Cookie: cookie });
    await rig.call(undefined, '/auth/logout', {
      method: 'POST',
      headers: { Cookie: cookie, Origin: WEB_ORIGIN },
    });
    await expect.poll(() => stream.ended, { timeout: 3_000 }).toBe(true);
  });
});
