/** For `ProcessSpec.ready`: throws, with what was answered, unless `url` answers 2xx. */
export async function answers(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  if (response.ok) return void (await response.body?.cancel());
  throw new Error(`${url} answers ${response.status}: ${(await response.text()).slice(0, 300)}`);
}
